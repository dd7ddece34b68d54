"""The only SQL of the program: rows of a case file in and out. Nothing here decides anything."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

import apsw
import msgspec

from ..core.edits import Edit, Row, RowChange
from ..core.facts import Facts, Kind, PaymentFact
from ..core.model import Decisions, Installment, LinkDecision, Loan, Redaction, SameDecision
from ..core.money import Money
from ..core.page import Box, FileReading, Page
from ..core.problems import Fault, LehuaError, Problem
from .casefile import CaseFile

Status = Literal["waiting", "read", "failed"]

# The tables and columns that an edit of a person may change.
_EDITABLE: dict[str, frozenset[str]] = {
    "evidence": frozenset({"removed"}),
    "proof": frozenset({"evidence", "position", "by_hand", "body"}),
    "correction": frozenset({"proof", "field", "value"}),
    "confirmation": frozenset({"proof", "body"}),
    "ignored": frozenset({"proof"}),
    "link": frozenset({"proof", "loan", "number", "linked", "amount_fen"}),
    "same": frozenset({"one", "other", "same"}),
    "loan": frozenset(
        {"platform", "lender", "guarantor", "contract", "borrower", "principal_fen", "disbursed", "cutoff", "grace"}
    ),
    "installment": frozenset({"loan", "number", "due", "amount_fen"}),
    "filing": frozenset({"route", "sent", "institution", "reference", "accepted", "replied", "reply", "reply_text"}),
    "letter_text": frozenset({"route", "language", "part", "body", "stood"}),
    "redaction": frozenset({"evidence", "page", "x0", "y0", "x1", "y1", "what", "state"}),
    "redaction_look": frozenset({"evidence"}),
    "left_out": frozenset({"evidence"}),
}
_NEVER_TWICE = ("proof", "filing")  # tables whose ids are never given to another row


class StaleEditError(Exception):
    """An edit does not fit the rows as they are now: a bug of the caller, never of the person."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence in a list: everything but its bytes and pages.

    `size` is in bytes. `fault` tells why the file, or the first of its pages that failed, could not be read;
    a file of status `"read"` may have one. `container` is the ZIP, document or mail that it came out of.
    """

    id: int
    name: str
    sha256: str
    size: int
    media_type: str
    added_at: dt.datetime
    page_count: int | None
    kind: Kind | None
    fault: Fault | None
    status: Status
    container: str | None = None


@dataclass(frozen=True, slots=True)
class ProofRow:
    """A payment fact as last seen. `shown`: the last reading shows it; `by_hand`: a person typed it in."""

    id: int
    evidence: int
    shown: bool
    by_hand: bool
    payment: PaymentFact


def to_json(value: object) -> str:
    """The text that stands in the file for a value of the shared types."""
    return msgspec.json.encode(value).decode()


_EVIDENCE = """
SELECT e.id, e.name, e.sha256, e.size, e.media_type, e.added_at, e.container, a.page_count,
       coalesce(a.fault, (SELECT r.fault FROM reading r WHERE r.attempt = a.id AND r.fault IS NOT NULL
                          ORDER BY r.page LIMIT 1)),
       a.id IS NOT NULL,
       EXISTS (SELECT 1 FROM reading r WHERE r.evidence = e.id AND r.body IS NOT NULL),
       json_extract(f.body, '$.kind'), f.body = 'null'
