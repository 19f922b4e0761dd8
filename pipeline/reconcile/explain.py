"""Explaining: the winning hypothesis of a number in one sentence, or the slot that conflicts."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.reconcile.derive import Derived
from pipeline.reconcile.direct import Direct
from pipeline.reconcile.frames import Frame, Role
from pipeline.reconcile.operands import Operand
from pipeline.reconcile.operations import Op, Result
from pipeline.reconcile.values import Relation, measure
from pipeline.reconcile.weigh import Weighed
from schemas import Quantity, QuantityKind, Status, TextSpan


class Explanation(NamedTuple):
    """Status, code and reason of a verdict, with the places of the source that it rests on."""

    status: Status
    code: str
    reason: str
    places: tuple[TextSpan, ...]
    formula: str | None = None
    cited: bool = True
    """False where it rests only on sentences that are not cited."""


def explain(
    one: Weighed,
    parts: Sequence[Weighed],
    worst: tuple[Weighed, dict[str, float]],
    *,
    doubted: bool,
    cited: frozenset[str] | None,
) -> Explanation:
    """Return why a number is held to be borne out or not; `parts` are what it was judged by.

    `worst` is the part that is the least likely, with its figures.
    """
    weighed, figures = worst
    if doubted:
        return _doubt(weighed, figures, cited)
    if len(parts) > 1:
        places = tuple(_span(each, each.direct[0].frame) for each in parts)
        return Explanation(
            Status.REFORMATTED, "reformatted", "both numbers stand in the source", places
        )
    found = _derived(one) if _rests_on_arithmetic(one) else _direct(one, cited)
    return found or _doubt(one, figures, cited)


def _rests_on_arithmetic(one: Weighed) -> bool:
    """Return whether arithmetic explains a number better than a place where its value stands."""
    if not one.direct:
        return bool(one.derivations.found)
    best = one.derivations.found[0] if one.derivations.found else None
    chance = sum(
        one.binding[id(each.frame)][1] for each in one.direct if id(each.frame) in one.binding
    )
    return best is not None and best.score > _SURE and chance < _HARDLY


_SURE, _HARDLY = 0.0, 0.1
"""Log odds of a derivation that is more likely meant than not; a chance below which no place is."""


def _span(one: Weighed, frame: Frame) -> TextSpan:
    return one.stated.source.by_frame[id(frame)].span


def quoted(frame: Frame) -> str:
    """Quote a number of the source as it stands there, with its noun where that is right behind."""
    noun, words = frame.quantity.noun, frame.quantity.text
    behind = frame.sentence.text[frame.end :]
    named = re.match(rf"-?\s?(?:of )?{re.escape(noun)}", behind) if noun else None
    return f"“{' '.join((words + (named[0] if named else '')).split())}”"


def _direct(one: Weighed, cited: frozenset[str] | None) -> Explanation | None:
    if not one.direct:
        return None
    best = _in_cited(one, cited)
    is_cited = _is_cited(one, best.frame, cited)
    here, stated, source = (_span(one, best.frame),), one.stated.frame.quantity, best.frame.quantity
    if source.kind is QuantityKind.RATIO and source.whole and source.low and not stated.whole:
        share = source.low / source.whole * 100
        formula = f"{source.low:,f} / {source.whole:,f} = {share:.1f} %"
        reason = f"follows by arithmetic: {formula}"
        return Explanation(Status.DERIVED, "derived", reason, here, formula, cited=is_cited)
    status, code, reason = told(stated, best)
    return Explanation(status, code, reason, here, cited=is_cited)


def _in_cited(one: Weighed, cited: frozenset[str] | None) -> Direct:
    """Return the best place, of those that are cited where there are any."""
    return next((each for each in one.direct if _is_cited(one, each.frame, cited)), one.direct[0])


def _is_cited(one: Weighed, frame: Frame, cited: frozenset[str] | None) -> bool:
    home = one.stated.source.by_frame[id(frame)].sentence.sentence_id
    return cited is None or home in cited


def told(stated: Quantity, best: Direct) -> tuple[Status, str, str]:
    """Return status, code and reason of a number that a number of the source bears out."""
    source = best.frame.quantity
    if best.relation is not Relation.EQUAL:
        status, code, reason = _TOLD[best.relation]
        return status, code, reason.format(quoted(best.frame))
    if "".join(stated.text.lower().split()) == "".join(source.text.lower().split()):
        return Status.EXACT, "exact", "stands in the source"
    return Status.REFORMATTED, "reformatted", f"the source writes {quoted(best.frame)}"


_TOLD = {
    Relation.ROUNDED: (Status.ROUNDED, "rounded", "from {}"),
    Relation.HEDGED: (Status.ROUNDED, "hedge_dropped", "the source says {}"),
    Relation.WITHIN: (Status.WITHIN_BOUND, "within_bound", "follows from {}"),
    Relation.BOUND_DROPPED: (
        Status.ROUNDED,
        "bound_dropped",
        "the source says {}; the bound is left out",
    ),
    Relation.BOUND_ADDED: (Status.UNCLEAR, "bound_added", "the source says {}, without the bound"),
}
"""Status, code and reason of a value that is borne out, but not equal."""


# --- arithmetic in words ---

_IN_WORDS = {
    Op.DIFFERENCE: (" − ", "{}"),
    Op.SUM: (" + ", "{}"),
    Op.TIMES: (" / ", "{}"),
    Op.SHARE: (" / ", "{}"),
    Op.CHANGE: (" → ", "the change {}"),
    Op.MEAN: (" and ", "the mean of {}"),
    Op.PART_OF: (" × ", "{}"),
    Op.REST_OF: (" × (rest) ", "what {} leaves"),
    Op.WHOLE_FROM: (" are ", "the whole of which {}"),
    Op.AFTER_CHANGE: (" and ", "after a change: {}"),
    Op.BEFORE_CHANGE: (" and ", "before a change: {}"),
    Op.MULTIPLE: (" × ", "{}"),
    Op.PRODUCT: (" × ", "{}"),
    Op.PER_HEAD: (" per ", "{}"),
    Op.RATE_TIME: (" × ", "{}"),
    Op.SPAN: (" to ", "from {}"),
    Op.YEAR: (" and ", "from {}"),
    Op.COMPLEMENT: (", ", "100 − {}"),
    Op.SUM_MANY: (" + ", "{}"),
    Op.REST_MANY: (" − ", "{}"),
    Op.RANGE_WIDTH: (", ", "the width of {}"),
    Op.PERIODS: (", ", "{} by another period"),
    Op.CLOCK: (" to ", "from {}"),
    Op.LISTED: (", ", "{} are listed"),
    Op.SHARE_OF_SHARE: (" + ", "{}"),
    Op.SHARE_OF_SUM: (" / (sum) ", "{}"),
    Op.CHANGE_AMOUNT: (" and ", "by how much it changed: {}"),
    Op.AGE_AT: (", ", "an age from {}"),
    Op.QUOTIENT: (" / ", "{}"),
    Op.HOW_LONG: (" / ", "{}"),
}
"""What stands between the operands, and the words around them."""


def formula_of(result: Result, stated: Quantity | None) -> str:
    """Return a derivation as a formula with its operands as they are written: "52 − 29 = 23".

    The result is given in the unit of the number that it explains, where it explains one.
    """
    operands = operands_in_order(result)
    named = result.op is Op.PER_HEAD
    words = [_words(each.frame.quantity, named=named) for each in operands]
    sign, wording = _IN_WORDS[result.op]
    joined = sign.join(words)
    if result.op is Op.SHARE_OF_SHARE:
        joined = f"({words[0]} + {words[1]}) / {words[2]}"
    if result.op is Op.DIFFERENCE and len(operands) == 1:
        one = operands[0].frame.quantity
        of_whole = one.whole and one.low is not None
        joined = f"{one.whole:,f} − {one.low:,f}" if of_whole else f"the difference in {words[0]}"
    value = shown(result, stated)
    return f"{wording.format(joined)} = {value}"


def _words(quantity: Quantity, *, named: bool) -> str:
    return " ".join((quantity.label() if named else quantity.text).split())


def operands_in_order(result: Result) -> Sequence[Operand]:
    """Return the operands in the order of computing: the larger first in a difference or ratio."""
    one, *rest = result.operands
    if result.op is Op.SPAN:
        return sorted(result.operands, key=lambda each: each.value)
    turned = {Op.DIFFERENCE, Op.TIMES, Op.QUOTIENT}
    if result.op in turned and len(rest) == 1 and one.value < rest[0].value:
        return (rest[0], one)
    if result.op in {Op.SHARE, Op.SHARE_OF_SUM} and len(rest) == 1 and one.value > rest[0].value:
        return (rest[0], one)
    if result.op in {Op.PER_HEAD, Op.WHOLE_FROM}:
        return (*rest, one)
    if result.op is Op.CHANGE and result.way and len(rest) == 1:
        rising = one.value < rest[0].value
        return result.operands if rising is (result.way > 0) else (rest[0], one)
    return result.operands


def shown(result: Result, stated: Quantity | None) -> str:
    """Return a computed value in the unit that is stated, to two digits behind the point."""
    value, kind = result.value, stated and stated.kind
    if stated is not None and stated.date:
        return stated.date  # it is the point in time that is stated
    dimension, days = measure(stated.unit) if stated else ("", 1.0)
    if stated and stated.unit and dimension == "time" and stated.low is not None:
        # A bare count may explain a length of time, too.
        said = float(stated.low)
        value = min(value, value / days, key=lambda each: abs(each - said))
    number = f"{value:,.2f}".rstrip("0").rstrip(".")
    if kind is QuantityKind.PERCENTAGE_POINT:
        return f"{number} points"
    return f"{number} %" if result.op in _PERCENT or kind is QuantityKind.PERCENT else number


_PERCENT = {Op.CHANGE, Op.SHARE, Op.SHARE_OF_SHARE, Op.SHARE_OF_SUM}


def _derived(one: Weighed) -> Explanation | None:
    if not one.derivations.found:
        return None
    best = one.derivations.found[0]
    formula = formula_of(best.result, one.stated.frame.quantity)
    return Explanation(
        Status.DERIVED, "derived", f"follows by arithmetic: {formula}", _places(one, best), formula
    )


def _places(one: Weighed, derived: Derived) -> tuple[TextSpan, ...]:
    spans = (_span(one, operand.frame) for operand in derived.result.operands)
    return tuple(dict.fromkeys(spans))


# --- what speaks against a number ---

RELATION_CODES = {
    Relation.BOUND: "bound",
    Relation.RANGE: "range",
    Relation.SCALE: "scale",
    Relation.UNIT: "unit",
    Relation.POINTS: "points",
    Relation.WAY: "direction",
    Relation.PART: "by_to",
}
CONFLICT_CODES = frozenset({*RELATION_CODES.values(), "period"})
"""What speaks against a stated value by its own nature: the words need not be asked."""


def _doubt(one: Weighed, figures: dict[str, float], cited: frozenset[str] | None) -> Explanation:
    """Return what speaks most against a number."""
    conflicts = [each for each in one.rivals if each.relation in RELATION_CODES]
    conflicts.sort(key=lambda each: not _is_cited(one, each.frame, cited))
    conflict = conflicts[0] if conflicts else None
    if one.direct:
        place = _in_cited(one, cited)
        # "Up to 700" follows from any smaller number: "at least 700" tells more.
        loose = place.relation is Relation.WITHIN
        if conflict is None or not loose or _chance(one, conflict) < _chance(one, place):
            return _doubt_of_place(one, figures, place, cited)
    if conflict is not None:
        code = RELATION_CODES[conflict.relation]
        if conflict.relation is Relation.UNIT and _are_of_other_periods(one, conflict):
            code = "period"
        reason = f"the source says {quoted(conflict.frame)}"
        if code == "period":
            reason += f" by {conflict.frame.per}"
        return Explanation(Status.CHANGED, code, reason, (_span(one, conflict.frame),))
    if one.derivations.opposed:
        return Explanation(
            Status.CHANGED,
            "direction",
            "follows by arithmetic only the other way round, or in points",
            (),
        )
    meant = next((each for each in one.rivals if _chance(one, each) > _LIKELY), None)
    if meant is not None:
        reason = f"the source says {quoted(meant.frame)}"
        return Explanation(Status.CHANGED, "value", reason, (_span(one, meant.frame),))
    if one.derivations.found:
        best = one.derivations.found[0]
        formula = formula_of(best.result, one.stated.frame.quantity)
        reason = f"{formula}, but the words do not tell that this is meant"
        return Explanation(Status.UNCLEAR, "coincidence", reason, _places(one, best), formula)
    return Explanation(Status.ABSENT, "absent", "no number of the source bears it out", ())


def _are_of_other_periods(one: Weighed, other: Direct) -> bool:
    mine, theirs = one.stated.frame.per, other.frame.per
    return mine is not None and theirs is not None and mine != theirs


_LIKELY = 0.5


def _chance(one: Weighed, each: Direct) -> float:
    return one.binding.get(id(each.frame), (0.0, 0.0))[1]


def _doubt_of_place(
    one: Weighed, figures: dict[str, float], best: Direct, cited: frozenset[str] | None
) -> Explanation:
    """Return what speaks against a number that stands in the source: the slot that conflicts."""
    fit, label = best.fit, quoted(best.frame)
    here = (_span(one, best.frame),)
    is_cited = _is_cited(one, best.frame, cited)
    rival = next((each for each in one.rivals if _chance(one, each) > _chance(one, best)), None)
    if figures.get("others.cross", -1.0) > 0:
        reason = f"the source has {label} in the place of another number of the statement"
        return Explanation(Status.ELSEWHERE, "swapped", reason, here, cited=is_cited)
    if _are_of_other_periods(one, best):
        reason = f"in the source it is {label} by {best.frame.per}"
        return Explanation(Status.CHANGED, "period", reason, here, cited=is_cited)
    for slot, status, code, reason in _SLOTS:
        if getattr(fit, slot) < 0:
            words = reason.format(label, part=_PARTS.get(best.frame.role, "a level"))
            return Explanation(status, code, words, here, cited=is_cited)
    if rival is not None:
        reason = f"the source has {label} elsewhere; the words fit {quoted(rival.frame)} better"
        return Explanation(
            Status.ELSEWHERE, "binding", reason, (*here, _span(one, rival.frame)), cited=is_cited
        )
    reason = f"the source says {label}, but of what, the words do not tell"
    return Explanation(Status.UNCLEAR, "unbound", reason, here, cited=is_cited)


_SLOTS = (
    ("role", Status.CHANGED, "by_to", "in the source {} is told as {part}"),
    ("way", Status.CHANGED, "direction", "in the source {} goes the other way"),
    (
        "mood",
        Status.CHANGED,
        "projection",
        "the source expects or plans {}; it does not say it is done",
    ),
    ("time", Status.ELSEWHERE, "time", "in the source {} is of another time"),
    ("base", Status.ELSEWHERE, "base", "in the source {} is of another whole"),
    ("noun", Status.ELSEWHERE, "noun", "the source counts something else with {}"),
)
"""What is said of a slot of `Fit` that conflicts; the first one tells."""
_PARTS = {
    Role.CHANGE: "a change",
    Role.DIFFERENCE: "a difference",
    Role.ORIGIN: "where it started",
}
