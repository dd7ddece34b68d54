"""What is said before a bundle is written, and what the bundle then says itself."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from lehua_desktop.bundle import routes as all_routes
from lehua_desktop.bundle.plan import BundleRequest, plan_bundle
from lehua_desktop.bundle.preflight.concerns import TOLD, Concern, blocking
from lehua_desktop.bundle.preflight.preflight import estimate_bytes, preflight, told
from lehua_desktop.bundle.tokens import EditedText
from lehua_desktop.bundle.write import write_bundle
from lehua_desktop.core.facts import Kind, Read
from lehua_desktop.core.model import Finding, Loan, Severity, Source
from lehua_desktop.core.problems import LehuaError, Problem
from lehua_desktop.core.words import Words
from tests.bundle.made import NAME, made_case


def keys(request: BundleRequest, seen: frozenset[int] = frozenset()) -> list[str]:
    return [concern.key for concern in preflight(request, seen)]


def of(request: BundleRequest, key: str) -> Concern:
    return next(concern for concern in preflight(request) if concern.key == key)


@pytest.fixture
def case() -> BundleRequest:
    """A case that is in order: its one file without a format aside, and the telephone written in."""
    made = made_case()
    phone = EditedText("bureau", "zh", "phone", "138 0013 8000")
    return replace(made, exhibits=made.exhibits[:-1], texts=(phone,))


def with_loan(case: BundleRequest, **changes: object) -> BundleRequest:
    loan: Loan = replace(case.timeline.loans[0], **changes)  # type: ignore[arg-type]
    return replace(case, loans=(), timeline=replace(case.timeline, loans=(loan,)))


def nameless(case: BundleRequest) -> BundleRequest:
    """No document names the person."""
    exhibits = []
    for source in case.exhibits:
        facts = source.facts
        if facts and facts.report:
            facts = replace(facts, report=replace(facts.report, name=None))
        if facts and facts.settlement:
            facts = replace(facts, settlement=replace(facts.settlement, borrower=None))
        exhibits.append(replace(source, facts=facts))
    return replace(case, exhibits=tuple(exhibits))


def doubted(case: BundleRequest) -> BundleRequest:
    """The amount of the first payment is not certain."""
    payment = case.timeline.payments[0]
    proof = payment.proofs[0]
    fact = replace(proof.payment, amount=replace(proof.payment.amount, certain=False))
    payment = replace(payment, certain=False, proofs=(replace(proof, payment=fact),))
    return replace(case, timeline=replace(case.timeline, payments=(payment, *case.timeline.payments[1:])))


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> str:
    """A route that anybody can read and that takes two megabytes."""
    route = replace(all_routes.routes()["lender"], key="square", public=True, max_mb=2.0)
    known = {**all_routes.routes(), "square": route}
    monkeypatch.setattr(all_routes, "routes", lambda: known)
    return "square"


def test_a_case_in_order_has_nothing_to_say(case: BundleRequest) -> None:
    assert keys(case) == []


def test_an_empty_case_is_no_bundle(case: BundleRequest) -> None:
    with pytest.raises(LehuaError) as caught:
        preflight(replace(case, exhibits=()))
    assert caught.value.fault.problem is Problem.BUNDLE_EMPTY


def test_a_value_that_nobody_confirmed_leads_to_its_box(case: BundleRequest) -> None:
    concern = of(doubted(case), "unconfirmed")
    read = case.timeline.payments[0].proofs[0].payment.amount
    assert concern.severity == "error"
    assert concern.source == Source(2, read.page, read.box)
    assert concern.proof == case.timeline.payments[0].proofs[0].id
    assert "1,286.35" in concern.words.zh


def test_a_payment_that_is_not_about_the_loan_is_not_asked_for(case: BundleRequest) -> None:
    open_case = doubted(case)
    payments = tuple(replace(p, about_loan=False) for p in open_case.timeline.payments)
    assert "unconfirmed" not in keys(replace(open_case, timeline=replace(open_case.timeline, payments=payments)))


def test_a_link_that_is_only_suggested_is_said_with_its_installment(case: BundleRequest) -> None:
    row = case.timeline.rows[1]
    row = replace(row, allocations=tuple(replace(link, certain=False) for link in row.allocations))
    rows = (case.timeline.rows[0], row, case.timeline.rows[2])
    assert "第2期" in of(replace(case, timeline=replace(case.timeline, rows=rows)), "unconfirmed").words.zh


def test_a_day_of_settlement_that_was_not_read_for_certain_is_said(case: BundleRequest) -> None:
    source = case.exhibits[5]
    assert source.facts
    assert source.facts.settlement
    settled = replace(source.facts.settlement, settled_on=Read(dt.date(2023, 7, 20), False, 0))
    exhibits = list(case.exhibits)
    exhibits[5] = replace(source, facts=replace(source.facts, settlement=settled))
    assert of(replace(case, exhibits=tuple(exhibits)), "unconfirmed").source == Source(6, 0)


def test_a_contradiction_on_one_proof_alone_is_said(case: BundleRequest) -> None:
    payments = tuple(replace(payment, proofs=payment.proofs[:1]) for payment in case.timeline.payments)
    concern = of(replace(case, timeline=replace(case.timeline, payments=payments)), "one_proof")
    assert concern.severity == "warning"
    assert concern.source is not None
    assert concern.source.evidence == 4
    assert "第3期" in concern.words.zh


def test_a_payment_that_is_not_about_the_loan_is_said_to_go_in(case: BundleRequest) -> None:
    payments = tuple(replace(p, about_loan=False) for p in case.timeline.payments)
    exhibits = []
    for source in case.exhibits:
        facts = source.facts and replace(
            source.facts, payments=tuple(replace(p, about_loan=False) for p in source.facts.payments)
        )
        exhibits.append(replace(source, facts=facts))
    lunch = replace(case, exhibits=tuple(exhibits), timeline=replace(case.timeline, payments=payments))
    concern = of(lunch, "beside_the_point")
    assert concern.severity == "warning"
    assert concern.source is not None
    assert "beside_the_point" not in keys(case)


def test_a_payment_of_another_loan_goes_in_as_other_material_and_is_said_to(case: BundleRequest) -> None:
    shots = [source.evidence for source in case.exhibits if source.kind is Kind.PAYMENT]
    shown = {proof.evidence: payment for payment in case.timeline.payments for proof in payment.proofs}
    payment = next(shown[evidence] for evidence in shots if evidence in shown)
    alone = {proof.evidence for proof in payment.proofs} & set(shots)
    assert payment.amount is not None
    strange = replace(
        case.timeline,
        payments=tuple(replace(p, about_loan=p != payment) for p in case.timeline.payments),
        unallocated={payment.id: payment.amount},
    )
    said = [c for c in preflight(replace(case, timeline=strange)) if c.key == "beside_the_point"]
    assert {concern.source.evidence for concern in said if concern.source} == alone
    assert "没有对上任何一期" in said[0].words.zh
    last = plan_bundle(replace(case, timeline=strange)).groups[-1]
    assert alone <= {exhibit.source.evidence for exhibit in last.exhibits}


def test_what_is_left_out_is_no_proof_any_more(case: BundleRequest) -> None:
    finding = case.timeline.findings[0]
    reports = {source.evidence for source in case.exhibits if source.kind is Kind.CREDIT_REPORT}
    behind = {source.evidence for source in finding.sources} - reports
    shown = {proof.evidence for payment in case.timeline.payments for proof in payment.proofs}
    assert not {"one_proof", "left_out"} & set(keys(case))
    assert "left_out" in keys(replace(case, left_out=tuple(behind)))
    assert "one_proof" in keys(replace(case, left_out=tuple(shown - behind)))


def test_installments_that_are_left_without_a_proof_are_said(case: BundleRequest) -> None:
    assert "left_out" not in keys(replace(case, left_out=(1,)))
    proofs = tuple({proof.evidence for proof in case.timeline.payments[0].proofs})
    assert "第1期" in of(replace(case, left_out=proofs), "left_out").words.zh


def test_a_plan_is_no_second_proof_of_a_payment(case: BundleRequest) -> None:
    payments = tuple(replace(payment, proofs=payment.proofs[:1]) for payment in case.timeline.payments)
    plan = next(source.evidence for source in case.exhibits if source.kind is Kind.PLAN)
    findings = tuple(replace(f, sources=(*f.sources, Source(plan))) for f in case.timeline.findings)
    alone = replace(case, timeline=replace(case.timeline, payments=payments, findings=findings))
    assert "one_proof" in keys(alone)


def test_a_payer_who_is_not_the_borrower_is_said_once(case: BundleRequest) -> None:
    payments = tuple(
        replace(p, proofs=tuple(replace(q, payment=replace(q.payment, payer="李四")) for q in p.proofs))
        for p in case.timeline.payments
    )
    found = replace(case, timeline=replace(case.timeline, payments=payments))
    assert keys(found).count("other_payer") == 1
    assert "李四" in of(found, "other_payer").words.zh


@pytest.mark.parametrize("payer", [NAME, "*三丰", "张**", None])
def test_the_borrower_under_a_mask_is_nobody_else(case: BundleRequest, payer: str | None) -> None:
    payments = tuple(
        replace(p, proofs=tuple(replace(q, payment=replace(q.payment, payer=payer)) for q in p.proofs))
        for p in case.timeline.payments
    )
    assert "other_payer" not in keys(replace(case, timeline=replace(case.timeline, payments=payments)))


def test_a_lender_that_the_report_calls_otherwise_leads_to_the_report_and_the_field(case: BundleRequest) -> None:
    concern = of(with_loan(case, lender="某某银行股份有限公司"), "lender_differs")
    assert (concern.loan, concern.field) == (1, "lender")
    assert concern.source is not None
    assert concern.source.evidence == 7
    assert "示例消费金融有限公司" in concern.words.zh


def test_a_report_without_the_loan_is_said(case: BundleRequest) -> None:
    strange = with_loan(case, lender="某某银行股份有限公司", disbursed=dt.date(2019, 1, 1))
    assert "没有找到" in of(strange, "lender_differs").words.zh


def test_a_report_older_than_the_settlement_or_the_last_repayment_is_said(case: BundleRequest) -> None:
    def dated(day: dt.date) -> BundleRequest:
        source = case.exhibits[6]
        assert source.facts
        assert source.facts.report
        report = replace(source.facts.report, report_date=day)
        exhibits = list(case.exhibits)
        exhibits[6] = replace(source, facts=replace(source.facts, report=report))
        return replace(case, exhibits=tuple(exhibits))

    assert "2023-07-20" in of(dated(dt.date(2023, 7, 19)), "report_old").words.zh
    assert "report_old" not in keys(dated(dt.date(2023, 7, 20)))
    late = dated(dt.date(2023, 7, 9))
    late = replace(late, exhibits=tuple(e for e in late.exhibits if e.kind is not Kind.SETTLEMENT))
    assert "最后一次还款（2023-07-10）" in of(late, "report_old").words.zh


def test_a_case_without_a_report_says_so(case: BundleRequest) -> None:
    without = replace(case, exhibits=tuple(e for e in case.exhibits if e.kind is not Kind.CREDIT_REPORT))
    assert of(without, "no_report").severity == "warning"


@pytest.mark.parametrize(("field", "severity"), [("borrower", "error"), ("lender", "error"), ("contract", "warning")])
def test_what_is_missing_leads_to_its_field(case: BundleRequest, field: str, severity: str) -> None:
    concern = of(with_loan(nameless(case), **{field: None}), f"missing_{field}")
    assert (concern.severity, concern.loan, concern.field) == (severity, 1, field)


def test_a_borrower_whom_a_document_names_is_not_missing(case: BundleRequest) -> None:
    assert "missing_borrower" not in keys(with_loan(case, borrower=None))


@pytest.mark.parametrize("field", ["disbursed", "principal"])
def test_what_an_objection_must_state_is_asked_for_on_its_route_alone(case: BundleRequest, field: str) -> None:
    lacking = with_loan(case, **{field: None})
    concern = of(lacking, f"missing_{field}")
    assert (concern.severity, concern.loan, concern.field) == ("warning", 1, field)
    assert f"missing_{field}" not in keys(replace(lacking, route="pboc"))


def test_a_letter_of_objection_without_a_telephone_is_said(case: BundleRequest) -> None:
    blank = replace(case, texts=(EditedText("bureau", "zh", "phone", "{blank:24}"),))
    assert of(blank, "missing_phone").severity == "warning"
    for without in (replace(case, texts=()), replace(case, language="en")):
        assert "missing_phone" in keys(without)
    assert "missing_phone" not in keys(replace(case, route="pboc"))  # it stands in every letter
    assert "missing_phone" not in keys(replace(blank, edition="redacted"))


def test_a_case_without_a_loan_says_only_that(case: BundleRequest) -> None:
    found = keys(replace(case, timeline=replace(case.timeline, loans=(), rows=())))
    assert "no_loan" in found
    assert not [key for key in found if key.startswith("missing_")]


def test_a_file_that_could_not_be_read_is_said() -> None:
    assert of(made_case(), "unread").source == Source(9)


def test_a_bundle_over_the_limit_of_the_person_or_of_the_route_is_said(case: BundleRequest, public: str) -> None:
    limit = estimate_bytes(case.exhibits) / 1e6
    assert "too_large" not in keys(replace(case, max_mb=limit + 0.01))
    assert of(replace(case, max_mb=limit - 0.01), "too_large").severity == "warning"
    big = replace(case.exhibits[1], data=b"\xff" * 3_000_000)
    large = replace(case, route=public, edition="redacted", exhibits=(*case.exhibits[:1], big, *case.exhibits[2:]))
    assert "2 MB" in of(large, "too_large").words.zh
    assert "2 MB" in of(replace(large, max_mb=10), "too_large").words.zh
    assert "too_large" not in keys(replace(case, route=public, edition="redacted"))


def test_a_redaction_that_nobody_looked_at_is_said_in_the_redacted_edition(case: BundleRequest) -> None:
    redacted = replace(case, edition="redacted")
    assert "redaction_unseen" in keys(redacted)
    assert of(redacted, "redaction_unseen").source is not None
    assert "redaction_unseen" not in keys(redacted, frozenset(e.evidence for e in case.exhibits))
    assert "redaction_unseen" not in keys(case)


def test_a_public_platform_takes_no_full_edition_and_no_page_of_a_report(case: BundleRequest, public: str) -> None:
    full = replace(case, route=public)
    assert {"public_full", "public_report"} <= set(keys(full))
    assert "public_full" not in keys(replace(full, edition="redacted"))
    assert of(full, "public_statement").severity == "warning"
    assert "public_statement" not in keys(case)
    warned = {concern.source for concern in preflight(full) if concern.key == "public_statement"}
    assert warned == {Source(4), Source(5), Source(8)}  # the list of payments too
    assert {"public_full", "public_report"} <= {
        c.key for c in blocking(preflight(full), ["public_full", "public_report"])
    }


def test_errors_come_first_and_only_those_that_are_the_persons_own_can_be_overridden(case: BundleRequest) -> None:
    concerns = preflight(with_loan(nameless(doubted(case)), contract=None, borrower=None))
    severities = [concern.severity for concern in concerns]
    assert severities == sorted(severities)
    assert {concern.key for concern in blocking(concerns)} == {"unconfirmed", "missing_borrower"}
    assert [concern.key for concern in blocking(concerns, ["unconfirmed"])] == ["missing_borrower"]
    assert blocking(concerns, TOLD) == []


def test_what_is_told_is_there(case: BundleRequest) -> None:
    open_case = replace(doubted(case), overridden=("unconfirmed", "missing_borrower"))
    assert told(open_case) == [TOLD["unconfirmed"]]
    assert told(case) == []


def test_the_bundle_says_what_the_person_took_upon_themselves(case: BundleRequest, tmp_path: Path) -> None:
    bundle = write_bundle(replace(doubted(case), overridden=("unconfirmed",)), tmp_path / "known")
    text = "".join(page.extract_text() for page in PdfReader(bundle.pdf).pages).replace("\n", "")
    assert "提交人已知悉" in text
    assert TOLD["unconfirmed"].zh[:20] in text
    with zipfile.ZipFile(bundle.zip) as archive:
        assert json.loads(archive.read("manifest.json"))["overridden"] == ["unconfirmed"]
    plain = write_bundle(case, tmp_path / "plain")
    assert "提交人已知悉" not in "".join(page.extract_text() for page in PdfReader(plain.pdf).pages)


def test_both_languages_are_complete(case: BundleRequest, public: str) -> None:
    cases: list[Callable[[], BundleRequest]] = [
        made_case,
        lambda: replace(with_loan(doubted(case), borrower=None, lender=None, contract=None), route=public, max_mb=0.1),
        lambda: replace(with_loan(case, disbursed=None, principal=None), texts=()),
        lambda: replace(case, edition="redacted"),
    ]
    for make in cases:
        for concern in preflight(make()):
            assert concern.words.zh
            assert concern.words.en
            assert concern.words.zh != concern.words.en


# --- a letter without an item ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("severity", "route", "missing"),
    [
        (None, "bureau", True),
        (None, "pboc", True),
        (None, "lender", False),
        (Severity.CONTRADICTION, "bureau", False),
        (Severity.DOUBT, "bureau", False),
        (Severity.DOUBT, "court", True),
        (Severity.NOTE, "bureau", True),
    ],
)
def test_a_letter_that_calls_nothing_wrong_is_a_draft(
    case: BundleRequest, severity: Severity | None, route: str, missing: bool
) -> None:
    found = tuple(replace(f, severity=severity, route="lender") for f in case.timeline.findings) if severity else ()
    request = replace(case, route=route, timeline=replace(case.timeline, findings=found))
    assert ("no_item" in keys(request)) == missing
    if missing:
        assert of(request, "no_item").severity == "error"
        assert TOLD["no_item"].zh.startswith("草稿")


def test_a_person_who_writes_in_what_is_wrong_needs_no_finding(case: BundleRequest) -> None:
    written = EditedText("bureau", "zh", "nothing", "2024年6月的逾期记录有误。")
    request = replace(case, timeline=replace(case.timeline, findings=()), texts=(*case.texts, written))
    assert "no_item" not in keys(request)


def test_a_page_of_ones_own_that_calls_an_installment_overdue_is_said(case: BundleRequest) -> None:
    plan = next(source for source in case.exhibits if source.kind is Kind.PLAN)
    own = Finding(
        "true_overdue",
        "A",
        Severity.NOTE,
        Words("计划标为逾期", "overdue by the plan"),
        installment=4,
        sources=(Source(plan.evidence),),
    )
    with_it = replace(case, timeline=replace(case.timeline, findings=(own,)))
    concern = of(with_it, "speaks_against")
    assert concern.severity == "warning"
    assert concern.source == Source(plan.evidence)
    assert plan.name in concern.words.zh and "第4期" in concern.words.zh
    in_month = replace(own, month="2023-08")
    assert "speaks_against" not in keys(replace(case, timeline=replace(case.timeline, findings=(in_month,))))
