"""Verdicts: what the numbers of a library, taken together, say of the figures of one text.

Three linear scores, fitted by `python -m bench.evidence_fit`: whether a number is of what is asked
for (`same`, values hidden), whether one of the stated value bears it out (`bears_out`), whether one
of another value contradicts it (`opposes`); and one for results of arithmetic (`computed`). What is
likeliest of each kind gives the chance of each outcome.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.evidence.verdict.computed import Computed, compute
from pipeline.evidence.verdict.matching import describe
from pipeline.evidence.verdict.pool import Pool
from pipeline.evidence.verdict.weighing import Company, Matched, company, weigh
from pipeline.reconcile.judge_model import Linear

_NONE = -6.0
"""The score of what is not there."""
_MOST = 4.0
_ALIKE = -1.0
"""The log odds of being of the same thing above which more of it tells nothing of the outcome.

Unbounded, a sentence copied from a document was contradicted by the other number in it. With it
65.8 % of contradictions are found at 3 % wrong ones, without 64.5.
"""
OUTCOMES = ("borne_out", "contradicted", "nothing")


class Weights(NamedTuple):
    """What `python -m bench.evidence_fit --write` wrote."""

    same: Linear
    bears_out: Linear
    opposes: Linear
    computed: Linear
    outcomes: Mapping[str, Linear]
    """By outcome; the chance of each is its share of the sum of their exponentials."""
    least: Mapping[str, float]
    """The chance from which an outcome is told."""


class Scored(NamedTuple):
    """A number of a library with its figures and the log odds that it settles the matter."""

    matched: Matched
    figures: Mapping[str, float]
    score: float


class Looked(NamedTuple):
    """All that a library has for one figure, the likeliest of each kind first."""

    pool: Pool
    matched: Sequence[Matched]
    bearing: Sequence[Scored]
    opposed: Sequence[Scored]
    computed: Sequence[tuple[Computed, float]]

    @property
    def figures(self) -> dict[str, float]:
        """The figures, by name, for the outcome."""
        bearing = _best([each.score for each in self.bearing])
        opposed = _best([each.score for each in self.opposed])
        computed = _best([score for _, score in self.computed])
        return {
            "bearing": bearing,
            "opposed": opposed,
            "computed": computed,
            "borne": max(bearing, computed),
            "margin": max(bearing, computed) - opposed,
            "same_bearing": _likeness(self.bearing),
            "same_opposed": _likeness(self.opposed),
            "beaten": self.bearing[0].figures["home_better"] if self.bearing else 0.0,
        }


def _best(scores: Sequence[float]) -> float:
    return min(max((*scores, _NONE)), _MOST)


def _likeness(some: Sequence[Scored]) -> float:
    return min(_best([each.matched.score for each in some]), _ALIKE)


def match(pool: Pool, described: Sequence[Mapping[str, float]], same: Linear) -> list[Matched]:
    """Return the numbers of a pool, the likeliest to be of what is asked for first."""
    found = [
        Matched(each, figures, same.score(figures))
        for each, figures in zip(pool.candidates, described, strict=True)
    ]
    return sorted(found, key=lambda each: -each.score)


def look(pools: Sequence[Pool], weights: Weights) -> list[Looked]:
    """Return what a library has for each figure of one text."""
    matched = [match(pool, describe(pool), weights.same) for pool in pools]
    return settle(pools, matched, weights)


def settle(
    pools: Sequence[Pool], matched: Sequence[Sequence[Matched]], weights: Weights
) -> list[Looked]:
    """Return the same, where the numbers are matched."""
    return [
        _settled(pool, some, beside, weights)
        for pool, some, beside in zip(pools, matched, company(matched, pools), strict=True)
    ]


def _settled(pool: Pool, matched: Sequence[Matched], beside: Company, weights: Weights) -> Looked:
    weighed = weigh(pool, matched, beside)
    bearing, opposed = (
        sorted(
            (
                Scored(each, figures, head.score(figures))
                for each, figures in weighed
                if each.candidate.bears_out is bears_out
            ),
            key=lambda each: -each.score,
        )
        for head, bears_out in ((weights.bears_out, True), (weights.opposes, False))
    )
    computed = [
        (each, weights.computed.score(each.figures))
        for each in compute(pool, [(each.candidate, each.score) for each in matched])
    ]
    computed.sort(key=lambda each: -each[1])
    return Looked(pool, matched, bearing, opposed, computed)


def chances(looked: Looked, outcomes: Mapping[str, Linear]) -> dict[str, float]:
    """Return how likely each outcome is."""
    scores = {name: outcomes[name].score(looked.figures) for name in OUTCOMES}
    most = max(scores.values())
    shares = {name: math.exp(score - most) for name, score in scores.items()}
    total = sum(shares.values())
    return {name: share / total for name, share in shares.items()}


def read_weights(text: str) -> Weights:
    """Return the weights that a JSON text holds."""
    found = json.loads(text)
    return Weights(
        **{name: Linear(**found[name]) for name in ("same", "bears_out", "opposes", "computed")},
        outcomes={name: Linear(**each) for name, each in found["outcomes"].items()},
        least=found["least"],
    )


@lru_cache(maxsize=1)
def fitted_weights() -> Weights:
    """Return the weights that come with factdesk."""
    return read_weights((files(__package__) / "weights.json").read_text(encoding="utf-8"))
