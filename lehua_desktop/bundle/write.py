"""Writes a bundle: plan, set, put the originals under, read it again, pack, and only then take the final names."""

from __future__ import annotations

import contextlib
import errno
import math
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from ..core.problems import LehuaError, Problem
from ..core.words import Words
from . import check
from .package import package
from .pages.crops import cut_out
from .pages.originals import Originals
from .pages.pictures import FULL, LADDER, Quality
from .pages.sheets import Sheet, measure
from .pages.underlay import Underlay
from .plan import BundlePlan, BundleRequest, plan_bundle
from .private import masked
from .redaction import redact
from .redaction.redact import Masking
from .routes import find_route
from .story.story import Story, tell
from .typeset import Layout, lay_out
from .volumes import PART, split

Progress = Callable[[int, int], None]
_MOST_VOLUMES = 40
_MOST_CUTS = 5  # naming the volumes may move a page
_MOST_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was written. `bytes` is the size of the PDF, of all its volumes together where it was cut into some;
    `pdf` is then the first of `volumes`. `quality` is `None` when no picture lost anything for a limit. Where the
    route takes one file, `outside` names the exhibits that the first volume lacks, or has in part."""

    pdf: Path
    zip: Path
    pages: int
    bytes: int
    quality: Quality | None = None
    volumes: tuple[Path, ...] = ()
    outside: tuple[str, ...] = ()

    @property
    def made_smaller(self) -> Words | None:
        """What was done for the limit, `None` when nothing had to be."""
        if self.quality is None:
            return None
        zh = [f"图片降到每英寸约{self.quality.dpi}点（字迹仍保持清晰可读）"]
        en = [f"pictures were reduced to about {self.quality.dpi} dots an inch (their print stays legible)"]
        if self.quality.grey:
            zh.append("改为灰度")
            en.append("made grey")
        if len(self.volumes) > 1:
            zh.append(f"分成{len(self.volumes)}卷，页码连续")
            en.append(f"the PDF was cut into {len(self.volumes)} volumes with continued page numbers")
        said = Words("为了不超过大小限制：" + "，".join(zh) + "。", "To keep to the limit: " + ", ".join(en) + ".")
        if not self.outside:
            return said
        return Words(
            said.zh + f"这个渠道只收一个文件，第1卷里没有（或不全）的是证据{'、'.join(self.outside)}。可以先提交第1卷，"
            "或者不放入关系不大的文件，再导出一次。",
            said.en + f" This route takes one file, and volume 1 lacks exhibits {', '.join(self.outside)}, or a part of"
            " them. Hand in volume 1 first, or leave out files that matter less and export once more.",
        )


def bundle_paths(request: BundleRequest, out_dir: Path) -> tuple[Path, Path]:
    """The names that PDF and ZIP will have; while they are being written, each with `.part` behind it."""
    stem = plan_bundle(request).file_stem
    return out_dir / f"{stem}.pdf", out_dir / f"{stem}.zip"


def part_paths(request: BundleRequest, out_dir: Path) -> tuple[Path, ...]:
    """What may lie there half-written while a bundle is being made."""
    pdf, archive = bundle_paths(request, out_dir)
    volumes = [Path(_volume(request, pdf).format(number)) for number in range(1, _MOST_VOLUMES + 1)]
    return tuple(path.with_name(path.name + PART) for path in (pdf, archive, *volumes))


def _volume(request: BundleRequest, pdf: Path) -> str:
    """The path of a volume, with the place `{}` for its number."""
    word = "_volume" if request.language == "en" else "_卷"
    return str(pdf.with_name(f"{pdf.stem}{word}")).replace("{", "{{").replace("}", "}}") + "{}.pdf"


def write_bundle(request: BundleRequest, out_dir: Path, progress: Progress | None = None) -> Bundle:
    """Writes PDF and ZIP into `out_dir` and returns them; a former bundle of that name is replaced at the very end.

    Raises `LehuaError`: BUNDLE_EMPTY, ROUTE_UNKNOWN, BUNDLE_TOO_LARGE, BUNDLE_FAULTY, DISK_FULL, NOT_WRITABLE.
    `progress` hears (done, all) in steps of exhibit pages.
    """
    plan = plan_bundle(request)
    pdf, archive = bundle_paths(request, out_dir)
    part_pdf, part_zip, *_ = parts = part_paths(request, out_dir)
    try:
        with _translated(), _removed(*parts), Originals() as originals, ThreadPoolExecutor(1) as meanwhile:
            out_dir.mkdir(parents=True, exist_ok=True)
            story = tell(plan)
            masking = redact.masking_of(request) if plan.redacted else None
            beside = meanwhile.submit(package.beside, plan, story, masking.hide if masking else masked)
            typeset = _typesetter(plan, story, originals, masking)
            pages = typeset(measure(plan, originals), ())
            for _ in range(_MOST_ROUNDS):
                pages, quality, parts_made = _write_pdf(
                    plan, typeset, pages, originals, masking, part_pdf, _volume(request, pdf), progress
                )
                made = {path.with_name(path.name.removesuffix(PART)): path for path in parts_made}
                # Two that wait for the disk and for PDFium, at once; what was packed in vain is packed again.
                unlike = meanwhile.submit(check.different, part_pdf, plan, pages.sheets, pages.layout, pages.expected)
                _pack(plan, made, beside.result(), part_zip, pages.layout.count)
                if not unlike.result():
                    break
                pages = typeset(_as_pictures(pages.sheets, unlike.result()), ())
            else:
                raise LehuaError(Problem.BUNDLE_FAULTY)
            if masking is not None:
                _check_hidden(part_pdf, part_zip, masking, pages.sheets, pages.layout, request)
            size = sum(part.stat().st_size for part in made.values())
            for path, part in made.items():
                part.replace(path)
            part_zip.replace(archive)
            _clear(request, pdf, set(made))
    except MemoryError as error:
        raise LehuaError(Problem.BUNDLE_FAULTY) from error
    volumes = tuple(made)
    outside = _outside(pages) if find_route(request.route).max_mb is not None else ()
    return Bundle(volumes[0], archive, pages.layout.count, size, None if quality == FULL else quality, volumes, outside)


def _outside(pages: _Typeset) -> tuple[str, ...]:
    """The exhibits of which a page lies beyond the first volume."""
    if len(pages.volumes) < 2:
        return ()
    numbers = pages.layout.pages
    following = (*numbers[1:], pages.layout.count)  # a table may go on over several pages
    beyond = [
        sheet.exhibit.number
        for sheet, page, next_page in zip(pages.sheets, numbers, following, strict=True)
        if (next_page if sheet.kind == "table" else page + 1) >= pages.volumes[1]
    ]
    return tuple(dict.fromkeys(beyond))


def _pack(
    plan: BundlePlan, made: dict[Path, Path], others: Sequence[package.Member], archive: Path, pages: int
) -> None:
    contents = [(path.name, part) for path, part in made.items()]
    for _ in range(_MOST_ROUNDS):  # a case that is written to while it is copied is copied again
        package.pack(plan, contents, others, archive, pages)
        if not package.faults(archive, just_written=True):
            return
    raise LehuaError(Problem.BUNDLE_FAULTY)


def _clear(request: BundleRequest, pdf: Path, made: set[Path]) -> None:
    """The PDFs of a former bundle of this name that this one has no file for."""
    volumes = [Path(_volume(request, pdf).format(number)) for number in range(1, _MOST_VOLUMES + 1)]
    for path in {pdf, *volumes} - made:
        with contextlib.suppress(OSError):
            path.unlink()


def write_preview(request: BundleRequest, path: Path, progress: Progress | None = None) -> None:
    """Writes the PDF alone, with pictures as they are, for looking at: no limit, no ZIP.

    Raises `LehuaError`: BUNDLE_EMPTY, ROUTE_UNKNOWN, BUNDLE_FAULTY, DISK_FULL, NOT_WRITABLE.
    """
    plan = plan_bundle(request)
    masking = redact.masking_of(request) if plan.redacted else None
    try:
        with _translated(), Originals() as originals:
            typeset = _typesetter(plan, tell(plan), originals, masking)
            pages = typeset(measure(plan, originals), ())
            for _ in range(_MOST_ROUNDS):
                pages = _fill(plan, typeset, pages, originals, FULL, masking, path, progress)
                unlike = check.different(path, plan, pages.sheets, pages.layout, pages.expected)
                if not unlike:
                    return
                pages = typeset(_as_pictures(pages.sheets, unlike), ())
            raise LehuaError(Problem.BUNDLE_FAULTY)
    except MemoryError as error:
        raise LehuaError(Problem.BUNDLE_FAULTY) from error


def _write_pdf(
    plan: BundlePlan,
    typeset: _Typesetter,
    pages: _Typeset,
    originals: Originals,
    masking: Masking | None,
    path: Path,
    volume: str,
    progress: Progress | None,
) -> tuple[_Typeset, Quality, list[Path]]:
    """Tries one quality after the other until the PDF is small enough; what is too large in the last one it cuts into
    files named `volume`, and sets it again until what the pages say of the volumes is so. Returns the files last.
    """
    request = plan.request
    limit = math.inf if request.max_mb is None else request.max_mb * 1e6
    for quality in (FULL, *LADDER):
        pages = _fill(plan, typeset, pages, originals, quality, masking, path, progress)
        if path.stat().st_size <= limit:
            return pages, quality, [path]
    for _ in range(_MOST_CUTS):
        made = split(path, limit, volume + PART, _MOST_VOLUMES, pages.volumes)
        if pages.volumes == tuple(made.values()):
            return pages, quality, list(made)
        pages = typeset(pages.sheets, tuple(made.values()))
        pages = _fill(plan, typeset, pages, originals, quality, masking, path, progress)
    raise LehuaError(Problem.BUNDLE_FAULTY)


def _check_hidden(
    path: Path, archive: Path, masking: Masking, sheets: tuple[Sheet, ...], layout: Layout, request: BundleRequest
) -> None:
    """Raises `LehuaError(REDACTION_LEAKS)` when text or pixels, or a paper of the ZIP, still hold what they must not."""
    found = redact.leaks(path, masking.secrets)
    if request.look is not None:
        shown = [page for sheet, page in zip(sheets, layout.pages, strict=True) if sheet.kind in ("pdf", "picture")]
        found += redact.looked_at_again(path, (*layout.pictured, *shown), masking, request.look)
    where = dict.fromkeys(_shown_on(number - 1, sheets, layout) for number in sorted(set(found)))
    where |= dict.fromkeys(redact.leaking_members(archive, masking.secrets))
    if where:
        raise LehuaError(Problem.REDACTION_LEAKS, where="; ".join(where))


def _shown_on(number: int, sheets: tuple[Sheet, ...], layout: Layout) -> str:
    """The original file and its page that stand on a page (from 0) of the bundle; a table may go on over several. In no
    language, for whoever reads it may have another one than the bundle.
    """
    before = [place for place, page in enumerate(layout.pages) if page <= number]
    if number < 0 or not before:
        return f"PDF, {max(number, 0) + 1}"
    sheet = sheets[before[-1]]
    return f"“{sheet.exhibit.source.name}”, {sheet.page + 1}"


@dataclass(frozen=True, slots=True)
class _Typeset:
    """The sheets, their pages as the compiler set them, how the merged ones have to look in the end, and the first pages
    of the volumes that they name."""

    sheets: tuple[Sheet, ...]
    layout: Layout
    expected: dict[int, check.Look]
    volumes: tuple[int, ...]


_Typesetter = Callable[[tuple[Sheet, ...], tuple[int, ...]], _Typeset]


def _typesetter(plan: BundlePlan, story: Story, originals: Originals, masking: Masking | None) -> _Typesetter:
    crops = cut_out(plan, story, originals, masking)

    def typeset(sheets: tuple[Sheet, ...], volumes: tuple[int, ...]) -> _Typeset:
        with ThreadPoolExecutor(1) as meanwhile:  # the compiler works in another process
            laid_out = meanwhile.submit(lay_out, plan, story, sheets, masking, crops, volumes)
            expected = check.looks(sheets, originals) if masking is None else {}
            return _Typeset(sheets, laid_out.result(), expected, volumes)

    return typeset


def _fill(
    plan: BundlePlan,
    typeset: _Typesetter,
    pages: _Typeset,
    originals: Originals,
    quality: Quality,
    masking: Masking | None,
    path: Path,
    progress: Progress | None,
) -> _Typeset:
    """One PDF. A PDF page that does not merge is placed as its picture in another round."""
    for _ in range(_MOST_ROUNDS):
        sheets, layout = pages.sheets, pages.layout
        underlay = Underlay(layout.data, originals, quality, masking)
        changed: dict[int, Sheet] = {}
        for place, (sheet, number) in enumerate(zip(sheets, layout.pages, strict=True)):
            if progress:
                progress(place, len(sheets))
            if sheet.kind not in ("pdf", "picture"):
                continue
            try:
                if not underlay.place(sheet, number, _name(sheet, plan)):
                    changed[place] = replace(sheet, as_picture=True)
            except LehuaError as error:
                changed[place] = replace(sheet, kind="notice", fault=error.fault, landscape=False)
        if not changed:
            if progress:
                progress(len(sheets), len(sheets))
            underlay.write(path)
            return pages
        pages = typeset(tuple(changed.get(place, sheet) for place, sheet in enumerate(sheets)), pages.volumes)
    raise LehuaError(Problem.BUNDLE_FAULTY)


def _as_pictures(sheets: tuple[Sheet, ...], places: list[int]) -> tuple[Sheet, ...]:
    return tuple(replace(sheet, as_picture=True) if place in places else sheet for place, sheet in enumerate(sheets))


def _name(sheet: Sheet, plan: BundlePlan) -> str:
    number = sheet.exhibit.number
    return Words(f"证据{number}，第{sheet.page + 1}页", f"Exhibit {number}, page {sheet.page + 1}").say(
        plan.request.language
    )


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
