"""Dimensions: what a quantity measures, and how large its unit is; like is compared with like."""

from decimal import Decimal

from pipeline.numbers.grammar import lexicon
from pipeline.text.remembered import remembered
from pipeline.text.words import content_stems
from schemas import Quantity, QuantityKind

_SHARES = {QuantityKind.RATIO, QuantityKind.FRACTION}
_TIMES = {"times", "occasions"}
_POINTS = {"point", "points"}
_BARE_TONS = {"ton", "tons"}


def dimension(quantity: Quantity) -> str:
    """Return what a quantity measures: percent, points, time, a currency, a count."""
    return "percent" if quantity.kind in _SHARES else measure_of(quantity.unit, quantity.noun)[0]


def factor(quantity: Quantity) -> Decimal:
    """Return what one of the quantity's unit is in the base unit of its dimension."""
    return measure_of(quantity.unit, quantity.noun)[1]


def share_noun(one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers count things of one name; where one names nothing, they do not."""
    return bool(set(content_stems(one.noun or "")) & set(content_stems(other.noun or "")))


def as_tonnes(quantity: Quantity) -> Quantity:
    """Return bare tons as the tonnes that news means by them; anything else as it is."""
    if quantity.unit != "ton" or (quantity.unit_text or "ton").lower() not in _BARE_TONS:
        return quantity
    return quantity.model_copy(update={"unit": "tonne"})


@remembered
def measure_of(name: str | None, noun: str | None) -> tuple[str, Decimal]:
    """Return the dimension and the factor of a unit; of a count, of the last word of its noun.

    The days of "8 anxious days" are a length of time, the day of "one lunar day" is counted.
    """
    if name is not None:
        unit = lexicon.UNITS.get(name)
        return (unit.dimension, unit.factor) if unit else (name, Decimal(1))
    last = (noun or "").lower().rpartition(" ")[2]
    if last in _TIMES or last in _POINTS:
        return ("times" if last in _TIMES else "points"), Decimal(1)
    unit = lexicon.UNITS.get(last)
    if unit is not None and unit.dimension in lexicon.DURATIONS and last.endswith("s"):
        return unit.dimension, unit.factor
    return "count", Decimal(1)
