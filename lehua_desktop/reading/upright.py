"""Turned pages are found by trying: of four ways to hold a page, the one whose text reads best."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from .engines.engine import Engine, Seen
from .images import pixels
from .tiles import tile_spans

_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
_GOOD_SCORE = 0.85


def turn(image: Image.Image, degrees: int) -> Image.Image:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
    return image if degrees == 0 else image.transpose(_TURNS[degrees])


def find_turn(image: Image.Image, engine: Engine) -> tuple[int, list[Seen] | None]:
    """How far the picture has to be turned clockwise, and its lines when finding out has read it as a whole."""
    sample, whole = _sample(image)
    best, best_lines = 0, engine.read(pixels(sample))
    if best_lines and not _stands(best_lines):
        merit = _merit(best_lines)
        for degrees in _likely(best_lines):
            lines = engine.read(pixels(turn(sample, degrees)))
            if _merit(lines) > merit * 1.1:
                best, best_lines, merit = degrees, lines, _merit(lines)
            if _stands(best_lines):
                break
    return best, best_lines if whole else None


def _likely(lines: Sequence[Seen]) -> tuple[int, int, int]:
    """The other ways to hold the page, the likeliest first: only the order depends on it."""
    if _tall_share(lines) <= 0.5:
        return 180, 90, 270
    # Engines turn high lines to the left before they read them: good scores say that it was the right way.
    return (270, 90, 180) if _mean_score(lines) >= _GOOD_SCORE else (90, 270, 180)


def _sample(image: Image.Image) -> tuple[Image.Image, bool]:
    """The part that tells how the page stands: the page, or the middle of a long one."""
    width, height = image.size
    spans = tile_spans(min(width, height), max(width, height))
    if len(spans) == 1:
        return image, True
    start, end = spans[len(spans) // 2]
    return image.crop((0, start, width, end) if height > width else (start, 0, end, height)), False


def _stands(lines: Sequence[Seen]) -> bool:
    return _tall_share(lines) < 0.3 and _mean_score(lines) >= _GOOD_SCORE


def _tall_share(lines: Sequence[Seen]) -> float:
    """The part of the text that stands in boxes higher than wide; single characters tell nothing."""
    texts = [line for line in lines if len(line.text) > 1]
    tall = sum(len(line.text) for line in texts if line.box.height > 1.2 * line.box.width)
    return tall / max(1, sum(len(line.text) for line in texts))


def _mean_score(lines: Sequence[Seen]) -> float:
    return sum(line.score * len(line.text) for line in lines) / max(1, sum(len(line.text) for line in lines))


def _merit(lines: Sequence[Seen]) -> float:
    """How much text stands there in wide boxes, by score; squared, for a guess is worth less than half."""
    return sum(line.score**2 * len(line.text) for line in lines if line.box.height <= 1.2 * line.box.width)
