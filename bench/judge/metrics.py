"""What supports are worth: how well they tell wrong statements from right ones.

A statement has the lowest support of its numbers, 1 where it has none.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bench.judge.data import Case
from bench.table import percent

SHARES = (0.03, 0.05, 0.10, 0.15)
"""Of the right statements that are flagged."""
HEAD = ("", "right", "wrong", "area", *(f"at {100 * each:.0f} %" for each in SHARES))
NO_NUMBER = 1.0


class Worth(NamedTuple):
    """The area under the curve, and what is caught where each of `SHARES` is flagged."""

    right: int
    wrong: int
    area: float
    caught: tuple[float, ...]

    @property
    def cells(self) -> list[str]:
        """The figures for a table under `HEAD`."""
        sizes = (str(self.right), str(self.wrong))
        return [*sizes, f"{self.area:.3f}", *(percent(each) for each in self.caught)]


def area(right: Iterable[float], wrong: Iterable[float]) -> float:
    """Return how likely a right statement has more support than a wrong one; a tie is half."""
    ranked, others = sorted(right), list(wrong)
    if not ranked or not others:
        return float("nan")
    below = sum(bisect_right(ranked, each) + bisect_left(ranked, each) for each in others)
    return 1 - below / (2 * len(ranked) * len(others))


def caught(right: Iterable[float], wrong: Sequence[float], share: float) -> float:
    """Return the share of the wrong below the support that this share of the right is below."""
    ranked = sorted(right)
    if not ranked or not wrong:
        return float("nan")
    return share_below(wrong, ranked[int(share * len(ranked))])


def share_below(supports: Sequence[float], least: float) -> float:
    """Return the share of supports below one, NaN of none."""
    return sum(each < least for each in supports) / len(supports) if supports else float("nan")


def worth(cases: Sequence[Case], supports: Sequence[float]) -> Worth:
    """Return what the supports of these statements are worth."""
    told = list(zip(cases, supports, strict=True))
    right = [support for case, support in told if not case.wrong]
    wrong = [support for case, support in told if case.wrong]
    at = tuple(caught(right, wrong, share) for share in SHARES)
    return Worth(len(right), len(wrong), area(right, wrong), at)


def of_statements(statements: int, groups: Iterable[int], supports: Iterable[float]) -> list[float]:
    """Return the support of each statement; `groups` says which one each number belongs to."""
    lowest = [NO_NUMBER] * statements
    for at, support in zip(groups, supports, strict=True):
        lowest[at] = min(lowest[at], support)
    return lowest
