"""A lost case comes back from its bundle, and what leaves the house can be checked to the byte."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from lehua_desktop.bundle.package.timestamp import request_for
from lehua_desktop.bundle.plan import plan_bundle
from lehua_desktop.bundle.verify import verify
from lehua_desktop.bundle.write import Bundle, write_bundle
from lehua_desktop.casebook import Casebook
from lehua_desktop.core.edits import Edit
from lehua_desktop.core.model import Redaction
from lehua_desktop.core.page import FileReading
from lehua_desktop.core.problems import LehuaError, Problem
from tests.bundle.made import CARD, drawn, made_case, png
from tests.test_casebook import NOON, TODAY


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return write_bundle(made_case(), tmp_path_factory.mktemp("made"))


def filled(path: Path, passphrase: str | None = None) -> Casebook:
    book = Casebook.create(path, passphrase=passphrase)
    for lines in (["账单详情", f"卡号 {CARD}"], ["还款 1,286.35", "2023-07-05"]):
        image, page = drawn(lines, 600)
        evidence = book.add_bytes(f"{lines[0]}.png", png(image), NOON).evidence
        assert evidence is not None
        book.apply_reading(evidence, FileReading("image/png", 1, (page,)), NOON)
    card: Redaction = book.redactions(1, 0)[0]
    edit: Edit = book.decide_redaction(card, accepted=False)
    book.apply(edit, NOON)
    return book


def case_in(bundle: Bundle, folder: Path) -> Path:
    with zipfile.ZipFile(bundle.zip) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".lehua"))
        return Path(archive.extract(name, folder))


@pytest.mark.parametrize("passphrase", [None, "牡丹 2024"])
def test_a_lost_case_is_restored_from_its_bundle(passphrase: str | None, tmp_path: Path) -> None:
    with filled(tmp_path / "乐花 案.lehua", passphrase) as book:
        request = book.bundle_request(TODAY)
        originals = [book.data(item.id) for item in book.evidence()]
        history = book.history()
    bundle = write_bundle(request, tmp_path / "out")
    restored = case_in(bundle, tmp_path / "restored")
    assert restored.name == "乐花 案.lehua"
    if passphrase:
        assert png(drawn(["账单详情", f"卡号 {CARD}"], 600)[0]) not in restored.read_bytes()
        with pytest.raises(LehuaError) as caught:
            Casebook.open(restored)
        assert caught.value.fault.problem is Problem.CASE_LOCKED
    with Casebook.open(restored, passphrase) as again:
        assert [again.data(item.id) for item in again.evidence()] == originals
        assert [item.state for item in again.redactions(1, 0)] == ["rejected"]
        assert again.history() == history
        assert again.faults() == []


def test_a_redacted_edition_holds_no_case(tmp_path: Path) -> None:
    with filled(tmp_path / "案.lehua") as book:
        request = book.bundle_request(TODAY, edition="redacted")
    with zipfile.ZipFile(write_bundle(request, tmp_path / "out").zip) as archive:
        assert not [name for name in archive.namelist() if name.endswith(".lehua")]
        assert "案" not in "".join(archive.namelist())


@pytest.mark.parametrize("passphrase", [None, "牡丹 2024"])
def test_two_exports_of_one_case_have_the_same_bytes(passphrase: str | None, tmp_path: Path) -> None:
    made = []
    with filled(tmp_path / "案.lehua", passphrase):
        pass
    for turn in ("one", "two"):
        with Casebook.open(tmp_path / "案.lehua", passphrase) as book:
            request = book.bundle_request(TODAY)
        bundle = write_bundle(request, tmp_path / turn)
        made.append((bundle.pdf.read_bytes(), bundle.zip.read_bytes()))
    assert made[0] == made[1]


def test_the_pdf_is_checked_against_the_zip_or_the_sums_beside_it(tmp_path: Path) -> None:
    with filled(tmp_path / "案.lehua") as book:
        request = book.bundle_request(TODAY)
    bundle = write_bundle(request, tmp_path / "out")
    assert verify(bundle.pdf) == []
    loose = tmp_path / "loose"
    with zipfile.ZipFile(bundle.zip) as archive:
        archive.extractall(loose)
    assert verify(loose / bundle.pdf.name) == []
    for pdf in (bundle.pdf, loose / bundle.pdf.name):
        data = bytearray(pdf.read_bytes())
        data[len(data) // 2] ^= 1
        pdf.write_bytes(bytes(data))
        assert [(fault.file, fault.kind) for fault in verify(pdf)] == [(pdf.name, "changed")]
    assert [(fault.file, fault.kind) for fault in verify(bundle.zip)] == [(bundle.pdf.name, "changed")]
    alone = tmp_path / "alone" / "x.pdf"
    alone.parent.mkdir()
    shutil.copy(bundle.pdf, alone)
    assert [fault.kind for fault in verify(alone)] == ["alone"]


def test_a_pdf_that_was_renamed_is_known_by_its_bytes(bundle: Bundle, tmp_path: Path) -> None:
    pdf, archive = Path(shutil.copy(bundle.pdf, tmp_path / "a.pdf")), Path(shutil.copy(bundle.zip, tmp_path / "a.zip"))
    assert (verify(archive), verify(pdf)) == ([], [])
    alone = pdf.rename(tmp_path / "of another name.pdf")
    assert verify(alone) == []
    broken = bytearray(archive.read_bytes())
    broken[broken.index(b"PK\x05\x06") + 20] ^= 1  # the length of the comment of the archive
    (tmp_path / "0.zip").write_bytes(broken)  # a whole archive beside it is asked first
    assert verify(alone) == []
    (tmp_path / "0.zip").unlink()
    alone.rename(pdf)
    damaged = bytearray(pdf.read_bytes())
    damaged[0] ^= 1
    pdf.write_bytes(damaged)
    for path in (archive, pdf):
        assert [(fault.file, fault.kind) for fault in verify(path)] == [("a.pdf", "changed")]
    archive.write_bytes(archive.read_bytes().replace(b"  manifest.json\n", b"  manifest_json\n"))
    assert "a.pdf" not in [fault.file for fault in verify(archive)]


def test_a_volume_beside_the_zip_is_checked(tmp_path: Path) -> None:
    volumes = [tmp_path / "b_卷1.pdf", tmp_path / "b_卷2.pdf"]
    sums = ""
    for number, path in enumerate(volumes):
        path.write_bytes(b"%PDF-" + bytes([number]))
        sums += f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("SHA256SUMS", sums)
    assert not {path.name for path in volumes} & {f.file for f in verify(tmp_path / "b.zip") if f.kind == "changed"}
    volumes[1].write_bytes(volumes[0].read_bytes())
    assert ("b_卷2.pdf", "changed") in [(fault.file, fault.kind) for fault in verify(tmp_path / "b.zip")]


def test_an_unpacked_folder_is_checked_file_by_file(bundle: Bundle, tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(bundle.zip) as archive:
        archive.extractall(folder)
    assert verify(folder) == []
    original = folder / "originals" / "证据2-1_IMG_1.jpg"
    data = original.read_bytes()
    original.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    (folder / "文书.txt").unlink()
    (folder / "originals" / "more.jpg").touch()
    assert {(fault.file, fault.kind) for fault in verify(folder)} == {
        ("originals/证据2-1_IMG_1.jpg", "changed"),
        ("文书.txt", "missing"),
        ("originals/more.jpg", "added"),
    }
    manifest = folder / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"bureau", b"court_"))
    assert ("manifest.json", "changed") in [(fault.file, fault.kind) for fault in verify(folder)]
    (folder / "SHA256SUMS").unlink()
    assert ("SHA256SUMS", "missing") in [(fault.file, fault.kind) for fault in verify(folder)]


def test_a_folder_that_is_no_bundle_lacks_what_makes_one(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").touch()
    assert [(f.file, f.kind) for f in verify(tmp_path)] == [("SHA256SUMS", "missing"), ("manifest.json", "missing")]


def test_bytes_behind_the_end_of_a_case_are_found(tmp_path: Path) -> None:
    path = tmp_path / "案.lehua"
    filled(path).close()
    with path.open("ab") as file:
        file.write(b"more")
    with Casebook.open(path) as book:
        assert book.faults()


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_the_timestamp_request_is_one(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"manifest").digest()
    path = tmp_path / "x.tsq"
    path.write_bytes(request_for(digest))
    done = subprocess.run(
        ["openssl", "ts", "-query", "-in", str(path), "-text"], capture_output=True, text=True, check=True
    )
    assert "Version: 1" in done.stdout
    assert "Hash Algorithm: sha256" in done.stdout
    assert "Certificate required: yes" in done.stdout
    assert digest.hex()[:16] in "".join(done.stdout.split()).replace("-", "")


def test_a_value_that_was_changed_outside_of_the_program_is_found(tmp_path: Path) -> None:
    path = tmp_path / "案.lehua"
    filled(path).close()
    data = path.read_bytes()
    at = data.index(b"1,286.35")
    path.write_bytes(data[:at] + b"9" + data[at + 1 :])
    with Casebook.open(path) as book:
        assert book.faults()
    path.write_bytes(data)
    with Casebook.open(path) as book:
        assert book.faults() == []


def test_a_program_that_breaks_off_leaves_no_wrong_seal(tmp_path: Path) -> None:
    path, copy = tmp_path / "案.lehua", tmp_path / "b.lehua"
    filled(path).close()
    with Casebook.open(path) as book:
        book.apply(book.look_at_redactions(1), NOON)
        copy.write_bytes(path.read_bytes())
        assert book.faults() == []
    with Casebook.open(copy) as again:
        assert again.faults() == []
        assert again.redactions_unlooked() == [2]


def test_what_is_left_out_is_kept_and_can_be_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "案.lehua"
    filled(path).close()
    with Casebook.open(path) as book:
        edit = book.leave_out({1, 2})
        book.apply(edit, NOON)
        book.apply(book.leave_out({2}), NOON)
    with Casebook.open(path) as book:
        assert book.left_out() == {2}
        request = book.bundle_request(TODAY)
        assert request.left_out == (2,)
        assert request.case_file is None
        assert [e.source.evidence for e in plan_bundle(request).exhibits] == [1]
        assert book.leave_out({2}).rows == ()
        book.apply(book.leave_out(()), NOON)
        assert book.bundle_request(TODAY).case_file is not None


def test_any_damage_to_a_case_is_a_fault_with_its_name_and_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "案.lehua"
    filled(path).close()
    assert Casebook.check(path) == []
    data = path.read_bytes()
    text = data.index("账单详情".encode())
    # The header (formats, encoding, version of the tables), then a text that is no UTF-8 any more.
    for place, bit in [(p, b) for p in (18, 19, 21, 44, 47, 56, 59, 60, 63, 68) for b in range(8)] + [(text, 6)]:
        damaged = bytearray(data)
        damaged[place] ^= 1 << bit
        path.write_bytes(damaged)
        found = Casebook.check(path)
        assert all(path.name in words.zh and path.name in words.en for words in found), (place, bit)
        assert path.read_bytes() == damaged
    assert found
    with Casebook.open(path) as book, pytest.raises(LehuaError) as caught:
        book.evidence()
    assert caught.value.fault.problem is Problem.CASE_DAMAGED
