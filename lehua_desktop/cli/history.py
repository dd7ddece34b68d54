"""`history`: why a payment or an installment is as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text

from ..casebook.history import HistoryEntry
from ..core.days import CHINA
from ..core.words import Language, Words
from .documents import Document
from .tables import Printer


def document(entries: Sequence[HistoryEntry], names: Mapping[int, str], language: Language) -> list[Document]:
    """The JSON of `history`; `time` is `null` for what holds now."""
    return [
        {
            "time": entry.at.astimezone(CHINA).isoformat() if entry.at else None,
            "what": entry.what,
            "who": entry.who.say(language),
            "tool": entry.tool or None,
            "message": entry.words.say(language),
            "evidence": entry.evidence,
            "file": None if entry.evidence is None else names.get(entry.evidence),
            "page": entry.page,
        }
        for entry in entries
    ]


def tell(entries: Sequence[HistoryEntry], printer: Printer) -> None:
    """One row an entry."""
    table = printer.table(("时间", "time"), ("由谁", "by"), ("内容", "what"))
    now = printer.say(Words("现在", "now"))
    for entry in entries:
        at = entry.at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S") if entry.at else now
        table.add_row(
            at, Text("\n".join(filter(None, (printer.say(entry.who), entry.tool)))), Text(printer.say(entry.words))
        )
    printer.out.print(table)
