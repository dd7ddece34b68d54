"""Rows of what machines read when, for the history of a case."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import msgspec

from ..core.problems import Fault
from .casefile import CaseFile

_READINGS = """
SELECT a.evidence, a.read_at, r.page, coalesce(r.engine, ''), coalesce(r.version, ''),
       coalesce(json_extract(r.body, '$.second_reader'), ''), coalesce(r.fault, a.fault)
FROM attempt a LEFT JOIN reading r ON r.attempt = a.id
ORDER BY a.id, r.page
"""


@dataclass(frozen=True, slots=True)
class PageReading:
    """One reading of one page, good or failed. `page` is `None` where the file as a whole could not be read."""

    evidence: int
    read_at: dt.datetime
    page: int | None
    engine: str
    version: str
    second_reader: str
    fault: Fault | None


def page_readings(case: CaseFile) -> list[PageReading]:
    """Every reading of every page, in the order in which they were made."""
    with case.reading():
        found = list(case.connection.execute(_READINGS))
    return [
        PageReading(
            evidence=int(str(evidence)),
            read_at=dt.datetime.fromisoformat(str(read_at)),
            page=None if page is None else int(str(page)),
            engine=str(engine),
            version=str(version),
            second_reader=str(second),
            fault=None if fault is None else msgspec.json.decode(str(fault), type=Fault),
        )
        for evidence, read_at, page, engine, version, second, fault in found
    ]
