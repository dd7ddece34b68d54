"""A PDF that is too large although its pictures were made smaller, cut into volumes with continued page numbers."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, IndirectObject, NameObject, PdfObject

from ..core.problems import LehuaError, Problem

_MOST_TRIES = 12


def split(pdf: Path, limit: float, named: str, most: int) -> list[Path]:
    """Cuts `pdf` into at most `most` files of at most `limit` bytes; `named` is a path with the place `{}` for the number.

    Pages keep their numbers as labels; outline entries and links stay where their page lies in the same volume.
    Raises `LehuaError(BUNDLE_TOO_LARGE)` when one page alone is larger or the volumes are too many, `OSError`.
    """
    reader = PdfReader(pdf)
    weights = [_weight(page) for page in reader.pages]
    made: list[Path] = []
    first = 0
    while first < len(weights):
        if len(made) == most:
            raise LehuaError(Problem.BUNDLE_TOO_LARGE, mb=f"{pdf.stat().st_size / 1e6:.1f}", limit=f"{limit / 1e6:g}")
        last = _reach(weights, first, limit)
        path = Path(named.format(len(made) + 1))
        made.append(path)
        for _ in range(_MOST_TRIES):
            _write(reader, first, last, path)
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


def _weight(page: PdfObject) -> int:
    """The bytes of the streams that a page alone uses: its content and its pictures."""
    whole, waiting, seen = 0, [page], set()
    while waiting:
        item = waiting.pop()
        if isinstance(item, IndirectObject):
            if item.idnum in seen:
                continue
            seen.add(item.idnum)
            item = item.get_object() or DictionaryObject()
        whole += len(getattr(item, "_data", b""))
        if isinstance(item, DictionaryObject):
            waiting += [
                item.raw_get(key) for key in item if key in ("/Contents", "/Resources", "/XObject") or key[1:3] == "Lh"
            ]
        elif isinstance(item, ArrayObject):
            waiting += list(item)
    return whole


def _write(reader: PdfReader, first: int, last: int, path: Path) -> None:
    writer = PdfWriter()
    writer.pdf_header = reader.pdf_header
    try:
        writer.append(reader, pages=(first, last))
    except PyPdfError as error:
        raise LehuaError(Problem.BUNDLE_FAULTY) from error
    for page in writer.pages:
        page.pop("/StructParents", None)  # the tree that it would point into stays with the whole
    root, old = writer.root_object, reader.root_object
    for key in ("/Lang", "/ViewerPreferences", "/PageMode"):
        if key in old:
            root[NameObject(key)] = old[key].clone(writer)
    if reader.metadata:
        writer.add_metadata({key: str(value) for key, value in reader.metadata.items()})
    writer.set_page_label(0, last - first - 1, PageLabelStyle.DECIMAL, start=first + 1)
    digest = ByteStringObject(hashlib.sha256(f"{reader.trailer.get('/ID')}{first}-{last}".encode()).digest()[:16])
    writer._ID = ArrayObject([digest, digest])
    with path.open("wb") as file:
        writer.write(file)
