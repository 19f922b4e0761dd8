"""How far written numbers may be off, and what arithmetic they allow."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.rounding import Measured, admits, may_agree, measured, share
from pipeline.numbers import find_quantities
from schemas import Quantity

DIGITS = st.decimals(min_value="0.01", max_value="1000000", places=2)
ERRORS = st.decimals(min_value="0", max_value="10", places=2)


def quantity(text: str) -> Quantity:
    (found,) = find_quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("32 boats", "0"),
        ("$10 million", "500000"),
        ("$5 million", "500000"),
        ("40%", "0.5"),
        ("5%", "0.5"),
        ("0.5%", "0.05"),
        ("12,000 boats", "500"),
        ("about 60%", "5"),
        ("about 62%", "3.1"),
    ],
)
def test_a_number_may_be_off_by_half_a_unit_of_its_last_digit(text: str, error: str) -> None:
    found = measured(quantity(text))

    assert found is not None
    assert found.error == Decimal(error)


@pytest.mark.parametrize("text", ["more than 40 boats", "dozens of boats", "30 to 40 boats"])
def test_no_arithmetic_is_done_with_a_bound_or_a_range(text: str) -> None:
    assert measured(quantity(text)) is None


@pytest.mark.parametrize(("text", "error"), [("22 of 32", "0"), ("one in five", "1.67")])
def test_a_count_of_a_count_is_exact_and_one_in_five_is_not(text: str, error: str) -> None:
    found = share(quantity(text))

    assert found is not None
    assert round(found.error, 2) == Decimal(error)


@pytest.mark.parametrize(
    ("stated", "computed", "allowed"),
    [
        ("more than 40%", 50, True),
        ("more than 60%", 50, False),
        ("up to 60%", 50, True),
        ("up to 40%", 50, False),
        ("about 50%", 47, True),
        ("50%", 47, False),
        ("half of", 45, True),
        ("a third", 40, False),
    ],
)
def test_a_bound_allows_what_lies_on_its_side(stated: str, computed: int, *, allowed: bool) -> None:
    number = Measured(Decimal(computed), Decimal(0))

    assert admits(quantity(stated), number) is allowed


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("$758M", "$758.7 million", True),
        ("at least 24 people", "20 people", False),
        ("at least 24 people", "30 people", True),
        ("up to 30 people", "up to 80 people", False),
        ("22 people", "32 people", False),
    ],
)
def test_two_numbers_agree_as_far_as_rounding_and_bounds_go(
    one: str, other: str, *, agree: bool
) -> None:
    assert may_agree(quantity(one), quantity(other)) is agree


@given(DIGITS, ERRORS, DIGITS, ERRORS)
def test_sums_and_differences_are_as_uncertain_as_each_other(
    one: Decimal, off: Decimal, other: Decimal, off_too: Decimal
) -> None:
    first, second = Measured(one, off), Measured(other, off_too)

    added, left = first.plus(second), first.minus(second)

    assert added.error == left.error
    assert max(off, off_too) <= round(added.error, 6) <= off + off_too


@given(DIGITS, ERRORS)
def test_a_number_agrees_with_itself(value: Decimal, error: Decimal) -> None:
    assert Measured(value, error).agrees(Measured(value, Decimal(0)))


@given(st.integers(min_value=1, max_value=999))
def test_heads_are_counted_exactly(heads: int) -> None:
    found = measured(quantity(f"{heads} boats"))

    assert found is not None
    assert found.error == 0
