"""A claim in the report that its holder certified as settled, and the parties that are never the platform."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from lehua_desktop.core.facts import Read, ReportAccount, Settlement
from lehua_desktop.core.model import Finding, SettlementProof, Severity
from lehua_desktop.core.money import Money
from tests.ledger.made import DUE, day, loan, plan, proof, report, timeline

BUYER = "示例资产管理有限公司"
GUARANTOR = "南岭融资担保有限公司"


def claim(name: str = BUYER, balance: int = 153_600) -> ReportAccount:
    state: Literal["overdue", "settled"] = "overdue" if balance else "settled"
    return ReportAccount(
        Read(name, True), day("2023-09-01"), Money(153_600), state, balance=Money(balance), recovered=True
    )


def paper(on: str = "2023-09-15", *, issuer: str = BUYER, contract: str = "LH20221210001", back: bool = False) -> SettlementProof:  # fmt: skip
    settled = Settlement(Read(day(on), not back), contract, None, by_other=back, issuer=issuer)
    return SettlementProof(980, replace(settled, paid_back=Read(day(on), True) if back else None))


def findings(paper: SettlementProof, *claims: ReportAccount, on: str = "2024-02-01") -> list[Finding]:
    given = loan()
    shown = report(given, {}, on=on)
    accounts = (*(claims or (claim(),)), *shown.report.accounts)
    shown = replace(shown, report=replace(shown.report, accounts=accounts))
    return list(timeline([], given, reports=[shown], settlements=[paper]).findings)


@pytest.mark.parametrize("back", [False, True])
def test_a_balance_after_the_holder_certified_settlement_is_a_contradiction(back: bool) -> None:
    name = GUARANTOR if back else BUYER
    found = findings(paper(issuer=name, back=back), claim(name))
    (one,) = [f for f in found if f.rule == "claim_open"]
    assert (one.letter, one.severity) == ("B", Severity.CONTRADICTION)
    assert all(word in one.message.zh for word in (name, "示例消费金融有限公司", "余额1,536.00元", "2023-09-15"))
    assert {s.evidence for s in one.sources} == {980, 950}
    assert not any(f.rule == "unknown_account" for f in found)


def test_what_leaves_it_open_makes_no_contradiction() -> None:
    def severities(*given: ReportAccount, by: SettlementProof, on: str = "2024-02-01") -> list[Severity]:
        return [f.severity for f in findings(by, *given, on=on) if f.rule == "claim_open"]

    assert severities(by=paper("2023-12-31")) == []  # the report comes too soon after it
    assert severities(claim(balance=0), by=paper()) == []
    assert severities(by=paper(contract="XY99999999999")) == []
    assert severities(by=paper(issuer=GUARANTOR)) == []
    assert severities(by=replace(paper(), settlement=replace(paper().settlement, settled_on=Read(None, False)))) == []
    assert severities(claim(), claim(balance=90_000), by=paper()) == [Severity.DOUBT, Severity.DOUBT]


def test_who_lends_answers_or_collects_is_never_the_platform_nor_is_one_paid_for_another_loan() -> None:
    given = replace(loan(6, platform=None), confirmed=False)
    own = [proof(n, f"2023-0{n}-09", payee=None, contract=given.contract) for n in range(1, 4)]
    others = [
        proof(11, "2023-04-09", 5 * DUE, payee=GUARANTOR),
        proof(12, "2023-05-09", 49_820, payee="深圳市分期乐网络科技有限公司"),
        proof(13, "2023-06-09", payee="别家消费金融有限公司"),
    ]
    (found,) = timeline([*own, *others], plans=[plan(given)]).loans
    assert found.platform is None
    (found,) = timeline([*own, proof(14, "2023-04-10", payee="乐花分期")], plans=[plan(given)]).loans
    assert found.platform == "乐花分期"
