"""Arithmetic done for the checker: what follows from a figure."""

from pipeline.stages.prioritise.figure import Figure
from schemas import QuantityKind


def computed_of(figure: Figure) -> tuple[str, ...]:
    """Return each thing that follows, with its formula."""
    quantity = figure.quantity
    if quantity.kind is QuantityKind.RATIO and quantity.low is not None and quantity.whole:
        share = quantity.low / quantity.whole * 100
        return (f"{quantity.low:f} / {quantity.whole:f} = {share:.0f} %",)
    return ()
