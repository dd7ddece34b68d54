"""A bundle is written whole or not at all."""

from __future__ import annotations

import contextlib
import re
import resource
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pikepdf import Stream
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import Destination

from lehua_desktop.bundle.plan import BundleRequest
from lehua_desktop.bundle.tokens import EditedText
from lehua_desktop.bundle.verify import verify
from lehua_desktop.bundle.volumes import split
from lehua_desktop.bundle.write import Bundle, write_bundle
from lehua_desktop.core.facts import Kind
from lehua_desktop.core.model import Timeline
from lehua_desktop.core.page import Box, Page, TextLine
from lehua_desktop.core.problems import LehuaError, Problem
from tests.bundle.made import TODAY, drawn, jpeg, made_case, source
from tests.bundle.test_pdf import links, texts


def noisy(width: int = 1200, height: int = 1600, seed: int = 1) -> bytes:
    """A photograph as far as compression goes."""
    noise = np.random.default_rng(seed).integers(0, 255, (height // 4, width // 4, 3), dtype=np.uint8)
    return jpeg(Image.fromarray(noise).resize((width, height), Image.Resampling.BICUBIC), quality=95)


def photos(count: int) -> BundleRequest:
    page = Page(0, 1200, 1600, "px", (TextLine("还款", Box(100, 100, 200, 150)),), "rapidocr")
    exhibits = tuple(
        source(n, f"{n}.jpg", noisy(seed=n), "image/jpeg", Kind.PAYMENT, [page]) for n in range(1, count + 1)
    )
    return BundleRequest(Timeline(), (), exhibits, TODAY, case_name="试")


@contextlib.contextmanager
def small_disk() -> Iterator[None]:
    """Files may not grow beyond a few kilobytes; the report of the tests, too, may be such a file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_no_evidence_is_said(tmp_path: Path) -> None:
    with pytest.raises(LehuaError) as caught:
        write_bundle(replace(made_case(), exhibits=()), tmp_path)
    assert caught.value.fault.problem == Problem.BUNDLE_EMPTY


def test_unknown_route_is_said_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(LehuaError) as caught:
        write_bundle(replace(made_case(), route="moon"), tmp_path)
    assert caught.value.fault.problem == Problem.ROUTE_UNKNOWN
    assert "bureau" in caught.value.fault.details["known"]
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_the_former_bundle_untouched(tmp_path: Path) -> None:
    case = photos(2)
    former = write_bundle(case, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with small_disk(), pytest.raises(LehuaError) as caught:
        write_bundle(case, tmp_path)
    assert caught.value.fault.problem == Problem.DISK_FULL
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert former.pdf in before


def test_a_place_that_is_a_file_is_said(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("x")
    with pytest.raises(LehuaError) as caught:
        write_bundle(photos(1), place)
    assert caught.value.fault.problem == Problem.NOT_WRITABLE


def test_nothing_but_the_bundle_stays_behind(tmp_path: Path) -> None:
    made = write_bundle(photos(1), tmp_path / "new" / "folder")
    assert sorted((tmp_path / "new" / "folder").iterdir()) == sorted([made.pdf, made.zip])


def test_progress_counts_exhibit_pages(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    write_bundle(photos(3), tmp_path, lambda done, total: heard.append((done, total)))
    assert {total for _, total in heard} == {3}
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert heard[-1] == (3, 3)


def test_a_limit_is_met_by_smaller_pictures(tmp_path: Path) -> None:
    case = photos(4)
    whole = write_bundle(case, tmp_path / "whole")
    limit = whole.bytes / 1e6 / 3
    small = write_bundle(replace(case, max_mb=limit), tmp_path / "small")
    assert small.bytes <= limit * 1e6
    assert small.quality is not None
    assert small.pages == whole.pages
    assert sum("还款" in text for text in texts(small.pdf)) >= 4


def test_a_limit_that_no_picture_can_meet_is_said(tmp_path: Path) -> None:
    with pytest.raises(LehuaError) as caught:
        write_bundle(replace(photos(2), max_mb=0.01), tmp_path)
    assert caught.value.fault.problem == Problem.BUNDLE_TOO_LARGE
    assert caught.value.fault.details["limit"] == "0.01"
    assert not list(tmp_path.iterdir())


def test_pictures_keep_their_size_in_bytes(tmp_path: Path) -> None:
    case = photos(6)
    made = write_bundle(case, tmp_path)
    assert made.bytes < 1.2 * sum(len(exhibit.data) for exhibit in case.exhibits)


def test_a_case_without_loan_and_timeline_still_makes_a_bundle(tmp_path: Path) -> None:
    made = write_bundle(photos(1), tmp_path)
    assert "没有还款计划" in "".join(texts(made.pdf))
    assert len(PdfReader(made.pdf).pages) == made.pages


def test_values_that_nobody_looked_at_are_marked(tmp_path: Path) -> None:
    case = made_case()
    payments = tuple(replace(payment, certain=False) for payment in case.timeline.payments)
    made = write_bundle(replace(case, timeline=replace(case.timeline, payments=payments)), tmp_path)
    said = "".join(texts(made.pdf))
    assert "†" in said
    assert "尚未经提交人核对" in said


def test_text_of_documents_is_never_markup(tmp_path: Path) -> None:
    case = made_case()
    wild = '#panic("x") $x$ *bold* _a_ `raw` <label> @ref \\ // = heading'
    loan = replace(case.timeline.loans[0], borrower=wild, contract=wild, lender=wild)
    exhibits = tuple(replace(exhibit, name=wild + exhibit.name) for exhibit in case.exhibits)
    made = write_bundle(replace(case, loans=(loan,), exhibits=exhibits, case_name=wild), tmp_path)
    assert "".join(wild.split()) in "".join(texts(made.pdf))


def test_what_the_ledger_changed_since_an_edit_is_marked_in_print(tmp_path: Path) -> None:
    mine = EditedText("bureau", "zh", "claim.3", "本人已付{paid:3}元。", {"paid:3": "1,200.00"})
    bundle = write_bundle(replace(made_case(), texts=(mine,)), tmp_path)
    said = "".join(texts(bundle.pdf))
    assert "本人已付1,286.35‡1元。" in said
    assert "‡1账本已变：原1,200.00，现1,286.35" in said


def test_what_is_still_too_large_is_cut_into_volumes_with_continued_numbers(tmp_path: Path) -> None:
    case = replace(photos(12), max_mb=0.6)
    former = write_bundle(replace(case, max_mb=None), tmp_path)
    made = write_bundle(case, tmp_path)
    assert len(made.volumes) > 1
    assert not former.pdf.exists()
    assert [path.name[-7:] for path in made.volumes[:2]] == ["_卷1.pdf", "_卷2.pdf"]
    assert all(path.stat().st_size <= 600_000 for path in made.volumes)
    labels = [label for path in made.volumes for label in PdfReader(path).page_labels]
    assert labels == [str(n + 1) for n in range(made.pages)]
    printed = [text for path in made.volumes for text in texts(path)]
    assert all(f"第{n}页共{made.pages}页" in text for n, text in enumerate(printed, 1))
    count = len(made.volumes)
    firsts = [labels.index(PdfReader(path).page_labels[0]) for path in made.volumes]
    for n, text in enumerate(printed):
        own = sum(first <= n for first in firsts)
        assert (f"第{own}卷（共{count}卷）" + ("" if own == 1 else "，目录在第1卷")) in text
    assert f"本材料分为{count}卷，页码连续。第1卷：第1–{firsts[1]}页；第2卷：第{firsts[1] + 1}–" in "".join(printed)
    for path in made.volumes:
        reader = PdfReader(path)
        assert all(reader.get_destination_page_number(entry) is not None for entry in entries(reader.outline))
        assert str(reader.root_object["/Lang"]) == "zh-CN"
        assert reader.outline
        assert reader.metadata and reader.metadata.title == f"证据材料（第{path.stem[-1]}卷）"
        assert reader.xmp_metadata and reader.xmp_metadata.dc_title == {"x-default": reader.metadata.title}
        assert verify(path) == []
    said = made.made_smaller
    assert said
    assert f"分成{len(made.volumes)}卷" in said.zh
    assert write_bundle(replace(case, max_mb=None), tmp_path).made_smaller is None
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".pdf", ".zip"]


def test_what_a_route_takes_at_most_holds_without_being_asked_for(tmp_path: Path) -> None:
    made = write_bundle(replace(photos(16), route="nifa"), tmp_path)
    assert len(made.volumes) > 1
    assert all(path.stat().st_size <= 2_000_000 for path in made.volumes)
    said = made.made_smaller
    assert said
    assert "这个渠道只收一个文件" in said.zh
    assert "This route takes one file" in said.en
    shown = "".join(texts(made.volumes[0]))
    whole = [number for number in range(1, 17) if f"原件：{number}.jpg" in shown]  # each of one page
    assert 0 < len(whole) < 16
    assert made.outside == tuple(f"1-{number}" for number in range(whole[-1] + 1, 17))
    assert "、".join(made.outside) in said.zh


def entries(outline: list[Any]) -> Iterator[Destination]:
    for entry in outline:
        if isinstance(entry, list):
            yield from entries(entry)
        else:
            yield entry


def tall(count: int) -> BundleRequest:
    """Long screenshots with pictures beside their rows."""
    noise = np.random.default_rng(7).integers(0, 255, (80, 120, 3), dtype=np.uint8)
    exhibits = []
    for number in range(1, count + 1):
        image, page = drawn([f"{number:02d}{n:03d} 还款 1,286.35" for n in range(100)], 1170, 8000, step=78, size=34)
        for top in range(20, 7900, 156):
            image.paste(Image.fromarray(noise), (1000, top))
        exhibits.append(source(number, f"{number}.jpg", jpeg(image), "image/jpeg", Kind.PAYMENT_LIST, [page]))
    return BundleRequest(Timeline(), (), tuple(exhibits), TODAY, case_name="长")


def test_volumes_of_long_screenshots_hold_no_more_than_what_they_show(tmp_path: Path) -> None:
    made = write_bundle(replace(tall(3), max_mb=0.5), tmp_path)
    assert len(made.volumes) == 2
    for path in made.volumes:
        with pikepdf.open(path) as pdf:
            images = [item for item in pdf.objects if isinstance(item, Stream) and item.get("/Subtype") == "/Image"]
            assert images or path != made.volumes[0]
            assert all(int(image.Height) < 3 * int(image.Width) for image in images)
    printed = "".join(text for path in made.volumes for text in texts(path))
    assert all(printed.count(f"{number:02d}{n:03d}还款") == 1 for number in (1, 2, 3) for n in range(100))


def test_a_volume_keeps_the_links_between_its_own_pages(bundle: Bundle, tmp_path: Path) -> None:
    reader = PdfReader(bundle.pdf)
    whole = [(n, target) for n in range(bundle.pages) for _, target in links(reader, n)]
    first = 0
    volumes = split(bundle.pdf, bundle.bytes * 0.8, str(tmp_path / "{}.pdf"), 40)
    for path in volumes:
        part = PdfReader(path)
        last = first + len(part.pages)
        kept = [(first + n, first + target) for n in range(last - first) for _, target in links(part, n)]
        assert kept == [(n, target) for n, target in whole if first <= n < last and first <= target < last]
        first = last
    assert len(volumes) > 1


def test_links_into_another_volume_open_its_file_at_their_page(bundle: Bundle, tmp_path: Path) -> None:
    reader = PdfReader(bundle.pdf)
    named = str(tmp_path / "卷{}.pdf")
    firsts: tuple[int, ...] = ()
    for _ in range(2):  # the links need some room
        firsts = tuple(split(bundle.pdf, bundle.bytes * 0.8, named, 40, firsts).values())
    volumes = split(bundle.pdf, bundle.bytes * 0.8, named, 40, firsts)
    assert len(set(firsts)) > 1
    assert tuple(volumes.values()) == firsts
    across = 0
    for path, first in volumes.items():
        for n, page in enumerate(PdfReader(path).pages):
            shown = links(reader, first - 1 + n)
            notes: list[Any] = [note.get_object() for note in page.get("/Annots", [])]
            assert len(notes) == len(shown)
            for note, (rect, target) in zip(notes, shown, strict=True):
                assert tuple(float(x) for x in note["/Rect"]) == rect
                if "/A" not in note:
                    continue
                across += 1
                assert note["/A"]["/S"] == "/GoToR"
                volume = int(re.sub(r"\D", "", note["/A"]["/F"]["/UF"]))
                assert firsts[volume - 1] + note["/A"]["/D"][0] == target + 1
    assert across


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_qpdf_finds_no_fault_in_a_volume(tmp_path: Path) -> None:
    for path in write_bundle(replace(photos(8), max_mb=0.6), tmp_path).volumes:
        done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_small_print_is_not_made_smaller_than_legible(tmp_path: Path) -> None:
    rows = [f"{n:02d} 还款 1,286.35 示例消费金融有限公司" for n in range(60)]
    image, page = drawn(rows, 1400, step=30, size=16)
    noise = np.random.default_rng(5).integers(0, 60, (image.height, image.width, 3), dtype=np.uint8)
    image = Image.fromarray(np.asarray(image) - noise)
    exhibit = source(1, "小字.jpg", jpeg(image, quality=97), "image/jpeg", Kind.PAYMENT_LIST, [page])
    request = BundleRequest(Timeline(), (), (exhibit,), TODAY, max_mb=0.35, case_name="试")
    made = write_bundle(request, tmp_path)
    assert made.quality is not None
    assert made.quality.dpi < 140
    document = pypdfium2.PdfDocument(made.pdf)
    images = [item for number in range(len(document)) for item in document[number].get_objects() if item.type == 3]
    heights = [item.get_px_size()[1] for item in images]
    document.close()
    assert heights
    assert min(heights) / image.height * page.lines[0].box.height >= 14.5
