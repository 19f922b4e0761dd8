"""Measure: what a figure is of, of whom, for which time and from what, in the article's words."""

from pipeline.stages.prioritise.figure import SHARES, Figure
from pipeline.stages.prioritise.measured import TIMES, Measured
from schemas import ChangeKind, ClaimType, Measure, Part, Quantity, QuantityKind

_CHANGES = {
    QuantityKind.PERCENT: ChangeKind.RELATIVE,
    QuantityKind.PERCENTAGE_POINT: ChangeKind.POINTS,
    QuantityKind.MULTIPLIER: ChangeKind.MULTIPLE,
}
_COUNTS = {QuantityKind.COUNT, QuantityKind.VAGUE, QuantityKind.RANGE, QuantityKind.RATIO}
# A figure by itself has no change kind when it is a length of time, a rank or a name.
_AMOUNTS = {*_CHANGES, *_COUNTS, QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.DURATION}


def measure_of(figure: Figure) -> Measure:
    """Return what is measured, of whom, for what time, from what; None for what is not said."""
    around = Measured(figure.main.frame)
    quantity = figure.quantity
    change = _change(quantity)
    baseline = around.baseline() if change or quantity.direction else None
    period = None if quantity.kind in TIMES else around.period()
    if period and baseline and period in baseline and not period.startswith("since"):
        period = None  # it is that of the baseline; "since 2019" is both
    return Measure(
        measure=_measure(quantity, around),
        population=_population(quantity, around),
        period=period,
        baseline=baseline,
        change=change,
    )


def _change(quantity: Quantity) -> ChangeKind | None:
    """Return how a change is stated; None of what is none."""
    points = quantity.kind is QuantityKind.PERCENTAGE_POINT and quantity.direction is not None
    is_change = quantity.part is Part.CHANGE or points or quantity.kind is QuantityKind.MULTIPLIER
    if not is_change or quantity.kind not in _AMOUNTS:
        return None
    return _CHANGES.get(quantity.kind, ChangeKind.ABSOLUTE)


def _measure(quantity: Quantity, around: Measured) -> str | None:
    """Return what is measured; of a count what is counted, of a share what the sharers do."""
    noun = quantity.noun
    if quantity.kind in SHARES and (noun or quantity.kind is QuantityKind.RATIO):
        return around.predicate() or around.measured() or noun
    if noun and (quantity.kind in _COUNTS or quantity.kind is QuantityKind.MEASURE):
        return noun
    return around.measured() or noun


def _population(quantity: Quantity, around: Measured) -> str | None:
    """Return of whom or of what whole: the whole of a ratio, the noun of a share, the place."""
    if quantity.kind is QuantityKind.RATIO and quantity.whole:
        _, of, whole = " ".join(quantity.text.split()).partition("of ")
        named = f"{whole} {quantity.noun}" if of else quantity.noun  # "one in five"
        return named if quantity.noun else None
    if quantity.kind in SHARES and quantity.noun:
        place = around.text(around.behind_noun, around.place_from(around.behind_noun))
        return f"{quantity.noun} {place}".strip()
    is_distance = quantity.kind is QuantityKind.MEASURE and not quantity.noun
    return None if quantity.kind in TIMES or is_distance else around.place()


def claim_type_of(figure: Figure, measure: Measure) -> ClaimType:
    """Return what sort of numeric claim it is."""
    quantity = figure.quantity
    compares = quantity.kind is QuantityKind.MULTIPLIER or measure.baseline is not None
    if compares or any(flag.check == "C05" for flag in figure.flags):
        return ClaimType.COMPARISON
    if quantity.kind is QuantityKind.RANGE:
        return ClaimType.INTERVAL
    return ClaimType.TEMPORAL if quantity.kind in TIMES else ClaimType.STATISTICAL
