"""Checks of shares: a part, its whole and the share that the one is said to be of the other.

::

    portion = "22 of the 32" joint share            22 of the 32 members, or 62%
            | share joint "22 of the 32"            62% (22 of 32)
            | part joint share "of" whole           22 members, or 62% of the 32
            | share "of" whole joint part           62% of the 32 members, or 22
            | "of" whole "," part joint share       of the 32 members, 22, or 62%
            | whole "of which" part joint share     32 members, of whom the board named 22, or 62%
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from pipeline.checks.amounts import (
    OF_THEM,
    OF_WHICH,
    SHARES,
    Amounts,
    amounts,
    in_unit_of,
    is_after_of,
    is_count_of,
)
from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage, is_broken
from pipeline.checks.relations import gives
from pipeline.checks.rounding import (
    Measured,
    admits,
    figure,
    figure_like,
    is_bound,
    is_one_in,
    measured,
    share,
)
from pipeline.numbers.dimensions import dimension, share_noun
from pipeline.numbers.grammar import lexicon
from pipeline.reconcile.operations import Op
from pipeline.reconcile.values import LOWER
from schemas import Direction, Modifier, Part, Quantity, QuantityKind

_AMOUNTS = {QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.DURATION}
_HUNDRED = 100

# Said again in other words. After a comma alone the share must be closed off as well.
_AGAIN = re.compile(
    r"(?:\bor|\(|—|–|\s-|\bi\.e\.,?|\b(?:that|which|this)\s+(?:is|was|represents|means|makes)|"
    r"\b(?:representing|equivalent\s+to|equal\s+to|amounting\s+to|making|meaning|gives|equals)|"
    r",\s+an?\s+(?:[a-z-]+\s+){0,2}(?:rate|share|proportion)\s+of)"
    r"(?:\s*(?:about|around|roughly|some|just|only|a\s+total\s+of|a\s+share\s+of|a|an|the))*\s*$",
    re.IGNORECASE,
)
_COMMA = re.compile(r",\s*(?:about|around|roughly|just|nearly)?\s*$", re.IGNORECASE)
_CLOSED = re.compile(r"^\s*(?:[,.;:)—–]|$|of\s+(?:the\s+)?(?:total|whole|them)\b)", re.IGNORECASE)
_OF = re.compile(
    r"\s+of\s+(?:(?:the|its|their|his|her|our|all|about|some|a|total|[\w-]+['’]s?)\s+){0,3}"
    r"(?:[\w-]+['’]s?\s+|total\s+of\s+|(?:[\w-]+\s+){1,2}of\s+)?",
    re.IGNORECASE,
)
_LONGEST_AGAIN = 60  # characters


class _Portion(NamedTuple):
    """A part and a whole with the share that is stated for them."""

    part: Measured
    whole: Measured
    stated: Quantity
    named: Amounts
    """The quantities that it was read from, in text order."""
    words: str
    """Part and whole as they are said: "22 of the 32"."""


def a05_part_percent(passage: Passage) -> Iterator[Pitfall]:
    """Yield each share that is not what the part and the whole beside it make."""
    seen: set[int] = set()
    for portion in _portions(passage):
        computed = gives(Op.SHARE, portion.whole, portion.part)
        stated = portion.stated
        if stated.span.start not in seen and not admits(stated, computed):
            formula = f"{portion.part.value:f} / {portion.whole.value:f} = {figure(computed)} %"
            made = f"{portion.words} is {figure_like(computed, stated)} %, not {stated.text}"
            yield Pitfall(made, portion.named, formula)
        seen.add(stated.span.start)


def _portions(passage: Passage) -> Iterator[_Portion]:
    """Yield each share that is stated together with its part and its whole."""
    some = amounts(passage)
    if not any(each.kind in SHARES or each.kind is QuantityKind.RATIO for each in some):
        return
    for pair in pairwise(some):
        yield from _of_ratio(passage, *pair)
    for three in zip(some, some[1:], some[2:], strict=False):
        yield from _of_three(passage, three)


def says_again(passage: Passage, one: Quantity, other: Quantity) -> bool:
    """Return whether the second number says the first again: one in five, or 20%."""
    words, after = passage.between(one, other), passage.after(other)
    if is_broken(words) or " and " in words or OF_THEM.match(after):
        return False
    again = _AGAIN.search(words) and len(words) <= _LONGEST_AGAIN
    return bool(again or (_COMMA.search(words) and _CLOSED.match(after)))


def _of_ratio(passage: Passage, one: Quantity, other: Quantity) -> Iterator[_Portion]:
    """Yield "22 of the 32, or 62%" and "62% (22 of the 32)"."""
    ratio, stated = (one, other) if is_count_of(one) else (other, one)
    if not is_count_of(ratio) or stated.kind not in SHARES or not ratio.whole:
        return
    part = measured(ratio)
    of_others = stated is other and passage.after(stated).startswith(" of ")
    if part and not of_others and says_again(passage, one, other):
        yield _Portion(part, Measured(ratio.whole, Decimal(0)), stated, (one, other), ratio.text)


def _of_three(passage: Passage, three: tuple[Quantity, Quantity, Quantity]) -> Iterator[_Portion]:
    """Yield "22 members, or 62% of the 32", "62% of the 32, or 22" and "of the 32, 22, or 62%"."""
    first, second, third = three
    if second.kind in SHARES and _OF.fullmatch(passage.between(second, third)):
        if says_again(passage, first, second):
            yield from _from_parts(first, third, second, three)
    elif first.kind in SHARES and _OF.fullmatch(passage.between(first, second)):
        if says_again(passage, second, third):
            yield from _from_parts(third, second, first, three)
    elif _holds(passage, three) and says_again(passage, second, third):
        part, whole = sorted((first, second), key=lambda each: each.value or 0)
        yield from _from_parts(part, whole, third, three)


def _holds(passage: Passage, three: tuple[Quantity, Quantity, Quantity]) -> bool:
    """Return whether one of the first two is said to be a part of the other.

    "Of the 32, 22"; "$3m of its $12m budget"; "1,200 workers and will cut 300, or 30% of them".
    """
    first, second, third = three
    if third.kind not in SHARES and not is_one_in(third):
        return False
    words = passage.between(first, second)
    return bool(_OF.fullmatch(words)) or _is_of_which(passage, first, second)


def _from_parts(
    part: Quantity, whole: Quantity, stated: Quantity, named: Amounts
) -> Iterator[_Portion]:
    """Yield a portion of two amounts of one measure."""
    part = in_unit_of(part, whole)
    bare = part.kind is whole.kind is QuantityKind.COUNT and not part.noun
    alike = part.kind in _AMOUNTS and dimension(part) == dimension(whole) and part.per == whole.per
    small, large = measured(part), measured(whole)
    if (alike or bare) and small and large and 0 < small.value <= large.value:
        yield _Portion(small, large, stated, named, f"{part.text} of {whole.text}")


# --- a part over its whole ---

_PART_OF = re.compile(
    r"(?:\s+[a-z-]+)?\s+(?:out\s+)?of\s+"
    r"(?P<the>(?:(?:the|its|their|his|her|our|all|those|these|"
    r"[A-Z][\w-]*['’]s?)\s+)+(?:[\w-]+['’]s?\s+)?)?",
    re.IGNORECASE,
)
_YEARS = range(1800, 2101)


def a06_part_exceeds_whole(passage: Passage) -> Iterator[Pitfall]:
    """Yield each part that is larger than the whole it is said to be of."""
    for one, other in pairwise(amounts(passage)):
        for part, whole, is_part in ((one, other, _is_part_of), (other, one, _is_of_which)):
            if is_part(passage, one, other) and _exceeds(part, whole):
                message = f"{part.text} of {whole.text}: the part is larger than the whole"
                yield Pitfall(message, (one, other), f"{part.text} > {whole.text}")


def _is_of_which(passage: Passage, whole: Quantity, part: Quantity) -> bool:
    """Return whether the words say that the second is some of the first: of the 32 pumps, 42."""
    words = passage.between(whole, part)
    of_which = OF_WHICH.match(words) or OF_THEM.match(passage.after(part))
    return not is_broken(words) and bool(of_which or is_after_of(passage, whole))


def _is_part_of(passage: Passage, part: Quantity, whole: Quantity) -> bool:
    """Return whether the words say that the first is some of the second: 42 of the 32 pumps."""
    after, of = passage.after(whole), _PART_OF.fullmatch(passage.between(part, whole))
    if of is None or after.startswith(("-", "–", "%")):
        return False  # 42 of the 10-year-old pupils
    if whole.kind is not QuantityKind.COUNT:
        plain = of[0].lstrip().startswith("of ")  # and no "instead of the"
        bare = whole.kind is QuantityKind.MEASURE and not part.noun
        return plain and (bool(of["the"]) or bare)
    if part.noun is None and whole.noun is None:
        return True
    named = whole.noun is not None and (part.noun is None or share_noun(part, whole))
    return named and bool(of["the"] or part.noun == whole.noun or "out" in of[0])


def _exceeds(part: Quantity, whole: Quantity) -> bool:
    """Return whether two plain counts or amounts cannot be a part and its whole."""
    part = in_unit_of(part, whole)
    counts = part.kind is QuantityKind.COUNT and whole.value not in _YEARS and not part.unit
    amount = part.kind in {QuantityKind.MONEY, QuantityKind.MEASURE} and part.per == whole.per
    alike = part.kind is whole.kind and part.unit == whole.unit and (counts or amount)
    if not alike or is_bound(whole):
        return False
    # "At least 42" are 42 or more.
    floor = part.modifier in LOWER
    plain = part.model_copy(update={"modifier": Modifier.NONE}) if floor else part
    mine, theirs = measured(plain), measured(whole)
    return bool(mine and theirs and mine.value > theirs.value > 1 and not mine.agrees(theirs))


# --- percentages ---


def a09_impossible_percent(passage: Passage) -> Iterator[Pitfall]:
    """Yield each fall by more than all there was."""
    for quantity in passage.quantities:
        over = quantity.kind is QuantityKind.PERCENT and (quantity.value or 0) > _HUNDRED
        falls = quantity.direction is Direction.DOWN and quantity.part is Part.CHANGE
        if not over or quantity.part in {Part.LEVEL, Part.ORIGIN}:
            continue
        # "Fell for the third year, by 112 percent": the verb may stand a clause before.
        words = passage.before(quantity).lower().split()
        moved = [word for word in words if word in lexicon.UP | lexicon.DOWN]
        if falls or (words[-1:] == ["by"] and not lexicon.DOWN.isdisjoint(moved[-1:])):
            message = f"{quantity.text}: nothing can fall by more than 100 %"
            yield Pitfall(message, (quantity,))


def a10_one_in_n(passage: Passage) -> Iterator[Pitfall]:
    """Yield each simple fraction, one in five, that is given again as another percentage."""
    for one, other in pairwise(amounts(passage)):
        simple, percent = (other, one) if one.kind is QuantityKind.PERCENT else (one, other)
        is_simple = is_one_in(simple) or (simple.kind in SHARES and simple.whole)
        if percent.kind is not QuantityKind.PERCENT or not is_simple:
            continue
        said, again = share(simple), share(percent)
        if said is None or again is None or admits(percent, said) or said.agrees(again):
            continue
        if says_again(passage, one, other):
            formula = f"{simple.low:f} / {simple.whole:f} = {figure(said)} %"
            made = f"{simple.text} is {figure_like(said, percent)} %, not {percent.text}"
            yield Pitfall(made, (one, other), formula)


CHECKS = (
    Check(
        "A05",
        "part-percent",
        "A part and its whole do not make the share that is given for them.",
        fires="22 of the 32 pumps, or 62%, failed.",
        silent="22 of the 32 pumps, or 69%, failed.",
        settles="The two counts in the source; the percentage follows from them.",
        find=a05_part_percent,
    ),
    Check(
        "A06",
        "part-exceeds-whole",
        "A part is larger than the whole that it is said to be of.",
        fires="42 of the 32 pumps failed.",
        silent="22 of the 32 pumps failed.",
        settles="Both counts in the source; they may have been swapped.",
        find=a06_part_exceeds_whole,
    ),
    Check(
        "A09",
        "impossible-percent",
        "A fall by more than 100 %.",
        fires="Profits fell 120%.",
        silent="Profits rose 120%.",
        settles="The two levels; a fall below zero is a loss and needs its amount.",
        find=a09_impossible_percent,
    ),
    Check(
        "A10",
        "one-in-n",
        "A simple fraction, such as one in five, and the percentage given for it differ.",
        fires="One in five homes (25%) lost power.",
        silent="One in five homes (20%) lost power.",
        settles="The percentage in the source; the fraction follows from it.",
        find=a10_one_in_n,
    ),
)
