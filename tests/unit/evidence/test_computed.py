"""Computed evidence: what follows from the numbers of a library that fit a figure best."""

from pathlib import Path

import pytest

from pipeline.evidence.parts import Part
from pipeline.evidence.verdict import computed as computed_module
from pipeline.evidence.verdict.computed import Computed, compute
from pipeline.evidence.verdict.pool import Pool, gather
from pipeline.reconcile.operations import Op
from tests.unit.evidence.asking import asked_in, library_of, spending
from tests.unit.evidence.shelf import prose

ROADS, PARKS = ("Roads", "2.8", "3.0", "3.6"), ("Parks", "1.0", "1.1", "1.7")


def pool_of(path: Path, text: str, *parts: Part) -> Pool:
    with library_of(path, budget=parts) as library:
        return gather(asked_in(text)[0], library)


def of_pool(pool: Pool) -> list[Computed]:
    """Return what follows where each number fits as well as the one before, or less."""
    return compute(pool, [(each, -float(at)) for at, each in enumerate(pool.candidates)])


@pytest.mark.parametrize(
    ("text", "parts", "op", "operands"),
    [
        (
            "Spending on roads rose by £0.8 million.",
            [spending(ROADS, PARKS)],
            Op.DIFFERENCE,
            {"£2.8 million", "£3.6 million"},
        ),
        (
            "Spending on roads rose by 20 percent.",
            [spending(ROADS, PARKS)],
            Op.CHANGE,
            {"£3.0 million", "£3.6 million"},
        ),
        (
            "Roads and parks cost £5.3 million.",
            [prose("Roads cost £3.6 million.", "Parks cost £1.7 million.")],
            Op.SUM,
            {"£3.6 million", "£1.7 million"},
        ),
    ],
)
def test_a_figure_may_follow_from_two_numbers_of_the_library(
    text: str, parts: list[Part], op: Op, operands: set[str], tmp_path: Path
) -> None:
    found = of_pool(pool_of(tmp_path, text, *parts))

    told = [
        ({each.figure.quantity.text for each in one.operands}, one.figures)
        for one in found
        if one.derived.result.op is op
    ]
    assert operands in [some for some, _ in told]
    figures = next(figures for some, figures in told if some == operands)
    assert figures[f"op_{op.name.lower()}"] == 1.0
    assert figures["operands"] == 2.0
    assert figures["least"] < figures["most"]


@pytest.mark.parametrize(
    ("text", "parts", "expected"),
    [
        (
            "Spending on roads rose by £0.8 million.",
            [spending(ROADS, PARKS)],
            {"same_part": 1.0, "same_row": 1.0, "same_column": 0.0, "of_total": 0.0},
        ),
        (
            "Roads and parks cost £5.3 million.",
            [spending(ROADS, PARKS)],
            {"same_part": 1.0, "same_row": 0.0, "same_column": 1.0, "of_total": 0.0},
        ),
        (
            "Roads and parks cost £5.3 million.",
            [prose("Roads cost £3.6 million."), prose("Parks cost £1.7 million.", context="B")],
            {"same_part": 0.0, "same_row": 0.0, "same_column": 0.0, "of_total": 0.0},
        ),
    ],
)
def test_where_the_numbers_stand_to_each_other_is_told(
    text: str, parts: list[Part], expected: dict[str, float], tmp_path: Path
) -> None:
    found = of_pool(pool_of(tmp_path, text, *parts))

    assert expected in [{name: one.figures[name] for name in expected} for one in found]


def test_numbers_that_fit_less_well_than_many_others_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = pool_of(tmp_path, "Spending on roads rose by £0.8 million.", spending(ROADS, PARKS))
    assert of_pool(pool)

    monkeypatch.setattr(computed_module, "_OPERANDS", 2)  # the first two differ by £0.2 million

    assert not of_pool(pool)


def test_nothing_follows_from_nothing(tmp_path: Path) -> None:
    pool = pool_of(tmp_path, "Roads cost £3.2 million.", prose("The herons fly."))

    assert compute(pool, []) == []
