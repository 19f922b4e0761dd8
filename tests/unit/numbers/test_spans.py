"""One of a unit of time: where "a week" is how long something takes. Sentences are ours."""

from decimal import Decimal

import pytest

from pipeline import find_quantities
from schemas import QuantityKind
from tests.unit.numbers.test_units import only


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("It shut for a week.", "week"),
        ("It reopened a week later.", "week"),
        ("It came a day after the vote.", "day"),
        ("It rained a month before they sailed.", "month"),
        ("They spent a year at sea.", "year"),
        ("After a week at sea they turned.", "week"),
        ("He faces up to a year.", "year"),
        ("It fell less than a week before they sailed.", "week"),
    ],
)
def test_a_week_by_itself_is_a_length_of_time(text: str, unit: str) -> None:
    found = only(text)

    assert (found.kind, found.low, found.unit) == (QuantityKind.DURATION, Decimal(1), unit)


@pytest.mark.parametrize(
    "text",
    [
        "He earns 2,900 a month after tax.",
        "It takes 300 litres a day after a fall.",
        "Sales were lower than a year before.",
        "It opened a year ago.",
        "It may rain in the coming days.",
    ],
)
def test_a_rate_or_a_moment_is_none(text: str) -> None:
    assert QuantityKind.DURATION not in {each.kind for each in find_quantities(text)}
