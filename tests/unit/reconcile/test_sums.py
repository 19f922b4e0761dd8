"""Sums and differences, each with what licenses it."""

import pytest

from schemas import Status
from tests.unit.reconcile import found


@pytest.mark.parametrize(
    ("source", "statement", "formula"),
    [
        # The statement speaks of a difference, and both numbers count one thing.
        (
            "Norvik sold 96 boats. Ostland sold 57 boats.",
            "Norvik sold 39 more boats than Ostland.",
            "96 − 57 = 39",
        ),
        # Two amounts of one sentence.
        (
            "The quay cost $41 million against a budget of $28 million.",
            "The quay was $13 million over its budget.",
            "$41 million − $28 million = 13000000",
        ),
        # A part is named behind the whole.
        (
            "Of the yard's 96 boats, among them 57 from Halden, none was sold.",
            "Some boats, 39, come from elsewhere.",
            "96 − 57 = 39",
        ),
        # Percentages differ by points, and points lead to a percentage.
        (
            "Support was 48% in May and 31% in June.",
            "Support dropped by 17 points.",
            "48% − 31% = 17",
        ),
        (
            "Turnout was 48%, down 17 points.",
            "Turnout was 65% before.",
            "48% + 17 points = 65",
        ),
        (
            "The port had a deficit of $9.3 billion. Now it has a deficit of $28.3 billion.",
            "The deficit of the port rose by $19 billion.",
            "$28.3 billion − $9.3 billion = 19000000000",
        ),
        # A surplus lies above zero, a deficit below it.
        (
            "The port had a surplus of $9.3 billion. Now it has a deficit of $28.3 billion.",
            "The balance of the port was cut by $37.6 billion.",
            "$9.3 billion − (−$28.3 billion) = 37600000000",
        ),
    ],
)
def test_a_difference_follows(source: str, statement: str, formula: str) -> None:
    finding = found(source, statement)

    assert (finding.status, finding.formula) == (Status.DERIVED, formula)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        # Of other things.
        ("Norvik sold 96 boats. Ostland sold 57 tents.", "Norvik sold 39 more boats."),
        # Nothing in the statement speaks of a difference, and the numbers stand in two sentences.
        ("Norvik sold 96 boats. Ostland sold 57 boats.", "Both sold 39 boats."),
        # Percentages do not differ by per cent.
        ("Support was 48% in May and 31% in June.", "Support dropped by 17%."),
        # A surplus and a deficit lie further apart than their numbers.
        (
            "The port had a surplus of $9.3 billion. Now it has a deficit of $28.3 billion.",
            "The balance of the port was cut by $19 billion.",
        ),
        # A rank and an age are no operands.
        ("It was the 61st boat. There are 34 boats.", "There are 27 more boats."),
        ("The captain is 61, the mate 34 years old.", "There are 27 more boats."),
    ],
)
def test_a_difference_without_a_licence_does_not_follow(source: str, statement: str) -> None:
    assert found(source, statement).status is not Status.DERIVED


@pytest.mark.parametrize(
    ("source", "statement", "formula"),
    [
        # The statement speaks of a total, and both numbers count one thing.
        (
            "Norvik sold 96 boats. Ostland sold 57 boats.",
            "Together they sold 153 boats.",
            "96 + 57 = 153",
        ),
        # Two amounts of one sentence.
        (
            "The quay cost $41 million and the pier $28 million.",
            "They cost $69 million.",
            "$41 million + $28 million = 69000000",
        ),
        # One number is set beside another.
        (
            "The storm sank 96 boats and another 57 yachts.",
            "The storm sank 153 vessels.",
            "96 + 57 = 153",
        ),
        # Parts are listed.
        ("The ferry had 284 passengers and 46 crew.", "The ferry had 330 on it.", "284 + 46 = 330"),
        # Casualties.
        (
            "The fire killed 13 guards, while five guests died later.",
            "The fire killed 18.",
            "13 + five = 18",
        ),
    ],
)
def test_a_sum_follows(source: str, statement: str, formula: str) -> None:
    finding = found(source, statement)

    assert (finding.status, finding.formula) == (Status.DERIVED, formula)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        # Of other things.
        ("Norvik sold 96 boats. Ostland sold 57 tents.", "Together they sold 153 boats."),
        # Nothing in the statement speaks of a total.
        ("Norvik sold 96 boats. Ostland sold 57 boats.", "Norvik alone sold 153 boats."),
        # Casualties of two sentences may be those of two fires.
        ("The fire hurt 13 guards. A fire at the mill hurt five men.", "The fire hurt 18."),
        # Percentages of one sentence are no parts of a whole.
        ("Support was 48% in May and 31% in June.", "Support came to 79%."),
        # Too much stands between the two for a list.
        (
            "The ferry had 284 passengers who slept on deck and 46 crew.",
            "The ferry had 330 on it.",
        ),
        # Neither listed nor beside one another.
        ("The ferry had 284 seats, of which rain had spoilt 46.", "The ferry had 330 on it."),
        # A vague number is no operand.
        ("The ferry had 284 passengers and dozens of crew.", "The ferry had 330 on it."),
    ],
)
def test_a_sum_without_a_licence_does_not_follow(source: str, statement: str) -> None:
    assert found(source, statement).status is not Status.DERIVED


@pytest.mark.parametrize("below", ["-5C", "minus 5C"])
def test_a_number_below_zero_stands_in_the_formula_as_it_is_written(below: str) -> None:
    finding = found(f"It was {below} at night and 12C at noon.", "It was 17C warmer at noon.")

    assert finding.formula == f"12C − {below} = 17"


def test_the_rest_follows_where_the_source_gives_it_to_something_else() -> None:
    source = "Orbita made $298 million. Adverts brought $221 million, fees the rest."

    assert found(source, "Fees brought Orbita $77 million.").status is Status.DERIVED
    assert (
        found(source.replace(", fees the rest", ""), "Fees brought Orbita $77 million.").status
        is Status.ABSENT
    )


def test_the_others_follow_where_the_source_counts_some_of_them() -> None:
    source = "Some 1,050 crew are at work; 340 of them came from abroad."

    assert found(source, "710 crew are from here.").formula == "Some 1,050 − 340 = 710"
