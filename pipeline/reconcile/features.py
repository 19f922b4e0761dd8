"""Features: what is known of a stated number and its hypotheses, as figures for the judge.

None describes the form of the statement alone. A missing figure is NaN.
"""

import math
from collections.abc import Sequence

from pipeline.reconcile.align import Fit, local_vote
from pipeline.reconcile.derive import cue_near, nouns_agree, orientation, way_agrees
from pipeline.reconcile.direct import Direct
from pipeline.reconcile.frames import Frame, Role
from pipeline.reconcile.source import digits_of
from pipeline.reconcile.values import BORNE_OUT, POINTS_IN_TIME, Relation, apart
from pipeline.reconcile.weigh import MOST_BESIDE, Weighed
from schemas import QuantityKind

NAN = float("nan")
_KINDS = {kind: at for at, kind in enumerate(QuantityKind)}


def features(weighed: Weighed, all_weighed: Sequence[Weighed]) -> dict[str, float]:
    """Return the figures of one stated number by name; `all_weighed` are those of its statement."""
    row: dict[str, float] = {}
    row |= _number(weighed)
    row |= _direct(weighed)
    row |= _binding(weighed)
    row |= _competition(weighed)
    row |= _derivation(weighed)
    row |= _others(weighed, all_weighed)
    row |= _absence(weighed)
    return row


def _number(weighed: Weighed) -> dict[str, float]:
    frame = weighed.stated.frame
    value = frame.value
    return {
        "number.kind": float(_KINDS[frame.quantity.kind]),
        "number.digits": _digits(frame),
        "number.soft": float(frame.quantity.modifier.value != "none"),
        "number.role": float(frame.role),
        "number.way": float(frame.way),
        "number.size": math.log10(abs(value.low)) if value is not None and value.low else NAN,
        "number.missing": weighed.stated.missing,
    }


def _digits(frame: Frame) -> float:
    low = frame.quantity.low
    return float(len(low.normalize().as_tuple().digits)) if low is not None else NAN


def _direct(weighed: Weighed) -> dict[str, float]:
    best = weighed.direct[0] if weighed.direct else None
    row = {
        "direct.relation": float(best.relation) if best else NAN,
        "direct.form": float(best.form) if best else NAN,
        "direct.count": float(len(weighed.direct)),
        "direct.equal": float(sum(d.relation is Relation.EQUAL for d in weighed.direct)),
        "direct.headline": float(best.frame.position == 0) if best else NAN,
    }
    row |= _fit("direct", best.fit if best else None)
    for slot in ("near", "sentence", "touch", "names", "tight"):
        row[f"direct.most_{slot}"] = max(
            (getattr(d.fit, slot) for d in weighed.direct), default=NAN
        )
    same_text = best is not None and "".join(best.frame.quantity.text.lower().split()) == "".join(
        weighed.stated.frame.quantity.text.lower().split()
    )
    coverages = weighed.stated.coverages
    top = max(coverages, default=0.0)
    row["sentence.best"] = top
    row["sentence.margin"] = coverages[best.frame.position] - top if best else NAN
    row["sentence.rank"] = (
        float(sum(c > coverages[best.frame.position] for c in coverages)) if best else NAN
    )
    row["direct.apart"] = _apart(weighed.stated.frame, best.frame) if best else NAN
    row["direct.same_text"] = float(same_text) if best else NAN
    return row


_SLOTS = Fit._fields


def _fit(block: str, fit: Fit | None) -> dict[str, float]:
    return {f"{block}.{slot}": float(getattr(fit, slot)) if fit else NAN for slot in _SLOTS}


def _binding(weighed: Weighed) -> dict[str, float]:
    """Return how likely the words mean a number of the stated value, and how likely another."""
    own = [weighed.binding[id(each.frame)] for each in weighed.direct]
    other = [
        weighed.binding[id(each.frame)]
        for each in weighed.rivals
        if id(each.frame) in weighed.binding
    ]
    row = {
        "binding.own": max((score for score, _ in own), default=NAN),
        "binding.chance": sum(chance for _, chance in own) if own else NAN,
        "binding.other": max((score for score, _ in other), default=NAN),
        "binding.other_chance": max((chance for _, chance in other), default=NAN),
    }
    row["binding.margin"] = row["binding.own"] - row["binding.other"]
    return row


