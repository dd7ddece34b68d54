"""The use cases of an open case as methods. One thread uses it; whoever opens it closes it."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from ..bundle.plan import BundleRequest, Edition, ExhibitSource
from ..bundle.routes import find_route
from ..core.days import CHINA
from ..core.edits import Changes, Done, Edit
from ..core.facts import Facts, Kind, Status
from ..core.filing import Filing, Outlook
from ..core.model import (
    Decisions,
    Loan,
    PlanProof,
    Proof,
    Redaction,
    ReportProof,
    SettlementProof,
    Source,
    TermsProof,
    Timeline,
)
from ..core.money import Money
from ..core.page import Box, FileReading, Page
from ..core.problems import Fault, LehuaError, Problem
from ..core.words import Language, Words
from ..ledger.timeline import build_timeline, known_loans
from ..store.casefile import CaseFile
from ..store.rows import Evidence, Rows
from ..store.rows_filings import case_uid, filings
from ..store.rows_history import page_readings
from . import edits, redactions
from . import filings as entries
from .derived import Derived
from .files import Found, find_files, open_bytes
from .guides import fetch_guides
from .history import Story
from .law import repair_policy
from .letters import Letters, edited_texts, remember_numbers, take_back_numbers
from .loan_sources import Place, loan_sources
from .looking import read_lines
from .proofs import judged
from .redactions import Hidden
from .suggestions import Suggestions

_FAULT = Words("{file}：档案文件内部有错误：{detail}", "{file}: the case file has an inner fault: {detail}")
_CHANGED = Words(
    "{file}：“{name}”的原件与加入时不一样了，或已读不出。",
    "{file}: the original “{name}” is not what it was when it was added, or cannot be read.",
)
_SHUT = Words(
    "{file}：打不开：口令不对，或者文件的开头已损坏。",
    "{file}: cannot be opened: the passphrase is wrong, or the beginning of the file is damaged.",
)
# What keeps a damaged case from being opened at all; a file of another sort gives the same, so its name decides.
_DAMAGE = {Problem.CASE_DAMAGED, Problem.CASE_TOO_NEW, Problem.NOT_A_CASE, Problem.FILE_UNREADABLE}


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: the evidence that it is now, or why it is none.

    A file that was there already has its `evidence` in `duplicate_of` too; nothing was added then.
    """

    name: str
    evidence: int | None = None
    duplicate_of: int | None = None
    fault: Fault | None = None
    given: str = ""  # the path as it was given, and the way into the folder or ZIP


