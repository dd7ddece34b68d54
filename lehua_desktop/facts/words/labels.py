"""The label dictionary: what the words beside a value say about it, whatever app or bank wrote them."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .glyphs import plain


class Field(StrEnum):
    """What a label is about. Fields that no reader uses still end the value of the label before them."""

    PAID_AT = "paid_at"
    REFUNDED_AT = "refunded_at"
    CREATED_AT = "created_at"
    POSTED_AT = "posted_at"
    OTHER_TIME = "other_time"
    PAID = "paid"  # says by itself that this much was paid
    AMOUNT = "amount"
    GROSS = "gross"  # before coupons: order amount, amount due
    PART = "part"  # principal, interest, fee, coupon: a component
    TOTAL = "total"
    OTHER_AMOUNT = "other_amount"  # balances, loan amounts, what is left to pay
    CAPITALS = "capitals"
    STATUS = "status"
    TXN_NO = "txn_no"
    MERCHANT_NO = "merchant_no"
    RECEIPT_NO = "receipt_no"
    PAYEE = "payee"
    PAYER = "payer"
    NAME = "name"  # payer or payee: the block it stands in says which
    METHOD = "method"
    MEMO = "memo"
    INSTALLMENT = "installment"
    CONTRACT = "contract"
    PLATFORM = "platform"
    OTHER = "other"


_WORDS: dict[Field, str] = {
    Field.PAID_AT: "支付时间 付款时间 交易时间 转账时间 还款时间 实际还款时间 实际还款日期 实际还款日 实还时间 实还日期 实还日 还款日期 交易日期 原交易日期 原交易时间 原汇款日期"
    " 扣款时间 扣款日期 到账时间 成功时间 付款日期 支付日期 转账日期 完成时间 还款成功时间 支付成功时间 交易完成时间 划扣时间 代扣时间 消费时间"
    " 交易日 转出时间 汇款时间 扣费时间 扣款成功时间 实际扣款时间 实际还款时间 动账时间 归还时间 入账时间 收款时间 发生时间 缴费时间 付款完成时间 还款完成时间 操作时间 结清时间 还清日 结清日 还清日期 结清日期 还清时间 支付于 付款于 还款于 扣款于 订单支付时间 订单付款时间 主动还款时间 自动还款时间 还款操作时间",
    Field.REFUNDED_AT: "退款时间 退款到账时间 退款成功时间 退款日期 退还时间 退回时间 退还日期 退回日期 退汇日期 退汇时间",
    Field.CREATED_AT: "创建时间 订单时间 下单时间 提交时间 申请时间 发起时间 订单创建时间 交易创建时间 受理时间 委托时间 时间戳 时间 日期",
    Field.POSTED_AT: "记账日期 记账时间 记账日 入账日期 会计日期 过账日期",
    Field.OTHER_TIME: "应还日期 应还日 应还款日期 应还款日 应还时间 到期日 到期日期 到期时间 最后还款日 还款日 本期还款日 下次还款日 下期还款日 账单日 账单日期 出账日 出账日期 账单生成日"
    " 放款时间 放款日期 借款时间 借款日期 起息日 起息日期 生成时间 回单生成时间 打印时间 打印日期 失败时间 预计到账时间 预计到账 截止时间"
    " 活动截止 活动截止时间 活动时间 开具日期 开具时间 截止日期 原还款日 新还款日 更新时间 查询时间 送达时间 发货时间 签收时间 期望送达时间 配送时间 有效期 发放日期 出具日期 导出时间 通知时间 开户日期 借款日 放款日 每月还款日 账单还款日 到期还款日 下一还款日 下个还款日 最后还款时间",
    Field.PAID: "实付 实付金额 实付款 实际支付 实际支付金额 实际付款 实际付款金额 实还 实还金额 实还款 实际还款 实际还款金额 实扣 实扣金额 实际扣款"
    " 实际扣款金额 扣款金额 银行卡支付 已付金额 已还金额 已还款金额 实际到账 现金支付 支付总额 付款总额 本次实付 实付合计 实际还款总额 代扣金额 余额支付 余额宝支付 零钱支付 零钱通支付 储蓄卡支付 信用卡支付 花呗支付",
    Field.AMOUNT: "金额 本次支付 本次扣款 支付款 (小写) 支付金额 付款金额 交易金额 转账金额 还款金额 本次还款金额 小写 小写金额 金额(小写) 交易金额(小写) 合计(小写) 合计金额(小写) 本次还款 还款本息"
    " 人民币(小写) 汇款金额 转出金额 收款金额 付款金额(小写) 还款总额 还款总金额 本次还款总额 本期还款金额 支付款项 消费金额 划扣金额"
    " 缴费金额 发生额 发生金额 支出 支出金额 提前还款金额 结清金额 归还金额 动账金额 记账金额 出账金额 借方发生额 借方金额 失败金额",
    Field.GROSS: "订单金额 订单总额 订单总价 应付 应付金额 应还 应还金额 应还总额 本期应还 本期应还金额 应还款金额 账单金额 原价 商品金额 商品总价"
    " 应还合计 应付总额 账单应还 每期应还 应还本息 应还款总金额 本期账单 商品总额 待支付金额 总应还 本期账单金额 账单总额 账单总金额 账单本期应还",
    Field.PART: "本金 利息 手续费 服务费 担保费 违约金 滞纳金 罚息 逾期费 逾期费用 逾期罚息 平台服务费 分期手续费 本期本金 本期利息 应还本金 应还利息"
    " 应还服务费 应还担保费 应收罚息 提前还款手续费 提前结清手续费 提前还款违约金 优惠 优惠券 优惠金额 立减 立减金额 碰一下立减 还款立减 还款立减券"
    " 还款优惠 优惠抵扣 优惠减免 减免金额 减免 红包 红包抵扣 抵扣 抵扣金额 卡券抵扣 券抵扣 折扣 随机立减 满减优惠 支付优惠 还款红包 息费"
    " 息费减免 会员费 咨询费 已优惠 共优惠 已减免 已抵扣 还款券抵扣 优惠合计 退款金额 退款总金额 退还金额 退回金额 实退金额 已退款金额 已退款 增信服务费 融资担保费 资金服务费 实还本金 实还利息 本金金额 退款抵扣 退货抵扣 退款抵账 退款冲抵 利息金额 还款本金 还款利息 还本金额 还息金额 还本 还息 优惠券抵扣 免息券抵扣 立减红包 还款立减金 利息减免 罚息减免 减免利息 减免罚息 利息优惠 息费优惠 优惠券金额 还款券金额"
    " 逾期利息 工本费 汇费 打包费 配送费 运费 包装费 支付立减 积分抵扣 免息券 还款券 银行优惠 商家优惠 平台优惠 支付宝优惠 云闪付优惠 微信支付优惠",
    Field.TOTAL: "合计 合计金额 总计 总金额 总额 共计 交易总额 扣款总额 合计扣款",
    Field.OTHER_AMOUNT: "余额 交易余额 卡内余额 活期余额 账户余额 可用余额 联机余额 本次余额 剩余本金 剩余待还 剩余应还 待还 待还金额 待还本金 总待还 剩余未还 借款金额 贷款金额"
    " 放款金额 借款本金 贷款本金 限额 单笔限额 单日限额 日限额 扣款限额 单笔扣款限额 授信额度 可用额度 信用额度 总额度 恢复额度 当前额度 剩余额度 累计还款 累计已还 全部待还 剩余还款金额 下期应还 下期账单 剩余贷款本金 剩余借款本金 贷款剩余本金 借款余额 账户可用余额 可借额度 剩余可用额度 本期剩余应还"
    " 剩余总额 欠款金额 逾期金额 上期结余 零钱余额 贷款余额 本金余额 贷款本金余额 全部应还 合同金额 已恢复额度 当前余额 交易后余额 变动后余额 动账后余额 账面余额 收入 收入金额 共支出 共收入 剩余账单 待还账单 本月待还 剩余待还账单 奖励金 赠送积分 贷方发生额 贷方金额 剩余零钱",
    Field.CAPITALS: "大写 (大写) 大写金额 金额(大写) 人民币(大写) 金额大写 交易金额(大写) 付款金额(大写) 合计(大写) 合计金额(大写) 人民币大写",
    Field.STATUS: "当前状态 支付状态 交易状态 订单状态 还款状态 本期还款状态 处理结果 状态 转账状态 交易结果 付款状态 账单状态 还款结果 处理状态 扣款状态"
    " 指令状态 扣费状态 还款进度 扣款结果 支付结果 代扣结果 划扣结果 受理状态 退款状态 借款状态 结果",
    Field.TXN_NO: "交易单号 交易号 订单号 交易订单号 支付宝流水号 流水号 交易流水 交易流水号 会计流水号 转账单号 凭证号 凭证编号 指令序号 日志号"
    " 还款流水号 支付单号 支付流水号 付款单号 支付订单号 银行流水号 扣款流水号 参考号 检索参考号 交易参考号 还款单号 交易编号 转账订单号 柜员流水号"
    " 账户明细编号-交易流水号 还款订单号 支付交易号 银行订单号 网上流水号 平台流水号 业务流水号 还款编号 付款流水号 支付凭证号 退款单号 退款流水号 参考编号 流水编号 交易流水单号 银行交易流水号 电子凭证号 电子凭证编号 凭证号码 交易凭证号",
    Field.MERCHANT_NO: "商户单号 商家订单号 商户订单号 订单编号 总订单编号 订单号码 商户流水号 商家单号 外部订单号 商户交易号 渠道流水号 第三方流水号 第三方单号 三方订单号 渠道订单号 支付渠道单号",
    Field.RECEIPT_NO: "回单编号 电子回单号码 回单流水号 回单号 验证码 回单验证码 回单号码 电子回单编号 编号 防伪码 证明编号 回执编号",
    Field.PAYEE: "收款方 商户全称 商户名称 商户名 交易对方 收款人"
    " 还款到 还款至 还款去向 收款企业 收款主体 收款商户 商家名称 商家 商户 收款单位 收款机构 还款对象 交易商户 扣款商户 代扣商户 签约商户 委托商户 扣款方 扣费方 扣费服务 扣款服务 交易对象 扣费商户 缴费单位 对方 交易对手 对方信息 商家全称 收款公司 收/付款人 收付款人 收/付款方 收付款方 对手方 支出对象"
    " 对方单位",
    Field.PAYER: "付款方 付款人 还款人",
    Field.NAME: "户名 账户名 账户名称 客户姓名 客户名称 姓名 全称 名称 借款人",
    Field.METHOD: "支付方式 付款方式 收/付款方式 收付款方式 交易方式 还款方式 还款账户 还款银行卡 扣款账户 付款卡号 还款卡 扣款银行卡 付款账户 扣款卡"
    " 支付账户 银行卡 付款银行卡 支付渠道 还款渠道 支付卡号 扣款渠道 扣款银行 付款银行 转出账户 付款卡 还款账号 付款账号 扣款方式 支付银行 还款银行 卡号"
    " 扣费方式 扣款方式 扣款途径 资金来源 方式 交易卡号 交易账户 交易卡号/账户 支付工具 扣款卡号 扣款账号 代扣账号 代扣账户 尾号 银行卡号 银行卡尾号 卡号尾号 还款卡号 还款卡尾号 付款卡尾号 支付卡 还款借记卡 扣款借记卡 扣款来源 还款来源 付款来源 资金渠道 还款储蓄卡",
    Field.MEMO: "商品 商品说明 商品名称 转账说明 转账备注 转账附言 附言 摘要 用途 备注 交易附言 交易地点/附言 付款说明 交易摘要 交易说明 业务摘要 款项用途"
    " 账单类型 收款理由 收款备注 付款备注 订单信息 商品信息 商品描述 还款说明 还款项目 业务类型 业务种类 业务(产品)种类 交易类型 变动类型 动账类型 还款类型 账单名称"
    " 扣款项目 扣费项目 还款账单 账单月份 账单周期 所属账单 交易备注 交易用途 原订单 还款内容 订单名称 交易内容 转账留言 付款留言 添加备注 账单说明 服务详情 项目 事项 业务 业务名称 项目名称 缴费项目 附加信息 摘要信息",
    Field.INSTALLMENT: "期数 当前期数 还款期数 还款期次 期次 分期数 总期数 还款期号 本次还款期数 期号 账单期数 分期期数 当前期次 还款账期 第几期 所属期数 账期",
    Field.CONTRACT: "借款合同号 借款合同编号 合同编号 合同号 借据号 借据编号 贷款编号 贷款合同号 贷款合同编号 贷款账号 借款编号 借款单号 借款订单号 借据"
    " 分期合同号 贷款合同 借款合同 协议编号 借款借据号 贷款借据号 分期订单号 合约编号",
    Field.PLATFORM: "平台 产品名称 借款产品 借款平台 产品 借款项目 贷款产品 放款机构 贷款品种 出借人 资金方 贷款机构 出借机构 资金机构 放款方 还款产品 借款名称"
    " 贷款名称 担保机构 担保方 增信机构 合作机构 合作银行 放款银行 放款平台 贷款银行 资金提供方 出资方 出资机构",
    Field.OTHER: "收单机构 清算机构 账单管理 账单分类 标签和备注 计入收支 查看往来记录 对此订单有疑问 联系收款方 申请电子回单 账单服务 对订单有疑惑"
    " 投诉商家 发起群收款 在此商户的交易 对方账户 对方账号 收款账号 收款卡号 收款银行 收款方银行 收款方账号 付款方账号 付款方银行 对方行名 开户行"
    " 开户机构 账户类型 账号 币种 钞汇标志 钞汇 失败原因 处理进度 完成 返回 返回首页 查看还款记录 查看账单 账单详情 交易详情 退款原因 联系客服 交易渠道 渠道"
    " 更多 全部账单 温馨提示 收款人账号 付款人账号 收款人开户行 付款人开户行 证件号码 身份证号 手机号 手机号码 原因 退款方式 退款去向 网点 柜员 交易机构"
    " 开户银行 收款行 付款行 收款人账户 付款人账户 收款账户 收款方账户 交易地点 收货地址 收货人 配送员 联系电话 客服电话 对此账单有疑问 对账单有疑问"
    " 分享 重新还款 继续还款 去还款 我知道了 保存图片 再次转账 利率 年利率 年化利率 税号 推荐有奖 处理说明 交易场所 交易国家 币别 收支类型 收/支"
    " 商户编号 商户号 终端编号 终端号 发卡行 收单行 批次号 授权码 操作员号 借贷标志 收支标志 收支方向 交易方向 支付方向 借贷方向 借贷 回单类型 开户行名称 退汇原因 记账网点 记账柜员 记账机构 交易网点 交易柜员 经办柜员 打印网点 打印柜员 打印次数 凭证种类 逾期天数 宽限期 借款期限",
}
# Words for amounts are put together: which period, whether due or done, what of it (`本期应还利息`).
_SUMS = ("", "金额", "总额", "总金额", "合计", "本息")
_CHARGES = re.findall(
    r"\S+",
    "本金 利息 罚息 复利 手续费 服务费 担保费 保险费 违约金 滞纳金 逾期费 逾期罚息 息费 费用 保费 管理费 咨询费 技术服务费 信息服务费 融资担保费"
    " 担保服务费 平台服务费 分期手续费 分期服务费 增信服务费 提前还款手续费 提前还款违约金",
)
_PERIOD = ("", "本期", "本次", "当期", "本月", "每期")
_COMPOSED: tuple[tuple[Field, Sequence[str], Sequence[str], Sequence[str]], ...] = (
    (
        Field.PART,
        _PERIOD,
        (
            "",
            "应还",
            "应收",
            "应付",
            "实还",
            "实收",
            "实付",
            "已还",
            "已付",
            "归还",
            "偿还",
            "还款",
            "还",
            "结清",
            "分期",
            "其中",
            "含",
        ),
        _CHARGES,
    ),
    (
        Field.OTHER_AMOUNT,
        ("", "总"),
        ("剩余", "待还", "未还", "剩余待还", "剩余未还", "剩余应还"),
        ("本金", "利息", *_SUMS[1:]),
    ),
    (Field.GROSS, (*_PERIOD, "账单"), ("应还", "应付", "应缴", "应扣", "需还", "应还款", "应扣款"), _SUMS),
    (
        Field.PAID,
        _PERIOD,
        ("实还", "实付", "已还", "已付", "归还", "偿还", "实际还款", "实际支付", "实际付款", "实际扣款", "实扣"),
        _SUMS,
    ),
    (Field.PAID, _PERIOD, ("扣款", "扣费", "代扣", "成功还款", "成功支付", "成功扣款"), _SUMS[1:]),
    (Field.PAID, _PERIOD[1:], ("成功还款", "成功支付", "成功扣款"), ("",)),
    (Field.TOTAL, ("合计", "共计", "总计"), ("还款", "支付", "付款", "扣款", "收款"), _SUMS[:2]),
    (
        Field.AMOUNT,
        _PERIOD,
        ("还款", "支付", "付款", "转账", "交易", "缴费", "划扣", "汇款", "消费", "结清", "还清", "变动", "动账"),
        _SUMS[1:],
    ),
)
# So are words for moments: what was done, how far it came, the moment (`还款完成时间`, `实时到账时间`). A bare 日 is a due day
# as often as not (扣款日), and counts where the words say that it was done.
_DONE = re.findall(
    r"\S+",
    "支付 付款 还款 扣款 交易 转账 汇款 划扣 代扣 扣费 缴费 消费 归还 结清 还清 成交 到账 入账 收款 动账 变动 转出 汇出",
)
_SHORT = ("还", "扣", "付", "缴")  # of what was or has to be done: `实扣日期`, `应扣日期`
_MOMENT = ("时间", "日期", "时刻", "日期时间", "日期/时间")
_BEGUN = ("创建", "生成", "发起", "提交", "申请", "受理", "办理")
_MOMENTS: tuple[tuple[Field, Sequence[str], Sequence[str], Sequence[str], Sequence[str]], ...] = (
    (Field.PAID_AT, ("", "实际", "实时", "银行"), _DONE, ("", "成功", "完成", "到账", "入账", "发生", "处理"), _MOMENT),
    (Field.PAID_AT, ("", "实际"), _DONE, ("成功", "完成", "到账", "入账"), ("日",)),
    (Field.PAID_AT, ("实际", "最近", "最近一次"), _DONE, ("",), (*_MOMENT, "日")),
    (Field.PAID_AT, ("实",), _SHORT, ("",), (*_MOMENT, "日")),
    (Field.OTHER_TIME, ("应",), _SHORT, ("",), (*_MOMENT, "日")),
    (Field.CREATED_AT, ("",), ("", "订单", "交易单", "银行", "业务", *_DONE), _BEGUN, _MOMENT),
    (Field.CREATED_AT, ("",), ("",), ("", "发生", "处理"), _MOMENT),
    (
        Field.OTHER_TIME,
        ("预计", "计划", "约定", "合约", "应", "最迟", "最晚", "下次", "下期", "本期", "预约"),
        _DONE,
        ("",),
        (*_MOMENT, "日"),
    ),
    (Field.OTHER_TIME, ("下次", "下期", "下一次", "下一期", "下月"), _DONE, ("",), ("",)),
)
# Whose name it is: of the side that paid or was paid, in the words of payers and of banks that see an account (本方, 借方).
_NAMES = ("户名", "姓名", "名称", "全称", "账户名", "账户名称", "账户户名", "账号名称", "账号户名")
_SIDES: tuple[tuple[Field, Sequence[str], Sequence[str]], ...] = (
    (Field.PAYER, "付款方 付款人 付款单位 付方 付款 汇款人 汇款方 转出方 转出 出账 本方 我方 借方".split(), _NAMES),
    (Field.PAYEE, "收款方 收款人 收款单位 收方 收款 对方 转入方 转入 入账 贷方 交易对方 交易对手".split(), _NAMES),
)
# Numbers are named by what was done, too, and by who gave them: `还款流水`, `华为支付订单号`.
_NUMBER = ("流水", "流水号", "单号", "订单号", "交易号", "订单编号")
_NUMBERED: tuple[tuple[Field, Sequence[str], Sequence[str]], ...] = ((Field.TXN_NO, _DONE, _NUMBER),)
_GIVER = re.compile(r"[\u4e00-\u9fff]{2,4}(?=(?:支付|交易|付款)(?:流水|订单|单|交易)号$)")
# Papers write an amount twice, in figures and in capitals, under one word.
_WRITTEN: tuple[tuple[Field, Sequence[str], Sequence[str], Sequence[str]], ...] = (
    (Field.AMOUNT, _DONE, ("金额", "总额", "合计"), ("小写", "(小写)")),
    (Field.CAPITALS, _DONE, ("金额", "总额", "合计"), ("大写", "(大写)")),
)
# The same pages on phones set to English.
_ENGLISH: dict[Field, str] = {
    Field.PAID_AT: "Payment Time|Paid on|Paid at|Payment Date|Transaction Time|Transaction Date|Transfer Time|Repayment Time"
    "|Repayment Date|Time of Payment|Completed on|Debit Time",
    Field.CREATED_AT: "Created on|Created at|Creation Time|Order Time|Time Created|Date and Time|Time|Date",
    Field.OTHER_TIME: "Due Date|Refund Time|Print Date",
    Field.PAID: "Amount Paid|Total Paid|Actual Payment",
    Field.AMOUNT: "Amount|Total Repayment|Payment Amount|Transaction Amount|Repayment Amount|Transfer Amount|Total Amount",
    Field.TOTAL: "Total|Grand Total",
    Field.GROSS: "Order Amount|Amount Due|Bill Amount|Original Amount",
    Field.PART: "Discount|Coupon|Principal|Interest|Fee|Service Fee|Handling Fee",
    Field.OTHER_AMOUNT: "Balance|Available Balance|Account Balance",
    Field.STATUS: "Current Status|Status|Payment Status|Transaction Status",
    Field.METHOD: "Payment Method|Pay with|Paid with|Payment Account|Card No.",
    Field.TXN_NO: "Transaction ID|Transaction No.|Transaction Number|Order No.|Order Number|Order ID|Transfer ID|Reference No.|Reference"
    "|Reference Number|Ref No.|Ref. No.|Reference ID|Transaction Reference|Confirmation No.|Confirmation Number",
    Field.MERCHANT_NO: "Merchant Order No.|Merchant Order ID|Merchant No.|Merchant Order Number",
    Field.PAYEE: "Merchant|Merchant Name|Merchant Full Name|Full Merchant Name|Payee|Payee Name|Recipient|Counterparty|Pay to"
    "|Transfer to|Transferred to|To|To Account|Beneficiary|Beneficiary Name|Recipient Name",
    Field.PAYER: "Payer|Payer Name|Paid by|Transferred from|From|From Account",
    Field.MEMO: "Product|Item|Note|Remarks|Description|Item Description|Transaction Type|Purpose",
    Field.NAME: "Borrower|Borrower Name|Customer Name",
    Field.CONTRACT: "Contract No.|Contract Number|Loan No.|Loan Number|Loan Account",
    Field.INSTALLMENT: "Installment|Instalment|Installment No.|Period",
    Field.OTHER: "Acquirer|Currency|Bill Details|Transaction Details",
}


def _dictionary() -> dict[str, Field]:
    """All labels, without blanks, Latin letters small. A word that stands by itself above wins over one put together."""
    all_composed: tuple[tuple[Field, *tuple[Sequence[str], ...]], ...] = (
        *_MOMENTS,
        *_NUMBERED,
        *_WRITTEN,
        *_SIDES,
        *_COMPOSED,
    )
    composed = {"".join(w): field for field, *parts in all_composed for w in itertools.product(*parts)}
    english = {w.replace(" ", "").lower(): field for field, words in _ENGLISH.items() for w in words.split("|")}
    return composed | english | {word: field for field, words in _WORDS.items() for word in words.split()}


LABELS: dict[str, Field] = _dictionary()
LONGEST = max(map(len, LABELS))
_UNIT = re.compile(r"\((?:元|人民币|单位:?元|RMB|CNY|¥|人民币元|单位：元)\)|\[元\]")


@dataclass(frozen=True, slots=True)
class Label:
    """A label that begins a text: its field, its word, and where its value begins in the text (len(text): none)."""

    field: Field
    word: str
    value_at: int


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The text without blanks and units such as `(元)`, with the place of each remaining character."""
    line = plain(text)
    for unit in _UNIT.finditer(line):
        line = line[: unit.start()] + " " * (unit.end() - unit.start()) + line[unit.end() :]
    places = [i for i, c in enumerate(line) if c != " "]
    return "".join(line[i] for i in places), places


