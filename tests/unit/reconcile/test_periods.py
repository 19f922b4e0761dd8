"""By what time a figure is, and against what earlier time a change is counted."""

import pytest

from schemas import Status
from tests.unit.reconcile import codes, doubts, found


@pytest.mark.parametrize(
    ("source", "caught", "left"),
    [
        (
            "The stall earns 640 euros a week.",
            "The stall earns 640 euros a day.",
            "The stall earns 640 euros each week.",
        ),
        (
            "The quarry moves 900 tonnes per day.",
            "The quarry moves 900 tonnes per month.",
            "The quarry moves 900 tonnes every day.",
        ),
        (
            "Last June, annual profits of 31 million euros were reported by the yard.",
            "The yard reported profits of 31 million euros a month.",
            "The yard reported profits of 31 million euros a year.",
        ),
        (
            "The yard paid 31 million euros in rent annually.",
            "The yard paid 31 million euros in rent monthly.",
            "The yard paid 31 million euros in rent yearly.",
        ),
        (
            "The dyke will cost 48 million euros over four years.",
            "The dyke will cost 48 million euros a year.",
            "The dyke will cost 48 million euros.",
        ),
        # A rate by another thing than time is one by another thing too.
        (
            "Power costs 36 cents per kilowatt-hour.",
            "Power costs 36 cents per megawatt-hour.",
            "Power costs 36 cents a kWh.",
        ),
        (
            "The rent is 36 euros a fortnight.",
            "The rent is 36 euros a week.",
            "The rent is 36 euros per fortnight.",
        ),
    ],
)
def test_a_rate_by_one_time_is_no_rate_by_another(source: str, caught: str, left: str) -> None:
    assert "period" in codes(source, caught)
    assert doubts(source, left) == []


@pytest.mark.parametrize(
    ("source", "caught", "left"),
    [
        (
            "Exports rose 2.8% from a year earlier.",
            "Exports rose 2.8% from the previous month.",
            "Exports rose 2.8% compared with a year earlier.",
        ),
        (
            "Exports rose 2.8% on the previous quarter.",
            "Exports rose 2.8% year-on-year.",
            "Exports rose 2.8% quarter-on-quarter.",
        ),
        (
            "Arrests fell by 140 compared to the previous week.",
            "Arrests fell by 140 compared with a month earlier.",
            "Arrests fell by 140 against the prior week.",
        ),
    ],
)
def test_a_change_is_counted_against_one_earlier_time(source: str, caught: str, left: str) -> None:
    assert "period" in codes(source, caught)
    assert doubts(source, left) == []


def test_a_time_that_the_source_does_not_name_was_added() -> None:
    source = "The festival cost the town 85,000 euros."

    assert codes(source, "The festival costs the town 85,000 euros a year.") == ["period_added"]
    assert doubts(source, "The festival cost the town 85,000 euros.") == []


def test_a_rate_turned_into_one_by_another_time_is_derived() -> None:
    source = "The stall earns 640 euros a week."

    assert found(source, "The stall earns 33,280 euros a year.").status is Status.DERIVED
    assert found(source, "The stall earns 36,280 euros a year.").status is Status.ABSENT


def test_words_of_the_next_clause_are_not_of_this_number() -> None:
    source = "The yard built 40 boats, and each year it repairs some more."

    assert doubts(source, "The yard built 40 boats.") == []
    assert "period_added" in codes(source, "The yard built 40 boats a year.")
