"""Checks a bundle's ZIP: any changed, missing or added byte, and which file it is in."""

from __future__ import annotations

from pathlib import Path

from .package import ZipFault, faults

__all__ = ["ZipFault", "verify"]


def verify(path: Path) -> list[ZipFault]:
    """The faults of a bundle's ZIP, empty when it is as it was written. Each has `.file`, `.kind` and `.words`."""
    return faults(path)
