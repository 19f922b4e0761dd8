"""A unit that a sentence says only once: of a number that leaves it out, and of none that counts."""

import pytest

from schemas import Status
from tests.unit.reconcile import findings, found, source_of


@pytest.mark.parametrize(
    ("source", "statement", "formula"),
    [
        (
            "The tram is 310 million euros over its budget of 1.9 billion.",
            "The tram cost about 2.2 billion euros.",
            "310 million euros + 1.9 billion = 2210000000",
        ),
        (
            "The trip takes 24 minutes instead of 41.",
            "The trip gets 17 minutes shorter.",
            "41 − 24 minutes = 17",
        ),
        (
            "The flood cost growers 900 million euros, of which insurance covers 240 million.",
            "Growers bear 660 million euros of the flood themselves.",
            "900 million euros − 240 million = 660000000",
        ),
        (
            "The crop is seen at 7.8 million tonnes, after 7.1 million.",
            "The crop grows 10%.",
            "7.8 million tonnes / 7.1 million − 1 = 9.9 %",
        ),
    ],
)
def test_a_bare_number_is_reckoned_with_in_the_unit_before_it(
    source: str, statement: str, formula: str
) -> None:
    finding = found(source, statement)

    assert (finding.status, finding.formula) == (Status.DERIVED, formula)


def test_a_stated_unit_is_borne_out_by_a_bare_number_behind_one_that_has_it() -> None:
    source = "The tram is 310 million euros over its budget of 1.9 billion."

    assert found(source, "Its budget was 1.9 billion euros.").status is Status.REFORMATTED
    assert found(source, "Its budget was 1.9 billion dollars.").status.flagged


def test_a_bare_number_may_still_be_of_things() -> None:
    source = "Arrivals fell 59% in the first half, to 24,300 from 59,200 a year before."

    assert found(source, "There were 34,900 fewer arrivals.").status is Status.DERIVED


@pytest.mark.parametrize(
    "text",
    [
        "The tram took 24 minutes and 41 buses.",  # it counts buses
        "The tram took 24 minutes, 12 riders and 41.",  # what stands between counts riders
        "The tram took 41, or 24 minutes.",  # the unit stands behind
    ],
)
def test_no_unit_is_put_to_what_counts_or_stands_apart(text: str) -> None:
    assert not source_of(text).elliptic


def test_a_number_read_twice_is_not_added_to_itself() -> None:
    source = "He was shot 4 hours after at least two more."

    assert all(each.formula is None for each in findings(source, "4 killed in Egypt"))
