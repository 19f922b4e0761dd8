"""Matching: which row of the old version is which of the new. The surest rule goes first.

A pair that is wrong shows two sentences side by side and asks to look again; none lets a check of
one figure stand for another, for that is decided by what differs.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from pipeline.stages.compare_reports.likeness import likeness, nearest_likeness
from pipeline.stages.compare_reports.statement import Statement
from schemas import QuantityKind

_Item = TypeVar("_Item")
Rule = Callable[[_Item, _Item], float]

_SAME_THING = 0.3
"""Value and noun are equal, so a word in common is enough: a headline has few."""
_SAME_SENTENCE = 0.5
"""Likeness from which two sentences are one that was reworded."""


def match_statements(
    olds: Sequence[Statement], news: Sequence[Statement]
) -> list[tuple[Statement, Statement]]:
    """Return the pairs; whoever is in none was removed or is new."""
    return match_by(_RULES, olds, news)


def match_by(
    rules: Sequence[Rule[_Item]], olds: Sequence[_Item], news: Sequence[_Item]
) -> list[tuple[_Item, _Item]]:
    """Return the pairs that the rules make one after another, the best first; 0 is no pair.

    Of equally good ones those that come first in their version go together.
    """
    left, right = dict(enumerate(olds)), dict(enumerate(news))
    pairs = []
    for rule in rules:
        scored = [
            (-score, i, j)
            for i, old in left.items()
            for j, new in right.items()
            if (score := rule(old, new))
        ]
        for _, i, j in sorted(scored):
            if i in left and j in right:
                pairs.append((left.pop(i), right.pop(j)))
    return pairs


def _same_row(old: Statement, new: Statement) -> float:
    return old.row.row_id == new.row.row_id


def _said_alike(old: Statement, new: Statement) -> float:
    return old.figure == new.figure and old.main in new.mentions


def _said_alike_of_another_number(old: Statement, new: Statement) -> float:
    return bool(old.main.stems) and old.main in new.mentions and _comparable(old, new)


def _same_figure(old: Statement, new: Statement) -> float:
    """The same number, in words that need be the less alike where it counts the same thing."""
    if old.value != new.value:
        return 0
    near, counted = nearest_likeness(old, new), likeness(old.noun, new.noun)
    return near + counted if near >= (_SAME_THING if counted else _SAME_SENTENCE) else 0


def _corrected(old: Statement, new: Statement) -> float:
    """Nearly the same sentence with another number of the same sort."""
    near = likeness(old.stems[0], new.stems[0])
    if near < _SAME_SENTENCE or not _comparable(old, new):
        return 0
    return near + likeness(old.noun, new.noun)


def _comparable(old: Statement, new: Statement) -> bool:
    one, other = old.row.quantity, new.row.quantity
    is_money = one.kind is other.kind is QuantityKind.MONEY  # a wrong currency is corrected as well
    return one.kind is other.kind and (is_money or one.unit == other.unit)


_RULES: tuple[Rule[Statement], ...] = (
    _same_row,
    _said_alike,
    _said_alike_of_another_number,
    _same_figure,
    _corrected,
)
