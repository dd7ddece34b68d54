"""Screens with many movements of money, or with talk about money only."""

from __future__ import annotations

import datetime as dt

from lehua_desktop.core.days import add_months
from lehua_desktop.core.facts import Kind, Status
from lehua_desktop.core.money import Money, total

from .. import TruePayment, TrueRow, Truth
from ..chance import BANKS, LENDERS, PEOPLE, PLATFORMS, SHOPS, TAILS, Chance, write_money
from ..sketch import Block, Sketch
from .pages import SPACE, Maker, pairs, panels, say, sheet, title

WEEK = "一二三四五六日"


def repayments(c: Chance, count: int) -> list[tuple[dt.datetime, Money]]:
    """Monthly repayments, the newest first; the last one of a loan differs by some fen."""
    each, start = c.amount(150, 4000), c.moment()
    out = []
    for back in range(count):
        day = add_months(start.date(), -back) + dt.timedelta(days=c.whole(-3, 0))
        at = dt.datetime.combine(day, dt.time(c.whole(7, 22), c.whole(0, 59), c.whole(0, 59)))
        out.append((at, each + Money(c.whole(0, 9) if back == 0 else 0)))
    return out


def listed(payments: list[TruePayment]) -> Truth:
    return Truth(Kind.PAYMENT_LIST, tuple(payments))


def day_blocks(c: Chance) -> Sketch:
    """A feed with the day of the month in large figures, the year and month as a section above."""
    name, body, truth = c.of(PLATFORMS), list[Block](), list[TruePayment]()
    months = repayments(c, c.whole(2, 5))
    for at, amount in months:
        extra = [(c.of(SHOPS), at + dt.timedelta(hours=1), c.amount(5, 200))] if c.odds(0.6) else []
        rows = [*extra, (name, at, amount)]
        body.append(
            {
                "p": "section",
                "words": c.of((f"{at:%Y/%m}", f"{at:%Y年%m月}")),
                "side": f"共支出{total(r[2] for r in rows)}",
            }
        )
        body.append(
            {
                "p": "feed",
                "entries": [
                    {
                        "big": f"{at:%d}",
                        "small": f"周{WEEK[at.weekday()]}",
                        "name": f"{who}-自动还款" if who == name else who,
                        "more": [f"{when:%H:%M}  {c.of(BANKS)}({c.of(TAILS)})"],
                        "sum": f"-{spent}",
                    }
                    for who, when, spent in rows
                ],
            }
        )
        truth += [
            TruePayment(at.date(), spent, Status.SUCCESS, f"{when:%H:%M}", who == name) for who, when, spent in rows
        ]
    return panels(
        "day_blocks", c.theme(big=False), [title("收支明细", side="月账单")], body, listed(truth), fills_screen=False
    )


def by_order(c: Chance) -> Sketch:
    """Records under the loan they repay; the head of a loan names its sum and its day, which is no payment."""
    body, truth = list[Block](), list[TruePayment]()
    for _ in range(c.whole(1, 2)):
        rows = repayments(c, c.whole(2, 5))
        lent = rows[-1][0] - dt.timedelta(days=31)
        failed = c.whole(0, len(rows))
        body.append(
            {
                "p": "section",
                "words": f"借款{write_money(Money(c.whole(3, 90) * 100000), 'yen')}",
                "side": f"{lent:%Y-%m-%d}借",
            }
        )
        entries = []
        for k, (at, amount) in enumerate(rows):
            status = Status.FAILED if k == failed else Status.SUCCESS
            word = "还款失败" if status is Status.FAILED else c.of(("还款成功", "已还清"))
            entries.append(
                {
                    "name": c.of(("主动还款", "自动扣款")) + f" 第{len(rows) - k}期",
                    "more": [f"{at:%Y-%m-%d %H:%M:%S}"],
                    "sum": write_money(amount, "yen"),
                    "note": word,
                    "note-color": "red" if status is Status.FAILED else "green",
                }
            )
            truth.append(TruePayment(at.date(), amount, status, f"{at:%H:%M:%S}"))
        body.append({"p": "feed", "entries": entries})
    return panels("by_order", c.theme(big=False), [title("还款明细")], body, listed(truth), fills_screen=False)


