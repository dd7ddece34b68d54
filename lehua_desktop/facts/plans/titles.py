"""Titles of the columns of a plan, by field: most are a word for "due" with a word for what is due."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from ..tables.titles import clean_title

_PLANNED = [
    "",
    *"应还 应还款 应收 应付 计划 计划还款 当期 当期应还 本期 本期应还 每期 每期应还 每月 每月应还 还款 偿还 归还 待还 到期应还 月还".split(),
]
_FEES = (
    "手续费 服务费 担保费 平台服务费 服务费/担保费 分期手续费 保费 保险费 增信服务费 增信费 咨询费 会员费 其他费用 费用 担保服务费 融资担保费 息费 管理费"
    " 信息服务费 资金服务费 平台费 fee"
).split()
_DAYS = "日 日期 时间 day".split()
_DUE = (
    "应还 应还款 还款 计划还款 约定还款 合约还款 合同还款 预计还款 最后还款 最晚还款 截止还款 到期 到期还款 还款到期 账单到期 本期还款 当期还款 扣款 计划扣款 应还到期"
    " 截止 到期应还 每期还款 应付 账单还款 贷款还款 还款计划 最迟还款 最迟应还 最晚应还 约定扣款 每期到期 本期到期 当期到期 计划到期"
).split()
_PAID = "已还 实还 实际还款 已还款 实际 实付 实收".split()


def _each(*parts: Iterable[str]) -> list[str]:
    return ["".join(words) for words in product(*parts)]


_BY_FIELD: dict[str, list[str]] = {
    "number": "期数 期次 还款期次 期号 序号 分期序号 还款序号 期 还款期数 还款期 第几期 账期 分期 分期期数 分期期次 期别 期限 第期 贷款期数 期次号 分期号"
    " 还款期别 还款次数 还款次序 period no installment installmentno periodno term".split(),
    "due": [
        *_each(_DUE, _DAYS),
        # When it is due since it was put off; when it was due before (原应还款日) is not.
        *_each("展期后 延期后 调整后 变更后 新 新的".split(), _DUE, _DAYS),
        "日期",
        "截止还款日",
        "还款截止日",
        "duedate",
        "paymentdate",
    ],
    # From when to when interest runs; the end is the due day where no other column gives it.
    "span": "起止日期 起止日 起止时间 计息起止日 计息起止日期 计息期间 计息区间 还款区间 账单周期 还款周期 计息周期".split(),
    "paid_on": [*_each("实际还款 实还 实际 结清 还款完成 入账 实际扣款 已还 还清 到账".split(), _DAYS)],
    # 应还本息 is principal and interest; fees stand beside it or are in the whole amount.
    "amount": [
        *_each(
            [p for p in _PLANNED if p not in ("", "计划", "每月", "当期", "本期", "每期")],
            "金额 总额 额 总金额 合计 款额 款总额 总计 合计金额".split(),
        ),
        *_each(
            "每期 每月 当期 本期 各期 单期".split(),
            "还款总额 还款额 还款金额 应还总额 应还金额 应还款额 应付金额 付款额 偿还额 供款额".split(),
        ),
        # What is due after a reduction; what it was before (原应还) is not.
        *_each(
            "调整后 减免后 优惠后 展期后 延期后 变更后".split(),
            "应还 应还金额 应还总额 应还款额 还款金额 还款额 月供 金额".split(),
        ),
        *_each("合计 总计 共计 总".split(), "应还 应还款 还款 应付 待还".split(), ["", "金额", "款额", "额"]),
        *"应还 合计 金额 总额 月供 期供 月供金额 期供金额 总计 每期金额 当期金额 本期金额 每月还款 每月还款额 每月还款金额 每期还款 每期还款额 每期还款金额"
        " 月还款额 月还款 月还款金额 当月还款 当月应还 还款总金额 应还总金额 应还款总额 当期应还 本期应还 每期应还 每月应还 待还 amount payment"
        " totalpayment paymentamount amountdue totaldue installmentamount monthlypayment".split(),
    ],
    "subtotal": [
        *_each(_PLANNED, "本息 本息和 本息合计 本息总额 本金利息合计 本金及利息 本金+利息".split()),
        "本利合计",
        "本利和",
    ],
    "principal": [*_each(_PLANNED, ["本金", "本金金额"]), "月供本金", "当月还本", "还本", "principal"],
    "interest": [*_each(_PLANNED, ["利息", "利息金额"]), "月供利息", "当月利息", "付息", "interest"],
    "fee": _each(_PLANNED, _FEES),
    "penalty": _each(_PLANNED, "罚息 逾期利息 滞纳金 违约金 逾期费用 利息罚息 本金罚息 逾期罚息 复利".split()),
    "rest": [
        *_each("剩余 剩余应还 剩余未还 剩余待还".split(), "本金 总额 金额 总金额 合计 本息".split()),
        *"剩余本金 本金余额 剩余未还本金 贷款余额 剩余应还 剩余金额 未还本金 剩余贷款本金 剩余贷款 计息剩余贷款 余额 剩余待还 欠款余额 剩余未还 贷款本金余额"
        " 剩余应还本金 期末本金余额 期末余额 未偿还本金 未偿本金 balance outstandingbalance remainingbalance outstandingprincipal"
        " remainingprincipal".split(),
    ],
    "paid": [*_each(_PAID, " 金额 总额 合计 总计 总金额 合计金额 金额合计".split(" ")), "已收金额"],
    "paid_part": _each(
        _PAID, [*"本金 利息 本息 罚息 复利 逾期利息 逾期罚息 费用 违约金 滞纳金 逾期费用".split(), *_FEES]
    ),
    "discount": "减免金额 优惠 优惠金额 减免 减免费用".split(),
    "state": "状态 还款状态 还款计划状态 结清标志 本期状态 是否结清 本期还款状态 账单状态 备注 操作 还款情况 是否还清".split(),
}
TITLES = {clean_title(title): name for name, titles in _BY_FIELD.items() for title in titles if title}
