"""Where the files of `resources/` lie: beside the package in a checkout, inside it once installed or packaged."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_ROOT = next(root for root in (_PACKAGE / "resources", _PACKAGE.parent / "resources") if root.is_dir())


def resource(*parts: str) -> Path:
    """The path of a shipped file, such as `resource("fonts", "NotoSansSC-Regular.ttf")`."""
    return _ROOT.joinpath(*parts)
