"""Features: what is known of a stated number and its hypotheses, as figures for the judge.

None describes the form of the statement alone. A missing figure is NaN. Each is here because an
ablation showed it to be worth something: `python -m bench ablation`.
"""

import math
from collections.abc import Iterable, Sequence

from pipeline.reconcile.align import Fit, Stated
from pipeline.reconcile.direct import Direct
from pipeline.reconcile.frames import Frame, Role
from pipeline.reconcile.source import digits_of
from pipeline.reconcile.values import BORNE_OUT, POINTS_IN_TIME, Relation, apart
from pipeline.reconcile.weigh import MOST_BESIDE, Weighed
from schemas import QuantityKind

NAN = float("nan")
_KINDS = {kind: at for at, kind in enumerate(QuantityKind)}
Figures = dict[str, float]


def features(weighed: Weighed, all_weighed: Sequence[Weighed]) -> Figures:
    """Return the figures of one stated number by name; `all_weighed` are those of its statement."""
    return {
        **_number(weighed),
        **_direct(weighed),
        **_binding(weighed),
        **_competition(weighed),
        **_derivation(weighed),
        **_others(weighed, all_weighed),
        **_absence(weighed),
    }


def _number(weighed: Weighed) -> Figures:
    frame = weighed.stated.frame
    value = frame.value
    return {
        "number.kind": float(_KINDS[frame.quantity.kind]),
        "number.soft": float(frame.quantity.modifier.value != "none"),
        "number.size": math.log10(abs(value.low)) if value is not None and value.low else NAN,
        "number.missing": weighed.stated.missing,
    }


def _direct(weighed: Weighed) -> Figures:
    """Return how well the best place fits whose value bears the number out."""
    if not weighed.direct:
        return {}
    best = weighed.direct[0]
    return {
        "direct.tight": best.fit.tight,
        "direct.most_tight": max(direct.fit.tight for direct in weighed.direct),
        "direct.way": float(best.fit.way),
        "direct.mood": float(best.fit.mood),
        "direct.base": float(best.fit.base),
        "direct.same_text": float(_written(best.frame) == _written(weighed.stated.frame)),
    }


def _written(frame: Frame) -> str:
    return "".join(frame.quantity.text.lower().split())


def _binding(weighed: Weighed) -> Figures:
    """Return how likely the words mean a number of the stated value, and how likely another."""
    own = [weighed.binding[id(direct.frame)] for direct in weighed.direct]
    other = [
        weighed.binding[id(rival.frame)]
        for rival in weighed.rivals
        if id(rival.frame) in weighed.binding
    ]
    score = max((score for score, _ in own), default=NAN)
    other_score = max((score for score, _ in other), default=NAN)
    return {
        "binding.own": score,
        "binding.chance": sum(chance for _, chance in own) if own else NAN,
        "binding.other": other_score,
        "binding.other_chance": max((chance for _, chance in other), default=NAN),
        "binding.margin": score - other_score,
    }


def _competition(weighed: Weighed) -> Figures:
    """Return what the best rival is, and by how much the best place of the value fits better."""
    stated = weighed.stated
    rivals = [each for each in weighed.rivals if is_rival(stated.frame, each)]
    if not rivals:
        return {}
    top = rivals[0]
    opposed = (each.fit.near for each in rivals if each.relation < Relation.NEAR)
    figures = {
        "rivals.near": top.fit.near,
        "rivals.relation": float(top.relation),
        "rivals.time": float(top.fit.time),
        "rivals.apart": _apart(stated.frame, top.frame),
        "rivals.conflict": max(opposed, default=NAN),
    }
    if not weighed.direct:
        return figures
    best = weighed.direct[0]
    fits = [each.fit for each in rivals]
    beside = [each for each in rivals if each.frame.position == best.frame.position]
    close = [fit for fit in fits if fit.near >= best.fit.near - _CLOSE]
    return figures | {
        "margin.near": best.fit.near - max(fit.near for fit in fits),
        "margin.near_same_noun": _margin(best.fit.near, (f.near for f in fits if f.noun >= 0)),
        "margin.same_sentence": _margin(best.fit.near, (each.fit.near for each in beside)),
        "margin.names": _margin(best.fit.names, (fit.names for fit in close)),
        "margin.total": total(best.fit) - max(map(total, fits)),
        "margin.local": min(
            (local_vote(stated, best.frame, each.frame) for each in beside), default=NAN
        ),
    }


_CLOSE = 0.15
"""How much less than the best place a rival's words may fit for its names to be compared."""


def _margin(own: float, rivals: Iterable[float]) -> float:
    return own - max(rivals, default=NAN)


def total(fit: Fit) -> float:
    """Return one figure for how well two numbers fit, for ranking rivals."""
    slots = fit.noun + fit.time + fit.role + fit.way + fit.base
    return fit.near + 0.35 * fit.sentence + 0.15 * fit.touch + 0.3 * fit.names + 0.1 * slots


def local_vote(stated: Stated, own: Frame, rival: Frame) -> float:
    """Return from -1 to 1 whether the words around a stated number are nearer to one of two.

    The two stand in one sentence of the source; words that are as far from both say nothing.
    """
    votes = total = 0.0
    for stem, _, weight in stated.weights:
        here, there = own.near.get(stem), rival.near.get(stem)
        if here is None and there is None:
            continue
        here, there = (60 if each is None else each for each in (here, there))
        if here != there:
            strength = weight * abs(here - there) / (4 + here + there)
            votes += strength if here < there else -strength
            total += weight
    return votes / total if total else 0.0


