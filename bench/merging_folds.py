"""What merging can tell of stories that no rule was made on: `python -m bench.merging_folds`.

Every pair of marked figures of one value, of all sets of `bench.merging`, with what the two rows have in
common and apart. Stories are dealt into ten folds; the pairs of a fold are judged with weights
that were fitted on the other nine, so no story is judged by what it taught. Recall counts every right
pair, those too that are never compared since a figure was read as another value or nothing ties them. With
`wrong` it lists the pairs that are judged wrongly so, surest first.
"""

import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from bench.logistic import chance, fitted
from bench.merging import SETS, Telling, marked_row, tellings
from bench.table import percent, table
from pipeline.corpus.merging.compared import Compared, compared
from pipeline.corpus.merging.guards import GUARDS
from pipeline.corpus.merging.traits import read_traits
from schemas import digest

_FOLDS = 10
_THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)

NAMES = (*(guard.__name__ for guard in GUARDS), "words", "near words", "names", "numbers", "copied")
SIGNS = (*(-1 for _ in GUARDS), 1, 1, 1, 1, 1)


def evidence(one: Compared, other: Compared) -> tuple[float, ...]:
    """Return what speaks for and against two rows being one figure, as `NAMES` calls it."""
    shared = (one.words & other.words, one.near & other.near, one.names & other.names)
    return (
        *(float(guard(one, other)) for guard in GUARDS),
        *(float(len(each)) for each in shared),
        float(len(one.numbers & other.numbers)),
        float(one.traits.sentence == other.traits.sentence),
    )


class Case(NamedTuple):
    """Two figures of one value: what they are, what speaks for and against, and whether they are one."""

    one: Telling
    other: Telling
    features: tuple[float, ...]
    is_same: bool
    folds: frozenset[int]


class Judged(NamedTuple):
    """A pair with the chance that weights from other stories give it."""

    case: Case
    likely: float


@cache
def cases() -> tuple[tuple[Case, ...], int]:
    """Return the pairs that merging compares, and how many right pairs there are at all."""
    told = [(name, each, _compared(each)) for name in SETS for each in tellings(name)]
    found, right = [], 0
    for (name, one, row), (its, other, its_row) in combinations(told, 2):
        is_same = (name, one.story) == (its, other.story) and one.why is other.why is None
        right += is_same
        if row and its_row and row.traits.value == its_row.traits.value and row.ties & its_row.ties:
            folds = frozenset((_fold(name + one.story), _fold(its + other.story)))
            found.append(Case(one, other, evidence(row, its_row), is_same, folds))
    return tuple(found), right


def _compared(telling: Telling) -> Compared | None:
    row = marked_row(telling)
    return compared(read_traits(row.traits)) if row else None


def _fold(story: str) -> int:
    return int(digest(story), 16) % _FOLDS


def judged(pairs: Sequence[Case]) -> list[Judged]:
    """Return each pair with its chance by the weights of all stories but those of its fold."""
    found = []
    for fold in range(_FOLDS):
        taught = weights([each for each in pairs if fold not in each.folds])
        found += [
            Judged(each, chance(taught, each.features)) for each in pairs if min(each.folds) == fold
        ]
    return found


def weights(pairs: Sequence[Case]) -> list[float]:
    """Return the weight of each feature as these pairs teach it, and the constant."""
    return fitted([each.features for each in pairs], [each.is_same for each in pairs], SIGNS)


def folds_report() -> str:
    """Return precision and recall at each threshold, and the weights that all pairs teach."""
    pairs, right = cases()
    found = judged(pairs)
    lines = []
    for least in _THRESHOLDS:
        merged = [each for each in found if each.likely >= least]
        both = sum(each.case.is_same for each in merged)
        precision = both / len(merged) if merged else float("nan")
        lines.append(
            [
                f"{least:.2f}",
                f"{len(merged)}",
                f"{len(merged) - both}",
                percent(precision),
                percent(both / right),
            ]
        )
    head = ["least chance", "merged", "wrong", "precision", "recall"]
    title = (
        f"Merging of stories that taught nothing: {len(pairs):,} pairs compared, {right:,} right"
    )
    taught = [
        [name, f"{each:.2f}"]
        for name, each in zip((*NAMES, "constant"), weights(pairs), strict=True)
    ]
    return table(title, head, lines) + "\n" + table("What all pairs teach", ["", "weight"], taught)


def wrong(least: float = 0.8) -> Iterator[str]:
    """Yield the pairs that are judged wrongly at a threshold, the worst first."""
    found = judged(cases()[0])
    for each in sorted(found, key=lambda each: each.likely if each.case.is_same else -each.likely):
        if each.case.is_same is not (each.likely >= least):
            one, other = each.case.one, each.case.other
            kind = "missed" if each.case.is_same else f"MERGED ({one.why} / {other.why})"
            yield f"{each.likely:.2f} {kind}: {one.story}\n    {one.text!r}\n    {other.text!r}"


if __name__ == "__main__":
    if sys.argv[1:] == ["wrong"]:
        sys.stdout.writelines(f"{each}\n" for each in wrong())
    sys.stdout.write(folds_report())
