"""Two amounts that stand together: a range, a change, a score. Sentences are ours."""

from decimal import Decimal

import pytest

from pipeline import find_quantities
from schemas import QuantityKind


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Shares gained $1.20 to $82.35.", ["1.20", "82.35"]),
        ("Deaths rose 12 to 340.", ["12", "340"]),
        ("Support fell 3% to 41%.", ["3", "41"]),
        ("Output went from 3 to 9 million.", ["3000000", "9000000"]),
        ("It costs $5 to 10% of them.", ["5", "10"]),
        ("The prize rose from $160 to $180 to $200.", ["160", "180", "200"]),
    ],
)
def test_a_change_is_read_as_its_amounts(text: str, values: list[str]) -> None:
    found = find_quantities(text)

    assert [quantity.value for quantity in found] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Prices rose 3 to 5 percent.", "3", "5", "percent"),
        ("It may rise by 10 to 15 boats.", "10", "15", None),
        ("It has 3.2-3.4 million users.", "3200000", "3400000", None),
        ("It costs $5m-10m there.", "5000000", "10000000", "USD"),
        ("It costs $3.5 to 4 billion there.", "3500000000", "4000000000", "USD"),
        ("It costs 45p to 50p there.", "0.45", "0.5", "GBP"),
        ("It costs the US $89 to $93 billion.", "89000000000", "93000000000", "USD"),
        ("Prices range from 3 to 5 euros.", "3", "5", "EUR"),
        ("It takes one to two years.", "1", "2", "year"),
        ("They eat 2000 - 2500 calories.", "2000", "2500", "calorie"),
        ("Four thousand to five thousand people came.", "4000", "5000", None),
        ("Between 1500 and 2000 people came.", "1500", "2000", None),
        ("There are 15 or 20 houses left.", "15", "20", None),
        ("They polled 18-to-24-year-olds.", "18", "24", "year"),
        ("They use 30- to 40-foot boats.", "30", "40", "foot"),
        ("It takes a two- or three-month break.", "2", "3", "month"),
    ],
)
def test_a_range_is_read_as_one(text: str, low: str, high: str, unit: str | None) -> None:
    (quantity,) = find_quantities(text)

    assert quantity.kind is QuantityKind.RANGE
    assert (quantity.low, quantity.high, quantity.unit) == (Decimal(low), Decimal(high), unit)


def test_a_number_whose_unit_hangs_on_the_next_one_has_it_as_well() -> None:
    found = find_quantities("They polled 16- and 17-year-olds.")

    assert [quantity.value for quantity in found] == [16, 17]
    assert {quantity.unit for quantity in found} == {"year"}


def test_digits_behind_feet_that_count_something_else_are_no_inches() -> None:
    found = find_quantities("They dug 6ft 2 days ago, and 7ft 20 people stood by.")

    assert [quantity.value for quantity in found] == [6, 2, 7, 20]


def test_a_borrowed_scale_sets_how_exact_the_range_is() -> None:
    (quantity,) = find_quantities("It has 3.2-3.4 million users.")

    assert quantity.step == 100_000
