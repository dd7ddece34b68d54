"""A sentence for the user in both languages, for everything below the window."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]
_FIRST = re.compile(r".+?(?:。|[.!?](?= [A-Z]))")


@dataclass(frozen=True, slots=True)
class Words:
    """The same sentence in Chinese and in English; `{name}` places are filled by `fill`."""

    zh: str
    en: str

    def fill(self, **values: object) -> Words:
        """Both sentences with their places filled."""
        return Words(self.zh.format(**values), self.en.format(**values))

    def say(self, language: Language) -> str:
        return self.en if language == "en" else self.zh


def counted(number: int, noun: str) -> str:
    """`1 day`, `2 days`: only English needs to know."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def first_sentence(text: str) -> str:
    """The first sentence; of a failure it is what happened, without what to do."""
    match = _FIRST.match(text)
    return match[0] if match else text
