"""Movements: an old and a new level of one thing, and how much it is said to change.

::

    change = "up" change | "by" change | "a" change "rise" | "rise of" change
             | "from" old "to" new ", or" change
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.checks.levels import (
    COMPARATIVES,
    PAST,
    THE_OLD,
    Levels,
    are_alike,
    in_order,
    is_difference,
    is_earlier,
    is_level,
    pairs,
)
from pipeline.checks.passage import Passage, is_broken
from schemas import Part, Quantity, QuantityKind

_NEAR = 4  # quantities to either side of a change in which its levels may stand
_LEAST = 3  # quantities of a sentence that tells a change and both its levels
_RELATIVE = {QuantityKind.PERCENT, QuantityKind.FRACTION, QuantityKind.MULTIPLIER}
_WORDS = (
    "increase|rise|raise|gain|growth|jump|hike|surge|boost|advance|leap|climb|improvement|uplift|expansion|"
    "drop|fall|decline|decrease|cut|slump|plunge|reduction|dip|slide|loss|contraction|shrinkage|slip|"
    "change|difference|saving|shift|revision|discount"
)
_NOUNS = rf"(?:{_WORDS}|mark-?up)"
# What the next pattern ends with: to search 70 characters for it costs ten times as much.
_CHANGE_ENDS = (
    *(end for noun in _WORDS.split("|") for end in (noun, f"{noun}s")),
    *("up", "ups", "of", "by", "down", "another", "+", "a", "an", "the", "some", "only", "just"),
)
_CHANGE_BEFORE = re.compile(
    rf"(?:\b{_NOUNS}s?(?:\s+of)?|\b(?:by|up|down|another)|\+)\s*(?:(?:a|an|the|some|only|just)\s+)*$",
    re.IGNORECASE,
)
_RISE_OF = re.compile(rf"\b{_NOUNS}\s+of\s+$", re.IGNORECASE)
_CHANGE_BEHIND = re.compile(
    rf"^[\s-]*(?:[\w-]+\s+){{0,2}}?(?:{_NOUNS}|{COMPARATIVES}|up|down|above|below)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+(?:[\w'’.-]+\s+){0,2}$", re.IGNORECASE)
OR = re.compile(r"(?:\s+[a-z]+)?(?:,?\s*(?:or|[—–-])\s+(?:by\s+)?|\s*\()", re.IGNORECASE)
# A change over each year, of an average, or after something is taken out, is another change.
_OF_ANOTHER = (
    r"annual(?:ly|i[sz]ed)?|each\s+\w+|every\s+\w+|"
    r"real\s+terms|inflation|adjust\w+|underlying|organic\w*|like-for-like|constant\s+currenc\w+|excluding|"
    r"compound\w*|seasonally|comparable|target|forecast|expect\w*|estimate\w*"
)
_OTHERWISE_BEFORE = re.compile(
    rf"\b(?:{_OF_ANOTHER})\b|\baverage\s+(?:(?:of|by|yearly|monthly|{_NOUNS})\s+)*$", re.IGNORECASE
)
_OTHERWISE_BEHIND = re.compile(
    rf"\b(?:{_OF_ANOTHER}|(?<!in\s)(?<!over\s)(?<!within\s)a\s+year\b(?!\s+(?:ago|earlier|before))|per\s+(?!cent\b)\w+|"
    rf"on\s+average|average\s+{_NOUNS})\b",
    re.IGNORECASE,
)
_OWN_BASE = re.compile(
    r"^(?!\s+\w+\s+than\s+before\b)(?:(?!\band\b)[^,;()]){0,25}?\b(?:from|than|since|compared|over|versus|against|on)\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"^\s*(?:the\s+(?:size|number|amount|rate)|(?!higher|lower|more|as|from|to|by|in|at|over|since|between|last|this|next|within|during)\w+\s+\w+)\b"
)
_THE = re.compile(rf"^\s+(?:as\s+\w+\s+as\s+)?{THE_OLD}\s+$", re.IGNORECASE)
# "Doubled the wages, so that a meal goes from $4 to $5": its object is not what went.
_DIRECTLY = re.compile(
    r"^[^,()]{0,25},?(?:\s*(?:from|to|at|rising|going|increasing))\b[^,()]{0,20}$|^\s*(?::|\(|—|–)[^,;()]{0,60}$"
)
_ANOTHER = re.compile(
    rf"[,—–]\s*(?:[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Tt]he|some|[A-Z]\w+)\s+(?!(?:[\w-]+\s+)?{_NOUNS}\b)[^,—–]*$"
)
_AND = re.compile(r"(?<!\bbetween\s\d\d\d\d)\s+and\s+")
BECAUSE = re.compile(
    r"\b(?:after|following|amid|because|thanks|due|when|which(?!\s+(?:is|was|means|makes|made|represents|amounts))|who|with)\b[^,;]*$",
    re.IGNORECASE,
)
_OR_ELSE = re.compile(r"\bor\s+(?:(?:about|nearly|almost|some)\s+)*$", re.IGNORECASE)
_UP = re.compile(r"\b(?:up|down)\s+(?:(?:by|about|nearly|almost|some)\s+)*$", re.IGNORECASE)
_WHEN = r"(?:\s+(?:a|one)\s+(?:year|month|week|decade)\s+(?:ago|earlier|before)|\s+(?:in|last)\s+\w+(?:\s+\d{4})?)?"
_AS_AMOUNT = rf"(?:,\s*an?\s+{_NOUNS}\s+of\s+[^,;]{{1,20}})?"
_AGAIN = re.compile(_WHEN + _AS_AMOUNT + OR.pattern, re.IGNORECASE)
_PEAK = re.compile(
    r"\bfrom\s+(?:\w+\s+){0,2}?(?:high|peak|record|low|height)s?\s+(?:\w+\s+)*$", re.IGNORECASE
)
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
    if len(some) == 1:
        levels = _levels_before(passage, some[0])
        if levels and may_change(passage, some[0]):
            yield Movement(*levels, some[0])
    if len(some) < _LEAST:
        return
    for at, stated in enumerate(some):
        if may_change(passage, stated):
            near = some[max(0, at - _NEAR) : at + 1 + _NEAR]
            levels = next(_levels_of(passage, near, stated), None)
            if levels:
                yield Movement(*levels, stated)


def may_change(passage: Passage, quantity: Quantity) -> bool:
    """Return whether a number of a sentence may say by how much something moved, over no other time or base."""
    return quantity.span.start in _changes(passage)


def tells_change(passage: Passage) -> bool:
    """Return whether any number of a sentence may say by how much something moved."""
    return bool(_changes(passage))


@lru_cache(maxsize=8)  # each who looks for a change asks, one after the other
def _changes(passage: Passage) -> frozenset[int]:
    """Return where the numbers of a sentence begin that may be changes."""
    return frozenset(e.span.start for e in passage.quantities if _may_change(passage, e))


def _may_change(passage: Passage, quantity: Quantity) -> bool:
    if quantity.part in {Part.LEVEL, Part.ORIGIN}:
        return False
    kind = quantity.kind in _RELATIVE or quantity.kind is QuantityKind.PERCENTAGE_POINT
    amount = quantity.part is Part.CHANGE or is_difference(passage, quantity)
    if not (kind or amount or _is_rise_of(passage.before(quantity))):
        return False
    otherwise = (
        quantity.per
        or _OTHERWISE_BEHIND.search(passage.after(quantity).partition(":")[0][:45])
        or _OTHERWISE_BEFORE.search(passage.before(quantity)[-30:])
    )
    return not otherwise


def _is_rise_of(words: str) -> bool:
    return words.rstrip()[-2:].lower() == "of" and bool(_RISE_OF.search(words))


def is_change(passage: Passage, quantity: Quantity) -> bool:
    """Return whether the words make a number a change: up 5, a rise of 5, 5 more."""
    if quantity.kind is QuantityKind.MULTIPLIER or quantity.part is Part.CHANGE:
        return True
    before, behind = passage.before(quantity), passage.after(quantity)
    told = before.rstrip().lower().endswith(_CHANGE_ENDS) and _CHANGE_BEFORE.search(before)
    return bool(told or _CHANGE_BEHIND.match(behind))


def _levels_of(passage: Passage, near: tuple[Quantity, ...], stated: Quantity) -> Iterator[Levels]:
    """Yield old and new level of the change, the pair that stands closest to it first."""
    changes = is_change(passage, stated)
    for levels in pairs(passage, tuple(each for each in near if each is not stated)):
        if (changes or _restates(passage, levels, stated)) and _belongs(passage, levels, stated):
            yield levels


def _restates(passage: Passage, levels: Levels, stated: Quantity) -> bool:
    """Return whether the change is told again behind its levels: "to $12 from $10, or 20 percent"."""
    _, last = levels.in_text_order
    behind = last.span.end <= stated.span.start and _AGAIN.fullmatch(passage.between(last, stated))
    of_some = passage.after(stated).lstrip().startswith("of ")
    return bool(behind and not of_some and _FROM.search(passage.before(levels.old)))


def _belongs(passage: Passage, levels: Levels, stated: Quantity) -> bool:
    """Return whether the change is that between the two levels, and of no other baseline."""
    one, other = levels.in_text_order
    multiple = stated.kind is QuantityKind.MULTIPLIER
    if one.span.start < stated.span.start < other.span.start:
        broken = is_broken(passage.between(one, stated))
        base = _THE.match(passage.between(stated, other))
        return not broken and not (multiple and not base and _compares(passage, stated))
    if multiple and _compares(passage, stated):
        return False
    if stated.span.start < one.span.start:
        words = passage.between(stated, one)
        if multiple and not _DIRECTLY.match(words):
            return False
        if ":" in words and not is_earlier(passage, levels.old):
            return False
        apart = _may_be_peers(passage, levels) or is_broken(words) or BECAUSE.search(words)
        return not apart and not _AND.search(words)
    return not multiple and _belongs_behind(passage, levels, stated)


def _belongs_behind(passage: Passage, levels: Levels, stated: Quantity) -> bool:
    """Return whether a change that follows both levels is the one between them."""
    _, last = levels.in_text_order
    words = passage.between(last, stated)
    share = _OR_ELSE.search(words) and not _CHANGE_BEHIND.match(passage.after(stated))
    if share and not _restates(passage, levels, stated):
        return False
    if _UP.search(words) and _may_be_peers(passage, levels):
        return False
    passes = (each.search(words) for each in (_ANOTHER, BECAUSE, _AND))
    return not (is_broken(words) or has_own_base(passage, stated) or any(passes))


def _may_be_peers(passage: Passage, levels: Levels) -> bool:
    """Return whether the old level may be that of another, a forecast or a peak: against 8.1bn at a rival."""
    _, last = levels.in_text_order
    before, behind = passage.before(last), passage.after(last)[:40]
    told = _FROM.search(before) or is_earlier(passage, last) or PAST.search(before[-40:] + behind)
    return levels.old is last and bool(not told or _PEAK.search(before))


def has_own_base(passage: Passage, stated: Quantity) -> bool:
    """Return whether words behind a change say what it is from: up 5% on last year."""
    return bool(_OWN_BASE.match(passage.after(stated)))


def _compares(passage: Passage, stated: Quantity) -> bool:
    """Return whether a multiple is of something that is named: three times the size."""
    return bool(_COMPARES.match(passage.after(stated)))


def _levels_before(passage: Passage, stated: Quantity) -> Levels | None:
    """Return the levels of the sentence before, of which "That is a 40% rise" speaks."""
    before = passage.previous
    if before is None or not (_REST.match(passage.before(stated)) and is_change(passage, stated)):
        return None
    some = [each for each in before.quantities if is_level(before, each)]
    if len(some) != 2 or not are_alike(*some):
        return None
    return in_order(before, *some)
