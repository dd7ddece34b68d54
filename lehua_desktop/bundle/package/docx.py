"""The letter as a Word document to edit and sign: A4, Song and Hei as Chinese offices use them, the words of the PDF."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from ...core.words import Language
from ..story.letter import NUMERALS, Paragraph, numbered
from ..tokens import Run

_MARGIN = Cm(2.8)
_WIDTH = Cm(21) - 2 * _MARGIN

# A character that no document holds would make the file one that Word refuses.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def letter_docx(letter: Iterable[Paragraph], language: Language, day: dt.date) -> bytes:
    """The document; the same letter and day give the same bytes."""
    document = Document()
    chinese = language == "zh"
    _settings(document, chinese, day)
    headings = 0
    for number, paragraph in numbered(letter):
        runs = paragraph.runs
        if paragraph.role == "field":
            _field(document, paragraph)
            continue
        if paragraph.role == "close" and "|" in paragraph.text:
            lead, rest = _parted(runs)
            _line(document, lead, indent=chinese)
            _line(document, rest)
            continue
        if paragraph.role == "sign":
            made = _line(document, (Run(paragraph.label), Run("", blank=1)), after=10, before=18)
            made.paragraph_format.left_indent = Cm(8)
            made = _line(document, runs)
            made.paragraph_format.left_indent = Cm(8)
            continue
        lead = ()
        if paragraph.role == "heading":
            headings += 1
            lead = (Run(f"{NUMERALS[headings - 1]}、" if chinese else f"{headings}. "),)
        elif number:
            lead = (Run(f"{number}. "),)
        made = _line(document, (*lead, *runs), indent=chinese and paragraph.role in ("text", "item"))
        if paragraph.role == "title":
            _as_title(made, chinese)
        elif paragraph.role == "heading":
            made.style = document.styles["Heading 2"]
        elif paragraph.role == "text" or number:
            made.alignment = ALIGN.JUSTIFY
    file = io.BytesIO()
    document.save(file)
    return _with_fixed_times(file.getvalue(), day)


def _settings(document: Any, chinese: bool, day: dt.date) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin, section.bottom_margin = Cm(3), Cm(2.6)
    for name, size, font in (("Normal", 12, "宋体"), ("Heading 2", 13, "黑体"), ("Title", 20, "黑体")):
        style = document.styles[name]
        style.font.size = Pt(size)
        style.font.name = "Times New Roman"
        style.font.bold = name != "Normal"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:ascii"), "Times New Roman")
        fonts.set(qn("w:hAnsi"), "Times New Roman")
        fonts.set(qn("w:eastAsia"), font)
        for colour in style.element.rPr.findall(qn("w:color")):
            style.element.rPr.remove(colour)
        style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.ONE_POINT_FIVE
        style.paragraph_format.space_before = Pt(0 if name == "Normal" else 10)
        style.paragraph_format.space_after = Pt(0 if name == "Normal" else 4)
        style.paragraph_format.widow_control = True
        style.paragraph_format.keep_with_next = name != "Normal"
    language = document.styles["Normal"].element.get_or_add_rPr()
    for old in language.findall(qn("w:lang")):
        language.remove(old)
    said = OxmlElement("w:lang")
    said.set(qn("w:val"), "en-US" if chinese else "en-GB")
    said.set(qn("w:eastAsia"), "zh-CN")
    language.append(said)
    foot = section.footer.paragraphs[0]
    foot.alignment = ALIGN.CENTER
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    foot._p.append(number)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # or Word opens it as a document of 2010
    about = document.core_properties
    about.author = about.last_modified_by = about.comments = ""
    about.title = ""
    about.created = about.modified = dt.datetime.combine(day, dt.time())
    about.language = "zh-CN" if chinese else "en-GB"


def _line(document: Any, runs: Iterable[Run], *, indent: bool = False, before: float = 0, after: float = 0) -> Any:
    made = document.add_paragraph()
    if indent:  # two characters, whatever their size
        own = made._p.get_or_add_pPr().get_or_add_ind()
        own.set(qn("w:firstLineChars"), "200")
        own.set(qn("w:firstLine"), "480")
    if before or after:
        made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(before), Pt(after)
    _write(made, runs)
    return made


def _write(made: Any, runs: Iterable[Run]) -> None:
    """A line to write on at the end of a paragraph is the leader of a tab: Word draws no line under blanks there."""
    written = [run for run in runs if run.text or run.blank]
    for place, run in enumerate(written, 1):
        if run.blank and place == len(written):
            made.paragraph_format.tab_stops.add_tab_stop(_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
            made.add_run("\t")
        elif run.blank:
            made.add_run("\u00a0" * (2 * run.blank)).underline = True
        else:
            text = made.add_run(_NOT_XML.sub("", run.text))
            if run.changed:
                text.font.highlight_color = 7  # yellow: the ledger has changed this value since it was edited


def _field(document: Any, paragraph: Paragraph) -> None:
    made = document.add_paragraph()
    made.paragraph_format.tab_stops.add_tab_stop(Cm(4.6))
    made.paragraph_format.left_indent, made.paragraph_format.first_line_indent = Cm(4.6), Cm(-4.6)
    made.add_run(paragraph.label + "\t")
    _write(made, paragraph.runs)


def _as_title(made: Any, chinese: bool) -> None:
    made.style = made.part.document.styles["Title"]
    made.alignment = ALIGN.CENTER
    made.paragraph_format.space_after = Pt(16)
    for border in made.style.element.pPr.findall(qn("w:pBdr")):
        made.style.element.pPr.remove(border)
    if chinese:
        for run in made.runs:
            space = OxmlElement("w:spacing")
            space.set(qn("w:val"), "60")
            run._r.get_or_add_rPr().append(space)


def _parted(runs: Iterable[Run]) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """此致 and the receiver, that stand on two lines."""
    lead: list[Run] = []
    rest: list[Run] = []
    for run in runs:
        before, bar, after = run.text.partition("|")
        if rest or not bar:
            (rest or lead).append(run)
        else:
            lead.append(Run(before))
            rest.append(Run(after))
    return tuple(lead), tuple(rest)


def _with_fixed_times(data: bytes, day: dt.date) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name == "docProps/thumbnail.jpeg":  # of the library's own template
                continue
            info = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            part = old.read(name)
            if name == "_rels/.rels":
                part = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", part)
            new.writestr(info, part)
    return out.getvalue()
