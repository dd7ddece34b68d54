import datetime as dt
import io
import os
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lehua_desktop.casebook import Casebook
from lehua_desktop.casebook.proofs import match_proofs
from lehua_desktop.core.facts import Kind, PaymentFact, Read, Status
from lehua_desktop.core.model import Installment, Loan, Proof
from lehua_desktop.core.money import Money
from lehua_desktop.core.page import Box, FileReading, Page, PageFault, TextLine
from lehua_desktop.core.problems import Fault, LehuaError, Problem
from lehua_desktop.store.rows import ProofRow

NOON = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)
TODAY = NOON.date()
LENDER = "示例消费金融有限公司"


def picture(number: int = 0, size: tuple[int, int] = (8, 8)) -> bytes:
    """A small PNG, another one for each number."""
    out = io.BytesIO()
    Image.new("RGB", size, (number % 256, number // 256, 7)).save(out, "PNG")
    return out.getvalue()


def bill(
    amount: str = "-1,286.35", payee: str = LENDER, day: str = "2023-07-05", down: float = 0, sure: bool = True
) -> Page:
    """A payment page as the engine gives it. `sure`: the second reader saw the same."""
    order = "2023070522001498761401234567" if sure else "880012345678"
    rows = [
        ("账单详情", 480, 100),
        (payee, 420, 300),
        (amount, 440, 400),
        ("交易成功", 490, 500),
        ("支付时间", 60, 700),
        (f"{day} 21:14:09", 500, 700),
        ("付款方式", 60, 800),
        ("示例银行储蓄卡(3446)", 640, 800),
        ("商品说明", 60, 900),
        ("乐花分期还款", 760, 900),
        ("收款方全称", 60, 1000),
        (payee, 640, 1000),
        ("订单号", 60, 1100),
        (order, 240, 1100),
    ]
    lines = tuple(
        TextLine(
            text,
            Box(x, y + down, x + 32 * len(text), y + down + 44),
            0.99,
            text if sure and any(c.isdigit() for c in text) else None,
        )
        for text, x, y in rows
    )
    return Page(0, 1170, 2532, "px", lines, "rapidocr", "3.10", second_reader="tesseract" if sure else "")


def reading(*pages: Page) -> FileReading:
    return FileReading("image/png", len(pages), pages)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.create(tmp_path / "张三.lehua") as book:
        yield book


def add(book: Casebook, *pages: Page, number: int = 0) -> int:
    """Adds a picture that reads as these pages."""
    evidence = book.add_bytes(f"{number}.png", picture(number), NOON).evidence
    assert evidence is not None
    if pages:
        book.apply_reading(evidence, reading(*pages), NOON)
    return evidence


def only(proofs: list[Proof]) -> Proof:
    assert len(proofs) == 1
    return proofs[0]


# --- files in --------------------------------------------------------------------------------------------


def test_a_file_that_is_there_already_is_named_and_not_added(book: Casebook, tmp_path: Path) -> None:
    first, again = tmp_path / "a.png", tmp_path / "b.png"
    for path in (first, again):
        path.write_bytes(picture())
    one, other = book.add_files([first, again], NOON)
    assert (one.evidence, one.duplicate_of) == (1, None)
    assert (other.evidence, other.duplicate_of) == (1, 1)
    assert [item.name for item in book.evidence()] == ["a.png"]


def test_each_bad_file_gets_its_sentence_and_the_rest_goes_on(book: Casebook, tmp_path: Path) -> None:
    (tmp_path / "empty.png").touch()
    (tmp_path / "text.png").write_text("these are words, not a picture")
    (tmp_path / "bundle.zip").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "folder").mkdir()
    (tmp_path / "good.png").write_bytes(picture())
    names = ["empty.png", "missing.png", "text.png", "bundle.zip", "folder", "good.png"]
    added = book.add_files([tmp_path / name for name in names], NOON)
    assert [item.fault and item.fault.problem for item in added] == [
        Problem.EMPTY_FILE,
        Problem.FILE_MISSING,
        Problem.TEXT_ONLY,
        Problem.DAMAGED_ARCHIVE,
        Problem.NO_FILES,
        None,
    ]
    assert [item.name for item in book.evidence()] == ["good.png"]


def test_a_folder_is_walked_in_natural_order_without_its_litter(book: Casebook, tmp_path: Path) -> None:
    folder = tmp_path / "手机"
    (folder / "七月").mkdir(parents=True)
    for number, name in enumerate(["10.png", "2.png", "七月/1.png"]):
        (folder / name).write_bytes(picture(number))
    for name in [".DS_Store", "Thumbs.db", "七月/desktop.ini"]:
        (folder / name).write_text("litter")
    added = book.add_files([folder], NOON)
    assert [item.name for item in added] == ["2.png", "10.png", "七月/1.png"]
    assert [item.given for item in added] == [str(folder / item.name) for item in added]


def test_the_files_of_a_zip_come_in_one_by_one_and_name_it(book: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "微信.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("截图/1.png", picture(1))
        archive.writestr("读我.md", "not evidence")
    good, bad = book.add_files([path], NOON)
    assert (good.name, good.fault, good.given) == ("截图/1.png", None, f"{path}/截图/1.png")
    assert bad.fault == Fault(Problem.TEXT_ONLY)
    assert book.evidence()[0].container == "微信.zip"
    assert book.data(1) == picture(1)


def test_screenshots_pasted_into_a_document_come_in_and_its_words_are_told_of(book: Casebook, tmp_path: Path) -> None:
    paper = docx.Document()
    paper.add_paragraph("第2期 1286.35元")
    paper.add_picture(io.BytesIO(picture(1, (300, 600))))
    path = tmp_path / "截图.docx"
    paper.save(str(path))
    words, shot = book.add_files([path], NOON)
    assert (words.name, words.fault) == ("截图.docx", Fault(Problem.WORDS_NOT_READ, {"count": "1"}))
    assert (shot.name, shot.fault, shot.given) == ("image1.png", None, f"{path}/image1.png")
    assert [item.container for item in book.evidence()] == ["截图.docx"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_what_a_folder_keeps_back_is_said(book: Casebook, tmp_path: Path) -> None:
    folder = tmp_path / "手机"
    (folder / "内").mkdir(parents=True)
    (folder / "内" / "回到上面").symlink_to(folder, target_is_directory=True)
    name = "还款.png" if sys.platform == "darwin" else os.fsdecode("还款.png".encode("gb18030"))
    (folder / name).write_bytes(picture())
    good, link = book.add_files([folder], NOON)
    assert (good.name, good.fault) == ("还款.png", None)
    assert (link.name, link.fault) == ("内/回到上面", Fault(Problem.FOLDER_LINK))


def test_archives_in_archives_end_with_the_word_to_unpack_them(book: Casebook, tmp_path: Path) -> None:
    data = picture(1)
    for number in range(6):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("1.png" if number == 0 else f"{number}.zip", data)
        data = packed.getvalue()
    (tmp_path / "deep.zip").write_bytes(data)
    (added,) = book.add_files([tmp_path / "deep.zip"], NOON)
    assert added.fault == Fault(Problem.UNPACK_FIRST, {"format": "ZIP"})


def test_a_thousand_small_files_come_in_quickly(book: Casebook, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(1000):
        (folder / f"{number}.png").write_bytes(picture(number))
    start = time.monotonic()
    added = book.add_files([folder], NOON)
    assert time.monotonic() - start < 60
    assert [item.evidence for item in added] == list(range(1, 1001))


def test_a_full_disk_costs_the_file_that_did_not_fit_only(book: Casebook, tmp_path: Path) -> None:
    add(book, number=1)
    big, small = tmp_path / "big.bmp", tmp_path / "small.png"
    Image.new("RGB", (500, 500)).save(big)
    small.write_bytes(picture(2))
    connection = book._case.connection
    connection.pragma("max_page_count", connection.pragma("page_count") + 8)
    first, second = book.add_files([big, small], NOON)
    assert first.fault == Fault(Problem.DISK_FULL)
    assert second.fault is None
    assert [item.name for item in book.evidence()] == ["1.png", "small.png"]
    assert book.faults() == []


def test_new_evidence_waits_until_it_is_read(book: Casebook) -> None:
    evidence = add(book)
    assert [item.id for item in book.waiting()] == [evidence]
    assert book.facts(evidence) is None
    book.apply_reading(evidence, reading(bill()), NOON)
    assert book.waiting() == []


# --- readings and facts ----------------------------------------------------------------------------------


def test_what_a_page_says_is_a_proof_of_the_case(book: Casebook) -> None:
    evidence = add(book, bill())
    facts = book.facts(evidence)
    assert facts is not None
    assert facts.kind is Kind.PAYMENT
    proof = only(book.proofs(evidence))
    assert proof.payment == facts.payments[0]
    assert (proof.payment.amount.value, proof.payment.day.value) == (Money(128635), dt.date(2023, 7, 5))
    assert proof.payment.certain
    assert not proof.confirmed
    assert only(book.proofs()) == proof


def test_a_page_that_failed_stays_a_failed_page_of_a_file_that_was_read(book: Casebook) -> None:
    evidence = add(book)
    crashed = PageFault(1, Fault(Problem.READING_CRASHED))
    book.apply_reading(evidence, FileReading("application/pdf", 2, (bill(),), (crashed,)), NOON)
    assert book.failed_pages(evidence) == {1: Fault(Problem.READING_CRASHED)}
    (item,) = book.evidence()
    assert (item.status, item.page_count, item.fault) == ("read", 2, Fault(Problem.READING_CRASHED))
    assert len(book.proofs()) == 1


def test_a_file_that_breaks_the_readers_of_facts_costs_itself_only(
    book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    good = add(book, bill(), number=1)
    monkeypatch.setattr("lehua_desktop.casebook.derived.extract", broken)
    bad = add(book, bill(), number=2)
    assert book.facts(bad) is None
    assert [(item.id, item.status) for item in book.evidence()] == [(good, "read"), (bad, "failed")]
    assert book.evidence()[1].fault == Fault(Problem.READING_FAILED)


def test_reading_again_keeps_the_ids_of_proofs_and_every_decision(book: Casebook) -> None:
    evidence = add(book, bill("-1,286.85", sure=False))
    proof = only(book.proofs())
    book.apply(book.correct(proof.id, "amount", Money(128635)))
    book.apply(book.link(proof.id, 1, 7))
    book.apply_reading(evidence, reading(bill("-1,286.36", down=3)), NOON)
    again = only(book.proofs())
    assert again.id == proof.id
    assert again.payment.amount.value == Money(128635)
    assert again.payment.amount.box == Box(440, 403, 440 + 32 * 9, 447)
    assert [link.proof for link in book.decisions().links] == [proof.id]


def test_what_a_later_reading_does_not_show_goes_unless_a_person_had_a_say_on_it(book: Casebook) -> None:
    kept, gone = add(book, bill(), number=1), add(book, bill("-500.00", day="2023-08-01"), number=2)
    book.apply(book.confirm(only(book.proofs(kept)).id))
    empty = Page(0, 1170, 2532, "px", (), "rapidocr")
    book.apply_reading(kept, reading(empty), NOON)
    book.apply_reading(gone, reading(empty), NOON)
    assert only(book.proofs()).payment.amount.value == Money(128635)


def test_a_payment_to_a_party_of_the_loan_is_about_the_loan(book: Casebook) -> None:
    stranger = "东湖示例信息技术有限公司"
    page = bill(payee=stranger)
    evidence = add(book, Page(0, 1170, 2532, "px", tuple(x for x in page.lines if "乐花" not in x.text), "rapidocr"))
    before = only(book.proofs())
    assert not before.payment.about_loan
    changes = book.apply(book.set_loan(Loan(guarantor=stranger)))
    assert changes.loan
    assert evidence in changes.evidence
    after = only(book.proofs())
    assert (after.id, after.payment.about_loan) == (before.id, True)


def test_a_case_opens_with_everything_that_was_in_it(book: Casebook) -> None:
    add(book, bill(), number=1)
    book.apply(book.confirm(1))
    proofs, facts, evidence, decisions = book.proofs(), book.facts(1), book.evidence(), book.decisions()
    book.close()
    with Casebook.open(book.path) as again:
        assert (again.proofs(), again.facts(1), again.evidence()) == (proofs, facts, evidence)
        assert again.decisions() == decisions
        assert [what for _, what, _, _ in again.history()] == ["added", "read", "found", "edited"]


def test_a_case_with_a_passphrase_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.lehua"
    Casebook.create(path, passphrase="口令").close()
    with pytest.raises(LehuaError) as error:
        Casebook.open(path)
    assert error.value.fault.problem is Problem.CASE_LOCKED
    Casebook.open(path, "口令").close()


# --- what a person decides -------------------------------------------------------------------------------


def state(book: Casebook) -> object:
    return (book.proofs(), book.decisions(), book.loans(), [item.id for item in book.evidence()])


@pytest.mark.parametrize(
    "action",
    [
        lambda book: book.correct(1, "amount", Money(100)),
        lambda book: book.correct(1, "day", dt.date(2023, 7, 6)),
        lambda book: book.correct(1, "time", None),
        lambda book: book.correct(1, "status", Status.FAILED),
        lambda book: book.correct(1, "payee", "示例融资担保有限公司"),
        lambda book: book.correct(1, "about_loan", False),
        lambda book: book.confirm(1),
        lambda book: book.link(1, 1, 3, Money(500)),
        lambda book: book.unlink(1, 1, 3),
        lambda book: book.same(2, 1, True),
        lambda book: book.ignore(1, True),
        lambda book: book.remove(1),
        lambda book: book.set_loan(Loan(lender=LENDER, installments=(Installment(1, TODAY, Money(100)),))),
        lambda book: book.add_payment(1, Money(100), TODAY),
    ],
)
def test_every_edit_changes_the_case_and_its_inverse_takes_it_back(book: Casebook, action: object) -> None:
    assert callable(action)
    add(book, bill(), number=1)
    add(book, bill("-500.00", day="2023-08-01"), number=2)
    before = state(book)
    edit = action(book)
    assert state(book) == before
    book.apply(edit)
    after = state(book)
    assert after != before
    book.apply(edit.inverse())
    assert state(book) == before
    book.apply(edit)
    assert state(book) == after


def test_a_corrected_value_is_certain_and_the_others_stay_as_read(book: Casebook) -> None:
    add(book, bill(sure=False))
    assert not only(book.proofs()).payment.day.certain
    book.apply(book.correct(1, "amount", Money(100)))
    proof = only(book.proofs())
    assert proof.payment.amount.certain
    assert not proof.payment.day.certain
    assert not proof.confirmed
    book.apply(book.correct(1, "day", dt.date(2023, 7, 6)))
    book.apply(book.correct(1, "status", Status.SUCCESS))
    proof = only(book.proofs())
    assert proof.payment.certain
    assert proof.confirmed


def test_a_confirmed_value_stays_what_the_person_saw(book: Casebook) -> None:
    evidence = add(book, bill(sure=False))
    book.apply(book.confirm(1))
    book.apply_reading(evidence, reading(bill("-1,286.38", sure=False)), NOON)
    proof = only(book.proofs())
    assert proof.payment.amount.value == Money(128635)
    assert proof.confirmed
    assert proof.payment.certain


@pytest.mark.parametrize(("field", "value"), [("amount", 12.5), ("amount", None), ("day", "soon"), ("colour", "red")])
def test_a_value_that_fits_no_field_is_refused(book: Casebook, field: str, value: object) -> None:
    add(book, bill())
    with pytest.raises(ValueError, match=field):
        book.correct(1, field, value)


def test_removed_evidence_takes_its_proofs_along_and_comes_back_with_them(book: Casebook, tmp_path: Path) -> None:
    evidence = add(book, bill())
    book.apply(book.ignore(1, True))
    book.apply(book.remove(evidence))
    assert (book.evidence(), book.proofs(), book.decisions().ignored) == ([], [], frozenset())
    path = tmp_path / "again.png"
    path.write_bytes(picture())
    (added,) = book.add_files([path], NOON)
    assert (added.evidence, added.duplicate_of) == (evidence, None)
    assert book.decisions().ignored == {1}


def test_a_payment_typed_in_by_hand_is_certain_and_survives_a_reading(book: Casebook) -> None:
    evidence = add(book)
    book.apply(book.add_payment(evidence, Money(128635), dt.date(2023, 7, 5), payee=LENDER))
    book.apply_reading(evidence, reading(bill("-500.00")), NOON)
    read, typed = book.proofs()
    assert read.payment.amount.value == Money(50000)
    assert (typed.payment.amount.value, typed.confirmed, typed.payment.certain) == (Money(128635), True, True)


def test_an_entered_loan_wins_over_what_documents_propose(book: Casebook) -> None:
    loan = Loan(lender=LENDER, contract="LH1", installments=(Installment(1, dt.date(2023, 7, 10), Money(128635)),))
    book.apply(book.set_loan(loan))
    (kept,) = book.loans()
    assert (kept.id, kept.contract, kept.confirmed) == (1, "LH1", True)
    later = Loan(id=1, contract="LH1", installments=(*loan.installments, Installment(2, TODAY, Money(5))))
    book.apply(book.set_loan(later))
    assert [item.number for item in book.loans()[0].installments] == [1, 2]


def test_cutoff_and_grace_are_kept_and_a_step_back_takes_them_away(book: Casebook) -> None:
    book.apply(book.set_loan(Loan(lender=LENDER)))
    edit = book.set_loan(Loan(id=1, lender=LENDER, cutoff="24:00", grace=3))
    book.apply(edit)
    assert [(loan.cutoff, loan.grace) for loan in book.loans()] == [("24:00", 3)]
    book.apply(edit.inverse())
    assert [(loan.cutoff, loan.grace) for loan in book.loans()] == [(None, None)]


def test_confirming_a_proposed_loan_keeps_the_links_to_it(book: Casebook) -> None:
    add(book, bill())
    installment = Installment(1, dt.date(2023, 7, 10), Money(128635))
    book.apply(book.link(1, 0, 1))
    edit = book.set_loan(Loan(id=0, lender=LENDER, installments=(installment,)))
    book.apply(edit)
    assert [link.loan for link in book.decisions().links] == [1]
    assert book.timeline(TODAY).rows[0].paid == Money(128635)
    book.apply(edit.inverse())
    assert [link.loan for link in book.decisions().links] == [0]


def test_unlinking_by_another_proof_of_the_same_payment_takes_the_link_away(book: Casebook) -> None:
    installment = Installment(1, dt.date(2023, 7, 10), Money(128635))
    book.apply(book.set_loan(Loan(lender=LENDER, installments=(installment,))))
    add(book, bill(), number=1)
    add(book, bill(down=9), number=2)
    (payment,) = book.timeline(TODAY).payments
    assert [proof.id for proof in payment.proofs] == [1, 2]
    book.apply(book.link(1, 1, 1))
    book.timeline(TODAY)
    book.apply(book.unlink(2, 1, 1))
    assert [(link.proof, link.linked) for link in book.decisions().links] == [(2, False)]
    assert book.timeline(TODAY).rows[0].allocations == ()


@given(st.permutations(range(6)))
def test_the_rows_of_a_list_keep_their_ids_in_whatever_order_they_are_read(order: list[int]) -> None:
    facts = [
        PaymentFact(
            Read(Money(100), True, 0, Box(0, 50 * i, 90, 50 * i + 40)), Read(TODAY, True), Read(Status.SUCCESS, True)
        )
        for i in range(6)
    ]
    old = [ProofRow(i + 1, 1, True, False, fact) for i, fact in enumerate(facts)]
    assert match_proofs(old, [facts[i] for i in order]) == [i + 1 for i in order]


def test_a_row_that_was_not_there_before_is_a_new_proof() -> None:
    def row(fen: int, top: float) -> PaymentFact:
        return PaymentFact(
            Read(Money(fen), True, 0, Box(0, top, 90, top + 40)), Read(TODAY, True), Read(Status.SUCCESS, True)
        )

    old = [ProofRow(1, 1, True, False, row(100, 0)), ProofRow(2, 1, True, False, row(300, 100))]
    assert match_proofs(old, [row(100, 0), row(200, 50), row(300, 100)]) == [1, None, 2]


def test_the_timeline_is_made_anew_after_each_change_and_only_then(book: Casebook) -> None:
    add(book, bill())
    first = book.timeline(TODAY)
    assert book.timeline(TODAY) is first
    book.apply(book.correct(1, "amount", Money(100)))
    second = book.timeline(TODAY)
    assert second is not first
    assert [payment.amount for payment in second.payments] == [Money(100)]


# --- out -------------------------------------------------------------------------------------------------


def test_a_bundle_is_asked_for_with_the_untouched_originals(book: Casebook) -> None:
    add(book, bill(), number=1)
    waiting = add(book, number=2)
    request = book.bundle_request(TODAY, "en", edition="redacted")
    assert [(e.name, e.data, e.kind) for e in request.exhibits] == [
        ("1.png", picture(1), Kind.PAYMENT),
        ("2.png", picture(2), Kind.OTHER),
    ]
    assert request.exhibits[1].evidence == waiting
    assert (request.case_name, request.edition, request.language) == ("张三", "redacted", "en")


def test_an_original_that_was_tampered_with_is_named(book: Casebook) -> None:
    add(book, number=1)
    assert book.faults() == []
    book._case.connection.execute("UPDATE original SET data = zeroblob(9)")
    assert ["1.png" in fault.zh for fault in book.faults()] == [True]
