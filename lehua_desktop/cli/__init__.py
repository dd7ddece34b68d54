"""The use cases of the program from a terminal."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

COMMANDS = ("demo", "read", "new", "add", "timeline", "file", "deadlines", "history", "export", "verify")


def main(argv: Sequence[str], open_window: Callable[[Path | None], int]) -> int:
    """Runs a command, or opens the window where none is given; returns the exit status."""
    if argv and (argv[0] in COMMANDS or argv[0].startswith("-")):
        from .commands import run_command  # the window shall not wait for what only commands need

        return run_command(argv, open_window)
    parser = argparse.ArgumentParser("lehua-desktop", epilog=f"commands: {', '.join(COMMANDS)}")
    parser.add_argument("case", nargs="?", type=Path, metavar="CASE.lehua", help="the case that the window opens")
    case = parser.parse_args(argv).case
    if not has_display() and "QT_QPA_PLATFORM" not in os.environ:
        parser.exit(
            1,
            "没有图形界面，打不开窗口。可用命令见 --help。\nThere is no display for a window. For commands see --help.\n",
        )
    return open_window(case)


def has_display() -> bool:
    """Whether a window could be seen."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
