"""What follows from one number or from two: operation, dimension, value and sign."""

import pytest

from pipeline.reconcile.operands import Operand, day_of, minutes_of, operands_of, order_of, years_of
from pipeline.reconcile.operations import Op, Result, from_one, from_two
from pipeline.reconcile.values import DAYS_A_MONTH, DAYS_A_YEAR
from tests.unit.reconcile import everything, frame, frames, quantity

CASES: list[tuple[Op, str, str, float]] = [
    (Op.DIFFERENCE, "Elm had 52 boats. Oak had 29 boats.", "count", 23),
    (Op.DIFFERENCE, "It rose from 29 percent to 52 percent.", "points", 23),
    (Op.DIFFERENCE, "Elm won 9-4.", "count", 5),
    (Op.DIFFERENCE, "It sank 22 of 32 boats.", "count", 10),
    (Op.SUM, "Elm had 52 boats. Oak had 29 boats.", "count", 81),
    (Op.SUM, "Elm won 9-4.", "count", 13),
    (Op.TIMES, "Elm had 52 boats. Oak had 26 boats.", "times", 2),
    (Op.TIMES, "Elm had 52 boats. Oak had 26 boats.", "times", 0.5),
    (Op.SHARE, "Elm had 50 boats. It lost 20 boats.", "percent", 40),
    (Op.CHANGE, "Elm had 400 boats. It has 500 boats.", "percent", 25),
    (Op.CHANGE, "Elm had 400 boats. It has 500 boats.", "percent", 20),
    (Op.MEAN, "Elm had 52 boats. Oak had 28 boats.", "count", 40),
    (Op.MEAN, "The walk takes 5 to 7 days.", "time", 6),
    (Op.PART_OF, "Elm had 200 boats. It lost 15 percent.", "count", 30),
    (Op.REST_OF, "Elm had 200 boats. It lost 15 percent.", "count", 170),
    (Op.WHOLE_FROM, "Elm lost 30 boats. That is 15 percent.", "count", 200),
    (Op.AFTER_CHANGE, "Elm had 200 boats. It gained 15 percent.", "count", 230),
    (Op.AFTER_CHANGE, "It was 40 percent. It rose 5 percentage points.", "percent", 45),
    (Op.BEFORE_CHANGE, "Elm has 230 boats. It gained 15 percent.", "count", 200),
    (Op.MULTIPLE, "Elm paid $20. Oak paid three times as much.", "USD", 60),
    (Op.PRODUCT, "Elm has 12 crews. A crew has 5 boats.", "count", 60),
    (Op.PER_HEAD, "Elm paid $600. It went to 12 pupils.", "USD", 50),
    (Op.RATE_TIME, "The rent is 40 euros a month. He stayed 6 months.", "EUR", 240),
    (Op.SPAN, "It opened in 2019. It closed in 2023.", "time", 4 * DAYS_A_YEAR),
    (Op.SPAN, "It lasted from 2019 to 2023.", "time", 4 * DAYS_A_YEAR),
    (Op.SPAN, "It opened on 4 March 2021. It closed on 14 March 2021.", "time", 10),
    (Op.YEAR, "It opened in 2019. It closed after 4 years.", "year", 2023),
    (Op.YEAR, "It opened in 2019. It was planned 4 years before.", "year", 2015),
    (Op.COMPLEMENT, "Some 38 percent agreed.", "percent", 62),
    (Op.SUM_MANY, "Elm has 41 boats, Oak 67 boats and Ash 20 boats.", "count", 128),
    (Op.REST_MANY, "Of 128 boats Elm has 41 boats and Oak 67 boats.", "count", 20),
    (Op.RANGE_WIDTH, "The walk takes 5 to 7 days.", "time", 2),
    (Op.PERIODS, "She earns $36 a week.", "USD", 1872),
    (Op.PERIODS, "She earns $1,200 a year.", "USD", 100),
    (Op.CLOCK, "It began at 17:30. It ended at 19:00.", "time", 1.5 / 24),
    (Op.CLOCK, "It began at 17:30. It took two hours.", "clock", 19 * 60 + 30),
    (Op.LISTED, "The fair drew Oslo, Bergen and Molde.", "count", 3),
    (Op.SHARE_OF_SHARE, "Elm has 20 boats and Oak 30 boats of 200 boats.", "percent", 25),
    (Op.SHARE_OF_SUM, "Elm has 20 boats. Oak has 30 boats.", "percent", 60),
    (Op.CHANGE_AMOUNT, "Elm has 230 boats. It gained 15 percent.", "count", 30),
    (Op.AGE_AT, "Anna, aged 45, spoke in 2023. She came in 2010.", "time", 32 * DAYS_A_YEAR),
    (Op.QUOTIENT, "Elm has 60 boats. It has 12 crews.", "count", 5),
    (Op.HOW_LONG, "The rent is 40 euros a month. He paid 480 euros.", "time", 12 * DAYS_A_MONTH),
]  # fmt: skip


