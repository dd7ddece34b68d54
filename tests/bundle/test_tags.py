"""Every page of a bundle is tagged, in the whole and in its volumes, and PDF/A is claimed only where it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, NumberTree, Object, pdfa

from lehua_desktop.bundle.write import Bundle, write_bundle
from tests.bundle.made import made_case
from tests.bundle.test_write import photos


def elements(element: Object) -> Iterator[Object]:
    """All elements below one, in the order of reading."""
    children = element.get("/K", Array())
    for child in children if isinstance(children, Array) else [children]:
        if isinstance(child, Dictionary) and child.get("/Type") not in ("/MCR", "/OBJR"):
            yield child
            yield from elements(child)


def tags_of(pdf: pikepdf.Pdf) -> dict[int, list[Object]]:
    """For each page, from 0, what its marked contents are."""
    parents = NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    return {number: list(parents[int(page.StructParents)]) for number, page in enumerate(pdf.pages)}


def marks_of(page: pikepdf.Page) -> set[int]:
    """The numbers of the marked contents of a page, as its own drawing gives them."""
    found = set()
    for step in pikepdf.parse_content_stream(page):
        if str(step.operator) == "BDC":
            properties = step.operands[1]
            if isinstance(properties, Dictionary) and "/MCID" in properties:
                found.add(int(properties.MCID))
    return found


def test_pictures_are_figures_with_their_words_beside(bundle: Bundle) -> None:
    with pikepdf.open(bundle.pdf) as pdf:
        figures = {
            number: [str(tag.Alt) for tag in tags if tag.S == "/Figure"] for number, tags in tags_of(pdf).items()
        }
        said = {number: alts[0] for number, alts in figures.items() if alts and alts[0].startswith("证据")}
        assert len(said) >= 5
        for number in said:
            text = pdf.pages[number].Contents
            drawn = b"\n".join(part.read_bytes() for part in (text if isinstance(text, Array) else [text]))
            assert drawn.index(b"/P <</MCID") < drawn.index(b"/Figure <</MCID")


def test_a_crop_says_in_words_what_it_shows(bundle: Bundle) -> None:
    with pikepdf.open(bundle.pdf) as pdf:
        said = [str(tag.Alt) for tag in elements(pdf.Root.StructTreeRoot) if tag.S == "/Figure" and "/Alt" in tag]
    (crop,) = (alt for alt in said if alt.startswith("截自"))
    assert re.fullmatch(r"截自证据2-\d（第\d+页），方框内：30 行 还款 1,286.35", crop)


@pytest.mark.parametrize("which", ["bundle", "english", "redacted"])
def test_all_that_is_marked_has_an_element_and_the_other_way_round(which: str, request: pytest.FixtureRequest) -> None:
    made: Bundle = request.getfixturevalue(which)
    with pikepdf.open(made.pdf) as pdf:
        for number, tags in tags_of(pdf).items():
            assert marks_of(pdf.pages[number]) == set(range(len(tags)))


def test_what_comes_under_a_page_is_read_after_its_head(bundle: Bundle) -> None:
    with pikepdf.open(bundle.pdf) as pdf:
        places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        read = [places[tag.Pg.objgen] for tag in elements(pdf.Root.StructTreeRoot) if "/Pg" in tag]
        figures = [
            places[tag.Pg.objgen]
            for tag in elements(pdf.Root.StructTreeRoot)
            if tag.S == "/Figure" and str(tag.get("/Alt", "")).startswith("证据")
        ]
        assert figures == sorted(figures)
        assert read[-1] == len(pdf.pages) - 1


def test_volumes_keep_the_tags_of_their_pages(tmp_path: Path) -> None:
    made = write_bundle(replace(photos(8), max_mb=0.6), tmp_path)
    assert len(made.volumes) > 1
    for path in made.volumes:
        with pikepdf.open(path) as pdf:
            own = {page.obj.objgen for page in pdf.pages}
            assert pdf.Root.MarkInfo.Marked
            for number, tags in tags_of(pdf).items():
                assert marks_of(pdf.pages[number]) == set(range(len(tags)))
            assert all(tag.Pg.objgen in own for tag in elements(pdf.Root.StructTreeRoot) if "/Pg" in tag)
            assert sum(isinstance(item, Dictionary) and item.get("/Type") == "/Page" for item in pdf.objects) == len(
                own
            )


def claims(path: Path) -> bool:
    with pikepdf.open(path) as pdf:
        return b"pdfaid:part" in pdf.Root.Metadata.read_bytes()


def test_pdf_a_is_claimed_only_where_no_foreign_page_was_merged(tmp_path: Path, bundle: Bundle) -> None:
    assert claims(write_bundle(photos(2), tmp_path).pdf)
    assert claims(write_bundle(made_case(edition="redacted"), tmp_path).pdf)
    assert not claims(bundle.pdf)


# What the checker does not look into, or does not take although ISO 19005-2 does: places and labels that are objects
# of their own, links into another file, and properties of XMP that the document itself describes.
NOT_CHECKED = {
    "ISO_19005_2:6.2.11.4.2-2",
    "ISO_19005_2:6.6.2.3.1-1",
    "ISO_19005_2:6.6.2.3.1-2",
    "pikepdf:schema-Action",
    "pikepdf:schema-LinkAnnot",
    "pikepdf:schema-OutlineItem",
    "pikepdf:schema-PageLabelsNode",
}


def test_a_checker_finds_nothing_against_pdf_a(tmp_path: Path) -> None:
    made = write_bundle(photos(8), tmp_path)
    cut = write_bundle(replace(photos(8), max_mb=0.6, case_name="卷"), tmp_path)
    redacted = write_bundle(made_case(edition="redacted"), tmp_path)
    for path in (made.pdf, redacted.pdf, *cut.volumes):
        report = pdfa.validate_written(path, "2b")
        assert {finding.rule for finding in report.findings} <= NOT_CHECKED, path.name
