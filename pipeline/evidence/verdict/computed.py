"""Computed evidence: what follows from two numbers of a library that are likely meant.

The arithmetic is that of `reconcile`, over the few numbers that fit the words of a figure best.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pipeline.evidence.verdict.pool import Candidate, Pool, PooledSource
from pipeline.reconcile.align import Stated
from pipeline.reconcile.arithmetic import Arithmetic
from pipeline.reconcile.derive import Derived, derive
from pipeline.reconcile.judge_model import MODEL
from pipeline.reconcile.operations import Op

_OPERANDS = 24
"""Numbers of a pool that arithmetic is done with: the best by their words."""


class Computed(NamedTuple):
    """A result of arithmetic on numbers of a library that lands on a stated one."""

    derived: Derived
    operands: tuple[Candidate, ...]
    figures: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class _Reckoned(PooledSource):
    """A pool in which only some numbers enter arithmetic."""

    some: tuple[Candidate, ...]

    @cached_property
    def arithmetic(self) -> Arithmetic:
        """What follows from these numbers."""
        frames = sorted((each.figure.frame for each in self.some), key=lambda f: f.position)
        return Arithmetic(frames)


def compute(pool: Pool, ranked: Sequence[tuple[Candidate, float]]) -> list[Computed]:
    """Return what follows of a stated value from the numbers that fit best, likeliest first.

    `ranked` are the numbers of the pool with their scores, best first.
    """
    some = tuple(each for each, _ in ranked[:_OPERANDS])
    if not some:
        return []
    source = _Reckoned(pool.source.article, pool.source.rarities, some)
    stated = Stated.of(pool.asked.frame, pool.asked.text, source)
    by_frame = {id(each.figure.frame): (each, score) for each, score in ranked}
    found = derive(stated, frozenset(), MODEL.derivation).found
    return [_computed(each, by_frame) for each in found]


def _computed(derived: Derived, by_frame: Mapping[int, tuple[Candidate, float]]) -> Computed:
    told = [by_frame[id(operand.frame)] for operand in derived.result.operands]
    operands = tuple(candidate for candidate, _ in told)
    scores = [score for _, score in told]
    return Computed(derived, operands, _figures(derived, operands, scores))


def _figures(
    derived: Derived, operands: Sequence[Candidate], scores: Sequence[float]
) -> dict[str, float]:
    """Return the figures, by name, for a result being what is meant."""
    parts = {id(each.stored.part) for each in operands}
    rows = {each.stored.passage for each in operands}
    columns = {each.column for each in operands}
    op = derived.result.op
    return {
        "least": min(scores),
        "most": max(scores),
        "derived": derived.score,
        "close": derived.closeness,
        "same_part": float(len(parts) == 1),
        "same_row": float(len(rows) == 1),
        "same_column": float(len(parts) == 1 and len(columns) == 1 and None not in columns),
        "operands": float(len(operands)),
        "of_total": float(any(each.summed for each in operands)),
        **{f"op_{name.name.lower()}": float(op is name) for name in _OPS},
    }


_OPS = (Op.DIFFERENCE, Op.SUM, Op.CHANGE, Op.SHARE, Op.MULTIPLE, Op.SUM_MANY, Op.MEAN)
