"""What must hold for any evidence whatever: money is conserved, order and repetition change nothing, no exception."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from lehua_desktop.core.facts import Status
from lehua_desktop.core.model import Decisions, LinkDecision, Loan, Proof, SameDecision, Timeline
from lehua_desktop.ledger.refunds import usable
from lehua_desktop.ledger.sides import contract_speaks
from tests.ledger.made import loan, proof, report, timeline

AMOUNTS = [10_000, 10_000, 10_000, 20_000, 10_500, 4_000, 6_000, 30_000, 55_000, 1, 9_999]


@st.composite
def proofs(draw: st.DrawFn, most: int = 14) -> list[Proof]:
    found = []
    for id_ in range(1, draw(st.integers(0, most)) + 1):
        day = dt.date(2023, 1, 1) + dt.timedelta(days=draw(st.integers(-20, 260)))
        found.append(
            proof(
                id_,
                draw(st.sampled_from([day.isoformat()] * 8 + [None])),
                draw(st.sampled_from([*AMOUNTS, None])),
                time=draw(st.sampled_from([None, "09:00", "09:00:07", "18:30:00"])),
                status=draw(st.sampled_from([Status.SUCCESS] * 6 + list(Status) + [None])),
                evidence=draw(st.integers(1, 6)),
                certain=draw(st.booleans()),
                refs=draw(st.sampled_from([(), (), ("202301012200149876140123",), ("202301012200149876149999",)])),
                periods=draw(st.sampled_from([(), (), (), (3,), (2, 3), (40,)])),
                payee=draw(st.sampled_from(["乐花分期", "便利店", None, "某某小额贷款有限公司"])),
                contract=draw(st.sampled_from([None, None, "LH20221210001", "ZZ00000000000"])),
                posting=draw(st.booleans()),
                about=draw(st.sampled_from([True, True, True, False])),
            )
        )
    return found


@st.composite
def loans(draw: st.DrawFn) -> list[Loan]:
    return [
        loan(
            id_=id_,
            amounts=draw(st.lists(st.sampled_from([10_000, 10_000, 20_000, 0, 333]), min_size=0, max_size=8)) or [0],
            first=draw(st.sampled_from(["2023-01-10", "2023-01-31", "2024-02-29"])),
            contract=draw(st.sampled_from([None, "LH20221210001"])),
            principal=draw(st.sampled_from([None, 50_000])),
        )
        for id_ in range(1, draw(st.integers(0, 2)) + 1)
    ]


@st.composite
def decisions(draw: st.DrawFn) -> Decisions:
    number = st.integers(1, 14)
    links = st.builds(LinkDecision, number, st.integers(1, 2), st.integers(1, 9), st.booleans(), st.none())
    same = st.builds(SameDecision, number, number, st.booleans())
    return Decisions(
        tuple(draw(st.lists(links, max_size=3))),
        tuple(draw(st.lists(same, max_size=2))),
        frozenset(draw(st.lists(number, max_size=1))),
    )


def shape(found: Timeline) -> object:
    """Everything but the ids, which only name things."""
    return [(r.loan, r.installment.number, r.state, r.paid, r.paid_on, r.suggested) for r in found.rows]


@settings(max_examples=150, deadline=None)
@given(proofs(), loans(), decisions())
def test_links_never_exceed_payments_or_dues_and_money_is_conserved(
    given_proofs: list[Proof], given_loans: list[Loan], word: Decisions
) -> None:
    marks = [report(one, {"2023-03": "1", "2023-04": "2"}) for one in given_loans]
    found = timeline(given_proofs, *given_loans, reports=marks, decisions=word)
    spent: dict[int, int] = defaultdict(int)
    payments = {p.id: p for p in found.payments}
    for row in found.rows:
        assert row.paid.fen <= row.suggested.fen <= row.installment.amount.fen
        assert row.paid.fen == sum(a.amount.fen for a in row.allocations if a.certain)
        for link in row.allocations:
            assert link.amount.fen > 0
            assert payments[link.payment].status is Status.SUCCESS
            assert payments[link.payment].certain or not link.certain
            spent[link.payment] += link.amount.fen
    for id_, fen in spent.items():
        amount = payments[id_].amount
        assert amount is not None
        assert fen + (found.unallocated[id_].fen if id_ in found.unallocated else 0) == amount.fen
    assert sorted(p.id for payment in found.payments for p in payment.proofs) == sorted(
        p.id for p in given_proofs if p.id not in word.ignored
    )
    for payment in found.payments:
        assert payment.id == min(p.id for p in payment.proofs)


@settings(max_examples=100, deadline=None)
@given(proofs(), loans(), decisions(), st.randoms(use_true_random=False))
def test_order_of_proofs_changes_nothing(
    given_proofs: list[Proof], given_loans: list[Loan], word: Decisions, rng: random.Random
) -> None:
    expected = timeline(given_proofs, *given_loans, decisions=word)
    rng.shuffle(given_proofs)
    assert timeline(given_proofs, *given_loans, decisions=word) == expected


@settings(max_examples=60, deadline=None)
@given(proofs(), loans())
def test_the_same_proofs_again_change_nothing(given_proofs: list[Proof], given_loans: list[Loan]) -> None:
    expected = timeline(given_proofs, *given_loans)
    assert timeline(given_proofs + given_proofs, *given_loans) == expected


def test_a_file_added_twice_under_another_name_proves_nothing_new() -> None:
    days = [dt.date(2023, k, 10 - k % 4).isoformat() for k in range(1, 10)]
    once = [proof(k, on, 10_000, time=f"1{k}:05:0{k}") for k, on in enumerate(days)]
    again = [replace(p, id=p.id + 100, evidence=p.evidence + 100) for p in once]
    given_loan = loan(amounts=[10_000] * 9)
    assert shape(timeline([*once, *again], given_loan)) == shape(timeline(once, given_loan))


@settings(max_examples=60, deadline=None)
@given(proofs(), st.integers(0, 13))
def test_an_uncertain_proof_never_makes_anything_certain_by_itself(given_proofs: list[Proof], at: int) -> None:
    alone = [replace(p, evidence=1000 + p.id) for p in given_proofs if not p.payment.certain][at : at + 1]
    found = timeline(alone, loan(amounts=[10_000] * 8))
    assert not any(row.paid for row in found.rows)


def test_a_hundred_loans_do_not_break() -> None:
    many = [loan(3, id_=k, contract=f"LH2022121{k:04d}") for k in range(1, 101)]
    found = timeline([proof(k, "2023-01-10", time=f"10:{k % 60:02d}:00") for k in range(1, 40)], *many)
    assert len(found.rows) == 300


@settings(max_examples=150, deadline=None)
@given(proofs(), loans(), st.randoms(use_true_random=False))
def test_the_order_in_which_files_came_changes_nothing(
    given_proofs: list[Proof], given_loans: list[Loan], rng: random.Random
) -> None:
    ids, files = list(range(1, 31)), list(range(1, 31))
    rng.shuffle(ids)
    rng.shuffle(files)
    renamed = [replace(p, id=ids[p.id], evidence=files[p.evidence]) for p in given_proofs]
    assert shape(timeline(renamed, *given_loans)) == shape(timeline(given_proofs, *given_loans))


@settings(max_examples=100, deadline=None)
@given(proofs(), loans(), decisions())
def test_every_fen_that_refunds_leave_is_linked_or_left_over(
    given_proofs: list[Proof], given_loans: list[Loan], word: Decisions
) -> None:
    found = timeline(given_proofs, *given_loans, decisions=word)
    owner = {p.id: payment.id for payment in found.payments for p in payment.proofs}
    linked = {owner[d.proof] for d in word.links if d.linked and d.proof in owner}
    # What was paid before the loan was paid out is not about it in the end, but is looked for in its installments.
    named = {p.id for p in found.payments if any(contract_speaks(loan, p) for loan in found.loans)}
    about = named | {p.id for p in found.payments if p.about_loan or any(q.payment.about_loan for q in p.proofs)}
    left = usable(p for p in found.payments if p.id in about | linked)
    spent: dict[int, int] = defaultdict(int)
    for row in found.rows:
        for link in row.allocations:
            spent[link.payment] += link.amount.fen
    rest = {id_: money.fen for id_, money in found.unallocated.items()}
    assert {id_: money.fen for id_, money in left.items() if money} == {
        id_: spent.get(id_, 0) + rest.get(id_, 0) for id_ in spent.keys() | rest.keys()
    }


@settings(max_examples=60, deadline=None)
@given(proofs(), proofs(4), loans())
def test_taking_files_away_again_undoes_them(one: list[Proof], more: list[Proof], given_loans: list[Loan]) -> None:
    added = [replace(p, id=p.id + 100, evidence=p.evidence + 100) for p in more]
    ignored = Decisions(ignored=frozenset(p.id for p in added))
    assert timeline([*added, *one], *given_loans, decisions=ignored) == timeline(one, *given_loans)


@settings(max_examples=60, deadline=None)
@given(proofs(), loans())
def test_a_link_by_hand_stays_whatever_else_is_read(given_proofs: list[Proof], given_loans: list[Loan]) -> None:
    sure = proof(
        50, "2023-03-01", 10_000, time="11:11:11", evidence=50, confirmed=True, refs=["202303012200149876140555"]
    )
    given_loan = loan(id_=1, amounts=[10_000] * 4)
    word = Decisions(links=(LinkDecision(50, 1, 2, True),))
    found = timeline([sure, *given_proofs], given_loan, *(replace(x, id=9) for x in given_loans[:1]), decisions=word)
    owner = next(p for p in found.payments if 50 in [q.id for q in p.proofs])
    if owner.status is Status.SUCCESS and usable(found.payments)[owner.id]:
        held = [a for r in found.rows if (r.loan, r.installment.number) == (1, 2) for a in r.allocations]
        assert [(a.payment, a.amount.fen) for a in held] == [(owner.id, 10_000)]