def striped_history(c: Chance) -> Sketch:
    """A striped table: when, what kind, how much, how it ended."""
    rows = repayments(c, c.whole(4, 14))
    truth, lines = [], []
    for at, amount in rows:
        status = Status.FAILED if c.odds(0.15) else Status.SUCCESS
        lines.append(
            (
                f"{at:%Y.%m.%d}",
                c.of(("主动还款", "系统代扣")),
                str(amount),
                "失败" if status is Status.FAILED else "成功",
            )
        )
        truth.append(TruePayment(at.date(), amount, status))
    body: list[Block] = [
        {
            "p": "grid",
            "columns": ["交易日期", "还款类型", "金额(元)", "状态"],
            "widths": [1.3, 1.1, 1.2, 0.7],
            "rows": lines,
        }
    ]
    return panels(
        "striped_history", c.theme(big=False, dark=False), [title(f"{c.of(PLATFORMS)}还款记录")], body, listed(truth)
    )


def sms_cards(c: Chance) -> Sketch:
    """Text messages as wide cards, the moment at the foot of each."""
    sign, tail, body, truth = (
        c.of(("招联金融", "示例消金", "马上消费", "中邮消费")),
        c.of(TAILS),
        list[Block](),
        list[TruePayment](),
    )
    for at, amount in reversed(repayments(c, c.whole(2, 4))):
        plain = str(amount).replace(",", "")
        asked = at - dt.timedelta(days=2)
        if c.odds(0.5):
            body.append(
                _card(c, asked, f"【{sign}】您的借款将于{at:%m月%d日}扣款{plain}元，请确保尾号{tail}账户余额充足。")
            )
        if c.odds(0.3):
            failed = at - dt.timedelta(hours=3)
            body.append(_card(c, failed, f"【{sign}】您本期应还的{plain}元扣款未成功，请您确认卡内余额后重试。"))
            truth.append(TruePayment(failed.date(), amount, Status.FAILED))
        done = c.of(
            (
                f"【{sign}】您{at:%m月%d日}的借款还款{plain}元已成功，剩余{c.whole(1, 9)}期。",
                f"【{sign}】还款通知：已于{at:%m月%d日}从您尾号{tail}的银行卡成功扣款{plain}元。",
            )
        )
        body.append(_card(c, at + dt.timedelta(minutes=2), done))
        truth.append(TruePayment(at.date(), amount))
    look = c.theme(big=False)
    return panels("sms_cards", look, [title(sign, large=True)], body, listed(truth), fills_screen=False)


def _card(c: Chance, at: dt.datetime, words: str) -> Block:
    return {"p": "sms", "words": words, "foot": f"{at:%Y-%m-%d %H:%M}  {c.of(('卡1', '卡2', '5G消息'))}"}


def sms_bank_full(c: Chance) -> Sketch:
    """A bank's messages that name the year themselves, narrow bubbles, a head line for each day."""
    bank, tail, body, truth = c.of(BANKS), c.of(TAILS), list[Block](), list[TruePayment]()
    lender = c.of(LENDERS)
    for at, amount in reversed(repayments(c, c.whole(2, 5))):
        plain, left = str(amount).replace(",", ""), c.amount(1, 50000)
        body.append(say(f"{at.month}月{at.day}日 周{WEEK[at.weekday()]}", at="center", k=0.8))
        words = c.of(
            (
                f"【{bank}】您尾号{tail}的账户{at:%Y年%m月%d日%H时%M分}向{lender}支出人民币{amount}元，余额人民币{left}元。",
                f"【{bank}】{at:%Y-%m-%d %H:%M}您{tail}卡代扣还款支出{plain}元（{lender}），可用余额{left}元。",
                f"您{tail}卡于{at:%Y/%m/%d %H:%M}快捷支付{plain}元，对方：{lender}，余额：{left}元【{bank}】",
            )
        )
        body.append({"p": "sms", "words": words, "narrow": True})
        truth.append(TruePayment(at.date(), amount, Status.SUCCESS, f"{at:%H:%M}"))
    return panels("sms_bank_full", c.theme(), [title("955" + c.digits(2))], body, listed(truth), fills_screen=False)


def sms_yearless(c: Chance) -> Sketch:
    """Messages of which no line names the year."""
    sign, body, truth = c.of(("拍拍贷", "还呗", "360借条")), list[Block](), list[TruePayment]()
    for at, amount in reversed(repayments(c, c.whole(1, 3))):
        plain = str(amount).replace(",", "")
        body.append(
            say(f"{at:%m-%d} {'上午' if at.hour < 12 else '下午'}{at.hour % 12 or 12}:{at:%M}", at="center", k=0.8)
        )
        body.append(
            {
                "p": "sms",
                "words": f"【{sign}】您于{at.month}月{at.day}日还款{plain}元成功，当前订单剩余{c.whole(1, 9)}期待还。",
                "narrow": True,
            }
        )
        truth.append(TruePayment(None, amount))
    body.append({"p": "sms", "words": "【示例集市】您的包裹已到驿站，取件码8-2-3385。", "narrow": True})
    return panels("sms_yearless", c.theme(), [title("通知信息")], body, listed(truth), fills_screen=False)


