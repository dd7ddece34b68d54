"""What a credit report says beside its accounts: who asked for it (查询记录), and what its summary counts (信息概要)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ...core.facts import Check, Context, Look, Read, ReportQuery, ReportSummary
from ...core.page import Page
from ..certainty import day_again, digits, in_range, judge
from ..page.layout import Piece, is_page_number
from ..tables.heads import Titles
from ..tables.table import read_tables
from ..words.days import find_days
from ..words.glyphs import packed
from .business import printed

_QUERIES = Titles(
    fields={
        "编号": "number",
        "查询日期": "day",
        "查询机构": "institution",
        "查询操作员": "institution",
        "查询原因": "reason",
    },
    needs=lambda found: {"day", "reason"} <= found,
    key=(frozenset({"day"}),),
    is_key=lambda _name, text: bool(find_days(text)),
    skip=lambda text: is_page_number(packed(text)),
    one=frozenset({"day"}),
)
# The reasons that the bureau prints; anything else in that column was not understood.
_REASON = re.compile(
    r"贷款审批|贷后管理|信用卡审批|担保资格审查|保前审查|保后管理|资信审查|融资审批|融资租赁审批|异议查询|异议处理|本人查询|"
    r"法人代表、?负责人、?高管等资信审查"
)
_LOAN_KINDS = re.compile(r"^(?:个人住房贷款|个人商用房.{0,14}贷款.{0,12}|其他类贷款)$")
_LATE_KINDS = ("非循环贷账户", "循环额度下分账户", "循环贷账户")
_COUNT = re.compile(r"^(?:\d{1,3}|-{1,2}|—{1,2})$")


def read_queries(pages: Sequence[Page], context: Context) -> tuple[ReportQuery, ...]:
    """Every query whose day stands there and whose reason is one that the bureau prints."""
    found = []
    for table in read_tables(pages, _QUERIES):
        for row in table.rows:
            place, reason = row.cell("day"), _REASON.search(packed(row.text("reason")))
            day = next((d for d in find_days(place.text) if d.date is not None), None) if place else None
            if place is None or day is None or day.date is None or reason is None or row.mixed:
                continue
            look = in_range(day.date, context.today)
            asked = printed(packed(row.text("institution"))) or None
            found.append(ReportQuery(judge(day.date, place, day_again(day, place), look), asked, reason[0]))
    return tuple(found)


def read_summary(rows: Sequence[Sequence[Piece]], edition: Literal["brief", "full"]) -> ReportSummary | None:
    """The counts of the summary; `None` where the report has none that could be read."""
    summary = _brief(rows) if edition == "brief" else _full(rows)
    return summary if summary != ReportSummary() else None


def _brief(rows: Sequence[Sequence[Piece]]) -> ReportSummary:
    """Its rows have four values: cards, loans for homes, other loans, other business."""
    found: dict[str, Read[int]] = {}
    for row in rows:
        name, cells = _named(row)
        if name in ("账户数", "发生过逾期的账户数") and len(cells) == 4 and name not in found:
            found[name] = _sum(cells[1:3])
    return ReportSummary(found.get("账户数"), found.get("发生过逾期的账户数"))


def _full(rows: Sequence[Sequence[Piece]]) -> ReportSummary:
    kinds: list[Piece] = []
    late: list[tuple[Piece, Piece]] = []
    for row in rows:
        name, cells = _named(row)
        # 业务大类 may stand to the left of 业务类型: the kind is what stands before the count.
        if cells and any(_LOAN_KINDS.match(part) for part in (name, *_parts(row))):
            kinds.append(cells[0])
        elif name in _LATE_KINDS and len(cells) >= 2:
            late.append((cells[0], cells[1]))
    return ReportSummary(
        _sum(kinds) if kinds else None,
        _sum([count for count, _ in late]) if late else None,
        _sum([months for _, months in late]) if late else None,
    )


def _parts(row: Sequence[Piece]) -> list[str]:
    return [packed(piece.text) for piece in row]


def _named(row: Sequence[Piece]) -> tuple[str, list[Piece]]:
    """The words that begin a row, and the counts that follow them."""
    tokens = [piece.part(m.start(), m.end()) for piece in row for m in re.finditer(r"\S+", piece.text)]
    cells = [t for t in tokens if _COUNT.match(packed(t.text))]
    name = "".join(packed(t.text) for t in tokens[: next((i for i, t in enumerate(tokens) if t in cells), len(tokens))])
    return name, cells


def _sum(cells: Sequence[Piece]) -> Read[int]:
    """The sum of the cells; `--` is none. From pixels it counts only where a second reader saw the same figures."""
    whole = cells[0]
    for cell in cells[1:]:
        whole = whole.joined(cell)
    values = [int(said) if (said := packed(cell.text)).isdigit() else 0 for cell in cells]
    again = None
    if not whole.exact and all(cell.second is not None for cell in cells):
        agrees = all(digits(cell.text) == digits(cell.second or "") for cell in cells)
        again = Check(Look.SECOND_READER, agrees=agrees)
    return judge(sum(values), whole, again)
