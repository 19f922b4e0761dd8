"""Hypotheses: what in a source may explain a stated number, and how well each explanation fits.

*Direct*: the source has the value, in this or another form. *Conflict*: it has another value, unit,
scale or bound. *Derived*: the value follows by arithmetic.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from pipeline.numbers.read import find_quantities
from pipeline.reconcile.align import Fit, Stated, fit
from pipeline.reconcile.arithmetic import Op, Operand, Result, day_of, minutes_of, years_of
from pipeline.reconcile.frames import Frame, Role, read_frames, read_sentence
from pipeline.reconcile.moments import relate_moments
from pipeline.reconcile.source import Source
from pipeline.reconcile.values import (
    BORNE_OUT,
    POINTS_IN_TIME,
    Relation,
    Value,
    agrees,
    relation,
)
from pipeline.text.sentences import split_sentences
from schemas import Modifier, Quantity, QuantityKind, TextSpan

_MOST_COMPARED = 400
_MOST_DERIVED = 40


class Direct(NamedTuple):
    """A number of the source compared with a stated one."""

    frame: Frame
    relation: Relation
    form: int
    """0 as it stands; 1 a part of "22 of 32" or of a score; 2 a rank; 3 its unit unsaid."""
    fit: Fit


class Derived(NamedTuple):
    """A result of arithmetic that lands on a stated number."""

    result: Result
    closeness: float
    score: float
    fits: tuple[Fit, ...]
    stated: int
    """How many of its operands the statement states too."""


@dataclass(frozen=True, eq=False)
class Weighed:
    """A stated number with all that may explain it, best first."""

    stated: Stated
    direct: tuple[Direct, ...]
    rivals: tuple[Direct, ...]
    taken: tuple[Direct, ...]
    """Numbers of its measure that other numbers of the statement state."""
    derived: tuple[Derived, ...]
    chance: float
    """How many results of arithmetic would land as near by chance."""
    opposed: int
    """How many results land on it with another sign, or as points where percent are stated."""


def read_statement(text: str, source: Source) -> list[Frame]:
    """Return the frames of the numbers of a text that are to be judged, in order."""
    frames = []
    sentences = list(split_sentences(text)) or [TextSpan(start=0, end=len(text))]
    quantities = find_quantities(text, source.published)
    for span in sentences:
        inside = [q for q in quantities if span.start <= q.span.start < span.end]
        if not inside:
            continue
        reading = read_sentence(text[span.start : span.end], source.names)
        read = read_frames(reading, inside, span.start, position=0, cents_of=source.cents_of, year=source.year)
        frames += [each for each in read if _is_judged(each.quantity)]
    return frames


def _is_judged(quantity: Quantity) -> bool:
    return quantity.checkable or quantity.kind in POINTS_IN_TIME


def counts_of(frame: Frame) -> tuple[Frame, ...]:
    """Return the two counts of an "X of Y", or the two sides of a score, as frames of their own."""
    quantity = frame.quantity
    if quantity.kind is QuantityKind.SCORE:
        return tuple(_count(frame, side, bare=False) for side in (quantity.low, quantity.high))
    if quantity.kind is not QuantityKind.RATIO or quantity.whole is None:
        return ()
    return tuple(
        _count(frame, value, bare=bare)
        for value, bare in ((quantity.low, False), (quantity.whole, True))
    )


def _count(frame: Frame, value: Decimal | None, *, bare: bool) -> Frame:
    update: dict[str, object] = {"kind": QuantityKind.COUNT, "low": value, "high": value, "whole": None}
    if bare:
        update |= {"modifier": Modifier.NONE, "part": None, "direction": None}
    quantity = frame.quantity.model_copy(update=update)
    number = float(value or 0)
    return replace(
        frame,
        quantity=quantity,
        value=Value("count", number, number, 1.0, quantity.modifier),
    )


def weigh(stated: Stated, others: Sequence[Frame], frames: Sequence[Frame]) -> Weighed:
    """Return what may explain a stated number; `others` are the other numbers of the statement.

    `frames` are the numbers of the source that it is held to.
    """
    compared = list(_compare(stated, frames))
    compared.sort(key=_goodness, reverse=True)
    direct = tuple(each for each in compared if each.relation in BORNE_OUT)
    taken = [each for each in others if each is not stated.frame]
    unlike = [each for each in compared if each.relation not in BORNE_OUT]
    stated_too = tuple(each for each in unlike if _is_taken(each, taken))
    known = {id(each.frame) for each in stated_too}
    rivals = tuple(each for each in unlike if id(each.frame) not in known)
    rivals = tuple(sorted(rivals, key=lambda each: each.fit.near + 0.1 * each.fit.touch, reverse=True))
    derived, chance, opposed = _derive(stated, taken)
    return Weighed(stated, direct, rivals, stated_too, derived, chance, opposed)


_TIER = {
    Relation.EQUAL: 0.0,
    Relation.HEDGED: 0.05,
    Relation.WITHIN: 0.1,
    Relation.ROUNDED: 0.12,
    Relation.BOUND_DROPPED: 0.15,
    Relation.BOUND_ADDED: 0.25,
}


def _goodness(each: Direct) -> float:
    """Return how good a direct explanation is, for choosing among them."""
    f = each.fit
    slots = f.noun + f.time + f.role + f.way + f.base + f.per + f.mood
    return (
        f.near + 0.35 * f.sentence + 0.15 * f.touch + 0.15 * f.names + 0.08 * slots
        - _TIER.get(each.relation, 1.0)
        - 0.15 * (each.form > 0)
    )


def _compare(stated: Stated, frames: Sequence[Frame]) -> Iterator[Direct]:
    mine = stated.frame
    some = frames
    if len(frames) > _MOST_COMPARED:
        some = [each for each in frames if _same_low(mine, each)][:_MOST_COMPARED]
    for other in some:
        found = relate(mine, other)
        if found is not None:
            yield Direct(other, found[0], found[1], fit(stated, other))


def _same_low(mine: Frame, other: Frame) -> bool:
    return mine.quantity.low == other.quantity.low and mine.quantity.date == other.quantity.date


def relate(mine: Frame, other: Frame) -> tuple[Relation, int] | None:
    """Return the best relation of two numbers over what the source's may be read as, and its form."""
    one, two = mine.quantity, other.quantity
    if one.date or two.date:
        found = relate_moments(one, two)
        if found is not None:
            return found, 0
        if mine.value is None or other.value is None:
            return None
    if mine.value is None:
        return None
    best: tuple[Relation, int] | None = None
    for value, form in ((mine.value, 0), *((each, FORM_OPEN) for each in mine.also)):
        for theirs, their_form in _readings(mine, value, other):
            found = relation(value, theirs)
            worse = max(form, their_form)
            if found is None or (worse and found not in {Relation.EQUAL, Relation.HEDGED}):
                continue
            if best is None or (found, worse) < best:
                best = found, worse
    return best


