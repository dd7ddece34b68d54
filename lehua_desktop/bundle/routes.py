"""The routes a bundle can go and the law it quotes, from the dated files in `resources/law/`."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache

from ..core.problems import LehuaError, Problem
from ..core.words import Words
from ..resources import resource


@dataclass(frozen=True, slots=True)
class Article:
    """One quoted rule: its name with the article, its gist, its source, and when it was last checked."""

    name: Words
    text: Words
    source: Words
    checked_on: dt.date


@dataclass(frozen=True, slots=True)
class Route:
    """One way to complain. `recipient` has the place `{lender}`, `recipient_unknown` is for a lender not known.

    `max_mb` is what the route takes (megabytes of 1,000,000 bytes), `public` means that anybody can read it.
    """

    key: str
    name: Words
    recipient: Words
    recipient_unknown: Words
    deadline: Words
    needs: tuple[Words, ...]
    after: Words
    basis: tuple[Article, ...]
    checked_on: dt.date
    max_mb: float | None = None
    public: bool = False

    def addressed_to(self, lender: str | None) -> Words:
        return self.recipient.fill(lender=lender) if lender else self.recipient_unknown


@dataclass(frozen=True, slots=True)
class Notice:
    """A plain word that every bundle carries, with the rules it rests on."""

    text: Words
    basis: tuple[Article, ...]


def find_route(key: str) -> Route:
    """The route of that key; raises `LehuaError(ROUTE_UNKNOWN)` with the known keys."""
    known = routes()
    if key not in known:
        raise LehuaError(Problem.ROUTE_UNKNOWN, route=key, known=", ".join(known))
    return known[key]


@cache
def routes() -> dict[str, Route]:
    """Every route by its key, in the order of the file."""
    return {
        key: Route(
            key=key,
            name=_words(item, "name"),
            recipient=_words(item, "recipient"),
            recipient_unknown=_words(item, "recipient_unknown"),
            deadline=_words(item, "deadline"),
            needs=tuple(Words(zh, en) for zh, en in zip(item["needs"], item["needs_en"], strict=True)),
            after=_words(item, "after"),
            basis=tuple(articles()[name] for name in item["basis"]),
            checked_on=item["checked_on"],
            max_mb=item.get("max_mb"),
            public=item.get("public", False),
        )
        for key, item in _load("routes").items()
    }


@cache
def articles() -> dict[str, Article]:
    """Every quoted rule by its key."""
    return {
        key: Article(_words(item, "name"), _words(item, "text"), _words(item, "source"), item["checked_on"])
        for key, item in _load("articles").items()
    }


@cache
def notices() -> dict[str, Notice]:
    """What every bundle says plainly, by key."""
    return {
        key: Notice(_words(item, "text"), tuple(articles()[name] for name in item["basis"]))
        for key, item in _load("notices").items()
    }


# The types of a TOML file are what the file says; a test reads all three files.
def _load(name: str) -> dict[str, dict]:  # type: ignore[type-arg]
    return tomllib.loads(resource("law", f"{name}.toml").read_text(encoding="utf-8"))


def _words(item: dict, key: str) -> Words:  # type: ignore[type-arg]
    return Words(item[key], item[f"{key}_en"])
