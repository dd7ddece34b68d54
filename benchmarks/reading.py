"""How fast pictures are read, beside RapidOCR with its defaults: `python benchmarks/reading.py [FOLDER] [--long]`.

Pictures are those of FOLDER, or drawn by the tests' own generator. Each contender runs in a process of its own, in
turns, as often as `--runs` says; the medians are printed:

- `pages/s` and `s/page` by the clock, after a warm-up on other pictures;
- `cpu s` of processor time a page, of all processes together, their start included; on a computer that is busy with
  other things this is the figure to trust;
- `peak MB` of the largest single process.

Then the processor time of each step of a page, in one process. With `--long` the memory of one worker that reads a
picture of 1,170 x 60,000 pixels.
"""

from __future__ import annotations

import argparse
import functools
import importlib
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image, ImageDraw, ImageFont

from lehua_desktop.reading.desk import ReadingDesk, ReadOptions
from lehua_desktop.reading.engines.choice import open_engines
from lehua_desktop.reading.engines.engine import Engines
from lehua_desktop.reading.worker import EngineChoice
from lehua_desktop.resources import resource

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".bmp")
SEED, COUNT = 20261, 44  # each condition four times
WARM_UPS = 4
AHEAD = 6
CONTENDERS = ("RapidOCR, defaults", "ours", "ours with Tesseract")
STEPS = {
    "decode": ("reading.formats.images", "decoded"),
    "detection": ("reading.engines.detection.Detector", "find"),
    "crops": ("reading.engines.rapid", "cut_out"),
    "recognition": ("reading.engines.recognition.Recogniser", "read"),
    "second reader": ("reading.second", "second_look"),
}


def alone(choice: EngineChoice) -> Engines:
    """The engine for pages without a second reader."""
    return Engines(open_engines(choice).engine, None)


def drawn(folder: Path) -> None:
    """Pictures of payers' documents in all conditions; no PDF, for RapidOCR reads none."""
    from tests.documents import sets

    for name, document in sets.documents(SEED, COUNT):
        if not document.data.startswith(b"%PDF"):
            (folder / name).write_bytes(document.data)


def warm_up(number: int) -> Image.Image:
    picture = Image.new("RGB", (720, 600), "white")
    font = ImageFont.truetype(resource("fonts", "NotoSansSC-Regular.ttf"), 32)
    for row in range(8):
        ImageDraw.Draw(picture).text((40, 20 + 70 * row), f"还款记录 {number} {row}  123.45", "black", font)
    return picture


