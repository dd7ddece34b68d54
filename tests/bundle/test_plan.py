"""Groups, order and numbers of exhibits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lehua_desktop.bundle.plan import plan_bundle, safe_name
from lehua_desktop.bundle.story.wording import form_of, purpose_of, ranges, species_of, title_of
from lehua_desktop.core.facts import Kind, Read, Status
from lehua_desktop.core.model import Finding, Severity, Source
from lehua_desktop.core.words import Words
from tests.bundle.made import ID_NUMBER, NAME, made_case, source


def test_exhibits_stand_in_groups_by_kind_and_inside_by_date() -> None:
    plan = plan_bundle(made_case())
    assert [(group.number, group.name.zh) for group in plan.groups] == [
        (1, "合同与还款计划"),
        (2, "还款履行"),
        (3, "征信记载"),
        (4, "其他材料"),
    ]
    assert [(exhibit.number, exhibit.source.evidence) for exhibit in plan.exhibits] == [
        ("1-1", 1),
        ("2-1", 2),
        ("2-2", 3),
        ("2-3", 8),
        ("2-4", 4),
        ("2-5", 5),
        ("2-6", 6),
        ("3-1", 7),
        ("4-1", 9),
    ]


def test_a_group_without_exhibits_takes_no_number() -> None:
    case = made_case()
    plan = plan_bundle(replace(case, exhibits=case.exhibits[1:3]))
    assert [exhibit.number for exhibit in plan.exhibits] == ["1-1", "1-2"]


def test_evidence_without_a_day_comes_last_in_the_order_of_import() -> None:
    case = made_case()
    more = tuple(source(n, f"{n}.jpg", b"x", "image/jpeg", Kind.PAYMENT) for n in (20, 21))
    plan = plan_bundle(replace(case, exhibits=(*more, *case.exhibits)))
    assert [exhibit.source.evidence for exhibit in plan.groups[1].exhibits][-2:] == [20, 21]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a/b\\c:d*.png", "a_b_c_d_.png"),
        ("截图 1.jpg", "截图 1.jpg"),
        ("x" * 300 + ".jpeg", "x" * 75 + ".jpeg"),
        (" .hidden. ", "hidden"),
        ("", "file"),
        ("a\nb\x7f.png", "a_b_.png"),
    ],
)
def test_names_are_safe_everywhere(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_file_names_carry_no_identity_number() -> None:
    case = made_case()
    exhibit = replace(case.exhibits[0], name=f"{ID_NUMBER}计划.png")
    plan = plan_bundle(replace(case, exhibits=(exhibit,)))
    assert ID_NUMBER not in plan.exhibits[0].file


def test_a_path_in_a_name_is_no_folder_in_the_zip() -> None:
    case = made_case()
    exhibits = tuple(replace(case.exhibits[0], name=name) for name in ("../../etc/x.png", "C:\\a\\x.png"))
    for exhibit in exhibits:
        assert plan_bundle(replace(case, exhibits=(exhibit,))).exhibits[0].file == "originals/证据1-1_x.png"


def test_titles_state_certain_values_only() -> None:
    case = made_case()
    sure = plan_bundle(case)
    assert title_of(sure.exhibits[1], sure).zh == "付款记录（2023-05-09，1,286.35元）"
    payment = case.timeline.payments[0]
    proof = payment.proofs[0]
    doubtful = replace(
        proof, payment=replace(proof.payment, amount=Read(proof.payment.amount.value, False), day=Read(None, False))
    )
    timeline = replace(case.timeline, payments=(replace(payment, proofs=(doubtful,)),))
    plan = plan_bundle(replace(case, timeline=timeline))
    exhibit = plan.of_evidence(2)
    assert exhibit
    assert title_of(exhibit, plan).zh == "付款记录"
    confirmed = replace(timeline, payments=(replace(payment, proofs=(replace(doubtful, confirmed=True),)),))
    plan = plan_bundle(replace(case, timeline=confirmed))
    exhibit = plan.of_evidence(2)
    assert exhibit
    assert title_of(exhibit, plan).zh == "付款记录（1,286.35元）"


def test_a_report_is_shown_for_the_months_that_are_contradicted() -> None:
    case = made_case()
    report = next(source for source in case.exhibits if source.kind == Kind.CREDIT_REPORT)
    wrong = Finding(
        "monthly_status",
        "C",
        Severity.CONTRADICTION,
        Words("不符", "differs"),
        month="2023-07",
        sources=(Source(report.evidence),),
    )
    plan = plan_bundle(replace(case, timeline=replace(case.timeline, findings=(wrong,))))
    exhibit = plan.of_evidence(report.evidence)
    assert exhibit
    assert purpose_of(exhibit, plan, {}).zh == "证明信用报告对该账户的记载，其中2023年7月记为逾期"


def test_purposes_name_the_installments_that_are_surely_covered() -> None:
    plan = plan_bundle(made_case())
    assert purpose_of(plan.exhibits[1], plan, {1: [1]}).zh == "证明第1期已还1,286.35元（应还日2023-05-10）"
    assert purpose_of(plan.exhibits[1], plan, {}).zh == "证明向收款方付款的事实"


@pytest.mark.parametrize(
    ("status", "zh", "en"),
    [
        (Status.PENDING, "当时处理中", "was being processed at that time"),
        (Status.REFUNDED, "已退款", "was refunded"),
        (Status.FAILED, "未成功", "did not succeed"),
    ],
)
def test_a_payment_that_did_not_arrive_is_said_as_it_was(status: Status, zh: str, en: str) -> None:
    case = made_case()
    payments = (replace(case.timeline.payments[0], status=status), *case.timeline.payments[1:])
    plan = plan_bundle(replace(case, timeline=replace(case.timeline, payments=payments)))
    said = purpose_of(plan.exhibits[1], plan, {})
    assert zh in said.zh
    assert en in said.en


def test_payments_of_one_exhibit_that_became_different_things_are_not_called_failed() -> None:
    case = made_case()
    first, second, third = case.timeline.payments
    failed = replace(first, status=Status.FAILED)
    proofs = tuple(replace(proof, evidence=2) for proof in second.proofs)
    pending = replace(second, status=Status.PENDING, proofs=proofs)
    plan = plan_bundle(replace(case, timeline=replace(case.timeline, payments=(failed, pending, third))))
    assert purpose_of(plan.exhibits[1], plan, {}).zh == "显示各笔付款的结果"


def test_runs_of_numbers_are_drawn_together() -> None:
    assert ranges([1, 2, 3, 5, 7, 8], "、") == "1–3、5、7–8"


def test_a_redacted_bundle_has_no_name_of_a_person_in_its_file_name() -> None:
    case = replace(made_case(edition="redacted"), case_name=NAME)
    assert NAME not in plan_bundle(case).file_stem
    other = replace(case.timeline, loans=(replace(case.timeline.loans[0], contract="LH20231109007788"),))
    assert plan_bundle(replace(case, timeline=other)).file_stem != plan_bundle(case).file_stem


def test_a_picture_of_a_plan_is_electronic_data_whose_carrier_is_kept() -> None:
    plan = plan_bundle(made_case())
    shown = next(exhibit for exhibit in plan.exhibits if exhibit.source.kind is Kind.PLAN)
    assert species_of(shown).zh == "电子数据"
    assert "原始载体自存" in form_of(shown, redacted=False).zh
    paper = replace(shown, source=replace(shown.source, media_type="application/pdf"))
    assert species_of(paper).zh == "书证、电子数据"
    assert "原始载体自存" not in form_of(paper, redacted=False).zh
