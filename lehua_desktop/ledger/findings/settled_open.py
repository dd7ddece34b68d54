"""Class I: an account that is still open, overdue or with a balance long after the settlement certificate's day."""

from __future__ import annotations

from collections.abc import Iterator

from ...core.model import Finding, Severity
from ...core.words import Words
from .ground import Ground
from .paid_up import (
    REPORTING_DAYS,
    STILL_OWED,
    UNSURE_ACCOUNT,
    by_certificate,
    claim_of,
    only_not_closed,
    place_of,
    seen_line,
)

RULE = "settled_open"


def settled_open(ground: Ground) -> Iterator[Finding]:
    """At most one finding a loan, about the newest report that has its account."""
    for loan in ground.loans:
        accounts, paid = list(ground.accounts(loan)), by_certificate(ground, loan)
        if not accounts or paid is None:
            continue
        report, account, sure = accounts[-1]
        claim, seen = claim_of(account), account.as_of or report.report.report_date
        if claim is None or seen is None or (seen - paid.day).days < REPORTING_DAYS:
            continue
        doubt = only_not_closed(account) if sure else UNSURE_ACCOUNT
        but = Words(f"（{doubt.zh}）", f" ({doubt.en})") if doubt else Words("", "")
        yield Finding(
            rule=RULE,
            letter="I",
            severity=Severity.DOUBT if doubt else Severity.CONTRADICTION,
            message=Words(
                f"结清证明写明{paid.day}已全部结清，信用报告的数据截至{seen}，却仍写着“{claim.zh}”{but.zh}。",
                f"The settlement certificate says that all was settled on {paid.day}; the report, with data up to {seen}, "
                f"still says “{claim.en}”{but.en}.",
            ),
            advice=Words("可以请求把账户更正为结清。", "Ask for a correction to “settled”."),
            loan=loan.id,
            sources=(*paid.sources, place_of(report, account)),
            arithmetic=(paid.line, seen_line(seen, claim)),
            refuted_by=STILL_OWED,
            route="lender" if doubt else "bureau",
        )
