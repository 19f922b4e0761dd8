"""Evidence: how much speaks for two rows of one value being one figure, once nothing excludes it.

Weights and what is asked for follow a logistic regression on the pairs of `bench/data/merging`, rounded
to quarters: what rows share counts for them, what one tells and the other's article does not
counts against them, most of all where each tells something.
"""

from pipeline.corpus.merging.compared import Compared, shared_names

_ENOUGH = 1.75
"""Evidence from which two rows are one figure."""
_ALL_SHARED = 1.0
"""The same where every word near one figure stands in the other article too, and the value is no single digit."""
_COMMON = 0.5
"""What is asked for beyond that of a single digit, which many other figures have."""
_CLEAR = 6.0
"""Evidence of a copy that was touched up: what is beyond it adds nothing."""
_NEXT, _TIME, _NAME, _FAR, _LEAD = 1.0, 1.0, 0.75, 0.5, 0.5
"""What a word next to both figures counts, one day or month, a name beyond the first, a word elsewhere, one of the leads."""
_EACH, _ONE, _ELSEWHERE = 1.5, 0.5, 0.75
"""What words that one has alone count against it: of each row, of the one that has more, of each sentence."""
_MOST = 2
"""Words and names of a sort that count, at most."""


def evidence(one: Compared, other: Compared) -> float:
    """Return 0 where there is not enough, else up to 1 how much there is."""
    found = _shared(one, other)
    if found < _ALL_SHARED:
        return 0.0
    against = _alone(one, other)
    enough = _ENOUGH if against or not one.digits else _ALL_SHARED
    if not one.digits:
        enough += _COMMON
    found -= against
    return min(found / _CLEAR, 1.0) if found >= enough else 0.0


def _shared(one: Compared, other: Compared) -> float:
    near = sum(map(other.beside.has, one.near))
    words = one.words & other.words
    leads = (one.words & other.context) | (other.words & one.context)
    names = len(shared_names(one, other)) - 1
    return (
        near
        + len(one.numbers & other.numbers)
        + _NEXT * (not one.closest.isdisjoint(other.closest))
        + _TIME
        * any(
            not times.isdisjoint(other.around.get(sort, ())) for sort, times in one.around.items()
        )
        + _NAME * max(0, min(names, _MOST))
        + _FAR * min(len(words) - len(one.near & other.near), _MOST)
        + _LEAD * min(len(leads - words), _MOST)
    )


def _alone(one: Compared, other: Compared) -> float:
    """Return what speaks against two rows: words near one figure that the other's article lacks."""
    first, second = other.spoken.lacking(one.telling), one.spoken.lacking(other.telling)
    against = _EACH * min(first, second) + _ONE * max(first, second)
    far = min(other.spoken.lacking(one.all_telling), one.spoken.lacking(other.all_telling), _MOST)
    return against + _ELSEWHERE * far
