"""What is not proven yet, and what to fetch next."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from ..core.days import add_days
from ..core.model import Allocation, FetchGuide, InstallmentRow, Loan, Missing, Reason, State
from ..core.words import Words
from .fetching import where_to_fetch
from .findings import Ground
from .findings.ground import moment, yuan
from .statement_spans import look_elsewhere, statement_around

_AROUND = 15  # days before and after the due day that a statement should cover


def find_missing(ground: Ground, guides: Sequence[FetchGuide] = ()) -> tuple[Missing, ...]:
    """Gaps of installments first, then papers that the case lacks. What is not yet due is not missing.

    `guides` say where a statement is fetched.
    """
    if not ground.loans:
        message = Words(
            "还不知道是哪一笔借款。请加入还款计划（平台 App 的借款详情页）或借款合同，也可以手工填写借款信息。",
            "The loan is not known yet. Add the repayment plan (loan details in the platform's app) or the contract, or enter the loan by hand.",
        )
        return (Missing(message),)
    places = where_to_fetch(ground.payments, guides)
    gaps = [gap for loan in ground.loans for row in ground.rows_of(loan) if (gap := _gap(ground, row, places))]
    return (*gaps, *(m for loan in ground.loans for m in _papers(ground, loan)))


def _gap(ground: Ground, row: InstallmentRow, places: Sequence[tuple[Words, Words]]) -> Missing | None:
    due = row.installment.due
    if due > ground.today or row.state not in (State.UNPROVEN, State.PARTLY):
        return None
    head = Words(
        f"第{row.installment.number}期（应还日{due}，{yuan(row.installment.amount).zh}）",
        f"Installment {row.installment.number} (due {due}, {yuan(row.installment.amount).en})",
    )
    open_links = [a for a in row.allocations if not a.certain]
    waiting = [ground.payment(a.payment) for a in open_links]
    moments = "、".join(moment(p) for p in waiting[:4])
    if ground.posted_after(row):
        rest = Words(
            f"只有银行记账日（{moments}），晚于应还日。请补充支付页面或电子回单，证明付款的日期和时刻。",
            f"only a posting day ({moments}) after the due day is known. Add the payment page or the bank's receipt with day and hour.",
        )
    elif open_links and all(Reason.PAYEE_OPEN in a.reasons for a in open_links):
        rest = _to_whom(ground, open_links)
    elif waiting:
        rest = Words(
            f"有付款待核对（{moments}）。请打开凭证核对日期和金额，或确认它对应这一期。",
            f"payments wait for a look ({moments}). Check their day and amount, or confirm that they belong here.",
        )
    else:
        start, end = add_days(due, -_AROUND), min(add_days(due, _AROUND), ground.today)
        span = statement_around(ground.payments, due)
        lack = Words("没有付款凭证", "there is no proof of payment")
        if row.paid:
            short = yuan(row.installment.amount - row.paid)
            lack = Words(
                f"已证明{yuan(row.paid).zh}，还差{short.zh}", f"{yuan(row.paid).en} is proven, {short.en} is not"
            )
        get = look_elsewhere(span) if span else _fetched(places, start, end)
        rest = Words(f"{lack.zh}。{get.zh}", f"{lack.en}. {get.en}")
    return Missing(Words(f"{head.zh}：{rest.zh}", f"{head.en}: {rest.en}"), row.loan, row.installment.number)


def _to_whom(ground: Ground, links: Sequence[Allocation]) -> Words:
    """Payments that fit but for their payee: a payment company, a collector, a platform that no paper names."""
    listed = {ground.payment(a.payment).id: ground.payment(a.payment) for a in links}.values()
    said = "；".join(
        f"{moment(p)}，{yuan(p.amount).zh}，收款方{to}"
        for p in listed
        if p.amount and (to := next((q.payment.payee for q in p.proofs if q.payment.payee), "未写明"))
    )
    if all(Reason.SAME_CONTRACT in a.reasons for a in links):
        return Words(
            f"有付款写明了合同号（{said}），但收款方不是已知的放款机构或平台。请向放款机构确认这笔钱是否已入账，再确认它对应这一期。",
            f"a payment bears the contract number ({said}), but its payee is no known party of this loan. Ask the lender whether "
            "it was booked, then confirm that it belongs here.",
        )
    return Words(
        f"有一笔付款可能对得上（{said}），但从收款方看不出还的是不是这笔借款。请确认。",
        f"a payment may fit ({said}), but its payee does not tell whether it is this loan. Please confirm.",
    )


def _fetched(places: Sequence[tuple[Words, Words]], start: dt.date, end: dt.date) -> Words:
    """What to get and where: from the bank and wallet that other payments went through, as far as they are known."""
    if not places:
        return Words(
            f"请下载{start}至{end}的银行流水，或支付宝、微信账单、平台的还款记录。",
            f"Get the bank statement of {start} to {end}, the Alipay or WeChat bill, or the platform's repayment record.",
        )
    zh, en = "或".join(name.zh for name, _ in places), " or ".join(name.en for name, _ in places)
    return Words(
        f"请下载{start}至{end}的{zh}流水，也可以用平台的还款记录。" + "".join(f"{way.zh}。" for _, way in places),
        f"Get the statement of {en} for {start} to {end}; the platform's repayment record helps too. "
        + " ".join(f"{way.en[:1].upper()}{way.en[1:]}." for _, way in places),
    )


def _papers(ground: Ground, loan: Loan) -> Iterator[Missing]:
    name = loan.platform or loan.lender or loan.contract or ""
    which = Words(f"（{name}）", f" ({name})") if len(ground.loans) > 1 and name else Words("", "")

    def missing(zh: str, en: str) -> Missing:
        return Missing(Words(zh.replace("@", which.zh), en.replace("@", which.en)), loan.id)

    if not loan.installments:
        open_ = _cannot_be_judged(ground, loan)
        yield missing(
            f"没有还款计划@：不知道每期的应还日和金额。{open_.zh}请加入平台 App 的还款计划页面，或手工填写。",
            f"There is no repayment plan@: due days and amounts are not known. {open_.en}Add the plan page of the platform's "
            "app, or enter it by hand.",
        )
    numbers = {i.number for i in loan.installments}
    holes = [n for n in range(1, max(numbers, default=0)) if n not in numbers]
    if holes:
        listed = "、".join(str(n) for n in holes[:8]) + ("…" if len(holes) > 8 else "")
        yield missing(
            f"还款计划@里第{listed}期没有读出来。请补充清晰的计划页面，或手工填写。",
            f"Installments {listed} of the plan@ could not be read. Add a clearer page, or enter them by hand.",
        )
    counts = Counter(i.number for i in loan.installments)
    twice = sorted(n for n, count in counts.items() if count > 1)
    if twice:
        listed = "、".join(str(n) for n in twice[:8]) + ("…" if len(twice) > 8 else "")
        yield missing(
            f"还款计划@里第{listed}期出现了不止一次，付款只能对应到其中一行。请核对期次。",
            f"Installments {listed} stand more than once in the plan@; payments go to one of the rows only. Check the numbers.",
        )
    doubtful = sorted(n for loan_id, n in ground.unchecked if loan_id == loan.id)
    if doubtful:
        listed = "、".join(str(n) for n in doubtful[:8]) + ("…" if len(doubtful) > 8 else "")
        yield missing(
            f"还款计划@第{listed}期的应还日或金额待核对，核对之前这些期不作结论。",
            f"Due day or amount of installments {listed} of the plan@ need a look; nothing is concluded for them before.",
        )
    accounts = list(ground.accounts(loan))
    if not ground.reports:
        yield missing(
            "没有信用报告。请查询本人信用报告，每年有两次免费机会；逐月核对需要详版（信用报告查询网点或自助机打印）。",
            "There is no credit report. Two a year are free; a month-by-month check needs the full edition (counter or self-service machine).",
        )
    elif not accounts:
        yield missing(
            "信用报告里没有找到这笔借款@的账户。请核对放款机构名称、发放日期和借款金额。",
            "The account of this loan@ was not found in the credit report. Check the lender's name, the day and the amount of the loan.",
        )
    elif not any(account.months for _, account, _ in accounts):
        yield missing(
            "只有简版信用报告@。提出异议和逐月核对需要详版（有“还款记录”表格），请到信用报告查询网点打印。",
            "There is only a brief credit report@. An objection needs the full edition with its month grid; get it at a counter.",
        )
    rows = ground.rows_of(loan)
    if rows and all(row.paid_on or not row.installment.amount for row in rows) and not ground.settlements:
        yield missing(
            "各期都已证明还清，但没有结清证明@。可以向放款机构免费申请开具。",
            "All installments are proven paid, but there is no settlement certificate@. Ask the lender for one; it is free.",
        )


def _cannot_be_judged(ground: Ground, loan: Loan) -> Words:
    """Of a loan without a plan: the marked months, and the day of the month that the report's own days speak for."""
    months = [month for month, _, _ in ground.marked(loan)]
    zh = f"信用报告记为逾期的月份（{'、'.join(months)}）因此还不能判断。" if months else ""
    en = f"So the months that the report marks ({', '.join(months)}) cannot be judged. " if months else ""
    account = next((account for _, account, _ in reversed(list(ground.accounts(loan)))), None)
    if account and account.due_on:
        zh += f"报告写的应还日是{account.due_on}，还款日可能是每月{account.due_on.day}日。"
        en += f"The report gives {account.due_on} as a due day: it may be day {account.due_on.day} of each month. "
    elif account and account.ends:
        zh += f"报告写的到期日是{account.ends}，还款日可能是每月{account.ends.day}日。"
        en += (
            f"By the report the loan ends on {account.ends}: the due day may be day {account.ends.day} of each month. "
        )
    return Words(zh, en)
