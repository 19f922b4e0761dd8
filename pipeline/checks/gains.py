"""Gains: an amount that was added or lost, the percentage that it is, and the level it is of.

::

    amount "or" percent ", to" reached | percent "or" amount ", to" reached
    amount "or" percent ", from" old
    amount "more than the" old ", up" percent
    old time ", so it fell by" amount ", or" percent
    percent "to" reached "," amount "more than a year ago"
    reached "," amount "more than a year ago, up" percent
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.checks.earlier import so_it_changed
from pipeline.checks.levels import COMPARATIVES, without_times
from pipeline.checks.movements import BECAUSE, OR, has_own_base, is_change, may_change
from pipeline.checks.passage import Passage, is_broken
from pipeline.numbers.dimensions import dimension
from schemas import Direction, Part, Quantity, QuantityKind

_MEASURES = {QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.MEASURE}
_REACHING = re.compile(
    r"[,)]?\s*(?:to|(?:to\s+)?(?:close|clos(?:ed|ing)|end(?:ed|ing)?|finish(?:ed|ing)?)\s+at)\s+",
    re.IGNORECASE,
)
_OFF = re.compile(r"[,)]?\s*from\s+(?:(?:the|its|a|last\s+\w+['’]s)\s+)*")
_THAN = re.compile(rf"^\s*(?:[\w-]+\s+){{0,2}}?{COMPARATIVES}\s+than\s+(?:[\w'’-]+\s+){{1,3}}$")
_THAN_THEN = re.compile(
    rf"^\s*(?:[\w-]+\s+){{0,2}}?{COMPARATIVES}\s+than\s+(?:(?:in|at|for|during|it\s+was|the)\s+)*"
    r"(?:\w+\s+(?=(?:19|20)\d\d))?(?:(?:a|one)\s+(?:year|month|week|decade)\s+(?:ago|earlier|before)|last\s+\w+|(?:the\s+)?previous\s+\w+|(?:year|month|week|season|quarter)\s+(?:before|earlier)|(?:19|20)\d\d)\b"
)
_LESS = re.compile(r"^\s*(?:[\w-]+\s+){0,2}?(?:less|fewer|lower|smaller|cheaper|shorter)\s+than\b")
_COMMA = re.compile(r"^[^;,.]{0,60}(?:,|[—–]|\s\()\s*[^;,.]{0,30}$")
_OR_ELSE = re.compile(r"\bor\s+(?:\w+\s+)?$")
_SPAN = re.compile(r"\b(?:year|month|week|quarter|decade)\b")
_BESIDE = re.compile(r"^(?:\s+[\w-]+){0,3}?\s*(?:,|[—–]|\()\s*(?:(?:or|about|some)\s+)*$")
_TO = re.compile(r"\b(?:to|at)\s+(?:(?:a|an|the|record|average|of)\s+)*$")


class Gain(NamedTuple):
    """An amount with its percentage, and the level before it or the one that it was added to make."""

    amount: Quantity
    percent: Quantity
    level: Quantity
    is_reached: bool
    falls: bool

    @property
    def quantities(self) -> tuple[Quantity, Quantity, Quantity]:
        """The three of them, for a pitfall to name."""
        return self.amount, self.percent, self.level


def gains(passage: Passage) -> Iterator[Gain]:
    """Yield each amount whose percentage and level stand beside it."""
    if len(passage.quantities) < 3 or QuantityKind.PERCENT not in passage.kinds:
        return
    some = without_times(passage)
    for three in zip(some, some[1:], some[2:], strict=False):
        found = next(filter(None, (read(passage, *three) for read in _READERS)), None)
        if found:
            yield found


def _to_reached(passage: Passage, one: Quantity, other: Quantity, level: Quantity) -> Gain | None:
    """Read "rose by $5m, or 40%, to $15m": what was added, its percentage, and what was reached."""
    amount, percent = (other, one) if one.kind is QuantityKind.PERCENT else (one, other)
    if percent.kind is not QuantityKind.PERCENT or not _adds_to(amount, level):
        return None
    both = one.part is Part.CHANGE and one.direction is not None
    if not both or not OR.fullmatch(passage.between(one, other)):
        return None
    if not _REACHING.fullmatch(passage.between(other, level)):
        return None
    return Gain(amount, percent, level, is_reached=True, falls=one.direction is Direction.DOWN)


def _off_old(passage: Passage, amount: Quantity, percent: Quantity, old: Quantity) -> Gain | None:
    """Read "shrank by 140, or 20%, from 700"."""
    again = amount.part is Part.CHANGE and OR.fullmatch(passage.between(amount, percent))
    if not (again and _is_percent(passage, percent)):
        return None
    if not _OFF.fullmatch(passage.between(percent, old)) or " to " in passage.after(old)[:30]:
        return None
    alike = _are_of_one_measure(amount, old)
    return Gain(amount, percent, old, is_reached=False, falls=False) if alike else None


def _reached_by(
    passage: Passage, amount: Quantity, level: Quantity, percent: Quantity
) -> Gain | None:
    """Read "rose by $5m to $15m, or 50%"."""
    changed = amount.part is Part.CHANGE and amount.direction is not None
    if not (changed and _REACHING.fullmatch(passage.between(amount, level))):
        return None
    if not (_is_beside(passage, level, percent) and _are_of_one_measure(amount, level)):
        return None
    return Gain(amount, percent, level, is_reached=True, falls=amount.direction is Direction.DOWN)


def _more_than_old(
    passage: Passage, amount: Quantity, old: Quantity, percent: Quantity
) -> Gain | None:
    """Read "28,000 more than the 164,000 of last year, a rise of 17%"."""
    if not _THAN.match(passage.between(amount, old)) or not _is_beside(passage, old, percent):
        return None
    if _OR_ELSE.search(passage.between(old, percent)):
        return None  # or so much of all
    alike = _are_of_one_measure(amount, old)
    return Gain(amount, percent, old, is_reached=False, falls=False) if alike else None


def _from_old(passage: Passage, old: Quantity, amount: Quantity, percent: Quantity) -> Gain | None:
    """Read "A year ago it was 6,500, so it shrank by 300, or 4.6%"."""
    if not OR.fullmatch(passage.between(amount, percent)) or amount.part is not Part.CHANGE:
        return None
    stated = _is_percent(passage, percent) and so_it_changed(passage, old, amount)
    alike = stated and _are_of_one_measure(amount, old)
    return Gain(amount, percent, old, is_reached=False, falls=False) if alike else None


def _up_to_reached(
    passage: Passage, percent: Quantity, level: Quantity, amount: Quantity
) -> Gain | None:
    """Read "rents rose 7% to €1,955, €133 more than a year ago"."""
    moved = _is_percent(passage, percent) and is_change(passage, percent)
    words = passage.between(percent, level)
    if not moved or is_broken(words) or not _TO.search(passage.before(level)):
        return None
    # "Up 12% to $300m, $20m more than last month" may be up 12% over a year.
    if not set(_SPAN.findall(words)) & set(_SPAN.findall(passage.after(amount)[:40])):
        return None
    return _more_than_then(passage, amount, percent, level)


def _above_the_past(
    passage: Passage, level: Quantity, amount: Quantity, percent: Quantity
) -> Gain | None:
    """Read "480 members, 80 more than a year ago, up 20%"."""
    if not _is_beside(passage, amount, percent):
        return None
    return _more_than_then(passage, amount, percent, level)


def _more_than_then(
    passage: Passage, amount: Quantity, percent: Quantity, level: Quantity
) -> Gain | None:
    """Return the gain of an amount that stands beside a level, as so much more than at a past time."""
    words = passage.after(amount)
    if not (_THAN_THEN.match(words) and _BESIDE.match(passage.between(level, amount))):
        return None
    if not _are_of_one_measure(amount, level):
        return None
    return Gain(amount, percent, level, is_reached=True, falls=bool(_LESS.match(words)))


def _is_beside(passage: Passage, one: Quantity, percent: Quantity) -> bool:
    """Return whether a percentage behind a number tells the change again: ", a rise of 17%"."""
    words = passage.between(one, percent)
    if not _is_percent(passage, percent) or has_own_base(passage, percent):
        return False
    told = is_change(passage, percent) or OR.search(words)
    broken = is_broken(words) or BECAUSE.search(words)
    return bool(told and _COMMA.match(words)) and not broken


def _is_percent(passage: Passage, quantity: Quantity) -> bool:
    return quantity.kind is QuantityKind.PERCENT and may_change(passage, quantity)


def _adds_to(amount: Quantity, level: Quantity) -> bool:
    """Return whether an amount can be a part of the level: of one measure, and smaller."""
    same = amount.kind is level.kind and amount.kind in _MEASURES and amount.per == level.per
    return (
        same and dimension(amount) in {dimension(level), "points"} and level.part is not Part.CHANGE
    )


def _are_of_one_measure(amount: Quantity, level: Quantity) -> bool:
    """Return whether an amount may be a part of a level, or one left bare beside it."""
    bare = amount.kind is QuantityKind.COUNT and not (amount.unit or amount.noun)
    same = amount.kind is level.kind and dimension(amount) == dimension(level)
    return (same or bare) and level.kind in _MEASURES and amount.per in {None, level.per}


_READERS = (
    _to_reached,
    _off_old,
    _reached_by,
    _more_than_old,
    _from_old,
    _up_to_reached,
    _above_the_past,
)
