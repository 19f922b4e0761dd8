"""Random values in place of true ones: drawn alike each time, and alike in form."""

import random

import pytest

from bench.coincidence import Try, _draws, acceptance, tries
from bench.labelled import Statement
from schemas import Status

SOURCE = "The fund held 640 paintings. Of these, 410 were sold in May and 90 in June."
TRUE = Statement("one", "After May the fund had 230 paintings left.", SOURCE, wrong=False)


def draws(numeral: str) -> list[str]:
    return list(_draws(numeral, random.Random(1)))  # noqa: S311  no secret


@pytest.mark.parametrize("numeral", ["412", "480", "1,500", "0.6", "46.50", "7", "900", "0.05"])
def test_a_draw_has_the_form_of_the_true_number_and_another_value(numeral: str) -> None:
    drawn = draws(numeral)
    values = [float(each.replace(",", "")) / float(numeral.replace(",", "")) for each in drawn]

    assert drawn
    assert {len(each) for each in drawn} == {len(numeral)}
    assert all(0.29 < value <= 3 and value != 1 for value in values)


def test_closing_zeros_stay() -> None:
    assert all(each.endswith("00") for each in draws("34,900"))


def test_the_same_statements_give_the_same_tries() -> None:
    assert list(tries([TRUE])) == list(tries([TRUE]))


def test_a_try_replaces_the_number_and_reports_the_finding_on_it() -> None:
    found = list(tries([TRUE]))

    assert found
    assert all(each.finding.quantity.text in each.statement for each in found)
    assert all("230" not in each.statement for each in found)


def test_only_what_is_derived_counts_as_accepted() -> None:
    some = next(iter(tries([TRUE])))
    derived, absent = (
        Try(some.statement, some.kind, some.finding.model_copy(update={"status": status}))
        for status in (Status.DERIVED, Status.ABSENT)
    )

    assert acceptance("T", [derived, absent]).splitlines()[4].split() == [
        "all",
        "2",
        "1",
        "50.0",
        "0",
        "0.0",
    ]
