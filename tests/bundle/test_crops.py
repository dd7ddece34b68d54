"""The crops of a finding show every sort of document that it rests on, with day, month and year, in clear frames."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
from PIL import Image

from lehua_desktop.bundle.pages.crops import View, chosen, crop, cut_out, mark, view_of
from lehua_desktop.bundle.pages.originals import Originals
from lehua_desktop.bundle.plan import BundlePlan, plan_bundle
from lehua_desktop.bundle.redaction import redact
from lehua_desktop.bundle.story.story import tell
from lehua_desktop.bundle.story.wording import numbers_of
from lehua_desktop.core.facts import Kind, MonthRecord, PlanRow, Read
from lehua_desktop.core.model import Source
from lehua_desktop.core.money import Money
from lehua_desktop.core.page import Box, Page, TextLine
from tests.bundle.made import AMOUNT, DUE, NAME, drawn, made_case, png, report_with, source

BOX = Box(40, 40, 200, 60)


def with_sources(*sources: Source) -> BundlePlan:
    case = made_case()
    finding = replace(case.timeline.findings[0], sources=sources)
    return plan_bundle(replace(case, timeline=replace(case.timeline, findings=(finding,))))


def test_report_and_due_day_are_shown_beside_many_payments() -> None:
    payments = [Source(4, 0, replace(BOX, y0=40 - n)) for n in range(8)]
    plan = with_sources(*payments, Source(5, 0, BOX), Source(7, 0, BOX), Source(1, 0, BOX), Source(6, 0))
    (finding,) = plan.request.timeline.findings
    assert [source.evidence for source in chosen(finding, plan)] == [1, 4, 4, 4, 4, 7]
    assert chosen(finding, plan)[1:5] == payments[3::-1]
    with Originals() as originals:
        assert set(cut_out(plan, tell(plan), originals)) == set(chosen(finding, plan))


def test_places_are_named_in_the_order_of_the_exhibits() -> None:
    plan = with_sources()
    assert numbers_of((Source(7), Source(5, 1), Source(1), Source(5), Source(99)), plan).zh == "证据1-1、2-5、3-1"


def test_a_frame_leaves_every_letter_as_it_is() -> None:
    picture, page = drawn(["第2期 1,286.35", "第3期 1,286.35", "2023-07-15 应还"], step=38)
    before = picture.convert("L")
    after = before.copy()
    value = page.lines[2].box
    mark(after, [replace(value, y0=value.y0 - 9, y1=value.y1 + 6)], value.height)  # reaches into the row above
    old, new = np.asarray(before, dtype=int), np.asarray(after, dtype=int)
    changed = old != new
    assert (old[changed] > 200).all()
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    assert page.lines[1].box.y1 <= rows[0] < value.y0
    assert rows[-1] > value.y1
    assert columns[0] < value.x0
    assert columns[-1] > value.x1
    assert (new[changed] == 0).all()


def test_a_frame_without_room_is_open_on_that_side() -> None:
    picture = Image.new("L", (300, 200), 255)
    picture.paste(0, (0, 0, 300, 80))  # print right above the value
    for x in range(100, 200, 12):
        picture.paste(0, (x, 80, x + 4, 110))
    before = np.asarray(picture, dtype=int)
    mark(picture, [Box(100, 80, 200, 110)], 30)
    changed = np.argwhere(before != np.asarray(picture, dtype=int))
    assert changed[:, 0].min() >= 80
    assert changed[:, 0].max() > 110


def test_a_payment_is_shown_with_its_day_and_a_due_day_with_its_amount() -> None:
    case = made_case()
    told = case.exhibits[1].facts
    assert told
    (payment,) = told.payments
    day = Box(40, 300, 300, 340)
    dated = replace(payment, day=replace(payment.day, box=day))
    payments = [
        replace(p, proofs=tuple(replace(proof, payment=dated) if proof.evidence == 2 else proof for proof in p.proofs))
        for p in case.timeline.payments
    ]
    plan = plan_bundle(replace(case, timeline=replace(case.timeline, payments=tuple(payments))))
    assert view_of(Source(2, 0, payment.amount.box), case.exhibits[1], plan) == View((payment.amount.box or day, day))
    row = PlanRow(3, Read(DUE[2], True, 0, BOX), Read(AMOUNT, True, 0, day))
    facts = case.exhibits[0].facts
    assert facts
    planned = replace(case.exhibits[0], facts=replace(facts, plan=(row,)))
    assert view_of(Source(1, 0, BOX), planned, plan) == View((BOX,), (day,))


def test_a_code_of_the_report_is_shown_with_its_month_and_year() -> None:
    cells = {"2024": (50, 130), "2023": (50, 190)} | {str(n): (100 + 40 * n, 80) for n in range(1, 13)}
    lines = [TextLine(text, Box(x, y, x + 20, y + 20)) for text, (x, y) in cells.items()]
    lines += [TextLine("1", Box(140, 120, 160, 140)), TextLine("1", Box(380, 180, 400, 200))]
    lines += [TextLine("1,286", Box(370, 210, 410, 230))]
    page = Page(0, 700, 1000, "pt", tuple(lines), "text")
    july = MonthRecord("2023-07", Read("1", True, 0, lines[-2].box), Read(Money(128600), True, 0, lines[-1].box))
    case = made_case()
    facts = case.exhibits[6].facts
    assert facts
    exhibit = replace(case.exhibits[6], pages=(page,), facts=replace(facts, report=report_with((july,))))
    view = view_of(Source(7, 0, july.code.box), exhibit, plan_bundle(case))
    assert view.framed == (lines[-2].box,)
    assert set(view.beside) == {lines[-1].box, Box(50, 190, 70, 210), Box(380, 80, 400, 100)}
    made = crop(Image.new("L", (1400, 2000), 255), lines, page, view)
    assert made.says == "1"


def test_what_lies_far_apart_is_put_together_without_cutting_a_line() -> None:
    picture, page = drawn([f"{n} 行 1,286.35" for n in range(40)], 700)
    view = View((page.lines[3].box, page.lines[30].box))
    made = crop(picture, page.lines, page, view)
    assert made.says == "3 行 1,286.35，30 行 1,286.35"
    with Image.open(io.BytesIO(made.data)) as shown:
        grey = np.asarray(shown.convert("L"), dtype=int)
    assert grey.shape[0] < 12 * page.lines[0].box.height
    assert (grey[0] > 200).all()  # no letter at the upper and lower edge
    assert (grey[-1] > 200).all()


def test_the_redacted_edition_cuts_out_what_was_blacked_out() -> None:
    picture, page = drawn([f"付款人 {NAME}", "-1,286.35"], 700)
    exhibit = source(2, "a.png", png(picture), "image/png", Kind.PAYMENT, [page], made_case().exhibits[1].facts)
    case = made_case(edition="redacted")
    finding = replace(case.timeline.findings[0], sources=(Source(2, 0, page.lines[0].box),))
    case = replace(case, exhibits=(exhibit, *case.exhibits[2:]), timeline=replace(case.timeline, findings=(finding,)))
    plan = plan_bundle(case)
    with Originals() as originals:
        (open_,) = cut_out(plan, tell(plan), originals).values()
        (masked,) = cut_out(plan, tell(plan), originals, redact.masking_of(case)).values()
    assert NAME in open_.says
    assert NAME not in masked.says
    assert dark(masked.data) > dark(open_.data) + 0.02


def dark(data: bytes) -> float:
    with Image.open(io.BytesIO(data)) as shown:
        return float((np.asarray(shown.convert("L")) < 100).mean())
