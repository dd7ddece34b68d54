"""Two figures are a year only where the days of the page say so."""

from __future__ import annotations

import pytest

from lehua_desktop.facts.words.short_years import with_whole_years
from tests.facts.drawn import page


@pytest.mark.parametrize(
    ("days", "first"),
    [
        ("24-05-24  24-06-25  24-07-28  24-08-25", "2024-05-24"),
        ("24.05.24  24.06.25  24.07.28  24.08.25", "2024.05.24"),
        ("24-05-24  24-06-24  24-07-24  24-08-24", "24-05-24"),  # the 24th of four months of 2024 as well
        ("25-05-24  26-06-24  28-07-24  25-08-24", "25-05-24"),  # the year is the last
        ("24-05-24  24-06-25  24-07-28", "24-05-24"),  # too few
        ("24-05-24  24-06-31  24-07-28  24-08-25", "24-05-24"),  # no such day
    ],
)
def test_short_years_are_whole_ones_where_the_days_then_lie_together(days: str, first: str) -> None:
    lines = with_whole_years(page(days).lines)
    assert lines[0].text == first
    assert lines[0].second == first
