"""Tons: news writes "tons" where it means metric ones, so 8.2m tons and 8.2m tonnes are one figure.

An American ton is a tenth lighter than a tonne. Which one a bare "ton" is, the words do not say: equal
digits are taken for the same figure, and the reason says what to make sure of. A ton that is said to
be short, or whose number was converted, is compared as what it is.
"""

from pipeline.numbers.reconcile.comparison import Comparison, quoted
from schemas import Quantity, Status

_BARE = {"ton", "tons"}
_SAME_DIGITS = {Status.EXACT, Status.REFORMATTED}


def as_tonnes(quantity: Quantity) -> Quantity:
    """Return bare tons as the tonnes that they may well be; anything else as it is."""
    if quantity.unit != "ton" or (quantity.unit_text or "ton").lower() not in _BARE:
        return quantity
    return quantity.model_copy(update={"unit": "tonne"})


def differ_in_tons(stated: Quantity, source: Quantity) -> bool:
    """Return whether one is in bare tons and the other in tonnes."""
    units = {as_tonnes(stated).unit, as_tonnes(source).unit}
    return stated.unit != source.unit and units == {"tonne"}


def with_either_ton(comparison: Comparison | None, source: Quantity) -> Comparison | None:
    """Return how tons compare when both are tonnes, the reason saying what is left to make sure of."""
    if comparison is None or not comparison.status.supported:
        return None
    doubt = "make sure that “tons” are metric"
    if comparison.status in _SAME_DIGITS:
        return Comparison(
            Status.REFORMATTED, "tons", f"the source writes {quoted(source)}; {doubt}"
        )
    return Comparison(comparison.status, comparison.code, f"{comparison.reason}; {doubt}")
