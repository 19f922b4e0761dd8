"""Numbers of a list that are told of another of its items."""

import pytest

from tests.unit.reconcile import doubts

SECTORS = (
    "Transport accounted for 3.1 million tons, power for 2.6 million and farming for 1.4 million."
)
SEATS = "Labour took 326 seats, the Tories 221 and the Liberals 48."
WORKS = "The museum spent £3.2m on the west wing, £1.1m on the roof and £650,000 on lifts."


@pytest.mark.parametrize(
    ("source", "statement", "number"),
    [
        (SECTORS, "Farming accounted for 2.6 million tons.", "2.6 million tons"),
        (SECTORS, "Power accounted for 1.4 million tons.", "1.4 million tons"),
        (SEATS, "The Liberals took 221 seats.", "221"),
        (WORKS, "The roof cost £650,000.", "£650,000"),
    ],
)
def test_the_number_of_another_item_is_flagged(source: str, statement: str, number: str) -> None:
    assert [text for text, _ in doubts(source, statement)] == [number]


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        (SECTORS, "Farming accounted for 1.4 million tons."),
        (SECTORS, "Power accounted for 2.6 million tons."),
        (SEATS, "The Liberals took 48 seats."),
        (SEATS, "The Tories took 221 seats and the Liberals 48."),
        (WORKS, "The roof cost £1.1m."),
        (WORKS, "The museum spent £3.2m on its west wing."),
    ],
)
def test_the_number_of_the_item_itself_is_not(source: str, statement: str) -> None:
    assert doubts(source, statement) == []


def test_a_plural_in_a_list_of_results_is_no_part_of_a_name() -> None:
    source = "Of the 650 seats, Labour took 326, the Tories 221 and the Liberals 48."

    assert doubts(source, "The Tories took 221 seats.") == []
    assert doubts(source, "The Tories took 212 seats.") == [("212", "absent")]
