"""Matching: whether a number of a library is of the same thing and time as a figure.

What is described here hides both values, so that another value of the same thing is found as surely
as the same one. The weights are fitted by `python -m bench.evidence_fit`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pipeline.evidence.verdict.asked import Asked
from pipeline.evidence.verdict.pool import Candidate, Pool, by_sentence, own_stems, stems_in
from pipeline.evidence.verdict.siblings import labels_of, own_times, times_in
from pipeline.evidence.verdict.times import Times, agreement, times_of
from pipeline.evidence.verdict.totals import LABEL
from pipeline.numbers.read import find_quantities
from pipeline.reconcile.align import NEAR_TIME, Stated, fit
from pipeline.reconcile.frames import Frame, Role

_HALF_WORDS = 7.0
_MOST_TOUCH = 2.0
_PREFIX = 5
"""Letters by which two stems are one word, as in `reconcile.source`."""
_LEADS = ("own", "label", "context")
"""Figures that are compared with the best of the pool."""


class _Words:
    """Stems that are asked for, found by their first letters too."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = dict(weights)
        self._prefixes = {
            stem[:_PREFIX]: stem for stem in reversed(self.weights) if len(stem) >= _PREFIX
        }

    def known(self, stem: str) -> str | None:
        """Return the stem that is asked for under which a stem is known, or None."""
        if stem in self.weights:
            return stem
        return self._prefixes.get(stem[:_PREFIX]) if len(stem) >= _PREFIX else None


class _Question(NamedTuple):
    """What is the same for all numbers of a pool."""

    pool: Pool
    stated: Stated
    own: _Words
    all: _Words
    times: Times
    named: Times
    """Those of its times that it names in so many words, and not as "last year"."""
    by_sentence: Mapping[int, Sequence[Frame]]
    """As `pool.by_sentence`."""


def describe(pool: Pool) -> list[dict[str, float]]:
    """Return the figures, by name, for each number of a pool being what is asked for."""
    asked = pool.asked
    question = _Question(
        pool,
        Stated.of(asked.frame, asked.text, pool.source),
        _Words(asked.own),
        _Words(asked.weights),
        _times(asked.frame, asked.published),
        _times(asked.frame),
        by_sentence(pool.candidates),
    )
    found = [_described(question, each) for each in pool.candidates]
    _compare(found)
    kinds = ("prose" if each.column is None else "cell" for each in pool.candidates)
    return [
        {f"{kind}.{name}": value for name, value in figures.items()}
        for kind, figures in zip(kinds, found, strict=True)
    ]


def _compare(found: Sequence[dict[str, float]]) -> None:
    """Add to the figures of each number by how much it is behind the best of the pool."""
    for name in _LEADS:
        most = max((each.get(name, 0.0) for each in found), default=0.0)
        for each in found:
            if name in each:
                each[f"{name}_behind"] = most - each[name]


def _described(question: _Question, each: Candidate) -> dict[str, float]:
    pool, asked = question.pool, question.pool.asked
    frame = each.figure.frame
    f = fit(question.stated, frame)
    sibling = pool.siblings.get(each.number)
    theirs, around = _times_of(each, question.by_sentence.get(each.stored.passage, ()))
    years, parts = theirs.years or around.years, theirs.parts or around.parts
    named = question.named.years
    figures = {
        "one": 1.0,
        "near": f.near,
        "touch": min(f.touch, _MOST_TOUCH),
        "words": _back(pool, frame, question.all),
        "own": _asked_for(pool, own_stems(each.stored), question.own),
        "context": _covered(pool, stems_in(each.stored.part.context), question.all),
        "names_unsaid": float(all(gap > NEAR_TIME for gap in frame.names.values())),
        "name_missing": _name_missing(question, each),
        "role": f.role,
        "change_only": float(_is_change(asked.frame) and not _is_change(frame)),
        "year": agreement(question.times.years, years),
        "year_near": agreement(question.times.years, theirs.years),
        "year_unmet": float(bool(named) and not named & years),
        "year_clash": float(bool(named and years) and not named & years),
        "part": agreement(question.times.parts, parts),
        "age": _age(asked, years),
        "sibling": float(sibling is not None),
        "newest": float(sibling is not None and sibling.newer == 0),
    }
    if each.column is None:
        return figures | {"nearest": _nearest(question, each)}
    return figures | _of_cell(question, each)


