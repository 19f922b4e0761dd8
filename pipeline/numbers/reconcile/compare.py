"""Comparing two quantities: does the one of the source bear out the one of the statement?

Values are compared as intervals. A statement is supported when every value that the source allows
lies in what the statement says: "nearly 480" bears out "under 480", not "more than 480".
"""

from decimal import Decimal

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.reconcile.ambiguous import meant_beside
from pipeline.numbers.reconcile.comparison import Comparison, quoted, spelling
from pipeline.numbers.reconcile.dimensions import dimension, may_share_noun
from pipeline.numbers.reconcile.intervals import ends, entails, equal, rounds_to, step
from pipeline.numbers.reconcile.moments import compare_moments
from pipeline.numbers.reconcile.results import compare_scores
from pipeline.numbers.reconcile.tons import as_tonnes, differ_in_tons, with_either_ton
from schemas import Modifier, Quantity, QuantityKind, Status

# Beyond the reach of every hedge, of a bound that is near, and of half a unit of time.
_FAR = Decimal("2.5")
# What a bare number may be of, where nothing says what it counts.
_UNSAID = {QuantityKind.AGE, QuantityKind.DURATION}
_PERIODS = {None, "second", "minute", "hour", "day", "week", "month", "year", "decade"}
_PERIODS_A_YEAR = {"day": 365, "week": 52, "month": 12, "year": 1}


def compare(stated: Quantity, source: Quantity) -> Comparison | None:
    """Return how the source quantity stands to the stated one; None where they have nothing to do."""
    if stated.date or source.date:
        return compare_moments(stated, source)
    if stated.low is None or source.low is None or stated.high is None or source.high is None:
        return None
    if source.kind is QuantityKind.RATIO and stated.kind is not QuantityKind.RATIO:
        return _part_or_whole(stated, source)
    if stated.kind is QuantityKind.RATIO and source.kind is not QuantityKind.RATIO:
        return _same_share(stated, source)
    if QuantityKind.SCORE in {stated.kind, source.kind}:
        return compare_scores(stated, source)
    if source.kind is QuantityKind.ORDINAL and stated.kind is not QuantityKind.ORDINAL:
        return _rank(stated, source)
    stated = meant_beside(stated, source)
    source = meant_beside(source, stated)
    if dimension(stated) != dimension(source):
        return _bare(stated, source) or _other_unit(stated, source)
    other_rate = stated.per != source.per and _comparable_rates(stated.per, source.per)
    if other_rate and not equal(stated, source):
        return _converted_period(stated, source)
    return _in_either_ton(stated, source) or _compare_values(stated, source)


def _in_either_ton(stated: Quantity, source: Quantity) -> Comparison | None:
    if not differ_in_tons(stated, source):
        return None
    return with_either_ton(_compare_values(as_tonnes(stated), as_tonnes(source)), source)


def _comparable_rates(one: str | None, other: str | None) -> bool:
    """Return whether two rates are by time, or by two units of one dimension: kWh and MWh."""
    if {one, other} <= _PERIODS:
        return True
    units = lexicon.UNITS.get(one or ""), lexicon.UNITS.get(other or "")
    return bool(units[0] and units[1] and units[0].dimension == units[1].dimension)


def _part_or_whole(stated: Quantity, source: Quantity) -> Comparison | None:
    """Find a count in "22 of 32"; the share that the two make is derived, with its formula shown."""
    if stated.kind is not QuantityKind.COUNT or stated.low not in {source.low, source.whole}:
        return None
    return Comparison(Status.EXACT, "exact", f"stands in {quoted(source)}")


def _same_share(stated: Quantity, source: Quantity) -> Comparison | None:
    """Compare "seven in ten" with 70%; "22 of 32" counts two things and is no percentage."""
    if dimension(source) != "percent" or source.kind is QuantityKind.RATIO:
        return None
    return _compare_values(stated, source)


def _rank(stated: Quantity, source: Quantity) -> Comparison | None:
    """Compare "five years in a row" with "the fifth year in a row"."""
    if stated.kind not in {QuantityKind.COUNT, QuantityKind.DURATION} or stated.low != source.low:
        return None
    return Comparison(Status.REFORMATTED, "reformatted", f"the source writes {quoted(source)}")


def _compare_values(stated: Quantity, source: Quantity) -> Comparison | None:
    if _far_apart(stated, source):
        return _other_measure(stated, source) or _same_digits(stated, source)
    if equal(stated, source):
        return _equal_values(stated, source)
    if rounds_to(source, stated):
        return Comparison(Status.ROUNDED, "rounded", f"from {quoted(source)}")
    if _moves_one_end(stated, source):
        return Comparison(Status.CHANGED, "range", f"the source says {quoted(source)}")
    if entails(stated, source):
        return Comparison(Status.WITHIN_BOUND, "within_bound", f"follows from {quoted(source)}")
    if (measure := _other_measure(stated, source)) is not None:
        return measure
    ranges = source.kind is QuantityKind.RANGE and stated.whole is None
    range_ends = {source.low, source.high} if ranges else set()
    if stated.value in range_ends and may_share_noun(stated, source):
        return Comparison(Status.CHANGED, "range_end", f"the source says {quoted(source)}")
    return _same_digits(stated, source)


