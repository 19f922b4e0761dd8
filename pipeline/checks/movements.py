"""Movements: an old and a new level of one thing in a sentence, and how much it is said to change.

::

    levels = "from" old "to" new | new ... "from" old | new ("compared with" | "against" | "than") old
             | old time "and" new time
    change = "up" change | "by" change | "a" change "rise" | "rise of" change
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from pipeline.checks.context import gap, is_broken, left, right
from pipeline.checks.passage import Passage
from pipeline.numbers.reconcile.dimensions import dimension
from schemas import Part, Quantity, QuantityKind

_NEAR = 4  # quantities to either side of a change in which its levels may stand
_MOST_TIMES = 30
_LEVELS = {
    QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.PERCENT, QuantityKind.MEASURE,
    QuantityKind.DURATION, QuantityKind.TEMPERATURE, QuantityKind.PERCENTAGE_POINT,
}  # fmt: skip
_RELATIVE = {QuantityKind.PERCENT, QuantityKind.FRACTION, QuantityKind.MULTIPLIER}
_FEW = r"(?:[\w'’.-]+\s+){0,4}?"
_FROM = re.compile(rf"\bfrom\s+{_FEW}$", re.IGNORECASE)
_TO = re.compile(rf"^[^,;]{{0,60}},?\s*\b(?:up |down |on )?to\s+{_FEW}$", re.IGNORECASE)
_MOVED = re.compile(r"\b(?:up|down|\w*(?:ris|increas|gain|f[ae]ll|drop|declin|decreas)\w*)\b|[%)]")
_CAME_TO = re.compile(
    r"\b(?:to|at|hit|reach(?:ed|ing))\s+(?:(?:a|an|the|record|its)\s+)*$", re.IGNORECASE
)
_AGAINST = re.compile(
    rf"\b(?:compared\s+(?:with|to)|against|versus|vs\.?|than|(?:up|down)\s+on|on|above|below)\s+{_FEW}$",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"^[^,;]{0,30}?\b(?:last\s+(?:year|month|week|season|quarter)|(?:a|one)\s+(?:year|month|week|decade)\s+"
    r"(?:ago|earlier|before)|(?:the\s+)?previous\s+\w+|previously|in\s+(?:19|20)\d\d|at\s+first)\b",
    re.IGNORECASE,
)
_THEN = re.compile(r"(?:\band\b|\bto\b|\bnow\b|\bbut\b|,)[^;]{0,40}$", re.IGNORECASE)
_YEAR = re.compile(r"^[^,;.]{0,20}?\bin\s+((?:19|20)\d\d)\b")
# "It had 240 pupils in 2015; it now has 300."
_THEN_AND_NOW = re.compile(
    r"^[^;.]{0,25}(?:\bin\s+(?:19|20)\d\d|\blast\s+year|\bago|\bearlier)\s*[,;]\s*(?:and\s+|but\s+)?(?:it|they|he|she|there|now)\b"
    r"[^;]{0,30}\b(?:now|today|this\s+year)\b[^;]{0,15}$|^[^;.]{0,25}(?:\bin\s+(?:19|20)\d\d|\blast\s+year|\bago|\bearlier)"
    r"\s*[,;]\s*(?:and\s+|but\s+)?now[^;]{0,25}$"
)
_NOUNS = (
    r"(?:increase|rise|gain|growth|jump|hike|surge|boost|advance|leap|climb|improvement|drop|fall|"
    r"decline|decrease|cut|slump|plunge|reduction|dip|slide|loss|change|difference|swing|saving)"
)
_COMPARATIVES = (
    r"(?:more|less|fewer|higher|lower|greater|larger|bigger|smaller|longer|shorter|taller|faster|slower|cheaper|"
    r"dearer|heavier|lighter|wider|older|younger|warmer|colder|hotter|stronger|weaker|better|worse)"
)
_CHANGE_BEFORE = re.compile(
    rf"(?:\b{_NOUNS}s?(?:\s+of)?|\b(?:by|up|down|another)|\+)\s*(?:(?:a|an|the|some|only|just)\s+)*$",
    re.IGNORECASE,
)
_CHANGE_BEHIND = re.compile(
    rf"^[\s-]*(?:[\w-]+\s+){{0,2}}?(?:{_NOUNS}|{_COMPARATIVES}|up|down|above|below)\b",
    re.IGNORECASE,
)
# A change over each year, of an average, or after something is taken out, is another change.
_OTHERWISE = re.compile(
    r"\b(?:annual(?:ly|i[sz]ed)?|average|a\s+year\b(?!\s+(?:ago|earlier|before))|per\s+\w+|each\s+\w+|every\s+\w+|"
    r"real\s+terms|inflation|adjust\w+|underlying|organic\w*|like-for-like|constant\s+currenc\w+|excluding|"
    r"compound\w*|seasonally|comparable|target|forecast|expect\w*|estimate\w*)\b",
    re.IGNORECASE,
)
_OWN_BASE = re.compile(
    r"^[^,;()]{0,25}?\b(?:from|than|since|compared|over|versus|against|on)\b", re.IGNORECASE
)
_COMPARES = re.compile(
    r"^\s*(?:the\s+(?:size|number|amount|rate)|(?!higher|lower|more|as|from|to|by|in|at|over|since|between)\w+\s+\w+)\b"
)
# "Doubled the wages, so that a meal goes from $4 to $5": its object is not what went.
_DIRECTLY = re.compile(
    r"^[^,()]{0,25},?(?:\s*(?:from|to|at|rising|going|increasing))\b[^,()]{0,20}$"
)
_AND = re.compile(r"(?<!\d)\s+and\s+(?!\d)")  # not: between 2010 and 2020
_REST = re.compile(
    r"^(?:That|This|It|The\s+(?:[\w-]+\s+)?" + _NOUNS + r")\b[^,;]{0,40}"
    r"\b(?:is|was|represents?|represented|marks?|means?|meant|amounts?|amounted|makes?|comes|works|"
    r"equals?|equalled|translates?|of)\b[^,;]{0,30}$",
    re.IGNORECASE,
)


class Movement(NamedTuple):
    """A stated change with the two levels that it is between."""

    old: Quantity
    new: Quantity
    stated: Quantity

    @property
    def quantities(self) -> tuple[Quantity, Quantity, Quantity]:
        """The three of them, for a pitfall to name."""
        return self.old, self.new, self.stated


def movements(passage: Passage) -> Iterator[Movement]:
    """Yield each change that is stated with its two levels in one sentence, or right behind them."""
    some = passage.quantities
    for at, stated in enumerate(some):
        if not (
            _is_relative(stated) or stated.kind is QuantityKind.PERCENTAGE_POINT or stated.part
        ):
            continue
        if stated.part in {Part.LEVEL, Part.ORIGIN} or not _is_change(passage, stated):
            continue
        near = some[max(0, at - _NEAR) : at + 1 + _NEAR]
        levels = next(_levels_of(passage, near, stated), None)
        if levels is None and at == 0 and len(some) == 1:
            levels = _levels_before(passage, stated)
        if levels:
            yield Movement(*levels, stated)


def _is_relative(quantity: Quantity) -> bool:
    return quantity.kind in _RELATIVE


def _is_change(passage: Passage, quantity: Quantity) -> bool:
    """Return whether a number says by how much something moved."""
    if quantity.per or _OTHERWISE.search(right(passage, quantity)[:45]):
        return False
    if _OTHERWISE.search(left(passage, quantity)[-30:]):
        return False
    if quantity.kind is QuantityKind.MULTIPLIER or quantity.part is Part.CHANGE:
        return True
    before, behind = left(passage, quantity), right(passage, quantity)
    return bool(_CHANGE_BEFORE.search(before) or _CHANGE_BEHIND.match(behind))


def _levels_of(
    passage: Passage, near: tuple[Quantity, ...], stated: Quantity
) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield old and new level of the change, the pair that stands closest to it first."""
    levels = [each for each in near if each is not stated and _is_level(each)]
    for one, other in pairwise(levels):
        pair = _in_order(passage, one, other) if _alike(one, other) else None
        if pair and _belongs(passage, one, other, stated):
            yield pair


