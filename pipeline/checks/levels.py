"""Levels: which two numbers of a sentence are of one thing at two times, and which is the old one.

::

    "from" old "to" new | new ... "from" old | new ("compared with" | "against" | "than") old
    | old time "and" new time | old "and hopes to reach" new | new "twice the" old
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.checks.passage import Passage, is_broken
from pipeline.checks.rounding import is_one_in
from pipeline.numbers.dimensions import dimension
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
    rf"\b(?:compared\s+(?:with|to)|against|versus|vs\.?|than|(?:up|down)\s+on|on|above|below|instead\s+of|over\s+(?:the|its|last))\s+{_FEW}$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?:,\s*after|\()\s*$", re.IGNORECASE)
_PRIOR = re.compile(r"\(\s*(?:the\s+)?(?:previous|prior|last)\s+\w+:?\s*$", re.IGNORECASE)
# The time and then its number: 20% more than in 2022, when it had 3 million.
_WHEN = re.compile(r"\b(?:than|from|on|over)\s+[^,;.]{0,30},\s+when\b[^,;.]{0,40}$", re.IGNORECASE)
THE_OLD = (
    r"(?:last\s+\w+['’]s|(?:the|its|their)"
    r"(?:\s+(?:previous|old|earlier|former|current|usual|original|planned|average|national)\s+\w+(?:\s+of)?)?)"
)
_TIMES_THE = re.compile(
    rf"\b(?:twice|double|triple|treble|quadruple|times)\s+(?:as\s+\w+\s+as\s+)?{THE_OLD}\s*$",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"^[^,;]{0,30}?\b(?:last\s+(?:year|month|week|season|quarter)|(?:a|one)\s+(?:year|month|week|decade)\s+"
    r"(?:ago|earlier|before)|(?:the\s+)?previous\s+\w+|previously|in\s+(?:19|20)\d\d|at\s+first)\b",
    re.IGNORECASE,
)
_BEFORE_THAT = re.compile(
    r"^[^,;.]{0,25}\b(?:(?:year|month|week|season|quarter)\s+(?:before|earlier)|the\s+previous\s+\w+)\b",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:(?:in|of|for)\s+(?:\w+\s+)?(?:19|20)\d\d|(?:years?|months?|weeks?|decades?)\s+(?:ago|earlier|before)|"
    r"in\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)|"
    r"last\s+(?:time|year|month|week|season|quarter|summer|winter|spring|autumn)|previously|formerly|earlier|"
    r"at\s+the\s+(?:last|previous)\s+\w+|(?:the\s+)?previous\s+\w+|had\s+(?:\w+\s+)?(?:\w+ed|been|stood|won|sought|paid|made|taken))\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"^[^,;]{0,30}[,;]\s*[^,;]{0,25}\b(?:now|today|this\s+\w+)\b[^,;]{0,25}$", re.IGNORECASE
)
_STANDS = re.compile(
    r"\b(?:(?:wage|price|fee|fare|rent|cost|tax|budget|total|rate|allowance|fine|pension|target|limit)s?\s+(?:\w+\s+)?of|"
    r"now|currently|at\s+present)\s+(?:at\s+)?$",
    re.IGNORECASE,
)
_GOES_TO = re.compile(
    r"^[^;]{0,40}\b(?:ris|rose|increas|go|went|climb|jump|grow|grew|fall|fell|drop|cut|rais|lower)\w*\s+(?:(?:up|down|again)\s+)?to\s+$",
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
_AGO = re.compile(r"^\s+(?:ago|earlier|before)\b")
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
    is_no_level = is_difference(passage, quantity) or _is_time(passage, quantity)
    return not (is_no_level or _WHOLE.search(passage.before(quantity)))


def is_difference(passage: Passage, quantity: Quantity) -> bool:
    """Return whether a number is said to be so much more or less than another one."""
    return "than" in passage.lower and bool(_THAN.match(passage.after(quantity)))


def is_earlier(passage: Passage, level: Quantity) -> bool:
    """Return whether the words behind a level say that it is of a time before: $40 a year ago."""
    return bool(_EARLIER.match(passage.after(level)))


def without_times(passage: Passage) -> tuple[Quantity, ...]:
    """Return the quantities of a sentence but for lengths of time that say when: four years ago."""
    return tuple(each for each in passage.quantities if not _is_time(passage, each))


def _is_time(passage: Passage, quantity: Quantity) -> bool:
    return quantity.kind is QuantityKind.DURATION and bool(_AGO.match(passage.after(quantity)))


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
    between = passage.between(one, other)
    past = PAST.search(passage.before(one).rpartition(";")[2])
    if _THEN_AND_NOW.match(between) or (past and _NOW.match(between)):
        return Levels(one, other)
    if is_broken(between):
        return None
    if _FROM.search(passage.before(one)) and _TO.search(between):
        return Levels(one, other)
    if _FROM.search(between) and _reached(passage, one, between):
        return Levels(other, one)
    if _AGAINST.search(between) or _PRIOR.search(between) or _TIMES_THE.search(between):
        return Levels(other, one)
    goes = _STANDS.search(passage.before(one)) and _GOES_TO.match(between)
    if goes or _HOPES_FOR.search(between):
        return Levels(one, other)
    return _by_time(passage, one, other, between)


def _reached(passage: Passage, level: Quantity, between: str) -> bool:
    """Return whether a level before "from" is one that was come to, and no sum out of another."""
    return bool(_MOVED.search(between) or _CAME_TO.search(passage.before(level)))


def _by_time(passage: Passage, one: Quantity, other: Quantity, between: str) -> Levels | None:
    """Order "400 in 2020 and 480 in 2024" and "400 last year and 480 now"."""
    behind = passage.after(other)
    when = _BEFORE_THAT.match(behind)
    if _WHEN.search(between) or when:
        then = when and (_AFTER.search(between) or _EARLIER.match(between))
        return Levels(other, one) if then or not when else None
    first, second = _YEAR.match(between), _YEAR.match(behind)
    if first and second:
        return Levels(one, other) if first[1] < second[1] else Levels(other, one)
    if _AFTER.search(between) and _EARLIER.match(behind):
        return Levels(other, one)
    if _EARLIER.match(between) and not second and _THEN.search(between):
        return Levels(one, other)
    return None
