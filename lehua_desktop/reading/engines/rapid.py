"""RapidOCR with the models of its own wheel, on one thread of ONNX Runtime; nothing is ever downloaded."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import rapidocr
from rapidocr.main import RapidOCR, RapidOCRError

from ...core.page import EngineName
from ...core.problems import LehuaError, Problem
from ..images import Pixels
from .apart import apart
from .engine import Seen

_MODELS = Path(rapidocr.__file__).parent / "models"
_DETECTION_SIDE = 960  # pixels on the long side of the picture that the detection sees
_SMALLEST_TEXT = 15  # pixels of line height in that picture, below which it takes a closer look
_CLOSER_SIDE = 1920
_LEAST_SIDE = 48
_LOWEST_SCORE = 0.3


class RapidEngine:
    """Detection on a reduced picture, recognition on the full-size lines."""

    name: EngineName = "rapidocr"

    def __init__(self) -> None:
        self.version = version("rapidocr")
        cv2.setNumThreads(1)
        logging.getLogger("RapidOCR").setLevel(logging.ERROR)
        models = {part: next(_MODELS.glob(f"*_{part}_*.onnx"), None) for part in ("det", "rec")}
        if None in models.values():
            raise LehuaError(Problem.ENGINE_MISSING, engine="RapidOCR")
        self._ocr = RapidOCR(
            params={
                "Global.log_level": "error",
                "Global.use_cls": False,
                "Global.return_word_box": True,
                "Global.use_vertical_padding": False,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Det.model_path": str(models["det"]),
                "Det.limit_type": "max",
                "Det.limit_side_len": _DETECTION_SIDE,
                "Rec.model_path": str(models["rec"]),
                # Short lines padded to 320 pixels, as is the default, take three times as long, read no better, and
                # lose blanks.
                "Rec.rec_img_shape": [3, 48, 96],
                "Rec.rec_batch_num": 1,  # on one thread a batch only adds the padding to its widest line
            }
        )

    def read(self, picture: Pixels) -> list[Seen]:
        bgr = _at_least(np.ascontiguousarray(picture[:, :, ::-1]), _LEAST_SIDE)
        try:
            crops, boxes = self._detect(bgr)
            if not crops:
                return []
            return [
                Seen(text.strip(), score, corners, places)
                for (text, score, places), corners in zip(self._recognise(crops), boxes, strict=True)
                if text.strip() and score >= _LOWEST_SCORE
            ]
        except LehuaError:
            raise
        except Exception as error:  # a native engine may raise anything: the page fails, with its cause
            raise LehuaError(Problem.READING_FAILED) from error

    def look(self, lines: Sequence[Pixels]) -> list[str]:
        """The text of single lines that are cut out already."""
        try:
            crops = [np.ascontiguousarray(line[:, :, ::-1]) for line in lines]
            return [text.strip() for text, *_ in self._recognise(crops)] if crops else []
        except Exception as error:  # as above
            raise LehuaError(Problem.READING_FAILED) from error

    def _detect(self, bgr: Pixels) -> tuple[list[Pixels], list[Any]]:
        crops, corners = self._detect_at(bgr, _DETECTION_SIDE)
        longest = max(bgr.shape[:2])
        if crops and longest > _DETECTION_SIDE:
            height = float(np.median([min(c.shape[:2]) for c in crops])) * _DETECTION_SIDE / longest
            if height < _SMALLEST_TEXT:
                closer = self._detect_at(bgr, min(longest, _CLOSER_SIDE))
                return closer if len(closer[0]) >= len(crops) else (crops, corners)
        return crops, corners

    def _detect_at(self, bgr: Pixels, side: int) -> tuple[list[Pixels], list[Any]]:
        if self._ocr.text_det is not None:
            self._ocr.text_det.limit_side_len = side
        try:
            crops, found = self._ocr.detect_and_crop(bgr, {})
        except RapidOCRError:  # it says so when there is no text
            return [], []
        corners, changed = apart(np.asarray(found.boxes, np.float32).reshape(-1, 4, 2), bgr)
        for number in changed:
            (crops[number],) = self._ocr.crop_text_regions(bgr, corners[number : number + 1])
        kept = [(c, b) for c, b in zip(crops, corners, strict=True) if min(c.shape[:2]) > 2]
        return [c for c, _ in kept], [tuple((float(x), float(y)) for x, y in b) for _, b in kept]

    def _recognise(self, crops: list[Pixels]) -> list[tuple[str, float, tuple[float, ...]]]:
        found = self._ocr.recognize_txt(crops)
        return [
            (str(text), float(score), _places(str(text), words))
            for text, score, words in zip(found.txts or (), found.scores, found.word_results, strict=True)
        ]


def _places(text: str, words: Any) -> tuple[float, ...]:
    """Where the recogniser saw each character: its column out of those that the line takes."""
    columns = [column for word in words.word_cols for column in word]
    if words.line_txt_len <= 0 or len(columns) != len("".join(text.split())):
        return ()
    return tuple(min(1.0, (float(column) + 0.5) / float(words.line_txt_len)) for column in columns)


def _at_least(bgr: Pixels, side: int) -> Pixels:
    """The picture with its last row and column repeated until no side is too short for the models."""
    height, width = bgr.shape[:2]
    if height >= side and width >= side:
        return bgr
    grown = cv2.copyMakeBorder(bgr, 0, max(0, side - height), 0, max(0, side - width), cv2.BORDER_REPLICATE)
    return np.asarray(grown, dtype=np.uint8)
