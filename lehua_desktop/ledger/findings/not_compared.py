"""A report of which nothing was compared: the loan or its due days are not known, or its account is not in it (class L).

Then it is not true that no contradiction was found. What the report itself calls overdue is listed instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...core.facts import ReportAccount
from ...core.model import Finding, Loan, ReportProof, Severity, Source
from ...core.money import Money
from ...core.words import Words, counted
from .ground import Ground, yuan
from .paid_up import name_of, place_of
from .unknown_account import called_overdue

RULE = "not_compared"
_MOST = 12


def not_compared(ground: Ground) -> Iterator[Finding]:
    """One note for each loan whose account no report has or whose due days no plan gives, and one without any loan."""
    if not ground.reports:
        return
    report = ground.reports[-1]
    if not ground.loans:
        yield _finding(
            None,
            report,
            Words("还不知道是哪一笔借款", "the loan is not known yet"),
            Words("请加入还款计划或借款合同。", "Add the repayment plan or the contract."),
        )
    others = [account for loan in ground.loans for _, account, _ in ground.accounts(loan)]
    for loan in ground.loans:
        mine, name = [account for _, account, _ in ground.accounts(loan)], loan.contract or loan.lender
        which = Words(f"（{name}）", f" ({name})") if len(ground.loans) > 1 and name else Words("", "")
        if mine and not loan.installments:
            why = Words("没有还款计划，不知道每期的应还日", "there is no plan, and the due days are not known")
            ask = Words("请加入还款计划页面，或手工填写。", "Add the plan page, or enter the plan by hand.")
            yield _finding(loan, report, why, ask, [a for a in others if a not in mine])
        elif not mine:
            why = Words(
                f"信用报告里没有找到这笔借款{which.zh}的账户",
                f"the account of this loan{which.en} was not found in the report",
            )
            yield _finding(loan, report, why, _look(report, loan), others)


def _look(report: ReportProof, loan: Loan) -> Words:
    """Where the account may be: under another name or day, or in parts."""
    if parts := _parts(report, loan):
        names = [name_of(account) for account in parts]
        return Words(
            f"同一天开立的{len(parts)}个账户（{'、'.join(names)}）金额合计正好是借款金额，"
            "可能是几家机构共同放款：请对照合同，确认后分别向每一家提出。",
            f"{counted(len(parts), 'account')} opened on one day ({', '.join(names)}) add up to the loan, which may have been "
            "made by several institutions together: see the contract, then object to each.",
        )
    return Words(
        "请核对放款机构名称、发放日期和借款金额。", "Check the lender's name, the day and the amount of the loan."
    )


def _parts(report: ReportProof, loan: Loan) -> list[ReportAccount]:
    """Accounts of one day whose amounts add up to the loan."""
    days = {account.opened for account in report.report.accounts if account.opened}
    if loan.disbursed:
        days = {day for day in days if abs((day - loan.disbursed).days) <= 3}
    for day in sorted(days):
        same = [a for a in report.report.accounts if a.opened == day and a.amount]
        if loan.principal and len(same) > 1 and Money(sum(a.amount.fen for a in same if a.amount)) == loan.principal:
            return same
    return []


def _finding(
    loan: Loan | None, report: ReportProof, why: Words, ask: Words, compared: Sequence[ReportAccount] = ()
) -> Finding:
    marked = [a for a in report.report.accounts if called_overdue(a) and a not in compared]
    n = len(report.report.accounts)
    listed = Words("报告里没有别的账户记为逾期。", "No other account of the report is called overdue. ")
    if marked:
        listed = Words(
            f"报告里有逾期记录的账户共{len(marked)}个，见下。",
            f"{counted(len(marked), 'account')} of the report with an overdue record: see below. ",
        )
    return Finding(
        rule=RULE,
        letter="L",
        severity=Severity.NOTE,
        message=Words(
            f"没有比对：{why.zh}。{listed.zh}{ask.zh}", f"Nothing was compared: {why.en}. {listed.en}{ask.en}"
        ),
        loan=loan.id if loan else None,
        sources=tuple(place_of(report, account) for account in marked) or (Source(report.evidence),),
        arithmetic=tuple(_line(account) for account in marked[:_MOST])
        or (Words(f"报告：共{n}个账户", f"Report: {counted(n, 'account')}"),),
        refuted_by=Words("找到账户以后会逐月比对。", "Once the account is found, its months are compared."),
    )


def _line(account: ReportAccount) -> Words:
    months = [f"{m.month}“{m.code.value}”" for m in account.months if m.overdue]
    amount = yuan(account.amount) if account.amount else Words("—", "—")
    return Words(
        f"报告：{name_of(account)}，开立{account.opened or '—'}，{amount.zh}"
        + (f"，{'、'.join(months[:_MOST])}" if months else ""),
        f"Report: {name_of(account)}, opened {account.opened or '—'}, {amount.en}"
        + (f", {', '.join(months[:_MOST])}" if months else ""),
    )
