"""Fitting the judge, where LightGBM is installed: `.venv-fit/bin/python -m pytest -k bench_judge_fit`."""

import math
import random
from typing import Any

import pytest

from bench.judge import data
from pipeline.reconcile.judge_model import Linear, Model, read_model

pytest.importorskip("lightgbm")

import numpy as np  # as is LightGBM, only there

from bench.judge import trees
from bench.judge.ablation import left_out
from bench.judge.candidates import Hypothesis, Number
from bench.judge.crossing import Scores, judged, ready
from bench.judge.fit import across_folds, fit, text_of, thresholds
from bench.judge.linear import fit_binding, fit_derivation, taught_derivations
from bench.judge.rows import Rows
from bench.judge.splits import by_article

NAN = math.nan


def same_chance() -> random.Random:
    return random.Random(7)  # noqa: S311  # no secret depends on it


def some_rows(chance: random.Random, *, count: int) -> Rows:
    """Return examples whose second figure tells a little; of the third some are missing, of the first none."""
    bad = [chance.random() < 0.3 for _ in range(count)]
    figures = [
        [
            chance.gauss(0, 1),
            chance.gauss(2 * each, 1),
            NAN if chance.random() < 0.4 else float(chance.randrange(4)),
        ]
        for each in bad
    ]
    return Rows(
        ("a.one", "a.two", "b.one"), np.array(figures), np.array(bad, dtype=int), np.arange(count)
    )


def test_the_same_statements_give_the_same_bytes_and_a_model() -> None:
    cases = [
        each
        for each in data.ours(("E2", "E3"))
        if each.article[-3:] in {"001", "002", "003", "004"}
    ]

    one, other = (text_of(fit(cases, trees=12)) for _ in range(2))

    assert one == other
    model = read_model(one)
    assert len(model.trees) == 12
    assert 0 < model.support({}) < 1


def test_a_model_adds_up_its_trees_as_lightgbm_does() -> None:
    chance = same_chance()
    rows = some_rows(chance, count=600)
    booster = trees.fit_trees(rows, trees=60)
    model = Model(
        Linear({}), Linear({}), rows.names, trees.written(booster), (1.0, 0.0), thresholds={}
    )
    asked = [
        [NAN if chance.random() < 0.3 else chance.uniform(-3, 4) for _ in rows.names]
        for _ in range(300)
    ]

    expected = booster.predict(np.array(asked), raw_score=True)

    for row, odds in zip(asked, expected, strict=True):
        figures = dict(zip(rows.names, row, strict=True))
        assert model.support(figures) == pytest.approx(1 / (1 + math.exp(odds)), abs=2e-4)


def test_statements_count_alike_and_errors_in_full() -> None:
    rows = Rows(("a",), np.zeros((4, 1)), np.array([0, 0, 1, -1]), np.array([0, 0, 1, 1]))

    assert rows.weights == [0.5, 0.5, 1.0, 0.5]
    assert rows.known.tolist() == [True, True, True, False]


def test_the_binding_finds_what_tells_the_meant_number() -> None:
    chance = same_chance()
    numbers = []
    for _ in range(60):
        meant = chance.randrange(3)
        numbers.append(
            Number(
                bad=False,
                op=None,
                direct=tuple(
                    Hypothesis(at == meant, {"near": chance.random() + (at == meant), "same": 1.0})
                    for at in range(3)
                ),
                derived=(),
            )
        )

    weights = fit_binding(numbers).weights

    assert weights["near"] > 1
    assert "same" not in weights


def test_only_derivations_of_which_something_is_known_teach() -> None:
    meant, other = Hypothesis(meant=True, figures={}), Hypothesis(meant=False, figures={})

    number = Number(bad=False, op="sum", direct=(), derived=(meant, other))

    def taught(**changes: Any) -> list[bool]:
        return [is_so for _, is_so in taught_derivations(number._replace(**changes))]

    assert taught(bad=None) == []
    assert taught(bad=True, op="wrong") == [False, False]
    assert taught(op="equal", derived=(other,)) == [False]
    assert taught() == [True, False]
    assert taught(derived=(other,)) == []


def test_the_derivation_finds_what_tells_the_meant_result() -> None:
    chance = same_chance()
    numbers = [
        Number(
            bad=False,
            op="sum",
            direct=(),
            derived=(
                Hypothesis(meant=True, figures={"near": 1 + chance.random(), "op1": 1.0}),
                Hypothesis(meant=False, figures={"near": chance.random(), "op2": 1.0}),
            ),
        )
        for _ in range(40)
    ]

    linear = fit_derivation(numbers)

    assert linear.score({"near": 1.9, "op1": 1.0}) > 0 > linear.score({"near": 0.1, "op2": 1.0})


def test_each_block_and_then_each_figure_is_left_out() -> None:
    found = list(left_out(("a.one", "a.two", "b.one")))

    assert [name for name, _ in found] == ["a", "b", "a.one", "a.two", "b.one"]
    assert found[0][1] == {"a.one", "a.two"}


def test_figures_are_left_out_with_their_columns() -> None:
    rows = some_rows(same_chance(), count=5)

    fewer = rows.without(frozenset({"a.two"}))

    assert fewer.names == ("a.one", "b.one")
    assert fewer.figures[:, 0].tolist() == rows.figures[:, 0].tolist()
    assert fewer.figures.shape == (5, 2)


def test_other_statements_are_judged_than_those_that_teach() -> None:
    cases = [each for each in data.ours(("E2",)) if each.article[-3:] in {"001", "002", "003"}]
    splits = by_article(cases, frozenset({"E2"}), folds=3)

    found = judged([each for each in ready(cases, splits) if len(each.taught.bad)], trees=5)

    judged_groups = {at for split in splits if split.taught for at in split.judged}
    assert {*found.groups} <= judged_groups
    assert len(found.supports(len(cases))) == len(cases)


def test_the_calibration_turns_log_odds_into_a_chance() -> None:
    slope, offset = trees.calibration(
        [-2.0, -1.0, 1.0, 2.0] * 20, [0, 0, 1, 0] * 10 + [0, 1, 1, 1] * 10
    )

    assert slope > 0
    assert Scores([0.0, 9.0], [0, 1], [0, 0]).calibrated(2, (slope, offset))[1] == 1.0


def test_a_sensitivity_flags_its_share_of_the_right() -> None:
    cases = [each for each in data.ours(("E2",)) if not each.wrong][:100]
    supports = [at / 100 for at in range(100)]

    least = thresholds(cases, supports)

    assert least == {"relaxed": 0.01, "normal": 0.03, "strict": 0.15}
    assert across_folds(cases, supports, least)["flagged"] == least
