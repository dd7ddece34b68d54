"""One case in the words of its documents: due on the 20th, a debit fails, then payment at 19:32, and the report marks 1.

Everything goes through the readers of facts; only the loan's cut-off hour is given by the person.
"""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from lehua_desktop.core.facts import Context, Facts, Kind, Status
from lehua_desktop.core.model import Loan, Proof, ReportProof, SettlementProof, Severity, State, Timeline
from lehua_desktop.core.page import Page
from lehua_desktop.facts.extract import extract
from tests.facts.made import text_page
from tests.facts.made_reports import Account, account
from tests.ledger.made import findings, loan, row, timeline

TODAY = dt.date(2026, 11, 23)
CONTEXT = Context(TODAY, ("示例消费金融有限公司", "示例融资担保有限公司"))

WECHAT = "微信支付\n-1,100.16\n当前状态\n支付成功\n支付时间\n2025年03月20日19:32:11\n商品\n分期乐-还款\n商户全称\n示例融资担保有限公司\n支付方式\n招商银行(3446)\n交易单号\n4200002345202503201234567890\n商户单号\nLH202503200001"
PENDING = "账单详情\n示例消费金融有限公司\n-1,100.16\n处理中\n处理进度\n付款成功 03-20 11:03\n银行处理中\n到账成功 预计03-20 13:03前\n本页不作为转账成功凭据，实际以银行入账为准。"
PAID_SMS = "【示例消金】您于03月20日成功还款1100.16元"
FAILED_SMS = "【示例消金】您今天应还1100.16元扣款失败，请17点前补足招商银行3446卡余额。"
BRIEF = "个人信用报告\n报告编号：2026092097825403723030 报告时间：2026-09-20 10:12:31\n姓名：张三 证件类型：身份证 证件号码：110101********002X\n信贷记录\n贷款\n发生过逾期的账户明细如下：\n1.2024年04月20日示例消费金融有限公司发放的12,000元（人民币）其他个人消费贷款，2025年04月20日到期。截至2026年09月，余额0，当前无逾期。最近5年内有1个月处于逾期状态，没有发生过90天以上逾期。"
STATEMENT = [
    [(40, "记账日期"), (140, "货币"), (200, "交易金额"), (300, "联机余额"), (400, "交易摘要"), (480, "对手信息")],
    [(40, "2025-03-20"), (140, "CNY"), (200, "-1,100.16"), (300, "8,765.43"), (400, "快捷支付"), (480, "示例融资担保有限公司")],
]  # fmt: skip
CERTIFICATE = "结清证明\n用户方张三，身份证号11010119900307002X，截止2025年04月20日，用户方已支付本金和平台服务费共计13201.95元\n（大写：壹万叁仟贰佰零壹元玖角伍分），现所有款项已全部结清。特此证明\n示例消费金融有限公司\n2025年04月25日"


def page_of(text: str) -> Page:
    return text_page([(40.0, 30.0 + 22 * i, line) for i, line in enumerate(text.split("\n"))], size=10)


def statement_page() -> Page:
    words = [(float(x), 80.0 + 24 * i, text) for i, line in enumerate(STATEMENT) for x, text in line]
    return text_page([(40.0, 30.0, "招商银行交易流水"), *words], size=9)


def grid_page() -> Page:
    codes = {"2024-04": "*", "2025-03": "1", "2025-04": "C"}
    shown = Account(opened="2024.04.20", ends="2025.04.20", amount="12,000", as_of="2025年05月20日", closed="2025.04.20", first="2024-04", last="2025-04", codes=codes, sums={"2025-03": "1,100"})  # fmt: skip
    head = [(200.0, 15.0, "个人信用报告（本人版）"), (45.0, 30.0, "报告编号：2025052097825403723030"), (245.0, 30.0, "报告时间：2025-05-20 10:12:31"), (45.0, 42.0, "姓名：张三 证件类型：身份证"), (46.0, 54.0, "三 信贷交易信息明细"), (50.0, 66.0, "（二）非循环贷账户")]  # fmt: skip
    return text_page([*head, *account(shown, 85)], size=7)


def facts() -> dict[str, Facts]:
    pages = {
        "wechat": page_of(WECHAT),
        "pending": page_of(PENDING),
        "paid sms": page_of(PAID_SMS),
        "failed sms": page_of(FAILED_SMS),
        "brief": page_of(BRIEF),
        "grid": grid_page(),
        "statement": statement_page(),
        "certificate": page_of(CERTIFICATE),
    }
    return {name: extract([page], CONTEXT) for name, page in pages.items()}


def the_loan(cutoff: str | None) -> Loan:
    amounts = [110_016] * 11 + [110_019]
    return loan(amounts=amounts, first="2024-05-20", cutoff=cutoff, contract=None, principal=1_200_000)


def case(cutoff: str | None, order: tuple[str, ...] = ()) -> Timeline:
    said = facts()
    files = {name: number for number, name in enumerate(order or tuple(said), 1)}
    number = itertools.count(1)
    proofs, reports, settlements = [], [], []
    for name, evidence in files.items():
        fact = said[name]
        proofs += [Proof(next(number), evidence, payment) for payment in fact.payments]
        if fact.report is not None:
            reports.append(ReportProof(evidence, fact.report))
        if fact.settlement is not None:
            settlements.append(SettlementProof(evidence, fact.settlement))
    return timeline(proofs, the_loan(cutoff), reports=reports, settlements=settlements, today=TODAY)


def test_each_document_is_read_as_what_it_is() -> None:
    said = facts()
    assert {name: fact.kind for name, fact in said.items()} == {
        "wechat": Kind.PAYMENT,
        "pending": Kind.PAYMENT,
        "paid sms": Kind.PAYMENT_LIST,
        "failed sms": Kind.PAYMENT_LIST,
        "brief": Kind.CREDIT_REPORT,
        "grid": Kind.CREDIT_REPORT,
        "statement": Kind.STATEMENT,
        "certificate": Kind.SETTLEMENT,
    }
    assert [p.status.value for p in said["pending"].payments] == [Status.PENDING]
    assert [p.status.value for p in said["failed sms"].payments] == [Status.FAILED]


@pytest.mark.parametrize(
    ("cutoff", "severity"),
    [("24:00", Severity.CONTRADICTION), ("17:00", Severity.DOUBT), (None, Severity.DOUBT)],
)
def test_the_cutoff_hour_decides_between_contradiction_and_doubt(cutoff: str | None, severity: Severity) -> None:
    found = case(cutoff)
    (finding,) = findings(found, "monthly_status")
    assert (finding.letter, finding.severity, finding.installment, finding.month) == ("C", severity, 11, "2025-03")
    assert row(found, 11).state is State.ON_TIME
    claimed = [f.rule for f in found.findings if f.severity is Severity.CONTRADICTION]
    assert claimed == (["monthly_status"] if severity is Severity.CONTRADICTION else [])


def test_a_page_that_is_still_pending_pays_nothing() -> None:
    found = case("24:00")
    pending = [p for p in found.payments if p.status is Status.PENDING]
    assert pending
    linked = {a.payment for r in found.rows for a in r.allocations}
    assert not linked & {p.id for p in pending}


def test_the_order_of_the_files_changes_no_finding() -> None:
    names = tuple(facts())
    first = [(f.rule, f.severity, f.month, f.message) for f in case(None).findings]
    for order in (names[::-1], (*names[3:], *names[:3])):
        assert [(f.rule, f.severity, f.month, f.message) for f in case(None, order).findings] == first
