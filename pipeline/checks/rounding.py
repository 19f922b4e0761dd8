"""How far a written number may be off the true one: half a unit of its last digit, more if hedged.

Results of arithmetic carry the errors of what went in: independent roundings add in quadrature, so
"from $10m to $15m" allows a rise of 42 to 58 percent, and a stated 40 is wrong.
"""

from decimal import Decimal
from typing import NamedTuple

from pipeline.numbers.dimensions import factor
from pipeline.reconcile.values import LOWER, SOFT, UPPER
from schemas import Quantity, QuantityKind

# "About 60 percent" is written of 57 as well; a twentieth is what hedges allow in the labelled
# statements that ship with the development data (nine in ten of them). "About 3 percent" is written
# of 2.7: a hedged number of one digit may be off by half of that, up to a tenth.
_HEDGE, _MOST_HEDGE = Decimal("0.05"), Decimal("0.1")
_HEADS = 1000
"""Below it things that are counted are counted exactly: 22 of 32 members."""
_HEDGES = SOFT | LOWER | UPPER
_COUNTED = {QuantityKind.COUNT, QuantityKind.RATIO, QuantityKind.AGE}
_WORD_OF = Decimal("0.1")
"""A tenth: "doubled" is said of 1.8 to 2.2 times; of "nine times" half a time is the most."""
_HALF = Decimal("0.5")
_HUNDRED = Decimal(100)
_PRICE = 10_000


class Measured(NamedTuple):
    """A value with its error to either side, both in the base unit of its dimension."""

    value: Decimal
    error: Decimal

    def agrees(self, other: "Measured") -> bool:
        """Return whether the two may be the same number."""
        return abs(self.value - other.value) <= self.error + other.error

    @property
    def size(self) -> "Measured":
        """The value without its sign."""
        return Measured(abs(self.value), self.error)

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
    return quantity.modifier in LOWER | UPPER


def is_hedged(quantity: Quantity) -> bool:
    """Return whether the words soften or bound the value: about 60, nearly 480, up to 500."""
    return quantity.modifier in _HEDGES


def measured(quantity: Quantity) -> Measured | None:
    """Return a quantity's one value with its error; None for a range, a bound or a vague number.

    A share "22 of 32" gives its part; its whole is exact.
    """
    return None if is_bound(quantity) else _nominal(quantity)


def share(quantity: Quantity) -> Measured | None:
    """Return a percentage, fraction or ratio in percent; None where it is none, or only a bound.

    "A third" and "one in three" reach half the way to a fourth; "22 of 32" is exact.
    """
    return None if is_bound(quantity) else _share(quantity)


def admits(stated: Quantity, computed: Measured) -> bool:
    """Return whether a stated number, or share in percent, allows what the arithmetic gives.

    "More than 40%" allows all that is not clearly below. A number that cannot be judged allows all.
    """
    value = _share(stated) if stated.kind in _SHARES else _nominal(stated)
    if value is None or value.agrees(computed):
        return True
    above = computed.value > value.value
    return stated.modifier in (LOWER if above else UPPER)


def may_agree(one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers may be one, as they are rounded and bounded; one may be cut off.

    "At least 24" does not agree with 20, and "up to 30" not with "up to 80".
    """
    mine, theirs = _nominal(one), _nominal(other)
    if mine is None or theirs is None:
        return True
    if one.modifier is other.modifier:
        return Measured(mine.value, mine.error * 2).agrees(theirs)
    wide = Measured(theirs.value, theirs.error * 2)
    return admits(one, wide) or admits(other, Measured(mine.value, mine.error * 2))


_SHARES = {QuantityKind.PERCENT, QuantityKind.FRACTION, QuantityKind.RATIO}


def _nominal(quantity: Quantity) -> Measured | None:
    """Return the value with its error, whatever bounds it."""
    value = quantity.value
    if value is None or quantity.kind is QuantityKind.VAGUE:
        return None
    if quantity.kind is QuantityKind.MULTIPLIER and not any(map(str.isdecimal, quantity.text)):
        return Measured(value, min(value * _WORD_OF, _HALF))
    error = _last_digit(quantity, value) / 2
    if quantity.modifier in SOFT:
        size = abs(value)
        rough = (quantity.step or Decimal(0)) / 2
        error = max(error, size * _HEDGE, min(size * _MOST_HEDGE, rough))
    return Measured(value * factor(quantity), error * factor(quantity))


def _share(quantity: Quantity) -> Measured | None:
    if quantity.kind is QuantityKind.PERCENT:
        return _nominal(quantity)
    if quantity.low is None or not quantity.whole:
        return None
    value = quantity.low / quantity.whole * _HUNDRED
    error = Decimal(0)
    if quantity.kind is QuantityKind.FRACTION or is_one_in(quantity):
        error = _HUNDRED / (2 * quantity.whole * (quantity.whole + 1))
    if is_hedged(quantity):
        error = max(error, value * _MOST_HEDGE)
    return Measured(value, error)


def is_one_in(quantity: Quantity) -> bool:
    """Return whether a ratio is a way to say a share, "one in five", and no count "22 of 32"."""
    words = quantity.text.lower()
    idiom = " in " in words or "-in-" in words or " every " in words
    return quantity.kind is QuantityKind.RATIO and idiom


def written_digits(quantity: Quantity) -> str:
    """Return the digits as they are written, from the first that is no zero."""
    return "".join(filter(str.isdecimal, quantity.text)).lstrip("0")


def _last_digit(quantity: Quantity, value: Decimal) -> Decimal:
    """Return the unit of the last digit that is meant.

    Zeros at the end may be digits that were measured: up to two written digits are taken to be, or
    three where the number is small enough to be a price. Heads are exact, up to a thousand.
    """
    step = quantity.step or Decimal(0)
    heads = quantity.kind in _COUNTED
    if heads and abs(value) < _HEADS and value == value.to_integral_value():
        return Decimal(0)
    if not value:
        return min(step, Decimal(1))
    written, most = len(written_digits(quantity)) or 1, 3 if abs(value) < _PRICE else 2
    return min(step, Decimal(1).scaleb(value.adjusted() + 1 - min(written, most)))


def figure(number: Measured) -> str:
    """Return the number with three digits, or all before the point, without zeros at the end."""
    places = max(0, 2 - max(0, number.value.adjusted())) if number.value else 0
    text = f"{number.value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure_like(number: Measured, stated: Quantity) -> str:
    """Return the number in whole units where that alone shows that it is not what was stated."""
    whole = stated.value is not None and stated.value == stated.value.to_integral_value()
    rounded = round(number.value)
    return str(rounded) if whole and rounded and rounded != stated.value else figure(number)
