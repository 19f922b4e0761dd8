"""How one date, year or time of day stands to another."""

import pytest

from pipeline.reconcile.moments import Calendar, ends_of, moments_of, relate_moments
from pipeline.reconcile.values import Relation
from tests.unit.reconcile import quantity


def between(stated: str, source: str) -> Relation | None:
    return relate_moments(quantity(stated), quantity(source))


@pytest.mark.parametrize("stated", ["9 June 2025", "June 2025", "2025", "9 June", "June 9, 2025"])
def test_a_date_bears_out_its_own_parts(stated: str) -> None:
    assert between(stated, "9 June 2025") is Relation.EQUAL


@pytest.mark.parametrize(
    ("stated", "source"),
    [("9 June 2025", "June 2025"), ("9 June 2025", "2025"), ("June 2025", "2025")],
)
def test_what_is_added_to_a_date_is_not_borne_out(stated: str, source: str) -> None:
    assert between(stated, source) is Relation.NEAR


def test_a_year_that_is_added_to_a_day_is_told_as_a_looser_thing() -> None:
    assert between("9 June 2025", "9 June") is Relation.HEDGED
    assert between("10 June 2025", "9 June") is not Relation.HEDGED


@pytest.mark.parametrize(
    ("stated", "source"),
    [("10 June 2025", "9 June 2025"), ("June 2024", "June 2025"), ("10 June", "9 June")],
)
def test_a_date_that_shares_a_part_is_near(stated: str, source: str) -> None:
    assert between(stated, source) is Relation.NEAR


def test_another_year_is_another_value() -> None:
    assert between("2020", "2019") is Relation.OTHER


def test_dates_that_say_different_things_have_no_relation() -> None:
    assert between("17:30", "2019") is None
    assert relate_moments(quantity("2019"), quantity("480 homes")) is None


@pytest.mark.parametrize("stated", ["2019", "2023", "2019-2023"])
def test_an_interval_bears_out_its_ends(stated: str) -> None:
    assert between(stated, "from 2019 to 2023") is Relation.EQUAL


def test_an_interval_with_one_other_end_is_a_changed_range() -> None:
    assert between("2019-2024", "2019-2023") is Relation.RANGE
    assert between("2018-2023", "2019-2023") is Relation.RANGE
    assert between("2018-2024", "2019-2023") is Relation.OTHER


def test_early_mid_and_late_narrow_a_year() -> None:
    assert between("2025", "late 2025") is Relation.EQUAL
    assert between("late 2025", "late 2025") is Relation.EQUAL
    assert between("late 2025", "2025") is Relation.ROUNDED
    assert between("late 2025", "early 2025") is Relation.ROUNDED


def test_a_clock_time_is_known_on_twelve_and_on_twenty_four_hours() -> None:
    assert between("5:30 pm", "17:30") is Relation.EQUAL
    assert between("5:30", "17:30") is Relation.EQUAL
    assert between("5:45", "17:30") is not Relation.EQUAL


def test_morning_and_evening_are_told_apart_where_both_say_it() -> None:
    assert between("5 pm", "5 am") is Relation.NEAR
    assert between("5 p.m.", "5 pm") is Relation.EQUAL


def test_a_morning_is_no_time_in_the_evening_on_twenty_four_hours() -> None:
    assert between("5:30 am", "17:30") is not Relation.EQUAL


def test_both_ends_of_an_interval_are_moments_of_their_own() -> None:
    first, last = ends_of(quantity("2019-2023"))

    assert (first.year, last.year) == ("2019", "2023")
    assert ends_of(quantity("2019")) == ()
    assert ends_of(quantity("480 homes")) == ()


def test_a_date_says_a_moment_or_all_of_it_but_the_year() -> None:
    dates = "9 June 2025", "9 June", "10 June", "9 June 2024", "480 homes", "June 2025", "2025"
    calendar = Calendar(map(quantity, dates))

    def found(written: str) -> list[str]:
        (moment,) = moments_of(written)
        return [dates[place] for place in calendar.saying(moment, 10)]

    assert found("2025-06-09") == ["9 June 2025", "9 June"]
    assert found("--06-09") == ["9 June 2025", "9 June", "9 June 2024"]
    assert found("2025-06") == ["9 June 2025", "9 June", "10 June", "June 2025"]
    assert found("2024-06-10") == ["10 June"]
    assert found("2019-01") == []


def test_a_clock_time_is_found_by_either_way_to_write_it() -> None:
    calendar = Calendar(map(quantity, ("5:30 pm", "17:30", "5:45", "9 June")))
    (moment,) = moments_of("17:30")

    assert calendar.saying(moment, 10) == [0, 1]
    assert calendar.saying(moment, 1) == [0]
