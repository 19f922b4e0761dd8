"""Comparing two quantities: does the one of the source bear out the one of the statement?

Values are compared as intervals. A statement is supported when every value that the source allows
lies in what the statement says: "nearly 480" bears out "under 480", not "more than 480".
"""

from dataclasses import dataclass
from decimal import Decimal

from pipeline.numbers import lexicon
from schemas import Direction, Modifier, Part, Quantity, QuantityKind, Status

_INFINITE = Decimal("Infinity")
# How far a hedge reaches, as a share of the value. "Nearly 480" was written of 452 to 479 in the
# labelled statements that ship with the development data; a tenth covers them.
_HEDGE = Decimal("0.1")
# A bound says something of the value only near it: "more than 5" is no report of 900.
_NEAR = Decimal("0.15")
_CLOSE = Decimal("0.04")
_PERIODS = {None, "second", "minute", "hour", "day", "week", "month", "year", "decade"}
_PERIODS_A_YEAR = {"day": 365, "week": 52, "month": 12, "year": 1}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one quantity of a source stands to one of a statement."""

    status: Status
    code: str
    reason: str


def compare(stated: Quantity, source: Quantity) -> Comparison | None:
    """Return how the source quantity stands to the stated one; None where they have nothing to do."""
    found = _compare(stated, source)
    if found is None or not found.status.supported:
        return found
    return _other_part(stated, source) or _other_way(stated, source) or found


def _other_part(stated: Quantity, source: Quantity) -> Comparison | None:
    """Report by for to: the source says how much it became, the statement how much it changed."""
    levels = {Part.LEVEL, Part.ORIGIN}
    swapped = (stated.part is Part.CHANGE and source.part in levels) or (
        stated.part in levels and source.part is Part.CHANGE
    )
    if not swapped:
        return None
    meant = "a change" if source.part is Part.CHANGE else "a level"
    return Comparison(Status.CHANGED, "by_to", f"in the source {_words(source)} is {meant}")


def _other_way(stated: Quantity, source: Quantity) -> Comparison | None:
    """Report rose for fell, where both say which way the same part of a change went."""
    ways = {stated.direction, source.direction}
    if (
        ways != {Direction.UP, Direction.DOWN}
        or stated.part is not source.part
        or stated.part is None
    ):
        return None
    went = "up" if source.direction is Direction.UP else "down"
    return Comparison(Status.CHANGED, "direction", f"in the source {_words(source)} is {went}")


def _compare(stated: Quantity, source: Quantity) -> Comparison | None:
    if stated.date or source.date:
        return _compare_dates(stated, source)
    if stated.low is None or source.low is None or stated.high is None or source.high is None:
        return None
    if source.kind is QuantityKind.RATIO and stated.kind is not QuantityKind.RATIO:
        return _part_or_whole(stated, source)
    if stated.kind is QuantityKind.RATIO and source.kind is not QuantityKind.RATIO:
        return _same_share(stated, source)
    if source.kind is QuantityKind.ORDINAL and stated.kind is not QuantityKind.ORDINAL:
        return _rank(stated, source)
    if _is_cents(stated, source):
        stated, source = _in_currency(stated, source.unit), _in_currency(source, stated.unit)
    if not _same_dimension(stated, source):
        return _bare(stated, source) or _other_unit(stated, source)
    periods = {stated.per, source.per} <= _PERIODS
    if (stated.per or source.per) and stated.per != source.per and periods:
        if _equal(stated, source):
            return _other_period(stated, source)
        return _converted_period(stated, source)
    return _compare_values(stated, source)


def _part_or_whole(stated: Quantity, source: Quantity) -> Comparison | None:
    """Find a count in "22 of 32"; the share that the two make is derived, with its formula shown."""
    if stated.kind is not QuantityKind.COUNT or stated.low not in {source.low, source.whole}:
        return None
    return Comparison(Status.EXACT, "exact", f"stands in {_words(source)}")


def _same_share(stated: Quantity, source: Quantity) -> Comparison | None:
    """Compare "seven in ten" with 70%; "22 of 32" counts two things and is no percentage."""
    if dimension(source) != "percent" or source.kind is QuantityKind.RATIO:
        return None
    return _compare_values(stated, source)


def _rank(stated: Quantity, source: Quantity) -> Comparison | None:
    """Compare "five years in a row" with "the fifth year in a row"."""
    if stated.kind not in {QuantityKind.COUNT, QuantityKind.DURATION} or stated.low != source.low:
        return None
    return Comparison(Status.REFORMATTED, "reformatted", f"the source writes {_words(source)}")


def _compare_values(stated: Quantity, source: Quantity) -> Comparison | None:
    if _equal(stated, source):
        return _equal_values(stated, source)
    if _rounds_to(source, stated):
        return Comparison(Status.ROUNDED, "rounded", f"from {_words(source)}")
    if _entails(stated, source):
        return Comparison(Status.WITHIN_BOUND, "within_bound", f"follows from {_words(source)}")
    if stated.unit != source.unit and (stated.low, stated.high) == (source.low, source.high):
        return Comparison(Status.CHANGED, "unit", f"the source says {_words(source)}")
    return _same_digits(stated, source)


def _equal_values(stated: Quantity, source: Quantity) -> Comparison:
    """Compare the bounds of two equal values."""
    if stated.modifier is source.modifier:
        return _spelling(stated, source)
    if _entails(stated, source):
        return Comparison(Status.WITHIN_BOUND, "within_bound", f"follows from {_words(source)}")
    soft = {Modifier.APPROXIMATE, Modifier.JUST_UNDER, Modifier.JUST_OVER}
    if stated.modifier is Modifier.NONE and source.modifier in soft:
        return Comparison(
            Status.ROUNDED,
            "hedge_dropped",
            f"the source says {_words(source)}; the hedge is dropped",
        )
    dropped = stated.modifier is Modifier.NONE
    code = "bound_dropped" if dropped else "bound"
    return Comparison(Status.CHANGED, code, f"the source says {_words(source)}")


def _spelling(stated: Quantity, source: Quantity) -> Comparison:
    same = "".join(stated.text.lower().split()) == "".join(source.text.lower().split())
    if same:
        return Comparison(Status.EXACT, "exact", "stands in the source")
    return Comparison(Status.REFORMATTED, "reformatted", f"the source writes {_words(source)}")


def _is_cents(stated: Quantity, source: Quantity) -> bool:
    """Return whether one is in cents and the other in a currency: 18 cents and €0.18."""
    money = stated.kind is source.kind is QuantityKind.MONEY
    return money and stated.unit != source.unit and "cent" in {stated.unit, source.unit}


def _in_currency(quantity: Quantity, unit: str | None) -> Quantity:
    """Return cents as a part of the currency that they are compared with."""
    if quantity.unit != "cent" or quantity.low is None or quantity.high is None:
        return quantity
    hundredth = Decimal("0.01")
    step = (quantity.step or Decimal(1)) * hundredth
    low, high = quantity.low * hundredth, quantity.high * hundredth
    return quantity.model_copy(update={"unit": unit, "low": low, "high": high, "step": step})


def _bare(stated: Quantity, source: Quantity) -> Comparison | None:
    """Take a number that says not what it counts for an age, a time or points: "dead at 90"."""
    pairs = ((stated, source), (source, stated))
    bare = any(a.kind is QuantityKind.COUNT and not a.noun and _is_left_out(b) for a, b in pairs)
    if not bare or (stated.low, stated.high) != (source.low, source.high):
        return None
    return Comparison(Status.REFORMATTED, "reformatted", f"the source writes {_words(source)}")


def _is_left_out(quantity: Quantity) -> bool:
    """Return whether what a number counts often goes without saying: years, points of an index."""
    points = quantity.kind is QuantityKind.COUNT and quantity.noun in {"point", "points"}
    return points or quantity.kind in {QuantityKind.AGE, QuantityKind.DURATION}


def _other_unit(stated: Quantity, source: Quantity) -> Comparison | None:
    """Report the same number of something else: 5 km is no 5 years."""
    if stated.low != source.low or stated.high != source.high or stated.whole != source.whole:
        return None
    return Comparison(
        Status.ELSEWHERE, "unit", f"the source has this number only as {_words(source)}"
    )


def _other_period(stated: Quantity, source: Quantity) -> Comparison:
    said = f"per {stated.per}" if stated.per else "without a period"
    meant = f"per {source.per}" if source.per else "without a period"
    if stated.per is None:
        return Comparison(Status.REFORMATTED, "period_dropped", f"the source gives it {meant}")
    return Comparison(Status.CHANGED, "period", f"stated {said}; the source gives it {meant}")


def _converted_period(stated: Quantity, source: Quantity) -> Comparison | None:
    """Compare $36 a week with about $1,870 a year."""
    if stated.per not in _PERIODS_A_YEAR or source.per not in _PERIODS_A_YEAR:
        return None
    times = Decimal(_PERIODS_A_YEAR[source.per]) / _PERIODS_A_YEAR[stated.per]
    value, wanted = _ends(source)[0] * times, _ends(stated)[0]
    if abs(value - wanted) > max(_step(stated) / 2, abs(wanted) / 100):
        return None
    formula = (
        f"{source.text} × {times.normalize():f}"
        if times > 1
        else f"{source.text} / {(1 / times).normalize():f}"
    )
    return Comparison(Status.DERIVED, "period_converted", f"{formula} = {value:.0f}")


def _same_digits(stated: Quantity, source: Quantity) -> Comparison | None:
    """Report the same digits at another scale: 3.2 million for 3.2 billion."""
    if not stated.low or not source.low or stated.value is None or source.value is None:
        return None
    shift = stated.low / source.low
    power = abs(shift.adjusted()) if shift == Decimal(1).scaleb(shift.adjusted()) else 0
    digits = len(stated.low.normalize().as_tuple().digits)
    if power in {3, 6, 9} and (digits > 1 or stated.noun == source.noun):
        return Comparison(Status.CHANGED, "scale", f"the source says {_words(source)}")
    return None


def _compare_dates(stated: Quantity, source: Quantity) -> Comparison | None:
    """Compare points in time: a date bears out its own parts, an interval its ends."""
    if not stated.date or not source.date:
        return None
    if stated.date == source.date:
        return _spelling(stated, source)
    if any(_is_part(stated.date, end) for end in source.date.split("/")):
        return Comparison(Status.REFORMATTED, "reformatted", f"part of {_words(source)}")
    return None


def _is_part(date: str, whole: str) -> bool:
    """Return whether all that a date says is said by another one; 5:30 by 17:30 as well."""
    if ":" in date and ":" in whole:
        return not date.startswith("0") and _on_twelve_hours(date) == _on_twelve_hours(whole)
    parts = _date_parts(date), _date_parts(whole)
    agree = [mine == theirs for mine, theirs in zip(*parts, strict=True) if mine]
    return bool(agree) and all(agree)


def _on_twelve_hours(clock: str) -> str:
    """Return a clock time as the face of a clock shows it; what is noted as 17:30 reads 5:30."""
    hours, _, rest = clock.partition(":")
    return f"{int(hours) % 12}:{rest}"


def _date_parts(date: str) -> tuple[str, str, str]:
    """Split an ISO date as far as it is known into year, month or quarter, and day."""
    if date[:1] in {"Q", "H"}:
        return "", date, ""
    if not date[:1].isdecimal() and not date.startswith("--"):
        return date, "", ""
    year, _, rest = ("", "", date[2:]) if date.startswith("--") else date.partition("-")
    month, _, day = rest.partition("-")
    return year, month, day


def _same_dimension(stated: Quantity, source: Quantity) -> bool:
    return dimension(stated) == dimension(source)


def dimension(quantity: Quantity) -> str:
    """Return what the quantity measures, so that only like is compared with like."""
    if quantity.kind in {QuantityKind.RATIO, QuantityKind.FRACTION}:
        return "percent"
    if quantity.unit in lexicon.UNITS:
        return lexicon.UNITS[quantity.unit].dimension
    if quantity.noun in {"point", "points"}:
        return "points"
    powers = {
        **{u.name: u for u in lexicon.SQUARED.values()},
        **{u.name: u for u in lexicon.CUBED.values()},
    }
    if quantity.unit in powers:
        return powers[quantity.unit].dimension
    return quantity.unit or "count"


def factor(quantity: Quantity) -> Decimal:
    """Return what one of the quantity's unit is in the base unit of its dimension."""
    for table in (lexicon.UNITS.values(), lexicon.SQUARED.values(), lexicon.CUBED.values()):
        for unit in table:
            if unit.name == quantity.unit:
                return unit.factor
    return Decimal(1)


