"""What a person said about redactions stays with the case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lehua_desktop.bundle.redaction import redact
from lehua_desktop.casebook import Casebook
from lehua_desktop.core.facts import Kind
from lehua_desktop.core.page import Box, FileReading
from tests.bundle.made import CARD, MOBILE, drawn, png
from tests.test_casebook import NOON, TODAY

REPORT = (
    "个人信用报告",
    "报告时间：2024-02-01 09:31:44",
    "一 个人基本信息",
    "婚姻状况 就业状况",
    "未婚 在职",
    "二 信息概要",
    "三 信贷交易信息明细",
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.create(tmp_path / "试.lehua") as book:
        yield book


def add(book: Casebook, *lines: str) -> int:
    image, page = drawn(lines, 700)
    evidence = book.add_bytes(f"{lines[0]}.png", png(image), NOON).evidence
    assert evidence is not None
    book.apply_reading(evidence, FileReading("image/png", 1, (page,)), NOON)
    return evidence


def states(book: Casebook, evidence: int) -> list[tuple[str, str]]:
    return [(item.what, item.state) for item in book.redactions(evidence, 0)]


def test_proposals_follow_from_the_reading(book: Casebook) -> None:
    evidence = add(book, f"卡号 {CARD}", f"手机 {MOBILE}", "金额 1,286.35")
    assert states(book, evidence) == [("card", "proposed"), ("mobile", "proposed")]
    assert book.redactions(evidence, 7) == []


def test_a_persons_word_stays_with_the_case_and_survives_another_reading(book: Casebook) -> None:
    evidence = add(book, f"卡号 {CARD}", f"手机 {MOBILE}")
    card = book.redactions(evidence, 0)[0]
    book.apply(book.decide_redaction(card, accepted=False))
    book.apply(book.draw_redaction(evidence, 0, Box(10, 20, 30, 40)))
    path = book.path
    book.close()
    with Casebook.open(path) as again:
        assert states(again, evidence) == [("card", "rejected"), ("mobile", "proposed"), ("hand", "drawn")]
        _, page = drawn([f"卡号 {CARD}", f"手机 {MOBILE}"], 700)
        again.apply_reading(evidence, FileReading("image/png", 1, (page,)), NOON)
        assert states(again, evidence)[0] == ("card", "rejected")
        again.apply(again.decide_redaction(again.redactions(evidence, 0)[0], accepted=True))
        assert states(again, evidence)[0] == ("card", "accepted")


def test_every_word_of_a_person_can_be_taken_back(book: Casebook) -> None:
    evidence = add(book, f"卡号 {CARD}")
    for edit in (
        book.decide_redaction(book.redactions(evidence, 0)[0], accepted=False),
        book.draw_redaction(evidence, 0, Box(10, 20, 30, 40)),
        book.look_at_redactions(evidence),
    ):
        before = states(book, evidence), book.redactions_unlooked()
        changes = book.apply(edit)
        assert changes.evidence == {evidence}
        assert (states(book, evidence), book.redactions_unlooked()) != before
        book.apply(edit.inverse())
        assert (states(book, evidence), book.redactions_unlooked()) == before


def test_a_drawn_box_can_be_erased(book: Casebook) -> None:
    evidence = add(book, "还款")
    book.apply(book.draw_redaction(evidence, 0, Box(10, 20, 30, 40)))
    book.apply(book.erase_redaction(book.redactions(evidence, 0)[0]))
    assert book.redactions(evidence, 0) == []


def test_what_nobody_looked_at_is_known(book: Casebook) -> None:
    one, other = add(book, "还款 一"), add(book, "还款 二")
    assert book.redactions_unlooked() == [one, other]
    book.apply(book.look_at_redactions(one))
    assert book.redactions_unlooked() == [other]
    book.apply(book.look_at_redactions(one, looked=False))
    assert book.redactions_unlooked() == [one, other]


def test_a_redacted_bundle_gets_the_decisions_and_is_read_again(book: Casebook) -> None:
    evidence = add(book, f"卡号 {CARD}")
    book.apply(book.draw_redaction(evidence, 0, Box(10, 20, 30, 40)))
    request = book.bundle_request(TODAY, edition="redacted")
    assert [item.box for item in request.redactions] == [Box(10, 20, 30, 40)]
    assert request.look is not None
    assert book.bundle_request(TODAY).look is None
    assert book.bundle_request(TODAY, route="public").look is not None


def test_long_numbers_are_proposed_and_can_be_let_be_seen(book: Casebook) -> None:
    evidence = add(book, "订单号 2023070522001498761401234567", "金额 1,286.35")
    assert states(book, evidence) == [("number", "proposed")]
    book.apply(book.decide_redaction(book.redactions(evidence, 0)[0], accepted=False))
    assert states(book, evidence) == [("number", "rejected")]


def test_a_word_under_a_drawn_box_is_proposed_wherever_else_it_stands(book: Casebook) -> None:
    first, second = add(book, "合同 LH20230410001", "还款 1,286.35"), add(book, "备注 LH20230410001")
    assert states(book, second) == []
    book.apply(book.draw_redaction(first, 0, book.pages(first)[0].lines[0].box))
    assert states(book, second) == [("name", "proposed")]
    book.apply(book.erase_redaction(book.redactions(first, 0)[-1]))
    assert states(book, second) == []


def test_personal_details_of_a_report_are_proposed_as_one_block_and_may_be_seen(book: Casebook) -> None:
    evidence = add(book, *REPORT)
    (block,) = (item for item in book.redactions(evidence, 0) if item.what == "block")
    assert [line.text for line in book.pages(evidence)[0].lines if line.box.overlap_y(block.box) > 0.5] == [
        "婚姻状况 就业状况",
        "未婚 在职",
    ]
    book.apply(book.decide_redaction(block, accepted=False))
    assert ("block", "rejected") in states(book, evidence)
    decisions = redact.masking_of(book.bundle_request(TODAY, edition="redacted")).decisions
    assert [item.state for item in decisions if item.what == "block"] == ["rejected"]


def test_rows_of_other_purchases_are_proposed_for_the_public(book: Casebook) -> None:
    lines = ("账单", "2024年3月", "示例便利店 -8.00", "03月05日 12:00", "", "示例餐厅 -66.00", "03月02日 12:00")
    evidence = add(book, *lines)
    facts = book.facts(evidence)
    assert facts is not None
    assert facts.kind is Kind.PAYMENT_LIST
    assert states(book, evidence) == [("row", "proposed")] * 2
    for route, count in (("lender", 0), ("public", 2)):
        masking = redact.masking_of(book.bundle_request(TODAY, route=route, edition="redacted"))
        assert len([item for item in masking.decisions if item.what == "row"]) == count