class Casebook:
    """One open `.lehua` file. All methods may raise `LehuaError` (a full disk, a damaged file)."""

    def __init__(self, case: CaseFile) -> None:
        self.path = case.path
        self._case = case
        self._rows = Rows(case)
        self._derived = Derived(self._rows)
        self._suggestions = Suggestions(case, self._rows)
        self._timelines: dict[dt.date, Timeline] = {}
        self._fresh = False
        self._codes: dict[tuple[int, int], tuple[Box, ...]] = {}
        self._hidden: Hidden | None = None

    @classmethod
    def create(cls, path: Path, loan: Loan | None = None, passphrase: str | None = None) -> Casebook:
        """A new case; an existing file is never overwritten (`CASE_EXISTS`)."""
        book = cls(CaseFile.create(path, passphrase))
        if loan is not None:
            try:
                book.apply(book.set_loan(loan))
            except BaseException:
                book.close()
                path.unlink(missing_ok=True)
                raise
        return book

    @classmethod
    def open(cls, path: Path, passphrase: str | None = None) -> Casebook:
        return cls(CaseFile.open(path, passphrase))

    @classmethod
    def check(cls, path: Path, passphrase: str | None = None) -> list[Words]:
        """What is wrong with a case file, one sentence each; the file is left as it is.

        Raises `LehuaError` where that cannot be told: it is locked, in use, or no case at all.
        """
        try:
            with cls(CaseFile.open(path, passphrase, migrate=False)) as book:
                return book.faults()
        except LehuaError as error:
            if error.fault.problem is Problem.WRONG_PASSPHRASE:
                return [_SHUT.fill(file=path.name)]
            if error.fault.problem not in _DAMAGE or path.suffix != ".lehua":
                raise
            why = error.fault.words
            return [Words(f"{path.name}：{why.zh}", f"{path.name}: {why.en}")]

    def close(self) -> None:
        self._case.close()

    @property
    def locked(self) -> bool:
        """The case has a passphrase."""
        return self._case.locked

    def set_passphrase(self, passphrase: str | None) -> None:
        """Locks the case with this passphrase from now on; `None` takes the lock off. A lost one cannot be recovered."""
        self._case.set_passphrase(passphrase)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- files in --------------------------------------------------------------------------------------

    def add_files(self, paths: Sequence[Path], added_at: dt.datetime, passwords: Sequence[str] = ()) -> list[Added]:
        """Imports files, folders and ZIPs, one transaction a file; a file that fails does not stop the rest."""
        return list(self.adding(paths, added_at, passwords))

    def adding(self, paths: Sequence[Path], added_at: dt.datetime, passwords: Sequence[str] = ()) -> Iterator[Added]:
        """As `add_files`, one result after the other, for a window that wants to stay alive meanwhile."""
        for found in find_files(paths, (*passwords, *self.passwords())):
            yield self._add(found, added_at)

    def add_bytes(self, name: str, data: bytes, added_at: dt.datetime) -> Added:
        """Imports what has no path, such as a pasted picture."""
        return next(self._add(found, added_at) for found in open_bytes(name, data))

    def _add(self, found: Found, added_at: dt.datetime) -> Added:
        if found.fault is not None:
            return Added(found.name, fault=found.fault, given=found.given)
        sha256 = hashlib.sha256(found.data).hexdigest()
        known = self._rows.find(sha256)
        if known is not None and not known[1]:
            return Added(found.name, known[0], duplicate_of=known[0], given=found.given)
        try:
            with self._case.transaction():
                if known is not None:  # it had been removed, and is wanted again
                    evidence = known[0]
                    self._rows.bring_back(evidence)
                else:
                    evidence = self._rows.add_evidence(
                        found.name, found.container, sha256, found.data, found.media_type, added_at, found.password
                    )
                self._rows.remember(added_at, "added", "person", {"evidence": evidence, "sha256": sha256})
        except LehuaError as error:
            return Added(found.name, fault=error.fault, given=found.given)
        self._timelines.clear()
        self._hidden = None
        self._fresh = self._fresh and known is None
        return Added(found.name, evidence, given=found.given)

    # --- evidence --------------------------------------------------------------------------------------

    def evidence(self, only: int | None = None) -> list[Evidence]:
        """All evidence in the order in which it was added; or one piece of it, if it is there."""
        self._refresh()
        return self._rows.evidence(only)

    def waiting(self) -> list[Evidence]:
        """What has not been read yet."""
        return [item for item in self._rows.evidence() if item.status == "waiting"]

    def data(self, evidence_id: int) -> bytes:
        """The imported bytes, checked against their SHA-256 (`CASE_DAMAGED`)."""
        return self._rows.data(evidence_id)

    def pages(self, evidence_id: int) -> tuple[Page, ...]:
        """The newest good reading of each page."""
        return self._rows.pages(evidence_id)

    def failed_pages(self, evidence_id: int) -> dict[int, Fault]:
        """The pages that no reading has given, and why."""
        return self._rows.failed_pages(evidence_id)

    def password(self, evidence_id: int) -> str | None:
        """The password that opened the file, or the archive it came out of."""
        return self._rows.password(evidence_id)

    def passwords(self) -> tuple[str, ...]:
        """All passwords that opened files of this case: the same person often locks all files with one word."""
        return tuple(self._rows.passwords())

    def facts(self, evidence_id: int) -> Facts | None:
        """What the file says as machines read it; `None` while it is not read."""
        self._refresh()
        return self._derived.facts(evidence_id)

    def proofs(self, evidence_id: int | None = None) -> list[Proof]:
        """Payment facts with a person's confirmations and corrections applied.

        One that the last reading does not show any more stays if a person had a say on it.
        """
        self._refresh()
        confirmed, corrected, kept = self._rows.confirmations(), self._rows.corrections(), self._kept()
        return [
            judged(row, confirmed.get(row.id), corrected.get(row.id, {}))
            for row in self._rows.proofs(evidence_id)
            if row.shown or row.by_hand or row.id in kept or row.id in confirmed or row.id in corrected
        ]

    def _kept(self) -> set[int]:
        decisions = self._rows.decisions()
        return {link.proof for link in decisions.links} | {p for s in decisions.same for p in (s.one, s.other)}

    # --- reading ---------------------------------------------------------------------------------------

    def apply_reading(self, evidence_id: int, reading: FileReading, read_at: dt.datetime) -> Changes:
        """Keeps what a worker read, in one transaction. Decisions of a person stay as they are."""
        self._hidden = None
        self._codes = {key: codes for key, codes in self._codes.items() if key[0] != evidence_id}
        with self._change(read_at) as touched:
            self._rows.add_reading(evidence_id, reading, read_at)
            engines = sorted({page.engine for page in reading.pages})
            detail = {"evidence": evidence_id, "pages": len(reading.pages), "failed": len(reading.failed)}
            self._rows.remember(read_at, "read", ",".join(engines), detail)
        return Changes(evidence=frozenset(touched | {evidence_id}), loan=not self._rows.loans())

    def _refresh(self) -> None:
        """Once after opening: the facts in the file may come from an earlier program."""
        if not self._fresh:
            with self._change(dt.datetime.now(dt.UTC)):
                pass

    @contextlib.contextmanager
    def _change(self, now: dt.datetime) -> Iterator[set[int]]:
        """One transaction, with the facts derived anew at its end; the evidence that this touched comes in the set."""
        touched: set[int] = set()
        try:
            with self._case.transaction():
                yield touched
                touched |= self._derived.refresh(now)
        except BaseException:
            self._derived.forget()
            raise
        finally:
            self._timelines.clear()
        self._fresh = True

    # --- loan and timeline -----------------------------------------------------------------------------

    def loans(self) -> tuple[Loan, ...]:
        """The loans that a person entered, with what documents add to them; without any, those that documents propose.

        A proposed loan is not `confirmed` and has an id of 0 or below.
        """
        entered, papers = self._rows.loans(), self._papers()
        return known_loans(entered, self.proofs(), self._plans(), self._reports(), self._settlements(), papers)

    def loan_sources(self, loan: Loan) -> dict[Place, tuple[Source, ...]]:
        """Where documents give the values of this loan and its installments."""
        self._refresh()
        return loan_sources(loan, ((e, facts, partial(self.pages, e)) for e, facts in self._read_facts()))

    def decisions(self) -> Decisions:
        """A person's decisions on the proofs that are there now."""
        return _only(self._rows.decisions(), {proof.id for proof in self.proofs()})

    def timeline(self, today: dt.date) -> Timeline:
        """The ledger's answer, kept until something changes."""
        self._refresh()
        if today not in self._timelines:
            proofs = self.proofs()
            timeline = build_timeline(
                self._rows.loans(),
                proofs,
                self._plans(),
                self._reports(),
                self._settlements(),
                _only(self._rows.decisions(), {proof.id for proof in proofs}),
                today,
                repair_policy(),
                fetch_guides(),
                self._papers(),
            )
            self._timelines[today] = timeline
            self._suggestions.note(timeline, dt.datetime.now(dt.UTC))
        return self._timelines[today]

    def _read_facts(self) -> Iterator[tuple[int, Facts]]:
        for item in self._rows.evidence():
            facts = self.facts(item.id)
            if facts is not None:
                yield item.id, facts

    def _plans(self) -> list[PlanProof]:
        return [PlanProof(e, rows, loan) for e, f in self._read_facts() for rows, loan in f.plans]

    def _papers(self) -> list[TermsProof]:
        return [TermsProof(e, f.loan) for e, f in self._read_facts() if f.loan and not f.plans]

    def _reports(self) -> list[ReportProof]:
        return [ReportProof(e, report) for e, f in self._read_facts() for report in f.reports]

    def _settlements(self) -> list[SettlementProof]:
        return [SettlementProof(e, settled) for e, f in self._read_facts() for settled in f.settled_loans]

    # --- complaints and days ----------------------------------------------------------------------------

    def filings(self) -> tuple[Filing, ...]:
        """Complaints, objections and looks at the report, by the day on which they were sent."""
        return filings(self._rows)

    def outlook(self, today: dt.date) -> Outlook:
        """How they stand on a day, which days lie ahead, and what comes next."""
        return entries.outlook(self._rows, self.timeline(today), self._reports(), today)

    def set_filing(self, filing: Filing) -> Edit:
        """A new entry (id 0), or other values for the one of that id. `ValueError` for days that cannot be."""
        return entries.set_filing(self._rows, filing)

    def remove_filing(self, filing_id: int) -> Edit:
        """The entry goes; the inverse brings it back. `KeyError` if there is none."""
        return entries.remove_filing(self._rows, filing_id)

    def calendar_file(self, now: dt.datetime, language: Language = "zh", today: dt.date | None = None) -> bytes:
        """The days that lie ahead as an iCalendar file; `today` is the day of `now` unless it is given."""
        from .calendar_file import calendar_file  # late: the package takes a while to load, and is rarely needed

        outlook = self.outlook(today or now.astimezone(CHINA).date())
        return calendar_file(outlook, case_uid(self._case), now, language)

    # --- what a person changes: each returns an edit and changes nothing ---------------------------------

    def correct(self, proof_id: int, field: str, value: object) -> Edit:
        """`field` is amount, day, time, status, payee or about_loan. `ValueError` for another or a wrong value."""
        return edits.correct(self._rows, proof_id, field, value)

    def confirm(self, proof_id: int) -> Edit:
        """The values as they stand now are right; a later reading will not change them."""
        return edits.confirm(self._rows, self._proof(proof_id))

    def link(self, proof_id: int, loan_id: int, number: int, amount: Money | None = None) -> Edit:
        """The payment that the proof shows covers this installment, by `amount` or by as much as fits."""
        return edits.link(self._rows, self._of_one_payment(proof_id), loan_id, number, True, amount)

    def unlink(self, proof_id: int, loan_id: int, number: int) -> Edit:
        """The payment that the proof shows does not cover this installment."""
        return edits.link(self._rows, self._of_one_payment(proof_id), loan_id, number, False)

    def same(self, one: int, other: int, same: bool) -> Edit:
        """Two proofs show one payment, or they do not."""
        return edits.same(self._rows, one, other, same)

    def ignore(self, proof_id: int, ignored: bool) -> Edit:
        """The proof has nothing to do with the loan, or has after all."""
        return edits.ignore(self._rows, proof_id, ignored)

    def remove(self, evidence_id: int) -> Edit:
        """Takes the evidence out of sight. Its bytes stay in the file; the inverse brings it back."""
        return edits.remove(evidence_id)

    def set_loan(self, loan: Loan) -> Edit:
        """The loan is as the person says. `id` above 0: it takes the place of that one; else it is new, or confirms a proposed one."""
        return edits.set_loan(self._rows, loan)

    def add_payment(
        self,
        evidence_id: int,
        amount: Money,
        day: dt.date,
        status: Status = Status.SUCCESS,
        time: str | None = None,
        payee: str | None = None,
        page: int = 0,
    ) -> Edit:
        """A payment that a person typed in, for a page that could not be read."""
        return edits.add_payment(self._rows, evidence_id, amount, day, status, time, payee, page)

    def apply(self, edit: Edit, at: dt.datetime | None = None, what: Done = "edited") -> Changes:
        """Writes an edit, or its inverse, in one transaction. `StaleEditError` if the rows are not as it says."""
        before, now = self._touched(edit), at or dt.datetime.now(dt.UTC)
        if any(change.table != "redaction_look" for change in edit.rows):
            self._hidden = None
        with self._change(now) as touched:
            self._rows.apply(edit)
            self._rows.remember(now, what, "person", edit)
        loan = any(change.table in ("loan", "installment") for change in edit.rows)
        return Changes(evidence=frozenset(before | touched | self._touched(edit)), loan=loan)

    def _touched(self, edit: Edit) -> set[int]:
        of_proof = self._rows.proof_owners()
        touched: set[int] = set()
        for change in edit.rows:
            row = change.after or change.before or {}
            if change.table == "evidence":
                touched.add(change.id)
            elif change.table in ("proof", "redaction", "redaction_look", "left_out"):
                touched.add(cast("int", row["evidence"]))
            else:
                proofs = (row.get(name) for name in ("proof", "one", "other"))
                touched.update(of_proof[p] for p in proofs if isinstance(p, int) and p in of_proof)
        return touched

    def _proof(self, proof_id: int) -> Proof:
        return next(proof for proof in self.proofs() if proof.id == proof_id)

    def _of_one_payment(self, proof_id: int) -> list[int]:
        """The proof, then all others that the last timeline put together with it."""
        for timeline in self._timelines.values():
            for payment in timeline.payments:
                ids = [proof.id for proof in payment.proofs]
                if proof_id in ids:
                    return [proof_id, *(other for other in ids if other != proof_id)]
        return [proof_id]

    # --- what a redacted edition hides -------------------------------------------------------------------

    def redactions(self, evidence_id: int, page: int) -> list[Redaction]:
        """What the redacted edition blacks out on a page, proposals that a person rejected among them, and what it blacks
        out for public routes only (`number`, `balance`, `row`)."""
        there = next((item for item in self.pages(evidence_id) if item.number == page), None)
        if there is None:
            return []
        key = (evidence_id, page)
        if key not in self._codes:
            self._codes[key] = redactions.codes_on(self._source(self._item(evidence_id), with_originals=True), there)
        return redactions.merged(evidence_id, there, self._private(), self._codes[key], self._rows)

    def _item(self, evidence_id: int) -> Evidence:
        return next(item for item in self._rows.evidence() if item.id == evidence_id)

    def _private(self) -> Hidden:
        if self._hidden is None:
            # Which rows the case rests on hardly changes with the day: any that was asked for will do.
            timeline = self.timeline(max(self._timelines, default=dt.datetime.now(dt.UTC).date()))
            files = [(item.id, self.facts(item.id), self.pages(item.id)) for item in self._rows.evidence()]
            self._hidden = redactions.hidden(files, timeline, self.loans(), self._rows.redactions())
        return self._hidden

    def redactions_unlooked(self) -> list[int]:
        """The evidence whose redactions no person has looked at yet."""
        looked = self._rows.looked_at()
        return [item.id for item in self._rows.evidence() if item.id not in looked]

    def decide_redaction(self, item: Redaction, accepted: bool) -> Edit:
        """A proposal is right, or that place may be seen."""
        return redactions.decide(self._rows, item, accepted)

    def draw_redaction(self, evidence_id: int, page: int, box: Box) -> Edit:
        """A box drawn by hand, in the unit of the page."""
        return redactions.draw(self._rows, evidence_id, page, box)

    def erase_redaction(self, item: Redaction) -> Edit:
        """Takes a drawn box away."""
        return redactions.erase(self._rows, item)

    def look_at_redactions(self, evidence_id: int, looked: bool = True) -> Edit:
        """The person has looked at what is blacked out in this evidence, or wants to look once more."""
        return redactions.look_at(self._rows, evidence_id, looked)

    def left_out(self) -> frozenset[int]:
        """The evidence that the person keeps out of every bundle."""
        return self._rows.left_out()

    def leave_out(self, evidence_ids: Collection[int]) -> Edit:
        """Keeps these, and no others, out of every bundle; what they prove stays in the timeline."""
        return edits.leave_out(self._rows, evidence_ids)

    # --- out -------------------------------------------------------------------------------------------

    def bundle_request(
        self,
        today: dt.date,
        language: Language = "zh",
        route: str = "bureau",
        edition: Edition = "full",
        max_mb: float | None = None,
        keep_numbers: bool = False,
        defendants: int = 1,
        exhibits: tuple[ExhibitSource, ...] = (),
    ) -> BundleRequest:
        """Everything that a bundle needs as plain data, with the bytes of the originals: read from the case unless
        `exhibits` gives them, those of a request before since when nothing changed."""
        sources = exhibits or self._sources(with_originals=True)
        request = self._request(today, language, route, edition, sources)
        return replace(request, max_mb=max_mb, keep_numbers=keep_numbers, defendants=defendants)

    def letters(self, today: dt.date, language: Language = "zh", route: str = "bureau") -> Letters:
        """The letter of a route and the statement of facts, to read and to edit."""
        return Letters(self._rows, self._request(today, language, route, "full", self._sources(with_originals=False)))

    def remember_numbers(self, request: BundleRequest, at: dt.datetime | None = None) -> dict[int, str]:
        """A later bundle can keep the exhibit numbers of this one; returns those kept before, for `take_back_numbers`.

        It comes before the bundle is written: a copy of the case goes into the ZIP, sealed and with these numbers.
        """
        with self._case.transaction():
            former = remember_numbers(self._rows, request, at or dt.datetime.now(dt.UTC))
        self._case.seal()
        return former

    def take_back_numbers(self, former: dict[int, str]) -> None:
        """The bundle could not be written: the numbers of the one before are kept again."""
        with self._case.transaction():
            take_back_numbers(self._rows, former)

    @property
    def has_numbers(self) -> bool:
        """True once a bundle was exported whose exhibit numbers can be kept."""
        return bool(self._rows.exhibit_numbers())

    def _request(
        self, today: dt.date, language: Language, route: str, edition: Edition, exhibits: tuple[ExhibitSource, ...]
    ) -> BundleRequest:
        timeline = self.timeline(today)
        redacted = edition == "redacted" or find_route(route).public
        left_out = tuple(sorted(self.left_out()))
        return BundleRequest(
            timeline=timeline,
            loans=timeline.loans,
            exhibits=exhibits,
            today=today,
            language=language,
            route=route,
            edition=edition,
            case_name=self.path.stem,
            texts=edited_texts(self._rows),
            numbers=tuple(self._rows.exhibit_numbers().items()),
            redactions=self._rows.redactions(),
            look=read_lines if redacted else None,
            case_file=None if redacted or left_out else self.path.absolute(),
            left_out=left_out,
        )

    def _sources(self, *, with_originals: bool) -> tuple[ExhibitSource, ...]:
        return tuple(self._source(item, with_originals=with_originals) for item in self._rows.evidence())

    def _source(self, item: Evidence, *, with_originals: bool) -> ExhibitSource:
        return ExhibitSource(
            evidence=item.id,
            name=item.name,
            data=self.data(item.id) if with_originals else b"",
            media_type=item.media_type,
            sha256=item.sha256,
            added_at=item.added_at,
            kind=item.kind or Kind.OTHER,
            pages=self.pages(item.id) if with_originals else (),
            page_count=item.page_count or 1,
            facts=self.facts(item.id),
            password=self.password(item.id),
            fault=item.fault,
        )

    def faults(self) -> list[Words]:
        """What is wrong with the file, one sentence each; empty when it is whole and every original unchanged."""
        file = self.path.name
        found = [_fault(file, detail) for detail in self._case.faults()]
        try:
            originals = self._rows.originals()
        except (LehuaError, AssertionError) as error:
            return found or [_fault(file, Words(str(error), str(error)))]
        for evidence, name in originals:
            try:
                self._rows.data(evidence)
            except (LehuaError, KeyError):
                found.append(_CHANGED.fill(file=file, name=name))
        return found

    def history(self) -> list[tuple[dt.datetime, str, str, object]]:
        """What happened to the case: when, what, by whom, with which rows before and after."""
        return self._rows.history()

    def story(self, today: dt.date) -> Story:
        """The history in words: of one payment, one installment, or all of it."""
        return Story(
            timeline=self.timeline(today),
            proofs=self.proofs(),
            decisions=self._rows.decisions(),
            names=dict(self._rows.originals()),
            owners=self._rows.proof_owners(),
            plans=self._plans(),
            readings=page_readings(self._case),
            events=self._rows.history(),
        )


def _fault(file: str, detail: Words) -> Words:
    return Words(_FAULT.zh.format(file=file, detail=detail.zh), _FAULT.en.format(file=file, detail=detail.en))


def _only(decisions: Decisions, known: set[int]) -> Decisions:
    return Decisions(
        links=tuple(link for link in decisions.links if link.proof in known),
        same=tuple(item for item in decisions.same if {item.one, item.other} <= known),
        ignored=decisions.ignored & known,
    )
