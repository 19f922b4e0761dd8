"""What a quantity measures, and how one value stands to another."""

from itertools import pairwise

import pytest

from pipeline.numbers.read import find_quantities
from pipeline.reconcile.values import (
    BORNE_OUT,
    Relation,
    Value,
    agrees,
    other_values,
    relation,
    value_of,
)
from schemas import Modifier
from tests.unit.reconcile import quantity, value


def between(stated: str, source: str) -> Relation | None:
    return relation(value(stated), value(source))


@pytest.mark.parametrize(
    ("stated", "source"),
    [
        ("480", "480"),
        ("12", "twelve"),
        ("$2 billion", "$2,000 million"),
        ("1.5 km", "1,500 metres"),
        ("3 hours", "180 minutes"),
        ("8 anxious days", "8 days"),
        ("41%", "41 percent"),
        ("20 percent", "one in five"),
        ("22 of 32", "68.75 percent"),
        ("30 degrees", "30C"),
        ("exactly 500", "500"),
        ("5 to 7 days", "between 5 and 7 days"),
        ("2:00:00", "2 hours"),
    ],
)
def test_one_value_in_two_forms_is_equal_both_ways(stated: str, source: str) -> None:
    assert between(stated, source) is Relation.EQUAL
    assert between(source, stated) is Relation.EQUAL


@pytest.mark.parametrize(
    ("stated", "source"),
    [("16 km", "10 miles"), ("457 metres", "1,500 feet"), ("353 pounds of rice", "160 kg")],
)
def test_a_conversion_may_round_to_the_digits_that_are_stated(stated: str, source: str) -> None:
    one, other = (find_quantities(text)[0] for text in (stated, source))
    mine, theirs = value_of(one), value_of(other)
    assert mine is not None
    assert theirs is not None
    readings = [mine, *other_values(one, None)]

    assert Relation.EQUAL in [relation(each, theirs) for each in readings]


def test_another_length_in_another_unit_is_not_equal() -> None:
    assert between("19 km", "10 miles") not in BORNE_OUT


@pytest.mark.parametrize(
    ("stated", "source"),
    [
        ("1,500", "1,480"),
        ("1,500", "1,512"),
        ("1.3 million", "1.26 million"),
        ("45 percent", "45.4 percent"),
        ("two thirds", "68 percent"),
        ("nearly 500", "488"),
        ("just over 500", "512"),
    ],
)
def test_a_value_is_rounded_to_the_digits_that_are_stated(stated: str, source: str) -> None:
    assert between(stated, source) is Relation.ROUNDED


@pytest.mark.parametrize(
    ("stated", "source"),
    [
        ("1,480", "1,500"),  # it knows more than the source says
        ("45.4 percent", "45 percent"),
        ("1,400", "1,480"),  # the wrong way
        ("1.2 million", "1.29 million"),
        ("nearly 500", "512"),  # the words say the other side
        ("just over 500", "488"),
    ],
)
def test_what_rounds_to_another_value_is_only_near(stated: str, source: str) -> None:
    assert between(stated, source) is Relation.NEAR


@pytest.mark.parametrize("hedge", ["about", "nearly", "some", "just over", "almost"])
def test_a_hedge_on_one_side_only_is_a_hedge(hedge: str) -> None:
    assert between(f"{hedge} 480", "480") is Relation.HEDGED
    assert between("480", f"{hedge} 480") is Relation.HEDGED


@pytest.mark.parametrize(
    ("stated", "source", "expected"),
    [
        ("more than 500", "612", Relation.WITHIN),
        ("less than 600", "512", Relation.WITHIN),
        ("at least 500", "more than 500", Relation.WITHIN),
        ("up to 500", "between 400 and 500", Relation.WITHIN),
        ("about 88", "87", Relation.WITHIN),
        ("more than 500", "at least 500", Relation.HEDGED),
        ("500", "more than 500", Relation.BOUND_DROPPED),
        ("500", "up to 500", Relation.BOUND_DROPPED),
        ("more than 500", "500", Relation.BOUND_ADDED),
        ("less than 500", "500", Relation.BOUND_ADDED),
        ("less than 500", "more than 500", Relation.BOUND),
        ("more than 500", "fewer than 500", Relation.BOUND),
        ("at most 500", "at least 500", Relation.BOUND),
        ("nearly 500", "just over 500", Relation.BOUND),
    ],
)
def test_bounds_are_entailed_dropped_added_or_opposite(
    stated: str, source: str, expected: Relation
) -> None:
    assert between(stated, source) is expected


