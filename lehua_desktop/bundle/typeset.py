"""Lays the bundle out with Typst. The templates get their data as JSON and hold every measure and rule of the page.

Exhibit pages come out blank but for stamp, frame and page number; `Layout.pages` says which page waits for which sheet.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pikepdf

from .. import __version__
from ..core.days import CHINA, month_of
from ..core.model import Finding, Severity, Source
from ..core.page import Page
from ..core.words import Language, Words, first_sentence
from .pages.crops import Crop, Crops, chosen
from .pages.originals import is_signed
from .pages.sheets import Sheet
from .plan import BundlePlan, Exhibit
from .preflight.preflight import told as told_of
from .press import press
from .redaction.redact import Masking, without_private
from .routes import Article, notices
from .story.events import loan_label
from .story.letter import Paragraph, facts, lender_route, letter, numbered
from .story.story import LoanStory, Row, Story, covers
from .story.wording import (
    day_words,
    form_of,
    origin_of,
    purpose_of,
    ranges,
    species_of,
    text_width,
    title_of,
    with_prose_days,
)
from .tokens import change_words

Data = dict[str, Any]

# A table file may have thousands of rows: its head and every row with a value in use are printed, with neighbours.
_ALL_ROWS = 120
_HEAD_ROWS = 25
_MOST_CELLS = 16
_SMALL_POINTS, _SMALL_SCALE = 4.0, 0.4  # below which print is said to be small: half of what a page has usually
_LONGEST_WORD = 32  # longer ones, without a blank, may break anywhere

_PDF = "application/pdf"
_MARKS = {
    Severity.CONTRADICTION: Words("矛盾", "Contradiction"),
    Severity.DOUBT: Words("疑点", "Doubt"),
    Severity.NOTE: Words("提示", "Note"),
}


# What a finding is about, in a column of the table.
_SHORT = {
    "monthly_status": Words("按期却记逾期", "on time, shown overdue"),
    "overdue_figures": Words("金额不符", "figures differ"),
    "level_above_days": Words("等级不符", "level differs"),
    "level_jump": Words("等级跳升", "level jumps"),
    "month_attribution": Words("记载方式", "how it is coded"),
    "kept_too_long": Words("超过保存期", "kept too long"),
    "repair_policy": Words("修复政策", "repair policy"),
    "insufficient_evidence": Words("凭证不足", "not proven"),
}
_PROGRAM = Words(f"乐花证据夹 Lehua Desktop {__version__}", f"Lehua Desktop {__version__}")
_NOT_SHOWN = Words("有页面未能印出", "Some pages could not be printed")
_AS_PICTURE = Words("有页面无法直接并入，以图像印出", "Some pages could not be merged and are printed as pictures")
_IN_PARTS = Words("有很长的页面，分段以图像印出", "Long pages are printed in parts, as pictures")
_SMALL = Words(
    "有页面缩得很小印出，小字以原始文件为准",
    "Some pages are printed very small; the original file shows their small print",
)
_SIGNED = Words(
    "原件带有电子签名；签名只能在原始文件上验证，本材料中是其复制件",
    "The original is digitally signed; the signature can be checked on the original file only, this is a copy of it",
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The set pages: `pages` gives for each sheet the page (from 0) that it goes under, `pictured` the pages with crops;
    `count` counts all pages."""

    pages: tuple[int, ...]
    pictured: tuple[int, ...]
    count: int
    data: bytes


def lay_out(
    plan: BundlePlan,
    story: Story,
    sheets: tuple[Sheet, ...],
    masking: Masking | None,
    crops: Crops | None = None,
    volumes: Sequence[int] = (),
) -> Layout:
    """Sets the whole bundle. What `masking` names is blacked out of every sentence of a redacted edition; `crops` are
    what is shown of the places behind the findings, `volumes` the first pages (from 1) of the volumes it is cut into."""
    data = _data(plan, story, sheets, masking, crops or {}) | {"volumes": list(volumes)}
    if masking is not None:
        data = _masked(data, masking)
    midnight = dt.datetime.combine(plan.request.today, dt.time(), tzinfo=CHINA)
    pdf, places = press(json.dumps(data, ensure_ascii=False), midnight, len(sheets))
    numbers = {int(place["sheet"]): int(place["page"]) - 1 for place in places}
    with pikepdf.open(io.BytesIO(pdf)) as laid_out:
        pictured = tuple(number for number, page in enumerate(laid_out.pages) if "/XObject" in page.resources)
        count = len(laid_out.pages)
    return Layout(tuple(numbers[n] for n in range(len(sheets))), pictured, count, pdf)


