"""Ages that no unit tells, by the words around them. Sentences are ours."""

from decimal import Decimal

import pytest

from pipeline import find_quantities
from schemas import QuantityKind
from tests.unit.numbers.test_units import only


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("She was 61.", "61"),
        ("He is 45, and rows each morning.", "45"),
        ("The cook, who is now 58, began there.", "58"),
        ("He's just 17.", "17"),
        ("She was seven when the mill shut.", "7"),
        ("They were 18 when they met.", "18"),
        ("Orlan was 23 at the time.", "23"),
        ("Orlan Veck, who painted ships, died at home; Veck was 88.", "88"),
        ("Her sister was 12, and slept.", "12"),
        ("She was 61 and unwell.", "61"),
        ("Voters under 30 stayed away.", "30"),
        ("Orlan turns 40, and rests.", "40"),
    ],
)
def test_what_a_person_was_is_an_age(text: str, age: str) -> None:
    found = only(text)

    assert (found.kind, found.unit, found.low) == (QuantityKind.AGE, "year", Decimal(age))


@pytest.mark.parametrize(
    "text",
    [
        "The toll was 61.",
        "Veck was 23.",
        "The low in Orlan was 28.",
        "They were 18.",
        "She was 12 points behind.",
        "It was 67, a record.",
        "He met people over 40 times.",
    ],
)
def test_what_a_thing_was_is_none(text: str) -> None:
    assert QuantityKind.AGE not in {each.kind for each in find_quantities(text)}


def test_the_ages_of_some_from_one_to_another_are_a_range_of_years() -> None:
    found = only("Children aged 8-17 swim free.")

    assert (found.kind, found.unit) == (QuantityKind.RANGE, "year")
    assert (found.low, found.high) == (Decimal(8), Decimal(17))


@pytest.mark.parametrize(
    "text",
    [
        "The cooks, aged 20 and 23, left.",
        "They are between the ages of 8 and 12.",
        "The cooks, ages 6, 12, and 17, left.",
        "He was 24, not 17.",
    ],
)
def test_a_number_behind_an_age_is_one(text: str) -> None:
    assert {(each.kind, each.unit) for each in find_quantities(text)} == {
        (QuantityKind.AGE, "year")
    }


def test_the_early_20s_of_anybody_are_ages() -> None:
    assert only("It begins in one's early 20s.").kind is QuantityKind.AGE
