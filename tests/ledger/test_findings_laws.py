"""What must hold of findings for any case whatever: no rule raises, the order of files changes nothing, all are whole."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from lehua_desktop.casebook.law import repair_policy
from lehua_desktop.core.facts import (
    Check,
    CreditReport,
    Look,
    MonthRecord,
    Read,
    ReportAccount,
    ReportQuery,
    ReportSummary,
    Settlement,
    Status,
)
from lehua_desktop.core.model import (
    Finding,
    Loan,
    PlanProof,
    Proof,
    ReportProof,
    SettlementProof,
    Severity,
    Source,
    Timeline,
)
from lehua_desktop.core.money import Money
from tests.ledger.made import LENDER, loan, plan, proof, timeline

NAMES = [
    LENDER,
    "示例消费金融有限公司（原：示例小额贷款有限公司）",
    "北辰小额贷款有限公司",
    "南岭融资担保有限公司",
    None,
    "",
]
DAYS = st.dates(dt.date(2022, 6, 1), dt.date(2030, 1, 1))
MONEY = st.sampled_from([Money(fen) for fen in (0, 10_000, 128_600, 128_635, 1_000_000, 1_000_100, 5_000_000)])


@dataclass(frozen=True)
class Case:
    """Everything that a ledger is given."""

    loans: tuple[Loan, ...]
    proofs: tuple[Proof, ...]
    plans: tuple[PlanProof, ...]
    reports: tuple[ReportProof, ...]
    settlements: tuple[SettlementProof, ...]
    today: dt.date

    def told(self) -> Timeline:
        return timeline(
            self.proofs,
            *self.loans,
            plans=self.plans,
            reports=self.reports,
            settlements=self.settlements,
            today=self.today,
            policy=repair_policy(),
        )


@st.composite
def accounts(draw: st.DrawFn) -> ReportAccount:
    first = draw(st.sampled_from([(2022, 12), (2023, 1), (2023, 6)]))
    months = []
    for step in range(draw(st.integers(0, 8))):
        index = first[0] * 12 + first[1] - 1 + step
        code = draw(st.sampled_from(["N", "N", "1", "2", "3", "7", "D", "B", "C", "*", "M", "#", None]))
        sure = draw(st.booleans())
        months.append(
            MonthRecord(
                f"{index // 12}-{index % 12 + 1:02d}",
                Read(code, sure and code is not None),
                draw(st.one_of(st.none(), st.builds(Read, st.one_of(st.none(), MONEY), st.booleans()))),
            )
        )
    return ReportAccount(
        lender=Read(draw(st.sampled_from(NAMES)), draw(st.booleans())),
        opened=draw(st.sampled_from([dt.date(2022, 12, 10), dt.date(2022, 12, 11), None])),
        amount=draw(st.sampled_from([Money(1_500_000), None, Money(900_000)])),
        state=draw(st.sampled_from(["settled", "open", "overdue", None])),
        settled_month=draw(st.sampled_from([None, "2023-12", "2024-05"])),
        overdue_months=draw(st.sampled_from([None, 0, 1, 12])),
        as_of=draw(st.one_of(st.none(), DAYS)),
        balance=draw(st.one_of(st.none(), MONEY)),
        ends=draw(st.one_of(st.none(), DAYS)),
        months=tuple(months),
        closed_on=draw(st.one_of(st.none(), DAYS)),
        due_on=draw(st.one_of(st.none(), DAYS)),
        paid_this_month=draw(st.one_of(st.none(), MONEY)),
        last_paid=draw(st.one_of(st.none(), DAYS)),
        overdue_periods=draw(st.sampled_from([None, 0, 1, 3, 99])),
        overdue_total=draw(st.one_of(st.none(), MONEY)),
        recovered=draw(st.booleans()),
        moved=draw(st.booleans()),
    )


@st.composite
def reports(draw: st.DrawFn, evidence: int) -> ReportProof:
    count = st.one_of(st.none(), st.builds(Read, st.integers(0, 5), st.booleans()))
    query = st.builds(
        ReportQuery,
        st.builds(Read, st.one_of(st.none(), DAYS), st.booleans()),
        st.sampled_from(NAMES),
        st.sampled_from(["贷后管理", "贷款审批"]),
    )
    return ReportProof(
        evidence,
        CreditReport(
            edition=draw(st.sampled_from(["brief", "full"])),
            report_date=draw(st.one_of(st.none(), DAYS)),
            number=draw(st.sampled_from([None, "2024060112345678901234"])),
            name=draw(st.sampled_from([None, "张三", "李四", "*三"])),
            accounts=tuple(draw(st.lists(accounts(), max_size=3))),
            queries=tuple(draw(st.lists(query, max_size=3))),
            summary=draw(st.one_of(st.none(), st.builds(ReportSummary, count, count, count))),
        ),
    )


@st.composite
def proofs(draw: st.DrawFn) -> tuple[Proof, ...]:
    made = []
    for id_ in range(1, draw(st.integers(0, 10)) + 1):
        day = dt.date(2023, 1, 10) + dt.timedelta(days=draw(st.integers(-10, 200)))
        item = proof(
            id_,
            draw(st.sampled_from([day.isoformat()] * 6 + [None])),
            draw(st.sampled_from([128_635, 128_635, 128_635, 60_000, 0, None])),
            time=draw(st.sampled_from([None, "09:00", "19:32:11", "23:59:59"])),
            status=draw(st.sampled_from([Status.SUCCESS] * 5 + [*Status, None])),
            evidence=10 + id_,
            certain=draw(st.booleans()),
            periods=draw(st.sampled_from([(), (), (3,), (99,)])),
            payee=draw(st.sampled_from(["乐花分期", None])),
            posting=draw(st.booleans()),
        )
        looks = draw(st.sampled_from([(), (Check(Look.CAPITALS, False),)]))
        parts = draw(st.sampled_from([(), (("本金", Money(100_000)),), (("本金", Money(0)), ("罚息", Money(9)))]))
        fact = replace(item.payment, amount=replace(item.payment.amount, checks=looks), components=parts)
        made.append(replace(item, payment=replace(fact, payer=draw(st.sampled_from([None, "李四", "张*"])))))
    return tuple(made)


@st.composite
def cases(draw: st.DrawFn, least: int = 0) -> Case:
    """`least`: how many loans the person entered at least; without any, documents propose them."""
    loans = tuple(
        loan(
            draw(st.integers(1, 8)),
            id_=id_,
            first=draw(st.sampled_from(["2023-01-10", "2023-01-31", "2024-02-29"])),
            cutoff=draw(st.sampled_from([None, "24:00", "17:00", "25点", ""])),
            contract=draw(st.sampled_from([None, "LH20221210001"])),
            lender=draw(st.sampled_from(NAMES)),
            principal=draw(st.sampled_from([None, 1_500_000])),
            rows=draw(st.sampled_from([True, True, False])),
        )
        for id_ in range(1, draw(st.integers(least, 2)) + 1)
    )
    loans = tuple(replace(one, guarantor=draw(st.sampled_from(NAMES))) for one in loans)
    papers = tuple(
        SettlementProof(
            90 + k,
            Settlement(
                Read(draw(st.one_of(st.none(), DAYS)), draw(st.booleans())),
                draw(st.sampled_from([None, "LH20221210001", "XX1"])),
                draw(st.sampled_from(NAMES)),
                borrower=draw(st.sampled_from([None, "张三", "李四"])),
            ),
        )
        for k in range(draw(st.integers(0, 2)))
    )
    plans = tuple(
        plan(one, evidence=80 + k, states={2: "已逾期"}, doubtful=draw(st.sampled_from([(), (1,)])))
        for k, one in enumerate(loans[: draw(st.integers(0, 2))])
    )
    said = tuple(draw(reports(70 + k)) for k in range(draw(st.integers(0, 3))))
    return Case(loans, draw(proofs()), plans, said, papers, draw(DAYS))


def shape(findings: Sequence[Finding]) -> list[object]:
    """Everything but the numbers of evidence, which follow the order of files."""
    return [
        (f.rule, f.letter, f.severity, f.loan, f.installment, f.month, f.message, f.arithmetic, f.refuted_by, f.route)
        for f in findings
    ]


@settings(max_examples=80, deadline=None)
@given(cases())
def test_no_rule_ever_raises_and_every_finding_is_whole(case: Case) -> None:
    found = case.told()
    evidence = {p.evidence for p in case.proofs} | {p.evidence for p in case.plans}
    evidence |= {p.evidence for p in case.reports} | {p.evidence for p in case.settlements}
    order = list(Severity)
    assert [order.index(f.severity) for f in found.findings] == sorted(order.index(f.severity) for f in found.findings)
    assert len(set(found.findings)) == len(found.findings)
    for finding in found.findings:
        assert finding.letter in "ABCDEFGHIJKL"
        assert finding.sources
        assert finding.arithmetic
        assert finding.refuted_by is not None
        assert finding.route in (None, "lender", "bureau", "pboc")
        assert {source.evidence for source in finding.sources} <= evidence
        assert all(isinstance(source, Source) for source in finding.sources)
        for words in (finding.message, finding.refuted_by, *finding.arithmetic):
            assert words.zh
            assert words.en
            assert "None" not in words.zh
            assert "None" not in words.en
            assert not re.search(r"\(s\)|(?<![\d.,+-])1 (?:day|month|payment|installment)s\b|[ (]'", words.en), words.en
        if finding.severity is Severity.CONTRADICTION:
            assert finding.loan in {one.id for one in found.loans}


@settings(max_examples=50, deadline=None)
@given(cases(least=1), st.integers(0, 1_000))
def test_the_order_of_files_changes_no_finding(case: Case, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    numbers = list(range(1, 200))
    chance.shuffle(numbers)
    proofs_ = [replace(p, evidence=numbers[p.evidence]) for p in case.proofs]
    plans_ = [replace(p, evidence=numbers[p.evidence]) for p in case.plans]
    reports_ = [replace(p, evidence=numbers[p.evidence]) for p in case.reports]
    settlements_ = [replace(p, evidence=numbers[p.evidence]) for p in case.settlements]
    chance.shuffle(proofs_)
    chance.shuffle(plans_)
    chance.shuffle(reports_)
    chance.shuffle(settlements_)
    moved = replace(
        case,
        proofs=tuple(proofs_),
        plans=tuple(plans_),
        reports=tuple(reports_),
        settlements=tuple(settlements_),
    )
    assert shape(moved.told().findings) == shape(case.told().findings)


@settings(max_examples=50, deadline=None)
@given(cases())
def test_uncertain_readings_never_make_a_contradiction(case: Case) -> None:
    doubtful = replace(
        case,
        proofs=tuple(_uncertain(p) for p in case.proofs),
        reports=tuple(
            replace(r, report=replace(r.report, accounts=tuple(_without_certainty(a) for a in r.report.accounts)))
            for r in case.reports
        ),
        settlements=(),
    )
    assert not [f for f in doubtful.told().findings if f.severity is Severity.CONTRADICTION]


def _uncertain(item: Proof) -> Proof:
    fact = item.payment
    return replace(item, payment=replace(fact, amount=replace(fact.amount, certain=False)))


def _without_certainty(account: ReportAccount) -> ReportAccount:
    months = tuple(
        replace(m, code=replace(m.code, certain=False), amount=replace(m.amount, certain=False) if m.amount else None)
        for m in account.months
    )
    return replace(account, months=months, overdue_periods=None)
