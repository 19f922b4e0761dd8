"""The scorer of `make bench`: what counts as found. Bench is not installed; see .ci/wheel-test."""

import pytest

from bench.agreement import RULES, Label, Reading, Sample, score
from bench.units import akin, canonical


def agreed(label: Label, reading: Reading) -> list[str]:
    return [name for name, rule in RULES.items() if rule(label, reading)]


@pytest.mark.parametrize(
    ("label", "reading", "rules"),
    [
        (Label(5, "km"), Reading(5, "kilometres"), ["value", "unit", "unit~", "mod", "all"]),
        (Label(5, "km"), Reading(5, "mile"), ["value", "mod"]),
        (Label(5, "km"), Reading(5, "km", "~"), ["value", "unit", "unit~"]),
        (Label(5, "km"), Reading(6, "km"), []),
        (Label(5, "ship"), Reading(5, "rusty ships"), ["value", "unit~", "mod", "all"]),
        (
            Label(5, "x", unit_text="mph"),
            Reading(5, "mph"),
            ["value", "unit", "unit~", "mod", "all"],
        ),
        (Label(5, None), Reading(5, "km"), ["value", "unit", "unit~", "mod", "all"]),
        (Label(5, "-"), Reading(5, "km"), ["value", "mod"]),
        (Label((3, 5), "-"), Reading((3, 5)), ["value", "unit", "unit~", "mod", "all"]),
        (Label((3, 5), "-"), Reading(3), []),
        (Label(4, "-"), Reading((3, 5)), []),
        (Label(1 / 3, "-"), Reading(0.333333), ["value", "unit", "unit~", "mod", "all"]),
        (Label(5, "-", start=0, end=4), Reading(5, start=4, end=5), []),
        (Label(5, "-", start=0, end=4), Reading(5), ["value", "unit", "unit~", "mod", "all"]),
    ],
)
def test_a_reading_agrees_by_the_rules_it_meets(
    label: Label, reading: Reading, rules: list[str]
) -> None:
    assert agreed(label, reading) == rules


def test_one_reading_counts_for_one_label() -> None:
    sample = Sample("3 of 3", (Label(3, "-"), Label(3, "-")))

    assert score([sample], [[Reading(3)]]).recall == 0.5


def test_labels_are_given_readings_so_that_most_are_found() -> None:
    near, far = Label(3, "-", start=0, end=9), Label(3, "-", start=5, end=20)

    found = score(
        [Sample("3 … 3", (near, far))], [[Reading(3, start=6, end=7), Reading(3, start=1, end=2)]]
    )

    assert found.recall == 1


def test_what_is_read_too_much_lowers_f1() -> None:
    found = score([Sample("3", (Label(3, "-"),))], [[Reading(3), Reading(4)]])

    assert found.f1["value"] == pytest.approx(2 / 3)


def test_a_place_that_is_not_judged_counts_neither_way() -> None:
    sample = Sample("3 in 2019", (Label(3, "-", start=0, end=1),), unjudged=((5, 9),))

    found = score([sample], [[Reading(3, start=0, end=1), Reading(2019, start=5, end=9)]])

    assert found.f1["value"] == 1


def test_a_trap_is_met_by_its_value_or_its_place() -> None:
    sample = Sample("the F-35 of 1999", (), traps=(1999,), trap_places=((4, 8),))

    found = score([sample], [[Reading(35, start=6, end=8), Reading(1999, start=12, end=16)]])

    assert (found.trapped, found.traps) == (2, 2)


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        (None, "-"),
        ("US$", "dollar"),
        ("USD per month", "dollar per month"),
        ("Years of age", "year of age"),
        ("supply ships", "supply ship"),
    ],
)
def test_a_unit_has_one_name(unit: str | None, name: str) -> None:
    assert canonical(unit) == name


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("people", "people of Europe", True),
        ("guard", "border guards", True),
        ("ship", "crew", False),
        ("dollar", "dollar bill", False),
        ("job", "job per week", False),
        ("ship", None, False),
    ],
)
def test_things_are_akin_by_their_head_or_a_part_of_the_name(
    one: str, other: str | None, *, expected: bool
) -> None:
    assert akin(one, other) is expected
