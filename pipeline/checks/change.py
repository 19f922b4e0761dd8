"""Checks of changes: points, percent, amounts and multiples against their two levels.

::

    levels = "from" old "to" new | new … "from" old | new ("compared with" | "against" | "than") old
    change = "up" change | "by" change | "a" change "rise" | "rise of" change | levels ", or" change

Whatever is said around it, a change that some other two levels close by do give is no error.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache, partial
from itertools import permutations
from typing import NamedTuple

from pipeline.checks.check import Check, Pitfall, needs
from pipeline.checks.passage import Passage, is_broken
from pipeline.checks.rounding import Measured, admits, figure, is_bound, is_one_in, measured
from pipeline.numbers.dimensions import dimension
from schemas import Part, Quantity, QuantityKind

_LEVELS = {
    QuantityKind.COUNT,
    QuantityKind.MONEY,
    QuantityKind.PERCENT,
    QuantityKind.MEASURE,
    QuantityKind.DURATION,
    QuantityKind.TEMPERATURE,
    QuantityKind.PERCENTAGE_POINT,
}
_UNITS = {QuantityKind.MONEY, QuantityKind.MEASURE}
_RELATIVE = {QuantityKind.PERCENT, QuantityKind.FRACTION, QuantityKind.MULTIPLIER}
_IN_POINTS = {QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT}
_MOST_TIMES = 30  # one level of a thing is hardly ever so many times another
_NEAR = 4  # quantities to either side of a change in which its levels may stand
_ONE = Decimal(1)

# --- levels ---

_FEW = r"(?:[\w'’.-]+\s+){0,4}?"
_FROM = re.compile(rf"\bfrom\s+{_FEW}$", re.IGNORECASE)
_TO = re.compile(rf"^[^,;]{{0,60}},?\s*\b(?:up |down |on )?to\s+{_FEW}$", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:up|down|\w*(?:ris|rose|increas|gain|f[ae]ll|drop|declin|decreas|improv|grew|grow)\w*)\b|"
    r"[%)]"
)
_CAME_TO = re.compile(
    r"\b(?:to|at|hit|reach(?:ed|ing))\s+(?:(?:a|an|the|record|its)\s+)*$", re.IGNORECASE
)
_AGAINST = re.compile(
    r"\b(?:compared\s+(?:with|to)|against|versus|vs\.?|than|(?:up|down)\s+on|on|above|below|"
    rf"(?:twice|double|times)\s+the|instead\s+of|over\s+(?:the|its|last))\s+{_FEW}$",
    re.IGNORECASE,
)
_COMPARATIVES = (
    r"(?:more|less|fewer|(?:high|low|great|larg|bigg|small|long|short|tall|fast|slow|cheap|dear|"
    r"heavi|light|wid|old|young|warm|cold|hott|strong|weak)er|better|worse)"
)
_THAN = re.compile(rf"^\s*(?:[\w-]+\s+){{0,2}}?{_COMPARATIVES}\s+(?:\w+\s+)?than\b", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:%|per\s?cent|half|third|quarter|out)\s+of\s+(?:(?:the|its|their|all|"
    r"those)\s+)+(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)


class _Change(NamedTuple):
    """A stated change with the two levels that it is between."""

    old: Quantity
    new: Quantity
    stated: Quantity

    @property
    def first(self) -> Quantity:
        """The level that stands first in the sentence."""
        return min(self.old, self.new, key=lambda each: each.span.start)

    @property
    def last(self) -> Quantity:
        """The level that stands last in the sentence."""
        return max(self.old, self.new, key=lambda each: each.span.start)


def _is_level(passage: Passage, quantity: Quantity) -> bool:
    """Return whether a number may say where something stood: no change, and no whole of a share."""
    ratio = quantity.kind is QuantityKind.RATIO and not is_one_in(quantity)
    if quantity.value is None or quantity.part is Part.CHANGE:
        return False
    other = _is_difference(passage, quantity) or _WHOLE.search(passage.before(quantity))
    return (ratio or quantity.kind in _LEVELS) and not other


def _is_difference(passage: Passage, quantity: Quantity) -> bool:
    """Return whether a number is said to be so much more or less than another one."""
    return bool(_THAN.match(passage.after(quantity)))


def _are_alike(one: Quantity, other: Quantity) -> bool:
    """Return whether two levels may be of one thing: one measure, or one of them left bare."""
    if (one.per and other.per and one.per != other.per) or one.value is None or other.value is None:
        return False
    if one.whole and other.whole and one.whole != other.whole:
        return False
    kinds = {one.kind, other.kind}
    bare = QuantityKind.COUNT in kinds and not (one.noun and other.noun)
    same = _measure(one) == _measure(other)
    low, high = sorted((abs(one.value), abs(other.value)))
    return (same or bool(bare and kinds & (_UNITS | {QuantityKind.RATIO}))) and (
        high <= low * _MOST_TIMES
    )


def _measure(quantity: Quantity) -> str:
    return "count" if quantity.kind is QuantityKind.RATIO else dimension(quantity)


def _in_order(passage: Passage, one: Quantity, other: Quantity) -> tuple[Quantity, Quantity] | None:
    """Return the old and the new level, as the words between and before them tell; None if not."""
    between, before = passage.between(one, other), passage.before(one)
    if is_broken(between):
        return None
    if _FROM.search(before) and _TO.search(between):
        return one, other
    reached = _MOVED.search(between) or _CAME_TO.search(before)
    if (_FROM.search(between) and reached) or _AGAINST.search(between):
        return other, one
    return None


# --- changes ---

_NOUNS = (
    r"(?:increase|rise|raise|gain|growth|jump|hike|surge|boost|advance|leap|climb|improvement|drop|"
    r"fall|decline|decrease|cut|slump|plunge|reduction|dip|slide|loss|change|difference|saving|"
    r"discount)"
)
_CHANGE_BEFORE = re.compile(
    rf"(?:\b{_NOUNS}s?(?:\s+of)?|\b(?:by|up|down|another)|\+)\s*(?:(?:a|an|the|some|only|"
    rf"just)\s+)*$",
    re.IGNORECASE,
)
_CHANGE_BEHIND = re.compile(
    rf"^[\s-]*(?:[\w-]+\s+){{0,2}}?(?:{_NOUNS}|{_COMPARATIVES}|up|down|above|below)\b",
    re.IGNORECASE,
)
# A change over each year or of an average is another change.
_OF_ANOTHER = re.compile(
    r"\baverage\s+(?:of\s+)?#|# .*\b(?:annually|each|per\s+(?!cent\b)\w+|on\s+average|"
    r"(?<!in\s)(?<!over\s)a\s+year\b(?!\s+(?:ago|earlier|before)))",
    re.IGNORECASE,
)
_OWN_BASE = re.compile(
    r"^(?!\s+\w+\s+than\s+before\b)(?:(?!\band\b)[^,;()]){0,25}?\b"
    r"(?:from|than|since|compared|over|versus|against|on)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"(?<!\bbetween\s\d\d\d\d)\s+and\s+")
_BECAUSE = re.compile(
    r"\b(?:after|following|amid|because|due|when|which(?!\s+(?:is|was|means|makes))|who|"
    r"with)\b[^,;]*$",
    re.IGNORECASE,
)
_OR_ELSE = re.compile(r"\bor\s+(?:(?:about|nearly|almost|some)\s+)*$", re.IGNORECASE)
# Told again behind its levels: to $12 from $10 a year ago, a rise of $2, or 20 percent.
_AGAIN = re.compile(
    r"(?:\s+(?:a|one)\s+(?:year|month|week|decade)\s+(?:ago|earlier|before)|"
    r"\s+(?:in|last)\s+\w+(?:\s+\d{4})?)?"
    rf"(?:,\s*an?\s+{_NOUNS}\s+of\s+[^,;]{{1,20}})?"
    r"(?:\s+[a-z]+)?(?:,?\s*(?:or|[—–-])\s+(?:by\s+)?|\s*\()",
    re.IGNORECASE,
)
# "Doubled the wages, so that a meal goes from $4 to $5": its object is not what went.
_DIRECTLY = re.compile(r"^[^,()]{0,25},?\s*(?:from|to|at)\b[^,()]{0,20}$|^\s*[:(—–][^,;()]{0,60}$")
_ANOTHER = re.compile(rf"[,—–]\s*(?:its|their|the)\s+(?!(?:[\w-]+\s+)?{_NOUNS}\b)[^,—–]*$")
_UP = re.compile(r"\b(?:up|down)\s+(?:by\s+|about\s+)?$")
_PEAK = re.compile(r"\b(?:high|peak|record|low)s?\s+(?:of\s+)?$")
# Of what is named: three times the size, 1.8 times core earnings.
_OF_SOMETHING = re.compile(
    r"^\s*(?:the\s+(?:size|number|amount|rate)|(?!higher|lower|more|as|from|to|by|in|at|over|since|"
    r"between|last|this|the|a)\w+\s+\w+)\b"
)
_EARLIER = re.compile(
    r"\b(?:a|one|last|the)\s+(?:year|month|week|season|quarter|decade)\b|\bprevious|"
    r"\bin\s+(?:[A-Z]\w+\s+)?(?:19|20)\d\d\b"
)


def _may_change(passage: Passage, quantity: Quantity) -> bool:
    """Return whether a number may say by how much something moved, over no other time or base."""
    if quantity.part in {Part.LEVEL, Part.ORIGIN} or quantity.per:
        return False
    kind = quantity.kind in _RELATIVE or quantity.kind is QuantityKind.PERCENTAGE_POINT
    if not (kind or quantity.part is Part.CHANGE or _is_difference(passage, quantity)):
        return False
    around = f"{passage.before(quantity, 15)} # {passage.after(quantity, 45).partition(':')[0]}"
    return not _OF_ANOTHER.search(around)


def _is_change(passage: Passage, quantity: Quantity) -> bool:
    """Return whether the words make a number a change: up 5, a rise of 5, 5 more."""
    if quantity.kind is QuantityKind.MULTIPLIER or quantity.part is Part.CHANGE:
        return True
    return bool(_CHANGE_BEFORE.search(passage.before(quantity))) or _is_difference(
        passage, quantity
    )


def _changes(passage: Passage) -> Iterator[_Change]:
    """Yield each change that is stated with the two levels that it is between."""
    some = passage.quantities
    for place, stated in enumerate(some if len(some) > 2 else ()):
        if not _may_change(passage, stated):
            continue
        near = some[max(0, place - _NEAR) : place + 1 + _NEAR]
        levels = [each for each in near if each is not stated and _is_level(passage, each)]
        for at, other in enumerate(levels):
            one = next((each for each in reversed(levels[:at]) if _are_alike(each, other)), None)
            order = _in_order(passage, one, other) if one else None
            change = _Change(*order, stated) if order else None
            if change and _belongs(passage, change):
                yield change
                break


def _belongs(passage: Passage, change: _Change) -> bool:
    """Return whether the change is that between the two levels, and of no other baseline."""
    first, last, stated = change.first, change.last, change.stated
    again = _is_told_again(passage, change)
    if not (again or _is_change(passage, stated)):
        return False
    if stated.kind is QuantityKind.MULTIPLIER and _OF_SOMETHING.match(passage.after(stated)):
        return False
    if first.span.start < stated.span.start < last.span.start:
        return not is_broken(passage.between(first, stated))
    if stated.span.start < first.span.start:
        words = passage.between(stated, first)
        other = stated.kind is QuantityKind.MULTIPLIER and not _DIRECTLY.match(words)
        other = other or _is_difference(passage, stated) or _may_be_peers(passage, change)
    else:
        words, after = passage.between(last, stated), passage.after(stated)
        share = not again and _OR_ELSE.search(words) and not _CHANGE_BEHIND.match(after)
        up = _UP.search(words) and _may_be_peers(passage, change)
        other = bool(share or up or _OWN_BASE.match(after) or _ANOTHER.search(words))
    return not (other or is_broken(words) or _BECAUSE.search(words) or _AND.search(words))


def _may_be_peers(passage: Passage, change: _Change) -> bool:
    """Return whether the old level may be that of another or a peak: against 8.1bn at a rival."""
    last, before = change.last, passage.before(change.last)
    past = _EARLIER.search(f"{before[-40:]} {passage.after(last, 40)}")
    told = (past or _FROM.search(before)) and not _PEAK.search(before)
    return last is change.old and not told


def _is_told_again(passage: Passage, change: _Change) -> bool:
    """Return whether the change is told again behind: "to $12 from $10, or 20 percent"."""
    behind = change.last.span.end <= change.stated.span.start
    words = passage.between(change.last, change.stated)
    of_some = passage.after(change.stated).lstrip().startswith("of ")
    told = behind and _AGAIN.fullmatch(words) and not of_some
    return bool(told and _FROM.search(passage.before(change.old)))


# --- arithmetic ---


class _Wrong(NamedTuple):
    """The id of the check that a change is wrong under, what its levels give, and how."""

    check_id: str
    gives: str
    formula: str


def _pitfalls(check_id: str, passage: Passage) -> Iterator[Pitfall]:
    """Yield the changes of a sentence that are wrong under the id of one check."""
    return (pitfall for id_, pitfall in _wrong_changes(passage) if id_ == check_id)


@lru_cache(maxsize=8)  # four checks ask for the same sentence, one after the other
def _wrong_changes(passage: Passage) -> tuple[tuple[str, Pitfall], ...]:
    wrong: list[tuple[str, Pitfall]] = []
    for change in _changes(passage):
        judged = _judge(change)
        if judged and not _is_given_by_others(passage, change):
            words = f"from {change.old.text} to {change.new.text} is {judged.gives}"
            pitfall = Pitfall(f"{words}, not {change.stated.text}", tuple(change), judged.formula)
            wrong.append((judged.check_id, pitfall))
    return tuple(wrong)


def _is_given_by_others(passage: Passage, change: _Change) -> bool:
    """Return whether two other levels of the sentence give the change."""
    levels = [
        each
        for each in passage.quantities[: 3 * _NEAR]
        if each is not change.stated and _is_level(passage, each)
    ]
    return any(
        {old.span, new.span} != {change.old.span, change.new.span}
        and _are_alike(old, new)
        and _may_give(old, new, change.stated)
        for old, new in permutations(levels, 2)
    )


def _may_give(old: Quantity, new: Quantity, stated: Quantity) -> bool:
    points = stated.kind is QuantityKind.PERCENTAGE_POINT
    if points and not {old.kind, new.kind} <= _IN_POINTS:
        return False
    return _judge(_Change(old, new, stated)) is None


def _judge(change: _Change) -> _Wrong | None:
    """Return what is wrong with a change; None where it is right or cannot be computed."""
    old = measured(_in_unit_of(change.new, change.old))
    new = measured(_in_unit_of(change.old, change.new))
    if old is None or new is None or old.value <= 0 or new.value < 0:
        return None
    # Both are as exact as the better one: "from 3.5% to 5%" means 5.0.
    exact = min(old.error, new.error)
    old, new = old._replace(error=exact), new._replace(error=exact)
    match change.stated.kind:
        case QuantityKind.PERCENTAGE_POINT:
            return _judge_points(change, old, new)
        case QuantityKind.MULTIPLIER:
            return _judge_multiple(change, old, new)
        case QuantityKind.PERCENT | QuantityKind.FRACTION:
            return _judge_percent(change, old, new)
        case _:
            return _judge_amount(change, old, new)


def _in_unit_of(other: Quantity, level: Quantity) -> Quantity:
    """Return a bare level in the unit of the other: "1.8 million tonnes, from 2.5 million"."""
    if level.kind is not QuantityKind.COUNT or other.kind is not QuantityKind.MEASURE:
        return level
    return level.model_copy(update={"kind": other.kind, "unit": other.unit})


def _judge_points(change: _Change, old: Measured, new: Measured) -> _Wrong | None:
    apart = new.minus(old).size
    if not {change.old.kind, change.new.kind} <= _IN_POINTS or admits(change.stated, apart):
        return None
    return _Wrong("A01", f"{figure(apart)} points", _difference(change))


def _judge_percent(change: _Change, old: Measured, new: Measured) -> _Wrong | None:
    stated, apart, ratio = change.stated, new.minus(old).size, new.over(old).times(100)
    # A rise cannot be told from its two levels more exactly than their quotient.
    relative = Measured(apart.over(old).times(100).value, ratio.error)
    points = change.old.kind is change.new.kind is QuantityKind.PERCENT
    # From 84% to 88% may be a rise of 4%, of 4.8% far more likely: who says 4% subtracted.
    step = stated.step or _ONE
    subtracted = stated.value == apart.value and abs(relative.value - apart.value) > step / 2
    if admits(stated, relative) and not (points and subtracted):
        return None
    if points and admits(stated, apart):
        gives = f"{figure(apart)} percentage points, or {figure(relative)} %"
        return _Wrong("A02", gives, _difference(change))
    base = f"({change.new.text} - {change.old.text}) / {change.old.text}"
    to_for_by = not is_bound(stated) and admits(stated, ratio)
    gives = f"{figure(relative)} %"
    return _Wrong("A04" if to_for_by else "A03", gives, f"{base} = {gives}")


def _judge_multiple(change: _Change, old: Measured, new: Measured) -> _Wrong | None:
    stated, ratio = change.stated, new.over(old)
    ways = (ratio, old.over(new)) if new.value else (ratio,)
    if any(admits(stated, way) for way in ways):
        return None
    more = stated.value and admits(stated, Measured(ratio.value - _ONE, ratio.error))
    if more and not stated.text.lower().endswith("ed"):
        return None  # "three times more" of some is four times as much of others: B02
    formula = f"{change.new.text} / {change.old.text} = {figure(ratio)}"
    return _Wrong("A03", f"{figure(ratio)} times", formula)


def _judge_amount(change: _Change, old: Measured, new: Measured) -> _Wrong | None:
    stated, level = change.stated, _in_unit_of(change.old, change.new)
    bare = stated.kind is QuantityKind.COUNT and not stated.unit
    same = stated.kind is level.kind and dimension(stated) == dimension(level)
    apart, value = new.minus(old).size, measured(stated)
    if not (same or (bare and level.kind is not QuantityKind.PERCENT)):
        return None
    if value is None or admits(stated, apart):
        return None
    return _Wrong("A04" if value.value == new.value else "A03", figure(apart), _difference(change))


def _difference(change: _Change) -> str:
    old, new = change.old.value or Decimal(0), change.new.value or Decimal(0)
    return f"{new:f} - {old:f} = {new - old:f}"


CHECKS = (
    Check(
        "A01",
        "points-arithmetic",
        "The points that are stated are not the difference of the two percentages.",
        fires="The rate rose from 3.5% to 5%, up 2.5 points.",
        silent="The rate rose from 3.5% to 5%, up 1.5 points.",
        settles="The two percentages in the source; the points follow from them.",
        find=partial(_pitfalls, "A01"),
        needs=needs(QuantityKind.PERCENTAGE_POINT),
    ),
    Check(
        "A02",
        "percent-for-points",
        "The difference of two percentages is given in percent: it is in percentage points.",
        fires="The rate rose from 3.5% to 5%, a 1.5% increase.",
        silent="The rate rose from 3.5% to 5%, a 43% increase.",
        settles="Whether points or percent are meant; both follow from the two percentages.",
        find=partial(_pitfalls, "A02"),
        needs=needs(QuantityKind.PERCENT, QuantityKind.FRACTION),
    ),
    Check(
        "A03",
        "change-arithmetic",
        "The change that is stated is not what its two levels give.",
        fires="Sales rose from $10m to $15m, up 40%.",
        silent="Sales rose from $10m to $15m, up 50%.",
        settles="Both levels in the source; the change follows from them.",
        find=partial(_pitfalls, "A03"),
    ),
    Check(
        "A04",
        "to-vs-by",
        "The new level is given as the change: to four times is by 300%, not by 400%.",
        fires="Cases rose from 100 to 400, an increase of 400%.",
        silent="Cases rose from 100 to 400, an increase of 300%.",
        settles="Both levels in the source, and whether 'to' or 'by' is meant.",
        find=partial(_pitfalls, "A04"),
    ),
)
