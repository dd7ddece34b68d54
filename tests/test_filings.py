"""Complaints and objections in a case file, their undo, their calendar file, and case files that knew nothing of them."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import apsw
import pytest
from icalendar import Alarm, Calendar, Event

from lehua_desktop.casebook import Casebook, StaleEditError
from lehua_desktop.core.days import CHINA
from lehua_desktop.core.edits import Edit
from lehua_desktop.core.filing import Filing, Reply, Route
from lehua_desktop.core.model import Installment, Loan
from lehua_desktop.core.money import Money
from lehua_desktop.store.casefile import APPLICATION_ID, CaseFile, migrations

NOW = dt.datetime(2026, 11, 23, 20, 15, tzinfo=CHINA)
TODAY = NOW.date()
SENT = Filing(
    Route.BUREAU,
    dt.date(2026, 11, 5),
    institution="示例消费金融有限公司",
    reference="GD20261105001",
    accepted=dt.date(2026, 11, 6),
)
ANSWERED = replace(
    SENT, id=1, replied=dt.date(2026, 11, 20), reply=Reply.REFUSED, reply_text="经核查，记录无误；\n如有异议，可投诉。"
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.create(tmp_path / "张三.lehua") as book:
        yield book


def test_an_entry_comes_back_as_it_was_typed(book: Casebook) -> None:
    book.apply(book.set_filing(SENT))
    assert book.filings() == (replace(SENT, id=1),)
    book.apply(book.set_filing(ANSWERED))
    book.close()
    with Casebook.open(book.path) as again:
        assert again.filings() == (ANSWERED,)


def test_entries_stand_in_the_order_of_their_days(book: Casebook) -> None:
    for day in (20, 5, 12):
        book.apply(book.set_filing(replace(SENT, sent=dt.date(2026, 11, day), accepted=None)))
    assert [filing.sent.day for filing in book.filings()] == [5, 12, 20]


def test_adding_changing_and_deleting_are_taken_back_and_done_again(book: Casebook) -> None:
    seen = [book.filings()]
    edits = []
    makes: list[Callable[[], Edit]] = [
        lambda: book.set_filing(SENT),
        lambda: book.set_filing(ANSWERED),
        lambda: book.remove_filing(1),
    ]
    for make in makes:
        edits.append(make())
        book.apply(edits[-1])
        seen.append(book.filings())
    assert seen[1] != seen[2]
    assert seen[3] == ()
    for edit, before in zip(reversed(edits), reversed(seen[:-1]), strict=True):
        book.apply(edit.inverse(), what="undone")
        assert book.filings() == before
    for edit, after in zip(edits, seen[1:], strict=True):
        book.apply(edit, what="redone")
        assert book.filings() == after


def test_an_id_is_never_given_to_another_entry(book: Casebook) -> None:
    book.apply(book.set_filing(SENT))
    book.apply(book.remove_filing(1))
    book.apply(book.set_filing(SENT))
    assert [filing.id for filing in book.filings()] == [2]


def test_an_edit_of_an_entry_that_has_changed_since_is_refused(book: Casebook) -> None:
    book.apply(book.set_filing(SENT))
    old = book.set_filing(replace(SENT, id=1, reference="A"))
    book.apply(book.set_filing(ANSWERED))
    with pytest.raises(StaleEditError):
        book.apply(old)
    assert book.filings() == (ANSWERED,)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(SENT, accepted=dt.date(2026, 11, 4)),
        replace(SENT, replied=dt.date(2026, 11, 4)),
        replace(SENT, reply=Reply.REFUSED),
        replace(SENT, accepted=dt.date(9999, 12, 31)),
        replace(SENT, sent=dt.date(199, 1, 1)),
    ],
)
def test_days_that_cannot_be_are_refused(book: Casebook, wrong: Filing) -> None:
    with pytest.raises(ValueError, match=r"sent|accepted|replied"):
        book.set_filing(wrong)


def test_an_older_case_file_learns_of_entries_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "old.lehua"
    old = apsw.Connection(str(path))
    old.execute(migrations()[0])
    old.execute("INSERT INTO loan (id, lender) VALUES (1, '示例消费金融有限公司')")
    old.execute("INSERT INTO installment (id, loan, number, due, amount_fen) VALUES (1, 1, 1, '2027-01-10', 128635)")
    old.execute(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1")
    old.close()
    with Casebook.open(path) as book:
        assert [loan.lender for loan in book.loans()] == ["示例消费金融有限公司"]
        assert book.filings() == ()
        book.apply(book.set_filing(SENT))
        assert book.faults() == []
    case = CaseFile.open(path)
    assert case.connection.pragma("user_version") == len(migrations())
    case.close()


# --- the calendar file -----------------------------------------------------------------------------------


def events(book: Casebook, now: dt.datetime = NOW) -> dict[str, Event]:
    calendar = Calendar.from_ical(book.calendar_file(now))
    assert isinstance(calendar, Calendar)
    assert (str(calendar["VERSION"]), str(calendar["X-WR-CALNAME"])) == ("2.0", "乐花证据夹：投诉与期限")
    return {str(event["UID"]): event for event in calendar.walk("VEVENT") if isinstance(event, Event)}


def test_every_day_ahead_is_a_whole_day_with_two_reminders(book: Casebook) -> None:
    book.apply(book.set_filing(SENT))
    book.apply(
        book.set_loan(
            Loan(lender="示例消费金融有限公司", installments=(Installment(1, dt.date(2027, 1, 10), Money(100)),))
        )
    )
    found = list(events(book).values())
    assert [event.start for event in found] == [dt.date(2026, 11, 26), dt.date(2027, 1, 10)]
    for event in found:
        assert event.end - event.start == dt.timedelta(days=1)
        assert event.stamp == dt.datetime(2026, 11, 23, 12, 15, tzinfo=dt.UTC)
        alarms = [alarm for alarm in event.walk("VALARM") if isinstance(alarm, Alarm)]
        assert [alarm.TRIGGER for alarm in alarms] == [dt.timedelta(days=-3, hours=9), dt.timedelta(hours=9)]
        assert all(str(alarm["DESCRIPTION"]) == str(event["SUMMARY"]) for alarm in alarms)
    assert str(found[0]["SUMMARY"]) == "征信异议：异议核查、处理并书面答复"
    text = str(found[0]["DESCRIPTION"])
    assert "编号：GD20261105001\n" in text
    assert "《征信业管理条例》第二十五条" in text


def test_the_same_case_gives_the_same_bytes_and_lasting_names(book: Casebook) -> None:
    book.apply(book.set_filing(SENT))
    first = book.calendar_file(NOW)
    assert book.calendar_file(NOW) == first
    names = list(events(book))
    book.apply(book.set_filing(replace(SENT, id=1, accepted=dt.date(2026, 11, 9))))
    later = events(book, NOW + dt.timedelta(hours=1))
    assert list(later) == names
    assert later[names[0]].start == dt.date(2026, 11, 29)
    assert all(len(line) <= 75 for line in first.split(b"\r\n"))


def test_two_cases_never_share_the_name_of_an_event(book: Casebook, tmp_path: Path) -> None:
    book.apply(book.set_filing(SENT))
    with Casebook.create(tmp_path / "b.lehua") as other:
        other.apply(other.set_filing(SENT))
        assert not set(events(book)) & set(events(other))


def test_what_is_answered_or_over_is_not_put_into_the_calendar(book: Casebook) -> None:
    book.apply(book.set_filing(replace(ANSWERED, id=0)))
    book.apply(book.set_filing(Filing(Route.BUREAU, dt.date(2025, 1, 1))))
    assert events(book) == {}


def test_the_text_of_a_reply_does_not_go_into_the_calendar(book: Casebook) -> None:
    book.apply(
        book.set_filing(replace(SENT, replied=dt.date(2026, 11, 9), reply=Reply.MORE_WANTED, reply_text="请补身份证"))
    )
    assert len(events(book)) == 1
    assert "身份证" not in book.calendar_file(NOW).decode()


def test_the_calendar_speaks_english_too(book: Casebook) -> None:
    book.apply(book.set_filing(SENT))
    text = book.calendar_file(NOW, "en").decode()
    assert "Credit objection" in text
    assert "依据" not in text