@pytest.mark.parametrize(("op", "text", "dimension", "expected"), CASES)
def test_each_operation_gives_a_value_of_its_dimension(
    op: Op, text: str, dimension: str, expected: float
) -> None:
    values = [each.value for each in everything(text, dimension) if each.op is op]

    assert any(each == pytest.approx(expected) for each in values)


def test_every_operation_is_among_the_cases() -> None:
    assert {op for op, *_ in CASES} == set(Op)


# --- dimensions ---


def results(text: str, op: Op) -> dict[str, list[Result]]:
    one, other = frames(text)
    some: dict[str, list[Result]] = {}
    for first in operands_of(one):
        for second in operands_of(other):
            for dimension, result in from_two(first, second):
                if result.op is op:
                    some.setdefault(dimension, []).append(result)
    return some


@pytest.mark.parametrize(
    ("text", "op", "dimensions"),
    [
        ("It rose from 29 percent to 52 percent.", Op.DIFFERENCE, {"percent", "points"}),
        ("It rose from 29 percent to 52 percent.", Op.SHARE, set()),
        ("Elm paid $29. Oak paid $52.", Op.DIFFERENCE, {"USD"}),
        ("Elm paid $29. Oak paid $52.", Op.PRODUCT, set()),
        ("Elm paid $29. Oak has 52 boats.", Op.SUM, set()),
        ("Elm paid $29. Oak has 52 boats.", Op.DIFFERENCE, set()),
        ("Elm paid $200. It lost 15 percent.", Op.PART_OF, {"USD"}),
        ("It opened in 2019. It closed in 2023.", Op.SPAN, {"time"}),
        ("It opened in 2019. It closed in 2023.", Op.SUM, set()),
        ("It opened in 2019. It has 52 boats.", Op.DIFFERENCE, set()),
    ],
)
def test_what_comes_out_has_the_dimension_of_its_operation(
    text: str, op: Op, dimensions: set[str]
) -> None:
    assert set(results(text, op)) == dimensions


def test_two_shares_of_more_than_a_whole_are_not_added() -> None:
    assert results("It has 60 percent. Oak has 52 percent.", Op.SUM) == {}
    assert "percent" in results("It has 40 percent. Oak has 52 percent.", Op.SUM)


# --- signs ---


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("It rose from 400 boats to 500 boats.", 1),
        ("It fell to 400 boats from 500 boats.", -1),
        ("It had 400 boats in 2019. It had 500 boats in 2023.", 1),
        ("It had 400 boats in 2023. It had 500 boats in 2019.", -1),
        ("It had 500 boats in 2019. It had 400 boats in 2023.", -1),
        ("It had 400 boats last year. It has 500 boats now.", 1),
        ("Elm had 400 boats. Oak had 500 boats.", 0),
    ],
)
def test_the_sign_of_a_difference_is_known_only_where_times_or_from_say_it(
    text: str, way: int
) -> None:
    boats = [each for each in frames(text) if each.noun == {"boat"}]
    one, other = (next(operands_of(each)) for each in boats)

    (difference,) = [r for d, r in from_two(one, other) if r.op is Op.DIFFERENCE and d == "count"]
    (turned,) = [r for d, r in from_two(other, one) if r.op is Op.DIFFERENCE and d == "count"]

    assert difference.way == turned.way == way


