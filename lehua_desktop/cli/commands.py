"""The commands: wrong use is told by argparse (status 2), an expected failure by its sentence (status 1)."""

from __future__ import annotations

import argparse
import datetime as dt
import functools
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from .. import __version__
from ..bundle.plan import BundleRequest, Edition
from ..bundle.preflight.concerns import Concern, blocking, to_override
from ..bundle.preflight.preflight import preflight
from ..bundle.routes import find_route, routes
from ..bundle.verify import is_bundle
from ..bundle.verify import verify as verify_bundle
from ..bundle.write import write_bundle
from ..casebook import Casebook
from ..core.days import CHINA
from ..core.problems import LehuaError, Problem
from ..reading.desk import ReadOptions, second_reader_missing
from . import deadlines, demo, has_display, history
from .documents import (
    bundle_document,
    concern_document,
    fault_document,
    file_document,
    read_loan,
    timeline_document,
    to_text,
)
from .pipeline import Result, add_files, read_files
from .tables import Printer, console, language, progress

OpenWindow = Callable[[Path | None], int]


def run_command(argv: Sequence[str], open_window: OpenWindow) -> int:
    """Runs one command and returns its exit status."""
    _speak_utf8()
    args = _parser("--self-check" in argv).parse_args(argv)
    printer = Printer(console(), language())
    try:
        if args.self_check:
            return demo.self_check(printer)
        if args.command == "demo":
            return _demo(args, printer, open_window)
        return _RUN[args.command](args, printer)
    except LehuaError as error:
        if getattr(args, "json", False):
            _print_json({"error": fault_document(error.fault, printer.language)})
        Printer(console(sys.stderr), printer.language).out.print(printer.fault(error.fault), soft_wrap=True)
        return 1
    except KeyboardInterrupt:
        return 130


# --- the forms of the commands ---------------------------------------------------------------------------


def _parser(alone: bool) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("lehua-desktop", description="乐花证据夹 Lehua Desktop", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"lehua-desktop {__version__}")
    parser.add_argument("--self-check", action="store_true", help="check that this installation works")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=not alone)
    # An abbreviation of --passphrase-file would invite the passphrase itself onto the command line.
    add_parser = functools.partial(commands.add_parser, allow_abbrev=False)

    command = add_parser("demo", help="the main job on the built-in samples")
    command.add_argument("dir", nargs="?", type=Path, metavar="DIR", help="default: a new folder")
    command.add_argument("--no-window", action="store_true", help="do not open the window in the end")
    _today(command)

    command = add_parser("read", help="read files and print what they say")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--engine", choices=("auto", "rapidocr", "tesseract"), default="auto")
    _json(command)
    _passwords(command)
    _today(command)

    command = add_parser("new", help="make a case")
    command.add_argument("--loan", type=Path, metavar="LOAN.json", help="the loan as a JSON object")
    _case(command)

    command = add_parser("add", help="import files into a case")
    _case(command)
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _json(command)
    _passwords(command)

    command = add_parser("timeline", help="print the timeline and the findings")
    _case(command)
    _json(command)
    _today(command)

    command = add_parser("file", help="enter a complaint, an objection or a look at the report; change or delete one")
    _case(command)
    deadlines.add_options(command)

    command = add_parser("deadlines", help="print how complaints stand, which days lie ahead and what comes next")
    _case(command)
    command.add_argument("--ics", type=Path, metavar="FILE", help="write the days ahead as a calendar file")
    _json(command)
    _today(command)

    command = add_parser("history", help="print what was read, suggested and decided, when and by whom")
    _case(command)
    about = command.add_mutually_exclusive_group()
    about.add_argument("--payment", type=int, metavar="ID", help="of one payment, by its id in timeline --json")
    about.add_argument("--installment", type=int, metavar="N", help="of one installment")
    command.add_argument("--loan", type=int, metavar="ID", help="the loan of the installment, where there are several")
    _json(command)
    _today(command)

    command = add_parser("export", help="write the bundle, a PDF and a ZIP")
    _case(command)
    command.add_argument("out", type=Path, metavar="OUT_DIR")
    command.add_argument("--route", metavar="ROUTE", help=f"whom it is for: {', '.join(routes())}; bureau if left out")
    command.add_argument("--edition", choices=("full", "redacted", "both"), default="full")
    command.add_argument("--keep-numbers", action="store_true", help="exhibits keep the numbers of the last export")
    command.add_argument("--defendants", type=int, default=1, metavar="N", help="a court gets N + 1 copies")
    command.add_argument("--max-mb", type=_megabytes, metavar="N", help="the PDF may have at most so many megabytes")
    _json(command)
    _today(command)

    command = add_parser("verify", help="check a case file, or the ZIP, the PDF or the unpacked folder of a bundle")
    command.add_argument("path", type=Path, metavar="PATH")
    _passphrase_file(command)
    return parser


