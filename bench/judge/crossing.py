"""Judging statements by models that have not seen them: everything that is fitted is fitted anew.

A split says which statements teach and which are judged. The linear scores are fitted on what
teaches, then all figures are made with them, then the trees are fitted.
"""

import math
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from bench.judge.candidates import Number, candidates, chooser
from bench.judge.data import FOLDS, Case, fold_of
from bench.judge.linear import fit_binding, fit_derivation
from bench.judge.metrics import of_statements
from bench.judge.rows import Rows, rows
from bench.judge.trees import SEED, TREES, fit_trees, log_odds
from pipeline.reconcile.model import Model


class Split(NamedTuple):
    """Which statements teach, and which are judged, by their places."""

    taught: frozenset[int]
    judged: frozenset[int]


class Ready(NamedTuple):
    """A split with its linear scores and the figures of its examples: what teaches, what is judged."""

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


def by_article(cases: Sequence[Case], teaching: frozenset[str], folds: int = FOLDS) -> list[Split]:
    """Return a split a fold: what teaches are the statements of these sets that are in the others."""
    places = [fold_of(case.article, folds) for case in cases]
    teaches = [case.set in teaching for case in cases]
    return [
        Split(
            frozenset(at for at, place in enumerate(places) if place != fold and teaches[at]),
            frozenset(at for at, place in enumerate(places) if place == fold),
        )
        for fold in range(folds)
    ]


def by_set(cases: Sequence[Case], left_out: Sequence[frozenset[str]]) -> list[Split]:
    """Return a split for each group of sets: all other statements teach."""
    return [
        Split(
            frozenset(at for at, case in enumerate(cases) if case.set not in names),
            frozenset(at for at, case in enumerate(cases) if case.set in names),
        )
        for names in left_out
    ]


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
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        odds = [each for some in pool.map(work, splits) for each in some]
    bad = [each for split in splits for each in split.judged.bad.tolist()]
    groups = [each for split in splits for each in split.judged.groups.tolist()]
    return Scores(odds, bad, groups)


def _judged(split: Ready, dropped: frozenset[str], seed: int, trees: int) -> list[float]:
    booster = fit_trees(split.taught.without(dropped), trees, seed)
    return log_odds(booster, split.judged.without(dropped))
