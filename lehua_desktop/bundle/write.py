"""Writes a bundle: plan, set, put the originals under, read it again, pack, and only then take the final names."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..core.problems import LehuaError, Problem
from . import check, package, redact
from .originals import Originals
from .pictures import FULL, LADDER, Quality
from .plan import BundlePlan, BundleRequest, plan_bundle
from .routes import find_route
from .sheets import Sheet, measure
from .story import Story, tell
from .typeset import Layout, lay_out
from .underlay import Underlay

Progress = Callable[[int, int], None]
PART = ".part"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was written. `bytes` is the size of the PDF; `quality` is `None` when no picture lost anything for a limit."""

    pdf: Path
    zip: Path
    pages: int
    bytes: int
    quality: Quality | None = None


def bundle_paths(request: BundleRequest, out_dir: Path) -> tuple[Path, Path]:
    """The names that PDF and ZIP will have; while they are being written, each with `.part` behind it."""
    stem = plan_bundle(request).file_stem
    return out_dir / f"{stem}.pdf", out_dir / f"{stem}.zip"


def write_bundle(request: BundleRequest, out_dir: Path, progress: Progress | None = None) -> Bundle:
    """Writes PDF and ZIP into `out_dir` and returns them; a former bundle of that name is replaced at the very end.

    Raises `LehuaError`: BUNDLE_EMPTY, ROUTE_UNKNOWN, BUNDLE_TOO_LARGE, BUNDLE_FAULTY, DISK_FULL, NOT_WRITABLE.
    `progress` hears (done, all) in steps of exhibit pages.
    """
    find_route(request.route)
    plan = plan_bundle(request)
    pdf, archive = bundle_paths(request, out_dir)
    part_pdf, part_zip = pdf.with_name(pdf.name + PART), archive.with_name(archive.name + PART)
    try:
        with _translated(), _removed(part_pdf, part_zip):
            out_dir.mkdir(parents=True, exist_ok=True)
            story = tell(plan)
            names = redact.names_of(request) if plan.redacted else None
            pages, quality = _write_pdf(plan, story, names, part_pdf, progress)
            package.pack(plan, story, part_pdf, pdf.name, part_zip, pages, names or ())
            if package.faults(part_zip):
                raise LehuaError(Problem.BUNDLE_FAULTY)
            size = part_pdf.stat().st_size
            part_pdf.replace(pdf)
            part_zip.replace(archive)
    except MemoryError as error:
        raise LehuaError(Problem.BUNDLE_FAULTY) from error
    return Bundle(pdf, archive, pages, size, None if quality == FULL else quality)


def write_preview(request: BundleRequest, path: Path, progress: Progress | None = None) -> None:
    """Writes the PDF alone, with pictures as they are, for looking at: no limit, no last check, no ZIP.

    Raises `LehuaError`: BUNDLE_EMPTY, ROUTE_UNKNOWN, BUNDLE_FAULTY, DISK_FULL, NOT_WRITABLE.
    """
    find_route(request.route)
    plan = plan_bundle(request)
    names = redact.names_of(request) if plan.redacted else None
    try:
        with _translated(), Originals() as originals:
            _fill(plan, tell(plan), measure(plan, originals), originals, FULL, names, path, progress)
    except MemoryError as error:
        raise LehuaError(Problem.BUNDLE_FAULTY) from error


def _write_pdf(
    plan: BundlePlan, story: Story, names: tuple[str, ...] | None, path: Path, progress: Progress | None
) -> tuple[int, Quality]:
    """Tries one quality after the other until the PDF is small enough."""
    request = plan.request
    limit = request.max_mb * 1e6 if request.max_mb is not None else None
    with Originals() as originals:
        sheets = measure(plan, originals)
        for quality in (FULL, *(LADDER if limit is not None else ())):
            sheets, layout = _fill(plan, story, sheets, originals, quality, names, path, progress)
            if limit is None or path.stat().st_size <= limit:
                check.whole(path, plan, sheets, layout)
                if names is not None and redact.leaks(path, redact.secrets(request.exhibits, names)):
                    raise LehuaError(Problem.BUNDLE_FAULTY)
                return layout.count, quality
    raise LehuaError(Problem.BUNDLE_TOO_LARGE, mb=f"{path.stat().st_size / 1e6:.1f}", limit=f"{request.max_mb:g}")


def _fill(
    plan: BundlePlan,
    story: Story,
    sheets: tuple[Sheet, ...],
    originals: Originals,
    quality: Quality,
    names: tuple[str, ...] | None,
    path: Path,
    progress: Progress | None,
) -> tuple[tuple[Sheet, ...], Layout]:
    """One PDF. A PDF page that does not merge, or comes out different, is placed as its picture in another round."""
    for _ in range(3):
        layout = lay_out(plan, story, sheets, names)
        underlay = Underlay(layout.reader, originals, quality, names)
        changed: dict[int, Sheet] = {}
        for place, (sheet, number) in enumerate(zip(sheets, layout.pages, strict=True)):
            if progress:
                progress(place, len(sheets))
            if sheet.kind not in ("pdf", "picture"):
                continue
            try:
                if not underlay.place(sheet, number):
                    changed[place] = replace(sheet, as_picture=True)
            except LehuaError as error:
                changed[place] = replace(sheet, kind="notice", fault=error.fault, landscape=False)
        if not changed:
            if progress:
                progress(len(sheets), len(sheets))
            underlay.write(path, _identity(plan, quality) + layout.data)
            changed = {
                place: replace(sheets[place], as_picture=True)
                for place in check.different(path, sheets, layout, originals, names is not None)
            }
        if not changed:
            return sheets, layout
        sheets = tuple(changed.get(place, sheet) for place, sheet in enumerate(sheets))
    raise LehuaError(Problem.BUNDLE_FAULTY)


def _identity(plan: BundlePlan, quality: Quality) -> bytes:
    return "\n".join([*(exhibit.source.sha256 for exhibit in plan.exhibits), repr(quality)]).encode()


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise LehuaError(Problem.DISK_FULL if full else Problem.NOT_WRITABLE) from error


@contextlib.contextmanager
def _removed(*parts: Path) -> Iterator[None]:
    """Whatever happens, no half-written file stays behind."""
    try:
        yield
    finally:
        for part in parts:
            with contextlib.suppress(OSError):
                part.unlink()
