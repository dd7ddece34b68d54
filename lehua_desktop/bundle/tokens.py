"""Sentences whose numbers stay linked to the ledger: `{paid:7}` stands for what installment 7 was paid with.

A generated sentence gets its values when it is printed. One that a person edited keeps its places, and the values as
they stood then: where the ledger says another now, that is marked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..core.words import Language, Words

Values = Mapping[str, Words]
TOKEN = re.compile(r"\{([a-z_]+(?::[\w.-]+)?)\}")
NOTHING = "\u200b"  # a value that is known to be empty: no line to fill in
_BLANK = 10


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a sentence: plain text; the value of a `token`; or a line to write on, `blank` characters wide.

    `was` is the value that stood here when the person edited the sentence, if it is another now; `gone` says that the
    ledger has no such value any more.
    """

    text: str
    token: str | None = None
    blank: int = 0
    was: str | None = None
    gone: bool = False

    @property
    def changed(self) -> bool:
        return self.was is not None or self.gone


@dataclass(frozen=True, slots=True)
class EditedText:
    """A paragraph as a person wrote it, with its places, and their values as they stood then."""

    route: str
    language: Language
    part: str
    body: str
    values: dict[str, str] = field(default_factory=dict)


def resolve(body: str, values: Values, language: Language, stood: Mapping[str, str] | None = None) -> tuple[Run, ...]:
    """The runs of a sentence. `stood` are the values of an edited one."""
    runs: list[Run] = []
    at = 0
    for match in TOKEN.finditer(body):
        run = _value(match.group(1), values, language, stood or {})
        if run is None:  # braces of the person's own
            continue
        if match.start() > at:
            runs.append(Run(body[at : match.start()]))
        runs.append(run)
        at = match.end()
    if at < len(body):
        runs.append(Run(body[at:]))
    return tuple(runs)


def _value(token: str, values: Values, language: Language, stood: Mapping[str, str]) -> Run | None:
    name, _, arg = token.partition(":")
    if name == "blank":
        return Run("", token, blank=int(arg) if arg.isdecimal() else _BLANK)
    if token in values:
        now = values[token].say(language)
        was = stood.get(token)
        if not now:
            return Run(was, token, was=was, gone=True) if was else Run("", token, blank=_BLANK)
        now = now.replace(NOTHING, "")
        return Run(now, token, was=was if was not in (None, now) else None)
    return Run(stood[token], token, was=stood[token], gone=True) if token in stood else None


def plain(runs: tuple[Run, ...]) -> str:
    """The runs as text; what is to be filled in is a row of low lines."""
    return "".join("_" * run.blank if run.blank else run.text for run in runs)


def stand(body: str, values: Values, language: Language) -> dict[str, str]:
    """The values that stand in a sentence now."""
    runs = resolve(body, values, language)
    return {run.token: run.text for run in runs if run.token and not run.blank}


def change_words(run: Run) -> Words:
    """What changed in the ledger since the sentence was edited."""
    if run.gone:
        return Words(f"账本已变：原 {run.was}，现已没有", f"The ledger changed: was {run.was}, now gone")
    return Words(f"账本已变：原 {run.was}，现 {run.text}", f"The ledger changed: was {run.was}, now {run.text}")
