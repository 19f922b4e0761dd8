"""Sameness: how surely two rows of one value are one figure, from what their sentences share."""

from pipeline.corpus.merging.compared import Compared, weight
from pipeline.corpus.merging.guards import GUARDS, unexplained

_ENOUGH = (0.62, 0.55, 0.45, 0.4)
"""Share of the poorer sentence that must be shared, by digits of the value: the rarer, the less."""
_LEAST = (4.0, 4.0, 3.0, 3.0)
"""Weight that must be shared at all, by digits of the value."""
_LEAST_EXPLAINED = (4.0, 3.0, 3.0, 3.0)
"""The same where every word near one figure stands in the other article."""
_LEAD = 0.5
"""Share of the names in the leads of two articles from which they are about one thing."""
_COPIED = 1.0
_SELF_EVIDENT = 5
"""Words that two sentences share which name nobody: a trial is known by its drug and its patients."""
_MOST_AROUND = 2.0
"""What words of the leads count, at most."""


def sameness(one: Compared, other: Compared) -> float:
    """Return 0 where they are not, or not surely, one figure; else up to 1 how alike they are."""
    words, names = len(one.words & other.words), len(one.about & other.about)
    if not _about_one_thing(one, other):
        copied = one.traits.sentence == other.traits.sentence
        if copied or words < _SELF_EVIDENT:
            return 0.0
    if any(guard(one, other) for guard in GUARDS):
        return 0.0
    if one.traits.sentence == other.traits.sentence:
        return _COPIED
    digits = min(_digits(one), len(_ENOUGH) - 1)
    shared = weight(words, names, len(one.numbers & other.numbers))
    shared += min(_around(one, other), _MOST_AROUND)
    whole = min(_weight(one), _weight(other))
    share = min(shared / whole, 1.0) if whole else 0.0
    least = _LEAST if unexplained(one, other) or unexplained(other, one) else _LEAST_EXPLAINED
    return share if shared >= least[digits] and share >= _ENOUGH[digits] else 0.0


def _about_one_thing(one: Compared, other: Compared) -> bool:
    """Return whether a name ties the rows: in both sentences, or in the leads of their articles."""
    if (one.names | one.opening) & (other.names | other.opening):
        return True
    if not one.lead or not other.lead:
        return False
    return len(one.lead & other.lead) / min(len(one.lead), len(other.lead)) >= _LEAD


def _around(one: Compared, other: Compared) -> float:
    """Return what the words are worth that one sentence shares with the other article's lead."""
    found = (one.words & other.context) | (other.words & one.context)
    return weight(len(found - (one.words & other.words)), 0, 0) / 2


def _weight(one: Compared) -> float:
    return weight(len(one.words), len(one.names), len(one.numbers))


def _digits(one: Compared) -> int:
    """Return how many significant digits the value has beyond the first."""
    low, _, whole = one.traits.value.split()[3:]
    digits = (low + whole).replace(".", "").replace("-", "").strip("0")
    return max(len(digits) - 1, 0)