def _ends(quantity: Quantity) -> tuple[Decimal, Decimal]:
    """Return low and high in the base unit; a share in percent."""
    low, high = quantity.low or Decimal(0), quantity.high or Decimal(0)
    if quantity.whole:
        return low / quantity.whole * 100, high / quantity.whole * 100
    scale = factor(quantity)
    return low * scale, high * scale


def _equal(stated: Quantity, source: Quantity) -> bool:
    """Return whether two values are the same; a conversion of units may round."""
    (low, high), (source_low, source_high) = _ends(stated), _ends(source)
    if stated.unit == source.unit or stated.whole or source.whole:
        return (low, high) == (source_low, source_high)
    reach = (
        max(_step(stated) / 2, abs(low) / 100) if factor(stated) != factor(source) else Decimal(0)
    )
    return abs(low - source_low) <= reach and abs(high - source_high) <= reach


def _step(quantity: Quantity) -> Decimal:
    if quantity.whole:
        return Decimal(1)
    return (quantity.step or Decimal(0)) * factor(quantity)


def _rounds_to(source: Quantity, stated: Quantity) -> bool:
    """Return whether the stated value is the source's, rounded to the digits that are stated.

    A rounding keeps at least two digits, or says that it is one ("about 500"), or is close.
    """
    exact = source.modifier in {Modifier.NONE, Modifier.EXACTLY} and stated.value is not None
    if not exact or source.value is None or _step(stated) <= _step(source):
        return False
    stated_value, source_value = _ends(stated)[0], _ends(source)[0]
    digits = len(stated.low.normalize().as_tuple().digits) if stated.low else 0
    hedged = stated.modifier is Modifier.APPROXIMATE
    apart = abs(stated_value - source_value)
    close = apart <= abs(source_value) * _CLOSE
    if stated.modifier not in {Modifier.NONE, Modifier.APPROXIMATE} or not (
        hedged or digits > 1 or close
    ):
        return False
    return apart <= _step(stated) / 2


