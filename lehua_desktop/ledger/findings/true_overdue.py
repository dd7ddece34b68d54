"""Class A: the evidence itself shows that an installment was paid late, and the report says so too.

Such a record is lawful. It is said kindly, with the day on which it must disappear.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...core.days import add_years
from ...core.model import Finding, InstallmentRow, Loan, Severity, Source, State
from ...core.words import Words, counted
from .ground import Ground, Mark, due_line, mark_line, not_read, paid_lines
from .paid_up import overdue_end

RULE = "true_overdue"
COMMON_GRACE = 3  # days that contracts grant where they grant any
KEPT_YEARS = 5  # 征信业管理条例 article 16: counted from the end of the overdue


def true_overdue(ground: Ground) -> Iterator[Finding]:
    """One finding for each late installment whose month is marked, and for each that a plan calls overdue."""
    for loan in ground.loans:
        said = set()
        for month, mark, rows in ground.marked(loan):
            for row in rows:
                in_grace = ground.terms_of(row).perhaps_in_grace(row.installment, row.paid_on)
                if row.state is State.LATE and row.paid_on and not in_grace:
                    said.add(row.installment.number)
                    yield _late(ground, loan, row, month, mark)
        for row in ground.rows_of(loan):
            if row.installment.number not in said:
                yield from _plan_says_so(ground, loan, row)


def _late(ground: Ground, loan: Loan, row: InstallmentRow, month: str, mark: Mark) -> Finding:
    number, due, paid_on = row.installment.number, row.installment.due, row.paid_on
    assert paid_on is not None  # noqa: S101 - the caller has looked
    end = overdue_end(ground.rows_of(loan), row, ground.marks(loan))
    counts_from = end or paid_on
    gone = add_years(counts_from, KEPT_YEARS)
    certain = [a for a in row.allocations if a.certain]
    code = min(7, -(-row.days_late // 30))
    passed = end is not None and gone < ground.today
    from_ = Words("还清之日", "the payment")
    if end is None:
        from_ = Words("其余欠款也还清之日", "the day on which the rest was paid too")
    elif end != paid_on:
        from_ = Words(f"连着逾期的各期都还清之日（{end}）", f"the day on which all that was overdue was paid ({end})")
    until = Words(f"到{gone}应当删除", f"must disappear on {gone}")
    if end is None:
        until = Words(f"最早到{gone}应当删除", f"must disappear, on {gone} at the earliest")
    after = Words(
        f"这条记录到{gone}已满{KEPT_YEARS}年，应当已经删除；若最新报告仍有，可以提出异议。"
        if passed
        else f"它自{from_.zh}起保存{KEPT_YEARS}年，{until.zh}（《征信业管理条例》第十六条）。",
        f"Its {KEPT_YEARS} years ended on {gone}; if the newest report still shows it, object."
        if passed
        else f"It is kept for {KEPT_YEARS} years from {from_.en} and {until.en} "
        "(Regulation on the Credit Reporting Industry, article 16).",
    )
    grace = Words("", "")
    if row.days_late <= COMMON_GRACE and ground.terms_of(row).grace is None:
        unread = not_read(ground.terms_of(row))
        grace = Words(
            f"{unread.zh}。若合同约定了宽限期，结论会不同。",
            f" {unread.en[0].upper()}{unread.en[1:]}. If the contract grants days of grace, the conclusion is another.",
        )
    return Finding(
        rule=RULE,
        letter="A",
        severity=Severity.NOTE,
        message=Words(
            f"第{number}期应还日是{due}，凭证显示{paid_on}还清，晚了{row.days_late}天；{month}的逾期记录与凭证一致。"
            f"已经还清很好，但真实的逾期不能要求删除。{after.zh}您可以请求添加本人声明，说明原因。{grace.zh}",
            f"Installment {number} was due on {due}; the evidence shows payment on {paid_on}, {counted(row.days_late, 'day')} "
            f"later, so the record for {month} agrees with the evidence. It is good that it is paid; still, a true "
            f"overdue cannot be removed on request. {after.en} You may ask to add a statement of your own.{grace.en}",
        ),
        loan=row.loan,
        installment=number,
        month=month,
        sources=(*ground.payment_sources(certain), *ground.plan_sources(row), mark.source),
        arithmetic=(
            due_line(row),
            *paid_lines(ground, certain),
            Words(
                f"逾期天数：{paid_on} − {due} = {row.days_late}天；按每30天一级折算为“{code}”",
                f"Days overdue: {paid_on} − {due} = {row.days_late}; at 30 days a step that is “{code}”",
            ),
            mark_line(month, mark),
            Words(
                f"删除日：{counts_from} + {KEPT_YEARS}年 = {gone}",
                f"Removal: {counts_from} + {KEPT_YEARS} years = {gone}",
            ),
        ),
        refuted_by=Words(
            f"如果另有凭证显示这一期在{due}或之前已经足额还款，这一条就不成立。",
            f"It fails if other evidence shows full payment of this installment on or before {due}.",
        ),
    )


def _plan_says_so(ground: Ground, loan: Loan, row: InstallmentRow) -> Iterator[Finding]:
    if row.state not in (State.UNPROVEN, State.PARTLY) or row.installment.due >= ground.today:
        return
    if ground.covered_in_time(row) or row.suggested.fen >= row.installment.amount.fen:
        return
    number = row.installment.number
    words = [
        (plan.evidence, r)
        for plan in ground.plans
        for r in plan.rows
        if r.number == number and r.due.value == row.installment.due and _overdue(r.state)
    ]
    words.sort(key=lambda word: (word[1].state or "", word[0]))
    if not words:
        return
    yield Finding(
        rule=RULE,
        letter="A",
        severity=Severity.NOTE,
        message=Words(
            f"还款计划自己把第{number}期标为“{words[0][1].state}”，目前没有凭证证明它已还清。如果已经还款，请补充凭证；"
            f"如果确实还没有还，请尽快还清：逾期记录自还清之日起满{KEPT_YEARS}年应当删除（《征信业管理条例》第十六条）。",
            f"The plan itself calls installment {number} overdue (“{words[0][1].state}”), and no evidence proves it paid. "
            "If it is paid, add the proof. If not, pay it soon: the record must disappear "
            f"{KEPT_YEARS} years after the payment (Regulation on the Credit Reporting Industry, article 16).",
        ),
        loan=loan.id,
        installment=number,
        sources=tuple(Source(evidence, r.due.page, r.due.box) for evidence, r in words),
        arithmetic=(due_line(row),),
        refuted_by=Words(
            "如果有凭证显示这一期已经足额还款，这一条就不成立。",
            "It fails if evidence shows full payment of this installment.",
        ),
    )


def _overdue(state: str | None) -> bool:
    said = state or ""
    return "逾期" in said and not any(word in said for word in ("未逾期", "无逾期", "没有逾期", "非逾期"))
