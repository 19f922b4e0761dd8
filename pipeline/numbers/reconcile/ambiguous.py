"""Ambiguous units: what is meant beside the other number. Pounds are money or a mass, m is metres or a million."""

import re
from decimal import Decimal

from pipeline.numbers.reconcile.dimensions import dimension
from schemas import Quantity, QuantityKind

_CROWNS = frozenset({"NOK", "DKK", "SEK", "CZK", "ISK"})
_MILLION = Decimal(1_000_000)
_GLUED_M = re.compile(r"\dm$")


def meant_beside(quantity: Quantity, other: Quantity) -> Quantity:
    """Return a quantity in the unit that it must have if the other is the same; else as it is."""
    for reading in (_as_mass, _as_millions, _in_the_crowns_of, _in_currency):
        quantity = reading(quantity, other)
    return quantity


def _as_mass(quantity: Quantity, other: Quantity) -> Quantity:
    """Return pounds that were read as money as a mass, where the other number is one."""
    pounds = quantity.unit == "GBP" and "pound" in quantity.text.lower()
    if not pounds or dimension(other) != "mass":
        return quantity
    return quantity.model_copy(update={"kind": QuantityKind.MEASURE, "unit": "lb"})


def _as_millions(quantity: Quantity, other: Quantity) -> Quantity:
    """Return "2.08m" that was read as metres as millions, where the other number is money or a count."""
    large = other.kind in {QuantityKind.MONEY, QuantityKind.COUNT} and (other.low or 0) >= _MILLION
    glued = quantity.unit == "metre" and _GLUED_M.search(quantity.text)
    if not (large and glued) or quantity.low is None or quantity.high is None:
        return quantity
    low, high = quantity.low * _MILLION, quantity.high * _MILLION
    step = (quantity.step or Decimal(1)) * _MILLION
    update = {"kind": other.kind, "unit": other.unit, "low": low, "high": high, "step": step}
    return quantity.model_copy(update=update)


def _in_the_crowns_of(quantity: Quantity, other: Quantity) -> Quantity:
    """Return crowns, which several countries have, in those of the country that the other number names."""
    named = other.unit if other.unit in _CROWNS else None
    if quantity.unit != "kroner" or named is None:
        return quantity
    return quantity.model_copy(update={"unit": named})


def _in_currency(quantity: Quantity, other: Quantity) -> Quantity:
    """Return cents as a part of the currency that they are compared with: 18 cents and €0.18."""
    money = quantity.kind is other.kind is QuantityKind.MONEY
    cents = money and quantity.unit == "cent" != other.unit
    if not cents or quantity.low is None or quantity.high is None:
        return quantity
    hundredth = Decimal("0.01")
    step = (quantity.step or Decimal(1)) * hundredth
    low, high = quantity.low * hundredth, quantity.high * hundredth
    return quantity.model_copy(update={"unit": other.unit, "low": low, "high": high, "step": step})
