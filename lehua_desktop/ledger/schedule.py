"""The loan from the documents: plans merged, other papers filling what they leave open. A person's loan comes first."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from ..core.creditors import PLATFORMS
from ..core.facts import LoanFacts, PlanRow
from ..core.model import Installment, Loan, PlanProof, Proof, ReportProof, SettlementProof
from ..core.money import Money
from . import names
from .accounts import account_of

T = TypeVar("T", bound=Hashable)

_CHANNEL = re.compile(r"^(?:财付通|支付宝|微信支付|快捷支付)[-—_]|[-—_]?(?:账单)?还款$")
# How a payment was made, as banks write it right before the name: 快捷支付乐花分期.
_WAY = re.compile(r"(?:快捷|网上|微信|在线|无卡|银联)支付|财付通|银联|代扣|扣款|消费|转账|支付(?!宝)")
_PRODUCT = re.compile(r"([\u4e00-\u9fff]{2,4}?(?:分期|借钱|借条|白条|月付)|分期乐)")
# Who lends, answers or collects is a party of its own, never the platform.
_INSTITUTION = re.compile(r"消费金融|小额贷款|银行|信托|担保|增信|保险|资产管理")
_DAY_ONE = dt.date.min


@dataclass(frozen=True, slots=True)
class Schedule:
    """The loans to work with. `unchecked`: (loan id, number) of installments that no certain reading supports."""

    loans: tuple[Loan, ...]
    unchecked: frozenset[tuple[int, int]] = frozenset()
    plans: Mapping[int, tuple[PlanProof, ...]] = field(default_factory=dict)  # loan id -> the plans that are its own


@dataclass(slots=True)
class _Group:
    """Plans of one loan."""

    plans: list[PlanProof] = field(default_factory=list)

    @property
    def facts(self) -> LoanFacts:
        all_facts = [p.loan for p in self.plans if p.loan]
        names_of = [name for name in LoanFacts.__dataclass_fields__ if name not in ("terms", "told")]
        values: dict[str, Any] = {name: _common(getattr(f, name) for f in all_facts) for name in names_of}
        return LoanFacts(**values)

    def readings(self) -> dict[int, list[tuple[int, PlanRow]]]:
        """The rows of each number, with the evidence they come from."""
        rows: dict[int, list[tuple[int, PlanRow]]] = defaultdict(list)
        for plan in self.plans:
            for row in plan.rows:
                rows[row.number].append((plan.evidence, row))
        return rows

    def installments(self) -> tuple[tuple[Installment, bool], ...]:
        """The installments that can be read, each with whether its reading is certain."""
        out = []
        for number, rows in sorted(self.readings().items()):
            due = _chosen([(e, r.due.value, r.due.certain) for e, r in rows])
            amount = _chosen([(e, r.amount.value, r.amount.certain) for e, r in rows])
            if due and amount:
                out.append((Installment(number, due[0], amount[0]), due[1] and amount[1]))
        return tuple(out)


def propose_loans(
    plans: Sequence[PlanProof],
    settlements: Sequence[SettlementProof],
    reports: Sequence[ReportProof],
    proofs: Sequence[Proof],
) -> tuple[Loan, ...]:
    """The loans that the documents speak of, unconfirmed; ids are 0, -1, -2 … in a fixed order."""
    return _proposed(plans, settlements, reports, proofs).loans


def make_schedule(
    loans: Sequence[Loan],
    plans: Sequence[PlanProof],
    settlements: Sequence[SettlementProof],
    reports: Sequence[ReportProof],
    proofs: Sequence[Proof],
) -> Schedule:
    """The person's loans with what documents add to them; without any, the loans that the documents propose."""
    if not loans:
        return _proposed(plans, settlements, reports, proofs)
    groups = _grouped(plans)
    done, unchecked, own = [], set(), {}
    for loan in loans:
        group = next((g for g in groups if _belongs(loan, g, alone=len(loans) == 1 and len(groups) == 1)), None)
        whole = loan
        own[loan.id] = tuple(group.plans) if group else ()
        if group:
            whole = _filled(loan, group.facts)
            if not loan.installments:
                rows = group.installments()
                whole = replace(whole, installments=tuple(i for i, _ in rows))
                unchecked |= {(loan.id, i.number) for i, certain in rows if not certain}
        done.append(_from_papers(whole, settlements, reports, proofs, len(loans)))
    return Schedule(tuple(done), frozenset(unchecked), own)


