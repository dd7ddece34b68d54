"""Writes the built-in case: `python -m tests.documents resources/samples`."""

from __future__ import annotations

import sys
from pathlib import Path

from .case import files

README = "README.md"


def main(folder: Path) -> None:
    for old in folder.iterdir():
        if old.name != README:
            old.unlink()
    for name, document in files().items():
        (folder / name).write_bytes(document.data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
