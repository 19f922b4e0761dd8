"""Sameness: how surely two rows of one value are one figure."""

from pipeline.corpus.merging.compared import Compared
from pipeline.corpus.merging.evidence import chance
from pipeline.corpus.merging.guards import GUARDS

APART = -1.0
"""What `sameness` is where something speaks against two rows being one figure."""
LEAST = (0.75, 0.65, 0.6, 0.55)
"""Chance from which rows are merged, by the digits of the value: `bench.merging_folds` prints what each is worth.

Of 2,211 real articles that have nothing to do with one another, nearly all that would be merged from 0.5 on were of
one digit or two ("six", "0.5%"): in labelled stories near misses have a rare value by design, in news they have not.
"""
_LEAD = 0.5
"""Share of the names in the leads of two articles from which they are of the same things.

One name is not enough: of 2,211 articles that have nothing to do with one another, those that share the
"US" in two leads and "he was 74" were put together.
"""
_SELF_EVIDENT = 5
"""Words that two sentences share which name nobody: a trial is known by its drug and its patients."""


def sameness(one: Compared, other: Compared) -> float:
    """Return how likely two rows are one figure, 0 where that is not sure, `APART` where they are not."""
    if not may_be_one(one, other):
        return 0.0
    if any(guard(one, other) for guard in GUARDS):
        return APART
    likely = chance(one, other)
    return likely if likely >= least_of(one, other) else 0.0


def least_of(one: Compared, other: Compared) -> float:
    """Return the chance from which two rows of one value are merged."""
    return LEAST[min(one.digits, other.digits, len(LEAST) - 1)]


def may_be_one(one: Compared, other: Compared) -> bool:
    """Return whether the articles are of the same things, or the sentences share very many words."""
    first, second = one.lead | (one.maybe & other.lead), other.lead | (other.maybe & one.lead)
    fewer = min(len(first), len(second))
    if fewer and len(first & second) >= _LEAD * fewer:
        return True
    return len(one.words & other.words) >= _SELF_EVIDENT
