"""Sums of several: what three and more numbers of a list make together, and what they leave of a whole.

"Transport 3.1, power 2.6 and farming 1.4 million tons" make 7.1 together and leave 1.1 of 8.2. Only
where the statement speaks of a sum or of a rest, and only numbers that stand in a row in one sentence:
of any three numbers of an article some would make whatever is stated.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.numbers.reconcile.changes import is_difference
from pipeline.numbers.reconcile.derivation import Derivation, shown, value_of, words_of
from pipeline.numbers.reconcile.dimensions import dimension
from pipeline.numbers.reconcile.operands import alike, is_plain, speaks_of
from pipeline.numbers.reconcile.source import SourceQuantity
from schemas import Part, Quantity

_TOGETHER = re.compile(
    r"\b(?:total\w*|combined|together|in all|altogether|overall|sum|between them|all told|all three|all four|"
    r"the (?:three|four|five)|in (?:its|their) entirety|cost|spent)\b",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\b(?:rest|remain\w*|others?|left|else|elsewhere|everything|neither|nor)\b", re.IGNORECASE
)
_LEFT_OVER = re.compile(r"\b(?:the rest|the remainder|the difference|the balance)\b")
_FURTHER = re.compile(r"\b(?:a further|another|an additional|an extra|plus)\s+$", re.IGNORECASE)
_FEWEST, _MOST = 3, 6  # numbers of a list that are added up
_LEAST_PARTS = 2  # that are taken from a whole
_Run = tuple[SourceQuantity, ...]


def sums_of_several(
    stated: Quantity, statement: str, near: tuple[SourceQuantity, ...]
) -> Iterator[Derivation]:
    """Yield the sums of numbers in a row, and what they leave of a whole that stands by."""
    together, rest = speaks_of(_TOGETHER, statement), speaks_of(_REST, statement)
    parts = tuple(each for each in near if _is_part(stated, each))
    if len(parts) < _FEWEST or not (together or rest or _any_rest(parts)):
        return
    for run in _runs(parts):
        if together:
            yield from _sums(stated, run, parts)
        for each in parts:
            apart = abs(each.position - run[0].position)
            if each in run or apart > 1:
                continue
            if (rest or _leaves_rest(run[-1])) and alike(each, run[0]):
                yield _left(stated, (each,), run)
            if _leaves_rest(each):
                yield _left(stated, run, (each,))


def _is_part(stated: Quantity, each: SourceQuantity) -> bool:
    """Return whether a number measures what is stated and is no change or difference."""
    quantity = each.quantity
    changes = quantity.part in {Part.CHANGE, Part.ORIGIN} or is_difference(each.mention)
    return dimension(quantity) == dimension(stated) and is_plain(quantity) and not changes


def _runs(parts: tuple[SourceQuantity, ...]) -> Iterator[_Run]:
    """Yield the numbers that stand in a row in one sentence and count things of one name."""
    for start, first in enumerate(parts):
        for end in range(start + _LEAST_PARTS, min(start + _MOST, len(parts)) + 1):
            last = parts[end - 1]
            if last.position != first.position or not alike(first, last):
                break
            yield parts[start:end]


def _any_rest(parts: tuple[SourceQuantity, ...]) -> bool:
    return any(map(_leaves_rest, parts))


def _leaves_rest(each: SourceQuantity) -> bool:
    """Return whether the source gives what is left to something else: "and a bank lent the rest"."""
    return bool(_LEFT_OVER.search(each.mention.after))


def _sums(stated: Quantity, run: _Run, parts: tuple[SourceQuantity, ...]) -> Iterator[Derivation]:
    """Yield the sum of a run, and with what the next sentence adds to it: "A further $800m is for buses"."""
    if len(run) >= _FEWEST:
        yield _sum(stated, run)
    for each in parts:
        if each.position == run[-1].position + 1 and _FURTHER.search(each.mention.before):
            yield _sum(stated, (*run, each))


def _sum(stated: Quantity, run: _Run) -> Derivation:
    total = _total(run)
    formula = f"{_added(run)} = {shown(total, stated)}"
    return Derivation(total, formula, tuple(each.span for each in run))


def _left(stated: Quantity, whole: _Run, parts: _Run) -> Derivation:
    left = _total(whole) - _total(parts)
    formula = f"{_added(whole)} − ({_added(parts)}) = {shown(left, stated)}"
    return Derivation(left, formula, tuple(each.span for each in (*whole, *parts)))


def _total(run: _Run) -> Decimal:
    return sum((value_of(each.quantity) for each in run), Decimal(0))


def _added(run: _Run) -> str:
    return " + ".join(words_of(each.quantity) for each in run)
