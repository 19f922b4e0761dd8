"""Two numbers that are one result: of cricket, of odds, of a blood pressure. Sentences are ours."""

from decimal import Decimal

import pytest

from pipeline import find_quantities
from schemas import QuantityKind
from tests.unit.numbers import only


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("England closed on 243 for 6.", "243", "6"),
        ("England closed on 243 for six, still behind.", "243", "6"),
        ("He made 7 for 12 from the line.", "7", "12"),
        ("They cut it to 11/4 overnight.", "11", "4"),
        ("His pressure was 140/90 then.", "140", "90"),
        ("They cut it to 9-2 overnight.", "9", "2"),
    ],
)
def test_two_numbers_that_count_nothing_together_are_a_score(
    text: str, low: str, high: str
) -> None:
    found = only(text)

    assert (found.kind, found.low, found.high) == (QuantityKind.SCORE, Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    "text",
    [
        "He paid 200 for 5 days.",
        "They sell 3 for the price of 2.",
        "It took 40 for 3% of them.",
        "It was $40 for 6 there.",
        "He drank 3/4 of it.",
        "It fell on 3/11 there.",
    ],
)
def test_numbers_that_count_or_cost_something_are_no_score(text: str) -> None:
    assert QuantityKind.SCORE not in {each.kind for each in find_quantities(text)}
