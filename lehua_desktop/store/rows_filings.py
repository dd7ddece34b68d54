"""Rows of complaints and objections, and the name that calendars know the case by."""

from __future__ import annotations

import datetime as dt
from typing import cast

from ..core.edits import Row
from ..core.filing import Filing, Reply, Route
from .casefile import CaseFile
from .rows import Rows


def filings(rows: Rows) -> tuple[Filing, ...]:
    """All entries by the day on which they were sent."""
    found = [_filing(row_id, row) for row_id, row in rows.rows("filing")]
    return tuple(sorted(found, key=lambda filing: (filing.sent, filing.id)))


def filing_row(filing: Filing) -> Row:
    """The columns of an entry, without its id."""
    return {
        "route": filing.route.value,
        "sent": filing.sent.isoformat(),
        "institution": filing.institution,
        "reference": filing.reference,
        "accepted": _iso(filing.accepted),
        "replied": _iso(filing.replied),
        "reply": None if filing.reply is None else filing.reply.value,
        "reply_text": filing.reply_text,
    }


def case_uid(case: CaseFile) -> str:
    """A name of the case that no other one has."""
    with case.reading():
        return str(next(iter(case.connection.execute("SELECT uid FROM identity")))[0])


def _filing(row_id: int, row: Row) -> Filing:
    text = {name: cast("str | None", value) for name, value in row.items()}
    return Filing(
        route=Route(str(row["route"])),
        sent=dt.date.fromisoformat(str(row["sent"])),
        id=row_id,
        institution=text["institution"],
        reference=text["reference"],
        accepted=_day(text["accepted"]),
        replied=_day(text["replied"]),
        reply=None if text["reply"] is None else Reply(text["reply"]),
        reply_text=text["reply_text"],
    )


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