def _proposed(
    plans: Sequence[PlanProof],
    settlements: Sequence[SettlementProof],
    reports: Sequence[ReportProof],
    proofs: Sequence[Proof],
) -> Schedule:
    found: list[tuple[Loan, frozenset[int], tuple[PlanProof, ...]]] = []
    for group in _grouped(plans):
        rows = group.installments()
        if rows:
            loan = replace(_filled(Loan(), group.facts), installments=tuple(i for i, _ in rows))
            found.append((loan, frozenset(i.number for i, certain in rows if not certain), tuple(group.plans)))
    planned = tuple(loan for loan, *_ in found)
    # A certificate about a loan that has a plan may list others, which the case is not about.
    about = {s.evidence for s in settlements if any(_certificate_fits(loan, s, len(planned)) for loan in planned)}
    for paper in sorted(settlements, key=lambda s: (s.settlement.contract or "", s.evidence)):
        said = paper.settlement
        known = paper.evidence in about or any(_certificate_fits(loan, paper, len(found)) for loan, *_ in found)
        if not known and (said.contract or said.lender):
            found.append((Loan(contract=said.contract, lender=said.lender, borrower=said.borrower), frozenset(), ()))
    if not found:
        found = [(loan, frozenset(), ()) for loan in _accounts_in_question(reports, proofs)]
    contracts = _paid_contracts(proofs)
    if not found:
        found = [(Loan(contract=contract), frozenset(), ()) for contract in contracts]
    loans, unchecked, own_plans = [], set(), {}
    found.sort(
        key=lambda f: (f[0].disbursed or _DAY_ONE, f[0].contract or "", f[0].lender or "", str(f[0].installments[:1]))
    )
    for place, (loan, doubtful, told) in enumerate(found):
        whole = _from_papers(replace(loan, id=-place), settlements, reports, proofs, len(found))
        own_plans[-place] = told
        own = proofs if len(found) == 1 else [p for p in proofs if _names(whole, p)]
        contract = whole.contract or (contracts[0] if len(found) == len(contracts) == 1 else None)
        loans.append(replace(whole, contract=contract, platform=whole.platform or _platform(whole, own)))
        unchecked |= {(-place, number) for number in doubtful}
    return Schedule(tuple(loans), frozenset(unchecked), own_plans)


# --- plans -----------------------------------------------------------------------------------------------


def _grouped(plans: Sequence[PlanProof]) -> list[_Group]:
    """Plans of one loan together: the same contract, or rows that do not contradict each other."""
    groups: list[_Group] = []
    ordered = sorted(plans, key=lambda p: (-len(p.rows), (p.loan and p.loan.contract) or "", _row_key(p), p.evidence))
    for plan in ordered:
        group = next((g for g in groups if _one_loan(g, plan)), None)
        if group is None:
            group = _Group()
            groups.append(group)
        group.plans.append(plan)
    return groups


def _row_key(plan: PlanProof) -> list[tuple[int, str]]:
    return [(r.number, str(r.due.value)) for r in plan.rows]


def _one_loan(group: _Group, plan: PlanProof) -> bool:
    facts, said = group.facts, plan.loan or LoanFacts()
    if names.apart(facts, said):
        return False
    rows = group.readings()
    shared = [(r, other) for r in plan.rows for _, other in rows.get(r.number, ())]
    equal = sum(r.due.value == o.due.value and r.amount.value == o.amount.value for r, o in shared)
    if facts.contract and said.contract and not names.same_contract(facts.contract, said.contract):
        return equal >= 3 and equal > len(shared) // 2  # nearly one number, and the same rows: it was misread
    if shared:
        return 2 * equal >= len(shared) or bool(facts.contract and said.contract and not _differ(facts, said))
    return not _differ(facts, said)


def _differ(one: LoanFacts, other: LoanFacts) -> bool:
    if one.principal and other.principal and one.principal != other.principal:
        return True
    if one.disbursed and other.disbursed and one.disbursed != other.disbursed:
        return True
    return bool(one.lender and other.lender and not names.same_party(one.lender, other.lender))


