"""Which codes gates act on, and how `bench.precision` counts what they rest on."""

import pytest

from bench import precision as bench
from bench.judge import data
from bench.judge.data import Case
from pipeline import check_statement
from pipeline.reconcile import precision
from pipeline.reconcile.precision import MEASURED, Precision, is_trusted, read_precision
from schemas import Outcome, Sensitivity

SOURCE = "The council spent $30 million on 12 boats and $45 million on 40 buses in May."
SWAPPED = "The council spent $45 million on 12 boats and $30 million on 40 buses in May."


def measured(ours: Precision, others: Precision) -> dict[str, dict[str, Precision]]:
    return {"ours": {"scale": ours}, "others": {"scale": others}}


@pytest.mark.parametrize(
    ("ours", "others", "expected"),
    [
        (Precision(0, 0), Precision(0, 0), True),
        (Precision(8, 10), Precision(0, 0), True),
        (Precision(79, 100), Precision(0, 0), False),
        (Precision(0, 0), Precision(7, 10), False),
        (Precision(70, 100), Precision(100, 100), True),
    ],
)
def test_gates_act_on_a_code_that_was_right_in_80_of_100_cases(
    monkeypatch: pytest.MonkeyPatch, ours: Precision, others: Precision, *, expected: bool
) -> None:
    monkeypatch.setattr(precision, "MEASURED", measured(ours, others))

    assert is_trusted("scale") is expected


def test_what_is_unsupported_under_another_code_is_for_review_unless_strict() -> None:
    normal = check_statement(SWAPPED, SOURCE)
    strict = check_statement(SWAPPED, SOURCE, sensitivity=Sensitivity.STRICT)

    assert not is_trusted("swapped")
    assert {finding.code for finding in normal.findings} >= {"swapped"}
    assert (normal.outcome, strict.outcome) == (Outcome.REVIEW, Outcome.UNSUPPORTED)


def case(text: str, *, wrong: bool, bad: tuple[str, ...] = ()) -> Case:
    return Case("E1", text, "a", text, SOURCE, wrong=wrong, kind="", bad=bad)


def test_a_number_counts_as_right_where_it_is_the_one_that_is_marked_wrong() -> None:
    stated = "It spent $30 billion on boats."
    cases = [
        case(stated, wrong=True, bad=("$30 billion",)),
        case(stated, wrong=True),
        case(stated, wrong=True, bad=("boats",)),
        case(stated, wrong=False),
        case("It spent $30 million on boats.", wrong=False),
    ]

    assert bench.counted(cases) == {"scale": Precision(2, 4)}


def test_what_is_written_is_what_is_read() -> None:
    text = bench.written(dict(MEASURED["ours"]), dict(MEASURED["others"]))

    assert read_precision(text) == MEASURED
    assert all(
        0 <= each.right <= each.found for some in MEASURED.values() for each in some.values()
    )


def test_the_table_says_on_which_codes_gates_act() -> None:
    lines = bench.report(dict(MEASURED["ours"]), dict(MEASURED["others"])).splitlines()

    gates = {line.split()[0]: line.split()[-1] for line in lines if line[:1].islower()}
    assert gates["scale"] == "yes"
    assert gates["swapped"] == "review"


def test_a_number_that_only_arithmetic_gives_is_told_with_it() -> None:
    text = "Bellhaven sells its pretzels and popcorn in 22 countries."
    (stated,) = (each for each in data.ours(("E1",)) if each.text == text)

    (finding,) = check_statement(stated.text, stated.source).findings

    assert (finding.code, finding.formula) == ("coincidence", "$46 / 2.1 = 21.9")
    assert finding.outcome is Outcome.REVIEW
