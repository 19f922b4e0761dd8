"""What values the words of a number allow, and where rounding, hedges and bounds end."""

import pytest

from pipeline.numbers.reconcile.intervals import ends, entails, equal, rounds_to
from tests.unit.reconcile import quantity


@pytest.mark.parametrize(
    ("source", "stated"),
    [
        # A hedge reaches a tenth.
        ("nearly 480 homes", "under 480 homes"),
        ("nearly 480 homes", "about 480 homes"),
        ("437 homes", "about 480 homes"),
        ("523 homes", "about 480 homes"),
        ("433 homes", "nearly 480 homes"),
        ("just over 480 homes", "more than 480 homes"),
        ("exactly 480 homes", "at least 480 homes"),
        ("exactly 480 homes", "at most 480 homes"),
        ("481 homes", "more than 480 homes"),
        ("479 homes", "fewer than 480 homes"),
        # A bound says something only near it, to 15 in a hundred.
        ("550 homes", "more than 480 homes"),
        ("410 homes", "fewer than 480 homes"),
        ("28 to 30 boats", "at least 28 boats"),
        # A range takes in a narrower one whose ends lie near its own.
        ("82 to 98 boats", "80 to 100 boats"),
        ("between 312 and 380 tons", "between 300 and 400 tons"),
        ("14 months", "more than a year"),
        ("5.5 tons", "about 5 tons"),
    ],
)
def test_a_hedge_or_a_bound_takes_in_what_lies_within_it(source: str, stated: str) -> None:
    assert entails(quantity(stated), quantity(source))


@pytest.mark.parametrize(
    ("source", "stated"),
    [
        ("nearly 480 homes", "more than 480 homes"),
        ("nearly 480 homes", "480 homes"),
        ("about 480 homes", "nearly 480 homes"),
        ("just over 480 homes", "under 480 homes"),
        ("just over 480 homes", "at most 480 homes"),
        ("480 homes", "more than 480 homes"),
        ("480 homes", "fewer than 480 homes"),
        ("at least 480 homes", "more than 480 homes"),
        ("at most 480 homes", "fewer than 480 homes"),
        ("up to 5 homes", "at least 5 homes"),
        ("430 homes", "about 480 homes"),
        ("530 homes", "about 480 homes"),
        ("431 homes", "nearly 480 homes"),
        ("481 homes", "nearly 480 homes"),
        ("553 homes", "more than 480 homes"),
        ("407 homes", "fewer than 480 homes"),
        ("8 to 10 boats", "at least 9 boats"),
        ("20 months", "more than a year"),
        ("98 to 100 boats", "80 to 100 boats"),
        ("80 to 82 boats", "80 to 100 boats"),
        ("5.6 tons", "about 5 tons"),
        # A plain number is no bound.
        ("480 homes", "480 homes"),
    ],
)
def test_what_reaches_beyond_a_hedge_or_a_bound_does_not_follow(source: str, stated: str) -> None:
    assert not entails(quantity(stated), quantity(source))


def test_an_age_and_over_is_a_group_of_its_own() -> None:
    assert entails(quantity("those aged 45 and over"), quantity("anyone at least 45 years old"))
    assert not entails(quantity("those aged 45 and over"), quantity("those aged 48 and over"))


@pytest.mark.parametrize(
    ("source", "stated"),
    [
        ("1,234 trees", "1,200 trees"),
        ("1,250 trees", "1,300 trees"),
        ("1,250 trees", "1,200 trees"),
        ("534 homes", "about 500 homes"),
        ("4.96 metres", "5 metres"),
        ("about 1,234 trees", "1,200 trees"),
        ("nearly 3.96 tons", "about 4 tons"),
        # Cut off instead of rounded, by one in a hundred.
        ("$86,804", "$86,000"),
        ("16 years and nine months", "16 years"),
        # A suffix shows the step, and so does a longer unit of time.
        ("$2,300", "$2K"),
        ("43 hours", "2 days"),
    ],
)
def test_a_number_rounds_to_the_digits_that_are_stated(source: str, stated: str) -> None:
    assert rounds_to(quantity(source), quantity(stated))


