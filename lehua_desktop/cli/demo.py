"""The main job on the samples that the program brings, and the check of an installation by itself."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ..bundle.preflight.concerns import to_override
from ..bundle.preflight.preflight import preflight
from ..bundle.verify import verify as verify_bundle
from ..bundle.write import Bundle, write_bundle
from ..casebook import Casebook
from ..core.days import CHINA
from ..core.problems import LehuaError, Problem
from ..reading.desk import ReadOptions
from ..resources import resource
from .pipeline import add_files
from .tables import Printer, progress

_PICTURES = {".png", ".jpg", ".jpeg", ".webp"}


def samples() -> list[Path]:
    """The files of the sample case."""
    files = sorted(resource("samples").iterdir())
    return [path for path in files if path.is_file() and path.suffix not in (".md", ".json", ".txt", ".py")]


def run(folder: Path | None, today: dt.date, printer: Printer) -> tuple[Path, bool]:
    """Imports, reads, links, prints and exports; the case, and whether every file could be read."""
    folder = _new_folder() if folder is None else folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LehuaError(Problem.NOT_WRITABLE) from error
    case = _free(folder / ("sample-case.lehua" if printer.language == "en" else "示例档案.lehua"))
    with Casebook.create(case) as book:
        with progress() as on_file:
            results = add_files(book, samples(), ReadOptions(), dt.datetime.now(CHINA), on_file)
        printer.files(results)
        printer.out.print()
        printer.timeline(book.timeline(today), book.evidence())
        request = book.bundle_request(today, printer.language)
        request = replace(request, overridden=to_override(preflight(request)))
        book.remember_numbers(request)
    bundle = write_bundle(request, folder)
    printer.out.print()
    printer.words("档案：{path}", "The case: {path}", path=case)
    say_bundle(bundle, printer)
    return case, all(result.well for result in results)


def say_bundle(bundle: Bundle, printer: Printer) -> None:
    """Where the bundle lies."""
    printer.words(
        "证据包已写好并通过校验，共 {pages} 页：\n  {pdf}\n  {zip}",
        "The bundle is written and checked, {pages} pages:\n  {pdf}\n  {zip}",
        pages=bundle.pages,
        pdf="\n  ".join(str(path) for path in bundle.volumes),
        zip=bundle.zip,
    )
    if bundle.made_smaller:
        printer.words(bundle.made_smaller.zh, bundle.made_smaller.en)


def self_check(printer: Printer) -> int:
    """A case, one sample read, a bundle written and verified, all in a folder that goes again; 0 if all is well."""
    try:
        with tempfile.TemporaryDirectory(prefix="lehua-") as folder:
            for zh, en in _steps(Path(folder), printer):
                printer.words("正常：" + zh, "ok: " + en)
    except LehuaError as error:
        printer.words("不正常：{why}", "not ok: {why}", why=printer.fault(error.fault))
        return 1
    return 0


def _steps(folder: Path, printer: Printer) -> Iterator[tuple[str, str]]:
    now = dt.datetime.now(CHINA)
    sample = next(path for path in samples() if path.suffix.lower() in _PICTURES)
    with Casebook.create(folder / "check.lehua") as book:
        yield "新建档案", "a case was made"
        (result,) = add_files(book, [sample], ReadOptions(), now, lambda _: None)
        if result.fault is not None:
            raise LehuaError(result.fault.problem, **result.fault.details)
        if result.facts is None or not result.facts.payments:
            raise LehuaError(Problem.NO_TEXT)
        yield "识别一张样例", "one sample was read"
        book.timeline(now.date())
        yield "生成时间线", "the timeline was made"
        request = book.bundle_request(now.date(), printer.language)
        if book.faults():
            raise LehuaError(Problem.CASE_DAMAGED)
        yield "档案完好", "the case is whole"
    bundle = write_bundle(request, folder / "bundle")
    yield "写出证据包", "a bundle was written"
    if verify_bundle(bundle.zip):
        raise LehuaError(Problem.BUNDLE_FAULTY)
    yield "证据包校验通过", "the bundle is whole"


def _new_folder() -> Path:
    here = Path.cwd()
    if not os.access(here, os.W_OK):
        return Path(tempfile.mkdtemp(prefix="lehua-demo-"))
    return _free(here / "lehua-demo")


def _free(path: Path) -> Path:
    """The path, or the first `name-2`, `name-3` … that is not there yet."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free
