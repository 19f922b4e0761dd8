"""How one number of a source stands to one of a statement, code by code."""

import pytest

from pipeline.numbers.reconcile.compare import compare
from tests.unit.reconcile import codes, quantity


def code(source: str, stated: str) -> str | None:
    found = compare(quantity(stated), quantity(source))
    return None if found is None else found.code


@pytest.mark.parametrize(
    ("source", "stated", "expected"),
    [
        ("nearly 480 homes", "nearly 480 homes", "exact"),
        ("480 homes", "four hundred and eighty homes", "reformatted"),
        ("nearly 480 homes", "480 homes", "hedge_dropped"),
        ("about 480 homes", "480 homes", "hedge_dropped"),
        ("at least 480 homes", "480 homes", "bound_dropped"),
        ("480 homes", "more than 480 homes", "bound"),
        ("at least 480 homes", "exactly 480 homes", "bound"),
        ("480 homes", "at least 480 homes", "within_bound"),
        ("1,234 trees", "about 1,200 trees", "rounded"),
        ("480 homes", "512 homes", None),
    ],
)
def test_equal_values_are_told_apart_by_their_bounds(
    source: str, stated: str, expected: str | None
) -> None:
    assert code(source, stated) == expected


@pytest.mark.parametrize(
    ("source", "stated", "expected"),
    [
        ("8 to 10 boats", "10 boats", "range_end"),
        ("8 to 10 boats", "8 boats", "range_end"),
        ("8 to 10 boats", "9 boats", None),
        ("8 to 10 boats", "10 cars", None),
        ("8 to 10 boats", "10", "range_end"),
        ("8 to 10 boats", "between 8 and 10 boats", "reformatted"),
    ],
)
def test_the_end_of_a_range_is_not_the_range(
    source: str, stated: str, expected: str | None
) -> None:
    assert code(source, stated) == expected


@pytest.mark.parametrize(
    ("source", "stated", "expected"),
    [
        ("$3.2 billion", "$3.2 million", "scale"),
        ("$3.2 million", "$3.2 billion", "scale"),
        ("$3.2 trillion", "$3.2 thousand", "scale"),
        ("32 million homes", "32 homes", "scale"),
        ("$3.2 billion", "$32 billion", None),
        ("$3.2 billion", "$32 million", None),
        ("$3.2 billion", "$4.8 million", None),
        # One digit alone is common: it must be of the same things.
        ("3 million homes", "3 homes", "scale"),
        ("3 million homes", "3 boats", None),
        ("3 million homes", "0 homes", None),
        ("0 homes", "3 million homes", None),
        ("3 to 5 million homes", "3 to 5 homes", None),
    ],
)
def test_the_same_digits_a_thousand_times_as_large_are_another_scale(
    source: str, stated: str, expected: str | None
) -> None:
    assert code(source, stated) == expected


@pytest.mark.parametrize(
    ("source", "stated", "expected"),
    [
        ("40 kilometres", "40 miles", "unit"),
        ("$40", "€40", "unit"),
        ("40 kilometres", "40 hours", "unit"),
        ("40 kilometres", "50 hours", None),
        ("5 percent", "5 percentage points", "points"),
        ("5 percentage points", "5 percent", "points"),
        ("5 percent", "6 percentage points", None),
        ("5 percent", "5 boats", "unit"),
    ],
)
def test_the_same_digits_of_another_unit_are_another_figure(
    source: str, stated: str, expected: str | None
) -> None:
    assert code(source, stated) == expected


