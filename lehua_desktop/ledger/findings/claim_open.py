"""Class B: a claim on the borrower (被追偿信息) that still stands after its holder certified that it was settled.

Whoever took a claim over, or paid for the borrower, reports an account of its own. A certificate of that institution
for this contract says on which day nothing was owed to it any more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ...core.facts import ReportAccount, Settlement
from ...core.model import Finding, Loan, Severity, Source
from ...core.words import Words
from ..names import same_contract, same_party
from .ground import Ground, yuan
from .paid_up import REPORTING_DAYS, STILL_OWED, claim_of, name_of, place_of, seen_line

RULE = "claim_open"
_SEVERAL = Words("该机构在报告里不止一个账户，是不是这一笔还待确认", "it has more than one account in the report")
_UNSURE = Words("机构名称的识别结果待核对", "the reading of its name needs a look")
_CORRECT = Words(
    "两者矛盾，可以请求两家机构核查并更正。",
    "The two contradict each other: ask both institutions for a check and a correction.",
)


def claim_open(ground: Ground) -> Iterator[Finding]:
    """One finding for each claim of the newest report whose holder certified the loan as settled."""
    report = ground.reports[-1] if ground.reports else None
    for loan in ground.loans if report else ():
        for account in report.report.accounts if report else ():
            told = _settled(ground, loan, account)
            claim, seen = _claim(account), account.as_of or (report.report.report_date if report else None)
            if report is None or told is None or claim is None or seen is None:
                continue
            day, place = told
            if (seen - day).days < REPORTING_DAYS:
                continue
            like = [a for a in report.report.accounts if a.recovered and same_party(name_of(a), name_of(account))]
            doubt = _SEVERAL if len(like) > 1 else None if account.lender.certain else _UNSURE
            name, lender = name_of(account), loan.lender or "—"
            but, advice = Words("", ""), _CORRECT
            if doubt:
                but = Words(f"但{doubt.zh}。", f" But {doubt.en}.")
                advice = Words("这是疑点，请机构书面说明。", "This is a doubt: ask it to explain.")
            yield Finding(
                rule=RULE,
                letter="B",
                severity=Severity.DOUBT if doubt else Severity.CONTRADICTION,
                message=Words(
                    f"信用报告“被追偿信息”中“{name}”的账户（原放款机构：{lender}）数据截至{seen}，仍写着“{claim.zh}”；"
                    f"“{name}”出具的证明写明{day}已全部结清。{but.zh}",
                    f"The report’s claim (被追偿信息) of “{name}” (lender: {lender}), with data up to {seen}, still says "
                    f"“{claim.en}”; a certificate of “{name}” says that all was settled on {day}.{but.en}",
                ),
                advice=advice,
                loan=loan.id,
                sources=(place, place_of(report, account)),
                arithmetic=(
                    Words(f"结清日：{day}（“{name}”的证明）", f"Settled on: {day} (certificate of “{name}”)"),
                    seen_line(seen, claim),
                ),
                refuted_by=STILL_OWED,
                route="lender" if doubt else "bureau",
            )


def is_claim_on(ground: Ground, loan: Loan, account: ReportAccount) -> bool:
    """Whether an account is the claim of the loan's guarantor, or of one who certified for this contract."""
    if not account.recovered:
        return False
    holders = [loan.guarantor, *(s.settlement.issuer for s in ground.settlements if _is_of(loan, s.settlement))]
    return any(same_party(holder, account.lender.value) for holder in holders if holder)


def _claim(account: ReportAccount) -> Words | None:
    if account.balance:
        return Words(f"余额{yuan(account.balance).zh}", f"a balance of {yuan(account.balance).en}")
    return None if account.balance is not None else claim_of(account)


def _settled(ground: Ground, loan: Loan, account: ReportAccount) -> tuple[dt.date, Source] | None:
    """The last certain day on which the holder of the claim says that it was settled, and where it says so."""
    days = []
    for proof in ground.settlements if account.recovered else ():
        said = proof.settlement
        day = said.paid_back if said.by_other else said.settled_on
        if _is_of(loan, said) and same_party(said.issuer, account.lender.value) and day and day.certain and day.value:
            days.append((day.value, Source(proof.evidence, day.page, day.box)))
    return max(days, key=lambda told: told[0], default=None)


def _is_of(loan: Loan, said: Settlement) -> bool:
    return bool(said.contract and loan.contract and same_contract(said.contract, loan.contract))