def public_account(c: Chance) -> Sketch:
    """A bank's account in a messenger: each notice a sheet with bracketed or plain lines, under the full day."""
    body, truth, tail = list[Block](), list[TruePayment](), c.of(TAILS)
    style, lender = c.of(("tabs", "bracket", "ends")), c.of(LENDERS)
    for at, amount in reversed(repayments(c, c.whole(2, 4))):
        failed = c.odds(0.25)
        body.append(say(f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}", at="center", k=0.8))
        given: list[tuple[str, object]] = [
            ("账号", f"尾号{tail}"),
            ("时间", f"{at:%Y-%m-%d %H:%M:%S}"),
            ("类型", "代扣失败" if failed else c.of(("代扣支出", "快捷支付支出"))),
            ("金额", write_money(amount, "rmb")),
            ("对方", lender),
            *([] if failed else [("余额", f"{c.amount(1, 9999)}元")]),
        ]
        body += [sheet(pairs(style, given), head="扣款失败通知" if failed else "动账通知"), SPACE]
        truth.append(TruePayment(at.date(), amount, Status.FAILED if failed else Status.SUCCESS, f"{at:%H:%M:%S}"))
    head = [title(f"{c.of(BANKS)}微银行", capsule=False)]
    return panels("public_account", c.theme(big=False), head, body, listed(truth), fills_screen=False)


def notices_of_wallet(c: Chance) -> Sketch:
    """Several 扣费凭证 below each other, amounts large."""
    body, truth = list[Block](), list[TruePayment]()
    for at, amount in reversed(repayments(c, c.whole(2, 4))):
        body += [
            say(f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}", at="center", k=0.8),
            sheet(
                say("扣费凭证", color="ink"),
                {"p": "sum", "over": "扣费金额", "words": write_money(amount, "wide-yen"), "k": 2.0},
                pairs(
                    "tabs",
                    [("项目", f"{c.of(PLATFORMS)}还款"), ("扣费时间", f"{at:%Y-%m-%d %H:%M:%S}"), ("状态", "扣款成功")],
                ),
            ),
            SPACE,
        ]
        truth.append(TruePayment(at.date(), amount, Status.SUCCESS, f"{at:%H:%M:%S}"))
    return panels("notices_of_wallet", c.theme(big=False), [title("微信支付")], body, listed(truth), fills_screen=False)


def month_bills(c: Chance) -> Sketch:
    """Bills under headings of year and month, refunds and a shop among them."""
    body, truth, name = list[Block](), list[TruePayment](), c.of(PLATFORMS)
    for at, amount in repayments(c, c.whole(3, 6)):
        refunded = c.odds(0.2)
        body.append({"p": "section", "words": f"{at:%Y}年{at.month}月", "side": "支出 / 收入"})
        entries: list[Block] = [
            {
                "name": f"{name}还款",
                "more": [f"{at.month}月{at.day}日 {at:%H:%M}"],
                "sum": f"-{write_money(amount, 'plain')}",
                "note": "已全额退款" if refunded else "",
            }
        ]
        truth.append(TruePayment(at.date(), amount, Status.REFUNDED if refunded else Status.SUCCESS, f"{at:%H:%M}"))
        if c.odds(0.7) and at.day > 2:
            other, spent = at - dt.timedelta(days=1), c.amount(6, 300)
            entries.append(
                {
                    "name": c.of(SHOPS),
                    "more": [f"{other.month}月{other.day}日 {other:%H:%M}"],
                    "sum": f"-{write_money(spent, 'plain')}",
                }
            )
            truth.append(TruePayment(other.date(), spent, Status.SUCCESS, f"{other:%H:%M}", False))
        body.append({"p": "feed", "entries": entries})
    return panels(
        "month_bills", c.theme(big=False), [title("账单", side="统计")], body, listed(truth), fills_screen=False
    )


def asks_service(c: Chance) -> Sketch:
    """A talk with a lender's service about what has to be paid."""
    day, owed = c.moment(), write_money(c.amount(), "yuan")
    said = [
        (False, "您好，客服小示为您服务，请问有什么可以帮您？"),
        (True, f"我想问下{day.month}月的账单为什么是{owed}"),
        (False, f"您{day:%m月%d日}的账单包含本金和利息，合计{owed}，请在还款日前存入。"),
        (True, c.of(("逾期一天会上征信吗", "我昨天想还，一直提示失败"))),
        (False, "建议您更换银行卡后重新发起还款，感谢理解。"),
        (True, c.of(("好的谢谢", f"那我先还{c.whole(2, 9) * 100}"))),
    ]
    body: list[Block] = [say(f"{day.month}月{day.day}日 {day:%H:%M}", at="center", k=0.8)]
    body += [{"p": "speech", "mine": mine, "words": words} for mine, words in said]
    return panels("asks_service", c.theme(big=False), [title("在线客服")], body, Truth(Kind.OTHER))


def group_forward(c: Chance) -> Sketch:
    """A group in which a bank's messages are passed on, under full days."""
    body, truth = list[Block](), list[TruePayment]()
    me, other = c.some(PEOPLE, 2)
    bank, tail, name = c.of(BANKS), c.of(TAILS), c.of(PLATFORMS)
    for at, amount in reversed(repayments(c, c.whole(1, 3))):
        plain = str(amount).replace(",", "")
        body.append(say(f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}", at="center", k=0.8))
        body.append(
            {
                "p": "speech",
                "mine": False,
                "who": me,
                "words": f"【{bank}】您的账户{tail}于{at.month}月{at.day}日{at:%H:%M}{name}还款支出{plain}元，余额{c.amount(2, 8000)}元",
            }
        )
        if c.odds(0.7):
            body.append(
                {"p": "speech", "mine": True, "words": c.of((f"{other}说收到", "这个月还完了吧", "截图发我一下"))}
            )
        truth.append(TruePayment(at.date(), amount, Status.SUCCESS, f"{at:%H:%M}"))
    return panels(
        "group_forward",
        c.theme(big=False),
        [title(f"还款互助群({c.whole(20, 200)})")],
        body,
        listed(truth),
        fills_screen=False,
    )


def plan_grid(c: Chance) -> Sketch:
    """A plan as a striped table with the parts of each installment; nothing in it says that money moved."""
    count, first = c.of((3, 6, 9, 12)), c.moment().date()
    amount = c.amount(200, 3000)
    plan, lines = [], []
    for k in range(count):
        (_, principal), (_, interest) = c.parts(amount, "本金", "利息")
        plan.append(TrueRow(k + 1, add_months(first, k), amount))
        lines.append((f"{k + 1}/{count}", f"{plan[-1].due:%Y-%m-%d}", str(amount), str(principal), str(interest)))
    body: list[Block] = [
        {
            "p": "grid",
            "columns": ["期数", "应还日期", "应还总额", "本金", "利息"],
            "widths": [0.7, 1.5, 1.2, 1.2, 1.0],
            "rows": lines,
        }
    ]
    look = c.theme(big=False, dark=False) | {"width": 411, "pixels": 3.0, "size": 14.0}
    return panels("plan_grid", look, [title("还款计划表")], body, Truth(Kind.PLAN, plan=tuple(plan)))


def longest(c: Chance) -> Sketch:
    """A scrolled history of about 60,000 px under headings of year and month."""
    at, body, truth, month = c.moment(), list[Block](), list[TruePayment](), ""
    for _ in range(318):
        at -= dt.timedelta(hours=c.whole(30, 110), minutes=c.whole(0, 59))
        amount, name = c.amount(100, 5000), c.of(PLATFORMS[:3])
        if f"{at:%Y-%m}" != month:
            month = f"{at:%Y-%m}"
            body.append({"p": "section", "words": f"{at.year}年{at.month}月"})
        note = "扣款成功" if c.odds(0.93) else "扣款失败"
        entry = {
            "name": f"{name}还款",
            "more": [f"{at.month}月{at.day}日 {at:%H:%M}"],
            "sum": f"-{amount}",
            "note": note,
        }
        body.append({"p": "feed", "entries": [entry]})
        status = Status.SUCCESS if note == "扣款成功" else Status.FAILED
        truth.append(TruePayment(at.date(), amount, status, f"{at:%H:%M}"))
    look = c.theme(big=False, width=390, pixels=3.0, size=15.5, gap=14)
    return panels("longest", look, [title("还款账单")], body, listed(truth), fills_screen=False)


LONGEST: Maker = longest
MAKERS: tuple[Maker, ...] = (
    day_blocks,
    by_order,
    striped_history,
    sms_cards,
    sms_bank_full,
    sms_yearless,
    public_account,
    notices_of_wallet,
    month_bills,
    asks_service,
    group_forward,
    plan_grid,
)
