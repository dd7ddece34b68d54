"""Column titles of statements, of every bank and wallet known, to field names. Titles are in `tables.clean_title` form."""

from __future__ import annotations

from ..tables.titles import clean_title

DAYS = frozenset({"paid", "day", "clock", "created", "posting", "posting_clock"})
# What an order came to, before reductions, is what was paid where no other column says that.
MONEY = frozenset({"amount", "out", "in", "ordered"})

_BY_FIELD: dict[str, str] = {
    # The moment of payment, a day, a time or a day with its time, an order's beginning, a bank's booking.
    "paid": "付款时间 支付时间 扣款时间 还款时间 交易成功时间 支付成功时间 付款成功时间 paymenttime",
    "day": "交易日期 日期 交易日 业务日期 发生日 交易年月日 交易时间戳 发生日期 交易发生日 交易日期时间 交易日期/时间 transdate trandate transactiondate tradedate date txndate",
    "clock": "交易时间 时间 交易时刻 发生时间 transtime trantime transactiontime tradetime time 交易日期及时间 交易时间点 交易时分秒",
    "created": "创建时间 交易创建时间 订单时间 下单时间",
    "posting": "记账日期 记账日 入账日期 入账日 入账时间 会计日期 账务日期 过账日期 记账日期时间 起息日 起息日期 银行记账日 bookingdate postingdate postdate accountingdate valuedate",
    "posting_clock": "记账时间 过账时间 账务时间",
    "amount": "金额 交易金额 总额 gross 支付金额 发生额 收入/支出金额 收支金额 收/支金额 支出/收入金额 记账金额 入账金额 交易额 交易发生额 "
    "实际支付 实付 实付款 实际付款 实际扣款 金额元 交易金额元 人民币金额 入账币金额 交易发生金额 发生金额 收支额 变动金额 变动额 借贷发生额 借/贷发生额 实付金额 实际支付金额 实际付款金额 本次发生额 借方/贷方金额 借/贷方金额 支/收交易金额 收付金额 收付款金额 billingamount transamt transamount transactionamount amount amt",
    "ordered": "订单金额 商品金额",
    "out": "出账 出账金额 提款 提款金额 提取 提取金额 消费金额 扣款金额 扣款额 moneyout withdrawalamount withdrawn amountdebited paymentout 支出 支出金额 支取 借 支 支出额 借方交易金额 借方发生金额 支出发生额 支取发生额 付方金额 付方发生额 交易金额借 金额支出 交易金额支出 金额借 发生额借 发生额支出 取款 取款金额 支付 转出额 支取金额 借方 借方发生额 借方金额 转出 转出金额 支出金额元 取出 付出 付款金额 debit debitamount withdrawal withdrawals paidout",
    "in": "入账 存款额 moneyin depositamount deposited amountcredited paymentin 收入 收入金额 存入 贷 收 收入额 贷方交易金额 贷方发生金额 收入发生额 存入发生额 收方金额 收方发生额 交易金额贷 金额收入 交易金额收入 金额贷 发生额贷 发生额收入 存款 存款金额 转入额 存入金额 贷方 贷方发生额 贷方金额 转入 转入金额 收入金额元 收款金额 credit creditamount deposit deposits paidin",
    "balance": "账面结余额 runningbalance closingbalance ledgerbalance 余额 变动后余额 账户变动后余额 账户余额 交易余额 联机余额 本次余额 交易余额 账号余额 余额元 账户余额元 活期余额 存款余额 本期余额 结存 结存余额 卡内余额 交易后余额 当前余额 可用余额 卡余额 结余 账面余额 balance accountbalance availablebalance",
    "direction": "收/支 收支 收/支/其他 收支类型 借贷 借/贷 借贷标志 借贷标识 借贷方向 收付标志 收付 交易方向 资金流向 dcflg dcflag dc dr/cr 收支标志 收入/支出 支出/收入 借/贷方 借贷方 收支方向 收付方向 借或贷 收/付 收付类型 debit/credit drcr dr/cr标志 方向 支/收 收入支出 支出/收入标志 收入/支出标志 收支标识 资金方向 借贷类型 进出标志 direction",
    "payee": "消费商户 扣款商户 交易商户 商户信息 收款单位 收款商户 往来户 往来账户名 merchant merchantname payeename paidto 对方户名 往来单位 往来户名 往来方 交易对方 对方单位名称 对方客户名称 对方帐户名 交易方姓名 交易方名称 交易方 对方户名或商户名称 商户/对方户名 付款方/收款方 商家 商户 对方账户户名姓名 对方账户名 对方账户名称 对手信息 对方名称 对方信息 对方账号与户名 对方户名/账号 对方账号/户名 对方户名账号 对方账号户名 "
    "收款方 收款人 收款方户名 收款人户名 收款人名称 商户名称 交易对手 对手户名 对手方 对手名称 对方姓名 对方 收/付方名称 对方单位 对方账户 "
    "对方户名/摘要 paymentreceiptaccount counterparty payee beneficiary 交易对手信息 对方账户户名 对方账号及户名 收付方名称 收付方户名 收/付方户名 收方户名 收方名称 付款方名称 付款方户名 付款人名称 付款人户名 对方账号名称 counterpartyname",
    "counter_account": "对方账号 交易方账户 交易方账号 对方账户账号 对方卡号 对方卡号/账号 对方账号/卡号 收款账号 对手账号 交易对手账号 收款人账号 收付方账号 收/付方账号 付款方账号 付款账号 counteraccount counterpartyaccount",
    "counter_bank": "对方开户行 对方行名 对方银行 对方开户机构 对手行名 收款银行 对方开户银行 对方行号 对方银行名称 对手机构 收付方开户行 收/付方开户行 counterpartyinstitution",
    "type": "交易类型 交易分类 业务类型 交易名称 类型 分类 业务种类 业务名称 交易种类 凭证类型 凭证种类 交易类别 交易代码 业务代码 tradingtype transactiontype transactionname type",
    "summary": "交易概要 明细 事由 事项 名称 交易事由 交易项目 交易内容摘要 details detail particulars narrative narration transactiondetails transactiondescription 摘要 交易摘要 业务摘要 摘要/附言 摘要代码 摘要说明 摘要描述 交易内容 业务内容 交易详情 内容 项目 abstract summary description 交易描述 交易说明 明细摘要 摘要内容 业务明细 摘要备注",
    "memo": "附言 备注 用途 订单标题 商品说明 商品 商品名称 客户摘要 客户备注 客户附言 交易附言 交易地点/附言 交易备注 说明 商品描述 附言/备注 remark remarks memo 备注/附言 交易用途 附加信息 银行备注 备注信息 业务事由 款项用途 用途摘要 个性化信息 notes note",
    "status": "交易状态 当前状态 状态 支付状态 处理状态 处理结果 交易结果 status transactionstatus",
    "fund_status": "资金状态",
    "refund": "成功退款 退款金额 已退款",
    "fee": "服务费 手续费 费用 fee",
    "order": "交易订单号 交易单号 交易号 流水号 交易流水号 订单号 订单编号 日志号 交易流水 凭证号 凭证号码 支付宝流水号 转账单号 交易序号 核心流水号 账户明细编号-交易流水号 柜员流水号 银行流水号 银行流水 业务流水号 网银流水号 交易参考号 参考号 银行参考号 回单编号 电子回单编号 业务系统参考号 referenceno reference transactionid",
    "merchant_order": "商家订单号 商户单号 商户订单号",
    "method": "收/付款方式 支付方式 付款方式 支付渠道 付款渠道 收付款方式 交易方式 paymentmethod",
    "currency": "币种 币别 货币 币种类型 currency ccy billingcurrency balancecurrency 交易币种 记账币种 入账币种 交易货币 入账货币 记账货币",
    "serial": "序号 序列号 编号 no 笔数 行号 sequence",
    "channel": "渠道 交易渠道 交易机构 交易网点 网点名称 交易地点 交易地区 地区 交易场所 交易行 机构 现转标志 现转 channel tradingplace 交易来源地 网点 柜员 柜员号 经办机构 地区代码 现/转 现金/转账 现金/转账标志 交易国家或地区简称",
    "account": "账号 卡号 交易卡号 支付卡号 卡号末四位 卡号后四位 交易账号 账户号 账户 应用号 储种 钞汇 钞汇标志 钞/汇 本方账号 账号/卡号 子账户 子账号 产品 本方账户 本方卡号 借记卡号 卡末四位 存款种类",
    "other_day": "记录时间 最近修改时间 最近更新时间 更新时间",
}

