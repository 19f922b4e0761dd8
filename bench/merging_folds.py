"""What merging is worth on stories that did not teach its weights: `python -m bench.merging_folds`.

Every pair of marked figures of one value, of all sets of `bench.merging`, with what the two rows have in
common and apart. Stories are dealt into ten folds; the pairs of a fold are judged with weights
that were fitted on the other nine. Words and guards were made with the stories in sight: that no fold can tell. Recall counts every right
pair, those too that are never compared since a figure was read as another value or nothing ties them. With
`wrong` it lists the pairs that are judged wrongly so, surest first.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, groupby
from typing import NamedTuple

from bench.logistic import chance, fitted
from bench.merging import TAUGHT, Telling, marked_row, tellings
from bench.table import percent, table
from pipeline.corpus.merging.compared import Compared
from pipeline.corpus.merging.evidence import WEIGHTS, evidence
from pipeline.corpus.merging.guards import GUARDS
from pipeline.corpus.merging.sameness import least_of, may_be_one
from pipeline.corpus.merging.traits import read_traits
from schemas import digest

_FOLDS = 10
_THRESHOLDS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85)

_BETWEEN = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n+")
_BACKGROUND = ", with background"
NAMES = tuple(WEIGHTS)
SIGNS = tuple(1 if each > 0 else -1 for each in WEIGHTS.values())


class Case(NamedTuple):
    """Two figures of one value: what they are, what speaks for and against, and whether they are one."""

    name: str
    """The set of the first."""
    one: Telling
    other: Telling
    features: tuple[float, ...]
    least: float
    """Chance from which they are merged."""
    is_same: bool
    folds: frozenset[int]


class Judged(NamedTuple):
    """A pair with the chance that weights from other stories give it."""

    case: Case
    likely: float

    @property
    def is_merged(self) -> bool:
        """Whether the pair is put together at that chance."""
        return self.likely >= self.case.least


@cache
def cases() -> tuple[tuple[Case, ...], int]:
    """Return the pairs that merging compares, and how many right pairs there are at all."""
    told = [(name, each, _compared(each)) for name in TAUGHT for each in with_background(name)]
    found, right = [], 0
    for (name, one, row), (its, other, its_row) in combinations(told, 2):
        if one.why and other.why and _BACKGROUND in one.why + other.why:
            continue  # near misses among themselves are there without it
        is_same = (name, one.story) == (its, other.story) and one.why is other.why is None
        right += is_same
        if row and its_row and _are_compared(row, its_row):
            folds = frozenset((_fold(name + one.story), _fold(its + other.story)))
            told_by = evidence(row, its_row)
            found.append(Case(name, one, other, told_by, least_of(row, its_row), is_same, folds))
    return tuple(found), right


def with_background(name: str) -> Iterator[Telling]:
    """Yield the texts of a set, and each near miss once more with two sentences of its story behind it.

    Near misses are short where right tellings are long: else length would pass for evidence.
    """
    told = list(tellings(name))
    yield from told
    behind = {
        story: [
            each for telling in group if telling.why is None for each in _other_sentences(telling)
        ]
        for story, group in groupby(told, key=lambda each: each.story)
    }
    for each in told:
        if each.why and (some := behind[each.story]):
            at = len(each.text) % len(some)
            text = " ".join(dict.fromkeys((each.text, some[at], some[(at + 1) % len(some)])))
            yield each._replace(text=text, why=each.why + _BACKGROUND)


def _other_sentences(telling: Telling) -> list[str]:
    """Return the sentences of a text that do not tell its figure."""
    figure = telling.text[telling.start : telling.end]
    found = _BETWEEN.split(telling.text)
    return [each.rstrip(".") + "." for each in found if each and figure not in each]


def _are_compared(one: Compared, other: Compared) -> bool:
    same_value = one.traits.block == other.traits.block
    excluded = any(guard(one, other) for guard in GUARDS)
    return same_value and may_be_one(one, other) and not excluded


def _compared(telling: Telling) -> Compared | None:
    row = marked_row(telling)
    return Compared(read_traits(row.traits)) if row else None


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
        alone = [each for each in merged if not _has_background(each.case)]
        lines.append(
            [
                f"{least:.2f}",
                f"{both}",
                f"{len(alone) - both}",
                percent(both / len(alone)),
                f"{len(merged) - both}",
                percent(both / len(merged)),
                percent(both / right),
            ]
        )
    head = [
        "least chance",
        "right",
        "wrong",
        "precision",
        "wrong, near misses twice",
        "precision",
        "recall",
    ]
    title = f"Merging of stories that did not teach the weights: {len(pairs):,} pairs compared, {right:,} right"
    taught = [
        [name, f"{each:.2f}"]
        for name, each in zip((*NAMES, "constant"), weights(pairs), strict=True)
    ]
    return table(title, head, lines) + "\n" + table("What all pairs teach", ["", "weight"], taught)


def sets_report() -> str:
    """Return the same at the thresholds of merging, which follow from the value, set by set."""
    lines = []
    for name in TAUGHT:
        merged = [
            each.case
            for each in judged(cases()[0])
            if each.case.name == name and each.is_merged and not _has_background(each.case)
        ]
        both = sum(each.is_same for each in merged)
        lines.append([name, str(both), str(len(merged) - both), percent(both / len(merged))])
    return table("As it is merged, set by set", ["", "right", "wrong", "precision"], lines)


def _has_background(case: Case) -> bool:
    return _BACKGROUND in f"{case.one.why}{case.other.why}"


def wrong() -> Iterator[str]:
    """Yield the pairs that are judged wrongly, the worst first."""
    found = judged(cases()[0])
    for each in sorted(found, key=lambda each: each.likely if each.case.is_same else -each.likely):
        if each.case.is_same is not each.is_merged:
            one, other = each.case.one, each.case.other
            kind = "missed" if each.case.is_same else f"MERGED ({one.why} / {other.why})"
            yield f"{each.likely:.2f} {kind}: {one.story}\n    {one.text!r}\n    {other.text!r}"


if __name__ == "__main__":
    if sys.argv[1:] == ["wrong"]:
        sys.stdout.writelines(f"{each}\n" for each in wrong())
    sys.stdout.write(f"{folds_report()}\n{sets_report()}")
