"""The tags of a PDF, which tell a screen reader what its pages hold: added where originals come under a page, and kept
in volumes."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Page

_Number = tuple[int, int]


class Tags:
    """What is put under the pages of one PDF, as the typesetting compiler tagged it, gets tags of its own."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        root = pdf.Root.StructTreeRoot
        self._document = root.K[0] if isinstance(root.K, Array) else root.K
        self._parents = NumberTree(root.ParentTree)
        self._after: dict[_Number, list[Object]] = {}

    def add(self, page: Page, kind: str, alt: str | None = None) -> int:
        """A new element, to be read after what stands on the page already; returns the mark of its content.

        `kind` is a standard structure type such as `/Figure`; `alt` says what a picture shows.
        """
        own = self._parents[int(page.StructParents)]
        top = own[0]
        while top.P.objgen != self._document.objgen:
            top = top.P
        mark = len(own)
        element = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(kind), P=self._document, Pg=page.obj, K=mark)
        )
        if alt:
            element.Alt = alt
        own.append(element)
        self._after.setdefault(top.objgen, []).append(element)
        return mark

    def finish(self) -> None:
        """Puts the new elements in the order of reading."""
        self._document.K = Array([x for old in self._document.K for x in (old, *self._after.pop(old.objgen, ()))])


def keep_tags(volume: pikepdf.Pdf, whole: pikepdf.Pdf) -> None:
    """Gives a volume the tags of its pages, which were copied from `whole` before."""
    root = volume.copy_foreign(whole.Root.StructTreeRoot)
    pages = {page.obj.objgen for page in volume.pages}
    annotations = [note for page in volume.pages for note in page.obj.get("/Annots", Array())]
    places = {int(item.StructParents) for item in volume.pages if "/StructParents" in item}
    places |= {int(item.StructParent) for item in annotations if "/StructParent" in item}
    kept = _Pruned(pages, {note.objgen for note in annotations})
    kept.prune(root)
    root.ParentTree = volume.make_indirect(
        Dictionary(
            Nums=Array(
                [
                    part
                    for place, item in NumberTree(root.ParentTree).items()
                    if place in places
                    for part in (place, item)
                ]
            )
        )
    )
    if "/IDTree" in root:
        names = root.IDTree.get("/Names", Array())
        pairs = [(names[n], names[n + 1]) for n in range(0, len(names), 2)]
        root.IDTree = Dictionary(
            Names=Array(
                [part for name, element in pairs if element.objgen in kept.elements for part in (name, element)]
            )
        )
    volume.Root.StructTreeRoot = root
    volume.Root.MarkInfo = Dictionary(Marked=True)


class _Pruned:
    """Takes from a tree of elements what has no content on the `pages` any more."""

    def __init__(self, pages: set[_Number], annotations: set[_Number]) -> None:
        self._pages = pages
        self._annotations = annotations
        self.elements: set[_Number] = set()

    def prune(self, element: Object) -> bool:
        """True when something of it stays."""
        here = "/Pg" in element and element.Pg.objgen in self._pages
        children = element.get("/K", Array())
        kept = [
            child for child in (children if isinstance(children, Array) else [children]) if self._stays(child, here)
        ]
        element.K = Array(kept)
        if kept and element.is_indirect:
            self.elements.add(element.objgen)
        if not here and "/Pg" in element:
            del element.Pg
        return bool(kept)

    def _stays(self, child: object, here: bool) -> bool:
        if not isinstance(child, Dictionary):
            return here and isinstance(child, int)
        if child.get("/Type") == "/OBJR":
            return child.get("/Obj", Dictionary()).objgen in self._annotations
        if child.get("/Type") == "/MCR":
            return child.get("/Pg", Dictionary()).objgen in self._pages
        return self.prune(child)
