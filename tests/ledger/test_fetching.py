"""Where the next proof is to be had: the bank and the wallet that the other payments went through."""

from __future__ import annotations

from dataclasses import replace

from lehua_desktop.casebook.guides import fetch_guides
from lehua_desktop.core.model import Proof
from lehua_desktop.ledger.timeline import build_timeline
from tests.ledger.made import NO, TODAY, loan, paid_on_due_days


def gap(proofs: list[Proof], number: int = 4) -> tuple[str, str]:
    """What the timeline says is missing for one installment, in both languages."""
    found = build_timeline([loan()], proofs, [], [], [], NO, TODAY, None, fetch_guides())
    (missing,) = [m for m in found.missing if m.installment == number]
    return missing.message.zh, missing.message.en


def paid_by(method: str | None, payee: str = "乐花分期", refs: tuple[str, ...] = ()) -> list[Proof]:
    given = paid_on_due_days(skip=[4])
    return [replace(p, payment=replace(p.payment, method=method, payee=payee, references=refs)) for p in given]


def test_a_gap_names_the_bank_its_way_and_its_password() -> None:
    zh, en = gap(paid_by("招商银行储蓄卡(3446)"))
    assert zh.startswith(
        "第4期（应还日2023-04-10，1,286.35元）：没有付款凭证。请下载2023-03-26至2023-04-25的招商银行流水"
    )
    assert "打开招商银行 App，找到“流水打印”；打开文件的密码在“流水打印”的“申请记录”里。" in zh
    assert "Open the app of 招商银行" in en


def test_bank_and_wallet_are_both_named_when_both_are_known() -> None:
    zh, _ = gap(paid_by("建设银行(3446)", payee="财付通-乐花分期"))
    assert "建设银行或微信支付流水" in zh
    assert "明细申请记录" in zh
    assert "“微信支付”公众号" in zh


def test_an_order_number_tells_the_wallet() -> None:
    zh, _ = gap(paid_by(None, refs=("4200002345202503201234567890",))[:1])
    assert "微信支付流水" in zh


def test_without_a_name_nothing_is_guessed() -> None:
    zh, en = gap(paid_by(None))
    assert "银行流水，或支付宝、微信账单、平台的还款记录" in zh
    assert "App" not in zh
    assert "password" not in en


def test_a_bank_in_china_is_not_taken_for_the_bank_of_china() -> None:
    zh, _ = gap(paid_by("中国工商银行(3446)"))
    assert "工商银行流水" in zh
    assert "历史明细打印" in zh


def test_every_guide_is_dated_and_whole_in_both_languages() -> None:
    for guide in fetch_guides():
        words = [guide.name.fill(bank="X"), guide.where.fill(bank="X")]
        assert all(w.zh and w.en and "{" not in w.zh + w.en and not w.zh.endswith("。") for w in words)
