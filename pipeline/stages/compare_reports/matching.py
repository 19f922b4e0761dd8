"""Matching: which row of the old version is which of the new. The surest rule goes first.

A pair that is wrong shows two sentences side by side and asks to look again; none lets a check of
one figure stand for another, for that is decided by what differs.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from pipeline.stages.compare_reports.likeness import likeness, nearest_likeness
from pipeline.stages.compare_reports.statement import Statement
from pipeline.text.words import content_stems
from schemas import QuantityKind

_Item = TypeVar("_Item")
Rule = Callable[[_Item, _Item], float]

_SAME_FIGURE_NAMED = 0.3
"""Value and noun are equal, so a word in common is enough: a headline has few."""
_SAME_FIGURE_BARE = 0.5
_SAME_SENTENCE = 0.5


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
    if old.row.group_id != new.row.group_id:
        return 0
    near = nearest_likeness(old, new)
    return (
        near if near >= (_SAME_FIGURE_NAMED if old.row.quantity.noun else _SAME_FIGURE_BARE) else 0
    )


def _same_value(old: Statement, new: Statement) -> float:
    near = nearest_likeness(old, new) if old.value == new.value else 0
    return near if near >= _SAME_SENTENCE else 0


def _corrected(old: Statement, new: Statement) -> float:
    """Nearly the same sentence with another number of the same sort."""
    near = likeness(old.stems[0], new.stems[0]) if _comparable(old, new) else 0
    if near < _SAME_SENTENCE:
        return 0
    return near + _counts_the_same(old, new) + 0.1 * (old.main.place == new.main.place)


def _comparable(old: Statement, new: Statement) -> bool:
    one, other = old.row.quantity, new.row.quantity
    is_money = one.kind is other.kind is QuantityKind.MONEY  # a wrong currency is corrected as well
    return one.kind is other.kind and (is_money or one.unit == other.unit)


def _counts_the_same(old: Statement, new: Statement) -> float:
    one, other = (frozenset(content_stems(each.row.quantity.noun or "")) for each in (old, new))
    return likeness(one, other)


_RULES: tuple[Rule[Statement], ...] = (
    _same_row,
    _said_alike,
    _said_alike_of_another_number,
    _same_figure,
    _same_value,
    _corrected,
)