def _is_level(quantity: Quantity) -> bool:
    return (
        quantity.kind in _LEVELS and quantity.value is not None and quantity.part is not Part.CHANGE
    )


def _alike(one: Quantity, other: Quantity) -> bool:
    """Return whether two levels may be of one thing: one measure, or one left bare behind the other."""
    if one.per and other.per and one.per != other.per:
        return False
    bare = QuantityKind.COUNT in {one.kind, other.kind} and not (one.noun and other.noun)
    money = QuantityKind.MONEY in {one.kind, other.kind}
    return (dimension(one) == dimension(other) or (bare and money)) and _comparable(one, other)


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Return whether neither level is so many times the other that they hardly are of one thing."""
    low, high = sorted(abs(each.value or Decimal(0)) for each in (one, other))
    return high <= low * _MOST_TIMES


def _in_order(passage: Passage, one: Quantity, other: Quantity) -> tuple[Quantity, Quantity] | None:
    """Return the old and the new level, as the words between and around them tell; None if not."""
    between = gap(passage, one, other)
    if _THEN_AND_NOW.match(between):
        return one, other
    if is_broken(between):
        return None
    if _FROM.search(left(passage, one)) and _TO.search(between):
        return one, other
    if _FROM.search(between) and _reached(passage, one, between):
        return other, one
    if _AGAINST.search(between):
        return other, one
    return _by_time(passage, one, other, between)


def _reached(passage: Passage, level: Quantity, between: str) -> bool:
    """Return whether a level before "from" is one that was come to, and no sum out of another."""
    return bool(_MOVED.search(between) or _CAME_TO.search(left(passage, level)))


def _by_time(
    passage: Passage, one: Quantity, other: Quantity, between: str
) -> tuple[Quantity, Quantity] | None:
    """Order "400 in 2020 and 480 in 2024" and "400 last year and 480 now"."""
    first, second = _YEAR.match(between), _YEAR.match(right(passage, other))
    if first and second:
        return (one, other) if first[1] < second[1] else (other, one)
    if _EARLIER.match(between) and _THEN.search(between):
        return one, other
    return None


def _belongs(passage: Passage, one: Quantity, other: Quantity, stated: Quantity) -> bool:
    """Return whether the change is that between the two levels, and of no other baseline."""
    multiple = stated.kind is QuantityKind.MULTIPLIER
    if multiple and _COMPARES.match(right(passage, stated)):
        return False
    if stated.span.start < one.span.start:
        words = gap(passage, stated, one)
        if multiple and not _DIRECTLY.match(words):
            return False
        return not is_broken(words) and not _AND.search(words)
    if stated.span.start < other.span.start:
        return not is_broken(gap(passage, one, stated))
    words = gap(passage, other, stated)
    own_base = _OWN_BASE.match(right(passage, stated))
    return not (is_broken(words) or own_base or multiple) and not _AND.search(words)


def _levels_before(passage: Passage, stated: Quantity) -> tuple[Quantity, Quantity] | None:
    """Return the levels of the sentence before, of which "That is a 40% rise" speaks."""
    before = passage.previous
    if before is None or not _REST.match(left(passage, stated)):
        return None
    some = [each for each in before.quantities if _is_level(each)]
    if len(some) != 2 or not _alike(*some):
        return None
    return _in_order(before, *some)
