"""What a number takes over from the one before it. Sentences are ours."""

import pytest

from pipeline import find_quantities
from schemas import Direction, Modifier


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Nineteen people were killed and 140 wounded.", "people"),
        ("Seven people left early and two were late.", "people"),
        ("They saw 23 fires, six of them big.", "fires"),
        ("They built 435 homes, including 187 in May.", "homes"),
        ("They had 120,000 visitors, compared with 84,000 in May.", "visitors"),
        ("They sold 39 boats, up from 24 in May.", "boats"),
        ("They counted from 13 to 19 deaths.", "deaths"),
        ("A minimum of 20 and a maximum of 40 pupils may come.", "pupils"),
        ("It lost 162 points to 7,425.", "points"),
        ("It closed at 16,369, up 58 points.", "points"),
        ("They shot down 412 of some 480 drones.", "drones"),
        ("They sold some 200, or about 90 boats.", "boats"),
    ],
)
def test_a_bare_number_counts_what_the_one_beside_it_counts(text: str, noun: str) -> None:
    assert {quantity.noun for quantity in find_quantities(text)} == {noun}


def test_a_bare_number_has_the_unit_of_what_it_is_compared_with() -> None:
    found = find_quantities("The week shrinks to 37.5 hours from 40.")

    assert [quantity.unit for quantity in found] == ["hour", "hour"]


@pytest.mark.parametrize(
    "text",
    [
        "They saw 23 fires. And 40 came.",
        "They had 23 desks, and opened in room 12 and 40.",
        "Members aged 12 and 13 met 20 boys.",
        "They saw 23 fires, and a six-storey one.",
    ],
)
def test_a_number_of_another_thing_takes_nothing_over(text: str) -> None:
    first, second, *_ = find_quantities(text)

    assert second.noun is None or second.noun != first.noun


def test_a_number_takes_nothing_over_from_another_sentence() -> None:
    found = find_quantities(
        "They asked 14 couples. Lives last 84 years, 87 for women and 82 for men."
    )

    assert found[-1].noun is None


def test_a_conversion_has_the_hedge_and_the_way_of_what_it_converts() -> None:
    found = find_quantities("The lake fell by more than 60 feet (18 metres).")

    assert {(each.modifier, each.direction) for each in found} == {
        (Modifier.MORE_THAN, Direction.DOWN)
    }