def _competition(weighed: Weighed) -> dict[str, float]:
    rivals = [each for each in weighed.rivals if is_rival(weighed.stated.frame, each)]
    best = weighed.direct[0].fit if weighed.direct else None
    row = {"rivals.count": float(len(rivals))}
    if not rivals:
        row |= dict.fromkeys(_RIVAL_NAMES, NAN)
        return row
    top = rivals[0]
    row["rivals.near"] = top.fit.near
    row["rivals.relation"] = float(top.relation)
    row["rivals.noun"] = float(top.fit.noun)
    row["rivals.time"] = float(top.fit.time)
    row["rivals.apart"] = _apart(weighed.stated.frame, top.frame)
    row["rivals.conflict"] = max(
        (r.fit.near for r in rivals if r.relation < Relation.NEAR), default=NAN
    )
    for slot in ("near", "tight", "sentence", "touch", "names", "wide"):
        most = max(getattr(r.fit, slot) for r in rivals)
        row[f"rivals.most_{slot}"] = most
        row[f"margin.{slot}"] = getattr(best, slot) - most if best else NAN
    same = [r for r in rivals if r.fit.noun >= 0]
    row["margin.near_same_noun"] = (
        best.near - max(r.fit.near for r in same) if best and same else NAN
    )
    if best is None:
        row |= dict.fromkeys(
            (
                "slots.time",
                "slots.names",
                "slots.noun",
                "slots.role",
                "slots.way",
                "slots.base",
                "margin.rank",
                "margin.total",
                "margin.same_sentence",
                "margin.local",
            ),
            NAN,
        )
        return row
    own = total(best)
    row["margin.rank"] = float(sum(total(r.fit) > own for r in rivals))
    row["margin.total"] = own - max(total(r.fit) for r in rivals)
    at = weighed.direct[0].frame.position
    beside = [r for r in rivals if r.frame.position == at]
    row["margin.same_sentence"] = best.near - max((r.fit.near for r in beside), default=NAN)
    stated, own_frame = weighed.stated, weighed.direct[0].frame
    row["margin.local"] = min((local_vote(stated, own_frame, r.frame) for r in beside), default=NAN)
    close = [r for r in rivals if r.fit.near >= best.near - 0.15]
    for slot in ("time", "noun", "role", "way", "base"):
        verdict = max((getattr(r.fit, slot) for r in close), default=NAN)
        row[f"slots.{slot}"] = getattr(best, slot) - verdict
    row["slots.names"] = best.names - max((r.fit.names for r in close), default=NAN)
    return row


_RIVAL_NAMES = (
    "rivals.near", "rivals.relation", "rivals.noun", "rivals.time", "rivals.apart", "rivals.conflict",
    *(f"{block}{slot}" for slot in ("near", "tight", "sentence", "touch", "names", "wide") for block in ("rivals.most_", "margin.")),
    "margin.near_same_noun", "margin.rank", "margin.total", "margin.same_sentence", "margin.local",
    "slots.time", "slots.names", "slots.noun", "slots.role", "slots.way", "slots.base",
)  # fmt: skip


def total(fit: Fit) -> float:
    """Return one figure for how well two numbers fit, for ranking rivals."""
    slots = fit.noun + fit.time + fit.role + fit.way + fit.base + fit.per
    return fit.near + 0.35 * fit.sentence + 0.15 * fit.touch + 0.3 * fit.names + 0.1 * slots


def is_rival(stated: Frame, each: Direct) -> bool:
    """Return whether a number of the source could stand where the stated one does."""
    if each.form:
        return False
    one, other = stated.quantity.kind, each.frame.quantity.kind
    if stated.quantity.kind in POINTS_IN_TIME:
        return one is other or (one in POINTS_IN_TIME and other in POINTS_IN_TIME)
    return (
        other not in {QuantityKind.ORDINAL, QuantityKind.IDENTIFIER}
        and each.relation is not Relation.UNIT
    )


def _apart(stated: Frame, other: Frame) -> float:
    if stated.value is None or other.value is None:
        return NAN
    return min(apart(stated.value, other.value), 2.0)


def _derivation(weighed: Weighed) -> dict[str, float]:
    best = weighed.derivations.found[0] if weighed.derivations.found else None
    names = (
        "op", "score", "close", "near", "least_near", "sentence", "spread", "cue", "noun", "way", "said", "operands",
        "count", "same_sentence", "time", "names", "second", "mood", "role", "of_direct", "orient", "most_sentence",
    )  # fmt: skip
    row = {f"derived.{name}": NAN for name in names}
    row["derived.count"] = float(len(weighed.derivations.found))
    row["derived.chance"] = math.log1p(weighed.derivations.chance)
    row["derived.opposed"] = float(min(weighed.derivations.opposed, 5))
    if best is None:
        return row
    frames = [o.frame for o in best.result.operands]
    fits = best.fits
    row |= {
        "derived.op": float(best.result.op),
        "derived.score": best.score,
        "derived.close": best.closeness,
        "derived.near": sum(f.near for f in fits) / len(fits),
        "derived.least_near": min(f.near for f in fits),
        "derived.sentence": sum(f.sentence for f in fits) / len(fits),
        "derived.most_sentence": max(f.sentence for f in fits),
        "derived.spread": float(max(f.position for f in frames) - min(f.position for f in frames)),
        "derived.cue": float(cue_near(weighed.stated, best.result.op)),
        "derived.noun": float(nouns_agree(weighed.stated.frame, best.result)),
        "derived.way": float(way_agrees(weighed.stated.frame, best.result)),
        "derived.said": float(best.stated),
        "derived.orient": orientation(weighed.stated, best.result),
        "derived.operands": float(len(fits)),
        "derived.same_sentence": float(len({f.position for f in frames}) == 1),
        "derived.time": float(min(f.time for f in fits)),
        "derived.names": min(f.names for f in fits),
        "derived.second": best.score - weighed.derivations.found[1].score
        if len(weighed.derivations.found) > 1
        else NAN,
        "derived.mood": float(min(f.mood for f in fits)),
        "derived.role": float(max(f.role for f in fits)),
        "derived.of_direct": float(_wants_derivation(weighed.stated.frame)),
    }
    return row