def label_of(text: str) -> Label | None:
    """The label that a text is or begins with, else None.

    `支付时间`, `支 付 时 间：`, `支付时间：2026-…`, `借款日期2021-07-12` all count; so does a label of four and more
    characters with one of them misread, if only labels of one field are that near.
    """
    line, places = _squeezed(text)
    line_start = len(line) - len(re.sub(r"^[^\w¥(\[]{1,2}", "", line))  # what icons and bullets leave
    line, places = line[line_start:], places[line_start:]
    if (english := _ENGLISH_FIRST.match(line)) and (own := label_of(line[english.end() :])):
        rest = line[english.end() :]
        known = own.word in LABELS and (own.value_at == len(rest) or rest[own.value_at - 1] == ":")
        at = english.end() + own.value_at
        return Label(own.field, own.word, places[at] if at < len(line) else len(text)) if known else None
    for length in range(min(LONGEST, len(line)), 1, -1):
        word = line[:length].lower()
        field = LABELS.get(word)
        rest = line[length:]
        if not word.isascii() and (again := _AGAIN.match(rest)):
            length, rest = length + again.end(), rest[again.end() :]
        if field is None or (word[-1].isascii() and rest[:1].isascii() and rest[:1].isalpha()):
            continue
        if not rest.strip(":=|>,;。."):
            return Label(field, word, len(text))
        if rest[0] in ":=|;":
            skip = len(rest) - len(rest.lstrip(":=|;"))
            return Label(field, word, places[length + skip])
        if field in _SIDED and _COMPLAINT.match(rest):
            return None  # `收款账号户名不符`
        gap = places[length] - places[length - 1] > 1
        if gap or re.match(r"[-+¥0-9(\[]|CNY|RMB|人民币", rest) or (length >= 4 and field not in _NEVER_GLUED):
            return Label(field, word, places[length])
        return None
    bare = line.rstrip(":>")
    both = [LABELS.get(word) for word in bare.split("/")]
    if len(both) == 2 and both[0] is not None and both[0] is both[1]:
        return Label(both[0], bare, len(text))  # `保险费/担保费`
    if giver := _GIVER.match(bare):
        return Label(Field.TXN_NO, bare[giver.end() :], len(text))
    if 4 <= len(bare) <= 8:
        near = {field for i in range(len(bare)) for field in _near().get(_gapped(bare, i), ())}
        if len(near) == 1 and (field := near.pop()) in _MAY_BE_MISREAD:
            return Label(field, bare, len(text))
    return None


