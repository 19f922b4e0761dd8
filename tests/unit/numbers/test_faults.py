"""Faults of reading that were found by trying it on sentences of our own; each stays mended."""

import pytest

from pipeline import find_quantities
from schemas import Modifier, QuantityKind


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("She said so in '94.", "1994"),
        ("The '07 flood was worse.", "2007"),
        ("They were charged with the 1987 murders.", "1987"),
        ("It has grown since the 2019 census.", "2019"),
    ],
)
def test_a_year_is_read_from_two_digits_and_before_an_event(text: str, date: str) -> None:
    (quantity,) = find_quantities(text)

    assert (quantity.kind, quantity.date) == (QuantityKind.YEAR, date)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He said '50 people' came.", QuantityKind.COUNT),
        ("They hired 1987 workers.", QuantityKind.COUNT),
        ("He left after a decade in office.", QuantityKind.DURATION),
        ("It moves at 6.3km a second.", QuantityKind.MEASURE),
    ],
)
def test_what_only_looks_like_a_year_is_none(text: str, kind: QuantityKind) -> None:
    (quantity,) = find_quantities(text)

    assert quantity.kind is kind


def test_a_length_by_the_second_is_a_speed() -> None:
    (short,), (long) = (find_quantities(t) for t in ("6.3km a second", "6.3 kilometres a second"))

    assert (short.unit, short.low) == (long[0].unit, long[0].low) == ("km/s", long[0].low)


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("He left.\n\nMore than 300 people stayed.", Modifier.MORE_THAN),
        ("They hand over 300 boats.", Modifier.NONE),
        ("It has over 300 boats.", Modifier.MORE_THAN),
        ("<t> 300 boats left", Modifier.NONE),
        (">300 boats left", Modifier.MORE_THAN),
        ("Those aged 45 and above came.", Modifier.AT_LEAST),
    ],
)
def test_a_hedge_is_told_from_what_looks_like_one(text: str, modifier: Modifier) -> None:
    (quantity,) = find_quantities(text)

    assert quantity.modifier is modifier


def test_a_bounded_age_is_an_age() -> None:
    for text in (
        "people aged over 45",
        "women 45 or older",
        "men aged under 30",
        "those 18 and younger",
    ):
        (quantity,) = find_quantities(text)

        assert (quantity.kind, quantity.unit) == (QuantityKind.AGE, "year")
        assert quantity.modifier is not Modifier.NONE