def _belongs(loan: Loan, group: _Group, *, alone: bool) -> bool:
    facts = group.facts
    if loan.contract and facts.contract and names.same_contract(loan.contract, facts.contract):
        return True
    if names.apart(loan, facts):
        return False
    given = {(i.number, i.due, i.amount) for i in loan.installments}
    read = {(i.number, i.due, i.amount) for i, _ in group.installments()}
    if given and read:
        return 2 * len(given & read) >= min(len(given), len(read))
    said = LoanFacts(lender=loan.lender, principal=loan.principal, disbursed=loan.disbursed)
    agrees = any(a and b and a == b for a, b in ((loan.principal, facts.principal), (loan.disbursed, facts.disbursed)))
    return not _differ(said, facts) and (agrees or alone)


def _chosen(readings: Sequence[tuple[int, T | None, bool]]) -> tuple[T, bool] | None:
    """The value of (evidence, value, certain) readings: the certain one, or the commonest, with whether it is certain."""
    certain = {v for _, v, sure in readings if sure and v is not None}
    if len(certain) == 1:
        return certain.pop(), True
    values = [(e, v) for e, v, _ in readings if v is not None]
    if not values:
        return None
    count = Counter(v for _, v in values)
    best = min(count, key=lambda v: (-count[v], str(v)))
    agree = {e for e, v in values if v == best}
    return best, len(count) == 1 and len(agree) >= 2


def _common(values: Iterable[T | None]) -> T | None:
    count = Counter(v for v in values if v is not None)
    return min(count, key=lambda v: (-count[v], str(v))) if count else None


# --- other papers ----------------------------------------------------------------------------------------


def _filled(loan: Loan, facts: LoanFacts) -> Loan:
    """The loan with what it leaves open taken from the facts."""
    return replace(
        loan,
        platform=loan.platform or facts.platform,
        lender=loan.lender or facts.lender,
        guarantor=loan.guarantor or facts.guarantor,
        contract=loan.contract or facts.contract,
        borrower=loan.borrower or facts.borrower,
        principal=loan.principal or facts.principal,
        disbursed=loan.disbursed or facts.disbursed,
        cutoff=loan.cutoff or facts.cutoff,
    )


def _from_papers(
    loan: Loan,
    settlements: Sequence[SettlementProof],
    reports: Sequence[ReportProof],
    proofs: Sequence[Proof],
    loans: int,
) -> Loan:
    papers = [s.settlement for s in settlements if _certificate_fits(loan, s, loans)]
    loan = _filled(
        loan,
        LoanFacts(
            contract=_only({p.contract for p in papers if p.contract}),
            lender=_common(p.lender for p in papers),
            borrower=_common(p.borrower for p in papers),
            principal=_common(p.amount for p in papers if not p.by_other),
        ),
    )
    accounts = [f.account for r in reports if (f := account_of(loan, r.report, loans)) and f.sure]
    return _filled(
        loan,
        LoanFacts(
            lender=_common(a.lender.value for a in accounts if a.lender.certain),
            principal=_common(a.amount for a in accounts),
            disbursed=_common(a.opened for a in accounts),
            borrower=_one_person(r.report.name for r in reports) or _one_person(p.payment.payer for p in proofs),
        ),
    )


def _one_person(said: Iterable[str | None]) -> str | None:
    """The one whole name among them. The report's is that of the person who objects, a statement's its owner's."""
    persons = {name.replace(" ", "") for name in said if name and names.is_person(name)}
    return persons.pop() if len(persons) == 1 else None


def _only(contracts: set[str]) -> str | None:
    """The one contract that certificates name; None where they name several, for one of them would be a guess."""
    first = min(contracts, default=None)
    return first if all(names.same_contract(contract, first or "") for contract in contracts) else None


def _certificate_fits(loan: Loan, paper: SettlementProof, loans: int) -> bool:
    said = paper.settlement
    if said.contract and loan.contract:
        return names.same_contract(said.contract, loan.contract)
    if said.amount and loan.principal and said.amount != loan.principal:
        return False
    if said.lender and loan.lender:
        return names.same_party(said.lender, loan.lender)
    return loans <= 1