@pytest.mark.parametrize(
    ("source", "stated", "expected"),
    [
        ("18 cents", "€0.18", "reformatted"),
        ("€0.18", "18 cents", "reformatted"),
        ("€0.18", "$0.18", "unit"),
        ("€1.18", "18 cents", None),
        ("160 kg", "353 pounds", "reformatted"),
        ("£160", "160 kg", "unit"),
        ("90-year-old", "90", "reformatted"),
        ("90", "90-year-old", "reformatted"),
        ("31C", "31 degrees", "reformatted"),
        ("31C", "32 degrees", None),
        ("31C", "31 boats", "unit"),
        ("70%", "seven in ten", "reformatted"),
        ("70%", "six in ten", None),
        ("22 of 32 pumps", "22 pumps", "exact"),
        ("22 of 32 pumps", "32 pumps", "exact"),
        ("22 of 32 pumps", "54 pumps", None),
        ("22 of 32 pumps", "69%", None),
        ("22 of 32 pumps", "22 of 32 pumps", "exact"),
        ("22 of 32 pumps", "22 of 54 pumps", None),
        ("20 boats", "one in five", None),
        ("won 9-4", "nine goals", "reformatted"),
        ("won 9-4", "four goals", "reformatted"),
        ("won 9-4", "13 goals", None),
        ("won 9-4", "9%", None),
        ("won 9-4", "nine hours", None),
        ("the fifth year", "five years", "reformatted"),
        ("the fifth year", "six years", None),
    ],
)
def test_a_number_is_found_in_another_form(source: str, stated: str, expected: str | None) -> None:
    assert code(source, stated) == expected


@pytest.mark.parametrize(
    ("source", "stated", "expected"),
    [
        ("$36 a week", "$1,872 a year", "period_converted"),
        ("$36 a week", "$1,880 a year", "period_converted"),
        ("$36 a week", "$1,910 a year", None),
        ("$1,200 a year", "$100 a month", "period_converted"),
        ("$40 a day", "$14,600 a year", "period_converted"),
        # Of a range both ends.
        ("$30 to $36 a week", "$1,560 to $1,872 a year", "period_converted"),
        ("$30 to $36 a week", "$1,560 a year", None),
        ("$36 a week", "$1,872 to $3,000 a year", None),
        ("41.6 euros per MWh", "about 42 euros per kWh", None),
        ("41.6 euros per kWh", "about 42 euros per MWh", None),
        ("36 euros per tonne", "40 euros per tonne", None),
        ("36 euros per tonne", "36 euros per tonne", "exact"),
    ],
)
def test_a_rate_is_turned_into_one_by_another_time(
    source: str, stated: str, expected: str | None
) -> None:
    assert code(source, stated) == expected


def test_a_converted_rate_shows_its_formula() -> None:
    yearly = compare(quantity("$1,872 a year"), quantity("$36 a week"))
    monthly = compare(quantity("$100 a month"), quantity("$1,200 a year"))

    assert yearly is not None
    assert "$36 × 52 = 1872" in yearly.reason
    assert monthly is not None
    assert "$1,200 / 12 = 100" in monthly.reason


def test_a_converted_range_shows_both_ends() -> None:
    yearly = compare(quantity("$1,560 to $1,872 a year"), quantity("$30 to $36 a week"))

    assert yearly is not None
    assert yearly.reason.endswith(" = 1560 to 1872")


@pytest.mark.parametrize(
    ("source", "stated", "expected"),
    [
        ("€0.24", "24 cents", "reformatted"),
        ("€0.183", "18 cents", "rounded"),
        ("€0.24", "18 cents", None),
        ("€0.21", "22 cents", None),
        ("24 cents", "€0.27", None),
    ],
)
def test_cents_are_rounded_by_half_a_cent_and_not_by_half_a_euro(
    source: str, stated: str, expected: str | None
) -> None:
    assert code(source, stated) == expected


@pytest.mark.parametrize("stated", ["about 42 euros per hour", "42 euros an hour"])
def test_an_amount_by_length_is_another_figure_than_one_by_time(stated: str) -> None:
    assert codes("The cart costs 41.6 euros per kilometre.", f"It costs {stated}.") == ["period"]


@pytest.mark.parametrize(
    ("stated", "flagged"),
    [
        ("between £840m and £890m", True),
        ("between £800m and £860m", True),
        ("£840m to £860m", False),
        ("between £830m and £870m", False),  # each end is rounded
    ],
)
def test_a_range_that_keeps_one_end_keeps_the_other(stated: str, flagged: object) -> None:
    source = "Profit will be between £840m and £860m."

    assert (codes(source, f"Profit will be {stated}.") == ["range"]) is flagged


def test_crowns_are_those_of_the_country_that_the_other_side_names() -> None:
    source = "Norvik had sales of 14.8 billion kroner."

    assert codes(source, "Norvik had sales of NOK 14.8bn.") == ["reformatted"]
    assert codes(source, "Norvik had sales of EUR 14.8bn.") != ["reformatted"]
