"""The letter of a route: its paragraphs from `resources/bundle/letters.toml`, filled from the case, or as a person edited them.

Only what the findings support is claimed: contradictions are claimed, doubts are asked about, true overdues are said to
be true.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ...core.facts import Kind
from ...core.model import Finding, Severity
from ...core.words import Language, Words
from ...resources import resource
from ..plan import BundlePlan
from ..routes import Route, articles, find_route
from ..tokens import EditedText, Run, Values, plain, resolve
from .story import Story, key_of
from .wording import ranges, with_prose_days

NUMERALS = "一二三四五六七八九十"
ONLINE = "online"  # the text to paste into the bureau's web form, a letter of its own
CALL = "call"  # what to say to a regulator on the telephone
REPAIR = "repair_policy"  # the rule of the ledger, and the law that it rests on
OF_PERSON = ("id", "phone", "address")  # parts that say the same in every letter
FACTS = "facts"  # the statement of facts, edited with the letter and the same for every route


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a letter. `part` is its stable name; `body` keeps the places that `runs` show filled."""

    part: str
    role: str
    body: str
    runs: tuple[Run, ...]
    label: str = ""
    edited: bool = False

    @property
    def text(self) -> str:
        return plain(self.runs)

    @property
    def changed(self) -> tuple[Run, ...]:
        """The values of an edited paragraph that the ledger gives otherwise now."""
        return tuple(run for run in self.runs if run.changed)


def letter(plan: BundlePlan, story: Story, name: str | None = None) -> tuple[Paragraph, ...]:
    """The letter of the plan's route, or the one of that name; a paragraph that a person emptied is left out."""
    every = paragraphs(plan, story, name or plan.request.route)
    return tuple(paragraph for paragraph in every if paragraph.body)


def paragraphs(plan: BundlePlan, story: Story, name: str) -> tuple[Paragraph, ...]:
    """All paragraphs of a letter, those that a person emptied too."""
    say = plan.request.language
    parts = _templates()["parts"]
    texts = {
        part: text
        for part, text in edited_texts(plan, name).items()
        if not (plan.redacted and parts.get(part, {}).get("private"))
    }
    return tuple(_edited(made, texts.get(made.part), story.values, say) for made in _made(plan, story, name))


def facts(plan: BundlePlan, story: Story) -> tuple[Paragraph, ...]:
    """The sentences of the statement of facts, in the order of `story.events`."""
    say = plan.request.language
    texts = edited_texts(plan, FACTS)
    return tuple(
        _edited(
            _paragraph(event.part, "text", event.body.say(say), story.values, say, event.day.isoformat()),
            texts.get(event.part),
            story.values,
            say,
        )
        for event in story.events
    )


def edited_texts(plan: BundlePlan, name: str) -> dict[str, EditedText]:
    """What the person wrote for this letter in the language of the bundle, by part; of themselves, for any letter."""
    said = [text for text in plan.request.texts if text.language == plan.request.language]
    shared = {text.part: text for text in said if text.part in OF_PERSON}
    if name == ONLINE and "phone" in shared:
        shared["online_contact"] = shared["phone"]
    return shared | {text.part: text for text in said if text.route == name}


def letter_text(letter: Iterable[Paragraph]) -> str:
    """The letter as plain text, ready to paste."""
    lines: list[str] = []
    headings = 0
    for number, paragraph in numbered(letter):
        text = paragraph.text
        if paragraph.role == "heading":
            headings += 1
            lines.append("")
            text = f"{NUMERALS[headings - 1]}、{text}" if _chinese(text) else f"{headings}. {text}"
        if paragraph.role == "close":
            text = text.replace("|", "\n")
        lead = f"{number}. " if number else ""
        gap = "_" * 16 + "\n" if paragraph.role == "sign" else "：" if _chinese(paragraph.label) else ": "
        lines.append(lead + (f"{paragraph.label}{gap}{text}" if paragraph.label else text))
    return "\n".join(lines).strip() + "\n"


def numbered(letter: Iterable[Paragraph]) -> Iterator[tuple[int, Paragraph]]:
    """Each paragraph with its number among the items that follow each other; 0 for what is no item."""
    number = 0
    for paragraph in letter:
        number = number + 1 if paragraph.role == "item" else 0
        yield number, paragraph


def _edited(made: Paragraph, text: EditedText | None, values: Values, say: Language) -> Paragraph:
    if text is None:
        return made
    return Paragraph(made.part, made.role, text.body, resolve(text.body, values, say, text.values), made.label, True)


@cache
def _templates() -> dict[str, Any]:
    return tomllib.loads(resource("bundle", "letters.toml").read_text(encoding="utf-8"))


