"""The history of a case in words: what was read, suggested and decided, when and by whom; and why it is as it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from ..core.facts import Read, Status
from ..core.model import Allocation, Decisions, InstallmentRow, Payment, PlanProof, Proof, Reason, Timeline
from ..core.money import Money
from ..core.page import Box
from ..core.words import Words, counted
from ..facts.looks import say_looks
from ..ledger.reasons import STATES, STATUSES, say_reasons
from ..store.rows_history import PageReading
from .edit_words import say_edit

_YOU = Words("您", "you")
_MATCHING = Words("程序的匹配", "matching by the program")
_ENGINES = {
    "text": Words("文件自带的文字", "text of the file"),
    "table": Words("表格的单元格", "cells of the table"),
}
_VALUES = {
    "amount": Words("金额", "amount"),
    "day": Words("付款日", "day"),
    "status": Words("结果", "result"),
}


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that happened, or (`at` is `None`) that holds now.

    `what`: `added`, `read`, `failed`, `found`, `linked`, `edited`, `undone`, `redone`, `now`.
    `tool` names the programs that did it, with their versions.
    """

    at: dt.datetime | None
    what: Literal["added", "read", "failed", "found", "linked", "edited", "undone", "redone", "now"]
    who: Words
    words: Words
    evidence: int | None = None
    page: int | None = None
    box: Box | None = None
    tool: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a history is about; `None` is everything."""

    proofs: frozenset[int] | None = None
    evidence: frozenset[int] | None = None
    installments: frozenset[tuple[int, int]] | None = None

    def has_link(self, proof: int, loan: int, number: int) -> bool:
        """A loan that documents propose (0 and below) may have been entered since."""
        if self.proofs is None or proof in self.proofs:
            return True
        numbers = self.installments or frozenset()
        return (loan, number) in numbers or (loan <= 0 and any(number == n for _, n in numbers))


@dataclass(frozen=True)
class Story:
    """Everything that a case keeps, ready to be told."""

    timeline: Timeline
    proofs: Sequence[Proof]
    decisions: Decisions
    names: Mapping[int, str]
    owners: Mapping[int, int]  # proof -> evidence
    plans: Sequence[PlanProof]
    readings: Sequence[PageReading]
    events: Sequence[tuple[dt.datetime, str, str, object]]
    _pages: dict[int, int] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._pages.update({proof.id: proof.payment.amount.page for proof in self.proofs})

    def of_case(self) -> list[HistoryEntry]:
        """Everything that happened, in order."""
        return _sorted(self._happened(Scope()))

    def of_payment(self, payment_id: int) -> list[HistoryEntry]:
        """The history of a payment, named by any of its proofs. `KeyError` if there is none."""
        payment = self._payment(payment_id)
        ids = {proof.id for proof in payment.proofs} if payment else {payment_id}
        if not ids <= self.owners.keys():
            raise KeyError(payment_id)
        entries = list(self._happened(self._scope(ids)))
        entries += [entry for proof in self.proofs if proof.id in ids for entry in self._values(proof)]
        if payment:
            entries += self._together(payment)
            links = [link for row in self.timeline.rows for link in row.allocations if link.payment == payment.id]
            for link in links:
                words = _link_words(link)
                entries.append(HistoryEntry(None, "now", _MATCHING, words))
            if not links:
                words = Words("现在没有计入任何一期。", "It covers no installment at present.")
                entries.append(HistoryEntry(None, "now", _MATCHING, words))
        elif ids & self.decisions.ignored:
            words = Words("现在没有计入：您已标为与借款无关。", "It does not count: you set it aside.")
            entries.append(HistoryEntry(None, "now", _YOU, words))
        return _sorted(entries)

    def of_installment(self, number: int, loan: int | None = None) -> list[HistoryEntry]:
        """The history of an installment and of the payments that cover it. `KeyError` if there is none."""
        row = next(
            (r for r in self.timeline.rows if r.installment.number == number and loan in (None, r.loan)),
            None,
        )
        if row is None:
            raise KeyError(number)
        payments = [p for p in self.timeline.payments if p.id in {link.payment for link in row.allocations}]
        ids = {proof.id for payment in payments for proof in payment.proofs}
        scope = self._scope(ids, frozenset({(row.loan, number)}))
        entries = list(self._happened(scope))
        entries += self._from_plan(row)
        for payment in payments:
            for proof in payment.proofs:
                entries += self._values(proof)
            entries += self._together(payment)
        entries += self._outcome(row)
        return _sorted(entries)

    # --- what happened ---------------------------------------------------------------------------------

    def _scope(self, proofs: Iterable[int], installments: frozenset[tuple[int, int]] = frozenset()) -> Scope:
        ids = frozenset(proofs)
        return Scope(ids, frozenset(self.owners[proof] for proof in ids), installments)

    def _happened(self, scope: Scope) -> Iterator[HistoryEntry]:
        for at, what, source, detail in self.events:
            kept = cast("dict[str, Any]", detail)
            match what:
                case "added" if scope.evidence is None or kept["evidence"] in scope.evidence:
                    words = Words("加入文件“{name}”。", "Added the file “{name}”.").fill(
                        name=self._name(kept["evidence"])
                    )
                    yield HistoryEntry(at, "added", _YOU, words, kept["evidence"])
                case "found":
                    yield from self._found(at, source, kept, scope)
                case "linked":
                    yield from self._linked(at, kept, scope)
                case "edited" | "undone" | "redone":
                    yield from self._edited(at, what, detail, scope)
                case _:  # "read" is told from the readings themselves, which know engine, page and fault
                    continue
        yield from self._read(scope)

    def _read(self, scope: Scope) -> Iterator[HistoryEntry]:
        pages = None if scope.proofs is None else {(self.owners[p], self._pages.get(p, 0)) for p in scope.proofs}
        for item in self.readings:
            mine = pages is None or (item.evidence, item.page) in pages
            if not mine and not (item.page is None and scope.evidence and item.evidence in scope.evidence):
                continue
            name, page = self._name(item.evidence), (item.page or 0) + 1
            engine, tool = _engine(item)
            if item.fault is None:
                words = Words("识别了“{name}”第 {page} 页。", "Read page {page} of “{name}”.").fill(
                    name=name, page=page
                )
                yield HistoryEntry(item.read_at, "read", engine, words, item.evidence, item.page, tool=tool)
                continue
            why = item.fault.words
            words = Words(f"“{name}”第 {page} 页没有读出：{why.zh}", f"Page {page} of “{name}” was not read: {why.en}")
            yield HistoryEntry(item.read_at, "failed", engine, words, item.evidence, item.page, tool=tool)

    def _found(self, at: dt.datetime, source: str, kept: dict[str, Any], scope: Scope) -> Iterator[HistoryEntry]:
        who = Words("程序读值", "values by the program")
        evidence = int(kept["evidence"])
        for proof, fen, day, time, status, certain in kept["proofs"]:
            if scope.proofs is not None and proof not in scope.proofs:
                continue
            said = self._said(fen, day, time, status)
            sure = Words("", "") if certain else Words("，需要核对", ", to be looked at")
            name = self._name(evidence)
            words = Words(f"从“{name}”读出付款：{said.zh}{sure.zh}。", f"From “{name}”: payment {said.en}{sure.en}.")
            yield HistoryEntry(at, "found", who, words, evidence, self._pages.get(proof), tool=source)
        for proof in kept["gone"]:
            if scope.proofs is None or proof in scope.proofs:
                words = Words(
                    "重新识别后，页面上不再有这笔付款。", "After reading again the page does not show it any more."
                )
                yield HistoryEntry(at, "found", who, words, evidence, tool=source)

    def _linked(self, at: dt.datetime, kept: dict[str, Any], scope: Scope) -> Iterator[HistoryEntry]:
        for payment, loan, number, fen, certain, reasons in kept["links"]:
            if scope.has_link(payment, loan, number):
                known = tuple(Reason(reason) for reason in reasons)
                words = _link_words(Allocation(payment, loan, number, Money(fen), certain, known))
                yield HistoryEntry(at, "linked", _MATCHING, words, self.owners.get(payment), self._pages.get(payment))
        for payment, loan, number in kept["gone"]:
            if scope.has_link(payment, loan, number):
                words = Words(f"不再计入第{number}期。", f"No longer covers installment {number}.")
                yield HistoryEntry(at, "linked", _MATCHING, words, self.owners.get(payment), self._pages.get(payment))

    def _edited(self, at: dt.datetime, what: str, detail: object, scope: Scope) -> Iterator[HistoryEntry]:
        undone = what == "undone"
        for words, evidence in say_edit(detail, undone, scope, self.names, self.owners):
            if undone:
                words = Words(f"撤销：{words.zh}", f"Took back: {words.en}")
            elif what == "redone":
                words = Words(f"重做：{words.zh}", f"Did again: {words.en}")
            yield HistoryEntry(at, cast("Any", what), _YOU, words, evidence)

    # --- what holds now --------------------------------------------------------------------------------

    def _values(self, proof: Proof) -> Iterator[HistoryEntry]:
        """The looks that were taken at each value of a proof."""
        fact = proof.payment
        reads: dict[str, Read[Any]] = {"amount": fact.amount, "day": fact.day, "status": fact.status}
        for key, read in reads.items():
            looks, name = say_looks(read), _VALUES[key]
            value = _value_words(read.value)
            why = Words(f"（{looks.zh}）", f" ({looks.en})") if looks.zh else Words("", "")
            sure = (
                Words("已由您确认或更正", "confirmed or corrected by you")
                if proof.confirmed
                else Words("确定", "certain")
                if read.certain
                else Words("需要核对", "to be looked at")
            )
            words = Words(
                f"{name.zh} {value.zh}：{sure.zh}{why.zh}。", f"{name.en.capitalize()} {value.en}: {sure.en}{why.en}."
            )
            who = Words(self._name(proof.evidence), self._name(proof.evidence))
            yield HistoryEntry(None, "now", who, words, proof.evidence, read.page, read.box)

    def _together(self, payment: Payment) -> Iterator[HistoryEntry]:
        if len(payment.proofs) > 1:
            names = list(dict.fromkeys(self._name(proof.evidence) for proof in payment.proofs))
            words = Words(
                f"{'、'.join(names)}：{len(payment.proofs)}处凭证显示同一笔付款，相互印证。",
                f"{', '.join(names)}: {len(payment.proofs)} proofs show one payment and bear each other out.",
            )
            yield HistoryEntry(None, "now", _MATCHING, words)

    def _from_plan(self, row: InstallmentRow) -> Iterator[HistoryEntry]:
        item = row.installment
        for plan in self.plans:
            for line in plan.rows:
                if line.number == item.number and line.due.value == item.due:
                    words = Words(
                        f"应还日 {item.due}、应还金额 {item.amount} 元，见“{self._name(plan.evidence)}”。",
                        f"Due on {item.due} with CNY {item.amount}, as “{self._name(plan.evidence)}” shows.",
                    )
                    who = Words("还款计划", "repayment plan")
                    yield HistoryEntry(None, "now", who, words, plan.evidence, line.due.page, line.due.box)

    def _outcome(self, row: InstallmentRow) -> Iterator[HistoryEntry]:
        number = row.installment.number
        for link in row.allocations:
            words = _link_words(link)
            owner = self.owners.get(link.payment)
            yield HistoryEntry(None, "now", _MATCHING, words, owner, self._pages.get(link.payment))
        state = STATES[row.state]
        paid = Words(f"已证实 {row.paid} 元", f"CNY {row.paid} proven")
        if row.days_late:
            paid = Words(f"{paid.zh}，晚 {row.days_late} 天", f"{paid.en}, {counted(row.days_late, 'day')} late")
        words = Words(f"结果：{state.zh}（{paid.zh}）。", f"Outcome: {state.en} ({paid.en}).")
        yield HistoryEntry(None, "now", Words("时间线", "timeline"), words)
        for finding in self.timeline.findings:
            if finding.installment == number and finding.loan in (None, row.loan):
                source = finding.sources[0] if finding.sources else None
                yield HistoryEntry(
                    None,
                    "now",
                    Words("对照信用报告", "comparison with the report"),
                    finding.to_person,
                    source.evidence if source else None,
                    source.page if source else None,
                    source.box if source else None,
                )
        for gap in self.timeline.missing:
            if gap.installment == number and gap.loan in (None, row.loan):
                yield HistoryEntry(None, "now", Words("缺口", "gap"), gap.message)

    # --- words -----------------------------------------------------------------------------------------

    def _payment(self, payment_id: int) -> Payment | None:
        payments = self.timeline.payments
        return next((p for p in payments if payment_id == p.id or payment_id in {q.id for q in p.proofs}), None)

    def _name(self, evidence: int) -> str:
        return self.names.get(evidence, "?")

    def _said(self, fen: int | None, day: str | None, time: str | None, status: str | None) -> Words:
        amount = Words("金额不清", "amount not clear") if fen is None else _value_words(Money(fen))
        when = (
            Words("日期不清", "day not clear")
            if day is None
            else Words(f"{day} {time or ''}".strip(), f"{day} {time or ''}".strip())
        )
        result = Words("结果不清", "result not clear") if status is None else STATUSES[Status(status)]
        return Words(f"{when.zh}，{amount.zh}，{result.zh}", f"{when.en}, {amount.en}, {result.en}")


def _sorted(entries: Iterable[HistoryEntry]) -> list[HistoryEntry]:
    """By time; what holds now comes last. What happened at one moment keeps the order of a document's way."""
    order = ("added", "read", "failed", "found", "linked")
    last = dt.datetime.max.replace(tzinfo=dt.UTC)
    return sorted(
        dict.fromkeys(entries), key=lambda e: (e.at or last, order.index(e.what) if e.what in order else len(order))
    )


def _engine(item: PageReading) -> tuple[Words, str]:
    """How the page was read, and by which programs; a failed reading does not know."""
    if item.engine in _ENGINES:
        return _ENGINES[item.engine], f"{item.version}".strip()
    tool = f"{item.engine} {item.version}".strip()
    if item.second_reader:
        return Words("两个识别引擎", "two reading engines"), f"{tool} + {item.second_reader}"
    return Words("识别引擎", "reading engine"), tool


def _value_words(value: object) -> Words:
    if value is None:
        return Words("不清", "not clear")
    if isinstance(value, Money):
        return Words(f"{value} 元", f"CNY {value}")
    if isinstance(value, Status):
        return STATUSES[value]
    return Words(str(value), str(value))


def _link_words(link: Allocation) -> Words:
    why = say_reasons(link)
    sure = Words("", "") if link.certain else Words("（待您确认）", " (waits for you)")
    return Words(
        f"计入第{link.number}期 {link.amount} 元{sure.zh}：{why.zh}。",
        f"Covers installment {link.number} with CNY {link.amount}{sure.en}: {why.en}.",
    )
