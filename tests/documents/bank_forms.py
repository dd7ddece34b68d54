"""What banks and wallets print in their statements: one `Form` a bank, titles and columns in its own order and wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import LAYOUTS
from .press import FACES


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, what stands in its cells, its share of the width, a second title."""

    title: str
    cell: str
    width: float = 1.0
    english: str | None = None

    @property
    def right(self) -> bool:
        return self.cell.startswith(("signed", "unsigned", "out", "in", "balance")) and self.cell not in (
            "out-in",
            "out-in-other",
        )


@dataclass(frozen=True, slots=True)
class Form:
    """How one bank prints a statement."""

    key: str
    title: str
    columns: Sequence[Column]
    head: Sequence[str]
    look: dict[str, Any] = field(default_factory=dict)
    notes: Sequence[str] = ()
    subtitle: str | None = None
    newest_first: bool = False
    wallet: bool = False
    folder: Path = LAYOUTS
    layout: str = "paper_statement"


def _columns(*cells: tuple[str, str] | tuple[str, str, float] | tuple[str, str, float, str]) -> list[Column]:
    return [Column(*cell) for cell in cells]


LOOK: dict[str, Any] = {
    "landscape": False,
    "foot": "plain",
    "header": None,
    "face": FACES["song"],
    "size": 8.5,
    "title-align": "center",
    "head-columns": 2,
    "rules": "lines",
    "inset": 1.0,
    "leading": 1.5,
    "weight": 700,
    "seal": None,
}
FORMS: tuple[Form, ...] = (
    Form(
        "icbc",
        "中国工商银行借记账户历史明细（电子版）",
        _columns(
            ("交易日期", "moment-two-lines", 1.5),
            ("帐号", "own-account", 1.6),
            ("储种", "savings"),
            ("序号", "zero-place"),
            ("币种", "yuan"),
            ("钞汇", "cash", 0.8),
            ("摘要", "summary", 1.4),
            ("地区", "region", 0.9),
            ("收入/支出金额", "signed-plus", 1.8),
            ("余额", "balance", 1.7),
            ("对方户名", "party", 2.4),
            ("对方帐号", "account", 1.6),
            ("渠道", "channel", 1.4),
        ),
        ("卡号 {card}", "户名：{name}", "起止日期：{start:%Y-%m-%d} — {end:%Y-%m-%d}", "回单编号：{number}"),
        {
            "landscape": True,
            "rules": "grid",
            "size": 7.5,
            "face": FACES["song"],
            "seal": "中国工商银行\n电子回单专用章",
        },
        ("1.本明细仅供参考，不作为收付款凭证。", "2.重复打印请注意核对。"),
    ),
    Form(
        "ccb",
        "中国建设银行个人活期账户全部交易明细",
        _columns(
            ("序号", "place", 0.6),
            ("摘要", "summary", 1.4),
            ("币别", "yuan", 1.0),
            ("钞汇", "cash", 0.6),
            ("交易日期", "day-compact", 1.4),
            ("交易金额", "signed", 1.6),
            ("账户余额", "balance", 1.6),
            ("交易地点/附言", "memo", 2.4),
            ("对方账号与户名", "account-party", 3.0),
        ),
        ("卡号/账号:{card}", "客户名称:{name}", "起止日期:{start:%Y%m%d}-{end:%Y%m%d}", "币别:人民币"),
        {"rules": "grid", "face": FACES["hei"], "size": 7.5, "foot": "slash", "head-columns": 3},
        ("温馨提示：", "生成时间：2025-07-12 10:22:31"),
    ),
    Form(
        "cmb",
        "招商银行交易流水",
        _columns(
            ("记账日期", "day-dash", 1.2, "Date"),
            ("货币", "cny", 0.8, "Currency"),
            ("交易金额", "signed", 1.4, "Transaction Amount"),
            ("联机余额", "balance", 1.5, "Balance"),
            ("交易摘要", "summary", 1.6, "Transaction Type"),
            ("对手信息", "party-account", 2.6, "Counter Party"),
            ("客户摘要", "memo", 1.8, "Customer Type"),
        ),
        (
            "户 名：{name}",
            "账号：{masked}",
            "账户类型：ALL",
            "开 户 行：示例支行",
            "申请时间：2025-07-12 10:22:31",
            "验 证 码：K8S2P0QA",
        ),
        {"rules": "head", "face": FACES["hei-serif-figures"], "size": 8, "head-columns": 2},
        subtitle="Transaction Statement of China Merchants Bank\n{start:%Y-%m-%d} -- {end:%Y-%m-%d}",
    ),
    Form(
        "abc",
        "中国农业银行账户活期交易明细清单",
        _columns(
            ("交易日期", "day-compact", 1.3),
            ("交易时间", "time-compact", 1.1),
            ("交易摘要", "summary", 1.3),
            ("交易金额", "signed-bare", 1.5),
            ("本次余额", "balance-bare", 1.5),
            ("对手信息", "party", 2.4),
            ("日志号", "log", 1.4),
            ("交易渠道", "channel-code", 1.2),
            ("交易附言", "memo", 2.0),
        ),
        (
            "户名：{name}",
            "账户：{card}",
            "币种：人民币",
            "起止日期：{start:%Y%m%d}-{end:%Y%m%d}",
            "电子流水号：{number}",
        ),
        {"rules": "none", "foot": "title", "face": FACES["song-plain"], "size": 8, "leading": 1.2, "head-columns": 3},
    ),
    Form(
        "boc",
        "中国银行交易流水明细清单",
        _columns(
            ("记账日期", "day-dash", 1.4),
            ("记账时间", "time", 1.2),
            ("币别", "yuan", 0.9),
            ("金额", "signed", 1.6),
            ("余额", "balance", 1.6),
            ("交易名称", "summary", 1.3),
            ("渠道", "channel", 1.2),
            ("网点名称", "branch", 1.2),
            ("附言", "memo", 1.8),
            ("对方账户名", "party", 2.2),
            ("对方卡号/账号", "account", 1.6),
            ("对方开户行", "bank", 1.3),
        ),
        (
            "交易区间： {start:%Y-%m-%d} 至 {end:%Y-%m-%d}",
            "客户姓名： {name}",
            "借记卡号： {card}",
            "打印时间： 2025/07/12 10:22:31",
        ),
        {"landscape": True, "rules": "zebra", "face": FACES["hei"], "size": 7.5, "head-columns": 3},
        newest_first=True,
    ),
    Form(
        "bocom",
        "交通银行个人客户交易清单",
        _columns(
            ("Serial Num", "place", 0.8, "序号"),
            ("Trans Date", "day-dash", 1.3, "交易日期"),
            ("Trans Time", "time", 1.2, "交易时间"),
            ("Trading Type", "summary", 1.6, "交易类型"),
            ("Dc Flg", "dr-cr", 1.0, "借贷"),
            ("Trans Amt", "unsigned", 1.6, "交易金额"),
            ("Balance", "balance", 1.6, "余额"),
            ("Payment Receipt Account", "account", 1.6, "对方账号"),
            ("Payment Receipt Account Name", "party", 2.4, "对方户名"),
            ("Trading Place", "channel", 1.3, "交易地点"),
            ("Abstract", "memo", 1.8, "摘要"),
        ),
        (
            "部门 Branch: 示例支行",
            "账号/卡号 Account/Card No: {card}",
            "户名 Account Name: {name}",
            "查询起日 Query Starting Date: {start:%Y-%m-%d}",
            "查询止日 Query Ending Date: {end:%Y-%m-%d}",
            "币种 Currency: 人民币",
        ),
        {"landscape": True, "rules": "grid", "face": FACES["song"], "size": 7.5, "head-columns": 3, "foot": "english"},
        subtitle="Bank of Communications Personal Banking Transaction Statement",
    ),
    Form(
        "psbc",
        "中国邮政储蓄银行借记账户历史明细",
        _columns(
            ("交易日期", "day-compact", 1.4),
            ("摘要", "summary-memo", 2.6),
            ("币种", "yuan", 0.9),
            ("钞汇", "cash", 0.7),
            ("交易金额", "signed-plus", 1.6),
            ("账户余额", "balance", 1.6),
            ("对方户名", "party", 2.4),
            ("交易渠道", "channel", 1.4),
        ),
        ("户名：{name}", "账号：{masked}", "起止日期：{start:%Y年%m月%d日}-{end:%Y年%m月%d日}", "打印柜员：电子渠道"),
        {"rules": "dots", "face": FACES["song-plain"], "size": 8, "seal": "中国邮政储蓄银行\n业务专用章"},
    ),
    Form(
        "cmbc",
        "个人账户对账单",
        _columns(
            ("凭证类型", "voucher", 1.0),
            ("凭证号码", "blank", 0.8),
            ("交易时间", "moment-slash", 1.5),
            ("摘要", "summary-memo", 2.2),
            ("交易金额", "signed", 1.4),
            ("账户余额", "balance", 1.5),
            ("现转标志", "transfer-mark", 0.7),
            ("交易渠道", "channel", 1.2),
            ("交易机构", "branch", 1.2),
            ("对方户名/账号", "party-account", 2.6),
            ("对方行名", "bank", 1.1),
        ),
        ("客户姓名：{name}", "客户账号：{card}", "起止日期：{start:%Y/%m/%d}-{end:%Y/%m/%d}"),
        {
            "landscape": True,
            "rules": "lines",
            "face": FACES["hei"],
            "size": 7.5,
            "head-columns": 3,
            "header": "中国民生银行 CHINA MINSHENG BANK",
        },
    ),
    Form(
        "spdb",
        "上海浦东发展银行个人客户交易流水专用回单",
        _columns(
            ("交易日期", "day-compact", 1.2),
            ("交易时间", "time", 1.2),
            ("交易摘要", "memo-or-summary", 1.8),
            ("交易金额", "signed-bare", 1.4),
            ("账户余额", "balance-bare", 1.5),
            ("对手姓名", "party", 2.2),
            ("对手账号", "account", 1.6),
        ),
        ("客户姓名: {name}", "卡/账号: {card}", "查询日期: {start:%Y%m%d}-{end:%Y%m%d}", "回单编号: {number}"),
        {"rules": "lines", "face": FACES["song"], "size": 8.5, "title-align": "left"},
    ),
    Form(
        "citic",
        "中信银行账户交易明细",
        _columns(
            ("交易日期", "day-dash", 1.3),
            ("收入金额", "in", 1.4),
            ("支出金额", "out", 1.4),
            ("账户余额", "balance", 1.5),
            ("对方户名", "party", 2.2),
            ("交易摘要", "memo-or-summary", 2.0),
            ("状态", "blank", 0.6),
        ),
        ("账号：{masked}", "户名：{name}", "起始日期：{start:%Y-%m-%d}", "终止日期：{end:%Y-%m-%d}"),
        {"rules": "grid", "face": FACES["hei-serif-figures"], "size": 8.5, "seal": "中信银行\n电子回单专用章"},
        newest_first=True,
    ),
    Form(
        "cib",
        "兴业银行交易流水",
        _columns(
            ("交易时间", "moment-dash", 1.6),
            ("记账日", "day-dash", 1.2),
            ("支出", "out-dash", 1.3),
            ("收入", "in-dash", 1.3),
            ("账户余额", "balance", 1.4),
            ("摘要", "summary", 1.2),
            ("对方户名/账号", "party-over-account", 2.2),
            ("用途", "memo", 1.6),
        ),
        (
            "户名：{name}  账号：{card}",
            "起止日期：{start:%Y-%m-%d}至{end:%Y-%m-%d}",
            "交易类型：全部",
            "合计笔数：{count}",
        ),
        {"rules": "lines", "face": FACES["hei"], "size": 7.5},
    ),
    Form(
        "cgb",
        "广发银行个人账户交易明细",
        _columns(
            ("序号", "place", 0.7),
            ("交易日期", "day-slash", 1.3),
            ("时间", "time-minute", 0.9),
            ("借方发生额", "out-zero", 1.4),
            ("贷方发生额", "in-zero", 1.4),
            ("余额", "balance", 1.5),
            ("摘要", "summary", 1.3),
            ("对方名称", "party", 2.2),
            ("备注", "memo", 1.8),
        ),
        ("户　　名：{name}", "账　　号：{card}", "查询时段：{start:%Y/%m/%d} - {end:%Y/%m/%d}", "币　　种：人民币"),
        {"rules": "grid", "face": FACES["typewriter"], "size": 7, "foot": "slash"},
    ),
    Form(
        "pingan",
        "平安银行个人账户交易明细清单",
        _columns(
            ("交易日期", "day-dash", 1.3),
            ("交易时间", "time", 1.2),
            ("收/支", "out-in", 0.8),
            ("交易金额（元）", "unsigned", 1.5),
            ("账户余额（元）", "balance", 1.6),
            ("交易对方", "party-memo", 3.0),
            ("交易类型", "summary", 1.4),
        ),
        ("姓名：{name}", "账户：{masked}", "时间范围：{start:%Y-%m-%d}~{end:%Y-%m-%d}", "共{count}笔"),
        {"rules": "zebra", "face": FACES["hei"], "size": 8.5, "title-align": "left"},
        newest_first=True,
    ),
    Form(
        "rural",
        "示例县农村信用合作联社存款账户明细账",
        _columns(
            ("日期", "day-compact", 1.3),
            ("摘要", "summary-memo", 2.4),
            ("借方(支取)", "out", 1.4),
            ("贷方(存入)", "in", 1.4),
            ("余额", "balance", 1.5),
            ("对方户名", "party", 2.4),
            ("柜员", "region", 0.8),
        ),
        ("户名:{name}", "账号:{card}", "自{start:%Y%m%d}至{end:%Y%m%d}", "币种:人民币"),
        {"rules": "grid", "face": FACES["typewriter"], "size": 7.5, "weight": 400},
    ),
    Form(
        "alipay",
        "交易流水证明",
        _columns(
            ("收/支", "not-counted", 0.9),
            ("交易对方", "party", 1.4),
            ("商品说明", "memo-or-summary", 1.5),
            ("收/付款方式", "method", 1.2),
            ("金额", "unsigned-bare", 1.0),
            ("交易订单号", "serial-wrapped", 1.6),
            ("商家订单号", "merchant-wrapped", 1.5),
            ("交易时间", "moment-two-lines", 1.3),
        ),
        (
            "编号：{number}",
            "兹证明：{name}（证件号码：{identity}）在其支付宝账号{mobile}中明细信息如下：",
            "币种：人民币/单位：元",
            "交易时间段：{start:%Y-%m-%d} 00:00:00 至 {end:%Y-%m-%d} 23:59:59",
            "交易类型：全部",
        ),
        {
            "rules": "grid",
            "face": FACES["hei"],
            "size": 7.5,
            "foot": "slash",
            "head-columns": 1,
            "header": "支付宝支付科技有限公司",
            "seal": "支付宝\n业务凭证专用章",
        },
        ("说明：任何修改或涂改的，均为无效证明。",),
        newest_first=True,
        wallet=True,
    ),
    Form(
        "wechat",
        "微信支付交易明细证明",
        _columns(
            ("交易单号", "serial-wrapped", 1.5),
            ("交易时间", "moment-two-lines", 1.2),
            ("交易类型", "wallet-sort", 1.0),
            ("收/支/其他", "out-in-other", 0.9),
            ("交易方式", "method", 1.3),
            ("金额(元)", "unsigned-bare", 1.1),
            ("交易对方", "party-slash", 1.5),
            ("商户单号", "merchant-wrapped", 1.4),
        ),
        (
            "编号：{number}",
            "兹证明：{name}（居民身份证：{identity}），在其微信号：wx_example中的交易明细信息如下：",
            "币种：人民币",
            "交易明细对应时间段 {start:%Y年%m月%d日} 至 {end:%Y年%m月%d日}",
            "具体交易明细",
        ),
        {"rules": "grid", "face": FACES["song"], "size": 8, "head-columns": 1, "seal": "财付通支付\n科技有限公司"},
        ("说明：", "1.“收/支/其他”中“其他”指充值提现、理财通购买、零钱通存取、信用卡还款等。"),
        newest_first=True,
        wallet=True,
    ),
)
