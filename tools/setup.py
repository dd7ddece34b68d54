"""Makes `.venv` fit for one of the make targets; quick when it already is. Standard library only.

    python3 tools/setup.py demo|run|test|app

System packages that are missing are named in one line with the command that installs them; as root with apt
they are installed. Exit status 1 when something is missing that the target cannot do without.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)

# Shared library -> Debian package. What Qt links, and what its window needs on an X display.
QT = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
PDF_CHECKS = {"qpdf": "qpdf", "pdftotext": "poppler-utils"}


def absent_libraries(libraries: dict[str, str]) -> list[str]:
    """The packages of those libraries that cannot be loaded."""
    absent = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            absent.append(package)
    return absent


def absent_packages(target: str) -> tuple[list[str], list[str]]:
    """System packages that are missing: those the target cannot do without, and those it only works better with."""
    needed, wanted = [], []
    if not (importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")):
        needed.append(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    if not shutil.which("tesseract"):
        wanted += ["tesseract-ocr", "tesseract-ocr-chi-sim"]
    if sys.platform != "linux":
        return needed, wanted
    if target == "test":  # other programs that look at the PDFs we write
        wanted += [package for program, package in PDF_CHECKS.items() if not shutil.which(program)]
    display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    (wanted if target == "demo" and not display else needed).extend(absent_libraries(QT))
    if display or target == "app":  # a packaged program carries these along
        needed += absent_libraries(X11)
    if target == "app":
        needed += [] if shutil.which("objdump") else ["binutils"]
        # PyInstaller packs the interpreter as a shared library, which Debian ships apart.
        shared = sysconfig.get_config_var("INSTSONAME") or ""
        needed += absent_libraries({shared: f"libpython{sys.version_info[0]}.{sys.version_info[1]}"} if shared else {})
    return needed, wanted


def install(packages: list[str]) -> None:
    """Installs with apt; a failure is only said, the check afterwards decides."""
    print("Installing system packages:", *packages, flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)


def system_packages(target: str) -> None:
    """Installs what is missing, or names it; leaves the program when the target cannot do without it."""
    needed, wanted = absent_packages(target)
    apt = shutil.which("apt-get")
    if (needed or wanted) and apt and os.geteuid() == 0:
        install(needed + wanted)
        importlib.invalidate_caches()
        needed, wanted = absent_packages(target)
    if not (needed or wanted):
        return
    packages = " ".join(needed + wanted)
    if sys.platform == "darwin":
        how = "brew install tesseract"
    else:
        how = f"sudo apt-get install -y {packages}" if apt else "install them with your system's package manager"
    print(f"Missing system packages: {packages}. To install: {how}", file=sys.stderr)
    if needed:
        sys.exit(1)
    without = ["no second reader for amounts and days"] if "tesseract-ocr" in wanted else []
    without += ["no window"] if set(wanted) & set(QT.values()) else []
    without += ["no look of other programs at our PDFs"] if set(wanted) & set(PDF_CHECKS.values()) else []
    print(f"Going on without: {', '.join(without)}.", file=sys.stderr)


def environment() -> None:
    """A working `.venv`: made anew when it is missing, broken, or of another Python."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    try:
        ask = [str(PYTHON), "-c", "import sys, pip; print('%d.%d' % sys.version_info[:2])"]
        whole = subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip() == version
    except OSError:
        whole = False
    if whole:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    print(f"Making .venv with Python {version}", flush=True)
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(f"The virtual environment could not be made; is python{version}-venv installed whole?")


def dependencies(requirements: Path) -> None:
    """Installs the pinned dependencies unless exactly these are installed already."""
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    stamp = VENV / f".{requirements.stem}.sha256"
    if stamp.is_file() and stamp.read_text() == digest:
        return
    print(f"Installing the dependencies of {requirements.name}", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    if subprocess.run([*pip, "-r", str(requirements)], check=False).returncode:
        sys.exit("The dependencies could not be installed. This step needs the internet, once.")
    stamp.write_text(digest)


def command() -> None:
    """`.venv/bin/lehua-desktop` runs this checkout, from any folder."""
    script = VENV / "bin" / "lehua-desktop"
    if not script.exists():
        site = next(VENV.glob("lib/python*/site-packages"))
        (site / "lehua-desktop.pth").write_text(f"{ROOT}\n")
        script.write_text(
            f"#!{PYTHON}\nimport sys\nfrom lehua_desktop.__main__ import main\n\nif __name__ == '__main__':\n    sys.exit(main())\n"
        )
        script.chmod(0o755)


def main(target: str) -> None:
    """Everything in order; started by an older Python, it goes on with a newer one if there is one."""
    if sys.version_info < OLDEST:
        for minor in range(14, OLDEST[1] - 1, -1):
            newer = shutil.which(f"python3.{minor}")
            if newer:
                sys.exit(subprocess.run([newer, *sys.argv], check=False).returncode)
        sys.exit(
            "Python 3.11 or later is needed. On Debian or Ubuntu: sudo apt-get install -y python3.11 python3.11-venv"
        )
    system_packages(target)
    environment()
    dependencies(ROOT / ("requirements.txt" if target in ("demo", "run") else "requirements-dev.txt"))
    command()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
