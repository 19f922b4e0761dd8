"""Dates, years and clock times, each compared as far as it is known."""

import pytest

from schemas import Status
from tests.unit.reconcile import codes, found


@pytest.mark.parametrize(
    ("source", "statement", "status"),
    [
        ("The quay opens on 14 May 2026.", "The quay opens on 14 May.", Status.REFORMATTED),
        ("The quay opens on 14 May 2026.", "The quay opens in May 2026.", Status.REFORMATTED),
        ("The quay opens on 14 May 2026.", "The quay opens in 2026.", Status.REFORMATTED),
        ("The quay opens on 14 May 2026.", "The quay opens on May 14, 2026.", Status.REFORMATTED),
        ("The quay opens on 14 May 2026.", "The quay opens on 15 May 2026.", Status.ABSENT),
        ("The quay opens on 14 May 2026.", "The quay opens in 2027.", Status.ABSENT),
        ("The quay opens in 2026.", "The quay opens on 14 May 2026.", Status.ABSENT),
    ],
)
def test_a_date_bears_out_its_own_parts_and_no_more(
    source: str, statement: str, status: Status
) -> None:
    assert found(source, statement).status is status


@pytest.mark.parametrize(
    ("source", "statement", "code"),
    [
        ("The quay opens in mid-2026.", "The quay opens in mid-2026.", "exact"),
        ("The quay opens in mid-2026.", "The quay opens in 2026.", "reformatted"),
        ("The quay opens in mid-2026.", "The quay opens in mid-2025.", "absent"),
        ("The quay opens in late 2026.", "The quay opens in early 2026.", "part_of_year"),
        ("The quay opens in 2026.", "The quay opens in early 2026.", "part_of_year"),
    ],
)
def test_a_part_of_a_year_is_not_another_part(source: str, statement: str, code: str) -> None:
    assert codes(source, statement) == [code]


def test_a_part_of_a_year_that_the_source_leaves_open_cannot_be_judged() -> None:
    early = "The quay opens in early 2026."

    assert found("The quay opens in 2026.", early).status is Status.UNCLEAR
    assert found("The quay opens in late 2026.", early).status is Status.CHANGED


def test_a_year_put_to_a_date_that_has_none_cannot_be_judged() -> None:
    source = "The quay opens on 14 May."

    assert codes(source, "The quay opens on 14 May 2026.") == ["year_unsaid"]
    assert codes(source, "The quay opens on 15 May 2026.") == ["absent"]


@pytest.mark.parametrize(
    ("source", "statement", "status"),
    [
        ("The gate shut at 17:30.", "The gate shut at 5:30 pm.", Status.REFORMATTED),
        ("The gate shut at 5:30 p.m.", "The gate shut at 17:30.", Status.REFORMATTED),
        ("The gate shut at 17:30.", "The gate shut at 5:30.", Status.REFORMATTED),
        ("The gate shut at 17:30.", "The gate shut at 17:45.", Status.ABSENT),
        ("The gate shut at 17:30.", "The gate shut at 6:30 pm.", Status.ABSENT),
    ],
)
def test_a_clock_is_read_on_twelve_and_on_twenty_four_hours(
    source: str, statement: str, status: Status
) -> None:
    assert found(source, statement).status is status


def test_a_quarter_may_be_said_in_other_words() -> None:
    source = "From July to September the mill ground 75 tonnes."

    assert codes(source, "In the third quarter the mill stood still.") == ["moment"]
    assert codes("In Q3 2026 the mill ground rye.", "In Q3 the mill ground rye.") == ["reformatted"]
    assert codes("In Q3 2026 the mill ground rye.", "In Q4 the mill ground rye.") == ["absent"]


def test_an_end_of_a_span_of_days_is_part_of_it() -> None:
    source = "The fair runs from 4 to 6 March 2025."

    assert found(source, "The fair opens on 4 March 2025.").status is Status.REFORMATTED
    assert found(source, "The fair ends on 6 March.").status is Status.REFORMATTED
    assert found(source, "The fair ends on 7 March 2025.").status is Status.ABSENT


def test_an_interval_that_keeps_one_end_keeps_the_other() -> None:
    source = "It ran between 2009 and 2014. He was jailed for five years."

    assert codes(source, "It ran between 2004 and 2014.") == ["range"]
    assert codes(source, "It ran from 2009 to 2014.") == ["reformatted"]
    assert codes(source, "It ran in 2009-2014.") == ["reformatted"]
