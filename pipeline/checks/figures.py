"""How a computed number is written in a message: as many digits as its error leaves."""

from pipeline.checks.rounding import Measured
from schemas import Quantity


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
