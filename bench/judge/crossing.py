"""Judging statements by models that have not seen them: every split has a fit of its own.

The linear scores are fitted on what teaches, then all figures are made with them, then the trees
are fitted.
"""

import math
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from bench.judge.candidates import Number, candidates, chooser
from bench.judge.data import Case
from bench.judge.linear import fit_binding, fit_derivation
from bench.judge.metrics import of_statements
from bench.judge.rows import Rows, rows
from bench.judge.splits import Split
from bench.judge.spread import spread
from bench.judge.trees import SEED, TREES, fit_trees, log_odds
from pipeline.reconcile.judge_model import Model


class Ready(NamedTuple):
    """A split with its linear scores and the figures of its examples, taught and judged."""

    choosing: Model
    taught: Rows
    judged: Rows


class Scores(NamedTuple):
    """Log odds of an error for the examples that were judged, with label and statement."""

    odds: list[float]
    bad: list[int]
    groups: list[int]

    def supports(self, statements: int) -> list[float]:
        """Return the support of each statement, not calibrated, which changes no order."""
        return self.calibrated(statements, (1.0, 0.0))

    def calibrated(self, statements: int, calibration: tuple[float, float]) -> list[float]:
        """Return the support of each statement by this slope and offset."""
        slope, offset = calibration
        supports = [1 / (1 + math.exp(slope * each + offset)) for each in self.odds]
        return of_statements(statements, self.groups, supports)


def choosing(numbers: Sequence[Sequence[Number]], taught: frozenset[int]) -> Model:
    """Return the linear scores that the numbers of these statements teach."""
    known = [number for at in sorted(taught) for number in numbers[at]]
    with threadpool_limits(1):
        return chooser(fit_binding(known), fit_derivation(known))


def ready(cases: Sequence[Case], splits: Sequence[Split]) -> list[Ready]:
    """Return the figures of each split, which is what takes long."""
    numbers = candidates(cases)
    models = [choosing(numbers, split.taught) for split in splits]
    return [
        Ready(model, _of(table, split.taught), _of(table, split.judged))
        for model, table, split in zip(models, rows(cases, models), splits, strict=True)
    ]


def _of(table: Rows, statements: frozenset[int]) -> Rows:
    return table.only(np.isin(table.groups, sorted(statements)))


def judged(
    splits: Sequence[Ready],
    dropped: frozenset[str] = frozenset(),
    seed: int = SEED,
    trees: int = TREES,
) -> Scores:
    """Return the log odds of all that is judged, trees fitted without the dropped figures."""
    work = partial(_judged, dropped=dropped, seed=seed, trees=trees)
    odds = [each for some in spread(work, splits, at_once=1) for each in some]
    bad = [each for split in splits for each in split.judged.bad.tolist()]
    groups = [each for split in splits for each in split.judged.groups.tolist()]
    return Scores(odds, bad, groups)


def _judged(split: Ready, dropped: frozenset[str], seed: int, trees: int) -> list[float]:
    booster = fit_trees(split.taught.without(dropped), trees, seed)
    return log_odds(booster, split.judged.without(dropped))