def _entails(stated: Quantity, source: Quantity) -> bool:
    """Return whether all that the source allows lies within what is stated, and near its bound."""
    low, high = _allowed(source)
    stated_low, stated_high = _allowed(stated)
    if stated.modifier in {Modifier.NONE, Modifier.EXACTLY} and stated.value is not None:
        return False
    inside = stated_low <= low and high <= stated_high
    value, bound = _ends(source), _ends(stated)
    near = max(abs(value[0] - bound[0]), abs(value[1] - bound[1]))
    return inside and near <= _NEAR * max(abs(bound[0]), abs(bound[1]))


def _allowed(quantity: Quantity) -> tuple[Decimal, Decimal]:
    """Return the values that the words allow, as a closed interval."""
    low, high = _ends(quantity)
    reach = max(high * _HEDGE, _step(quantity) / 2)
    hair = max(abs(high), Decimal(1)) * Decimal("1e-9")
    match quantity.modifier:
        case Modifier.APPROXIMATE:
            return low - reach, high + reach
        case Modifier.JUST_UNDER:
            return low - reach, high - hair
        case Modifier.JUST_OVER:
            return low + hair, high + reach
        case Modifier.AT_LEAST:
            return low, _INFINITE
        case Modifier.MORE_THAN:
            return low + hair, _INFINITE
        case Modifier.AT_MOST:
            return -_INFINITE, high
        case Modifier.LESS_THAN:
            return -_INFINITE, high - hair
        case _:
            return low, high


def _words(quantity: Quantity) -> str:
    """Quote a quantity with what it counts: “some 500 drones and missiles”."""
    return f"“{quantity.label()}”"