def _data(plan: BundlePlan, story: Story, sheets: tuple[Sheet, ...], masking: Masking | None, crops: Crops) -> Data:
    request = plan.request
    say = request.language
    places = _Places(plan, sheets)
    loan = story.loans[0].loan if story.loans else None
    lender = (loan.lender or loan.platform) if loan else None
    route = lender_route(plan)
    told = covers(request.timeline)
    changes: list[str] = []
    sentences = facts(plan, story)
    group_of = {exhibit.number: place for place, group in enumerate(plan.groups) for exhibit in group.exhibits}
    signed = {e.number for e in plan.exhibits if e.source.media_type == _PDF and is_signed(e.source.data)}
    own: dict[str, dict[int, Sheet]] = {number: {} for number in group_of}
    for number, sheet in enumerate(sheets):
        own[sheet.exhibit.number][number] = sheet
    return {
        "lang": say,
        "redacted": plan.redacted,
        "program": _PROGRAM.say(say),
        "today": day_words(request.today).say(say),
        "date": request.today.isoformat(),
        "open_values": story.open_values,
        "known": [words.say(say) for words in told_of(request)],
        "borrower": story.values["borrower"].say(say) or None,
        "counts": {mark.value: sum(f.severity == mark for f in story.findings) for mark in Severity},
        "compared": story.compared,
        "exhibit_count": len(plan.exhibits),
        "loans": [_loan(item, place, len(story.loans), places, say) for place, item in enumerate(story.loans, 1)],
        "events": [
            {
                "day": event.day.isoformat(),
                "runs": _runs(sentence, changes, say),
                "refs": places.refs(event.sources),
                "open": event.open,
            }
            for event, sentence in zip(story.events, sentences, strict=True)
            if sentence.body
        ],
        "letter": [
            {
                "role": paragraph.role,
                "label": paragraph.label,
                "number": number,
                "runs": _runs(paragraph, changes, say),
            }
            for number, paragraph in numbered(letter(plan, story))
        ],
        "changes": changes,
        "copies": plan.copies,
        "findings": [_finding(finding, plan, places, crops, say) for finding in story.findings],
        "route": {
            "name": route.name.say(say),
            "to": route.addressed_to(lender).say(say),
            "deadline": route.deadline.say(say),
            "needs": [need.say(say) for need in route.needs],
            "court": route.court,
            "basis": [_article(article, say) for article in route.rules],
        },
        "notices": {key: notice.text.say(say) for key, notice in notices().items()},
        "groups": [
            {
                "number": group.number,
                "name": group.name.say(say),
                "exhibits": [
                    _exhibit(exhibit, plan, told, own[exhibit.number], signed=exhibit.number in signed)
                    for exhibit in group.exhibits
                ],
            }
            for group in plan.groups
        ],
        "sheets": [
            _sheet(number, sheet, own[sheet.exhibit.number], plan, masking)
            | {"group": group_of[sheet.exhibit.number], "signed": sheet.exhibit.number in signed}
            for number, sheet in enumerate(sheets)
        ],
    }


class _Places:
    """Where a source stands in the bundle: exhibit number and the sheet that shows the value."""

    def __init__(self, plan: BundlePlan, sheets: tuple[Sheet, ...]) -> None:
        self._plan = plan
        self._sheets: dict[int, list[tuple[int, Sheet]]] = {}
        for number, sheet in enumerate(sheets):
            self._sheets.setdefault(sheet.exhibit.source.evidence, []).append((number, sheet))

    def refs(self, sources: tuple[Source, ...]) -> list[Data]:
        """The exhibits that show these places, in the order of their numbers."""
        found: dict[int, Data] = {}
        for source in sources:
            number = self._sheet(source)
            exhibit = self._plan.of_evidence(source.evidence)
            if number is not None and exhibit is not None:
                found.setdefault(number, {"exhibit": exhibit.number, "sheet": number})
        return [found[number] for number in sorted(found)]

    def _sheet(self, source: Source) -> int | None:
        own = self._sheets.get(source.evidence, [])
        if not own:
            return None
        of_page = [item for item in own if item[1].page == source.page] or own[:1]
        page = of_page[0][1].exhibit.source.page(source.page)
        if source.box and page and len(of_page) > 1:
            middle = source.box.middle_y * of_page[0][1].size[1] / page.height
            for number, sheet in of_page:
                if middle < sheet.span[1]:
                    return number
        return of_page[0][0]


