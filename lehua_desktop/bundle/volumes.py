"""A PDF that is too large although its pictures were made smaller, cut into volumes with continued page numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Object, Stream

from ..core.problems import LehuaError, Problem
from .pages.tags import keep_tags
from .saving import save

PART = ".part"  # behind the name of what is being written
_MOST_TRIES = 12


def split(pdf: Path, limit: float, named: str, most: int, firsts: Sequence[int] = ()) -> dict[Path, int]:
    """Cuts `pdf` into at most `most` files of at most `limit` bytes, and gives the first page (from 1) of each; `named`
    is a path with the place `{}` for the number.

    Pages keep their numbers as labels; outline entries stay where one of those below them lies in the same volume. Links
    into another volume open its file where the cuts are known before (`firsts`), and are left out else.
    Raises `LehuaError(BUNDLE_TOO_LARGE)` when one page alone is larger or the volumes are too many, `OSError`.
    """
    with pikepdf.open(pdf) as whole:
        weights = [_weight(page.obj) for page in whole.pages]
        across = _Across(whole, named, firsts)
        made: dict[Path, int] = {}
        first = 0
        while first < len(weights):
            if len(made) == most:
                raise LehuaError(
                    Problem.BUNDLE_TOO_LARGE, mb=f"{pdf.stat().st_size / 1e6:.1f}", limit=f"{limit / 1e6:g}"
                )
            last = _reach(weights, first, limit)
            path = Path(named.format(len(made) + 1))
            made[path] = first + 1
            for _ in range(_MOST_TRIES):
                _write(whole, first, last, path, len(made), across)
                size = path.stat().st_size
                if size <= limit:
                    break
                if last - first == 1:
                    raise LehuaError(Problem.BUNDLE_TOO_LARGE, mb=f"{size / 1e6:.1f}", limit=f"{limit / 1e6:g}")
                last = first + max(1, min(last - first - 1, int((last - first) * limit / size * 0.97)))
            else:
                raise LehuaError(Problem.BUNDLE_FAULTY)
            first = last
    return made


def _reach(weights: list[int], first: int, limit: float) -> int:
    """The first page that does not fit any more by what its own streams weigh."""
    whole = 0
    for number in range(first, len(weights)):
        whole += weights[number]
        if whole > limit * 0.95 and number > first:
            return number
    return len(weights)


def _weight(page: Object) -> int:
    """The bytes of the streams that a page alone uses: its content and its pictures."""
    whole, waiting, seen = 0, [page], set()
    while waiting:
        item = waiting.pop()
        if item.is_indirect:
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        if isinstance(item, Stream):
            whole += int(item.get("/Length", 0))
        if isinstance(item, Dictionary | Stream):
            waiting += [
                part
                for key, part in item.items()
                if (key in ("/Contents", "/Resources", "/XObject") or key.startswith("/Lh"))
                and isinstance(part, Object)
            ]
        elif isinstance(item, Array):
            waiting += [part for part in item if isinstance(part, Object)]
    return whole


def _write(whole: pikepdf.Pdf, first: int, last: int, path: Path, number: int, across: _Across) -> None:
    volume = pikepdf.new()
    copied = volume.add_pages_from(whole, pages=range(first, last))
    for page, origin in zip(volume.pages, whole.pages[first:last], strict=True):
        if "/Annots" in page:
            notes = zip(page.Annots, origin.Annots, strict=True)
            page.Annots = Array(
                [note for note, was in notes if _leads_on(note, copied.dropped_dests) or across.lead(note, was)]
            )
    keep_tags(volume, whole)
    root = volume.Root
    if "/Outlines" in root:
        _lead_on(root.Outlines)
    root.Lang = str(whole.Root.Lang)
    root.PageMode = Name.UseOutlines
    root.ViewerPreferences = Dictionary(dict(whole.Root.ViewerPreferences.items()))
    for key in ("/OutputIntents", "/Metadata"):
        if key in whole.Root:
            root[key] = _copied(whole, whole.Root[key], volume)
    volume.trailer.Info = _copied(whole, whole.docinfo, volume)
    named = f"（第{number}卷）" if str(root.Lang).startswith("zh") else f" (volume {number})"
    volume.docinfo.Title = f"{volume.docinfo.get('/Title', '')}{named}"
    if "/Metadata" in root:
        pages = f"<xmpTPg:NPages>{last - first}<".encode()
        about = re.sub(rb"<xmpTPg:NPages>\d+<", pages, root.Metadata.read_bytes())
        root.Metadata.write(re.sub(rb"(?=</rdf:li></rdf:Alt></dc:title>)", named.encode(), about))
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=first + 1)]))
    save(volume, path)


def _copied(whole: pikepdf.Pdf, value: Object, volume: pikepdf.Pdf) -> Object:
    return volume.copy_foreign(value if value.is_indirect else whole.make_indirect(value))


def _lead_on(entry: Object) -> Object | None:
    """The place of an outline entry, that of the first one below it where its own lies in another volume."""
    below = [_lead_on(child) for child in _children(entry)]
    if "/Dest" not in entry and "/Title" in entry and below:
        entry.Dest = below[0]
    return entry.get("/Dest")


def _children(entry: Object) -> Iterator[Object]:
    child = entry.get("/First")
    while child is not None:
        yield child
        child = child.get("/Next")


def _leads_on(note: Object, dropped: list[str]) -> bool:
    """A link whose place lies in the same volume."""
    place = note.get("/Dest")
    return place[0] is not None if isinstance(place, Array) else str(place) not in dropped


class _Across:
    """Leads links into the other volumes, as they were cut the time before: `firsts` are their first pages (from 1)."""

    def __init__(self, whole: pikepdf.Pdf, named: str, firsts: Sequence[int]) -> None:
        self._firsts = firsts
        self._names = [Path(named.format(number)).name.removesuffix(PART) for number in range(1, len(firsts) + 1)]
        self._pages = {page.obj.objgen: number for number, page in enumerate(whole.pages, 1)}
        self._places = NameTree(whole.Root.Names.Dests) if "/Names" in whole.Root else {}

    def lead(self, note: Object, was: Object) -> bool:
        """Makes `note`, a link that `was` in the whole bundle, open another file; false where the cuts are not known."""
        if not self._firsts:
            return False
        place = was.Dest if isinstance(was.Dest, Array) else self._places[str(was.Dest)]
        page, *spot = place.D if isinstance(place, Dictionary) else place
        number = self._pages[page.objgen]
        volume = bisect_right(self._firsts, number) - 1
        file = Dictionary(Type=Name.Filespec, F=self._names[volume], UF=self._names[volume])
        del note.Dest
        note.A = Dictionary(S=Name.GoToR, F=file, D=Array([number - self._firsts[volume], *spot]))
        return True