def cpu_seconds() -> float:
    """Of this process and of those that it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def peak_megabytes(children: bool) -> float | None:
    """Of the largest process; not known on Windows."""
    if sys.platform == "win32":
        return None
    import resource as system

    who = system.RUSAGE_CHILDREN if children else system.RUSAGE_SELF
    return system.getrusage(who).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def read_with_rapidocr(pictures: list[Path]) -> dict[str, Any]:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    engine = RapidOCR(params={"Global.log_level": "error"})
    with tempfile.TemporaryDirectory() as folder:
        for number in range(WARM_UPS):
            warm_up(number).save(Path(folder) / "x.png")
            engine(str(Path(folder) / "x.png"))
    start, lines = time.perf_counter(), 0
    for picture in pictures:
        lines += len(getattr(engine(str(picture)), "txts", None) or ())
    return {"wall": time.perf_counter() - start, "lines": lines, "peak": peak_megabytes(children=False)}


def read_with_ours(pictures: list[Path], second: bool, workers: int | None = None) -> dict[str, Any]:
    lines = 0
    with tempfile.TemporaryDirectory() as folder, ReadingDesk(workers, open_engines if second else alone) as desk:
        warm = []
        for number in range(WARM_UPS):
            warm_up(number).save(Path(folder) / "x.png")
            warm.append(desk.read("x", (Path(folder) / "x.png").read_bytes()))
        for ticket in warm:
            ticket.result()
        start = time.perf_counter()
        waiting = deque()  # type: ignore[var-annotated]
        for picture in pictures:
            waiting.append(desk.read(picture.name, picture.read_bytes(), ReadOptions(page_seconds=600)))
            if len(waiting) > AHEAD:
                lines += sum(len(page.lines) for page in waiting.popleft().result().pages)
        lines += sum(len(page.lines) for ticket in waiting for page in ticket.result().pages)
        wall = time.perf_counter() - start
    return {"wall": wall, "lines": lines, "peak": peak_megabytes(children=True)}


def steps(pictures: list[Path]) -> None:
    """Processor time of each step of our pages, in this process."""
    from lehua_desktop.casebook import derive
    from lehua_desktop.core.facts import Context
    from lehua_desktop.reading import pages

    spent: Counter[str] = Counter()

    def timed(name: str, function: Callable[..., Any], *given: Any, **named: Any) -> Any:
        start = cpu_seconds()
        try:
            return function(*given, **named)
        finally:
            spent[name] += cpu_seconds() - start  # type: ignore[assignment]

    start = cpu_seconds()
    engines = open_engines("auto")
    print(f"{'engines load':16} {cpu_seconds() - start:6.3f} s once")
    for name, (place, part) in STEPS.items():
        holder = _place(place)
        original = getattr(holder, part)
        # A method needs a function, which takes the object along.
        setattr(holder, part, (lambda n, o: lambda *a, **k: timed(n, o, *a, **k))(name, original))
    import datetime as dt

    for picture in pictures:
        page = timed("page", pages.picture_page, picture.read_bytes(), 0, engines)
        timed("facts", derive, (page,), Context(dt.date(2026, 10, 1)))
    rest = spent["page"] - sum(spent[name] for name in STEPS)
    for name in (*STEPS, "facts"):
        print(f"{name:16} {spent[name] / len(pictures):6.3f} s a page")
    print(f"{'all the rest':16} {rest / len(pictures):6.3f} s a page")


def _place(path: str) -> Any:
    """A module of the program, or a class in one."""
    name = f"lehua_desktop.{path}"
    module, _, last = name.rpartition(".")
    return getattr(importlib.import_module(module), last) if last[0].isupper() else importlib.import_module(name)


def contend(name: str, folder: Path) -> None:
    """One run of one contender; prints its figures as JSON."""
    pictures = sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURES)
    ways: dict[str, Callable[[], dict[str, Any]]] = {
        CONTENDERS[0]: lambda: read_with_rapidocr(pictures),
        CONTENDERS[1]: lambda: read_with_ours(pictures, second=False),
        CONTENDERS[2]: lambda: read_with_ours(pictures, second=True),
        "one worker": lambda: read_with_ours(pictures, second=True, workers=1),
        "steps": lambda: steps(pictures) or {},  # type: ignore[func-returns-value]
    }
    found = ways[name]()
    print(json.dumps({**found, "pages": len(pictures), "cpu": cpu_seconds()}))


def run(name: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, str(folder), "--contender", name]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    *before, last = done.stdout.splitlines()
    for line in before:
        print(line)
    return dict(json.loads(last))


def compare(folder: Path, runs: int) -> None:
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in CONTENDERS}
    for _ in range(runs):
        for name in CONTENDERS:
            found[name].append(run(name, folder))
    print(f"{found[CONTENDERS[0]][0]['pages']} pictures, {os.cpu_count()} cores, medians of {runs} runs\n")
    print(
        f"{'':20} {'pages/s':>8} {'s/page':>7} {'cpu s':>7} {'peak MB':>8} {'lines':>6} {'times':>6} {'cpu times':>9}"
    )
    middle = functools.cache(lambda name, key: statistics.median(one[key] / one["pages"] for one in found[name]))
    base = CONTENDERS[0]
    for name in CONTENDERS:
        wall, cpu = middle(name, "wall"), middle(name, "cpu")
        peak = found[name][0]["peak"]
        print(
            f"{name:20} {1 / wall:8.2f} {wall:7.3f} {cpu:7.3f} {peak or 0:8.0f} {found[name][0]['lines']:6}"
            f" {middle(base, 'wall') / wall:6.2f} {middle(base, 'cpu') / cpu:9.2f}"
        )
    print()


def long_picture(folder: Path) -> None:
    from tests.documents import sets

    name, document = sets.longest(SEED)
    (folder / name).write_bytes(document.data)
    size = "{} x {}".format(*Image.open(folder / name).size)
    found = run("one worker", folder)
    print(
        f"{size} pixels: one worker's peak {found['peak'] or 0:.0f} MB, {found['wall']:.1f} s, {found['lines']} lines"
    )


def main() -> None:
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("folder", type=Path, nargs="?", help="pictures to read; drawn when not given")
    ask.add_argument("--runs", type=int, default=3)
    ask.add_argument("--long", action="store_true", help="measure the memory that a very long picture takes")
    ask.add_argument("--contender", help=argparse.SUPPRESS)
    asked = ask.parse_args()
    if asked.contender:
        contend(asked.contender, asked.folder)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        if not asked.folder:
            drawn(folder)
        compare(folder, asked.runs)
        run("steps", folder)
    if asked.long:
        with tempfile.TemporaryDirectory() as temporary:
            long_picture(Path(temporary))


if __name__ == "__main__":
    main()
