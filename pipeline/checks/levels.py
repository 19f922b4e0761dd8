"""Levels: which two numbers of a sentence are of one thing at two times, and which is the old one.

::

    "from" old "to" new | new ... "from" old | new ("compared with" | "against" | "than") old
    | old time "and" new time | old "and hopes to reach" new | new "twice the" old
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.checks.context import gap, is_broken, left, right
from pipeline.checks.passage import Passage
from pipeline.checks.rounding import is_one_in
from pipeline.numbers.reconcile.dimensions import dimension
from schemas import Part, Quantity, QuantityKind

_MOST_TIMES = 30
_LEVELS = {
    QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.PERCENT, QuantityKind.MEASURE,
    QuantityKind.DURATION, QuantityKind.TEMPERATURE, QuantityKind.PERCENTAGE_POINT,
}  # fmt: skip
_UNITS = {QuantityKind.MONEY, QuantityKind.MEASURE}
_FEW = r"(?:[\w'’.-]+\s+){0,4}?"
_FROM = re.compile(rf"\bfrom\s+{_FEW}$", re.IGNORECASE)
_TO = re.compile(rf"^[^,;]{{0,60}},?\s*\b(?:up |down |on )?to\s+{_FEW}$", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:up|down|\w*(?:ris|rose|increas|gain|f[ae]ll|drop|declin|decreas|improv|grew|grow)\w*)\b|[%)]"
)
_CAME_TO = re.compile(
    r"\b(?:to|at|hit|reach(?:ed|ing))\s+(?:(?:a|an|the|record|its)\s+)*$", re.IGNORECASE
)
_AGAINST = re.compile(
    rf"\b(?:compared\s+(?:with|to)|against|versus|vs\.?|than|(?:up|down)\s+on|on|above|below)\s+{_FEW}$",
    re.IGNORECASE,
)
_TIMES_THE = re.compile(
    r"\b(?:twice|double|triple|treble|quadruple|times)\s+(?:the|its|their|last\s+\w+['’]s)\s*$",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"^[^,;]{0,30}?\b(?:last\s+(?:year|month|week|season|quarter)|(?:a|one)\s+(?:year|month|week|decade)\s+"
    r"(?:ago|earlier|before)|(?:the\s+)?previous\s+\w+|previously|in\s+(?:19|20)\d\d|at\s+first)\b",
    re.IGNORECASE,
)
_THEN = re.compile(r"(?:\band\b|\bto\b|\bnow\b|\bbut\b|,)[^;]{0,40}$", re.IGNORECASE)
_HOPES_FOR = re.compile(
    r"\b(?:and|but|which)\s+(?:\w+\s+){0,2}?(?:hop|plan|aim|want|expect|intend|pledg|promis|due|set)\w*\s+"
    r"(?:to\s+)?(?:\w+\s+){0,3}?(?:reach|make|build|have|hit|raise|be|get|go|grow|sell|employ)\w*\s+(?:(?:it|them|that|this)\s+)?"
    r"(?:to\s+)?(?:(?:up|about|some|a|total|of)\s+)*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"^[^,;.]{0,20}?\bin\s+((?:19|20)\d\d)\b")
# "It had 240 pupils in 2015; it now has 300."
_THEN_AND_NOW = re.compile(
    r"^[^;.]{0,25}(?:\bin\s+(?:19|20)\d\d|\blast\s+year|\bago|\bearlier)\s*[,;]\s*(?:and\s+|but\s+)?(?:it|they|he|she|there|now)\b"
    r"[^;]{0,30}\b(?:now|today|this\s+year)\b[^;]{0,15}$|^[^;.]{0,25}(?:\bin\s+(?:19|20)\d\d|\blast\s+year|\bago|\bearlier)"
    r"\s*[,;]\s*(?:and\s+|but\s+)?now[^;]{0,25}$"
)
COMPARATIVES = (
    r"(?:more|less|fewer|higher|lower|greater|larger|bigger|smaller|longer|shorter|taller|faster|slower|cheaper|"
    r"dearer|heavier|lighter|wider|older|younger|warmer|colder|hotter|stronger|weaker|better|worse)"
)
_THAN = re.compile(rf"^\s*(?:[\w-]+\s+){{0,2}}?{COMPARATIVES}\s+(?:\w+\s+)?than\b", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:%|per\s?cent|half|third|quarter|out)\s+of\s+(?:(?:the|its|their|all|those)\s+)+(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)


class Levels(NamedTuple):
    """Where one thing stood at two times."""

    old: Quantity
    new: Quantity

    @property
    def in_text_order(self) -> tuple[Quantity, Quantity]:
        """The one that stands first in the sentence, and the other."""
        old_first = self.old.span.start < self.new.span.start
        return (self.old, self.new) if old_first else (self.new, self.old)


def pairs(passage: Passage, some: tuple[Quantity, ...]) -> Iterator[Levels]:
    """Yield the levels that some numbers of a sentence are, each with the nearest like it before."""
    levels = [each for each in some if is_level(passage, each)]
    for at, other in enumerate(levels):
        one = next((each for each in reversed(levels[:at]) if are_alike(each, other)), None)
        pair = one and in_order(passage, one, other)
        if pair:
            yield pair


def is_level(passage: Passage, quantity: Quantity) -> bool:
    """Return whether a number may say where something stood: no change, and no whole of a share."""
    kind = quantity.kind in _LEVELS or (
        quantity.kind is QuantityKind.RATIO and not is_one_in(quantity)
    )
    if not kind or quantity.value is None or quantity.part is Part.CHANGE:
        return False
    return not (is_difference(passage, quantity) or _WHOLE.search(left(passage, quantity)))


def is_difference(passage: Passage, quantity: Quantity) -> bool:
    """Return whether a number is said to be so much more or less than another one."""
    return bool(_THAN.match(right(passage, quantity)))


def are_alike(one: Quantity, other: Quantity) -> bool:
    """Return whether two levels may be of one thing: one measure, or one left bare behind the other."""
    if one.per and other.per and one.per != other.per:
        return False
    if one.whole and other.whole and one.whole != other.whole:
        return False
    bare = QuantityKind.COUNT in {one.kind, other.kind} and not (one.noun and other.noun)
    measures = bare and {one.kind, other.kind} & _UNITS
    parts = bare and QuantityKind.RATIO in {one.kind, other.kind}
    same = _measure(one) == _measure(other)
    return bool(same or measures or parts) and _comparable(one, other)


def _measure(quantity: Quantity) -> str:
    return "count" if quantity.kind is QuantityKind.RATIO else dimension(quantity)


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Return whether neither level is so many times the other that they hardly are of one thing."""
    low, high = sorted(abs(each.value or Decimal(0)) for each in (one, other))
    return high <= low * _MOST_TIMES


