"""Which way a number went, and which part of a change it is. Sentences are ours."""

import pytest

from pipeline import find_quantities
from schemas import Direction, Part

UP, DOWN = Direction.UP, Direction.DOWN


@pytest.mark.parametrize(
    ("text", "way", "part"),
    [
        ("They won a 5% pay rise.", UP, Part.CHANGE),
        ("It was a 5-mile jump.", UP, Part.CHANGE),
        ("Sales were down 3%.", DOWN, Part.CHANGE),
        ("Sales were 5% lower.", DOWN, Part.CHANGE),
        ("Sales plummeted by about 5%.", DOWN, Part.CHANGE),
        ("Sales rallied 5%.", UP, Part.CHANGE),
        ("Sales were off 5%.", DOWN, Part.CHANGE),
        ("The firm shed 5%.", DOWN, Part.CHANGE),
        ("Sales improved 5%.", UP, Part.CHANGE),
        ("They raised it by £3m.", UP, Part.CHANGE),
        ("The mill loses 286 tonnes.", DOWN, Part.CHANGE),
        ("Sales were up by well over £5m.", UP, Part.CHANGE),
        ("Costs fell to £5m.", DOWN, Part.LEVEL),
        ("Tern closed higher at £45.", UP, Part.LEVEL),
        ("Sales rose from £5m.", UP, Part.ORIGIN),
    ],
)
def test_a_change_has_a_direction_and_a_part(text: str, way: Direction, part: Part) -> None:
    quantity = find_quantities(text)[-1]

    assert (quantity.direction, quantity.part) == (way, part)


@pytest.mark.parametrize(
    "text",
    [
        "They gave up 517 boats.",
        "They set up two firms.",
        "They will put 30 million shares up for sale.",
        "It gained from the previous two sessions.",
        "They lost their lives in the storm, six sailors and a cook.",
        "Potentially upward of 30,000 people came.",
        "Forty-one elk fall through ice.",
        "They raised £3m from friends.",
        "It stands 300 metres above the valley.",
    ],
)
def test_a_verb_of_another_meaning_moves_no_number(text: str) -> None:
    assert find_quantities(text)[0].direction is None


def test_only_the_number_behind_up_went_up() -> None:
    found = find_quantities("The exchange (16369.03 up 58.06 points) opened.")

    assert [quantity.direction for quantity in found] == [None, UP]


@pytest.mark.parametrize(
    "text", ["The Dow lost 190 points, or 0.6%.", "The two fell 19.5% and 5.6%."]
)
def test_two_figures_of_one_change_go_the_same_way(text: str) -> None:
    found = find_quantities(text)

    assert {(quantity.direction, quantity.part) for quantity in found[-2:]} == {(DOWN, Part.CHANGE)}