FORM_PART, FORM_RANK, FORM_OPEN, FORM_BARE = 1, 2, 3, 4
"""A count of "22 of 32" or of a score; a rank; another unit that the words leave open; no unit at all."""


def _readings(mine: Frame, stated: Value, other: Frame) -> Iterator[tuple[Value, int]]:
    """Yield the values that a number of the source may stand for beside a stated one."""
    quantity, value = other.quantity, other.value
    if quantity.kind is QuantityKind.SCORE and quantity.low is not None and quantity.high is not None:
        low, high = float(quantity.low), float(quantity.high)
        if mine.quantity.kind is QuantityKind.SCORE:
            yield Value("count", low, high, 1.0, Modifier.NONE), 0
            yield Value("count", high, low, 1.0, Modifier.NONE), 0
        elif stated.dimension == "count":
            for side in (low, high):
                yield Value("count", side, side, 1.0, Modifier.NONE), FORM_PART
        return
    if value is None:
        return
    if value.dimension == "ordinal":
        if mine.quantity.kind is QuantityKind.ORDINAL:
            yield value, 0
        elif stated.dimension in {"count", "time"} and mine.quantity.low == quantity.low:
            yield replace(stated, modifier=Modifier.NONE), FORM_RANK
        return
    yield value, 0
    for each in other.also:
        yield each, FORM_OPEN
    if quantity.kind is QuantityKind.RATIO and quantity.whole is not None and stated.dimension == "count":
        for count in (quantity.low, quantity.whole):
            yield Value("count", float(count or 0), float(count or 0), 1.0, quantity.modifier), FORM_PART
    if stated.dimension != value.dimension and not (mine.quantity.whole or quantity.whole):
        bare = (_is_bare(mine.quantity), _is_bare(quantity))
        same = (mine.quantity.low, mine.quantity.high) == (quantity.low, quantity.high)
        if any(bare) and same:
            yield replace(stated, modifier=value.modifier), FORM_BARE


def _is_bare(quantity: Quantity) -> bool:
    """Return whether a number says not what it counts."""
    return quantity.kind is QuantityKind.COUNT and not quantity.noun and not quantity.unit


