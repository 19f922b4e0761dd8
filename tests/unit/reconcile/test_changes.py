"""By how much, to what level, and which way: the same digits are another figure."""

import pytest

from tests.unit.reconcile import codes, doubts, found


@pytest.mark.parametrize(
    ("source", "caught", "left"),
    [
        (
            "Rents in Halden rose by 7 percent last year.",
            "Rents in Halden rose to 7 percent last year.",
            "Rents in Halden rose 7 percent last year.",
        ),
        (
            "Unemployment in Halden climbed to 7 percent.",
            "Unemployment in Halden climbed by 7 percent.",
            "Unemployment in Halden is at 7 percent.",
        ),
        (
            "The reservoir was 30% below normal in May.",
            "The reservoir fell to 30% of normal in May.",
            "In May the reservoir was 30% below normal.",
        ),
        (
            "Fishermen brought in 40% of the normal catch.",
            "The catch fell by 40%.",
            "Fishermen got 40% of the normal catch.",
        ),
        (
            "The new ferry is 14 metres longer than the old one.",
            "The new ferry was lengthened to 14 metres.",
            "The ferry was lengthened by 14 metres.",
        ),
        (
            "The mill sold 96,400 tonnes, up from 91,200 tonnes in spring.",
            "The mill's sales rose by 96,400 tonnes.",
            "The mill's sales rose to 96,400 tonnes.",
        ),
        (
            "The yield climbed above 6% on Friday.",
            "The yield climbed by 6% on Friday.",
            "The yield was above 6% on Friday.",
        ),
    ],
)
def test_what_it_changed_by_is_not_what_it_changed_to(source: str, caught: str, left: str) -> None:
    assert "by_to" in codes(source, caught)
    assert doubts(source, left) == []


@pytest.mark.parametrize(
    ("source", "caught", "left"),
    [
        (
            "Rents in Halden rose by 7 percent last year.",
            "Rents in Halden fell by 7 percent last year.",
            "Rents in Halden went up by 7 percent last year.",
        ),
        (
            "Milk output fell to 310 tonnes in June.",
            "Milk output rose to 310 tonnes in June.",
            "Milk output dropped to 310 tonnes in June.",
        ),
        (
            "The mill sold 96,400 tonnes, up from 91,200 tonnes in spring.",
            "The mill's sales fell to 96,400 tonnes.",
            "The mill's sales grew to 96,400 tonnes.",
        ),
        (
            "The library lent 5,310 books, down slightly from 5,870.",
            "Loans of the library rose to 5,310 books.",
            "Loans of the library fell to 5,310 books.",
        ),
    ],
)
def test_up_is_not_down(source: str, caught: str, left: str) -> None:
    assert "direction" in codes(source, caught)
    assert doubts(source, left) == []


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Prices rose 2.8% in May.", "Inflation slowed to 2.8% in May."),
        ("The quay was mended by 40.", "The men of the quay rose to 40."),
        ("The mill lost 40 tons of rye.", "The stock of the mill fell by 40 tons."),
        ("The dyke rose by 3 metres to 11 metres.", "The dyke is 11 metres high."),
        ("Sales fell from 52 boats to 45 boats.", "Sales had risen to 52 boats before."),
    ],
)
def test_a_figure_of_another_part_of_the_same_change_contradicts_nothing(
    source: str, statement: str
) -> None:
    assert doubts(source, statement) == []


@pytest.mark.parametrize(
    ("source", "statement", "what"),
    [
        ("Rents rose by 7 percent in May.", "Rents rose to 7 percent in May.", "a change"),
        ("The dyke was raised by 3 metres.", "The dyke was raised to 3 metres.", "a change"),
        ("Rents rose to 7 percent in May.", "Rents rose by 7 percent in May.", "a level"),
        ("The dyke was raised to 3 metres.", "The dyke was raised by 3 metres.", "a level"),
    ],
)
def test_who_takes_a_change_for_a_level_is_told_which_of_the_two_it_is(
    source: str, statement: str, what: str
) -> None:
    assert found(source, statement).reason.endswith(f" is {what}")


@pytest.mark.parametrize(
    ("source", "statement", "went"),
    [
        ("Rents rose by 7 percent in May.", "Rents fell by 7 percent in May.", "up"),
        ("Milk output fell to 310 tonnes.", "Milk output rose to 310 tonnes.", "down"),
    ],
)
def test_who_turns_a_change_round_is_told_which_way_it_went(
    source: str, statement: str, went: str
) -> None:
    assert found(source, statement).reason.endswith(f" is {went}")


def test_what_was_lost_is_a_loss_and_no_change_of_one() -> None:
    source = "Orbita lost $41 million in the quarter."

    assert not doubts(source, "The quarterly loss of Orbita was $41 million.")
    assert doubts("Its loss rose by $41 million.", "The loss of Orbita was $41 million.")


def test_what_was_added_and_is_down_from_before_went_both_ways() -> None:
    source = "Employers added 139,000 jobs in May, down from 147,000 in April."

    assert not doubts(source, "Employers added 139,000 jobs in May.")
    assert doubts(source.replace("added", "cut"), "Employers added 139,000 jobs in May.")
    assert not doubts(source, "Jobs added fell to 139,000 from 147,000.")
