"""Complaints and objections of a case: entries in and out, and what follows from them on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ..core.edits import Edit, RowChange
from ..core.filing import Filing, Outlook
from ..core.model import ReportProof, Timeline
from ..ledger.deadlines import look_ahead
from ..store.rows import Rows
from ..store.rows_filings import filing_row, filings
from .law import periods
from .workdays import ChineseWorkdays


def set_filing(rows: Rows, filing: Filing) -> Edit:
    """A new entry (id 0), or other values for the one of that id. `ValueError` for days that cannot be."""
    if filing.wrong_days():
        raise ValueError(", ".join(sorted(filing.wrong_days())))
    known = dict(rows.rows("filing"))
    row_id = filing.id or rows.next_id("filing")
    return Edit((RowChange("filing", row_id, known.get(row_id), filing_row(filing)),))


def remove_filing(rows: Rows, filing_id: int) -> Edit:
    """The entry goes; the inverse brings it back. `KeyError` if there is none."""
    return Edit((RowChange("filing", filing_id, dict(rows.rows("filing"))[filing_id], None),))


def outlook(rows: Rows, timeline: Timeline, reports: Sequence[ReportProof], today: dt.date) -> Outlook:
    """How the entries stand, which days lie ahead and what comes next."""
    return look_ahead(filings(rows), periods(), timeline, reports, ChineseWorkdays(), today)
