"""Sameness: how surely two rows of one value are one figure."""

from pipeline.corpus.merging.compared import Compared
from pipeline.corpus.merging.evidence import chance
from pipeline.corpus.merging.guards import GUARDS

APART = -1.0
"""What `sameness` is where something speaks against two rows being one figure."""
LEAST = 0.65
"""Chance from which rows are merged: `bench.merging_folds` prints what each threshold is worth."""
_SELF_EVIDENT = 5
"""Words that two sentences share which name nobody: a trial is known by its drug and its patients."""


def sameness(one: Compared, other: Compared) -> float:
    """Return how likely two rows are one figure, 0 where that is not sure, `APART` where they are not."""
    if not may_be_one(one, other):
        return 0.0
    if any(guard(one, other) for guard in GUARDS):
        return APART
    likely = chance(one, other)
    return likely if likely >= LEAST else 0.0


def may_be_one(one: Compared, other: Compared) -> bool:
    """Return whether a name ties the rows, or so many words that nobody need be named."""
    if (one.about | one.lead | one.maybe) & (other.about | other.lead | other.maybe):
        return True
    copied = one.traits.sentence == other.traits.sentence
    return not copied and len(one.words & other.words) >= _SELF_EVIDENT
