import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehua_desktop.core.money import Money, total

amounts = st.integers(min_value=-(10**12), max_value=10**12).map(Money)


def test_a_float_never_becomes_money() -> None:
    with pytest.raises(TypeError):
        Money(12.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Money(True)


@given(amounts)
def test_text_holds_every_fen(money: Money) -> None:
    assert Money(int(str(money).replace(",", "").replace(".", ""))) == money


@given(st.lists(amounts))
def test_total_is_exact(parts: list[Money]) -> None:
    assert total(parts).fen == sum(part.fen for part in parts)


def test_text_has_two_decimals_and_separators() -> None:
    assert [str(Money(fen)) for fen in (0, 5, 128635, -130100, 10000000)] == [
        "0.00",
        "0.05",
        "1,286.35",
        "-1,301.00",
        "100,000.00",
    ]


def test_money_crosses_to_a_worker() -> None:
    assert pickle.loads(pickle.dumps(Money(7))) == Money(7)  # noqa: S301
