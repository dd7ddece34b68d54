"""The letters of an open case: what the program writes, what a person wrote over it, and the numbers of exhibits."""

from __future__ import annotations

import datetime as dt
from typing import cast

from ..bundle.plan import BundleRequest, numbers_of, plan_bundle
from ..bundle.routes import find_route
from ..bundle.story.letter import FACTS, Paragraph, facts, paragraphs
from ..bundle.story.story import Story, tell
from ..bundle.tokens import EditedText, stand
from ..core.edits import Edit
from ..core.words import Language
from ..store.rows import Rows
from . import edits


def edited_texts(rows: Rows) -> tuple[EditedText, ...]:
    """Every paragraph that a person edited."""
    return tuple(
        EditedText(route, cast("Language", language), part, body, stood)
        for route, language, part, body, stood in rows.texts()
    )


class Letters:
    """The letter of one route in one language on one day, with its statement of facts.

    `request` holds no originals and no pages: nothing of them stands in a letter. `name` is the route, `online` or `facts`.
    """

    def __init__(self, rows: Rows, request: BundleRequest) -> None:
        self._rows = rows
        self._plan = plan_bundle(request, empty=True)
        self._story: Story = tell(self._plan)

    def get(self, name: str) -> tuple[Paragraph, ...]:
        """All paragraphs, those that a person emptied too."""
        return facts(self._plan, self._story) if name == FACTS else paragraphs(self._plan, self._story, name)

    def edit(self, name: str, part: str, body: str) -> Edit:
        """The paragraph reads like this from now on; `body` may hold places such as `{paid:7}`."""
        language = self._plan.request.language
        stood = stand(body, self._story.values, language)
        return edits.write_text(self._rows, name, language, part, body, stood)

    def reset(self, name: str, part: str) -> Edit:
        """The paragraph reads again as the program writes it."""
        return edits.reset_text(self._rows, name, self._plan.request.language, part)


def remember_numbers(rows: Rows, request: BundleRequest, at: dt.datetime) -> dict[int, str]:
    """Keeps the numbers of a bundle, and returns those that were kept before; a public one lacks too many exhibits to
    number the next. Numbers that stay as they are leave no trace: the case goes into the ZIP, and the same case gives
    the same ZIP however often it is exported."""
    former = rows.exhibit_numbers()
    numbers = numbers_of(request)
    kept = {**former, **numbers} if request.keep_numbers else numbers
    if not find_route(request.route).public and kept != former:
        rows.keep_exhibit_numbers(kept)
        detail = {"route": request.route, "edition": request.edition, "exhibits": len(numbers)}
        rows.remember(at, "exported", "person", detail)
    return former


def take_back_numbers(rows: Rows, former: dict[int, str]) -> None:
    """The bundle did not come about: its numbers go, and so does the line about it in the history."""
    if rows.exhibit_numbers() != former:
        rows.keep_exhibit_numbers(former)
        rows.forget_last("exported")
