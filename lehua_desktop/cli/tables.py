"""What the command line prints for people: tables and sentences in their language."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import Progress, TextColumn
from rich.table import Table
from rich.text import Text

from ..bundle.story.wording import KINDS
from ..casebook import Evidence, shown
from ..core.facts import Facts, Kind, PaymentFact, Read
from ..core.model import Finding, InstallmentRow, Severity, State, Timeline
from ..core.money import Money
from ..core.problems import Fault
from ..core.words import Language, Words
from ..facts.looks import say_looks
from ..ledger.reasons import SEVERITIES, STATES, STATUSES
from .documents import read_by
from .pipeline import Result

_COLOURS = {
    State.ON_TIME: "green",
    State.LATE: "red",
    State.PARTLY: "yellow",
    State.UNPROVEN: "yellow",
    Severity.CONTRADICTION: "red",
    Severity.DOUBT: "yellow",
    Severity.NOTE: "cyan",
}
_TO_CHECK = Words("待核对", "to be checked")


def language() -> Language:
    """`LEHUA_LANG`: `en` or `zh`; Chinese where it says neither."""
    return "en" if os.environ.get("LEHUA_LANG", "").lower().startswith("en") else "zh"


def console(stream: TextIO | None = None) -> Console:
    """Plain text, without meaning seen in brackets of file names; wide where no terminal sets the width."""
    stream = stream or sys.stdout
    width = None if stream.isatty() else 140
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


@contextlib.contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Tells on standard error which file was done last, if somebody looks."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    columns = (TextColumn("{task.completed}"), TextColumn("{task.description}"))
    with Progress(*columns, console=console(sys.stderr), transient=True) as shown:
        task = shown.add_task("", total=None)
        yield lambda name: shown.update(task, advance=1, description=Path(name).name)


class Printer:
    """Prints to one console in one language."""

    def __init__(self, out: Console, say: Language) -> None:
        self.out = out
        self.language = say

    def words(self, zh: str, en: str, **values: object) -> None:
        self.out.print(Words(zh, en).fill(**values).say(self.language), soft_wrap=True)

    def say(self, words: Words) -> str:
        return words.say(self.language)

    def table(self, *columns: tuple[str, str] | tuple[str, str, str]) -> Table:
        """An empty table; a column is its name in both languages, and `"right"` for numbers."""
        table = Table(header_style="bold")
        for column in columns:
            name = self.say(Words(column[0], column[1]))
            table.add_column(name, justify="right" if column[2:] == ("right",) else "left", overflow="fold")
        return table

    def fault(self, fault: Fault) -> str:
        return self.say(fault.words)

    # --- files -----------------------------------------------------------------------------------------

    def files(self, results: Sequence[Result]) -> None:
        """One row a file: its name, what it says, and a remark."""
        table = self.table(("文件", "file"), ("类型", "kind"), ("内容", "what it says"), ("备注", "remark"))
        for result in results:
            kind = "" if result.facts is None else self.say(KINDS[result.facts.kind])
            name = result.added.name if result.added else result.given
            table.add_row(Text(shown(name)), kind, Text(self._gist(result.facts)), Text(self._remark(result)))
        self.out.print(table)

    def _doubt(self, payment: PaymentFact) -> str:
        """`（待核对：两次识别不一致）`: what a person should look at, and why where that is known."""
        reads: tuple[Read[object], ...] = (payment.amount, payment.day, payment.status)
        why = [say_looks(read) for read in reads if any(not check.agrees for check in read.checks)]
        reasons = "；".join(dict.fromkeys(self.say(words) for words in why))
        words = (
            Words("（待核对：{why}）", "(to be checked: {why})") if reasons else Words("（待核对）", "(to be checked)")
        )
        return self.say(words.fill(why=reasons))

    def _remark(self, result: Result) -> str:
        parts = []
        if result.added is not None and result.added.duplicate_of is not None:
            parts.append(self.say(Words("已经加入过，没有重复加入", "was there already; nothing was added")))
        if result.fault is not None:
            parts.append(self.fault(result.fault))
        else:
            words = Words("第 {page} 页：{why}", "page {page}: {why}")
            parts += [
                self.say(words.fill(page=page + 1, why=self.fault(fault)))
                for page, fault in sorted(result.failed.items())
            ]
            parts += read_by(result.pages)
        return "\n".join(parts)

    def _gist(self, facts: Facts | None) -> str:
        if facts is None:
            return ""
        lines = [
            " ".join(
                part
                for part in (
                    self._day(payment.day.value),
                    payment.time or "",
                    self._money(payment.amount.value),
                    "" if payment.status.value is None else self.say(STATUSES[payment.status.value]),
                    payment.payee or "",
                    "" if payment.certain else self._doubt(payment),
                )
                if part
            )
            for payment in facts.payments
            if payment.about_loan
        ]
        other = len(facts.payments) - len(lines)
        if other:
            lines.append(self.say(Words("另有 {n} 笔与借款无关", "{n} more, not about the loan").fill(n=other)))
        if facts.plan:
            lines.append(self.say(Words("{n} 期", "{n} installments").fill(n=len(facts.plan))))
        if facts.settlement is not None:
            day = self._day(facts.settlement.settled_on.value)
            lines.append(self.say(Words("{day} 结清", "settled on {day}").fill(day=day)))
        if facts.report is not None:
            months = [month for account in facts.report.accounts for month in account.months if month.overdue]
            words = Words("{n} 个账户，{m} 个月记为逾期", "{n} accounts, {m} months called overdue")
            lines.append(self.say(words.fill(n=len(facts.report.accounts), m=len(months))))
        return "\n".join(lines)

    # --- timeline --------------------------------------------------------------------------------------

    def timeline(self, timeline: Timeline, evidence: Sequence[Evidence]) -> None:
        """The loan, one row an installment, the findings with their arithmetic, and what is missing."""
        names = {item.id: item.name for item in evidence}
        for loan in timeline.loans:
            rows = [row for row in timeline.rows if row.loan == loan.id]
            principal = loan.principal and self.say(Words("{m} 元", "CNY {m}").fill(m=loan.principal))
            parts = dict.fromkeys(part for part in (loan.platform, loan.lender, loan.contract, principal) if part)
            self.out.print(" · ".join(parts), style="bold", soft_wrap=True)
            self._installments(rows, timeline, names)
        if not timeline.loans:
            self.words(
                "还没有还款计划。请加入还款计划的截图，或填写借款信息。",
                "There is no repayment plan yet. Add a picture of the plan, or enter the loan.",
            )
        self._without_installment(timeline, names)
        self._findings(timeline.findings, names, any(item.kind is Kind.CREDIT_REPORT for item in evidence))
        if timeline.missing:
            self.out.print()
            self.out.print(self.say(Words("还缺什么", "What is missing")), style="bold")
            for item in timeline.missing:
                self.out.print(f"- {self.say(item.message)}", soft_wrap=True)
        unread = [item for item in evidence if item.status != "read"]
        if unread:
            self.out.print()
            self.words("{n} 个文件还没有识别成功：", "{n} files are not read:", n=len(unread))
            for file in unread:
                why = self.fault(file.fault) if file.fault else self.say(Words("等待识别", "waits to be read"))
                self.out.print(f"- {file.name}  {why}", soft_wrap=True)

    def _installments(self, rows: Sequence[InstallmentRow], timeline: Timeline, names: dict[int, str]) -> None:
        payments = {payment.id: payment for payment in timeline.payments}
        table = self.table(
            ("期", "no.", "right"),
            ("应还日", "due"),
            ("应还金额", "amount due", "right"),
            ("已证实还款", "paid", "right"),
            ("还款日", "paid on"),
            ("结果", "result"),
            ("证据", "evidence"),
        )
        for row in rows:
            proofs: dict[str, None] = {}
            for link in row.allocations:
                payment = payments.get(link.payment)
                for proof in payment.proofs if payment else ():
                    name = names.get(proof.evidence, "?")
                    proofs[name if link.certain else f"{name} ({self.say(_TO_CHECK)})"] = None
            waits = row.state is State.UNPROVEN and row.allocations
            state = self.say(_TO_CHECK if waits else STATES[row.state])
            if row.days_late:
                state += self.say(Words("（{n} 天）", " ({n} days)").fill(n=row.days_late))
            table.add_row(
                str(row.installment.number),
                self._day(row.installment.due),
                str(row.installment.amount),
                str(row.paid) if row.paid else "",
                self._day(row.paid_on),
                Text(state, style=_COLOURS[row.state]),
                Text("\n".join(proofs)),
            )
        self.out.print(table)

    def _without_installment(self, timeline: Timeline, names: dict[int, str]) -> None:
        if not timeline.loose:
            return
        self.out.print()
        self.out.print(
            self.say(Words("没有对应到任何一期的付款", "Payments that belong to no installment")), style="bold"
        )
        for payment in timeline.loose:
            moment = " ".join(part for part in (self._day(payment.day), payment.time or "") if part)
            files = dict.fromkeys(names.get(proof.evidence, "?") for proof in payment.proofs)
            contract = next((proof.payment.contract for proof in payment.proofs if proof.payment.contract), None)
            parts = (moment, self._money(payment.amount), contract or "", self.say(Words("、", ", ")).join(files))
            self.out.print("- " + "  ".join(part for part in parts if part), soft_wrap=True)

    def _findings(self, findings: Sequence[Finding], names: dict[int, str], has_report: bool) -> None:
        self.out.print()
        self.out.print(self.say(Words("发现", "Findings")), style="bold")
        if not has_report:
            self.words("还没有加入信用报告，无法对照。", "There is no credit report yet to compare with.")
        elif not findings:
            self.words("没有发现信用报告与证据之间的矛盾。", "No contradiction between credit report and evidence.")
        for finding in findings:
            line = Text("- ")
            line.append(f"[{self.say(SEVERITIES[finding.severity])}] ", style=_COLOURS[finding.severity])
            line.append(self.say(finding.to_person))
            self.out.print(line, soft_wrap=True)
            for step in finding.arithmetic:
                self.out.print(f"    {self.say(step)}", soft_wrap=True)
            sources = dict.fromkeys(names.get(source.evidence, "?") for source in finding.sources)
            if sources:
                self.out.print(
                    f"    {self.say(Words('依据：', 'From: '))}" + self.say(Words("、", ", ")).join(sources),
                    soft_wrap=True,
                )

    def _money(self, money: Money | None) -> str:
        return self.say(Words("金额不清", "amount not clear")) if money is None else f"¥{money}"

    def _day(self, day: dt.date | None) -> str:
        return "" if day is None else day.isoformat()