FROM evidence e
LEFT JOIN attempt a ON a.id = (SELECT max(id) FROM attempt WHERE evidence = e.id)
LEFT JOIN facts f ON f.evidence = e.id
WHERE e.removed = 0 AND (?1 IS NULL OR e.id = ?1)
ORDER BY e.id
"""

_PAGES = """
SELECT body FROM reading
WHERE id IN (SELECT max(id) FROM reading WHERE evidence = ? AND body IS NOT NULL GROUP BY page)
ORDER BY page
"""

_FAILED_PAGES = """
SELECT page, fault FROM reading r
WHERE attempt = (SELECT max(id) FROM attempt WHERE evidence = ?1) AND fault IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM reading g WHERE g.evidence = ?1 AND g.page = r.page AND g.body IS NOT NULL)
ORDER BY page
"""

_ATTEMPTS = """
SELECT a.evidence, a.id, a.read_at, coalesce(f.stamp, '') FROM attempt a
JOIN evidence e ON e.id = a.evidence AND e.removed = 0
LEFT JOIN facts f ON f.evidence = a.evidence
WHERE a.id = (SELECT max(id) FROM attempt WHERE evidence = a.evidence)
ORDER BY a.evidence
"""


class Rows:
    """Reads and writes the rows of one case. Methods that write belong inside `CaseFile.transaction`."""

    def __init__(self, case: CaseFile) -> None:
        self._case = case
        self._db = case.connection

    def _all(self, sql: str, *values: apsw.SQLiteValue) -> list[tuple[apsw.SQLiteValue, ...]]:
        with self._case.reading():
            return list(self._db.execute(sql, values))

    def _one(self, sql: str, *values: apsw.SQLiteValue) -> tuple[apsw.SQLiteValue, ...] | None:
        rows = self._all(sql, *values)
        return rows[0] if rows else None

    def _insert(self, table: str, row: Row) -> int:
        names = ", ".join(row)
        marks = ", ".join("?" * len(row))
        self._db.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608  names are this file's own
            cast("Sequence[apsw.SQLiteValue]", tuple(row.values())),
        )
        return self._db.last_insert_rowid()

    # --- evidence ------------------------------------------------------------------------------------

    def find(self, sha256: str) -> tuple[int, bool] | None:
        """The evidence that has these bytes, and whether a person has removed it."""
        row = self._one("SELECT id, removed FROM evidence WHERE sha256 = ?", sha256)
        return None if row is None else (_int(row[0]), bool(row[1]))

    def add_evidence(
        self,
        name: str,
        container: str | None,
        sha256: str,
        data: bytes,
        media_type: str,
        added_at: dt.datetime,
        password: str | None = None,
    ) -> int:
        evidence = self._insert(
            "evidence",
            {
                "name": name,
                "container": container,
                "sha256": sha256,
                "size": len(data),
                "media_type": media_type,
                "added_at": added_at.isoformat(),
                "password": password,
            },
        )
        self._insert("original", {"evidence": evidence, "data": data})
        return evidence

    def bring_back(self, evidence: int) -> None:
        self._db.execute("UPDATE evidence SET removed = 0 WHERE id = ?", (evidence,))

    def evidence(self, only: int | None = None) -> list[Evidence]:
        """All evidence that is not removed, in the order in which it was added; or one piece of it, if it is there."""
        return [_evidence(row) for row in self._all(_EVIDENCE, only)]

    def data(self, evidence: int) -> bytes:
        """The bytes as they were imported. `CASE_DAMAGED` if they are not what they were."""
        row = self._one(
            "SELECT o.data, e.sha256 FROM original o JOIN evidence e ON e.id = o.evidence WHERE e.id = ?", evidence
        )
        if row is None:
            raise KeyError(evidence)
        data = row[0]
        if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != row[1]:
            raise LehuaError(Problem.CASE_DAMAGED)
        return data

    def originals(self) -> list[tuple[int, str]]:
        """Id and name of every original in the file, removed ones too."""
        return [(_int(a), str(b)) for a, b in self._all("SELECT id, name FROM evidence ORDER BY id")]

    def password(self, evidence: int) -> str | None:
        row = self._one("SELECT password FROM evidence WHERE id = ?", evidence)
        return None if row is None or row[0] is None else str(row[0])

    def passwords(self) -> list[str]:
        """All passwords that opened a file of this case or the archive it came out of, the latest first."""
        found = self._all("SELECT password FROM evidence WHERE password IS NOT NULL ORDER BY id DESC")
        return list(dict.fromkeys(str(password) for (password,) in found))

    # --- readings and facts --------------------------------------------------------------------------

    def add_reading(self, evidence: int, reading: FileReading, read_at: dt.datetime) -> None:
        attempt = self._insert(
            "attempt",
            {
                "evidence": evidence,
                "read_at": read_at.isoformat(),
                "page_count": reading.page_count,
                "fault": None if reading.fault is None else to_json(reading.fault),
            },
        )
        for page in reading.pages:
            self._insert(
                "reading",
                {
                    "attempt": attempt,
                    "evidence": evidence,
                    "page": page.number,
                    "engine": page.engine,
                    "version": page.version,
                    "body": to_json(page),
                },
            )
        for failed in reading.failed:
            self._insert(
                "reading",
                {"attempt": attempt, "evidence": evidence, "page": failed.page, "fault": to_json(failed.fault)},
            )
        if reading.password is not None:
            self._db.execute("UPDATE evidence SET password = ? WHERE id = ?", (reading.password, evidence))

    def attempts(self) -> list[tuple[int, int, dt.datetime, str]]:
        """For all evidence that was read: its id, the last attempt's id and moment, and the stamp of its facts."""
        return [(_int(e), _int(a), _moment(at), str(stamp)) for e, a, at, stamp in self._all(_ATTEMPTS)]

    def pages(self, evidence: int) -> tuple[Page, ...]:
        """The newest good reading of each page."""
        return tuple(msgspec.json.decode(str(body), type=Page) for (body,) in self._all(_PAGES, evidence))

    def failed_pages(self, evidence: int) -> dict[int, Fault]:
        """The pages that no reading has given, and why the last one failed."""
        found = self._all(_FAILED_PAGES, evidence)
        return {_int(page): msgspec.json.decode(str(fault), type=Fault) for page, fault in found}

    def facts(self, evidence: int) -> Facts | None:
        row = self._one("SELECT body FROM facts WHERE evidence = ?", evidence)
        return None if row is None else msgspec.json.decode(str(row[0]), type=Facts | None)

    def set_facts(self, evidence: int, stamp: str, facts: Facts | None) -> None:
        """`None`: the pages are there, but deriving facts from them failed."""
        self._db.execute(
            "INSERT INTO facts (evidence, stamp, body) VALUES (?, ?, ?)"
            " ON CONFLICT (evidence) DO UPDATE SET stamp = excluded.stamp, body = excluded.body",
            (evidence, stamp, to_json(facts)),
        )

    def set_stamp(self, evidence: int, stamp: str) -> None:
        """The facts are as they would be if they were derived again."""
        self._db.execute("UPDATE facts SET stamp = ? WHERE evidence = ?", (stamp, evidence))

    def proofs(self, evidence: int | None = None) -> list[ProofRow]:
        """Proof rows of one piece of evidence (removed or not), or of all evidence that is not removed."""
        found = self._all(
            "SELECT p.id, p.evidence, p.position IS NOT NULL, p.by_hand, p.body FROM proof p"
            " JOIN evidence e ON e.id = p.evidence WHERE p.evidence = ?1 OR (?1 IS NULL AND e.removed = 0)"
            " ORDER BY p.evidence, p.position IS NULL, p.position, p.id",
            evidence,
        )
        return [
            ProofRow(_int(i), _int(e), bool(s), bool(h), msgspec.json.decode(str(body), type=PaymentFact))
            for i, e, s, h, body in found
        ]

    def proof_owners(self) -> dict[int, int]:
        """The evidence of every proof."""
        return {_int(proof): _int(evidence) for proof, evidence in self._all("SELECT id, evidence FROM proof")}

    def set_proofs(self, evidence: int, payments: Iterable[tuple[int | None, PaymentFact]]) -> list[int]:
        """What the last reading shows, each with the id of the proof that it continues (`None`: a new one); their ids."""
        ids = []
        self._db.execute("UPDATE proof SET position = NULL WHERE evidence = ?", (evidence,))
        for position, (proof, payment) in enumerate(payments):
            row: Row = {"evidence": evidence, "position": position, "body": to_json(payment)}
            if proof is None:
                ids.append(self._insert("proof", row))
            else:
                ids.append(proof)
                self._db.execute(
                    "UPDATE proof SET position = ?, body = ? WHERE id = ?", (position, str(row["body"]), proof)
                )
        return ids

    # --- what a person decided -----------------------------------------------------------------------

    def corrections(self) -> dict[int, dict[str, object]]:
        """By proof, the fields that a person corrected, with their values as in JSON."""
        found: dict[int, dict[str, object]] = {}
        for proof, field, value in self._all("SELECT proof, field, value FROM correction"):
            found.setdefault(_int(proof), {})[str(field)] = json.loads(str(value))
        return found

    def confirmations(self) -> dict[int, PaymentFact]:
        """By proof, the fact as it stood when a person confirmed it."""
        found = self._all("SELECT proof, body FROM confirmation")
        return {_int(proof): msgspec.json.decode(str(body), type=PaymentFact) for proof, body in found}

    def decisions(self) -> Decisions:
        links = self._all("SELECT proof, loan, number, linked, amount_fen FROM link ORDER BY id")
        same = self._all("SELECT one, other, same FROM same ORDER BY id")
        return Decisions(
            links=tuple(LinkDecision(_int(p), _int(w), _int(n), bool(k), _money(a)) for p, w, n, k, a in links),
            same=tuple(SameDecision(_int(one), _int(other), bool(is_same)) for one, other, is_same in same),
            ignored=frozenset(_int(proof) for (proof,) in self._all("SELECT proof FROM ignored")),
        )

    def loans(self) -> tuple[Loan, ...]:
        """The loans that a person entered or confirmed."""
        installments: dict[int, list[Installment]] = {}
        for loan, number, due, amount in self._all(
            "SELECT loan, number, due, amount_fen FROM installment ORDER BY loan, number, due"
        ):
            item = Installment(_int(number), _day(due), Money(_int(amount)))
            installments.setdefault(_int(loan), []).append(item)
        return tuple(
            Loan(
                id=_int(row[0]),
                platform=_text(row[1]),
                lender=_text(row[2]),
                guarantor=_text(row[3]),
                contract=_text(row[4]),
                borrower=_text(row[5]),
                principal=_money(row[6]),
                disbursed=None if row[7] is None else _day(row[7]),
                cutoff=_text(row[8]),
                grace=None if row[9] is None else _int(row[9]),
                installments=tuple(installments.get(_int(row[0]), ())),
                confirmed=True,
            )
            for row in self._all(
                "SELECT id, platform, lender, guarantor, contract, borrower, principal_fen, disbursed, cutoff, grace"
                " FROM loan ORDER BY id"
            )
        )

    # --- the bundle ----------------------------------------------------------------------------------

    def texts(self) -> list[tuple[str, str, str, str, dict[str, str]]]:
        """The edited paragraphs: route, language, part, body, and the values as they stood."""
        found = self._all("SELECT route, language, part, body, stood FROM letter_text ORDER BY id")
        return [(str(r), str(w), str(p), str(b), json.loads(str(stood))) for r, w, p, b, stood in found]

    def exhibit_numbers(self) -> dict[int, str]:
        """The numbers of the last export, by evidence."""
        return {_int(evidence): str(n) for evidence, n in self._all("SELECT evidence, number FROM exhibit_number")}

    def keep_exhibit_numbers(self, numbers: dict[int, str]) -> None:
        self._db.execute("DELETE FROM exhibit_number")
        for evidence, number in numbers.items():
            self._db.execute("INSERT INTO exhibit_number VALUES (?, ?)", (evidence, number))

    def redactions(self, evidence: int | None = None) -> tuple[Redaction, ...]:
        """What a person accepted, rejected or drew, of one piece of evidence or of all."""
        found = self._all(
            "SELECT id, evidence, page, x0, y0, x1, y1, what, state FROM redaction"
            " WHERE evidence = ?1 OR ?1 IS NULL ORDER BY id",
            evidence,
        )
        return tuple(
            Redaction(
                _int(row[1]),
                _int(row[2]),
                Box(*(float(cast("float", n)) for n in row[3:7])),
                str(row[7]),
                cast("Literal['accepted', 'rejected', 'drawn']", str(row[8])),
                _int(row[0]),
            )
            for row in found
        )

    def looked_at(self) -> frozenset[int]:
        """The evidence whose redactions a person has looked at."""
        return frozenset(_int(evidence) for (evidence,) in self._all("SELECT evidence FROM redaction_look"))

    def left_out(self) -> frozenset[int]:
        """The evidence that a person keeps out of every bundle."""
        return frozenset(_int(evidence) for (evidence,) in self._all("SELECT evidence FROM left_out"))

    # --- edits ---------------------------------------------------------------------------------------

    def next_id(self, table: str) -> int:
        """An id that no row of the table has; in some tables also one that none ever had."""
        assert table in _EDITABLE  # noqa: S101  keeps the SQL below free of anything from outside
        if table in _NEVER_TWICE:
            row = self._one("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?", table)
        else:
            row = self._one(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608
        return _int(row[0]) + 1 if row else 1

    def rows(self, table: str, **where: apsw.SQLiteValue) -> list[tuple[int, Row]]:
        """The editable rows of a table whose columns have these values, with their ids."""
        names = sorted(_EDITABLE[table])
        if not where.keys() <= _EDITABLE[table] | {"id"}:
            raise StaleEditError(table)
        terms = " AND ".join(f"{name} IS ?" for name in where) or "1"
        found = self._all(f"SELECT id, {', '.join(names)} FROM {table} WHERE {terms} ORDER BY id", *where.values())  # noqa: S608
        return [(_int(row[0]), dict(zip(names, row[1:], strict=True))) for row in found]

    def apply(self, edit: Edit) -> None:
        """Writes the rows of an edit, if the rows are still as they were when it was made."""
        for change in edit.rows:
            self._apply(change)

    def _apply(self, change: RowChange) -> None:
        table, before, after = change.table, change.before, change.after
        columns = _EDITABLE.get(table, frozenset())
        if not (set(before or ()) | set(after or ())) <= columns or (before is None and after is None):
            raise StaleEditError(table)
        current = next((row for _, row in self.rows(table, id=change.id)), None)
        if before is None:
            if current is not None:
                raise StaleEditError(f"{table} {change.id}")
            self._insert(table, {"id": change.id, **(after or {})})
            return
        if current is None or any(current[name] != value for name, value in before.items()):
            raise StaleEditError(f"{table} {change.id}")
        if after is None:
            self._db.execute(f"DELETE FROM {table} WHERE id = ?", (change.id,))  # noqa: S608
            return
        sets = ", ".join(f"{name} = ?" for name in after)
        values = cast("Sequence[apsw.SQLiteValue]", (*after.values(), change.id))
        self._db.execute(f"UPDATE {table} SET {sets} WHERE id = ?", values)  # noqa: S608

    # --- history -------------------------------------------------------------------------------------

    def remember(self, at: dt.datetime, what: str, source: str, detail: object) -> None:
        """One line of the history: what happened, by whom (`person`, an engine's name), with what values."""
        self._insert("history", {"at": at.isoformat(), "what": what, "source": source, "detail": to_json(detail)})

    def forget_last(self, what: str) -> None:
        """What was remembered last of this sort did not come about."""
        self._db.execute("DELETE FROM history WHERE id = (SELECT max(id) FROM history WHERE what = ?)", (what,))

    def history(self) -> list[tuple[dt.datetime, str, str, object]]:
        found = self._all("SELECT at, what, source, detail FROM history ORDER BY id")
        return [(_moment(at), str(what), str(source), json.loads(str(detail))) for at, what, source, detail in found]


def _evidence(row: tuple[apsw.SQLiteValue, ...]) -> Evidence:
    fault = None if row[8] is None else msgspec.json.decode(str(row[8]), type=Fault)
    attempted, has_pages, no_facts = bool(row[9]), bool(row[10]), bool(row[12])
    if no_facts and fault is None:
        fault = Fault(Problem.READING_FAILED)
    blank = fault is not None and fault.problem is Problem.NO_TEXT
    read = has_pages and not no_facts and not blank
    return Evidence(
        id=_int(row[0]),
        name=str(row[1]),
        sha256=str(row[2]),
        size=_int(row[3]),
        media_type=str(row[4]),
        added_at=_moment(row[5]),
        page_count=None if row[7] is None else _int(row[7]),
        kind=None if row[11] is None else Kind(str(row[11])),
        fault=fault,
        status="waiting" if not attempted else "read" if read else "failed",
        container=_text(row[6]),
    )


def _int(value: apsw.SQLiteValue) -> int:
    assert isinstance(value, int)  # noqa: S101  STRICT tables hold what they say
    return value


def _text(value: apsw.SQLiteValue) -> str | None:
    return None if value is None else str(value)


def _money(value: apsw.SQLiteValue) -> Money | None:
    return None if value is None else Money(_int(value))


def _day(value: apsw.SQLiteValue) -> dt.date:
    return dt.date.fromisoformat(str(value))


def _moment(value: apsw.SQLiteValue) -> dt.datetime:
    return dt.datetime.fromisoformat(str(value))
