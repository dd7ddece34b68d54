"""The dated data file of `resources/guides/`: where a person gets the statement that shows a payment."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from ..core.model import FetchGuide
from ..core.words import Words
from ..resources import resource


@cache
def fetch_guides() -> tuple[FetchGuide, ...]:
    """The guides in the order of the file, as of their `checked_on`."""
    items = tomllib.loads(resource("guides", "where_to_fetch.toml").read_text(encoding="utf-8"))
    return tuple(
        FetchGuide(
            marks=tuple(item["marks"]),
            orders=re.compile(item["orders"]) if "orders" in item else None,
            wallet=item.get("wallet", False),
            name=Words(item["name"], item["name_en"]),
            where=Words(item["where"], item["where_en"]),
        )
        for item in items.values()
    )
