"""Which statements teach and which are judged: folds by article, or authors left out."""

from collections.abc import Sequence
from typing import NamedTuple

from bench.judge.data import FOLDS, Case, fold_of


class Split(NamedTuple):
    """The places of the statements that teach, and of those that are judged."""

    taught: frozenset[int]
    judged: frozenset[int]


def by_article(cases: Sequence[Case], teaching: frozenset[str], folds: int = FOLDS) -> list[Split]:
    """Return a split for each fold: statements of these sets teach if they are in another fold."""
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