def test_without_a_time_a_change_is_told_both_ways() -> None:
    changes = results("Elm had 400 boats. Oak had 500 boats.", Op.CHANGE)["percent"]

    assert {(each.value, each.way) for each in changes} == {(25.0, 1), (20.0, -1)}


def test_a_sum_has_no_sign() -> None:
    (both,) = results("It rose from 400 boats to 500 boats.", Op.SUM)["count"]

    assert both.way == 0


def test_what_was_before_a_rise_is_less_and_before_a_fall_more() -> None:
    before = results("Elm has 200 boats. It is 20 percent.", Op.BEFORE_CHANGE)["count"]

    assert {each.way for each in before if each.value < 200} == {1}
    assert {each.way for each in before if each.value > 200} == {-1}


# --- operands ---


def test_x_of_y_is_a_share_and_two_counts() -> None:
    found = [(o.dimension, o.value) for o in operands_of(frame("It sank 22 of 32 boats."))]

    assert found == [("percent", 68.75), ("count", 22.0), ("count", 32.0)]


def test_both_ends_of_a_range_are_operands() -> None:
    found = [o.value for o in operands_of(frame("The walk takes 5 to 7 days."))]

    assert found == [5.0, 7.0]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It opened in 2019.", [("year", 2019.0)]),
        ("It began at 17:30.", [("clock", 1050.0)]),
        ("It came 12th.", [("ordinal", 12.0)]),
        ("It came second.", []),
        ("Dozens of boats came.", []),
    ],
)
def test_points_in_time_and_ranks_are_operands_of_their_own(
    sentence: str, expected: list[tuple[str, float]]
) -> None:
    found = [(o.dimension, o.value) for each in frames(sentence) for o in operands_of(each)]

    assert found == expected


def test_a_full_date_is_a_year_and_a_day() -> None:
    found = {o.dimension for o in operands_of(frame("It opened on 4 March 2021."))}

    assert found == {"year", "date"}


def test_what_a_date_names_is_read_as_far_as_it_goes() -> None:
    assert years_of(quantity("2019-2023")) == (2019, 2023)
    assert years_of(quantity("480 homes")) == ()
    assert day_of("--03-04", 2021) == day_of("2021-03-04", 1999)
    assert day_of("2021-02-31", 2021) is None
    assert day_of("2021", 2021) is None
    assert minutes_of("17:30") == 1050
    assert minutes_of("2021") is None


def test_where_it_started_is_the_earlier_of_two() -> None:
    level, origin = (next(operands_of(f)) for f in frames("It rose to 41 boats from 35 boats."))

    assert order_of(origin, level) == 1
    assert order_of(level, origin) == -1


def test_a_single_number_gives_nothing_but_itself_where_no_operation_fits() -> None:
    (one,) = operands_of(frame("Elm has 52 boats."))

    assert list(from_one(one)) == []


def test_two_readings_of_one_number_are_not_compared() -> None:
    low, high = operands_of(frame("The walk takes 5 to 7 days."))

    assert list(from_two(low, high)) == []


def test_zero_divides_nothing() -> None:
    one, other = frames("Elm has 0 boats. Oak has 12 boats.")
    zero, some = Operand(0.0, "count", one), Operand(12.0, "count", other)

    ops = {result.op for _, result in from_two(zero, some)}

    assert ops == {Op.DIFFERENCE, Op.SUM, Op.MEAN}