def _is_taken(each: Direct, taken: Sequence[Frame]) -> bool:
    """Return whether another number of the statement states this one of the source."""
    for other in taken:
        found = relate(other, each.frame)
        if found is not None and found[0] in {Relation.EQUAL, Relation.HEDGED} and found[1] == 0:
            return True
    return False


# --- derivations ---

_CUES = {
    Op.DIFFERENCE: re.compile(
        r"\b(?:more|fewer|less|than|gap|lead|led|margin|differences?|above|below|ahead|behind|up|down|rose|rise|fell|"
        r"fall|drop\w*|by|left|remain\w*|rest|others?|lost|gain\w*|grew|increas\w*|cut|short\w*|higher|lower|longer|extra|add\w*|"
        r"older|younger|clear|net|further|added|shed|saving|saved|beat)\b"
    ),
    Op.SUM: re.compile(
        r"\b(?:total\w*|combined|together|altogether|in all|both|overall|sum|between them|jointly|across|and|all)\b"
    ),
    Op.TIMES: re.compile(r"\b(?:times|twice|double\w*|tripl\w*|treble\w*|half|ratio|fold|quadrupl\w*|as \w+ as)\b"),
    Op.SHARE: re.compile(r"\b(?:of|share|proportion|one in|out of|per cent|percent|accounts?|makes? up|third|quarter|half|majority)\b|%"),
    Op.CHANGE: re.compile(
        r"\b(?:up|down|rose|rise|fell|fall|drop\w*|grew|growth|increas\w*|decreas\w*|cut|reduc\w*|higher|lower|more|less|fewer|"
        r"jump\w*|climb\w*|slump\w*|plung\w*|surg\w*|declin\w*|by|down|shrank|slid|gain\w*|lost|cheaper|dearer|expand\w*)\b"
    ),
    Op.MEAN: re.compile(r"\b(?:average\w*|mean|typical\w*|each|apiece|per|a (?:day|week|month|year))\b"),
    Op.PART_OF: re.compile(r"\b(?:of|some|about|around|roughly|nearly|more than|were|are)\b"),
    Op.PER_HEAD: re.compile(r"\b(?:each|per|apiece|a head|average\w*|every|an?)\b"),
    Op.PRODUCT: re.compile(r"\b(?:total\w*|in all|altogether|over|cost\w*|worth|combined|together)\b"),
    Op.SPAN: re.compile(r"\b(?:years?|after|later|for|since|old|aged?|spent|lasted|long|between|earlier|before|months?|days?|weeks?|decades?)\b"),
    Op.YEAR: re.compile(r"\b(?:born|in|since|by|from|founded|began|until)\b"),
    Op.COMPLEMENT: re.compile(r"\b(?:rest|remain\w*|not|others?|did not|without|no|lack\w*|against|non|never|fail\w*|outside|neither)\b"),
}
_CUES |= {
    Op.REST_OF: _CUES[Op.COMPLEMENT], Op.WHOLE_FROM: _CUES[Op.SUM], Op.AFTER_CHANGE: _CUES[Op.CHANGE],
    Op.BEFORE_CHANGE: re.compile(r"\b(?:from|previous\w*|earlier|before|last|was|were|had|ago|originally)\b"),
    Op.MULTIPLE: _CUES[Op.TIMES], Op.RATE_TIME: _CUES[Op.PRODUCT], Op.SUM_MANY: _CUES[Op.SUM],
    Op.REST_MANY: _CUES[Op.DIFFERENCE], Op.RANGE_WIDTH: _CUES[Op.DIFFERENCE], Op.PERIODS: _CUES[Op.PER_HEAD],
    Op.CLOCK: _CUES[Op.SPAN], Op.SHARE_OF_SHARE: _CUES[Op.SHARE], Op.LISTED: _CUES[Op.SUM],
    Op.SHARE_OF_SUM: _CUES[Op.SHARE], Op.CHANGE_AMOUNT: _CUES[Op.CHANGE], Op.AGE_AT: _CUES[Op.SPAN],
    Op.QUOTIENT: _CUES[Op.PER_HEAD], Op.HOW_LONG: _CUES[Op.SPAN],
}  # fmt: skip
_WIDTH = {Op.SUM_MANY: 0.5, Op.REST_MANY: 0.6, Op.SHARE_OF_SHARE: 0.8}


