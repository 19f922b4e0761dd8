"""Where, or among whom, a number is: the capital's is not the north's."""

import pytest

from tests.unit.reconcile import codes, doubts

PRICES = (
    "The average home cost 292,000 pounds. In the capital homes fell to 548,000 pounds, while in the "
    "north they jumped to 187,000 pounds."
)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Homes in the north cost 292,000 pounds.", "Homes on average cost 292,000 pounds."),
        ("In the capital homes cost 187,000 pounds.", "In the north homes cost 187,000 pounds."),
    ],
)
def test_a_number_of_another_place_is_found(wrong: str, right: str) -> None:
    assert set(codes(PRICES, wrong)) <= {"place", "binding"}
    assert doubts(PRICES, wrong)
    assert not doubts(PRICES, right)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        # Behind the numbers it may be of both.
        (
            "Some 43 people died and 200 are missing in the valley.",
            "Some 43 people died in the valley.",
        ),
        # The source has no number of its own for it.
        ("Sales were 40 tons. In Halden shops closed.", "Sales in Halden were 40 tons."),
        # What stands behind the place may still be there.
        ("In Halden 40 boats sank. Later 52 boats sank.", "In Halden 52 boats sank."),
        # A headline is let off.
        ("The mean was 40 tons. In Halden it was 52 tons.", "40 tons in Halden"),
    ],
)
def test_where_it_may_be_of_that_place_it_is_left_alone(source: str, statement: str) -> None:
    assert "place" not in codes(source, statement)


def test_a_place_alone_tells_two_numbers_apart() -> None:
    source = "Only 79% of toddlers got both doses last year. In the capital the rate was 71%."

    assert codes(source, "In the capital 79% of toddlers got both doses.") == ["place"]
    assert not doubts(source, "Last year 79% of toddlers got both doses.")