def settlement_days(loan: Loan, settlements: Sequence[SettlementProof], loans: int) -> tuple[dt.date, ...]:
    """The certain days on which certificates say that the loan was settled."""
    days = {
        s.settlement.settled_on.value
        for s in settlements
        if _certificate_fits(loan, s, loans) and s.settlement.settled_on.certain and s.settlement.settled_on.value
    }
    return tuple(sorted(days))


def _accounts_in_question(reports: Sequence[ReportProof], proofs: Sequence[Proof]) -> list[Loan]:
    """Without plan and certificate: the accounts that a report marks, or whose lender was paid."""
    loans: dict[tuple[str, dt.date | None, Money | None], Loan] = {}
    for proof in reports:
        for account in proof.report.accounts:
            lender = account.lender.value
            if lender is None:
                continue
            loan = Loan(lender=lender, disbursed=account.opened, principal=account.amount)
            marked = (
                any(m.overdue for m in account.months) or bool(account.overdue_months) or account.state == "overdue"
            )
            if marked or any(names.knows(loan, p.payment) for p in proofs if p.payment.about_loan):
                loans[names.root_of(lender), account.opened, account.amount] = loan
    return list(loans.values())


def _paid_contracts(proofs: Sequence[Proof]) -> list[str]:
    """The contract numbers that payments about a loan name, the commonest reading of each."""
    count = Counter(p.payment.contract for p in proofs if p.payment.about_loan and p.payment.contract)
    found: list[str] = []
    for contract in sorted(count, key=lambda c: (-count[c], c)):
        if not any(names.same_contract(contract, other) for other in found):
            found.append(contract)
    return sorted(found)


def _names(loan: Loan, proof: Proof) -> bool:
    contract = proof.payment.contract
    return bool(loan.contract and contract and names.same_contract(loan.contract, contract))


def _platform(loan: Loan, proofs: Sequence[Proof]) -> str | None:
    """The name under which most payments about the loan were taken, lender and guarantor apart.

    A product's name in payee or memo (某某分期, 某某借钱) tells more than a payee, who is often the lender. Beside a plan,
    payments to others must be fewer, where none that bears the name bears the contract's number: they are other loans'.
    """
    about = [p for p in proofs if p.payment.about_loan]
    products = [
        (p, match[1])
        for p in about
        for text in (p.payment.payee, p.payment.memo)
        if (match := _PRODUCT.search(_WAY.sub(" ", text or "")))
    ]
    payees = [
        (p, _merchant(_CHANNEL.sub("", p.payment.payee)))
        for p in about
        if p.payment.payee and not _INSTITUTION.search(p.payment.payee)
    ]
    for named in (products, payees):
        said = [(p, name) for p, name in named if not names.of_another(loan, name)]
        whole = _whole_roots({root for _, name in said if len(root := names.root_of(name)) >= 2})
        bearers = {(p.id, whole[root]) for p, name in said if (root := names.root_of(name)) in whole}
        roots = Counter(root for _, root in bearers)
        for other in (loan.lender, loan.guarantor):
            for root in [r for r in roots if other and names.same_party(r, other)]:
                del roots[root]
        if not roots:
            continue
        root, count = min(roots.items(), key=lambda item: (-item[1], item[0]))
        own = [p for p in about if (p.id, root) in bearers]
        others = [
            p for p in about if p not in own and any(names.creditors(p.payment)) and not names.knows(loan, p.payment)
        ]
        enough = not loan.installments or count > len(others) or any(_names(loan, p) for p in own)
        if 2 * count > sum(roots.values()) and enough:
            return min((n for _, n in said if names.root_of(n) == root), key=lambda n: (len(n), n))
    return None


def _merchant(name: str) -> str:
    """The product behind the way to it, as statements write them: 京东支付-京东金条."""
    last = re.split(r"[-—_]", name)[-1]
    return last if PLATFORMS.search(last) else name


def _whole_roots(roots: Collection[str]) -> dict[str, str]:
    """Each root with the one that it is short for, 金条 with 京东金条; itself where there is none or several."""
    longer = {root: [other for other in roots if root != other and root in other] for root in roots}
    return {root: found[0] if len(found) == 1 else root for root, found in longer.items()}
