from __future__ import annotations

from dataclasses import replace

import pytest

from lehua_desktop.core.page import Box
from lehua_desktop.facts.page.bow import bow_of
from lehua_desktop.facts.reports.report import read_credit_report
from tests.facts.made import scan, text_page
from tests.facts.made_reports import Account, account
from tests.facts.test_credit_report import HEAD, TODAY

CURVE = 5e-4  # the rows of the page of 595 points sag by some 20 points at its sides


@pytest.mark.parametrize("curve", [CURVE, -CURVE])
def test_rows_of_a_bent_sheet_come_out_as_those_of_a_flat_one(curve: float) -> None:
    flat = scan(text_page([*HEAD, *account(Account(codes={"2021-10": "1"}, sums={"2021-10": "1,437"}), 85)], size=7))
    bent = replace(flat, lines=tuple(replace(x, box=_bent(x.box, curve)) for x in flat.lines))
    whole, seen = (read_credit_report([page], TODAY) for page in (flat, bent))
    assert whole is not None and seen is not None
    (one,), (other,) = whole.accounts, seen.accounts
    assert [(m.month, m.code.value) for m in other.months] == [(m.month, m.code.value) for m in one.months]
    assert bow_of([x.box for x in flat.lines]) is None


def test_bent_sheet_seen_from_aside_is_levelled_as_well() -> None:
    first, second = Account(), Account(codes={"2022-03": "1"}, sums={"2022-03": "1,437"}, heading="账户2")
    flat = scan(text_page([*HEAD, *account(first, 85), *account(second, 360)], size=7))
    bent = replace(flat, lines=tuple(replace(x, box=_bent(x.box, CURVE, turn=-1e-4)) for x in flat.lines))
    whole, seen = (read_credit_report([page], TODAY) for page in (flat, bent))
    assert whole is not None and seen is not None
    assert [[m.code.value for m in a.months] for a in seen.accounts] == [
        [m.code.value for m in a.months] for a in whole.accounts
    ]


def _bent(box: Box, curve: float, turn: float = 0.0) -> Box:
    """`turn`: how much more rows fall for each point below the middle of the page."""
    aside = box.middle_x - 300
    down = curve / 2 * aside**2 + turn * aside * (box.middle_y - 421)
    return Box(box.x0, box.y0 + down, box.x1, box.y1 + down)


def test_a_list_whose_rows_have_two_texts_has_no_bow() -> None:
    rows = [
        Box(x, 100.0 * i + y, x + 60, 100.0 * i + y + 30) for i in range(40) for x, y in ((40, 6), (200, 0), (400, 14))
    ]
    assert bow_of(rows) is None
