"""Evidence: what speaks for and against two rows being one figure, and how much of it is enough.

The weights are those of a logistic regression on the labelled pairs of `bench.merging.TAUGHT`: `python -m
bench.merging_folds` prints them anew, with what they are worth on stories that did not teach them.
"""

import math
from operator import mul

from pipeline.corpus.merging.compared import Compared
from pipeline.corpus.merging.guards import strangers
from pipeline.corpus.merging.meanings import WEAK

WEIGHTS = {
    "copied": 2.66,
    "near share": 1.36,
    "sentence shared": 0.37,
    "numbers": 1.30,
    "near alone": -0.38,
    "near unheard": -0.30,
    "other thing": -0.13,
    "stranger": -0.84,
    "earlier": -0.67,
    "ahead": -0.72,
    "signals": -0.38,
}
"""What each piece of evidence counts, in the order of `evidence`; one below 0 speaks against."""
CONSTANT = -0.34
"""What speaks for two rows of one value that a name ties, before anything else is known."""
_DOUBT = 1.0
"""Weight of words that nobody has: one shared word is less than the whole of a sentence."""
_OF_THEMSELVES = frozenset(("earlier", "ahead", "plan", "than"))
"""Signals that are weighed by themselves or tell nothing apart."""
_MOST = 3.0
_MOST_WORDS = 5
"""What counts, at most, of the words near two figures and of those of their sentences: more tell no more."""


def evidence(one: Compared, other: Compared) -> tuple[float, ...]:
    """Return what speaks for and against two rows being one figure, as `WEIGHTS` names it."""
    mine, its = _near(one, other), _near(other, one)
    shared, alone = mine[0] + its[0], mine[1] + its[1]
    words = min(_said(one, other), _said(other, one), _MOST_WORDS)
    apart = one.signals ^ other.signals
    return (
        float(one.traits.sentence == other.traits.sentence),
        shared / (shared + alone + _DOUBT),
        float(words),
        float(not one.numbers.isdisjoint(other.numbers) and min(mine[0], its[0]) > 0),
        min(mine[1], its[1], _MOST),
        min(mine[2], its[2], _MOST),
        float(_other_thing(one, other)),
        float(bool(_alone(one, other) or _alone(other, one))),
        float("earlier" in apart),
        float("ahead" in apart),
        float(len(apart - _OF_THEMSELVES)),
    )


def _near(one: Compared, other: Compared) -> tuple[float, float, float]:
    """Return what weighs near a figure that the other has too, has not, and of which its lead knows nothing."""
    shared = alone = unheard = 0.0
    for word in one.near | one.things:
        worth = 1.0 if word in one.closest or word in one.things else 0.5
        worth = worth / 4 if word in WEAK else worth
        if other.beside.has(word):
            shared += worth
        elif other.said.has(word):
            shared += worth / 2
        else:
            alone += worth
            if not other.spoken.has(word):
                unheard += worth
    return shared, alone, unheard


def _said(one: Compared, other: Compared) -> int:
    """Return how many telling words of one sentence the other has too."""
    return len(one.telling) - other.said.lacking(one.telling)


def _alone(one: Compared, other: Compared) -> frozenset[str]:
    """Return the names in one sentence of which the other article knows nothing."""
    return (one.names - other.known) or strangers(one, other)


def _other_thing(one: Compared, other: Compared) -> bool:
    """Return whether they count different things, and one sentence does not speak of the other's."""
    return bool(one.things and other.things) and not (
        other.said.has_any(one.things) and one.said.has_any(other.things)
    )


def chance(one: Compared, other: Compared) -> float:
    """Return how likely two rows are one figure by the evidence alone."""
    told = sum(map(mul, WEIGHTS.values(), evidence(one, other))) + CONSTANT
    return 1 / (1 + math.exp(-told))
