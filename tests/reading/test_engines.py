"""One contract for every engine."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from lehua_desktop.core.problems import LehuaError, Problem
from lehua_desktop.reading.desk import second_reader_missing
from lehua_desktop.reading.engines import tesseract
from lehua_desktop.reading.engines.choice import open_engines
from lehua_desktop.reading.engines.engine import Engine
from lehua_desktop.reading.engines.rapid import RapidEngine
from lehua_desktop.reading.engines.recorded import RecordedEngine, RecordingEngine
from lehua_desktop.reading.engines.tesseract import TesseractEngine, TesseractReader
from lehua_desktop.reading.formats.images import Pixels, pixels

from .drawn import FONT, page
from .engines import CrashingEngine, HangingEngine

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
PAGE = pixels(page())
BLANK: Pixels = np.full((400, 300, 3), 255, np.uint8)
TURNED: Pixels = np.ascontiguousarray(np.rot90(PAGE))  # to the left
STRIP: Pixels = np.ascontiguousarray(PAGE[150:250])


class EngineContract:
    """What every engine keeps to."""

    reads: ClassVar[bool] = True  # whether it knows letters at all

    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Iterator[Engine]:
        raise NotImplementedError

    def test_it_says_what_it_is(self, engine: Engine) -> None:
        assert engine.name in ("rapidocr", "tesseract")
        assert engine.version

    def test_lines_lie_inside_the_picture(self, engine: Engine) -> None:
        lines = engine.read(PAGE)
        assert lines
        height, width = PAGE.shape[:2]
        for line in lines:
            box = line.box
            assert 0 <= box.x0 < box.x1 <= width
            assert 0 <= box.y0 < box.y1 <= height

    def test_lines_have_text_and_a_score(self, engine: Engine) -> None:
        for line in engine.read(PAGE):
            assert line.text == line.text.strip() != ""
            assert 0 <= line.score <= 1
            assert not line.places or len(line.places) == len("".join(line.text.split()))

    def test_the_amount_is_read_where_it_stands(self, engine: Engine) -> None:
        if self.reads:
            (amount,) = [line for line in engine.read(PAGE) if "1,286.35" in line.text]
            assert abs(amount.box.middle_x - 360) < 20
            assert abs(amount.box.middle_y - 200) < 20

    def test_a_blank_page_has_no_lines(self, engine: Engine) -> None:
        if self.reads:
            assert engine.read(BLANK) == []

    def test_the_picture_is_left_as_it_is(self, engine: Engine) -> None:
        before = PAGE.copy()
        engine.read(PAGE)
        assert np.array_equal(before, PAGE)

    def test_a_turned_page_is_read_as_it_is_meant(self, engine: Engine) -> None:
        if self.reads:
            turned, lines = engine.read_any_way(TURNED)
            assert turned == 90
            (amount,) = [line for line in lines if "1,286.35" in line.text]
            assert abs(amount.box.middle_x - 360) < 20
            assert abs(amount.box.middle_y - 200) < 20

    def test_a_look_gives_a_text_for_each_line(self, engine: Engine) -> None:
        assert engine.look([]) == []
        looks = engine.look([STRIP, STRIP])
        assert len(looks) == 2
        if self.reads:
            assert all("1,286.35" in look for look in looks)


class TestRapidEngine(EngineContract):
    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Iterator[Engine]:
        yield RapidEngine()

    def test_chinese_is_read(self, engine: Engine) -> None:
        texts = {line.text for line in engine.read(PAGE)}
        assert {"账单详情", "当前状态", "支付成功", "支付时间", "商户全称"} <= texts

    def test_a_strip_thinner_than_the_model_needs_is_no_failure(self, engine: Engine) -> None:
        assert engine.read(np.full((3, 900, 3), 255, np.uint8)) == []

    def test_small_text_on_a_large_page_gets_a_closer_look(self, engine: Engine) -> None:
        sheet = Image.new("RGB", (2400, 3300), "white")
        sheet.paste(page().resize((400, 422), Image.Resampling.LANCZOS), (200, 300))
        assert any(line.text == "4200001987202307059761401234" for line in engine.read(pixels(sheet)))

    def test_cells_of_two_lines_set_close_get_a_closer_look(self, engine: Engine) -> None:
        sheet = Image.new("RGB", (2340, 1650), "white")
        pen, small = ImageDraw.Draw(sheet), ImageFont.truetype(FONT, 21)
        cells = ("2023-07-05\n21:14:09", "示例消费金融股份有\n限公司", "622202020011\n2233446", "-1,286.35", "快捷支付")
        for y in range(100, 1500, 58):
            for x, cell in enumerate(cells):
                pen.multiline_text((90 + 330 * x, y), cell, "#333333", small, spacing=-2)
            pen.line((80, y + 54, 1700, y + 54), "#555555", 2)
        texts = [line.text for line in engine.read(pixels(sheet))]
        assert [texts.count(line) for line in ("2023-07-05", "21:14:09", "示例消费金融股份有", "限公司")] == [25] * 4


@needs_tesseract
class TestTesseractEngine(EngineContract):
    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Iterator[Engine]:
        yield TesseractEngine()


class TestRecordedEngine(EngineContract):
    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
        path: Path = tmp_path_factory.mktemp("recorded") / "recording.json"
        recording = RecordingEngine(RapidEngine())
        recording.read(PAGE)
        recording.read(BLANK)
        recording.read_any_way(TURNED)
        recording.look([STRIP])
        recording.save(path)
        yield RecordedEngine(path)

    def test_an_unknown_picture_fails_instead_of_being_empty(self, engine: Engine) -> None:
        with pytest.raises(LehuaError) as failure:
            engine.read(BLANK[:100])
        assert failure.value.fault.problem is Problem.READING_FAILED


class TestCrashingEngine(EngineContract):
    reads = False

    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Iterator[Engine]:
        yield CrashingEngine()


class TestHangingEngine(EngineContract):
    reads = False

    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Iterator[Engine]:
        yield HangingEngine()


@needs_tesseract
def test_many_lines_of_one_call_come_back_in_order() -> None:
    amounts = [f"{1000 + number}.{number:02d}" for number in range(12)]
    lines = [np.ascontiguousarray(pixels(page(amount))[150:250]) for amount in amounts]
    assert TesseractReader().look(lines) == amounts


def test_rapidocr_needs_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert RapidEngine().read(STRIP)


def test_without_tesseract_there_is_no_second_look_and_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "installed", lambda: None)
    engines = open_engines("auto")
    assert engines.engine.name == "rapidocr"
    assert engines.second is None
    assert second_reader_missing()
    with pytest.raises(LehuaError) as failure:
        open_engines("tesseract")
    assert failure.value.fault.problem is Problem.ENGINE_MISSING


def test_without_rapidocr_tesseract_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lehua_desktop.reading.engines.rapid", None)
    with pytest.raises(LehuaError) as failure:
        open_engines("rapidocr")
    assert failure.value.fault.problem is Problem.ENGINE_MISSING
    if tesseract.installed():
        assert open_engines("auto").engine.name == "tesseract"