def is_rival(stated: Frame, each: Direct) -> bool:
    """Return whether a number of the source could stand where the stated one does."""
    if each.form:
        return False
    one, other = stated.quantity.kind, each.frame.quantity.kind
    if one in POINTS_IN_TIME:
        return other in POINTS_IN_TIME
    return (
        other not in {QuantityKind.ORDINAL, QuantityKind.IDENTIFIER}
        and each.relation is not Relation.UNIT
    )


def _apart(stated: Frame, other: Frame) -> float:
    if stated.value is None or other.value is None:
        return NAN
    return min(apart(stated.value, other.value), 2.0)


def _derivation(weighed: Weighed) -> Figures:
    """Return what the likeliest result of arithmetic rests on."""
    if not weighed.derivations.found:
        return {}
    best, *others = weighed.derivations.found
    fits = best.fits
    sentences = {operand.frame.position for operand in best.result.operands}
    role = weighed.stated.frame.role
    return {
        "derived.op": float(best.result.op),
        "derived.score": best.score,
        "derived.second": best.score - others[0].score if others else NAN,
        "derived.close": best.closeness,
        "derived.near": sum(fit.near for fit in fits) / len(fits),
        "derived.least_near": min(fit.near for fit in fits),
        "derived.sentence": sum(fit.sentence for fit in fits) / len(fits),
        "derived.most_sentence": max(fit.sentence for fit in fits),
        "derived.same_sentence": float(len(sentences) == 1),
        "derived.of_direct": float(role in {Role.DIFFERENCE, Role.CHANGE}),
    }


def _others(weighed: Weighed, all_weighed: Sequence[Weighed]) -> Figures:
    """Return how a number stands to the others of its statement: their places, any crossing."""
    start = weighed.stated.frame.start
    at = next(place for place, w in enumerate(all_weighed) if w.stated.frame.start == start)
    near = all_weighed[max(0, at - MOST_BESIDE) : at + MOST_BESIDE + 1]
    rest = [w for w in near if w.stated.frame.start != start]
    found = [w for w in rest if w.direct]
    # What a lone number has is what speaks for none of the two: its being alone tells nothing.
    figures = {
        "others.same_sentence": 1.0,
        "others.found": 1.0,
        "others.cross": -1.0,
        "others.local": 0.0,
        "others.operand": float(any(_is_operand(weighed, w) for w in rest)),
    }
    if rest and weighed.derivations.found and not weighed.direct:
        figures["others.found"] = len(found) / len(rest)
    if not weighed.direct or not found:
        return figures
    best = weighed.direct[0]
    position = best.frame.position
    together = [any(direct.frame.position == position for direct in w.direct) for w in found]
    theirs = [w.direct[0].frame for w in found]
    beside = [f for f in theirs if f.position == position and f is not best.frame]
    votes = (local_vote(weighed.stated, best.frame, frame) for frame in beside)
    return figures | {
        "others.same_sentence": sum(together) / len(together),
        "others.cross": max(_crossing(weighed, best, w) for w in found),
        "others.local": min(votes, default=0.0),
    }


def _is_operand(weighed: Weighed, other: Weighed) -> bool:
    """Return whether another number of the statement is best derived from this one."""
    if not weighed.direct or other.direct or not other.derivations.found:
        return False
    mine = {id(direct.frame) for direct in weighed.direct}
    return any(id(o.frame) in mine for o in other.derivations.found[0].result.operands)


def _crossing(weighed: Weighed, best: Direct, other: Weighed) -> float:
    """Return by how much two stated numbers would fit better in each other's place."""
    theirs = other.direct[0]
    mine_there = _compared(weighed, theirs.frame)
    theirs_here = _compared(other, best.frame)
    if theirs.frame is best.frame or mine_there is None or theirs_here is None:
        return -1.0
    return total(mine_there.fit) + total(theirs_here.fit) - total(best.fit) - total(theirs.fit)


def _compared(weighed: Weighed, frame: Frame) -> Direct | None:
    """Return a number of the source as it was compared with a stated one, or None if it was not."""
    compared = (*weighed.direct, *weighed.taken, *weighed.rivals)
    return next((each for each in compared if each.frame is frame), None)


def _absence(weighed: Weighed) -> Figures:
    """Return what the nearest misses are where the source does not have a number."""
    frame, source = weighed.stated.frame, weighed.stated.source
    digits = digits_of(frame.quantity.text)
    return {
        "absent.amount": float(is_unexplained_amount(weighed)),
        "absent.digits": float(any(each in source.digits for each in digits)),
        "absent.slip": min((_slip(frame, rival) for rival in weighed.rivals), default=NAN),
    }


_COUNTED_BY_EYE = 10
_AMOUNTS = {
    QuantityKind.MONEY,
    QuantityKind.MEASURE,
    QuantityKind.PERCENT,
    QuantityKind.PERCENTAGE_POINT,
    QuantityKind.YEAR,
    QuantityKind.TEMPERATURE,
}


def is_unexplained_amount(weighed: Weighed) -> bool:
    """Return whether a source does not explain a number that is large or an amount."""
    if weighed.direct or weighed.derivations.found:
        return False
    quantity = weighed.stated.frame.quantity
    large = quantity.low is not None and abs(quantity.low) >= _COUNTED_BY_EYE
    return quantity.kind in _AMOUNTS or (large and not quantity.date)


def _slip(frame: Frame, rival: Direct) -> float:
    """Return how many digits differ between a stated number and another of its measure."""
    one, other = frame.quantity.low, rival.frame.quantity.low
    if one is None or other is None or rival.relation in BORNE_OUT:
        return NAN
    a, b = (str(abs(each)).replace(".", "") for each in (one, other))
    if len(a) != len(b) or len(a) < 2:
        return 9.0
    return float(sum(x != y for x, y in zip(a, b, strict=True)))
