"""Checks of changes whose levels are given: points, percent and amounts against the arithmetic."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from pipeline.checks.check import Check, Pitfall, needs
from pipeline.checks.earlier import earlier_changes
from pipeline.checks.figures import figure
from pipeline.checks.gains import Gain, gains
from pipeline.checks.movements import Movement, movements, tells_change
from pipeline.checks.passage import Passage
from pipeline.checks.rounding import Measured, admits, is_bound, measured
from pipeline.numbers.dimensions import dimension
from schemas import Quantity, QuantityKind

_ONE = Decimal(1)
_IN_POINTS = {QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT}


class Judged(NamedTuple):
    """A movement whose change is not what its levels give, under the id of the check for it."""

    check_id: str
    pitfall: Pitfall


def a01_points_arithmetic(passage: Passage) -> Iterator[Pitfall]:
    """Yield each number of points that is not the difference of the two percentages beside it."""
    yield from _judged("A01", passage)


def a02_percent_for_points(passage: Passage) -> Iterator[Pitfall]:
    """Yield each difference of two percentages that is given in percent."""
    yield from _judged("A02", passage)


def a03_change_arithmetic(passage: Passage) -> Iterator[Pitfall]:
    """Yield each change that is not what its two levels give."""
    yield from _judged("A03", passage)
    for gain in gains(passage):
        yield from _judge_gain(gain)


def a04_to_vs_by(passage: Passage) -> Iterator[Pitfall]:
    """Yield each change that is the new level, in percent of the old one or as it is."""
    yield from _judged("A04", passage)


def _judged(check_id: str, passage: Passage) -> Iterator[Pitfall]:
    return (wrong.pitfall for wrong in _wrong_changes(passage) if wrong.check_id == check_id)


@lru_cache(maxsize=8)  # four checks ask for the same sentence, one after the other
def _wrong_changes(passage: Passage) -> tuple[Judged, ...]:
    if not tells_change(passage):
        return ()
    alone = ((movement,) for movement in movements(passage))
    judged = ([_judge(each) for each in some] for some in chain(alone, earlier_changes(passage)))
    return tuple(found[0] for found in judged if found[0] and all(found))


def _judge(movement: Movement) -> Judged | None:
    """Return what is wrong with a movement; None where it is right or cannot be computed."""
    old, new = _same_precision(movement)
    if old is None or new is None or old.value <= 0 or new.value < 0:
        return None
    if movement.stated.kind is QuantityKind.PERCENTAGE_POINT:
        return _judge_points(movement, old, new)
    if movement.stated.kind is QuantityKind.MULTIPLIER:
        return _judge_multiple(movement, old, new)
    if movement.stated.kind in {QuantityKind.PERCENT, QuantityKind.FRACTION}:
        return _judge_percent(movement, old, new)
    return _judge_amount(movement, old, new)


def _same_precision(movement: Movement) -> tuple[Measured | None, Measured | None]:
    """Return the levels, both as exact as the better one: "from 3.5% to 5%" means 5.0."""
    old = measured(_in_unit_of(movement.new, movement.old))
    new = measured(_in_unit_of(movement.old, movement.new))
    if old is None or new is None:
        return None, None
    exact = min(old.error, new.error)
    return Measured(old.value, exact), Measured(new.value, exact)


def _in_unit_of(other: Quantity, level: Quantity) -> Quantity:
    """Return a level with the unit of the other where it is bare: "1.8 million tonnes, from 2.5 million"."""
    if level.kind is not QuantityKind.COUNT or other.kind is not QuantityKind.MEASURE:
        return level
    return level.model_copy(update={"kind": other.kind, "unit": other.unit})


def _judge_points(movement: Movement, old: Measured, new: Measured) -> Judged | None:
    difference = _size(new.minus(old))
    levels = {movement.old.kind, movement.new.kind} <= _IN_POINTS
    if not levels or admits(movement.stated, difference):
        return None
    return _wrong("A01", movement, f"{figure(difference)} points", _difference(movement))


def _judge_percent(movement: Movement, old: Measured, new: Measured) -> Judged | None:
    difference = _size(new.minus(old))
    relative = difference.over(old).times(100)
    # A rise cannot be told from its two levels more exactly than their quotient.
    relative = Measured(relative.value, new.over(old).times(100).error)
    points = movement.old.kind is movement.new.kind is QuantityKind.PERCENT
    if admits(movement.stated, relative) and not (
        points and _is_difference_alone(movement.stated, difference, relative)
    ):
        return None
    formula = (
        f"({movement.new.text} - {movement.old.text}) / {movement.old.text} = {figure(relative)} %"
    )
    if points and admits(movement.stated, difference):
        words = f"{figure(difference)} percentage points, or {figure(relative)} %"
        return _wrong("A02", movement, words, _difference(movement))
    ratio = new.over(old).times(100)
    swapped = not is_bound(movement.stated) and admits(movement.stated, ratio)
    return _wrong("A04" if swapped else "A03", movement, f"{figure(relative)} %", formula)


def _is_difference_alone(stated: Quantity, difference: Measured, relative: Measured) -> bool:
    """Return whether a percentage is just what the two percentages differ by, and no rounded rise.

    From 84% to 88% may be a rise of 4%, of 4.8% far more likely: a writer who says 4% subtracted.
    """
    step = stated.step or _ONE
    return stated.value == difference.value and abs(relative.value - difference.value) > step / 2


def _judge_multiple(movement: Movement, old: Measured, new: Measured) -> Judged | None:
    ratio = new.over(old)
    if admits(movement.stated, ratio) or admits(
        movement.stated, old.over(new) if new.value else ratio
    ):
        return None
    value = movement.stated.value
    more = value is not None and admits(movement.stated, Measured(ratio.value - _ONE, ratio.error))
    if more and not movement.stated.text.lower().endswith("ed"):
        return None  # "three times more" of some is four times as much of others: B02
    formula = f"{movement.new.text} / {movement.old.text} = {figure(ratio)}"
    return _wrong("A03", movement, f"{figure(ratio)} times", formula)


def _judge_amount(movement: Movement, old: Measured, new: Measured) -> Judged | None:
    level = _in_unit_of(movement.old, movement.new)
    bare = movement.stated.kind is QuantityKind.COUNT and not movement.stated.unit
    same = movement.stated.kind is level.kind and dimension(movement.stated) == dimension(level)
    if not (same or (bare and level.kind is not QuantityKind.PERCENT)):
        return None
    difference = _size(new.minus(old))
    stated = measured(movement.stated)
    if stated is None or admits(movement.stated, difference):
        return None
    check_id = "A04" if stated.value == new.value else "A03"
    return _wrong(check_id, movement, figure(difference), _difference(movement))


def _judge_gain(gain: Gain) -> Iterator[Pitfall]:
    """Yield a pitfall where the percentage is not what the amount makes of the level before it."""
    added, level = measured(gain.amount), measured(gain.level)
    if added is None or level is None:
        return
    sign = "" if not gain.is_reached else "+" if gain.falls else "-"
    old = {"": level, "+": level.plus(added), "-": level.minus(added)}[sign]
    if old.value <= 0:
        return
    relative = added.over(old).times(100)
    if dimension(gain.amount) == "points":
        # Of an index both are rounded, often from quotes of two moments.
        relative = Measured(relative.value, relative.error + (gain.percent.step or _ONE) / 2)
    if not admits(gain.percent, relative):
        amount, percent, words = gain.amount.text, gain.percent.text, gain.level.text
        base = f"({words} {sign} {amount})" if sign else words
        message = (
            f"{amount} {'to' if sign else 'on'} {words} is {figure(relative)} %, not {percent}"
        )
        yield Pitfall(message, gain.quantities, f"{amount} / {base} = {figure(relative)} %")


def _size(value: Measured) -> Measured:
    return Measured(abs(value.value), value.error)


def _difference(movement: Movement) -> str:
    old, new = movement.old.value or Decimal(0), movement.new.value or Decimal(0)
    return f"{new:f} - {old:f} = {new - old:f}"


def _wrong(check_id: str, movement: Movement, gives: str, formula: str) -> Judged:
    old, new, stated = movement.quantities
    message = f"from {old.text} to {new.text} is {gives}, not {stated.text}"
    return Judged(check_id, Pitfall(message, movement.quantities, formula))


CHECKS = (
    Check(
        "A01",
        "points-arithmetic",
        "The points that are stated are not the difference of the two percentages.",
        fires="The rate rose from 3.5% to 5%, up 2.5 points.",
        silent="The rate rose from 3.5% to 5%, up 1.5 points.",
        settles="The two percentages in the source; the points follow from them.",
        find=a01_points_arithmetic,
        needs=needs(QuantityKind.PERCENTAGE_POINT),
    ),
    Check(
        "A02",
        "percent-for-points",
        "The difference of two percentages is given in percent: it is in percentage points.",
        fires="The rate rose from 3.5% to 5%, a 1.5% increase.",
        silent="The rate rose from 3.5% to 5%, a 43% increase.",
        settles="Whether points or percent are meant; both follow from the two percentages.",
        find=a02_percent_for_points,
        needs=needs(QuantityKind.PERCENT, QuantityKind.FRACTION),
    ),
    Check(
        "A03",
        "change-arithmetic",
        "The change that is stated is not what its two levels give.",
        fires="Sales rose from $10m to $15m, up 40%.",
        silent="Sales rose from $10m to $15m, up 50%.",
        settles="Both levels in the source; the change follows from them.",
        find=a03_change_arithmetic,
    ),
    Check(
        "A04",
        "to-vs-by",
        "The new level is given as the change: to four times is by 300%, not by 400%.",
        fires="Cases rose from 100 to 400, an increase of 400%.",
        silent="Cases rose from 100 to 400, an increase of 300%.",
        settles="Both levels in the source, and whether 'to' or 'by' is meant.",
        find=a04_to_vs_by,
    ),
)
