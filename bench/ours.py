"""Our reading of a text in the form that is scored."""

from typing import cast

from bench import newsquant
from bench.agreement import Reading, Value
from pipeline import find_quantities
from schemas import Modifier, Quantity, QuantityKind

# What NewsQuant does not call quantities, by the kind that we give it.
_NOT_ASKED = {"date", "year", "time", "ordinal", "score", "name"}
_SHARES = {QuantityKind.FRACTION, QuantityKind.RATIO}
_SIGNS = {
    Modifier.APPROXIMATE: "~",
    Modifier.JUST_UNDER: "~",
    Modifier.JUST_OVER: "~",
    Modifier.AT_LEAST: ">",
    Modifier.MORE_THAN: ">",
    Modifier.AT_MOST: "<",
    Modifier.LESS_THAN: "<",
}


def as_newsquant(text: str) -> list[Reading]:
    """Return the quantities as NewsQuant writes them: "from 75 to 45" is one range."""
    return [
        Reading(
            value=cast("Value", row["value"]),
            unit=cast("str | None", row["unit"]),
            modifier=cast("str", row["modifier"]),
        )
        for row in newsquant.extract(text)
        if row["kind"] not in _NOT_ASKED and row["value"] is not None
    ]


def as_read(text: str) -> list[Reading]:
    """Return every quantity as it stands in the text, names left out."""
    return [
        Reading(
            value=value,
            unit=_unit(quantity),
            modifier=_SIGNS.get(quantity.modifier, "="),
            start=quantity.span.start,
            end=quantity.span.end,
        )
        for quantity in find_quantities(text)
        if quantity.kind is not QuantityKind.IDENTIFIER and (value := _value(quantity)) is not None
    ]


def _value(quantity: Quantity) -> Value | None:
    low, high = quantity.low, quantity.high
    if low is None or high is None:
        return None
    if quantity.whole:
        return float(low / quantity.whole)
    return float(low) if low == high else (float(low), float(high))


def _unit(quantity: Quantity) -> str | None:
    if quantity.kind is QuantityKind.AGE:
        return f"{quantity.unit or 'year'} of age"
    measured = (quantity.unit or "").replace("_", " ")
    unit = "%" if quantity.kind in _SHARES else measured or quantity.noun
    return f"{unit} per {quantity.per}" if unit and quantity.per else unit