def _wants_derivation(frame: Frame) -> bool:
    return frame.role in {Role.DIFFERENCE, Role.CHANGE}


def _others(weighed: Weighed, all_weighed: Sequence[Weighed]) -> dict[str, float]:
    """Return how a number stands to the others of its statement: where they are, whether they crossed."""
    best = weighed.direct[0] if weighed.direct else None
    at = next(
        place
        for place, w in enumerate(all_weighed)
        if w.stated.frame.start == weighed.stated.frame.start
    )
    near = all_weighed[max(0, at - MOST_BESIDE) : at + MOST_BESIDE + 1]
    rest = [w for w in near if w.stated.frame.start != weighed.stated.frame.start]
    # What a lone number has is what speaks for none of the two: its being alone tells nothing.
    row = {
        "others.same_sentence": 1.0,
        "others.found": 1.0,
        "others.nearest": 0.0,
        "others.cross": -1.0,
        "others.local": 0.0,
    }
    found = [w for w in rest if w.direct]
    if rest and weighed.derivations.found and not weighed.direct:
        row["others.found"] = len(found) / len(rest)
    row["others.operand"] = float(any(_is_operand(weighed, w) for w in rest))
    if best is None or not found:
        return row
    gaps = [min(abs(d.frame.position - best.frame.position) for d in w.direct) for w in found]
    row["others.nearest"] = float(min(*gaps, 6))
    row["others.same_sentence"] = sum(gap == 0 for gap in gaps) / len(gaps)
    row["others.cross"] = max(_crossing(weighed, best, w) for w in found)
    theirs = [w.direct[0].frame for w in found]
    beside = [f for f in theirs if f.position == best.frame.position and f is not best.frame]
    row["others.local"] = min(
        (local_vote(weighed.stated, best.frame, each) for each in beside), default=0.0
    )
    return row


def _is_operand(weighed: Weighed, other: Weighed) -> bool:
    """Return whether another number of the statement is best explained by arithmetic on this one."""
    if not weighed.direct or other.direct or not other.derivations.found:
        return False
    mine = {id(d.frame) for d in weighed.direct}
    return any(id(o.frame) in mine for o in other.derivations.found[0].result.operands)


def _crossing(weighed: Weighed, best: Direct, other: Weighed) -> float:
    """Return by how much two stated numbers would fit better in each other's place."""
    theirs = other.direct[0]
    if theirs.frame is best.frame:
        return -1.0
    mine_there = next((r for r in weighed_all(weighed) if r.frame is theirs.frame), None)
    theirs_here = next((r for r in weighed_all(other) if r.frame is best.frame), None)
    if mine_there is None or theirs_here is None:
        return -1.0
    return total(mine_there.fit) + total(theirs_here.fit) - total(best.fit) - total(theirs.fit)


def weighed_all(weighed: Weighed) -> tuple[Direct, ...]:
    """Return all numbers of the source that were compared with a stated one."""
    return (*weighed.direct, *weighed.taken, *weighed.rivals)


def _absence(weighed: Weighed) -> dict[str, float]:
    """Return what the nearest misses are where the source does not have a number."""
    frame, source = weighed.stated.frame, weighed.stated.source
    nearest = min(
        (
            _apart(frame, r.frame)
            for r in weighed.rivals
            if r.relation in {Relation.NEAR, Relation.OTHER}
        ),
        default=NAN,
    )
    slip = min((_slip(frame, r) for r in weighed.rivals), default=NAN)
    relations = {r.relation for r in weighed.rivals}
    digits = frame.quantity.text
    found = [d for d in digits_of(digits) if d in source.digits]
    return {
        "absent.nearest": nearest,
        "absent.slip": slip,
        "absent.scale": float(Relation.SCALE in relations),
        "absent.unit": float(Relation.UNIT in relations),
        "absent.points": float(Relation.POINTS in relations),
        "absent.way": float(Relation.WAY in relations),
        "absent.part": float(Relation.PART in relations),
        "absent.amount": float(is_unexplained_amount(weighed)),
        "absent.bound": float(Relation.BOUND in relations),
        "absent.range": float(Relation.RANGE in relations),
        "absent.digits": float(bool(found)),
        "absent.explained": float(bool(weighed.direct))
        + 2 * float(bool(weighed.derivations.found)),
        "absent.wide": max((r.fit.wide for r in (*weighed.direct, *weighed.rivals)), default=NAN),
    }


_COUNTED_BY_EYE = 10
_AMOUNTS = {
    QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT,
    QuantityKind.YEAR, QuantityKind.TEMPERATURE,
}  # fmt: skip


def is_unexplained_amount(weighed: Weighed) -> bool:
    """Return whether a source explains a number in no way, and it is one that nobody counts up by eye."""
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