# Titles that banks compose of a first and a last part; a title of the list above keeps its field.
_COMPOSED: tuple[tuple[str, str, str], ...] = (
    ("day", "交易 业务 发生 消费", "日期 日"),
    ("paid", "扣款 付款 支付", "日期 日 时间"),
    ("posting", "记账 入账 会计 账务 过账 清算", "日期 日"),
    ("out", "支出 支取 借方 付方 转出 取出 取款", "金额 额 发生额 发生金额 交易金额 交易额"),
    ("in", "收入 存入 贷方 收方 转入 存款", "金额 额 发生额 发生金额 交易金额 交易额"),
    ("out", "交易金额 记账金额 入账金额", "支出 支取 转出"),
    ("in", "交易金额 记账金额 入账金额", "收入 存入 转入"),
    ("status", "交易 支付 扣款 还款 付款 代扣 划扣 扣划 处理 转账 订单 扣费", "状态 结果 情况"),
    (
        "payee",
        "对方 交易对方 交易对手 对手 对手方 收款方 收款人",
        "户名 名称 姓名 账户名 账户名称 单位名称 客户名称 信息",
    ),
    ("counter_account", "对方 交易对方 交易对手 对手 对手方 收款方 收款人", "账号 卡号 账户账号 账号/卡号"),
    ("counter_bank", "对方 交易对方 交易对手 对手 对手方 收款方 收款人", "开户行 行名 银行 开户机构 开户银行 开户行名"),
)

TITLES: dict[str, str] = {
    first + last: name for name, firsts, lasts in _COMPOSED for first in firsts.split() for last in lasts.split()
} | {clean_title(title): name for name, titles in _BY_FIELD.items() for title in titles.split()}
