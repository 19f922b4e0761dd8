"""Derived evidence: which results of the source's arithmetic land on a stated number, best first.

Search by value explains nearly everything, so what matters is how likely a derivation is meant: a
linear score of its operands' fit, its operation and the words for it (`Model.derivation`), fitted
on labelled statements.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from pipeline.reconcile.align import Fit, Stated, fit
from pipeline.reconcile.frames import Frame, Role
from pipeline.reconcile.judge_model import Linear
from pipeline.reconcile.operands import day_of, minutes_of, years_of
from pipeline.reconcile.operations import Op, Result
from pipeline.reconcile.values import (
    DAYS_A_YEAR,
    EXACT,
    LOWER,
    SOFT,
    UPPER,
    Value,
    agrees,
    is_bare,
)
from schemas import Modifier, QuantityKind

_MOST_DERIVED, _MOST_SCORED = 40, 400
_MOST_NEAR = 2_000  # results near a value that are tried
_TIGHT = 0.11  # as a share of a value, how far a hedge reaches
_FAR = 1.7  # times a bound that a value may be and still be told by it


class Derived(NamedTuple):
    """A result of arithmetic that lands on a stated number."""

    result: Result
    closeness: float
    """0 exactly to 1 barely."""
    score: float
    """Log odds that it is what was meant."""
    fits: tuple[Fit, ...]
    stated: int
    """How many of its operands the statement states too."""


class Derivations(NamedTuple):
    """What arithmetic has to say of a stated number."""

    found: tuple[Derived, ...]
    """Best first."""
    opposed: int
    """How many land on it with another sign, or as points where percent are stated."""


def derive(stated: Stated, told: AbstractSet[int], weights: Linear) -> Derivations:
    """Return the derivations of a stated number; `told` are the frames that its statement gives."""
    frame, source = stated.frame, stated.source
    found: list[tuple[float, Result]] = []
    opposed = 0
    for value, of_a_table in targets_of(frame):
        low, high = window_of(value)
        near = source.arithmetic.between(value.dimension, low, high, _MOST_NEAR)
        if of_a_table:
            near = [each for each in near if is_of_a_table(each)]
        for result in near:
            close = closeness(frame, value, result)
            unasked = result.op is Op.MEAN and not cue_near(stated, Op.MEAN)
            if close is None or unasked or is_itself(value, result):
                continue
            if is_opposed(frame, result):
                opposed += 1
            else:
                found.append((close, result))
    fits: dict[int, Fit] = {}
    scored = [
        _scored(stated, close, result, told, fits, weights)
        for close, result in found[:_MOST_SCORED]
    ]
    # Arithmetic on sentences that share no word with a statement bears nothing out: 7 times 7 is
    # 49.
    scored = [each for each in scored if each.stated or any(f.wide for f in each.fits)]
    scored.sort(key=lambda each: each.score, reverse=True)
    return Derivations(tuple(scored[:_MOST_DERIVED]), opposed)


def window_of(value: Value) -> tuple[float, float]:
    """Return between which values the results lie that are held against a stated one."""
    reach = max(0.2 * max(abs(value.low), abs(value.high)), 0.5)
    if value.dimension in _EXACT:
        reach = 0.5
    low, high = value.low - reach, value.high + reach
    if value.modifier in LOWER:
        high = value.low * _FAR
    elif value.modifier in UPPER:
        low = value.low / _FAR
    tight = max(value.step, _TIGHT * max(abs(value.low), abs(value.high)), 0.5)
    if value.modifier in EXACT | SOFT:
        low, high = max(low, value.low - tight), min(high, value.high + tight)
    return low, high


def targets_of(frame: Frame) -> Iterator[tuple[Value, bool]]:
    """Yield the values that a derivation of a number may land on.

    The second is whether it may rest only on numbers that say not what they count, as in a table.
    """
    quantity = frame.quantity
    if quantity.date:
        years = years_of(quantity)
        if len(years) == 1 and len(quantity.date) == _YEAR_ALONE:
            yield Value("year", float(years[0]), float(years[0]), 0.0, Modifier.NONE), False
        elif (day := day_of(quantity.date, frame.year)) is not None:
            yield Value("date", day, day, 0.0, Modifier.NONE), False
        elif (minutes := minutes_of(quantity.date)) is not None:
            yield Value("clock", minutes, minutes, 0.0, Modifier.NONE), False
        return
    if quantity.kind is QuantityKind.SCORE:
        return
    for value in (frame.value, *frame.also):
        if value is not None and value.dimension != "ordinal":
            yield value, False
    if (
        quantity.unit
        and frame.value is not None
        and frame.value.dimension not in {"times", "percent"}
    ):
        low, high = float(quantity.low or 0), float(quantity.high or 0)
        yield Value("count", low, high, float(quantity.step or 0), quantity.modifier), True


def is_of_a_table(result: Result) -> bool:
    """Return whether a result is the difference of two numbers that say not what they count."""
    return result.op is Op.DIFFERENCE and all(is_bare(o.frame.quantity) for o in result.operands)


_EXACT = frozenset({"year", "date", "clock"})
_YEAR_ALONE = 4


def closeness(frame: Frame, value: Value, result: Result) -> float | None:
    """Return how well a result within `window_of` bears out a value that a number may be read as.

    It is 0 exactly, 1 barely, None not at all.
    """
    if value.dimension in _EXACT:
        return 0.0
    if frame.quantity.whole and value.single:
        distance = abs(value.low - result.value)
        reach = value.step / 2 if value.modifier is Modifier.NONE else value.step
        if value.modifier in {Modifier.NONE, Modifier.APPROXIMATE, Modifier.EXACTLY}:
            return distance / reach if distance <= reach else None
    if value.dimension == "times" and value.modifier is Modifier.NONE and value.low < _TOLD_ROUGHLY:
        value = replace(value, step=max(value.step, _TENTH))
    in_years = frame.quantity.unit in {"year", "decade"}
    if value.dimension == "time" and result.op in {Op.SPAN, Op.YEAR} and in_years:
        # Two years tell an age to within a year: who was born in 1981 was 30 or 31 in 2012.
        apart = (result.value - value.low) / DAYS_A_YEAR
        if abs(apart) <= _TENTH:
            return 0.0
        if frame.quantity.kind is QuantityKind.AGE and 0 < apart <= 1 + _TENTH:
            return 1.0
    return agrees(value, result.value)


_TENTH, _TOLD_ROUGHLY = 0.1, 10


def is_opposed(frame: Frame, result: Result) -> bool:
    """Return whether a result goes the other way, or is points where percent are stated."""
    return way_agrees(frame, result) < 0 or _tells_points_as_percent(frame, result)


def _tells_points_as_percent(frame: Frame, result: Result) -> bool:
    """Return whether a change or a gap between two percentages is stated in percent."""
    if result.op is not Op.DIFFERENCE or len(result.operands) != 2:
        return False
    value = frame.value
    percents = all(o.dimension == "percent" for o in result.operands)
    moved = frame.way != 0 or frame.role in {Role.CHANGE, Role.DIFFERENCE}
    return percents and moved and value is not None and value.dimension == "percent"


def is_itself(value: Value, result: Result) -> bool:
    """Return whether a result is only one of its own operands: 0 added, or multiplied by 1."""
    if len(result.operands) == 1:
        return False
    return any(
        o.dimension == value.dimension
        and abs(o.value - value.low) <= 1e-9 * max(1.0, abs(value.low))
        for o in result.operands
    )


def _scored(
    stated: Stated,
    close: float,
    result: Result,
    told: AbstractSet[int],
    known: dict[int, Fit],
    weights: Linear,
) -> Derived:
    fits = []
    for operand in result.operands:
        key = id(operand.frame)
        if key not in known:
            known[key] = fit(stated, operand.frame)
        fits.append(known[key])
    said = sum(id(operand.frame) in told for operand in result.operands)
    score = weights.score(described(stated, close, result, fits))
    return Derived(result, close, score, tuple(fits), said)


def described(
    stated: Stated, close: float, result: Result, fits: Sequence[Fit]
) -> dict[str, float]:
    """Return what is known of a derivation, as figures by name."""
    frame = stated.frame
    places = [operand.frame.position for operand in result.operands]
    spread = max(places) - min(places)
    count = len(fits)
    return {
        "near": sum(f.near for f in fits) / count,
        "sentence": sum(f.sentence for f in fits) / count,
        "wide": sum(f.wide for f in fits) / count,
        "touch": max(f.touch for f in fits),
        "names": sum(max(f.names, 0.0) for f in fits) / count,
        "time": float(max(f.time for f in fits)),
        "mood": float(min(f.mood for f in fits)),
        "cue": float(cue_near(stated, result.op)),
        "noun": float(nouns_agree(frame, result)),
        "way": float(way_agrees(frame, result)),
        "orientation": orientation(stated, result),
        "spread": float(min(spread, 6)),
        "same_sentence": float(spread == 0),
        "first_two_beside": float(count > 1 and abs(places[0] - places[1]) <= 1),
        "closeness": close,
        f"op{result.op.value}": 1.0,
    }


_CUE_WORDS = {
    (Op.DIFFERENCE, Op.REST_MANY, Op.RANGE_WIDTH): (
        r"more|fewer|less|than|gap|lead|led|margin|differences?|above|below|ahead|behind|up|"
        r"down|rose|rise|fell|fall|drop\w*|by|left|remain\w*|rest|others?|lost|gain\w*|grew|"
        r"increas\w*|cut|short\w*|higher|lower|longer|extra|add\w*|older|younger|clear|net|"
        r"further|added|shed|saving|saved|beat"
    ),
    (Op.SUM, Op.WHOLE_FROM, Op.SUM_MANY, Op.LISTED): (
        r"total\w*|combined|together|altogether|in all|both|overall|sum|between them|jointly|"
        r"across|and|all"
    ),
    (Op.TIMES, Op.MULTIPLE): (
        r"times|twice|double\w*|tripl\w*|treble\w*|half|ratio|fold|quadrupl\w*|as \w+ as"
    ),
    (Op.SHARE, Op.SHARE_OF_SHARE, Op.SHARE_OF_SUM): (
        r"of|share|proportion|one in|out of|per cent|percent|accounts?|makes? up|third|"
        r"quarter|half|majority"
    ),
    (Op.CHANGE, Op.AFTER_CHANGE, Op.CHANGE_AMOUNT): (
        r"up|down|rose|rise|fell|fall|drop\w*|grew|growth|increas\w*|decreas\w*|cut|reduc\w*|"
        r"higher|lower|more|less|fewer|jump\w*|climb\w*|slump\w*|plung\w*|surg\w*|declin\w*|"
        r"by|shrank|slid|gain\w*|lost|cheaper|dearer|expand\w*"
    ),
    (Op.MEAN,): (r"average\w*|mean|typical\w*|each|apiece|per|a (?:day|week|month|year)"),
    (Op.PART_OF,): (r"of|some|about|around|roughly|nearly|more than|were|are"),
    (Op.PER_HEAD, Op.PERIODS, Op.QUOTIENT): (r"each|per|apiece|a head|average\w*|every|an?"),
    (Op.PRODUCT, Op.RATE_TIME): (
        r"total\w*|in all|altogether|over|cost\w*|worth|combined|together"
    ),
    (Op.SPAN, Op.CLOCK, Op.AGE_AT, Op.HOW_LONG): (
        r"years?|after|later|for|since|old|aged?|spent|lasted|long|between|earlier|before|"
        r"months?|days?|weeks?|decades?"
    ),
    (Op.YEAR,): (r"born|in|since|by|from|founded|began|until"),
    (Op.COMPLEMENT, Op.REST_OF): (
        r"rest|remain\w*|not|others?|did not|without|no|lack\w*|against|non|never|fail\w*|"
        r"outside|neither"
    ),
    (Op.BEFORE_CHANGE,): (r"from|previous\w*|earlier|before|last|was|were|had|ago|originally"),
}
_SHARES = frozenset({Op.SHARE, Op.SHARE_OF_SHARE, Op.SHARE_OF_SUM})
_CUES = {
    op: re.compile(rf"\b(?:{words})\b" + ("|%" if op in _SHARES else ""))
    for ops, words in _CUE_WORDS.items()
    for op in ops
}


@lru_cache(maxsize=256)  # many results of one operation land on one number
def cue_near(stated: Stated, op: Op) -> int:
    """Return 2 if a cue of the operation touches the number, 1 if the statement has one, else 0."""
    frame = stated.frame
    around = " ".join((*frame.left[::-1], "#", *frame.right))
    if _CUES[op].search(around):
        return 2
    return 1 if _CUES[op].search(stated.text.lower()) else 0


_SAME_NOUN = {
    Op.DIFFERENCE,
    Op.SUM,
    Op.SHARE,
    Op.CHANGE,
    Op.TIMES,
    Op.SUM_MANY,
    Op.REST_MANY,
    Op.MEAN,
}


def nouns_agree(frame: Frame, result: Result) -> int:
    """Return whether what the operands count agrees with each other and with what is stated."""
    nouns = [o.noun for o in result.operands if o.dimension == "count"]
    both = result.op in _SAME_NOUN and len(nouns) > 1 and all(nouns[:2])
    if both and not nouns[0] & nouns[1]:
        return -1
    if frame.noun and any(nouns):
        return 1 if any(frame.noun & noun for noun in nouns) else -1
    return 0


_MORE = frozenset(
    "more higher longer older larger bigger faster heavier taller dearer above ahead clear wider "
    "deeper warmer hotter "
    "greater further later up over beat exceeds outnumber better".split()
)
_LESS = frozenset(
    "less fewer lower shorter younger smaller slower lighter cheaper below behind short narrower "
    "colder cooler earlier "
    "down under trails worse".split()
)


def orientation(stated: Stated, result: Result) -> float:
    """Return from -1 to 1 whether the larger of two in a statement is the larger in the source.

    Of "the lake is 17 degrees warmer than the pool" the words before the number are those of the
    larger operand, the words behind it those of the other; 0 where nothing is compared or told.
    """
    if len(result.operands) != 2:
        return 0.0
    frame = stated.frame
    words = (*frame.right[:3], *frame.left[:2])
    sign = 1 if _MORE & set(words) else -1 if _LESS & set(words) else 0
    one, other = result.operands
    if not sign or one.frame is other.frame or one.value == other.value:
        return 0.0
    high, low = (one, other) if one.value > other.value else (other, one)
    votes = total = 0.0
    for stem, _, weight in stated.weights:
        side = stated.sides.get(stem)
        here, there = high.frame.near.get(stem), low.frame.near.get(stem)
        if side is None or here == there:
            continue
        closer = (60 if there is None else there) - (60 if here is None else here)
        votes += sign * side * weight * (1 if closer > 0 else -1)
        total += weight
    return votes / total if total else 0.0


def way_agrees(frame: Frame, result: Result) -> int:
    """Return whether the sign of what comes out is the way that is stated.

    Of a gap between two things the words tell which is the larger, not what was first.
    """
    compared = frame.role is Role.DIFFERENCE and "than" in frame.right
    return 0 if compared else frame.way * result.way