# Slips and advices name a value in two languages: `金额(AMOUNT)`, `Amount金额`.
_AGAIN = re.compile(r"\([A-Za-z][A-Za-z./&' -]+\)")
_ENGLISH_FIRST = re.compile(r"[A-Za-z][A-Za-z./&'-]{2,}(?=[\u4e00-\u9fff])")
_SIDED = frozenset({Field.PAYEE, Field.PAYER, Field.NAME})
_COMPLAINT = re.compile(r"不|未|与|有误|错误|异常")
# `还款方式错误，请…` is a sentence, `交易金额较大` too: these take glued values of Chinese text only after a colon.
_NEVER_GLUED = frozenset(
    {
        Field.PAID,
        Field.AMOUNT,
        Field.GROSS,
        Field.PART,
        Field.TOTAL,
        Field.OTHER_AMOUNT,
        Field.OTHER,
        Field.PAID_AT,
        Field.OTHER_TIME,
        Field.CREATED_AT,
        Field.TXN_NO,
        Field.MERCHANT_NO,
        Field.RECEIPT_NO,
    }
)
# The words for amounts are one character apart from each other (还款金额, 放款金额): they are never guessed.
_MAY_BE_MISREAD = frozenset(
    {
        Field.PAID_AT,
        Field.CREATED_AT,
        Field.STATUS,
        Field.TXN_NO,
        Field.MERCHANT_NO,
        Field.PAYEE,
        Field.METHOD,
        Field.MEMO,
        Field.INSTALLMENT,
        Field.CONTRACT,
    }
)


def _gapped(word: str, at: int) -> str:
    return f"{word[:at]}?{word[at + 1 :]}"


@functools.cache  # large: built when the first label is misread
def _near() -> dict[str, set[Field]]:
    """The fields of the labels that have this form with one character left open."""
    found: dict[str, set[Field]] = {}
    for word, field in LABELS.items():
        for at in range(len(word)):
            found.setdefault(_gapped(word, at), set()).add(field)
    return found
