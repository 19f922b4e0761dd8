"""How far a written number may be off the true one: half a unit of its last digit, more if hedged.

Results of arithmetic carry the errors of what went in: independent roundings add in quadrature, so
"from $10m to $15m" allows a rise of 41 to 59 percent, and a stated 40 is wrong.
"""

from decimal import Decimal
from typing import NamedTuple

from pipeline.numbers.reconcile.dimensions import factor
from schemas import Modifier, Quantity, QuantityKind

# "About 60 percent" is written of 57 as well; a twentieth is what hedges allow in the labelled
# statements that ship with the development data (nine in ten of them).
_HEDGE = Decimal("0.05")
_HEADS = 1000
"""Below it things that are counted are counted exactly: 22 of 32 members."""
_HEDGED = {Modifier.APPROXIMATE, Modifier.JUST_UNDER, Modifier.JUST_OVER}
_BOUNDS = {Modifier.AT_LEAST, Modifier.AT_MOST, Modifier.MORE_THAN, Modifier.LESS_THAN}


class Measured(NamedTuple):
    """A value with its error to either side, both in the base unit of its dimension."""

    value: Decimal
    error: Decimal

    def agrees(self, other: "Measured") -> bool:
        """Return whether the two may be the same number."""
        return abs(self.value - other.value) <= self.error + other.error

    def minus(self, other: "Measured") -> "Measured":
        """Return the difference."""
        return Measured(self.value - other.value, _quadrature(self.error, other.error))

    def plus(self, other: "Measured") -> "Measured":
        """Return the sum."""
        return Measured(self.value + other.value, _quadrature(self.error, other.error))

    def over(self, other: "Measured") -> "Measured":
        """Return the quotient; raises ZeroDivisionError where the other is zero."""
        if not other.value:
            raise ZeroDivisionError("a share of nothing")
        ratio = self.value / other.value
        own = self.error / other.value
        others = ratio * other.error / other.value
        return Measured(ratio, _quadrature(own, others))

    def times(self, factor_: int) -> "Measured":
        """Return the value so many times."""
        return Measured(self.value * factor_, self.error * factor_)


def _quadrature(one: Decimal, other: Decimal) -> Decimal:
    return (one * one + other * other).sqrt()


def is_bound(quantity: Quantity) -> bool:
    """Return whether the words only bound the value, so that no arithmetic can be done with it."""
    return quantity.modifier in _BOUNDS


def is_hedged(quantity: Quantity) -> bool:
    """Return whether the words soften or bound the value: about 60, nearly 480, up to 500."""
    return quantity.modifier in _HEDGED | _BOUNDS


def measured(quantity: Quantity) -> Measured | None:
    """Return a quantity's one value with its error; None for a range, a bound or a vague number.

    A share "22 of 32" gives its part; its whole is exact.
    """
    value = quantity.value
    if value is None or is_bound(quantity) or quantity.kind is QuantityKind.VAGUE:
        return None
    hedge = abs(value) * _HEDGE if quantity.modifier in _HEDGED else Decimal(0)
    error = max(_last_digit(quantity, value) / 2, hedge)
    return Measured(value * factor(quantity), error * factor(quantity))


def _last_digit(quantity: Quantity, value: Decimal) -> Decimal:
    """Return the unit of the last digit that is meant.

    Zeros at the end may be digits that were measured: two digits at least are taken to be. Heads
    are counted exactly, up to a thousand.
    """
    step = quantity.step or Decimal(0)
    heads = quantity.kind in {QuantityKind.COUNT, QuantityKind.RATIO, QuantityKind.AGE}
    if heads and abs(value) < _HEADS and value == value.to_integral_value():
        return Decimal(0)
    if not value:
        return min(step, Decimal(1))
    two_digits = Decimal(1).scaleb(value.adjusted() - 1)
    return min(step, two_digits)