def targets_of(frame: Frame) -> Iterator[Value]:
    """Yield the values that a derivation of a number may land on."""
    quantity = frame.quantity
    if quantity.date:
        years = years_of(quantity)
        if len(years) == 1 and len(quantity.date) == _YEAR_ALONE:
            yield Value("year", float(years[0]), float(years[0]), 0.0, Modifier.NONE)
        elif (day := day_of(quantity.date, frame.year)) is not None:
            yield Value("date", day, day, 0.0, Modifier.NONE)
        elif (minutes := minutes_of(quantity.date)) is not None:
            yield Value("clock", minutes, minutes, 0.0, Modifier.NONE)
        return
    if quantity.kind is QuantityKind.SCORE:
        return
    for value in (frame.value, *frame.also):
        if value is not None and value.dimension != "ordinal":
            yield value


def _derive(stated: Stated, others: Sequence[Frame]) -> tuple[tuple[Derived, ...], float, int]:
    frame, source = stated.frame, stated.source
    found: list[tuple[float, Result]] = []
    opposed, chance = 0, 0.0
    for value in targets_of(frame):
        reach = max(0.2 * max(abs(value.low), abs(value.high)), 0.5)
        if value.dimension in _EXACT:
            reach = 0.5
        low, high = value.low - reach, value.high + reach
        near = source.arithmetic.between(value.dimension, low, high)
        for result in near:
            close = 0.0 if value.dimension in _EXACT else _agrees(frame, value, result)
            if close is None or _is_itself(value, result):
                continue
            if way_agrees(frame, result) < 0 or _tells_points_as_percent(frame, result):
                opposed += 1
            else:
                found.append((close, result))
        chance += _chance(value, len(near), low, high)
    fits: dict[int, Fit] = {}
    derived = [_derived(stated, close, result, others, fits) for close, result in found[:400]]
    derived.sort(key=lambda each: each.score, reverse=True)
    return tuple(derived[:_MOST_DERIVED]), chance, opposed


_EXACT = frozenset({"year", "date", "clock"})
_YEAR_ALONE = 4


def _agrees(frame: Frame, value: Value, result: Result) -> float | None:
    if frame.quantity.whole and value.single:
        distance = abs(value.low - result.value)
        reach = value.step / 2 if value.modifier is Modifier.NONE else value.step
        if value.modifier in {Modifier.NONE, Modifier.APPROXIMATE, Modifier.EXACTLY}:
            return distance / reach if distance <= reach else None
    if value.dimension == "times" and value.modifier is Modifier.NONE:
        value = replace(value, step=max(value.step, 0.1) if value.low < 10 else value.step)
    if value.dimension == "time" and result.op in {Op.SPAN, Op.YEAR} and frame.quantity.unit in {"year", "decade"}:
        # Two years tell the time between them to within a year: 2012 less 1981 may be 30 or 31.
        distance = abs(value.low - result.value) / 365.25
        if distance <= 0.1:
            return 0.0
        off = value.low < result.value and distance <= 1.1
        if off and frame.quantity.kind is QuantityKind.AGE:
            return 1.0
    return agrees(value, result.value)


def _tells_points_as_percent(frame: Frame, result: Result) -> bool:
    """Return whether a change or a gap between two percentages is stated in percent."""
    if result.op is not Op.DIFFERENCE or len(result.operands) != 2:
        return False
    value = frame.value
    percents = all(o.dimension == "percent" for o in result.operands)
    moved = frame.way != 0 or frame.role in {Role.CHANGE, Role.DIFFERENCE}
    return percents and moved and value is not None and value.dimension == "percent"


def _is_itself(value: Value, result: Result) -> bool:
    """Return whether a result is nothing but one of its own operands again: 0 added, 1 multiplied."""
    if len(result.operands) == 1:
        return False
    return any(
        o.dimension == value.dimension and abs(o.value - value.low) <= 1e-9 * max(1.0, abs(value.low))
        for o in result.operands
    )


def _chance(value: Value, near: int, low: float, high: float) -> float:
    """Return how many results would agree if they lay evenly around the stated value."""
    if value.dimension in _EXACT:
        return near * 0.2
    size = abs(value.low) or 1.0
    reach = min(max(value.step / 2, size * 0.0005), size * 0.03)
    if value.modifier not in {Modifier.NONE, Modifier.EXACTLY}:
        reach = max(reach, size * 0.05)
    return near * min(1.0, 2 * reach / (high - low))


def _derived(
    stated: Stated, close: float, result: Result, others: Sequence[Frame], known: dict[int, Fit]
) -> Derived:
    fits = []
    for operand in result.operands:
        key = id(operand.frame)
        if key not in known:
            known[key] = fit(stated, operand.frame)
        fits.append(known[key])
    said = sum(_is_stated(operand, others) for operand in result.operands)
    return Derived(result, close, _score(stated, close, result, fits, said), tuple(fits), said)


