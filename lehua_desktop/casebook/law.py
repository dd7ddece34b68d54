"""The dated data files of `resources/law/` that the ledger reckons with."""

from __future__ import annotations

import tomllib
from functools import cache

from ..core.model import RepairPolicy
from ..core.money import Money
from ..core.words import Words
from ..resources import resource


@cache
def repair_policy() -> RepairPolicy:
    """The one-off repair policy for overdue records, as of its `checked_on`."""
    item = tomllib.loads(resource("law", "repair_policy.toml").read_text(encoding="utf-8"))
    return RepairPolicy(
        name=Words(item["name"], item["name_en"]),
        begins=item["begins"],
        ends=item["ends"],
        limit=Money(item["limit_yuan"] * 100),
        repaid_by=item["repaid_by"],
        early_repaid=item["early_repaid"],
        early_hidden=item["early_hidden"],
        checked_on=item["checked_on"],
    )
