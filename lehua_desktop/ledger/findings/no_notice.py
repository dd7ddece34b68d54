"""Class J: a first overdue record, and the question whether the institution told the person before it reported it.

The law asks for that notice (征信业管理条例 article 15). The case file cannot know of it, so it is a question to the
institution, never a claim.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...core.model import Finding, Loan, Severity, Source
from ...core.words import Words
from .ground import Ground
from .paid_up import place_of

RULE = "no_notice"


def no_notice(ground: Ground) -> Iterator[Finding]:
    """One note for each loan that a report calls overdue."""
    for loan in ground.loans:
        first = next(iter(ground.marked(loan)), None)
        if first is not None:
            month, mark, _ = first
            yield _finding(loan, month, mark.source, f"{month}：“{mark.record.code.value}”")
            continue
        for report, account, _ in ground.accounts(loan):
            if account.overdue_months or account.state == "overdue":
                count = account.overdue_months
                said = f"{count}个月处于逾期状态" if count else "当前有逾期"
                yield _finding(loan, None, place_of(report, account), said)
                break


def _finding(loan: Loan, month: str | None, source: Source, said: str) -> Finding:
    when = Words(f"（最早是{month}）", f" (the first in {month})") if month else Words("", "")
    return Finding(
        rule=RULE,
        letter="J",
        severity=Severity.NOTE,
        message=Words(
            f"信用报告有逾期记录{when.zh}。机构报送不良信息之前，应当事先告知本人（《征信业管理条例》第十五条）。"
            "可以问机构：是在哪一天、用什么方式告知的，请提供告知记录。您若收到过短信或电话，这一点就不必再提。",
            f"The report holds an overdue record{when.en}. Before reporting adverse information an institution has to tell "
            "the person (Regulation on the Credit Reporting Industry, article 15). You may ask: on which day and how were "
            "you told, and may you have the record of it? If you did get a message or call, leave this point out.",
        ),
        loan=loan.id,
        month=month,
        sources=(source,),
        arithmetic=(Words(f"报告：{said}", f"Report: {said}"),),
        refuted_by=Words(
            "如果有短信、电话录音或约定的其他方式证明已经告知，这一条就不成立。",
            "It fails if a message, a recorded call or another agreed way shows that the notice was given.",
        ),
        route="pboc",
    )
