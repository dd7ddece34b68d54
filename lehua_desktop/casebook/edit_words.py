"""A kept edit in words: what a person changed of a payment, an installment, a file or an entry."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Protocol, cast

import msgspec

from ..core.edits import Edit, Row, RowChange
from ..core.facts import PaymentFact, Status
from ..core.filing import Route
from ..core.money import Money
from ..core.words import Words, counted
from ..ledger.filing_words import ROUTES
from ..ledger.reasons import STATUSES
from .proofs import value_of

_FIELDS = {
    "amount": Words("金额", "the amount"),
    "day": Words("付款日", "the day"),
    "time": Words("时间", "the time"),
    "status": Words("结果", "the result"),
    "payee": Words("收款方", "the payee"),
    "about_loan": Words("是否属于这笔借款", "whether it is about the loan"),
}
Said = tuple[Words, int | None]  # with the evidence that it is about


class Scope(Protocol):
    """Which proofs, files and installments are asked for; `None` is everything."""

    @property
    def proofs(self) -> frozenset[int] | None: ...
    @property
    def evidence(self) -> frozenset[int] | None: ...
    @property
    def installments(self) -> frozenset[tuple[int, int]] | None: ...
    def has_link(self, proof: int, loan: int, number: int) -> bool: ...


def say_edit(
    detail: object, undone: bool, scope: Scope, names: Mapping[int, str], owners: Mapping[int, int]
) -> Iterator[Said]:
    """One sentence for each thing in the scope that the edit changed. An undone edit is told as it was first made."""
    edit = msgspec.convert(detail, Edit)
    edit = edit.inverse() if undone else edit
    for change in edit.rows:
        row = change.after or change.before or {}
        match change.table:
            case "correction" | "confirmation" | "ignored" | "link" if _has(scope.proofs, row["proof"]):
                yield _SAY[change.table](change), owners.get(_int(row["proof"]))
            case "link" if scope.has_link(_int(row["proof"]), _int(row["loan"]), _int(row["number"])):
                yield _link(change), owners.get(_int(row["proof"]))
            case "same" if scope.proofs is None or {row["one"], row["other"]} & scope.proofs:
                yield _same(change, names, owners), owners.get(_int(row["one"]))
            case "proof" if _has(scope.proofs, change.id):
                yield _by_hand(change), _int(row["evidence"])
            case "evidence" if _has(scope.evidence, change.id):
                yield _removed(change, names), change.id
            case "filing" if scope.proofs is None:
                yield _filing(change), None
            case _:
                continue
    yield from ((words, None) for words in _installments(edit, scope))


def _has(wanted: frozenset[int] | None, item: object) -> bool:
    return wanted is None or item in wanted


def _int(value: object) -> int:
    return cast("int", value)


def _correction(change: RowChange) -> Words:
    row = change.after or change.before or {}
    key = str(row["field"])
    name = _FIELDS.get(key, Words(key, key))
    if change.after is None:
        return Words(f"取消对{name.zh}的更正。", f"Took the correction of {name.en} away.")
    value = _value(key, change.after)
    before = _value(key, change.before) if change.before else None
    was = Words(f"（之前改为 {before.zh}）", f" (before: {before.en})") if before else Words("", "")
    return Words(f"把{name.zh}改为 {value.zh}{was.zh}。", f"Set {name.en} to {value.en}{was.en}.")


def _value(key: str, row: Row) -> Words:
    raw = json.loads(str(row["value"]))
    try:
        value = value_of(key, raw)
    except ValueError:  # kept by an earlier program that knew other fields
        value = raw
    if isinstance(value, Status):
        return STATUSES[value]
    if isinstance(value, bool):
        return Words("是", "yes") if value else Words("否", "no")
    if value is None:
        return Words("空", "nothing")
    return Words(f"{value} 元", f"CNY {value}") if isinstance(value, Money) else Words(str(value), str(value))


def _confirmation(change: RowChange) -> Words:
    if change.after is None:
        return Words("取消确认。", "Took the confirmation away.")
    said = _fact(change.after)
    return Words(f"确认无误：{said.zh}。", f"Confirmed: {said.en}.")


def _ignored(change: RowChange) -> Words:
    if change.after is None:
        return Words("重新计入这笔付款。", "Counted the payment again.")
    return Words("标为与借款无关，不计入。", "Set the payment aside: not about the loan.")


def _link(change: RowChange) -> Words:
    row = change.after or change.before or {}
    number = row["number"]
    if change.after is None:
        return Words(f"取消对第{number}期的指定。", f"Took the word on installment {number} away.")
    if not row["linked"]:
        return Words(f"指定：不计入第{number}期。", f"Decided: does not cover installment {number}.")
    fen = row["amount_fen"]
    part = Words("", "") if fen is None else Words(f" {Money(_int(fen))} 元", f" with CNY {Money(_int(fen))}")
    return Words(f"指定：计入第{number}期{part.zh}。", f"Decided: covers installment {number}{part.en}.")


def _same(change: RowChange, names: Mapping[int, str], owners: Mapping[int, int]) -> Words:
    row = change.after or change.before or {}
    one, other = (names.get(owners.get(_int(row[key]), 0), "?") for key in ("one", "other"))
    if change.after is None:
        return Words(f"取消对“{one}”和“{other}”的指定。", f"Took the word on “{one}” and “{other}” away.")
    if row["same"]:
        return Words(f"指定：“{one}”和“{other}”是同一笔付款。", f"Decided: “{one}” and “{other}” show one payment.")
    return Words(f"指定：“{one}”和“{other}”不是同一笔付款。", f"Decided: “{one}” and “{other}” show two payments.")


def _by_hand(change: RowChange) -> Words:
    said = _fact(change.after or change.before or {})
    if change.after is None:
        return Words(f"删除手工录入的付款：{said.zh}。", f"Deleted the payment typed in: {said.en}.")
    return Words(f"手工录入付款：{said.zh}。", f"Typed a payment in: {said.en}.")


def _fact(row: Row) -> Words:
    fact = msgspec.json.decode(str(row["body"]), type=PaymentFact)
    when = " ".join(str(part) for part in (fact.day.value, fact.time) if part)
    status = STATUSES[fact.status.value] if fact.status.value else Words("?", "?")
    return Words(f"{when}，{fact.amount.value} 元，{status.zh}", f"{when}, CNY {fact.amount.value}, {status.en}")


def _removed(change: RowChange, names: Mapping[int, str]) -> Words:
    name = names.get(change.id, "?")
    if change.after and change.after["removed"]:
        return Words(f"从档案移除“{name}”（原件仍保留）。", f"Took “{name}” out of the case (the original stays).")
    return Words(f"把“{name}”放回档案。", f"Put “{name}” back into the case.")


def _filing(change: RowChange) -> Words:
    row = change.after or change.before or {}
    name, day = ROUTES[Route(str(row["route"]))], row["sent"]
    if change.after is None:
        return Words(f"删除登记：{name.zh}，{day}。", f"Deleted the entry: {name.en}, {day}.")
    if change.before is None:
        return Words(f"登记：{name.zh}，{day}。", f"Entered: {name.en}, {day}.")
    return Words(f"修改登记：{name.zh}，{day}。", f"Changed the entry: {name.en}, {day}.")


def _installments(edit: Edit, scope: Scope) -> Iterator[Words]:
    """A loan is written as a whole: only installments that came, went or changed are told."""
    before, after = _plan(edit, "before"), _plan(edit, "after")
    if scope.installments is None:
        if before or after:
            yield Words(
                f"保存借款信息，共 {len(after)} 期。", f"Saved the loan with {counted(len(after), 'installment')}."
            )
        return
    for key in sorted(scope.installments):
        was, now = before.get(key), after.get(key)
        if was == now:
            continue
        if now is None and was:
            yield Words(f"删除第{key[1]}期。", f"Deleted installment {key[1]}.")
        elif now:
            old = (
                Words(f"（原为 {was[0]}，{was[1]} 元）", f" (before: {was[0]}, CNY {was[1]})") if was else Words("", "")
            )
            yield Words(
                f"填写或确认第{key[1]}期：应还日 {now[0]}，{now[1]} 元{old.zh}。",
                f"Entered or confirmed installment {key[1]}: due {now[0]}, CNY {now[1]}{old.en}.",
            )


def _plan(edit: Edit, side: str) -> dict[tuple[int, int], tuple[dt.date, Money]]:
    rows = [getattr(change, side) for change in edit.rows if change.table == "installment"]
    return {
        (row["loan"], row["number"]): (dt.date.fromisoformat(row["due"]), Money(row["amount_fen"]))
        for row in rows
        if row
    }


_SAY = {"correction": _correction, "confirmation": _confirmation, "ignored": _ignored, "link": _link}