def _made(plan: BundlePlan, story: Story, name: str) -> Iterator[Paragraph]:
    """The paragraphs as the program writes them."""
    say = plan.request.language
    route = lender_route(plan)
    own = [(part, _templates()["parts"][part]) for part in _templates()["letters"][name]]
    known = _Known(plan, story, {item.get("each") for _, item in own})
    person = _templates()["persons"].get(name)
    for part, item in own:
        template = item[say].replace("{addressee}", route.addressee.say(say))
        if person:
            template = _of_person(template, Words(person["zh"], person["en"]), say)
        label = item.get("label_en" if say == "en" else "label", "")
        if "when" in item and item["when"] not in known.flags:
            continue
        if "each" not in item:
            yield _paragraph(part, item["role"], template, story.values, say, label)
            continue
        for key, literals in known.each(item["each"]):
            body = template.replace(":n}", f":{key}}}")
            for place, words in literals.items():
                body = body.replace(f"{{{place}}}", words.say(say))
            yield _paragraph(f"{part}.{key}", item["role"], body, story.values, say, label)


def _paragraph(part: str, role: str, body: str, values: Values, say: Language, label: str) -> Paragraph:
    return Paragraph(part, role, body, resolve(body, values, say), label)


def _of_person(template: str, person: Words, say: Language) -> str:
    """A sentence about the person who submits, for a letter that calls them so."""
    if say == "zh":
        return template.replace("本人", person.zh)
    said = re.sub(r"\bmy\b", f"{person.en}'s", re.sub(r"\b(?:I|me)\b", person.en, template))
    return re.sub(r"(?:^|(?<=\. ))[a-z]", lambda first: first[0].upper(), said)


class _Known:
    """What the paragraphs of a letter depend on. `told` are the sorts of things that it has paragraphs for."""

    def __init__(self, plan: BundlePlan, story: Story, told: Container[str | None]) -> None:
        self._plan, self._story = plan, story
        claims = [f for f in story.findings if f.severity == Severity.CONTRADICTION]
        self._months = [f for f in claims if f.rule == "monthly_status" and f.installment is not None]
        rest = [f for f in claims if f not in self._months]
        self._others = [f for f in rest if f.rule != REPAIR]
        self._repairs = [f for f in rest if f.rule == REPAIR] if "repair" in told else []
        self._doubts = [f for f in story.findings if f.severity == Severity.DOUBT] if "doubt" in told else []
        claimed = self._months or self._others or self._repairs
        settled = any(exhibit.source.kind == Kind.SETTLEMENT for exhibit in plan.exhibits)
        self.flags = {
            name
            for name, holds in {
                "claims": self._months,
                "others": self._others,
                "repairs": self._repairs,
                "doubts": self._doubts,
                "nothing": not claimed and not self._doubts,
                "overdue": claimed or self._doubts,
                "unsettled": not settled,
            }.items()
            if holds
        }

    def each(self, what: str) -> Iterator[tuple[str, dict[str, Words]]]:
        """The key of each thing of this sort, and what its paragraph says of it."""
        story = self._story
        if what == "loan":
            for loan in story.loans:
                yield key_of(story, loan.loan.id), {}
        elif what == "claim":
            for key in dict.fromkeys(self._key(finding) for finding in self._months):
                yield key, {}
        elif what in ("other", "repair", "doubt"):
            for finding in {"other": self._others, "repair": self._repairs, "doubt": self._doubts}[what]:
                parts = (finding.rule, finding.month, self._key(finding))
                yield "-".join(part for part in parts if part), {"finding": with_prose_days(finding.message)}
        elif what in ("conceded", "unproven"):
            for loan in story.loans:
                numbers = loan.conceded if what == "conceded" else loan.unproven
                if numbers:
                    yield (
                        key_of(story, loan.loan.id),
                        {"numbers": Words(ranges(numbers, "、"), ranges(numbers, ", "))},
                    )
        elif what == "article":
            policy = any(f.rule == REPAIR for f in (*self._repairs, *self._doubts))
            for article in (*lender_route(self._plan).basis, *((articles()[REPAIR],) if policy else ())):
                yield article.key, {"name": article.name, "text": article.text}
        else:
            for group in self._plan.groups:
                name = Words(
                    f"第{NUMERALS[group.number - 1]}组　{group.name.zh}",
                    f"Group {group.number}, {group.name.en}",
                )
                first, last = group.exhibits[0].number, group.exhibits[-1].number
                listed = Words(f"证据{first}至{last}", f"Exhibits {first} to {last}")
                if first == last:
                    listed = Words(f"证据{first}", f"Exhibit {first}")
                count = str(len(group.exhibits))
                yield str(group.number), {"group": name, "numbers": listed, "count": Words(count, count)}

    def _key(self, finding: Finding) -> str:
        return key_of(self._story, finding.loan or 0, finding.installment)


def lender_route(plan: BundlePlan) -> Route:
    """The route with the receiver that is competent for the case's lender, and the law that its findings rest on."""
    route = find_route(plan.request.route).for_lender(lender_of(plan))
    if any(finding.rule == REPAIR and finding.route for finding in plan.request.timeline.findings):
        return replace(route, procedure=(*route.procedure, articles()[REPAIR]))
    return route


def lender_of(plan: BundlePlan) -> str | None:
    """The institution that is written to: the lender, else the platform."""
    loans = plan.request.loans or plan.request.timeline.loans
    return next((loan.lender or loan.platform for loan in loans if loan.lender or loan.platform), None)


def _chinese(text: str) -> bool:
    return any(ord(character) > 0x2E7F for character in text)