def test_an_opposite_bound_is_not_borne_out_and_a_dropped_one_may_be() -> None:
    assert Relation.BOUND not in BORNE_OUT
    assert {Relation.WITHIN, Relation.BOUND_DROPPED, Relation.BOUND_ADDED} <= BORNE_OUT


@pytest.mark.parametrize(
    ("stated", "source"),
    [
        ("about 500", "more than 500"),
        ("nearly 500", "less than 500"),
        ("just over 500", "more than 500"),
    ],
)
def test_a_hedge_for_a_bound_is_not_the_opposite_bound(stated: str, source: str) -> None:
    assert between(stated, source) is not Relation.BOUND


@pytest.mark.parametrize("source", ["9,000", "499", "12"])
def test_a_bound_says_nothing_of_what_is_far_above_or_below_it(source: str) -> None:
    assert between("more than 500", source) not in BORNE_OUT


@pytest.mark.parametrize(
    ("stated", "source"),
    [
        ("5 days", "5 to 7 days"),
        ("7 days", "5 to 7 days"),
        ("5 to 7 days", "5 to 9 days"),
        ("3 to 9 days", "5 to 9 days"),
    ],
)
def test_the_end_of_a_range_and_a_range_with_another_end_are_told_as_such(
    stated: str, source: str
) -> None:
    assert between(stated, source) is Relation.RANGE


@pytest.mark.parametrize("stated", ["6 days", "4 to 9 days", "5 to 70 kilometres"])
def test_what_has_no_end_of_a_range_is_not_told_as_one(stated: str) -> None:
    assert between(stated, "5 to 7 days") is not Relation.RANGE


@pytest.mark.parametrize(
    ("stated", "source"),
    [("$5 million", "$5 billion"), ("$3.2 billion", "$3.2 million"), ("1,500", "15,000")],
)
def test_the_same_digits_at_another_power_of_ten_are_another_scale(
    stated: str, source: str
) -> None:
    assert between(stated, source) is Relation.SCALE


@pytest.mark.parametrize(
    ("stated", "source"),
    [
        ("six weeks", "six months"),
        ("5 km", "5 miles"),
        ("5 miles", "5 km"),
        ("£500", "$500"),
        ("$40", "€40"),
        ("40 percent", "40 boats"),
        ("40 euros a month", "40 euros a week"),
    ],
)
def test_the_same_digits_of_another_unit_are_another_unit(stated: str, source: str) -> None:
    assert between(stated, source) is Relation.UNIT


def test_the_digits_as_written_tell_that_only_the_unit_is_another() -> None:
    assert between("40 hours", "40 km") is Relation.UNIT
    assert between("5,000 boats", "5 km") is None


def test_percent_and_points_of_one_value_are_told_apart() -> None:
    assert between("5 percent", "5 percentage points") is Relation.POINTS
    assert between("5 percentage points", "5 percent") is Relation.POINTS
    assert between("5 percent", "6 percentage points") is None


def test_measures_that_have_nothing_to_do_with_each_other_have_no_relation() -> None:
    assert between("5 km", "7 years") is None
    assert between("5th", "5") is None
    assert between("$12", "480 homes") is None


@pytest.mark.parametrize(
    ("stated", "source", "expected"),
    [
        ("a third", "34 percent", Relation.ROUNDED),
        ("two thirds", "66.7 percent", Relation.ROUNDED),
        ("two in five", "40 percent", Relation.EQUAL),
        ("a third", "45 percent", Relation.OTHER),
    ],
)
def test_a_share_in_words_is_rough_but_not_free(
    stated: str, source: str, expected: Relation
) -> None:
    assert between(stated, source) is expected


def test_tons_and_tonnes_of_the_same_digits_are_equal() -> None:
    assert between("500 tons", "500 tonnes") is Relation.EQUAL
    assert between("500 tonnes", "500 tons") is Relation.EQUAL
    assert between("500 tons", "700 tonnes") not in BORNE_OUT


def test_a_dollar_sign_does_not_say_whose_dollars() -> None:
    assert between("$500", "A$500") is Relation.EQUAL
    assert between("C$500", "$500") is Relation.EQUAL


def test_cents_are_hundredths_of_the_currency_that_is_told() -> None:
    cents = quantity("18 cents")

    plain, euros = value_of(cents), value_of(cents, "EUR")
    assert plain is not None
    assert euros is not None

    assert relation(euros, value("€0.18")) is Relation.EQUAL
    assert relation(euros, value("$0.18")) is not Relation.EQUAL
    assert relation(plain, value("€0.18")) is None


