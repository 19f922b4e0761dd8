"""Likeness: how near two sentences are, by the words that carry meaning."""

from itertools import product

from pipeline.stages.compare_reports.statement import Statement


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return from 0 to 1 how much two sets of stems have in common (Dice)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def nearest_likeness(old: Statement, new: Statement) -> float:
    """Return the likeness of the nearest two mentions; all words of the shorter one count as 1.

    A headline has few words, and all of them may stand in the sentence that it is made from.
    """
    return max(
        (len(a & b) / min(len(a), len(b)) for a, b in product(old.stems, new.stems) if a and b),
        default=0.0,
    )
