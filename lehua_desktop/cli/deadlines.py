"""`file` and `deadlines`: entries of complaints and objections, and the days that follow from them."""

from __future__ import annotations

import argparse
import datetime as dt
from dataclasses import replace

from rich.text import Text

from ..casebook import Casebook
from ..core.edits import Edit
from ..core.filing import Deadline, Filing, FilingState, Outlook, Reply, Route
from ..core.problems import LehuaError, Problem
from ..core.words import Language, Words
from ..ledger.filing_words import REPLIES, ROUTES
from .documents import Document
from .tables import Printer

_TEXTS = ("institution", "reference", "reply_text")
_DAYS = ("sent", "accepted", "replied")


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of `file`; `--number` names the entry to change, else a new one is made.

    Only options that are given stand in the namespace; an empty text takes a value away.
    """
    left_out = argparse.SUPPRESS
    command.add_argument("--number", type=int, metavar="N", help="change this entry instead of making a new one")
    command.add_argument("--delete", action="store_true", help="delete the entry of --number")
    command.add_argument("--route", type=Route, choices=list(Route), default=left_out)
    for name, text in (
        ("--sent", None),
        ("--accepted", "day of receipt or acceptance"),
        ("--replied", None),
    ):
        command.add_argument(name, type=_day, metavar="YYYY-MM-DD", help=text, default=left_out)
    command.add_argument("--institution", type=_text, metavar="NAME", default=left_out)
    command.add_argument(
        "--reference", type=_text, metavar="TEXT", help="the case number that the institution gave", default=left_out
    )
    command.add_argument("--reply", type=_reply, metavar=f"{{{','.join(Reply)}}}", default=left_out)
    command.add_argument("--reply-text", type=_text, metavar="TEXT", default=left_out)
    command.set_defaults(usage_error=command.error)


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _text(text: str) -> str | None:
    return text or None


def _reply(text: str) -> Reply | None:
    return Reply(text) if text else None


def edit_of(args: argparse.Namespace, book: Casebook) -> Edit | None:
    """What the options ask for; `None` if there is no entry of that number. Wrong use ends the program."""
    given = {name: value for name, value in vars(args).items() if name in (*_DAYS, *_TEXTS, "route", "reply")}
    filing: Filing | None
    if args.number is None:
        if args.delete or given.get("route") is None or given.get("sent") is None:
            args.usage_error("a new entry needs --route and --sent; --delete needs --number")
        filing = Filing(given["route"], given["sent"])
    else:
        filing = next((entry for entry in book.filings() if entry.id == args.number), None)
        if filing is None:
            return None
        if args.delete:
            return book.remove_filing(filing.id)
        if "sent" in given and given["sent"] is None:
            args.usage_error("--sent cannot be empty")
    try:
        return book.set_filing(replace(filing, **given))
    except ValueError:
        raise LehuaError(Problem.FILING_DAYS) from None


def tell_entry(edit: Edit, book: Casebook, printer: Printer) -> None:
    """Says what became of the entry."""
    number = edit.rows[0].id
    if edit.rows[0].after is None:
        printer.words("已删除第 {n} 号登记。", "Entry number {n} was deleted.", n=number)
        return
    filing = next(entry for entry in book.filings() if entry.id == number)
    route = printer.say(ROUTES[filing.route])
    printer.words(
        "已登记（第 {n} 号）：{route}，{day}",
        "Entered as number {n}: {route}, {day}",
        n=number,
        route=route,
        day=filing.sent,
    )


def document(outlook: Outlook, today: dt.date, language: Language) -> Document:
    """The JSON of `deadlines`."""
    return {
        "today": today.isoformat(),
        "holidays_known_until": outlook.holidays_until,
        "filings": [_filing(state, language) for state in outlook.filings],
        "days": [_deadline(item, language) for item in outlook.days],
        "unknown": [words.say(language) for words in outlook.open_ended],
        "next": [
            {
                "route": step.route.value if step.route else None,
                "message": step.message.say(language),
                "why": step.why.say(language),
            }
            for step in outlook.steps
        ],
        "free_reports": {
            "year": outlook.free.year,
            "used": outlook.free.used,
            "left": outlook.free.left,
            "not_counted": [day.isoformat() for day in outlook.free.uncounted],
        },
    }


def _filing(state: FilingState, language: Language) -> Document:
    filing = state.filing
    days = {name: day.isoformat() if (day := getattr(filing, name)) else None for name in _DAYS}
    return {
        "number": filing.id,
        "route": filing.route.value,
        **days,
        **{name: getattr(filing, name) for name in _TEXTS},
        "reply": filing.reply.value if filing.reply else None,
        "standing": state.standing.value,
        "message": state.message.say(language),
        "deadlines": [_deadline(item, language) for item in state.deadlines],
    }


def _deadline(item: Deadline, language: Language) -> Document:
    return {
        "key": item.key,
        "name": item.name.say(language),
        "day": item.day.isoformat(),
        "next_working_day": item.moved.isoformat() if item.moved else None,
        "state": item.state,
        "loan": item.loan,
        "installment": item.installment,
        "month": item.month,
        "basis": item.basis.say(language) if item.basis else None,
        "notes": [note.say(language) for note in item.notes],
    }


def tell(outlook: Outlook, printer: Printer) -> None:
    """Prints the next step, the entries and the days."""
    say = printer.say
    for place, step in enumerate(outlook.steps):
        head = Words("下一步：", "Next: ") if place == 0 else Words("也可以：", "Also: ")
        printer.out.print(Text(say(head) + say(step.message), style="bold" if place == 0 else ""), soft_wrap=True)
        printer.out.print("    " + say(step.why), soft_wrap=True)
    if outlook.filings:
        table = printer.table(
            ("号", "no.", "right"),
            ("渠道", "route"),
            ("机构", "institution"),
            ("提交日", "sent"),
            ("情况", "how it stands"),
        )
        for state in outlook.filings:
            filing = state.filing
            lines = [say(state.message)]
            lines += [f"{item.day}  {say(item.name)}" for item in state.deadlines if item.state == "running"]
            lines += dict.fromkeys(say(note) for item in state.deadlines for note in item.notes)
            if filing.reply:
                lines.append(" ".join((say(REPLIES[filing.reply]), filing.reply_text or "")))
            where = "\n".join(text for text in (filing.institution, filing.reference) if text)
            row = (str(filing.id), say(ROUTES[filing.route]), where, filing.sent.isoformat(), "\n".join(lines))
            table.add_row(*(Text(cell) for cell in row))
        printer.out.print()
        printer.out.print(table)
    if outlook.days or outlook.open_ended:
        table = printer.table(("日期", "day"), ("事项", "what"), ("说明", "remark"))
        for item in outlook.days:
            notes = [say(note) for note in item.notes] + ([say(item.basis)] if item.basis else [])
            table.add_row(item.day.isoformat(), Text(say(item.name)), Text("\n".join(notes)))
        for words in outlook.open_ended:
            table.add_row("?", Text(say(words)), "")
        printer.out.print()
        printer.out.print(table)
    free = outlook.free
    printer.out.print()
    printer.words(
        "{year} 年免费查询信用报告：已登记 {used} 次，还有 {left} 次（按自然年计，以征信中心说明为准）。",
        "Free looks at the credit report in {year}: {used} entered, {left} left (by calendar year; the bureau can say).",
        year=free.year,
        used=free.used,
        left=free.left,
    )
    for day in free.uncounted:
        printer.words(
            "    档案里有 {day} 的报告。如果那是一次免费查询：file … --route report --sent {day}",
            "    The case holds a report of {day}. If that was a free look: file … --route report --sent {day}",
            day=day,
        )
