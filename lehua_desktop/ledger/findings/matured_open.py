"""An account that matured and owes nothing by the report's own words, and is not called settled (class B)."""

from __future__ import annotations

from collections.abc import Iterator

from ...core.model import Finding, Severity
from ...core.words import Words
from .ground import Ground
from .paid_up import REPORTING_DAYS, paid_up, place_of

RULE = "matured_open"


def matured_open(ground: Ground) -> Iterator[Finding]:
    """A doubt for the newest report; silent where payments or a certificate already let other rules speak."""
    for loan in ground.loans:
        accounts = list(ground.accounts(loan))
        if not accounts or paid_up(ground, loan) is not None:
            continue
        report, account, _ = accounts[-1]
        seen, ends = account.as_of or report.report.report_date, account.ends
        nothing = account.balance is not None and not account.balance and not account.overdue_total
        if account.state != "open" or not nothing or seen is None or ends is None:
            continue
        if (seen - ends).days < REPORTING_DAYS:
            continue
        yield Finding(
            rule=RULE,
            letter="B",
            severity=Severity.DOUBT,
            message=Words(
                f"信用报告写着这个账户{ends}到期、余额0，数据截至{seen}，却没有写结清。",
                f"By the report itself the account ended on {ends} and has a balance of 0, with data up to {seen}, yet it is "
                "not called settled.",
            ),
            advice=Words(
                "请机构说明账户为什么没有关闭，并请更正为结清。",
                "Ask the institution why it was not closed, and for a correction.",
            ),
            loan=loan.id,
            sources=(place_of(report, account),),
            arithmetic=(
                Words(f"报告：{ends}到期，余额0，未结清", f"Report: ended {ends}, balance 0, not settled"),
                Words(
                    f"到期后：{seen} − {ends} = {(seen - ends).days}天",
                    f"Since then: {seen} − {ends} = {(seen - ends).days} days",
                ),
            ),
            refuted_by=Words(
                "如果约定了展期，或者是循环额度账户，这一条就不成立。",
                "It fails if the term was extended, or the account is a revolving credit line.",
            ),
            route="lender",
        )
