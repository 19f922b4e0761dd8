"""How a computed number is written in a message: as many digits as its error leaves."""

from pipeline.checks.rounding import Measured


def figure(number: Measured) -> str:
    """Return the number with three digits, or all before the point, without zeros at the end."""
    places = max(0, 2 - max(0, number.value.adjusted())) if number.value else 0
    text = f"{number.value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