@pytest.mark.parametrize(
    ("source", "stated"),
    [
        ("1,251 trees", "1,200 trees"),
        ("1,261 trees", "1,300 dollars and 1,240 trees".partition(" and ")[2]),
        ("534 homes", "500 homes"),
        ("562 homes", "about 500 homes"),
        ("1,200 trees", "1,234 trees"),
        ("1,234 trees", "more than 1,200 trees"),
        ("at least 1,234 trees", "1,200 trees"),
        ("$87,904", "$87,000"),
        ("18 years", "16 years"),
        ("$2,600", "$2K"),
        ("$2,400", "$2K"),
        ("34 hours", "2 days"),
        ("1,180 to 1,234 trees", "1,200 trees"),
        ("1,234 trees", "1,200 to 1,300 trees"),
    ],
)
def test_a_number_rounds_no_further_than_half_a_step(source: str, stated: str) -> None:
    assert not rounds_to(quantity(source), quantity(stated))


def test_one_digit_without_a_hedge_is_a_rounding_only_within_five_in_a_hundred() -> None:
    assert rounds_to(quantity("4.8 tons"), quantity("5 tons"))
    assert not rounds_to(quantity("4.75 tons"), quantity("5 tons"))
    assert rounds_to(quantity("4.7 tons"), quantity("about 5 tons"))


def test_a_share_in_words_is_rounded_to_a_point() -> None:
    assert rounds_to(quantity("70.4%"), quantity("seven in ten"))
    assert not rounds_to(quantity("69.4%"), quantity("seven in ten"))


def test_a_number_in_thousands_may_be_rounded_by_fifteen_in_a_hundred() -> None:
    assert rounds_to(quantity("$3,480"), quantity("$3K"))
    assert not rounds_to(quantity("$1,400"), quantity("$1K"))


def test_a_length_of_time_is_rounded_more_freely_in_a_longer_unit_only() -> None:
    assert rounds_to(quantity("43 hours"), quantity("2 days"))
    assert not rounds_to(quantity("1.8 days"), quantity("2 days"))
    assert not rounds_to(quantity("1,790 metres"), quantity("2 kilometres"))


@pytest.mark.parametrize(
    ("stated", "source", "same"),
    [
        ("100 kilometres", "62 miles", True),
        ("100 kilometres", "66 miles", False),
        ("12 miles", "20 kilometres", True),
        ("26.2 miles", "42.5 kilometres", True),
        ("26.2 miles", "43 kilometres", False),
        ("12 miles", "21 kilometres", False),
        ("12 to 15 miles", "20 to 24 kilometres", True),
        ("12 to 15 miles", "20 to 30 kilometres", False),
        ("12 to 15 miles", "10 to 24 kilometres", False),
        ("40,000 metres", "40 kilometres", True),
        ("41 kilometres", "40 kilometres", False),
        ("22 of 32 pumps", "11 of 16 pumps", True),
        ("22 of 32 pumps", "12 of 16 pumps", False),
        ("a quarter", "25 percent", True),
        ("120 minutes", "two hours", True),
        ("8 days", "8 anxious days", True),
        ("9 days", "8 anxious days", False),
    ],
)
def test_a_conversion_may_round_and_a_number_of_the_same_unit_not(
    stated: str, source: str, same: object
) -> None:
    assert equal(quantity(stated), quantity(source)) is same


def test_the_ends_of_a_share_are_in_percent_and_those_of_a_measure_in_its_base_unit() -> None:
    assert ends(quantity("one in five")) == ends(quantity("20%"))
    assert ends(quantity("two to three hours")) == (
        2 * ends(quantity("one hour"))[0],
        3 * ends(quantity("60 minutes"))[0],
    )


@pytest.mark.parametrize(
    ("source", "stated", "rounds"),
    [
        ("two thirds of voters", "67% of voters", True),
        ("11% of voters", "one in nine voters", True),
        ("two thirds of voters", "66% of voters", False),
        ("13% of voters", "one in nine voters", False),
        ("more than two thirds of voters", "67% of voters", False),
    ],
)
def test_a_fraction_in_words_is_a_percentage_to_the_nearest_point(
    source: str, stated: str, *, rounds: bool
) -> None:
    assert rounds_to(quantity(source), quantity(stated)) is rounds