def _is_stated(operand: Operand, others: Sequence[Frame]) -> bool:
    for other in others:
        if operand.dimension in _EXACT:
            found = relate_moments(other.quantity, operand.frame.quantity)
            if found is Relation.EQUAL:
                return True
        value = other.value
        if value is not None and value.dimension == operand.dimension and (
            abs(value.low - operand.value) <= 1e-6 * max(1.0, abs(operand.value))
        ):
            return True
    return False


_PRIOR = {
    Op.DIFFERENCE: 0.3, Op.SUM: 0.1, Op.TIMES: 0.15, Op.SHARE: 0.25, Op.CHANGE: 0.3, Op.MEAN: -0.4, Op.PART_OF: 0.1,
    Op.REST_OF: -0.1, Op.WHOLE_FROM: -0.3, Op.AFTER_CHANGE: -0.1, Op.BEFORE_CHANGE: -0.1, Op.MULTIPLE: 0.0,
    Op.PRODUCT: -0.1, Op.PER_HEAD: -0.1, Op.RATE_TIME: -0.1, Op.SPAN: 0.4, Op.YEAR: 0.2, Op.COMPLEMENT: 0.2,
    Op.SUM_MANY: 0.1, Op.REST_MANY: -0.2, Op.RANGE_WIDTH: 0.0, Op.PERIODS: 0.1, Op.CLOCK: 0.0, Op.LISTED: 0.0,
    Op.SHARE_OF_SHARE: -0.4, Op.SHARE_OF_SUM: -0.2, Op.CHANGE_AMOUNT: -0.2, Op.AGE_AT: 0.2, Op.QUOTIENT: -0.3,
    Op.HOW_LONG: -0.1,
}  # fmt: skip


def _score(
    stated: Stated, close: float, result: Result, fits: Sequence[Fit], said: int
) -> float:
    """Return how likely a derivation is the one that was meant, on no scale."""
    frames = [o.frame for o in result.operands]
    near = sum(f.near for f in fits) / len(fits)
    sentence = sum(f.sentence for f in fits) / len(fits)
    spread = max(f.position for f in frames) - min(f.position for f in frames)
    cue = _has_cue(stated, result.op)
    score = _PRIOR[result.op] + 1.2 * near + 0.8 * sentence + 0.35 * min(said, 2) + 0.5 * cue
    score -= 0.1 * min(spread, 5) + 0.3 * close + 0.15 * max(0, len(fits) - 2)
    score += 0.25 * nouns_agree(stated.frame, result)
    score += 0.2 * way_agrees(stated.frame, result)
    return score


def _has_cue(stated: Stated, op: Op) -> bool:
    frame = stated.frame
    around = " ".join((*frame.left[::-1], "#", *frame.right))
    return bool(_CUES[op].search(around)) or bool(_CUES[op].search(stated.text.lower())) * 0.5 > 0.6


def cue_near(stated: Stated, op: Op) -> int:
    """Return 2 where a word for the operation touches the number, 1 where the statement has one, 0 else."""
    frame = stated.frame
    around = " ".join((*frame.left[::-1], "#", *frame.right))
    if _CUES[op].search(around):
        return 2
    return 1 if _CUES[op].search(stated.text.lower()) else 0


_SAME_NOUN = {Op.DIFFERENCE, Op.SUM, Op.SHARE, Op.CHANGE, Op.TIMES, Op.SUM_MANY, Op.REST_MANY, Op.MEAN}


def nouns_agree(frame: Frame, result: Result) -> int:
    """Return whether what the operands count agrees with each other and with what is stated."""
    nouns = [o.noun for o in result.operands if o.dimension == "count"]
    if result.op in _SAME_NOUN and len(nouns) > 1 and all(nouns[:2]):
        if not nouns[0] & nouns[1]:
            return -1
    if frame.noun and any(nouns):
        return 1 if any(frame.noun & noun for noun in nouns) else -1
    return 0


_MORE = frozenset(
    "more higher longer older larger bigger faster heavier taller dearer above ahead clear wider deeper warmer hotter "
    "greater further later up over beat exceeds outnumber better".split()
)
_LESS = frozenset(
    "less fewer lower shorter younger smaller slower lighter cheaper below behind short narrower colder cooler earlier "
    "down under trails worse".split()
)


def orientation(stated: Stated, result: Result) -> float:
    """Return whether what a statement calls the larger of two is the larger in the source, from -1 to 1.

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
    """Return whether the sign of what comes out is the way that is stated."""
    return frame.way * result.way
