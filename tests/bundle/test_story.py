"""What the front pages say follows from the timeline, and says no more than it proves."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from lehua_desktop.bundle.plan import plan_bundle
from lehua_desktop.bundle.story.story import tell
from lehua_desktop.bundle.write import write_bundle
from lehua_desktop.core.facts import Kind, Read, Settlement, Status
from lehua_desktop.core.model import Severity, State
from lehua_desktop.core.money import ZERO, Money
from lehua_desktop.core.words import Words
from tests.bundle.made import made_case
from tests.bundle.test_pdf import texts


def test_events_stand_in_order_of_their_days_with_their_sources() -> None:
    story = tell(plan_bundle(made_case()))
    assert [event.day for event in story.events] == sorted(event.day for event in story.events)
    june = next(event for event in story.events if str(event.day) == "2023-06-10")
    assert "支付1,286.35元，用于第2期（应还日2023年6月10日，应还1,286.35元）" in june.text.zh
    assert [source.evidence for source in june.sources] == [3, 8]
    assert any("示例消费金融有限公司发放借款3,859.05元" in event.text.zh for event in story.events)
    assert any("2023年7月还款状态为“1”" in event.text.zh for event in story.events)


def test_a_row_sets_the_report_beside_the_payment() -> None:
    (loan,) = tell(plan_bundle(made_case())).loans
    assert [row.report_code for row in loan.rows] == ["N", "N", "1"]
    assert loan.rows[2].findings == (1,)
    assert str(loan.due) == str(loan.paid) == "3,859.05"


def test_a_refund_is_told_as_money_that_came_back() -> None:
    case = made_case()
    first = case.timeline.payments[0]
    assert first.day is not None
    proofs = tuple(replace(p, payment=replace(p.payment, status=Read(Status.REFUNDED, True))) for p in first.proofs)
    day = first.day + dt.timedelta(days=1)
    back = replace(first, id=99, day=day, status=Status.REFUNDED, proofs=proofs)
    story = tell(plan_bundle(replace(case, timeline=replace(case.timeline, payments=(*case.timeline.payments, back)))))
    assert any("退款1,286.35元到账" in event.text.zh for event in story.events)


def test_a_payment_whose_proofs_are_left_out_is_not_told() -> None:
    case = made_case()
    proofs = tuple({proof.evidence for proof in case.timeline.payments[0].proofs})
    told = [str(event.day) for event in tell(plan_bundle(replace(case, left_out=proofs))).events]
    assert str(case.timeline.payments[0].day) in [str(e.day) for e in tell(plan_bundle(case)).events]
    assert str(case.timeline.payments[0].day) not in told


def test_what_was_paid_beyond_the_amount_due_stands_beside_it(tmp_path: Path) -> None:
    case = made_case()
    first = case.timeline.payments[0]
    more = replace(first, amount=Money(129545))
    case = replace(case, timeline=replace(case.timeline, payments=(more, *case.timeline.payments[1:])))
    (loan,) = tell(plan_bundle(case)).loans
    assert [(str(row.paid), str(row.beyond)) for row in loan.rows[:2]] == [("1,286.35", "9.10"), ("1,286.35", "0.00")]
    said = "".join(texts(write_bundle(case, tmp_path).pdf))
    assert "另付9.10" in said
    assert "不计入“实还”" in said


def test_without_a_report_or_a_plan_nothing_is_said_to_have_been_compared(tmp_path: Path) -> None:
    case = made_case()
    quiet = replace(case, timeline=replace(case.timeline, findings=()))
    assert "没有发现报告记载" in "".join(texts(write_bundle(quiet, tmp_path / "whole").pdf))
    without = tuple(source for source in quiet.exhibits if source.kind is not Kind.CREDIT_REPORT)
    said = "".join(texts(write_bundle(replace(quiet, exhibits=without), tmp_path / "part").pdf))
    assert "因此没有作逐项比对" in said
    assert "没有发现报告记载" not in said
    assert "矛盾0项" not in said


def test_a_report_that_is_not_attached_is_said_beside_the_table(tmp_path: Path) -> None:
    case = made_case()
    assert "没有附入信用报告的还款记录" not in "".join(texts(write_bundle(case, tmp_path / "whole").pdf))
    reports = tuple(source.evidence for source in case.exhibits if source.kind is Kind.CREDIT_REPORT)
    said = "".join(texts(write_bundle(replace(case, left_out=reports), tmp_path / "part").pdf))
    assert "没有附入信用报告的还款记录" in said


def test_a_payment_after_the_due_day_is_said_to_be_late() -> None:
    case = made_case()
    first = case.timeline.payments[0]
    late = replace(first, day=case.timeline.rows[0].installment.due.replace(day=15))
    timeline = replace(case.timeline, payments=(late, *case.timeline.payments[1:]))
    story = tell(plan_bundle(replace(case, timeline=timeline)))
    assert any("晚于应还日5天" in event.text.zh for event in story.events)


def test_a_payment_that_failed_is_told_as_failed() -> None:
    case = made_case()
    failed = replace(case.timeline.payments[0], status=Status.FAILED)
    rows = (replace(case.timeline.rows[0], allocations=()), *case.timeline.rows[1:])
    timeline = replace(case.timeline, payments=(failed, *case.timeline.payments[1:]), rows=rows)
    story = tell(plan_bundle(replace(case, timeline=timeline)))
    assert any("结果：失败" in event.text.zh for event in story.events)


def test_payments_that_are_not_about_the_loan_are_not_told() -> None:
    case = made_case()
    payments = tuple(replace(payment, about_loan=False) for payment in case.timeline.payments)
    story = tell(plan_bundle(replace(case, timeline=replace(case.timeline, payments=payments))))
    assert not any("支付" in event.text.zh for event in story.events)


def test_advice_to_the_person_is_not_printed(tmp_path: Path) -> None:
    case = made_case()
    finding = case.timeline.findings[0]
    note = replace(finding, severity=Severity.NOTE, message=Words("请补充凭证", "Add proof"))
    lacking = replace(finding, letter="L", severity=Severity.DOUBT, message=Words("请补充流水", "Add statement"))
    timeline = replace(case.timeline, findings=(note, lacking, finding))
    made = write_bundle(replace(case, timeline=timeline), tmp_path)
    said = "".join(texts(made.pdf))
    assert "请补充" not in said
    assert finding.message.zh in said
    assert "矛盾1项，疑点0项" in said


def test_a_true_overdue_month_and_an_unproven_installment_are_conceded(tmp_path: Path) -> None:
    case = made_case()
    one, two, three = case.timeline.rows
    rows = (
        one,
        replace(two, state=State.UNPROVEN, paid=ZERO, paid_on=None, allocations=()),
        replace(three, state=State.LATE, days_late=4),
    )
    timeline = replace(case.timeline, rows=rows, findings=())
    request = replace(case, timeline=timeline)
    (loan,) = tell(plan_bundle(request)).loans
    assert (loan.conceded, loan.unproven) == ([3], [2])
    said = "".join(texts(write_bundle(request, tmp_path).pdf))
    assert "第3期：凭证显示晚于应还日还清" in said
    assert "第2期：所附材料没有显示足额付款" in said
    assert "未见凭证" in said


def test_a_certificate_about_several_loans_tells_of_the_loan_of_the_case() -> None:
    case = made_case()
    other = Settlement(Read(dt.date(2023, 6, 1), True), "LH209912310009", "示例消费金融有限公司")
    mine = replace(other, contract="LH20230410001", settled_on=Read(dt.date(2023, 7, 20), True))
    first = replace(other, settled_on=Read(dt.date(2023, 6, 1), False))
    exhibits = tuple(
        replace(e, facts=replace(e.facts, settlement=first, settlements=(other, mine)))
        if e.facts and e.facts.settlement
        else e
        for e in case.exhibits
    )
    story = tell(plan_bundle(replace(case, exhibits=exhibits)))
    assert [event.day for event in story.events if event.part.startswith("settlement-")] == [dt.date(2023, 7, 20)]
