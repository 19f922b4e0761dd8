"""What a number measures: only like is compared with like."""

import pytest

from pipeline.numbers.reconcile.dimensions import dimension, factor
from tests.unit.reconcile import quantity


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("480 homes", "count"),
        ("15 percent", "percent"),
        ("a third of the homes", "percent"),
        ("22 of 32 pumps", "percent"),
        ("4 percentage points", "points"),
        ("138 points", "points"),
        ("$3.2 billion", "USD"),
        ("8 anxious days", "time"),
        ("seven working days", "time"),
        ("8 anxious owners", "count"),
        ("they met 14 times", "times"),
        ("they met on 14 occasions", "times"),
        ("40 kilometres", "length"),
        ("30 miles", "length"),
    ],
)
def test_a_number_measures_what_its_unit_or_its_noun_says(text: str, measured: str) -> None:
    assert dimension(quantity(text)) == measured


def test_units_of_one_dimension_have_factors_to_its_base() -> None:
    assert factor(quantity("40 kilometres")) == 1000 * factor(quantity("40 metres"))
    assert factor(quantity("3 hours")) == 60 * factor(quantity("3 minutes"))
    assert factor(quantity("2 years")) == 12 * factor(quantity("2 months"))
    assert factor(quantity("480 homes")) == 1