def in_order(passage: Passage, one: Quantity, other: Quantity) -> Levels | None:
    """Return the old and the new level, as the words between and around them tell; None if not."""
    between = gap(passage, one, other)
    if _THEN_AND_NOW.match(between):
        return Levels(one, other)
    if is_broken(between):
        return None
    if _FROM.search(left(passage, one)) and _TO.search(between):
        return Levels(one, other)
    if _FROM.search(between) and _reached(passage, one, between):
        return Levels(other, one)
    if _AGAINST.search(between) or _TIMES_THE.search(between):
        return Levels(other, one)
    if _HOPES_FOR.search(between):
        return Levels(one, other)
    return _by_time(passage, one, other, between)


def _reached(passage: Passage, level: Quantity, between: str) -> bool:
    """Return whether a level before "from" is one that was come to, and no sum out of another."""
    return bool(_MOVED.search(between) or _CAME_TO.search(left(passage, level)))


def _by_time(
    passage: Passage, one: Quantity, other: Quantity, between: str
) -> Levels | None:
    """Order "400 in 2020 and 480 in 2024" and "400 last year and 480 now"."""
    first, second = _YEAR.match(between), _YEAR.match(right(passage, other))
    if first and second:
        return Levels(one, other) if first[1] < second[1] else Levels(other, one)
    if _EARLIER.match(between) and _THEN.search(between):
        return Levels(one, other)
    return None
