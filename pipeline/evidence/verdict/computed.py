"""Computed evidence: what follows from two numbers of a library that are likely meant.

The arithmetic is that of `reconcile`, over the few numbers that fit the words of a figure best, and
over any two of one row or one column of a table, which is what changes and shares are made of.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from typing import NamedTuple

from pipeline.evidence.verdict.pool import Candidate, Pool, PooledSource
from pipeline.reconcile.align import Stated
from pipeline.reconcile.arithmetic import Arithmetic
from pipeline.reconcile.derive import Derived, derive, targets_of, window_of
from pipeline.reconcile.judge_model import MODEL
from pipeline.reconcile.operands import Operand, operands_of
from pipeline.reconcile.operations import Op

_OPERANDS = 24
"""Numbers of a pool that arithmetic is done with: the best by their words."""
_PAIRS = 60
"""Pairs of numbers of one row or column that are tried beside them: those that fit best."""
_HUNDRED = 100.0


class Computed(NamedTuple):
    """A result of arithmetic on numbers of a library that lands on a stated one."""

    derived: Derived
    operands: tuple[Candidate, ...]
    figures: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class _Reckoned(PooledSource):
    """A pool in which only some numbers enter arithmetic."""

    some: tuple[Candidate, ...]
    beside: tuple[tuple[Operand, Operand], ...]

    @cached_property
    def arithmetic(self) -> Arithmetic:
        """What follows from these numbers."""
        frames = sorted((each.figure.frame for each in self.some), key=lambda f: f.position)
        return Arithmetic(frames, beside=self.beside)


def compute(pool: Pool, ranked: Sequence[tuple[Candidate, float]]) -> list[Computed]:
    """Return what follows of a stated value from the numbers that fit best, likeliest first.

    `ranked` are the numbers of the pool with their scores, best first.
    """
    if not ranked:
        return []
    some = tuple(each for each, _ in ranked[:_OPERANDS])
    source = _Reckoned(
        pool.source.article, pool.source.rarities, some, tuple(_beside(pool, ranked))
    )
    stated = Stated.of(pool.asked.frame, pool.asked.text, source)
    by_frame = {id(each.figure.frame): (each, score) for each, score in ranked}
    derived = derive(stated, frozenset(), MODEL.derivation).found
    found = (_computed(each, by_frame) for each in derived)
    return [
        each
        for each in found
        if all(_go_together(one, other) for one, other in combinations(each.operands, 2))
    ]


def _go_together(one: Candidate, other: Candidate) -> bool:
    """Return whether two numbers are of one document, and two cells of one row or column."""
    if one.column is None or other.column is None:
        return one.stored.source.name == other.stored.source.name
    in_line = one.stored.passage == other.stored.passage or one.column == other.column
    return in_line and one.table == other.table


def _beside(
    pool: Pool, ranked: Sequence[tuple[Candidate, float]]
) -> Iterator[tuple[Operand, Operand]]:
    """Yield the pairs of one row or column that may land on a stated value, the best first."""
    windows = [(value.dimension, *window_of(value)) for value, _ in targets_of(pool.asked.frame)]
    best = {id(each) for each, _ in ranked[:_OPERANDS]}
    lines = defaultdict[object, list[tuple[Candidate, float, list[Operand]]]](list)
    for each, score in ranked:
        told = each, score, [*operands_of(each.figure.frame)]
        lines[each.stored.passage, bool(each.summed)].append(told)
        if each.column is not None:
            lines[each.table, each.column].append(told)
    found = []
    for line in lines.values():
        for (a, score, mine), (b, less, theirs) in combinations(line, 2):
            if not (id(a) in best and id(b) in best):
                landing = (pair for pair in product(mine, theirs) if _may_land(*pair, windows))
                found += [(score + less, pair) for pair in landing]
    found.sort(key=lambda each: -each[0])
    for _, (one, other) in found[:_PAIRS]:
        yield (one, other) if one.frame.position <= other.frame.position else (other, one)


def _may_land(one: Operand, other: Operand, windows: Sequence[tuple[str, float, float]]) -> bool:
    """Return whether a share, a change, a difference or a sum of two numbers is in a window.

    It saves the arithmetic of `reconcile` most pairs, and what it lets by is reckoned there.
    """
    dimension = one.dimension
    if dimension != other.dimension or one.frame is other.frame:
        return False
    high, low = max(one.value, other.value), min(one.value, other.value)
    apart = high - low
    results = {dimension: [apart, high + low]}
    if dimension == "percent":
        results["points"] = [apart]
    elif low > 0:
        shares = [low / high, apart / high, apart / low]
        results["percent"] = [share * _HUNDRED for share in shares]
        results["times"] = [high / low, low / high]
    return any(
        least <= value <= most
        for wanted, least, most in windows
        for value in results.get(wanted, ())
    )


def _computed(derived: Derived, by_frame: Mapping[int, tuple[Candidate, float]]) -> Computed:
    told = [by_frame[id(operand.frame)] for operand in derived.result.operands]
    figures = {
        "most": max(score for _, score in told),
        "derived": derived.score,
        "close": derived.closeness,
        **{f"op_{op.name.lower()}": float(derived.result.op is op) for op in _OPS},
    }
    return Computed(derived, tuple(candidate for candidate, _ in told), figures)


_OPS = (Op.DIFFERENCE, Op.CHANGE, Op.SHARE)
