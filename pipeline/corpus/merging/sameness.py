"""Sameness: how surely two rows of one value are one figure, from what their sentences share."""

from pipeline.corpus.merging.compared import Compared, shared_names
from pipeline.corpus.merging.evidence import evidence
from pipeline.corpus.merging.guards import GUARDS

_LEAD = 0.5
"""Share of the names in the leads of two articles from which they are about one thing."""
_COPIED = 1.0
APART = -1.0
"""What `sameness` is where something speaks against two rows being one figure."""
_SELF_EVIDENT = 5
"""Words that two sentences share which name nobody: a trial is known by its drug and its patients."""


def sameness(one: Compared, other: Compared) -> float:
    """Return up to 1 how alike two rows of one figure are, 0 where that is not sure, `APART` where they are not."""
    copied = one.traits.sentence == other.traits.sentence
    if not _about_one_thing(one, other) and (
        copied or len(one.words & other.words) < _SELF_EVIDENT
    ):
        return 0.0
    if any(guard(one, other) for guard in GUARDS):
        return APART
    return _COPIED if copied else evidence(one, other)


def _about_one_thing(one: Compared, other: Compared) -> bool:
    """Return whether a name ties the rows: in both sentences, or in the leads of their articles."""
    if shared_names(one, other):
        return True
    if not one.lead or not other.lead:
        return False
    return len(one.lead & other.lead) / min(len(one.lead), len(other.lead)) >= _LEAD