def _loan(story: LoanStory, place: int, count: int, places: _Places, say: Language) -> Data:
    loan = story.loan
    return {
        "label": loan_label(place).say(say) if count > 1 else None,
        "platform": loan.platform,
        "lender": loan.lender,
        "guarantor": loan.guarantor,
        "contract": loan.contract,
        "principal": str(loan.principal) if loan.principal else None,
        "disbursed": day_words(loan.disbursed).say(say) if loan.disbursed else None,
        "cutoff": loan.cutoff,
        "grace": loan.grace or None,
        "confirmed": loan.confirmed,
        "report_date": story.report_date.isoformat() if story.report_date else None,
        "due": str(story.due),
        "paid": str(story.paid),
        "rows": [_row(row, places, say) for row in story.rows],
        "years": _years(story),
        "conceded": ranges(story.conceded, ", " if say == "en" else "、"),
        "unproven": ranges(story.unproven, ", " if say == "en" else "、"),
    }


def _row(row: Row, places: _Places, say: str) -> Data:
    english = say == "en"
    return {
        "number": row.number,
        "due": row.due.isoformat(),
        "amount": str(row.amount),
        "paid": str(row.paid) if row.paid else None,
        "beyond": str(row.beyond) if row.beyond else None,
        "less": (row.less.en if english else row.less.zh) if row.less else None,
        "paid_on": row.paid_on.isoformat() if row.paid_on else None,
        "state": row.state_words.en if english else row.state_words.zh,
        "state_key": row.state.value,
        "refs": places.refs(row.sources),
        "report": row.report.en if english else row.report.zh,
        "findings": list(row.findings),
    }


def _years(story: LoanStory) -> list[Data]:
    """The drawing: for each year the due days, payments and report codes, placed by month (1 to 12, with fraction)."""
    days = [row.due for row in story.rows] + [row.paid_on for row in story.rows if row.paid_on]
    years = {day.year for day in days} | {int(month.month[:4]) for month in story.months if month.overdue}
    if not years:
        return []
    due_months = {month_of(row.due) for row in story.rows}
    return [
        {
            "year": year,
            "dues": [
                {"at": _place(row.due), "number": row.number, "state": row.state.value}
                for row in story.rows
                if row.due.year == year
            ],
            "paid": [
                {"at": _place(row.paid_on), "number": row.number, "state": row.state.value}
                for row in story.rows
                if row.paid_on and row.paid_on.year == year
            ],
            "codes": [
                {"month": int(month.month[5:]), "code": month.code.value, "overdue": month.overdue}
                for month in story.months
                if month.month.startswith(f"{year}-")
                and month.code.value
                and month.code.certain
                and (month.overdue or month.month in due_months)
            ],
        }
        for year in range(min(years), max(years) + 1)
    ]


def _place(day: dt.date) -> float:
    return day.month + (day.day - 1) / 31


def _runs(paragraph: Paragraph, changes: list[str], say: Language) -> list[Data]:
    """The runs of a paragraph; what the ledger has changed in it is numbered on in `changes`."""
    made: list[Data] = []
    for run in paragraph.runs:
        if run.changed:
            changes.append(change_words(run).say(say))
        made.append(
            {
                "text": run.text,
                "blank": run.blank,
                "change": len(changes) if run.changed else 0,
                "verbatim": (run.token or "").startswith("contract:"),
            }
        )
    return made


def _finding(finding: Finding, plan: BundlePlan, places: _Places, crops: Crops, say: str) -> Data:
    english = say == "en"

    def text(words: Words) -> str:
        return words.en if english else words.zh

    shown = [source for source in chosen(finding, plan) if source in crops]
    return {
        "severity": finding.severity.value,
        "mark": text(_MARKS[finding.severity]),
        "short": text(_SHORT[finding.rule]) if finding.rule in _SHORT else None,
        "rule": f"{finding.letter}·{finding.rule}",
        "message": text(with_prose_days(finding.message)),
        "arithmetic": [text(line) for line in finding.arithmetic],
        "refs": places.refs(finding.sources),
        "crops": sorted((_crop(crops[s], places.refs((s,))) for s in shown), key=lambda crop: bool(crop["wide"])),
        "refuted_by": text(finding.refuted_by) if finding.refuted_by else None,
    }


def _crop(crop: Crop, refs: list[Data]) -> Data:
    return {"bytes": list(crop.data), "width": crop.width, "wide": crop.wide, "says": crop.says, "refs": refs}


def _article(article: Article, say: str) -> Data:
    english = say == "en"
    return {
        "name": article.name.en if english else article.name.zh,
        "text": article.text.en if english else article.text.zh,
        "source": article.source.en if english else article.source.zh,
        "checked_on": article.checked_on.isoformat(),
    }


def _exhibit(
    exhibit: Exhibit, plan: BundlePlan, told: dict[int, list[int]], own: dict[int, Sheet], *, signed: bool
) -> Data:
    say = plan.request.language
    source = exhibit.source
    return {
        "number": exhibit.number,
        "title": title_of(exhibit, plan).say(say),
        "species": species_of(exhibit).say(say),
        "origin": origin_of(exhibit).say(say),
        "form": form_of(exhibit, redacted=plan.redacted).say(say),
        "purpose": purpose_of(exhibit, plan, told).say(say),
        "file": None if plan.redacted else exhibit.file,
        "sha256": source.sha256,
        "size": f"{len(source.data):,}",
        "notes": [note.say(say) for note in (*_notes(plan, own), *((_SIGNED,) if signed else ()))],
        "first": min(own),
        "last": max(own),
    }