def _case(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE.lehua")
    _passphrase_file(parser)


def _passphrase_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--passphrase-file", type=Path, metavar="F", help="its first line; or LEHUA_PASSPHRASE")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON document instead of tables")


def _passwords(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--password", action="append", default=[], metavar="PW", help="opens a locked PDF or ZIP")


def _megabytes(text: str) -> float:
    size = float(text)
    if not 0 < size < float("inf"):
        raise argparse.ArgumentTypeError("more than 0")
    return size


def _today(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--today", type=dt.date.fromisoformat, metavar="YYYY-MM-DD", default=_now().date())


# --- the commands ----------------------------------------------------------------------------------------


def _read(args: argparse.Namespace, printer: Printer) -> int:
    options = ReadOptions(engine=args.engine, passwords=tuple(args.password))
    with progress() as on_file:
        results = list(read_files(args.files, options, args.today, on_file))
    return _tell(results, args.json, printer)


def _new(args: argparse.Namespace, printer: Printer) -> int:
    loan = read_loan(args.loan) if args.loan else None
    Casebook.create(args.case, loan, _passphrase(args)).close()
    printer.words("已新建档案：{path}", "The case was made: {path}", path=args.case)
    return 0


def _add(args: argparse.Namespace, printer: Printer) -> int:
    options = ReadOptions(passwords=tuple(args.password))
    with Casebook.open(args.case, _passphrase(args)) as book, progress() as on_file:
        results = add_files(book, args.files, options, _now(), on_file)
    return _tell(results, args.json, printer)


def _timeline(args: argparse.Namespace, printer: Printer) -> int:
    with Casebook.open(args.case, _passphrase(args)) as book:
        timeline, evidence = book.timeline(args.today), book.evidence()
    if args.json:
        _print_json(timeline_document(timeline, evidence, printer.language))
    else:
        printer.timeline(timeline, evidence)
    return 0


def _file(args: argparse.Namespace, printer: Printer) -> int:
    with Casebook.open(args.case, _passphrase(args)) as book:
        edit = deadlines.edit_of(args, book)
        if edit is None:
            printer.words("没有第 {n} 号登记。", "There is no entry number {n}.", n=args.number)
            return 1
        book.apply(edit)
        deadlines.tell_entry(edit, book, printer)
    return 0


def _deadlines(args: argparse.Namespace, printer: Printer) -> int:
    with Casebook.open(args.case, _passphrase(args)) as book:
        outlook = book.outlook(args.today)
        if args.ics:
            _write(args.ics, book.calendar_file(_now(), printer.language, args.today))
    if args.json:
        _print_json(deadlines.document(outlook, args.today, printer.language))
    else:
        deadlines.tell(outlook, printer)
        if args.ics:
            printer.words("日历已写入：{path}", "The calendar was written: {path}", path=args.ics)
    return 0


def _history(args: argparse.Namespace, printer: Printer) -> int:
    with Casebook.open(args.case, _passphrase(args)) as book:
        story = book.story(args.today)
    try:
        if args.payment is not None:
            entries = story.of_payment(args.payment)
        elif args.installment is not None:
            entries = story.of_installment(args.installment, args.loan)
        else:
            entries = story.of_case()
    except KeyError:
        printer.words("档案里没有这一笔或这一期。", "The case has no such payment or installment.")
        return 1
    if args.json:
        _print_json(history.document(entries, story.names, printer.language))
    else:
        history.tell(entries, printer)
    return 0


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise LehuaError(Problem.NOT_WRITABLE) from error


def _export(args: argparse.Namespace, printer: Printer) -> int:
    route = args.route or "bureau"
    editions: tuple[Edition, ...] = ("full", "redacted") if args.edition == "both" else (cast("Edition", args.edition),)
    if find_route(route).public:  # it gets this one, whatever was asked for
        editions = ("redacted",)
    with Casebook.open(args.case, _passphrase(args)) as book:
        unlooked = set(book.redactions_unlooked())
        requests: list[BundleRequest] = []
        concerns: list[tuple[Concern, ...]] = []
        for edition in editions:
            request = book.bundle_request(
                args.today,
                printer.language,
                route,
                edition,
                max_mb=args.max_mb,
                keep_numbers=args.keep_numbers,
                defendants=args.defendants,
            )
            concerns.append(preflight(request, frozenset(one.evidence for one in request.exhibits) - unlooked))
            requests.append(replace(request, overridden=to_override(concerns[-1])))
        found = tuple(dict.fromkeys(item for items in concerns for item in items))
        if errors := blocking(found, to_override(found)):
            return _stopped(errors, args.json, printer)
        former = book.remember_numbers(requests[0])
        try:
            bundles = [write_bundle(request, args.out) for request in requests]
        except BaseException:
            book.take_back_numbers(former)
            raise
    if args.json:
        documents = [
            {
                **bundle_document(bundle, printer.language),
                "overridden": list(request.overridden),
                "preflight": [concern_document(item, printer.language) for item in items],
            }
            for bundle, request, items in zip(bundles, requests, concerns, strict=True)
        ]
        _print_json(documents[0] | ({"redacted": documents[-1]} if args.edition == "both" else {}))
    else:
        aside = _tell_concerns(found, printer)
        if to_override(found):
            aside.words(
                "标有“✕”的各项没有处理，证据包中已写明。", "What is marked “✕” was not settled; the bundle says so."
            )
        for bundle in bundles:
            demo.say_bundle(bundle, printer)
    return 0


def _stopped(errors: Sequence[Concern], as_json: bool, printer: Printer) -> int:
    """Nothing was written: these errors are nobody's to take upon themselves."""
    if as_json:
        _print_json({"error": {"problem": errors[0].key, "message": printer.say(errors[0].words)}})
    _tell_concerns(errors, printer).words(
        "没有写出证据包，请先处理以上各项。", "No bundle was written; settle this first."
    )
    return 1


def _tell_concerns(concerns: Sequence[Concern], printer: Printer) -> Printer:
    """One line each, beside the output."""
    aside = Printer(console(sys.stderr), printer.language)
    for concern in concerns:
        mark = "✕ " if concern.severity == "error" else "△ "
        aside.out.print(mark + printer.say(concern.words), soft_wrap=True, markup=False)
    return aside


def _verify(args: argparse.Namespace, printer: Printer) -> int:
    path: Path = args.path
    if not path.exists():
        raise LehuaError(Problem.FILE_MISSING)
    try:
        bundle = is_bundle(path)
    except OSError as error:
        raise LehuaError(Problem.FILE_UNREADABLE) from error
    faults = [fault.words for fault in verify_bundle(path)] if bundle else Casebook.check(path, _passphrase(args))
    for fault in faults:
        printer.out.print(printer.say(fault), soft_wrap=True, markup=False)  # names of files may hold brackets
    if not faults:
        printer.words("完好：{path}", "Whole: {path}", path=path)
    return 1 if faults else 0


def _demo(args: argparse.Namespace, printer: Printer, open_window: OpenWindow) -> int:
    case, well = demo.run(args.dir, args.today, printer)
    if not args.no_window and has_display():
        return open_window(case)
    return 0 if well else 1


_RUN: dict[str, Callable[[argparse.Namespace, Printer], int]] = {
    "read": _read,
    "new": _new,
    "add": _add,
    "timeline": _timeline,
    "file": _file,
    "deadlines": _deadlines,
    "history": _history,
    "export": _export,
    "verify": _verify,
}


# --- what they share -------------------------------------------------------------------------------------


def _tell(results: Sequence[Result], as_json: bool, printer: Printer) -> int:
    if as_json:
        _print_json([file_document(result, printer.language) for result in results])
    else:
        printer.files(results)
    if any(page.engine == "rapidocr" for result in results for page in result.pages) and second_reader_missing():
        Printer(console(sys.stderr), printer.language).words(
            "没有找到 Tesseract：金额和日期只有一个引擎看过，请多核对。安装 tesseract-ocr 后会自动使用。",
            "Tesseract was not found: one engine alone has seen amounts and dates, so check more of them."
            " Once tesseract-ocr is installed, it is used.",
        )
    return 0 if all(result.well for result in results) else 1


def _passphrase(args: argparse.Namespace) -> str | None:
    """From the file or the environment, never from the command line, which other programs can see."""
    if args.passphrase_file is None:
        return os.environ.get("LEHUA_PASSPHRASE") or None
    try:
        text = Path(args.passphrase_file).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise LehuaError(Problem.FILE_MISSING) from None
    except (OSError, UnicodeDecodeError) as error:
        raise LehuaError(Problem.FILE_UNREADABLE) from error
    return text.splitlines()[0] if text else None


def _print_json(document: object) -> None:
    sys.stdout.write(to_text(document) + "\n")


def _speak_utf8() -> None:
    """Pipes get UTF-8 on every system; a terminal keeps its own encoding, and signs that it lacks become `?`."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _now() -> dt.datetime:
    return dt.datetime.now(CHINA)
