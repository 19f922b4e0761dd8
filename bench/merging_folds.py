"""The weights of merging, fitted anew, and what they are worth: `python -m bench.merging_folds`.

Every pair of marked figures of one value of a set, with what speaks for and against their being
one. Each text is there once as it is and once with sentences of other stories behind it: near
misses are short and right tellings long, and else length would pass for evidence. In every set
right and wrong pairs weigh alike, so that weights do not depend on how many near misses an author
wrote. Stories of the sets that teach are dealt into ten folds, whose pairs are judged by weights
that were fitted on the other nine. With `wrong` it lists the pairs that are judged wrongly so,
surest first.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from bench.logistic import chance, fitted
from bench.merging import SETS, TAUGHT, Telling, marked_row, tellings
from bench.table import percent, table
from pipeline.corpus.merging.likeness import (
    WEIGHTS,
    ComparedRow,
    contradict,
    evidence,
    least_chance,
)
from pipeline.corpus.merging.row_frames import read_row_frame
from schemas import digest

_FOLDS = 10
_THRESHOLDS = (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85)
_SENTENCES_BEHIND = 10
_SIGNS = tuple(1 if weight > 0 else -1 for weight in WEIGHTS.values())


class Case(NamedTuple):
    """Two figures of one value of a set: what speaks for and against, and whether they are one."""

    name: str
    """The set."""
    one: Telling
    other: Telling
    is_long: bool
    """Whether sentences of other stories stand behind both texts."""
    features: tuple[float, ...]
    least: float
    """The chance from which they are merged."""
    is_same: bool
    folds: frozenset[int]


class Judged(NamedTuple):
    """A pair with the chance that weights from other stories give it."""

    case: Case
    likely: float


@cache
def cases(name: str) -> tuple[Case, ...]:
    """Return the pairs of a set that merging weighs."""
    told = list(tellings(name))
    found = []
    for is_long in (False, True):
        texts = [_with_sentences_behind(name, telling) if is_long else telling for telling in told]
        rows = [marked_row(telling) for telling in texts]
        known = [
            (telling, ComparedRow(read_row_frame(row.frame)))
            for telling, row in zip(texts, rows, strict=True)
            if row
        ]
        for (one, row), (other, against) in combinations(known, 2):
            if row.frame.block == against.frame.block and not contradict(row, against):
                is_same = one.story == other.story and one.why is other.why is None
                folds = frozenset((_fold(name + one.story), _fold(name + other.story)))
                features = evidence(row, against)
                least = least_chance(row, against)
                found.append(Case(name, one, other, is_long, features, least, is_same, folds))
    return tuple(found)


def _with_sentences_behind(name: str, telling: Telling) -> Telling:
    """Return a text with sentences of other stories behind it, the same in every run."""
    chance = random.Random(telling.text)  # noqa: S311  no secret
    pool = [text for story, text in _paragraphs() if story != name + telling.story]
    text = "\n\n".join((telling.text, *chance.sample(pool, _SENTENCES_BEHIND)))
    return telling._replace(text=text)


@cache
def _paragraphs() -> tuple[tuple[str, str], ...]:
    """Return the story and the text of every paragraph of the data."""
    return tuple(
        (name + telling.story, paragraph)
        for name in SETS
        for telling in tellings(name)
        for paragraph in telling.text.split("\n\n")
    )


def _fold(story: str) -> int:
    return int(digest(story), 16) % _FOLDS


def weights(pairs: Sequence[Case]) -> list[float]:
    """Return the weight of each piece of evidence as these pairs teach it, and the constant."""
    counts = Counter((case.name, case.is_long, case.is_same) for case in pairs)
    return fitted(
        [case.features for case in pairs],
        [case.is_same for case in pairs],
        _SIGNS,
        [
            1.0
            if case.is_same
            else counts[case.name, case.is_long, True] / counts[case[0], case[3], False]
            for case in pairs
        ],
    )


def judged(name: str) -> list[Judged]:
    """Return each pair of a set with its chance by the taught stories outside its fold."""
    taught = [case for other in TAUGHT for case in cases(other)]
    found = []
    for fold in range(_FOLDS):
        fold_weights = weights([case for case in taught if fold not in case.folds])
        found += [
            Judged(case, chance(fold_weights, case.features))
            for case in cases(name)
            if min(case.folds) == fold
        ]
    return found


def folds_report() -> str:
    """Return precision and recall of pairs at each threshold, and the weights that all teach."""
    lines = []
    by_set = {name: judged(name) for name in TAUGHT}
    for least in _THRESHOLDS:
        cells = []
        for pairs in by_set.values():
            merged = [pair.case.is_same for pair in pairs if pair.likely >= least]
            right = sum(pair.case.is_same for pair in pairs)
            cells += [percent(sum(merged) / max(len(merged), 1)), percent(sum(merged) / right)]
        lines.append([f"{least:.2f}", *cells])
    head = ["least chance", *(f"{name}, {what}" for name in TAUGHT for what in ("right", "found"))]
    title = "Pairs of one value, judged by the weights of other stories"
    fitted_weights = weights([case for name in TAUGHT for case in cases(name)])
    taught = [
        [name, f"{weight:.2f}"]
        for name, weight in zip((*WEIGHTS, "constant"), fitted_weights, strict=True)
    ]
    return table(title, head, lines) + "\n" + table("What all pairs teach", ["", "weight"], taught)


def wrong() -> Iterator[str]:
    """Yield the pairs of the taught sets that are judged wrongly, the worst first."""
    found = [pair for name in TAUGHT for pair in judged(name)]
    for case, likely in sorted(found, key=lambda pair: pair[1] if pair[0].is_same else -pair[1]):
        if case.is_same is not (likely >= case.least):
            kind = "missed" if case.is_same else f"MERGED ({case.one.why} / {case.other.why})"
            texts = f"    {case.one.text!r}\n    {case.other.text!r}"
            yield f"{likely:.2f} {kind}: {case.one.story}\n{texts}"


if __name__ == "__main__":
    if sys.argv[1:] == ["wrong"]:
        sys.stdout.writelines(f"{line}\n" for line in wrong())
    sys.stdout.write(folds_report())