@pytest.mark.parametrize(
    ("text", "dimensions"),
    [
        ("It is 1.2m.", {"length", "count"}),
        ("It was 40 pounds.", {"GBP", "mass"}),
        ("They won 27 times.", {"count", "times"}),
    ],
)
def test_words_that_leave_the_measure_open_have_another_reading(
    text: str, dimensions: set[str]
) -> None:
    (one,) = find_quantities(text)
    own = value_of(one)
    assert own is not None

    readings = [own, *other_values(one, None)]

    assert {each.dimension for each in readings} == dimensions


def test_a_bare_number_may_be_in_the_unit_of_the_one_before_it() -> None:
    (bare,) = find_quantities("It fell to 12.")

    assert [each.dimension for each in other_values(bare, value("15 percent"))] == ["percent"]
    assert list(other_values(bare, None)) == []


@pytest.mark.parametrize("text", ["9 June 2025", "2019", "17:30"])
def test_points_in_time_have_no_value(text: str) -> None:
    assert value_of(quantity(text)) is None


def test_two_values_far_apart_have_another_value() -> None:
    assert between("480", "730") is Relation.OTHER
    assert between("480", "500") is Relation.NEAR


# --- agrees: a computed value ---


def stated(number: float, modifier: Modifier, step: float = 1.0) -> Value:
    return Value("count", number, number, step, modifier)


@pytest.mark.parametrize("modifier", list(Modifier))
def test_the_stated_value_itself_agrees_whatever_its_modifier(modifier: Modifier) -> None:
    assert agrees(stated(500, modifier), 500.0) == 0.0


@pytest.mark.parametrize(
    ("modifier", "fine", "wrong"),
    [
        (Modifier.NONE, [499.8, 500.3], [497, 503]),
        (Modifier.EXACTLY, [500.2], [497, 503]),
        (Modifier.APPROXIMATE, [480, 520], [400, 600]),
        (Modifier.JUST_UNDER, [480, 495], [510, 400]),
        (Modifier.JUST_OVER, [505, 520], [490, 620]),
        (Modifier.AT_LEAST, [501, 600], [450, 2_000]),
        (Modifier.MORE_THAN, [501, 600], [450, 2_000]),
        (Modifier.AT_MOST, [499, 400], [550, 40]),
        (Modifier.LESS_THAN, [499, 400], [550, 40]),
    ],
)
def test_a_computed_value_agrees_on_the_side_that_the_words_allow(
    modifier: Modifier, fine: list[float], wrong: list[float]
) -> None:
    one = stated(500, modifier)

    assert all(agrees(one, each) is not None for each in fine)
    assert all(agrees(one, each) is None for each in wrong)


def test_a_computed_value_agrees_the_worse_the_further_off_it_is() -> None:
    close = [agrees(stated(500, Modifier.APPROXIMATE), 500 + more) for more in (0, 5, 10, 20)]

    assert all(each is not None for each in close)
    assert all(one < other for one, other in pairwise(each for each in close if each is not None))


def test_a_computed_value_agrees_with_a_range_that_holds_it() -> None:
    range_ = Value("count", 5.0, 7.0, 1.0, Modifier.NONE)

    assert agrees(range_, 6.0) is not None
    assert agrees(range_, 7.5) is None


def test_the_digits_that_are_stated_tell_how_near_a_computed_value_must_be() -> None:
    assert agrees(stated(1.5e6, Modifier.NONE, step=1e5), 1.48e6) is not None
    assert agrees(stated(1.5e6, Modifier.NONE, step=1e3), 1.48e6) is None


# --- what the words reach ---


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("about 200", [190, 210], [100, 300]),
        ("nearly 200", [195], [200, 100]),
        ("just over 200", [205], [200, 300]),
        ("at least 200", [200, 10**6], [199]),
        ("more than 200", [201, 10**6], [200]),
        ("at most 200", [200, 0], [201]),
        ("less than 200", [199, 0], [200]),
        ("200", [200], [199, 201]),
    ],
)
def test_the_words_of_a_number_reach_as_far_as_they_say(
    text: str, inside: list[float], outside: list[float]
) -> None:
    low, high = value(text).reaches()

    assert all(low <= each <= high for each in inside)
    assert not any(low <= each <= high for each in outside)
