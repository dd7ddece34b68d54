"""Class A: the evidence itself shows that an installment was paid late, and the report says so too.

Such a record is lawful. It is said kindly, the conclusion first, then what can be done, with the day on which it must
disappear. A level or an amount that is higher than the evidence allows is not called right.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...core.days import add_years, month_of
from ...core.facts import MonthRecord
from ...core.model import Finding, InstallmentRow, Loan, Severity, Source, State
from ...core.words import Words, counted
from .acted_in_time import after_midnight, attempt_in_time
from .ground import LOOK_UP_TERMS, Ground, Mark, due_line, mark_line, moment, not_read, paid_lines, yuan
from .level import STEP, Arrears, arrears, carried_over
from .paid_up import overdue_end
from .repair_policy import hidden_from
from .settlement_day import in_time_by_certificate

RULE = "true_overdue"
NUMERALS = "①②③④⑤⑥"
COMMON_GRACE = 3  # days that contracts grant where they grant any
KEPT_YEARS = 5  # 征信业管理条例 article 16: counted from the end of the overdue


def true_overdue(ground: Ground) -> Iterator[Finding]:
    """One finding for each late installment whose month is marked, for each later month that an overdue reached into, and
    for each installment that a plan calls overdue."""
    for loan in ground.loans:
        said = set()
        for month, mark, rows in ground.marked(loan):
            for row in rows:
                in_grace = ground.terms_of(row).perhaps_in_grace(row.installment, row.paid_on)
                if row.state is State.LATE and row.paid_on and not in_grace:
                    said.add(row.installment.number)
                    # Where something speaks for the borrower, the rule that tells it speaks alone.
                    if not (attempt_in_time(ground, row) or in_time_by_certificate(ground, loan, row)):
                        yield _late(ground, loan, row, month, mark, arrears(ground.rows_of(loan), month))
            older = carried_over(ground.rows_of(loan), rows, month, mark.record)
            if older is not None:
                yield _late(ground, loan, older.rows[0], month, mark, older)
        for row in ground.rows_of(loan):
            if row.installment.number not in said:
                yield from _plan_says_so(ground, loan, row)


def _late(ground: Ground, loan: Loan, row: InstallmentRow, month: str, mark: Mark, open_: Arrears) -> Finding:
    number, due, paid_on = row.installment.number, row.installment.due, row.paid_on
    assert paid_on is not None  # noqa: S101 - the caller has looked
    certain = [a for a in row.allocations if a.certain]
    days, end = open_.days[number], overdue_end(ground.rows_of(loan), row, ground.marks(loan))
    code, level = mark.record.code.value or "", min(7, max(1, -(-days // STEP)))
    gone = add_years(end or paid_on, KEPT_YEARS)
    steps = tuple(_steps(ground, loan, row, month, mark))
    signs = NUMERALS if len(steps) > 1 else ("",)
    verdict = _verdict(month, code, mark.record, open_)
    to_end = Words(f"，到{month}月底{days}天", f", {counted(days, 'day')} at the end of {month}")
    if month_of(paid_on) == month or not days:
        to_end = Words("", "")
    return Finding(
        rule=RULE,
        letter="A",
        severity=Severity.NOTE,
        message=Words(
            f"第{number}期应还日是{due}，凭证显示{paid_on}还清，晚了{row.days_late}天{to_end.zh}；{verdict.zh}"
            + "".join(f"{sign}{step.zh}" for sign, step in zip(signs, steps, strict=False)),
            f"Installment {number} was due on {due}; the evidence shows payment on {paid_on}, "
            f"{counted(row.days_late, 'day')} later{to_end.en}: {verdict.en}"
            + "".join(f" {sign}{step.en}" for sign, step in zip(signs, steps, strict=False)),
        ),
        loan=row.loan,
        installment=number,
        month=month,
        sources=(*ground.payment_sources(certain), *ground.plan_sources(row), mark.source),
        arithmetic=(
            due_line(row),
            *paid_lines(ground, certain),
            Words(
                f"逾期天数：{paid_on} − {due} = {row.days_late}天{to_end.zh}；按每30天一级，{month}折算为“{level}”",
                f"Days overdue: {paid_on} − {due} = {row.days_late}{to_end.en}; at 30 days a step that is “{level}” in {month}",
            ),
            mark_line(month, mark),
            Words(
                f"删除日：{end or paid_on} + {KEPT_YEARS}年 = {gone}",
                f"Removal: {end or paid_on} + {KEPT_YEARS} years = {gone}",
            ),
        ),
        refuted_by=Words(
            f"如果另有凭证显示这一期在{due}或之前已经足额还款，这一条就不成立。",
            f"It fails if other evidence shows full payment of this installment on or before {due}.",
        ),
    )


def _verdict(month: str, code: str, record: MonthRecord, open_: Arrears) -> Words:
    """Whether the record agrees with the evidence; the rules of levels and amounts ask about what does not."""
    level, amount = open_.level_fits(record), open_.amount_fits(record)
    owed = yuan(open_.owed)
    if level and amount:
        if not code.isdigit() or int(code) >= open_.least:
            return Words(f"{month}的逾期记录与凭证一致。", f"the record for {month} agrees with the evidence.")
        return Words(f"{month}确有逾期。", f"{month} was overdue.")
    what = Words("等级和金额", "the level and the amount do")
    if amount:
        what = Words("等级", "the level does")
    elif level:
        what = Words("金额", "the amount does")
    return Words(
        f"{month}确有逾期，但{what.zh}不符：按凭证至多“{open_.most}”、{owed.zh}。",
        f"{month} was overdue, but {what.en} not agree: by the evidence “{open_.most}” and {owed.en} at most.",
    )


def _steps(ground: Ground, loan: Loan, row: InstallmentRow, month: str, mark: Mark) -> Iterator[Words]:
    """What follows for the person, what can be done first."""
    assert row.paid_on is not None  # noqa: S101 - the caller has looked
    seen = mark.account.as_of or mark.report.report.report_date
    in_month = tuple(r for r in ground.rows_of(loan) if month_of(r.installment.due) == month)
    hidden = hidden_from(ground, loan, month, mark, in_month)
    if seen is not None and seen < row.paid_on:
        yield Words(
            f"报告的数据截至{seen}，那时还没有还清：请换一份新的报告再看。",
            f"The report's data end on {seen}, before the payment: get a newer report.",
        )
    if (night := after_midnight(ground, row)) is not None:
        yield Words(
            f"付款时刻是{moment(night)}，应还日刚过：如果有页面证明应还日24:00前已经提交，可以请机构说明。",
            f"The payment came at {moment(night)}, just after the due day: if a page shows that it was submitted before "
            "midnight, ask the institution to explain.",
        )
    terms = ground.terms_of(row)
    if row.days_late <= COMMON_GRACE and terms.grace is None:
        unread = not_read(terms)
        yield Words(
            f"{unread.zh}：{LOOK_UP_TERMS.zh}若合同约定了宽限期，结论会不同。",
            f"{unread.en[0].upper()}{unread.en[1:]}. {LOOK_UP_TERMS.en} If the contract grants days of grace, the conclusion is another.",
        )
    if hidden is not None:
        yield Words(
            f"它符合一次性信用修复的条件，{hidden}之后不应再展示：先再查一次报告，新报告仍有，再据此提出异议。",
            f"It meets the conditions of the one-off repair policy and should be hidden after {hidden}: get a new report "
            "first, and object if it is still there.",
        )
    yield _removal(ground, loan, row, hidden is not None)


def _removal(ground: Ground, loan: Loan, row: InstallmentRow, hidden: bool) -> Words:
    """Until when the record is kept, and that it cannot be removed before, where nothing else removes it."""
    paid_on, end = row.paid_on, overdue_end(ground.rows_of(loan), row, ground.marks(loan))
    assert paid_on is not None  # noqa: S101 - the caller has looked
    gone = add_years(end or paid_on, KEPT_YEARS)
    if end is not None and gone < ground.today:
        return Words(
            f"这条记录到{gone}已满{KEPT_YEARS}年，应当已经删除；若最新报告仍有，可以提出异议。",
            f"Its {KEPT_YEARS} years ended on {gone}; if the newest report still shows it, object.",
        )
    from_ = Words("还清之日", "the payment")
    if end is None:
        from_ = Words("其余欠款也还清之日", "the day on which the rest was paid too")
    elif end != paid_on:
        from_ = Words(f"连着逾期的各期都还清之日（{end}）", f"the day on which all that was overdue was paid ({end})")
    until = Words(f"到{gone}应当删除", f"must disappear on {gone}")
    if end is None:
        until = Words(f"最早到{gone}应当删除", f"must disappear, on {gone} at the earliest")
    head = Words(
        "已经还清很好，但真实的逾期不能要求删除。",
        "It is good that it is paid; still, a true overdue cannot be removed on request. ",
    )
    if hidden:
        head = Words("", "")
    return Words(
        f"{head.zh}它自{from_.zh}起保存{KEPT_YEARS}年，{until.zh}（《征信业管理条例》第十六条）。您可以请求添加本人声明，说明原因。",
        f"{head.en}It is kept for {KEPT_YEARS} years from {from_.en} and {until.en} (Regulation on the Credit Reporting "
        "Industry, article 16). You may ask to add a statement of your own.",
    )


def _plan_says_so(ground: Ground, loan: Loan, row: InstallmentRow) -> Iterator[Finding]:
    if row.state not in (State.UNPROVEN, State.PARTLY) or row.installment.due >= ground.today:
        return
    if ground.covered_in_time(row) or row.suggested.fen >= row.installment.amount.fen:
        return
    number = row.installment.number
    words = [
        (plan.evidence, r)
        for plan in ground.plans.get(loan.id, ())
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
