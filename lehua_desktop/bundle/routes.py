"""The routes a bundle can go and the law it quotes, from the dated files in `resources/law/`."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass, replace
from functools import cache

from ..core.facts import Kind
from ..core.problems import LehuaError, Problem
from ..core.words import Words
from ..resources import resource


@dataclass(frozen=True, slots=True)
class Article:
    """One quoted rule: its name with the article, its gist, its source, and when it was last checked."""

    key: str
    name: Words
    text: Words
    source: Words
    checked_on: dt.date


@dataclass(frozen=True, slots=True)
class Route:
    """One way to complain; `file` is what it is called in the name of a bundle.

    `recipient` is the bare name of the receiver; it may have the place `{lender}`, and `recipient_unknown` is for a
    lender not known. `addressee` is how the letter gives it, with places. `basis` is what the letter rests on,
    `procedure` what else says how the route is gone.
    `max_mb` is what the route takes (megabytes of 1,000,000 bytes). `public` means that anybody can read it: only the
    redacted edition goes there, without the kinds of files in `omit`. `by_lender` holds other receivers, each with the
    words of a lender's name that lead to it.
    """

    key: str
    name: Words
    file: Words
    recipient: Words
    recipient_unknown: Words
    deadline: Words
    needs: tuple[Words, ...]
    after: Words
    basis: tuple[Article, ...]
    checked_on: dt.date
    addressee: Words
    procedure: tuple[Article, ...]
    max_mb: float | None = None
    public: bool = False
    omit: frozenset[Kind] = frozenset()
    court: bool = False
    by_lender: tuple[tuple[tuple[str, ...], Route], ...] = ()

    @property
    def rules(self) -> tuple[Article, ...]:
        return self.basis + self.procedure

    def addressed_to(self, lender: str | None) -> Words:
        return self.recipient.fill(lender=lender) if lender else self.recipient_unknown

    def for_lender(self, lender: str | None) -> Route:
        """The route with the receiver that is competent for a lender of this name."""
        fitting = (route for words, route in self.by_lender if lender and any(word in lender for word in words))
        return next(fitting, self)


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
    found: dict[str, Route] = {}
    for key, item in _load("routes").items():
        variants = item.pop("by_lender", [])
        others = tuple((tuple(other["words"]), _route(key, {**item, **other})) for other in variants)
        found[key] = replace(_route(key, item), by_lender=others)
    return found


def _route(key: str, item: dict) -> Route:  # type: ignore[type-arg]
    return Route(
        key=key,
        name=_words(item, "name"),
        file=_words(item, "file"),
        recipient=_words(item, "recipient"),
        recipient_unknown=_words(item, "recipient_unknown" if "recipient_unknown" in item else "recipient"),
        deadline=_words(item, "deadline"),
        needs=tuple(Words(zh, en) for zh, en in zip(item["needs"], item["needs_en"], strict=True)),
        after=_words(item, "after"),
        basis=tuple(articles()[name] for name in item["basis"]),
        checked_on=item["checked_on"],
        addressee=_words(item, "addressee") if "addressee" in item else Words("{recipient}", "{recipient}"),
        procedure=tuple(articles()[name] for name in item.get("procedure", ())),
        max_mb=item.get("max_mb"),
        public=item.get("public", False),
        omit=frozenset(Kind(name) for name in item.get("omit", ())),
        court=item.get("groups") == "court",
    )


@cache
def articles() -> dict[str, Article]:
    """Every quoted rule by its key."""
    return {
        key: Article(key, _words(item, "name"), _words(item, "text"), _words(item, "source"), item["checked_on"])
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
