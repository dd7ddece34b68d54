"""Why a payment or an installment is as it is: every reading, suggestion and decision, with time and source."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lehua_desktop.casebook import Casebook
from lehua_desktop.casebook.history import HistoryEntry
from lehua_desktop.core.edits import Edit
from lehua_desktop.core.filing import Filing, Route
from lehua_desktop.core.model import Installment, Loan
from lehua_desktop.core.money import Money
from lehua_desktop.core.page import FileReading, PageFault
from lehua_desktop.core.problems import Fault, Problem
from tests.test_casebook import LENDER, NOON, TODAY, add, bill, reading

PLAN = Loan(
    lender=LENDER,
    disbursed=dt.date(2023, 6, 6),
    installments=tuple(Installment(n, dt.date(2023, 6 + n, 6), Money(128635)) for n in (1, 2, 3)),
)
LATER = NOON + dt.timedelta(days=1)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.create(tmp_path / "张三.lehua", PLAN) as book:
        yield book


def told(entries: list[HistoryEntry], what: str = "") -> list[str]:
    return [entry.words.zh for entry in entries if not what or entry.what == what]


def happened(book: Casebook, payment: int = 1) -> list[HistoryEntry]:
    return [entry for entry in book.story(TODAY).of_payment(payment) if entry.at is not None]


def test_a_payment_tells_its_way_from_the_file_to_the_installment(book: Casebook) -> None:
    add(book, bill(), number=1)
    entries = book.story(TODAY).of_payment(1)
    assert [entry.what for entry in entries][:4] == ["added", "read", "found", "linked"]
    assert [entry.at for entry in entries][:3] == [NOON, NOON, NOON]
    assert (entries[1].who.zh, entries[1].tool) == ("两个识别引擎", "rapidocr 3.10 + tesseract")
    assert entries[2].words.zh == "从“1.png”读出付款：2023-07-05 21:14:09，1,286.35 元，成功。"
    assert entries[3].words.zh.startswith("计入第1期 1,286.35 元：金额相同")
    now = [entry for entry in entries if entry.at is None]
    assert "金额 1,286.35 元：确定（两次识别一致）。" in told(now)
    assert now[0].evidence == 1
    assert now[0].box is not None
    for entry in entries:
        assert entry.words.en
        assert entry.who.en


def test_another_payment_is_not_told(book: Casebook) -> None:
    add(book, bill(), number=1)
    add(book, bill("-500.00", day="2023-08-01"), number=2)
    assert {entry.evidence for entry in happened(book, 1)} == {1}
    assert len(happened(book, 2)) >= 3
    assert not any("500.00" in words for words in told(book.story(TODAY).of_payment(1)))


def test_a_reading_that_says_something_else_stands_beside_the_first(book: Casebook) -> None:
    add(book, bill(sure=False), number=1)
    book.apply_reading(1, reading(bill("-1,286.36")), LATER)
    assert told(happened(book), "found") == [
        "从“1.png”读出付款：2023-07-05 21:14:09，1,286.35 元，成功，需要核对。",
        "从“1.png”读出付款：2023-07-05 21:14:09，1,286.36 元，成功。",
    ]
    book.apply_reading(1, reading(bill("-1,286.36")), LATER + dt.timedelta(hours=1))
    assert len(told(happened(book), "found")) == 2
    assert len(told(happened(book), "read")) == 3


def test_a_reading_that_failed_is_told_with_its_reason(book: Casebook) -> None:
    add(book, bill(), number=1)
    failed = FileReading("image/png", 1, (), (PageFault(0, Fault(Problem.READING_TIMED_OUT)),))
    book.apply_reading(1, failed, LATER)
    (words,) = told(happened(book), "failed")
    assert words.startswith("“1.png”第 1 页没有读出：")


def test_every_decision_is_told_with_what_it_was_before(book: Casebook) -> None:
    add(book, bill(), number=1)
    add(book, bill(down=3), number=2)
    edits: list[Callable[[], Edit]] = [
        lambda: book.correct(1, "amount", Money(100)),
        lambda: book.correct(1, "amount", Money(200)),
        lambda: book.correct(1, "day", dt.date(2023, 7, 6)),
        lambda: book.confirm(1),
        lambda: book.link(1, 1, 3, Money(150)),
        lambda: book.unlink(1, 1, 2),
        lambda: book.same(1, 2, False),
        lambda: book.ignore(1, True),
        lambda: book.remove(1),
    ]
    for edit in edits:
        book.apply(edit(), LATER)
    assert told(happened(book), "edited") == [
        "把金额改为 1.00 元。",
        "把金额改为 2.00 元（之前改为 1.00 元）。",
        "把付款日改为 2023-07-06。",
        "确认无误：2023-07-06 21:14:09，2.00 元，成功。",
        "指定：计入第3期 1.50 元。",
        "指定：不计入第2期。",
        "指定：“1.png”和“2.png”不是同一笔付款。",
        "标为与借款无关，不计入。",
        "从档案移除“1.png”（原件仍保留）。",
    ]


def test_taking_back_and_doing_again_are_events_of_their_own(book: Casebook) -> None:
    add(book, bill(), number=1)
    edit = book.correct(1, "amount", Money(100))
    book.apply(edit, NOON)
    book.apply(edit.inverse(), LATER, "undone")
    book.apply(edit, LATER, "redone")
    decided = [
        (entry.what, entry.words.zh) for entry in happened(book) if entry.who.en == "you" and entry.what != "added"
    ]
    assert decided == [
        ("edited", "把金额改为 1.00 元。"),
        ("undone", "撤销：把金额改为 1.00 元。"),
        ("redone", "重做：把金额改为 1.00 元。"),
    ]


def test_an_installment_tells_its_payments_its_plan_and_its_outcome(book: Casebook) -> None:
    add(book, bill(), number=1)
    entries = book.story(TODAY).of_installment(1)
    assert "填写或确认第1期：应还日 2023-07-06，1,286.35 元。" in told(entries, "edited")
    assert not any("第2期" in words for words in told(entries))
    assert "结果：按期还清（已证实 1,286.35 元）。" in told(entries)
    assert {"added", "read", "found", "linked", "edited", "now"} == {entry.what for entry in entries}


def test_a_link_that_the_matching_gave_up_is_told(book: Casebook) -> None:
    add(book, bill(), number=1)
    book.timeline(TODAY)
    book.apply(book.unlink(1, 1, 1), LATER)
    linked = told(book.story(TODAY).of_installment(1), "linked")
    assert linked[0].startswith("计入第1期")
    assert linked[-1] == "不再计入第1期。"


def test_a_suggestion_is_kept_once_however_often_it_is_reckoned(book: Casebook) -> None:
    add(book, bill(), number=1)
    for day in range(3):
        book.timeline(TODAY + dt.timedelta(days=day))
    book.close()
    with Casebook.open(book.path) as again:
        again.timeline(TODAY)
        assert [what for _, what, _, _ in again.history()].count("linked") == 1


def test_an_ignored_payment_says_why_it_does_not_count(book: Casebook) -> None:
    add(book, bill(), number=1)
    book.apply(book.ignore(1, True))
    assert "现在没有计入：您已标为与借款无关。" in told(book.story(TODAY).of_payment(1))


def test_what_was_never_there_is_not_told(book: Casebook) -> None:
    add(book, bill(), number=1)
    with pytest.raises(KeyError):
        book.story(TODAY).of_payment(99)
    with pytest.raises(KeyError):
        book.story(TODAY).of_installment(99)


def test_the_whole_case_tells_everything_in_order(book: Casebook) -> None:
    add(book, bill(), number=1)
    book.apply(book.add_payment(1, Money(700), dt.date(2023, 8, 6)), LATER)
    book.apply(book.set_filing(Filing(Route.BUREAU, dt.date(2024, 3, 2))), LATER)
    entries = book.story(TODAY).of_case()
    times = [entry.at for entry in entries]
    assert times == sorted(time for time in times if time)
    assert "保存借款信息，共 3 期。" in told(entries)
    assert "手工录入付款：2023-08-06，7.00 元，成功。" in told(entries)
    assert "登记：征信异议，2024-03-02。" in told(entries)
