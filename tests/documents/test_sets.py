"""The sets of screens: the same again from the same seed, two sets apart, and a truth that the page really shows."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from lehua_desktop.core.money import Money
from tests.documents import LAYOUTS, held_out, sets, threads
from tests.documents.chance import MOMENT_STYLES, Chance, capitals, write_moment, write_money
from tests.documents.sketch import Sketch

DEVELOPMENT = sets.makers(held_out=False)
HELD_OUT = sets.makers(held_out=True)
SEEDS = range(6)


def sketches(makers: tuple[sets.Maker, ...]) -> list[Sketch]:
    drawn = [maker(Chance(f"{seed}")) for maker in makers for seed in SEEDS]
    return [sketch for sketch in drawn if isinstance(sketch, Sketch)]


def words(blocks: object) -> str:
    return json.dumps(blocks, ensure_ascii=False).replace(",", "")


def test_the_same_seed_gives_the_same_files() -> None:
    first, second = (list(sets.documents(3, 4)) for _ in range(2))
    assert first == second
    assert list(sets.documents(4, 1)) != first[:1]


def test_the_sets_share_no_layout() -> None:
    ours, theirs = ({sketch.layout for sketch in sketches(makers)} for makers in (DEVELOPMENT, HELD_OUT))
    assert len(ours) == len(DEVELOPMENT) >= 14
    assert len(theirs) == len(HELD_OUT) >= 14
    assert not ours & theirs


def test_held_out_pages_are_drawn_with_templates_of_their_own() -> None:
    folders = {sketch.folder for sketch in sketches(HELD_OUT)}
    assert folders == {Path(held_out.__file__).parent / "layouts"}
    assert not {path.name for path in next(iter(folders)).iterdir()} & {path.name for path in LAYOUTS.iterdir()}


@pytest.mark.parametrize("makers", [DEVELOPMENT, HELD_OUT], ids=["development", "held out"])
def test_the_page_shows_what_the_truth_says(makers: tuple[sets.Maker, ...]) -> None:
    for sketch in sketches(makers):
        shown = words([*sketch.head, *sketch.body])
        for payment in sketch.truth.payments:
            assert str(payment.amount).replace(",", "") in shown, sketch.layout
            if payment.day is not None:
                assert any(day in shown for day in written(payment.day)), (sketch.layout, payment.day)
        for row in sketch.truth.plan:
            assert row.due.isoformat() in shown


def written(day: dt.date) -> tuple[str, ...]:
    """The day in full, or the month and the day that stand below a heading with the year."""
    numbers = f"{day:%m-%d}", f"{day:%m/%d}", f"{day:%m.%d}", f"{day:%Y%m%d}"
    alone = (
        f'"{day:%d}"',
        f'"{day:%d} 周',
        f'"{day.day}日"',
        f'"{day.month}/{day.day}"',
        f"{day:%b} {day.day} ",
        f"{day:%b} {day.day},",
        f"{day.day} {day:%b} ",
    )
    return (*numbers, *alone, f"{day:%m月%d日}", f"{day.month}月{day.day}日", f"{day.year}.{day.month}.{day.day}")


@pytest.mark.parametrize("makers", [DEVELOPMENT, HELD_OUT], ids=["development", "held out"])
def test_what_goes_with_the_head_of_a_page_goes_from_its_truth(makers: tuple[sets.Maker, ...]) -> None:
    for sketch in sketches(makers):
        left = words(list(sketch.body))
        for payment in (sketch.headless or sketch.truth).payments:
            if payment.amount is not None:
                assert str(payment.amount).replace(",", "") in left, sketch.layout


def test_a_page_without_its_head_is_lower_and_names_no_amount() -> None:
    sketch = next(sketch for sketch in sketches(DEVELOPMENT) if sketch.layout == "bank_movement")
    whole, bar, cut = (replace(sketch, fills_screen=False).document(part) for part in ("", "bar", "head"))
    heights = [Image.open(io.BytesIO(document.data)).height for document in (whole, bar, cut)]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 3
    assert bar.truth == whole.truth
    assert cut.truth.payments[0].amount is None


@pytest.mark.parametrize("condition", sorted(set(sets.CONDITIONS)))
def test_wear_keeps_the_truth_and_says_what_it_did(condition: str) -> None:
    sketch = DEVELOPMENT[0](Chance("worn"))
    plain, worn = sketch.document(), sets.worn(sketch, condition, Chance("wear"))
    assert worn.condition == condition
    assert worn.layout == plain.layout
    assert condition == "crop" or worn.truth == plain.truth
    picture = Image.open(io.BytesIO(worn.data))
    assert picture.width == {"chat": 720, "tiny": 480}.get(condition, picture.width)
    assert (condition == "clean") == (worn.data == plain.data)


def test_the_longest_page_is_about_as_high_as_pictures_may_be() -> None:
    for name, document in (sets.longest(1), sets.longest(1, held_out=True)):
        picture = Image.open(io.BytesIO(document.data))
        assert picture.width == 1170, name
        assert 55_000 < picture.height < 63_000, name


def test_a_list_whose_months_name_no_year_has_days_that_nobody_can_know() -> None:
    lists = [threads.sms_without_year(Chance(seed)) for seed in SEEDS]
    assert all(payment.day is None for sketch in lists for payment in sketch.truth.payments)
    assert any(sketch.truth.payments for sketch in lists)


def test_moments_and_amounts_are_written_as_pages_write_them() -> None:
    at = dt.datetime.fromisoformat("2026-08-04 07:05:09")
    assert write_moment(at, "han-bare").words == "2026年8月4日 07:05"
    assert write_moment(at, "icbc").words == "2026-08-04-07.05.09.095730"
    assert {write_moment(at, style).time for style in MOMENT_STYLES} == {"07:05", "07:05:09"}
    assert write_money(Money(-130_100), "wide-yen") == "-￥1301.00"
    assert write_money(Money(401_000), "yuan-note") == "4,010.00元（人民币）"
    assert capitals(Money(1_400_000)) == "壹万肆仟元整"
