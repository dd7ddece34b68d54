"""Checks a bundle: any changed, missing or added byte of its ZIP or of the PDF beside it, and which file it is in."""

from __future__ import annotations

from pathlib import Path

from .package import ZipFault, faults, pdf_faults

__all__ = ["ZipFault", "is_bundle", "verify"]


def is_bundle(head: bytes) -> bool:
    """The first bytes are those of a ZIP or of a PDF."""
    return head.startswith((b"PK\x03\x04", b"%PDF-"))


def verify(path: Path) -> list[ZipFault]:
    """The faults of a bundle's ZIP, or of its PDF beside it, empty when all is as it was written.

    Each has `.file`, `.kind` and `.words`.
    """
    pdf = path.with_suffix(".pdf")
    return pdf_faults(pdf) if pdf == path or pdf.is_file() else faults(path)
