"""Rules of the house that no single room can keep alone."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "lehua_desktop"
GENERATED = {".git", ".venv", "build", "dist", "__pycache__"}
TEXT = {
    ".cfg",
    ".in",
    ".json",
    ".md",
    ".py",
    ".sh",
    ".spec",
    ".sql",
    ".toml",
    ".ts",
    ".txt",
    ".typ",
    ".yaml",
    ".yml",
    "",
}


def tracked_texts() -> list[Path]:
    """Text files that belong to the project; without git, everything that is not generated."""
    listed: list[Path] = []
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
        listed = [ROOT / name for name in names.split("\0") if name]
    if not listed:
        listed = [path for path in ROOT.rglob("*") if not GENERATED & set(path.relative_to(ROOT).parts)]
    hidden = {".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".import_linter_cache"}
    return [
        path
        for path in listed
        if path.is_file() and path.suffix in TEXT and not hidden & set(path.relative_to(ROOT).parts)
    ]


def modules_below_the_window() -> list[str]:
    names = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[1] not in ("ui", "app"):
            names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names


@pytest.fixture
def without_qt(tmp_path: Path) -> dict[str, str]:
    """An environment in which importing Qt fails, in child processes too."""
    for name in ("PySide6", "shiboken6"):
        (tmp_path / "blocked" / name).mkdir(parents=True)
        (tmp_path / "blocked" / name / "__init__.py").write_text("raise ImportError('no window here')\n")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path / "blocked"), str(ROOT)])}


def test_everything_below_the_window_imports_without_qt(without_qt: dict[str, str]) -> None:
    code = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\n"
    command = [sys.executable, "-c", code, *modules_below_the_window()]
    done = subprocess.run(command, env=without_qt, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_command_line_reads_a_file_without_qt(without_qt: dict[str, str]) -> None:
    sample = next((ROOT / "resources" / "samples").glob("*.pdf"))
    command = [sys.executable, "-m", "lehua_desktop", "read", "--json", str(sample)]
    done = subprocess.run(command, env=without_qt, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert '"error": null' in done.stdout or '"error":null' in done.stdout


def test_no_file_names_a_registry_or_a_place_on_this_machine() -> None:
    registries = ["py" + "pi.org", "python" + "hosted", "registry." + "npmjs", "deb." + "debian", "--index" + "-url"]
    registries += ["--extra-index" + "-url", "--find" + "-links", "file:" + "///"]
    places = ["/ro" + "ot/", "/wo" + "rk/", "/tm" + "p/", "/opt" + "/", "/ho" + "me/", "/Use" + "rs/"]
    forbidden = re.compile("|".join(map(re.escape, registries)) + r"|(?<![\w.])(?:" + "|".join(places) + ")")
    hits = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in tracked_texts()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if forbidden.search(line)
    ]
    assert not hits, "\n".join(hits)


def test_every_dependency_is_pinned_with_a_hash() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        blocks = re.findall(r"^([a-z0-9][\w.-]*)==\S+.*(?:\n +--hash=sha256:[0-9a-f]{64}.*)+", text, re.MULTILINE)
        assert len(blocks) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)), f"{name} has an unpinned line"
        missing = {re.split(r"[<>=!~\[ ;]", line)[0].lower().replace("_", "-") for line in declared} - set(blocks)
        assert not missing, f"{name} lacks {missing}; make requirements"


def test_words_of_the_window_are_plain_literals() -> None:
    wrong = []
    for path in sorted([*PACKAGE.glob("ui/**/*.py"), PACKAGE / "app.py"]):
        if not path.exists():
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func)
            words = 0 if name.split(".")[-1] == "tr" else 1 if name == "QCoreApplication.translate" else None
            if words is None or len(node.args) <= words:
                continue
            literal = node.args[words]
            if not (isinstance(literal, ast.Constant) and isinstance(literal.value, str)):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not wrong, f"lupdate cannot find these words: {wrong}"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_names_only_targets_that_exist(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
    assert {"demo", "test"} <= named <= targets