def _moves_one_end(stated: Quantity, source: Quantity) -> bool:
    """Return whether a range keeps one end of the source's and moves the other further than rounding."""
    if not stated.kind is source.kind is QuantityKind.RANGE:
        return False
    apart = [abs(mine - theirs) for mine, theirs in zip(ends(stated), ends(source), strict=True)]
    return min(apart) == 0 and max(apart) > step(stated) / 2


def _other_measure(stated: Quantity, source: Quantity) -> Comparison | None:
    """Report the same digits in another unit of one dimension: 5 mg is no 5 kg."""
    same = (stated.low, stated.high, stated.whole) == (source.low, source.high, source.whole)
    if not same or stated.unit == source.unit:
        return None
    return Comparison(Status.CHANGED, "unit", f"the source says {quoted(source)}")


def _far_apart(stated: Quantity, source: Quantity) -> bool:
    """Return whether two single values are so far apart that no hedge or rounding joins them."""
    if stated.value is None or source.value is None:
        return False
    mine, theirs = abs(ends(stated)[0]), abs(ends(source)[0])
    return mine > theirs * _FAR or theirs > mine * _FAR


def _equal_values(stated: Quantity, source: Quantity) -> Comparison:
    """Compare the bounds of two equal values."""
    if stated.modifier is source.modifier:
        return spelling(stated, source)
    if entails(stated, source):
        return Comparison(Status.WITHIN_BOUND, "within_bound", f"follows from {quoted(source)}")
    soft = {Modifier.APPROXIMATE, Modifier.JUST_UNDER, Modifier.JUST_OVER}
    if stated.modifier is Modifier.NONE and source.modifier in soft:
        return Comparison(
            Status.ROUNDED,
            "hedge_dropped",
            f"the source says {quoted(source)}; the hedge is dropped",
        )
    dropped = stated.modifier is Modifier.NONE
    code = "bound_dropped" if dropped else "bound"
    return Comparison(Status.CHANGED, code, f"the source says {quoted(source)}")


def _bare(stated: Quantity, source: Quantity) -> Comparison | None:
    """Take a number that says not what it counts for an age, a length of time, points or degrees.

    "Dead at 90" is an age, "the Dow ended down 138" is points, "65 degrees" are of either scale.
    """
    for one, other in ((stated, source), (source, stated)):
        counts = one.kind is QuantityKind.COUNT and not one.noun
        unsaid = other.kind in _UNSAID or dimension(other) == "points"
        degrees = one.unit == "degree" and other.kind is QuantityKind.TEMPERATURE
        if not (counts and unsaid) and not degrees:
            continue
        alike = {"unit": other.unit, "noun": other.noun, "kind": other.kind}
        named = one.model_copy(update=alike)
        found = _compare_values(named, source) if one is stated else _compare_values(stated, named)
        return found if found and found.status.supported else None
    return None


def _other_unit(stated: Quantity, source: Quantity) -> Comparison | None:
    """Report the same number of something else: 5 km is no 5 years; "doubled" is no two."""
    if QuantityKind.MULTIPLIER in {stated.kind, source.kind}:
        return None
    if stated.low != source.low or stated.high != source.high or stated.whole != source.whole:
        return None
    if {dimension(stated), dimension(source)} == {"percent", "points"}:
        return Comparison(Status.CHANGED, "points", f"the source says {quoted(source)}")
    return Comparison(
        Status.ELSEWHERE, "unit", f"the source has this number only as {quoted(source)}"
    )


def _converted_period(stated: Quantity, source: Quantity) -> Comparison | None:
    """Compare $36 a week with about $1,870 a year."""
    if stated.per not in _PERIODS_A_YEAR or source.per not in _PERIODS_A_YEAR:
        return None
    times = Decimal(_PERIODS_A_YEAR[source.per]) / _PERIODS_A_YEAR[stated.per]
    values = [each * times for each in ends(source)]
    for value, wanted in zip(values, ends(stated), strict=True):
        if abs(value - wanted) > max(step(stated) / 2, abs(wanted) / 100):
            return None
    formula = (
        f"{source.text} × {times.normalize():f}"
        if times > 1
        else f"{source.text} / {(1 / times).normalize():f}"
    )
    shown = " to ".join(f"{value:.0f}" for value in sorted(set(values)))
    return Comparison(Status.DERIVED, "period_converted", f"{formula} = {shown}")


def _same_digits(stated: Quantity, source: Quantity) -> Comparison | None:
    """Report the same digits at another scale: 3.2 million for 3.2 billion."""
    if not stated.low or not source.low or stated.value is None or source.value is None:
        return None
    shift = stated.low / source.low
    power = abs(shift.adjusted()) if shift == Decimal(1).scaleb(shift.adjusted()) else 0
    digits = len(stated.low.normalize().as_tuple().digits)
    if power in {3, 6, 9} and (digits > 1 or stated.noun == source.noun):
        return Comparison(Status.CHANGED, "scale", f"the source says {quoted(source)}")
    return None