def _notes(plan: BundlePlan, own: dict[int, Sheet]) -> list[Words]:
    """How the copy differs from the original, where a reader of the index has to know."""
    found: list[Words] = []
    if any(sheet.kind == "notice" for sheet in own.values()):
        found.append(_NOT_SHOWN)
    if any(sheet.as_picture for sheet in own.values()) and not plan.redacted:
        found.append(_AS_PICTURE)
    if any(sheet.kind == "pdf" and sheet.sliced for sheet in own.values()) and not plan.redacted:
        found.append(_IN_PARTS)
    if any(_is_small(sheet) for sheet in own.values()):
        found.append(_SMALL)
    return found


def _is_small(sheet: Sheet) -> bool:
    """Its small print can hardly be read on paper; without lines, the scale of a PDF page tells."""
    points = sheet.small_print
    if points is None:
        return sheet.kind == "pdf" and sheet.scale < _SMALL_SCALE
    return sheet.kind in ("pdf", "picture") and points < _SMALL_POINTS


def _sheet(number: int, sheet: Sheet, own: dict[int, Sheet], plan: BundlePlan, masking: Masking | None) -> Data:
    say = plan.request.language
    reading = sheet.exhibit.source.page(sheet.page)
    if masking and sheet.kind == "table" and reading:
        decisions = masking.of_page(sheet.exhibit.source.evidence, sheet.page)
        reading = replace(reading, lines=without_private(reading, masking.words, decisions, masking.numbers))
    return {
        "sheet": number,
        "exhibit": sheet.exhibit.number,
        "title": title_of(sheet.exhibit, plan).say(say),
        "file": None if plan.redacted else sheet.exhibit.source.name,
        "kind": sheet.kind,
        "part": sheet.part,
        "parts": sheet.parts,
        "page": sheet.page + 1,
        "pages": len({other.page for other in own.values()}),
        "landscape": sheet.landscape,
        "rect": [round(n, 3) for n in sheet.rect],
        "percent": round(sheet.scale * 100) if sheet.kind == "pdf" else None,
        "above": sheet.continued_above,
        "below": sheet.continued_below,
        "repeats": round(sheet.repeats * sheet.scale, 3),
        "as_picture": sheet.as_picture,
        "in_parts": sheet.kind == "pdf" and sheet.sliced,
        "fault": first_sentence(sheet.fault.words.say(say)) if sheet.fault else None,  # what to do is the person's
        **(_table(reading, sheet, plan) if sheet.kind == "table" and reading else {}),
    }


def _table(page: Page, sheet: Sheet, plan: BundlePlan) -> Data:
    """The rows of a table file as text, and which of them are left out in print."""
    cells: dict[int, dict[int, str]] = {}
    for line in page.lines:
        cells.setdefault(round(line.box.y0), {})[round(line.box.x0)] = line.text
    used = {
        round(proof.payment.amount.box.y0)
        for payment in plan.request.timeline.payments
        for proof in payment.proofs
        if proof.evidence == sheet.exhibit.source.evidence
        and proof.payment.amount.page == page.number
        and proof.payment.amount.box
    }
    rows = sorted(cells)
    if len(rows) > _ALL_ROWS:
        near = {row + step for row in used for step in (-1, 0, 1)}
        rows = [row for place, row in enumerate(rows) if place < _HEAD_ROWS or row in near]
    columns = sorted({column for row in rows for column in cells[row]})[:_MOST_CELLS]
    shown = [[_breakable(cells[row].get(column, "")) for column in columns] for row in rows]
    widest = [max(text_width(row[place]) for row in shown) for place in range(len(columns))]
    return {
        "rows": [{"row": row + 1, "cells": texts} for row, texts in zip(rows, shown, strict=True)],
        "columns": [min(max(width, 4), _LONGEST_WORD) for width in widest],
        "left_out": len(cells) - len(rows),
    }


def _breakable(text: str) -> str:
    return re.sub(rf"[!-~]{{{_LONGEST_WORD}}}", lambda word: word.group() + "\u200b", text)


def _masked(value: Any, masking: Masking) -> Any:
    if isinstance(value, str):
        return masking.hide(value)
    if isinstance(value, dict):
        return {key: value[key] if key in ("sha256", "bytes") else _masked(value[key], masking) for key in value}
    if isinstance(value, list):
        return [_masked(item, masking) for item in value]
    return value
