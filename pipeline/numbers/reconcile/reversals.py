"""Reversals: what a number was before the change that the source tells of.

"It took 19 months, five longer than planned": planned were 14. "Up by half, to 1,950": before it
were 1,300. A change is known by the words that touch it; which way it went, by those words too.
"""

import re
from collections.abc import Iterator

from pipeline.numbers.reconcile.changes import LARGER, SMALLER, is_difference, part_of
from pipeline.numbers.reconcile.derivation import Derivation, shown, value_of, words_of
from pipeline.numbers.reconcile.dimensions import dimension
from pipeline.numbers.reconcile.proportions import SAYS_CHANGE
from pipeline.numbers.reconcile.source import SourceQuantity
from pipeline.numbers.reconcile.times import first_time, time_of
from schemas import Direction, Part, Quantity, QuantityKind

_FORMER = re.compile(
    r"\b(?:previous\w*|former\w*|old|before|earlier|original\w*|planned|now|was|were|had|without|"
    r"otherwise|last|other|losing|rival|next|normal\w*|average|record|existing|current\w*|present|"
    r"in (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_LAST = re.compile(r"\blast (?:year|season|quarter|month|week)\b", re.IGNORECASE)


def before_changes(
    stated: Quantity, statement: str, near: tuple[SourceQuantity, ...]
) -> Iterator[Derivation]:
    """Yield the levels that the changes told of in these numbers started from."""
    if not _FORMER.search(statement):
        return
    for change in near:
        if change.quantity.kind is QuantityKind.MULTIPLIER:
            yield from _divided(stated, change, near)
        if not _is_change(change):
            continue
        for level in near:
            near_by = level is not change and abs(level.position - change.position) <= 1
            if near_by and not _is_of_the_time(statement, level):
                yield from _undone(stated, level, change)


def _is_of_the_time(statement: str, level: SourceQuantity) -> bool:
    """Return whether a level is of the time that is stated, so that nothing is said of before it."""
    said = first_time(statement)
    if said is None or _FORMER.search(_LAST.sub("", statement)):
        return False
    return said == time_of(level.mention)


def shares_of_changes(
    stated: Quantity, statement: str, near: tuple[SourceQuantity, ...]
) -> Iterator[Derivation]:
    """Yield changes in per cent: "640 million, 70 million more than a year ago" is 12% more."""
    if not SAYS_CHANGE.search(statement):
        return
    for change in near:
        if _is_change(change):
            for level in near:
                if level.position == change.position and level.span != change.span:
                    yield from _as_share(stated, level, change)


def _as_share(
    stated: Quantity, level: SourceQuantity, change: SourceQuantity
) -> Iterator[Derivation]:
    """Yield a change as a share of what the level was before it, where both measure the same."""
    amount = _with_unit_of(change.quantity, level)
    alike = dimension(amount) == dimension(level.quantity) != "percent"
    if not alike or not amount.value or not level.quantity.value:
        return
    for sign in _signs(change):
        if stated.direction and (stated.direction is Direction.UP) is not (sign > 0):
            continue
        before = value_of(level.quantity) - sign * value_of(amount)
        if before > 0:
            share = value_of(amount) / before * 100
            mark = "−" if sign > 0 else "+"
            formula = (
                f"{words_of(amount)} / ({words_of(level.quantity)} {mark} {words_of(amount)}) "
                f"= {share:.1f} %"
            )
            yield Derivation(share, formula, (change.span, level.span))


def _divided(
    stated: Quantity, times: SourceQuantity, near: tuple[SourceQuantity, ...]
) -> Iterator[Derivation]:
    """Yield what a level was before it became so many times as much: "three times its first"."""
    if not times.quantity.value:
        return
    for level in near:
        same = level.position == times.position and dimension(level.quantity) == dimension(stated)
        if same and level.quantity.value is not None and level is not times:
            value = value_of(level.quantity) / times.quantity.value
            text = f"{words_of(level.quantity)} / {times.quantity.value:f}"
            yield Derivation(value, f"{text} = {shown(value, stated)}", (level.span, times.span))


def _is_change(each: SourceQuantity) -> bool:
    return is_difference(each.mention) or part_of(each.mention) is Part.CHANGE


def _undone(
    stated: Quantity, level: SourceQuantity, change: SourceQuantity
) -> Iterator[Derivation]:
    """Yield what a level was before one change: less what it rose by, or as a share of it."""
    if dimension(level.quantity) != dimension(stated) or level.quantity.value is None:
        return
    amount = _with_unit_of(change.quantity, level)
    places = (level.span, change.span)
    for sign in _signs(change):
        if dimension(amount) == dimension(level.quantity) != "percent":
            value = value_of(level.quantity) - sign * value_of(amount)
            mark = "−" if sign > 0 else "+"
            formula = (
                f"{words_of(level.quantity)} {mark} {words_of(amount)} = {shown(value, stated)}"
            )
            yield Derivation(value, formula, places)
        elif dimension(amount) == "percent" != dimension(level.quantity):
            share = 1 + sign * value_of(amount) / 100
            if share > 0:
                value = value_of(level.quantity) / share
                mark = "+" if sign > 0 else "−"
                formula = (
                    f"{words_of(level.quantity)} / (1 {mark} {words_of(amount)}) "
                    f"= {shown(value, stated)}"
                )
                yield Derivation(value, formula, places)


def _with_unit_of(change: Quantity, level: SourceQuantity) -> Quantity:
    """Return a bare "five longer" in the unit of what it is longer than."""
    bare = change.kind is QuantityKind.COUNT and not change.unit
    if not (bare and _is_elliptic(change)) and change.unit != "degree":
        return change
    return change.model_copy(update={"kind": level.quantity.kind, "unit": level.quantity.unit})


def _is_elliptic(change: Quantity) -> bool:
    """Return whether a number leaves its noun out: "five longer"."""
    first = (change.noun or "longer").split()[0].lower()
    return first in LARGER | SMALLER


def _signs(change: SourceQuantity) -> tuple[int, ...]:
    """Return 1 where the change made it more, -1 less, both where the words do not say."""
    behind = change.mention.words_after[:1]
    if behind and behind[0] in LARGER:
        return (1,)
    if behind and behind[0] in SMALLER:
        return (-1,)
    ways = {Direction.UP: (1,), Direction.DOWN: (-1,)}
    return ways[change.quantity.direction] if change.quantity.direction else (1, -1)
