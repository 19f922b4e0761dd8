"""What a library is said to say of a figure, with where it stands: by weights made by hand."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.evidence.parts import Part
from pipeline.evidence.verdict.finding import find_evidence
from pipeline.evidence.verdict.verdicts import OUTCOMES, Weights
from pipeline.reconcile.judge_model import Linear
from schemas import EvidenceOutcome, FoundEvidence
from tests.unit.evidence.asking import asked_in, library_of, spending
from tests.unit.evidence.shelf import prose

ROADS, PARKS = ("Roads", "2.8", "3.0", "3.6"), ("Parks", "1.0", "1.1", "1.7")
BUSES = ("Buses", "5.0", "5.2", "5.9")
STATED = "Roads cost £3.6 million."
SPENDING = spending(ROADS, PARKS, name="sheet Budget")


def constant(score: float) -> Linear:
    return Linear({}, score)


def weights(
    outcome: str = "borne_out",
    *,
    bears_out: float = 1.0,
    computed: float = -9.0,
    least: Mapping[str, float] | None = None,
) -> Weights:
    """Return weights by which all numbers fit alike, and one outcome is likely."""
    return Weights(
        same=constant(0.0),
        bears_out=constant(bears_out),
        opposes=constant(1.0),
        computed=constant(computed),
        outcomes={name: constant(3.0 if name == outcome else 0.0) for name in OUTCOMES},
        least=least or {"borne_out": 0.5, "contradicted": 0.5},
    )


def found(path: Path, *parts: Part, text: str = STATED, by: Weights | None = None) -> FoundEvidence:
    """Return what a library of some parts says of the first figure of a text."""
    with library_of(path, budget=parts) as library:
        return find_evidence(asked_in(text)[:1], library, by)[0]


NEVER = {"borne_out": 2.0, "contradicted": 2.0}


@pytest.mark.parametrize(
    ("by", "parts", "expected"),
    [
        (weights(), [SPENDING], EvidenceOutcome.BORNE_OUT),
        (weights("contradicted"), [SPENDING], EvidenceOutcome.CONTRADICTED),
        (weights("contradicted"), [prose(STATED)], EvidenceOutcome.OTHER),
        (weights("nothing", least=NEVER), [prose(STATED)], EvidenceOutcome.OTHER),
        (weights("nothing", bears_out=-3.0), [prose(STATED)], EvidenceOutcome.NOTHING),
        (weights("nothing"), [prose("Roads cost £9.9 million.")], EvidenceOutcome.NOTHING),
        (weights(), [prose("The herons fly.")], EvidenceOutcome.NOTHING),
    ],
)
def test_the_outcome_is_the_likely_one_for_which_there_is_a_place(
    by: Weights, parts: list[Part], expected: EvidenceOutcome, tmp_path: Path
) -> None:
    said = found(tmp_path, *parts, by=by)

    assert said.outcome is expected
    assert bool(said.places) is (expected is not EvidenceOutcome.NOTHING)
    assert 0 <= said.confidence <= 1


@pytest.mark.parametrize(
    ("part", "where"),
    [
        (prose(STATED), "line 1"),
        (SPENDING, "sheet Budget, cell D2"),
        (spending(ROADS, PARKS), "cell D2"),
        (
            spending(ROADS, PARKS, in_cells=False, name="table 2 on page 3"),
            "table 2 on page 3, row 2",
        ),
        (spending(ROADS, PARKS, in_cells=False), "row 2"),
    ],
)
def test_a_place_is_told_as_a_person_finds_it(part: Part, where: str, tmp_path: Path) -> None:
    place = found(tmp_path, part, by=weights()).places[0]

    assert (place.source, place.where, place.value) == ("budget.csv", where, "£3.6 million")
    assert place.number is not None
    assert place.text[place.number.start : place.number.end] == "£3.6 million"


def test_a_cell_is_shown_with_the_rows_around_it(tmp_path: Path) -> None:
    rows = [(f"Road {at}", f"{at}.1", f"{at}.2", f"{at}.3") for at in range(1, 10)]

    (place,) = found(
        tmp_path, spending(*rows), text="Road 7 cost £7.3 million.", by=weights()
    ).places

    shown = place.table
    assert shown is not None
    assert shown.caption == "Net spending"
    assert shown.columns == ("Service", "Spending, 2022", "Spending, 2023", "Spending, 2024")
    assert [row[0] for row in shown.rows] == [f"Road {at}" for at in (5, 6, 7, 8, 9)]
    assert shown.rows[shown.row][shown.column] == "7.3"


def test_a_sum_is_shown_below_the_last_rows_that_it_is_of(tmp_path: Path) -> None:
    said = found(
        tmp_path,
        spending(ROADS, PARKS, BUSES),
        text="Spending came to £11.2 million.",
        by=weights(),
    )

    shown = said.places[0].table
    assert said.formula == "sum of D2:D4 = £11.2 million"
    assert said.places[0].where == "cells D2:D4"
    assert shown is not None
    assert [row[0] for row in shown.rows] == ["Roads", "Parks", "Buses", "Sum of 3 rows"]
    assert shown.rows[shown.row][shown.column] == "11.2"


def test_what_is_computed_is_told_with_its_formula_and_operands(tmp_path: Path) -> None:
    text = "Spending on roads rose by £0.8 million."

    said = found(tmp_path, spending(ROADS, PARKS), text=text, by=weights(computed=2.0))

    assert said.formula is not None
    assert said.formula.startswith("£3.6 million − £2.8 million = ")
    assert {place.value for place in said.places} == {"£3.6 million", "£2.8 million"}
    assert said.reason.startswith("£0.8 million follows by arithmetic from budget.csv, cells ")


def test_arithmetic_is_left_aside_where_a_number_fits_better(tmp_path: Path) -> None:
    text = "Spending on roads rose by £0.8 million."
    parts: list[Part] = [spending(ROADS), prose("Spending on roads: £0.8 million more.")]

    said = found(tmp_path, *parts, text=text, by=weights(computed=0.5))

    assert said.formula is None
    assert said.places[0].value == "£0.8 million"


def test_at_most_three_places_are_told(tmp_path: Path) -> None:
    parts: list[Part] = [prose(STATED, context=name) for name in "ABCDE"]

    said = found(tmp_path, *parts, by=weights())

    assert len(said.places) == 3


def test_columns_beyond_the_alphabet_have_two_letters(tmp_path: Path) -> None:
    wide = spending(("Roads", "3.6", "", ""))
    columns = (
        *(wide.columns[0]._replace(heading=f"Note {at}") for at in range(28)),
        wide.columns[3],
    )
    cells = ("Roads", *("",) * 27, "3.6")
    rows = [row._replace(cells=cells) for row in wide.rows]

    said = found(tmp_path, wide._replace(columns=columns, rows=rows), by=weights())

    assert said.places[0].where == "cell AC2"


def test_the_figures_of_a_text_are_answered_in_their_order(tmp_path: Path) -> None:
    asked = asked_in("Roads cost £3.6 million. Parks cost £1.7 million in 2024.")
    with library_of(tmp_path, budget=[SPENDING]) as library:
        answers = find_evidence(asked, library, weights())
        again = find_evidence(asked, library, weights())

        assert len(find_evidence(asked, library)) == len(asked)

    assert [each.places[0].value for each in answers] == ["£3.6 million", "£1.7 million"]
    assert answers == again
