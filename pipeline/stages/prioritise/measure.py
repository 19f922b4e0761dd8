"""Measure: what a figure is of, in the article's words."""

from pipeline.stages.prioritise.figure import Figure
from schemas import ChangeKind, ClaimType, Measure, Part, Quantity, QuantityKind

_CHANGES = {
    QuantityKind.PERCENT: ChangeKind.RELATIVE,
    QuantityKind.PERCENTAGE_POINT: ChangeKind.POINTS,
    QuantityKind.MULTIPLIER: ChangeKind.MULTIPLE,
}


def measure_of(figure: Figure) -> Measure:
    """Return what is measured, of whom, for what time, from what."""
    quantity = figure.quantity
    return Measure(
        measure=quantity.noun,
        population=None,
        period=quantity.period,
        baseline=None,
        change=_change(quantity),
    )


def _change(quantity: Quantity) -> ChangeKind | None:
    if quantity.part is not Part.CHANGE:
        return None
    return _CHANGES.get(quantity.kind, ChangeKind.ABSOLUTE)


def claim_type_of(figure: Figure) -> ClaimType:
    """Return what sort of numeric claim it is."""
    if any(flag.check == "C05" for flag in figure.flags):
        return ClaimType.COMPARISON
    if figure.quantity.kind is QuantityKind.RANGE:
        return ClaimType.INTERVAL
    if figure.quantity.kind in {QuantityKind.DURATION, QuantityKind.AGE}:
        return ClaimType.TEMPORAL
    return ClaimType.STATISTICAL
