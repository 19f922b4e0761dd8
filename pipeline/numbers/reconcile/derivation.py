"""A derivation: a value that follows from numbers of the source, with its formula and its places."""

from dataclasses import dataclass
from decimal import Decimal

from pipeline.numbers.reconcile.dimensions import factor
from schemas import Quantity, QuantityKind, TextSpan

_HOURS_MINUTES_SECONDS = 3


@dataclass(frozen=True, slots=True)
class Derivation:
    """A value in the base unit of its dimension (a share in percent): how it follows, from where."""

    value: Decimal
    formula: str
    places: tuple[TextSpan, ...]
    exact: bool = False
    """Whether the value is as exact as what it follows from, and would not be told rounded."""


def value_of(quantity: Quantity) -> Decimal:
    """Return a value in the base unit of its dimension; a share in percent."""
    low = quantity.low or Decimal(0)
    return low / quantity.whole * 100 if quantity.whole else low * factor(quantity)


def as_duration(quantity: Quantity) -> Quantity:
    """Return the time of a race, "2:19:52", as a length of time; anything else as it is."""
    parts = (quantity.date or "").split(":")
    if quantity.kind is not QuantityKind.TIME or len(parts) != _HOURS_MINUTES_SECONDS:
        return quantity
    seconds = Decimal(sum(int(part) * 60**place for place, part in enumerate(reversed(parts))))
    update = {"kind": QuantityKind.DURATION, "unit": "second", "date": None, "checkable": True}
    return quantity.model_copy(
        update={**update, "low": seconds, "high": seconds, "step": Decimal(1)}
    )


def words_of(quantity: Quantity) -> str:
    """Return the number as it is written, on one line."""
    return " ".join(quantity.text.split())


def shown(value: Decimal, stated: Quantity) -> str:
    """Return a derived value in the unit that was stated."""
    if stated.text.count(":") == _HOURS_MINUTES_SECONDS - 1:  # the time of a race
        return f"{int(value) // 3600}:{int(value) // 60 % 60:02}:{int(value) % 60:02}"
    plain = value / (factor(stated) or 1)
    return f"{plain.normalize():f}" if plain == plain.to_integral_value() else f"{plain:.2f}"