def _of_cell(question: _Question, each: Candidate) -> dict[str, float]:
    """Return how much of what a cell is of is told of the figure: its row and its column."""
    if each.stored.row is None:
        return {}
    pool, row, columns = question.pool, each.stored.row, each.stored.part.columns
    labels = stems_in(
        " ".join(cell for cell, column in zip(row.cells, columns, strict=True) if column.is_label)
    )
    if each.summed:
        labels -= {LABEL}  # which is our word for it
    return {
        "total": float(bool(each.summed)),
        "label": _covered(pool, labels, question.all) if _telling(labels) else 1.0,
        "label_asked": _asked_for(pool, labels, question.own),
        "unlabelled": float(not _telling(labels)),
    }


def _telling(stems: Iterable[str]) -> list[str]:
    return sorted(stem for stem in stems if not stem.isdecimal())


def _covered(pool: Pool, stems: Iterable[str], words: _Words) -> float:
    """Return the share of some stems, rare ones counting more, that the figure has."""
    total = got = 0.0
    for stem in _telling(stems):
        rarity = pool.source.rarities.get(stem, pool.source.unknown)
        total += rarity
        got += rarity * (words.known(stem) is not None)
    return got / total if total else 0.0


def _asked_for(pool: Pool, stems: Iterable[str], words: _Words) -> float:
    """Return the share of what is asked for, near and rare words counting more, in some stems."""
    total = sum(
        weight * pool.source.rarities.get(stem, pool.source.unknown)
        for stem, weight in words.weights.items()
    )
    found = dict.fromkeys(known for stem in _telling(stems) if (known := words.known(stem)))
    got = sum(
        words.weights[stem] * pool.source.rarities.get(stem, pool.source.unknown) for stem in found
    )
    return got / total if total else 0.0


def _nearest(question: _Question, each: Candidate) -> float:
    """Return the share of the words asked for that stand nearest to it, of those in its sentence.

    1 where no other number of the sentence measures what is asked for.
    """
    others = question.by_sentence.get(each.stored.passage, ())
    if len(others) < 2:
        return 1.0
    pool, mine = question.pool, each.figure.frame.near
    total = got = 0.0
    for stem, weight in question.own.weights.items():
        if stem not in mine or stem.isdecimal():
            continue
        told = weight * pool.source.rarities.get(stem, pool.source.unknown)
        total += told
        got += told * all(mine[stem] <= other.near.get(stem, mine[stem]) for other in others)
    return got / total if total else 1 / len(others)


def _back(pool: Pool, frame: Frame, words: _Words) -> float:
    """Return the share of the words around a number of the library that the figure has."""
    total = got = 0.0
    for stem, distance in frame.near.items():
        weight = pool.source.rarities.get(stem, pool.source.unknown) / (1 + distance / _HALF_WORDS)
        total += weight
        got += weight * (words.known(stem) is not None)
    return got / total if total else 0.0


def _times(frame: Frame, published: date | None = None, others: Sequence[Frame] = ()) -> Times:
    """Return the times beside a number; those of the whole sentence where none is near.

    A time that stands nearer to another number of the same measure is that one's.
    """
    own = own_times(frame, others)
    near = [time for time in own if frame.times[time] <= NEAR_TIME]
    dates = (
        ()
        if near or len(others) > 1
        else (each.date for each in find_quantities(frame.sentence.text) if each.date)
    )
    return times_of(near or own, dates, published)


def _times_of(each: Candidate, others: Sequence[Frame]) -> tuple[Times, Times]:
    """Return the times beside a number of the library, and those of its context."""
    part = each.stored.part
    around = times_in((part.context, part.caption))
    if each.column is None or each.stored.row is None:
        return _times(each.figure.frame, others=others), around
    row = each.stored.row
    return times_in((labels_of(each.stored), row.group, part.columns[each.column].heading)), around


def _age(asked: Asked, years: frozenset[int]) -> float:
    """Return how many years a number is older than the article, at most 5; 0 where unsaid."""
    if not years or asked.published is None:
        return 0.0
    return float(min(max(asked.published.year - max(years), 0), 5))


def _is_change(frame: Frame) -> bool:
    """Return whether a number is by how much something changed."""
    return frame.role in _CHANGES or bool(frame.way)


_CHANGES = frozenset({Role.CHANGE, Role.DIFFERENCE})


def _name_missing(question: _Question, each: Candidate) -> float:
    """Return 1 where the name nearest to the figure does not stand beside the number."""
    names = question.pool.asked.frame.names
    if not names:
        return 0.0
    nearest = min(names, key=lambda name: (names[name], name))
    readings, at = question.pool.source.readings, each.figure.frame.position
    return float(nearest not in readings[at].lower and nearest not in readings[at - 1].lower)
