"""Complaints and objections of a case as a person typed them, and the periods and days that follow from them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from .words import Words

DeadlineState = Literal["running", "passed", "met", "met_late"]


class Route(StrEnum):
    """Where an entry went. The keys of `resources/law/routes.toml`, and what no bundle is made for."""

    LENDER = "lender"
    REVIEW = "review"  # 核查: the lender's superior looks at its decision again
    BUREAU = "bureau"
    PBOC = "pboc"
    REGULATOR = "regulator"
    COURT = "court"
    OTHER = "other"
    REPORT = "report"  # no complaint: one free look at the own credit report


class Reply(StrEnum):
    """What kind of answer came."""

    CORRECTED = "corrected"
    REFUSED = "refused"
    UNCLEAR = "unclear"  # 仍不能确认: the dispute is recorded only
    NOT_ACCEPTED = "not_accepted"
    MORE_WANTED = "more_wanted"  # 补正: material is missing
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Filing:
    """One complaint or objection. `id` is 0 until it stands in a case file.

    `accepted` is the day on which it was received or accepted, where that is known.
    """

    route: Route
    sent: dt.date
    id: int = 0
    institution: str | None = None
    reference: str | None = None
    accepted: dt.date | None = None
    replied: dt.date | None = None
    reply: Reply | None = None
    reply_text: str | None = None

    def wrong_days(self) -> frozenset[str]:
        """The names of the days that cannot be: out of all time, before the day of sending, or lacking."""
        days = {"sent": self.sent, "accepted": self.accepted, "replied": self.replied}
        wrong = {name for name, day in days.items() if day and (day < self.sent or not 2000 <= day.year < 2100)}
        return frozenset(wrong | ({"replied"} if self.reply and not self.replied else set()))


@dataclass(frozen=True, slots=True)
class Period:
    """A period from a dated data file. `confirmed` false: its article was not compared, and the words say so.

    `begins`: the day after which it counts; `"received"` is `Filing.accepted`, else `Filing.sent`.
    `kind`: an answer is due, a longer time that an institution may take for it, a step before the answer, or
    something that the person may do (`own`) or that must happen by itself (`retention`).
    """

    key: str
    name: Words
    amount: int
    unit: Literal["days", "working_days", "years", "times"]
    begins: Literal["received", "accepted", "sent", "replied", "ended", "known", "year"]
    kind: Literal["answer", "extended", "step", "own", "retention"]
    article: Words
    source: Words
    checked_on: dt.date
    route: Route | None = None
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day. `moved` is the next working day where `day` is a day off: whether it counts is the office's word.

    `state`: `running`, `passed` without what it waits for, `met`, or `met_late` (it came after the last day).
    """

    key: str
    name: Words
    day: dt.date
    state: DeadlineState
    kind: Literal["answer", "extended", "step", "own", "retention", "due"]
    moved: dt.date | None = None
    basis: Words | None = None
    notes: tuple[Words, ...] = ()
    filing: int | None = None
    loan: int | None = None
    installment: int | None = None
    month: str | None = None

    @property
    def uid(self) -> str:
        """The same for the same day of the same thing, however often it is reckoned."""
        parts = (self.key, self.filing, self.loan, self.installment, self.month)
        return "-".join(str(part) for part in parts if part is not None)


class Standing(StrEnum):
    """How an entry stands on a day."""

    WAITING = "waiting"
    EXTENDED = "extended"  # the ordinary time is over, a longer one may still run
    PASSED = "passed"
    ANSWERED = "answered"
    NO_PERIOD = "no_period"


@dataclass(frozen=True, slots=True)
class FilingState:
    """An entry with its deadlines and a sentence on how it stands."""

    filing: Filing
    standing: Standing
    message: Words
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the person may do next; `route` where it is a new entry."""

    message: Words
    why: Words
    route: Route | None = None


@dataclass(frozen=True, slots=True)
class FreeReports:
    """Free looks at the own report in a calendar year. `uncounted`: reports of the case that no entry counts."""

    year: int
    used: int
    left: int
    basis: Words
    uncounted: tuple[dt.date, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """Everything that can be said of complaints and days on one day.

    `open_ended`: records without a known end. Holidays are known up to the end of `holidays_until`.
    """

    filings: tuple[FilingState, ...]
    days: tuple[Deadline, ...]
    steps: tuple[NextStep, ...]
    free: FreeReports
    holidays_until: int
    open_ended: tuple[Words, ...] = ()

    def ahead(self) -> list[tuple[Deadline, FilingState | None]]:
        """What still runs, the nearest first; with the entry that it belongs to."""
        every: list[tuple[Deadline, FilingState | None]] = [
            (d, state) for state in self.filings for d in state.deadlines
        ]
        every += [(item, None) for item in self.days]
        return sorted((pair for pair in every if pair[0].state == "running"), key=lambda pair: pair[0].day)
