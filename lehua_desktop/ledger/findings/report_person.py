"""Class K: a report or a certificate that bears another name than the borrower's."""

from __future__ import annotations

from collections.abc import Iterator

from ...core.model import Finding, Loan, Severity, Source
from ...core.words import Words
from .ground import Ground
from .other_payer import differs
from .paid_up import place_of

RULE = "report_person"


def report_person(ground: Ground) -> Iterator[Finding]:
    """One doubt for each report that has the loan's account, and each certificate of its contract, with another name."""
    for loan in ground.loans:
        if not loan.borrower:
            continue
        for report, account, _ in ground.accounts(loan):
            name = report.report.name
            if name and differs(name, loan.borrower):
                yield _finding(loan, name, Words("信用报告", "credit report"), place_of(report, account))
        for proof in ground.settlements:
            said = proof.settlement
            mine = said.contract is not None and said.contract == loan.contract
            if mine and said.borrower and differs(said.borrower, loan.borrower):
                place = Source(proof.evidence, said.settled_on.page, said.settled_on.box)
                yield _finding(loan, said.borrower, Words("结清证明", "settlement certificate"), place)


def of_somebody_else(ground: Ground) -> frozenset[int]:
    """The evidence of reports that bear another name than the borrower's."""
    return frozenset(
        report.evidence
        for report in ground.reports
        for loan in ground.loans
        if loan.borrower and report.report.name and differs(report.report.name, loan.borrower)
    )


def _finding(loan: Loan, name: str, paper: Words, source: Source) -> Finding:
    return Finding(
        rule=RULE,
        letter="K",
        severity=Severity.DOUBT,
        message=Words(
            f"{paper.zh}上的姓名是“{name}”，借款人是“{loan.borrower}”。可能是串户或被冒名。",
            f"The {paper.en} bears the name “{name}”, the borrower is “{loan.borrower}”. Records of two people "
            "may be mixed, or the name was misused.",
        ),
        advice=Words(
            "请先核对是否识别有误、是否放错了文件；如果确实不一致，请机构核查，必要时报警。",
            "First check for a misread name or a wrong file. If it is so, ask the institution to check, and go to the police "
            "if need be.",
        ),
        loan=loan.id,
        sources=(source,),
        arithmetic=(
            Words(f"{paper.zh}：{name}", f"The {paper.en}: {name}"),
            Words(f"借款人：{loan.borrower}", f"Borrower: {loan.borrower}"),
        ),
        refuted_by=Words("如果姓名识别有误，这一条就不成立。", "It fails if a name was misread."),
        route="bureau",
    )
