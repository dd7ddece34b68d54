"""What a large bundle costs: `python benchmarks/bundle.py [--pages N] [--keep FOLDER]`.

Half of the exhibit pages are pictures (screenshots as PNG and JPEG, photographs), half are pages of PDFs with text.
The bundle is written in a process of its own, twice; printed are

- `cpu s` of processor time, interpreter and imports included, seconds by the clock, and `peak MB` of that process;
- the same for `qpdf --empty --pages` that merges the same files (pictures wrapped into PDFs before), where qpdf is
  installed, and the quotients of the two;
- the size of the PDF against the sum of its inputs;
- whether both bundles have the same bytes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import io
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from lehua_desktop import resources

SEED = 20261
PDF_PAGES = 10  # of each PDF
TODAY = dt.date(2024, 3, 1)


def screenshot(number: int) -> tuple[Image.Image, list[tuple[str, tuple[float, float, float, float]]]]:
    """A list of payments on a telephone, with the lines and boxes that a reader would give."""
    chance = random.Random(SEED + number)  # noqa: S311 - the same pictures each time
    image = Image.new("RGB", (1080, 2340), "#f4f5f7")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(resources.resource("fonts", "NotoSansSC-Regular.ttf")), 40)
    lines = []
    for row in range(14):
        top = 60 + row * 160
        draw.rectangle((0, top - 30, 1080, top + 115), fill="white")
        for at, text in (
            ((60, top), f"乐花分期 还款 第{row + 1}期"),
            ((60, top + 58), f"2023-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d} 21:14:09"),
            ((760, top + 28), f"-{chance.randint(100, 9999):,}.{chance.randint(0, 99):02d}"),
        ):
            draw.text(at, text, fill="#222", font=font)
            lines.append((text, draw.textbbox(at, text, font=font)))
    return image, lines


def picture(number: int) -> tuple[bytes, str, list[tuple[str, tuple[float, float, float, float]]]]:
    """Of three pictures one is a PNG, one a JPEG, one a photograph of a screen."""
    image, lines = screenshot(number)
    file = io.BytesIO()
    if number % 3 == 0:
        image.save(file, "PNG")
        return file.getvalue(), "image/png", lines
    if number % 3 == 1:
        noise = Image.effect_noise(image.size, 40).convert("RGB")
        image = Image.blend(image, noise, 0.12).filter(ImageFilter.GaussianBlur(0.6))
    image.save(file, "JPEG", quality=88)
    return file.getvalue(), "image/jpeg", lines


def statement(number: int) -> bytes:
    """A PDF with text as banks make them: fonts of its own on every page."""
    import typst

    chance = random.Random(SEED - number)  # noqa: S311 - the same rows each time
    rows = "".join(
        f"[2023-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}],[还款 乐花分期],[{chance.randint(1, 9999)}.00],[{chance.randint(1, 99999)}.00],"
        for _ in range(34 * PDF_PAGES)
    )
    text = (
        '#set page(margin: 15mm)\n#set text(font: "Noto Sans SC", size: 9pt)\n'
        f"#table(columns: 4, inset: 5.5pt, table.header([日期],[摘要],[支出],[余额]), {rows})"
    )
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(resources.resource("fonts"))])
    data = typst.Compiler(text.encode(), font_paths=fonts).compile(timestamp=1700000000)
    assert isinstance(data, bytes)
    return data


def make_case(folder: Path, pages: int) -> None:
    """The files, and what a reader would say of the pictures."""
    said = {}
    for number in range(pages // 2):
        data, media_type, lines = picture(number)
        name = f"{number:04d}.{'png' if media_type == 'image/png' else 'jpg'}"
        (folder / name).write_bytes(data)
        said[name] = lines
    for number in range(-(-(pages - pages // 2) // PDF_PAGES)):
        (folder / f"s{number:03d}.pdf").write_bytes(statement(number))
    (folder / "said.json").write_text(json.dumps(said, ensure_ascii=False))


def write(folder: Path, out: Path) -> None:
    """The bundle of the folder; what `--write` runs in a process of its own."""
    from lehua_desktop.bundle.plan import BundleRequest, ExhibitSource
    from lehua_desktop.bundle.write import write_bundle
    from lehua_desktop.core.facts import Kind
    from lehua_desktop.core.model import Timeline
    from lehua_desktop.core.page import Box, Page, TextLine

    said = json.loads((folder / "said.json").read_text())
    exhibits = []
    for number, path in enumerate(sorted(folder.iterdir()), 1):
        if path.suffix == ".json":
            continue
        data = path.read_bytes()
        pages: tuple[Page, ...] = ()
        media_type = "application/pdf" if path.suffix == ".pdf" else f"image/{path.suffix[1:].replace('jpg', 'jpeg')}"
        if path.name in said:
            lines = tuple(TextLine(text, Box(*box)) for text, box in said[path.name])
            pages = (Page(0, 1080, 2340, "px", lines, "rapidocr"),)
        exhibits.append(
            ExhibitSource(
                number,
                path.name,
                data,
                media_type,
                hashlib.sha256(data).hexdigest(),
                dt.datetime(2024, 2, 20, tzinfo=dt.UTC),
                Kind.STATEMENT if path.suffix == ".pdf" else Kind.PAYMENT_LIST,
                pages,
            )
        )
    bundle = write_bundle(BundleRequest(Timeline(), (), tuple(exhibits), TODAY), out)
    print(json.dumps({"pdf": str(bundle.pdf), "zip": str(bundle.zip), "pages": bundle.pages}))


def measured(command: list[str]) -> tuple[str, float, float, float]:
    """Output, processor seconds, seconds by the clock and peak megabytes of a program that is run alone."""
    watch = (
        "import json, resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, check=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([done.stdout.decode(), used.ru_utime + used.ru_stime, used.ru_maxrss]))"
    )
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-c", watch, *command], capture_output=True, text=True, check=True)
    said, cpu, peak = json.loads(done.stdout)
    unit = 1e6 if sys.platform == "darwin" else 1e3  # ru_maxrss: bytes there, kilobytes elsewhere
    return said, cpu, time.monotonic() - begun, peak / unit


def merged_by_qpdf(folder: Path, out: Path) -> tuple[float, float, float] | None:
    """What qpdf needs for the same pages: processor seconds, seconds by the clock, peak megabytes. `None` without it."""
    if not shutil.which("qpdf"):
        return None
    files = []
    for path in sorted(folder.iterdir()):
        if path.suffix == ".pdf":
            files.append(path)
        elif path.suffix != ".json":
            wrapped = out / f"{path.stem}.pdf"
            with Image.open(path) as image:
                image.save(wrapped, "PDF")
            files.append(wrapped)
    _, *figures = measured(["qpdf", "--empty", "--pages", *map(str, files), "--", str(out / "merged.pdf")])
    cpu, clock, peak = figures
    return cpu, clock, peak


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=500, help="exhibit pages")
    parser.add_argument("--keep", type=Path, help="leave files and bundle in this folder")
    parser.add_argument("--write", nargs=2, type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.write:
        write(*args.write)
        return
    with tempfile.TemporaryDirectory() as temporary:
        place = args.keep or Path(temporary)
        folder = place / "files"
        if not folder.exists():
            folder.mkdir(parents=True)
            make_case(folder, args.pages)
        inputs = sum(path.stat().st_size for path in folder.iterdir() if path.suffix != ".json")
        digests = []
        for turn in ("one", "two"):
            out = place / turn
            said, cpu, clock, peak = measured([sys.executable, __file__, "--write", str(folder), str(out)])
            made = json.loads(said)
            digests.append([hashlib.sha256(Path(made[kind]).read_bytes()).hexdigest() for kind in ("pdf", "zip")])
            size = Path(made["pdf"]).stat().st_size
            print(
                f"ours: {made['pages']} pages, {cpu:.1f} cpu s, {clock:.1f} s, peak {peak:.0f} MB,"
                f" {size / 1e6:.1f} MB of PDF = {size / inputs:.2f} of {inputs / 1e6:.1f} MB"
            )
        print(f"same bytes: {'yes' if digests[0] == digests[1] else 'NO'}")
        other = place / "qpdf"
        other.mkdir(exist_ok=True)
        merged = merged_by_qpdf(folder, other)
        if merged:
            print(
                f"qpdf: {merged[0]:.1f} cpu s, {merged[1]:.2f} s, peak {merged[2]:.0f} MB; ours takes"
                f" {clock / merged[1]:.1f} times as long by the clock, {cpu / merged[0]:.1f} times the processor"
            )


if __name__ == "__main__":
    main()
