"""The dated data files of `resources/law/` that the ledger reckons with."""

from __future__ import annotations

import tomllib
from functools import cache

from ..core.filing import Period, Route
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


@cache
def periods() -> dict[str, Period]:
    """Every period that the calendar reckons with, by its key, in the order of the file."""
    items = tomllib.loads(resource("law", "periods.toml").read_text(encoding="utf-8"))
    return {
        key: Period(
            key=key,
            name=Words(item["name"], item["name_en"]),
            amount=item["amount"],
            unit=item["unit"],
            begins=item["begins"],
            kind=item["kind"],
            article=Words(item["article"], item["article_en"]),
            source=Words(item["source"], item["source_en"]),
            checked_on=item["checked_on"],
            route=Route(item["route"]) if "route" in item else None,
            confirmed=item.get("confirmed", True),
        )
        for key, item in items.items()
    }
