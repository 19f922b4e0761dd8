"""Units: what a numeral is measured in, read before it (currencies) or behind it.

::

    before  = "$" | "US$" | "$A" | "€" | "Rs" "."? | "USD" …
    behind  = "%" | "per cent" | "percentage points" | "°"? scale | currency word | "p"
            | ("square" | "cubic")? measure | time unit ("-"? "old")?
"""

from decimal import Decimal
from typing import NamedTuple

from pipeline.numbers import lexicon
from pipeline.numbers.tokens import Tokens
from schemas import QuantityKind

DASHES = {"-", "–", "—", "‑", "−"}
_ONE = Decimal(1)
_BETWEEN = {"consecutive", "straight", "previous", "full", "more", "additional", "whole", "long"}
_SCALES = {
    "c": "celsius",
    "celsius": "celsius",
    "f": "fahrenheit",
    "fahrenheit": "fahrenheit",
}
_PERCENT_SIGNS = {"%", "percent", "percentage", "cent"}
_POUND_MASS = {"of", "heavier", "lighter", "per"}


class UnitRead(NamedTuple):
    """A unit behind a numeral: `factor` is 0.01 for pence; `end` is the token after it."""

    kind: QuantityKind
    name: str
    end: int
    factor: Decimal = _ONE


def read_currency(tokens: Tokens, at: int) -> tuple[str | None, int]:
    """Return the currency that starts at this token and the token after it; None without one."""
    token, following = tokens[at], tokens[at + 1]
    near = following.glued or token.text in {"HK", "US", "NZ", "AU", "CA"}  # "HK $216,925"
    if following.text == "$" and near and token.lower in lexicon.DOLLARS:
        return lexicon.DOLLARS[token.lower], at + 2
    letters = following.glued and following.lower in lexicon.DOLLARS
    if token.text == "$" and letters and tokens[at + 2].kind == "numeral":
        return lexicon.DOLLARS[following.lower], at + 2
    if token.text in lexicon.SYMBOLS:
        return lexicon.SYMBOLS[token.text], at + 1
    if token.text in lexicon.CODES and following.kind == "numeral":
        return token.text, at + 1
    if token.text == "R" and following.kind == "numeral" and following.glued:
        return "ZAR", at + 1
    if token.lower in lexicon.PREFIXES and token.capitalised:
        dot = following.text == "." and following.glued
        return lexicon.PREFIXES[token.lower], at + 1 + dot
    return None, at


def read_unit(tokens: Tokens, at: int) -> UnitRead | None:
    """Return the unit that starts at this token, or None."""
    if tokens[at].lower in _BETWEEN and _is_time(tokens, at + 1):
        at += 1  # "three consecutive years"
    return (
        _percent(tokens, at)
        or _temperature(tokens, at)
        or _cash(tokens, at)
        or _power(tokens, at)
        or _measure(tokens, at)
    )


def _is_time(tokens: Tokens, at: int) -> bool:
    unit = lexicon.UNITS.get(tokens[at].lower)
    return unit is not None and unit.dimension in lexicon.DURATIONS


def _percent(tokens: Tokens, at: int) -> UnitRead | None:
    token, following = tokens[at], tokens[at + 1]
    if token.text in {"%", "٪"} or token.lower in {"percent", "pct"}:
        return UnitRead(QuantityKind.PERCENT, "percent", at + 1)
    if token.lower == "pc" and token.glued:
        return UnitRead(QuantityKind.PERCENT, "percent", at + 1)
    if (token.lower, following.lower) == ("per", "cent"):
        return UnitRead(QuantityKind.PERCENT, "percent", at + 2)
    if token.lower in {"percentage", "basis"} and following.lower in {"point", "points"}:
        name = "percentage_point" if token.lower == "percentage" else "basis_point"
        return UnitRead(QuantityKind.PERCENTAGE_POINT, name, at + 2)
    if token.lower in {"point", "points"} and _among_percentages(tokens, at):
        return UnitRead(QuantityKind.PERCENTAGE_POINT, "percentage_point", at + 1)
    return None


def _among_percentages(tokens: Tokens, at: int) -> bool:
    """Return whether "points" are percentage points: a percentage stands close by, and no index.

    A share moves by fewer than 100 points; "190 points, or 0.6%" are the points of an index.
    """
    around = {tokens[index].lower for index in range(max(0, at - 60), at + 30)}
    whole = tokens[at - 1].text.partition(".")[0]
    small = not whole.isdecimal() or len(whole) < 3
    return small and bool(around & _PERCENT_SIGNS) and not around & lexicon.INDICES


def _temperature(tokens: Tokens, at: int) -> UnitRead | None:
    token = tokens[at]
    if token.text in {"C", "F"} and token.glued:
        return UnitRead(QuantityKind.TEMPERATURE, _SCALES[token.lower], at + 1)
    if token.lower in {"degc", "degf"}:
        return UnitRead(QuantityKind.TEMPERATURE, _SCALES[token.lower[-1]], at + 1)
    if token.text == "°" or token.lower in {"degrees", "degree", "deg"}:
        named = _SCALES.get(tokens[at + 1].lower)
        return UnitRead(QuantityKind.TEMPERATURE, named or "degree", at + 1 + bool(named))
    return None


def _cash(tokens: Tokens, at: int) -> UnitRead | None:
    """Read a currency named behind the numeral: "45 billion kroner", "12 cents", "30p"."""
    token = tokens[at]
    if token.lower in lexicon.MINOR_UNITS:
        unit = lexicon.MINOR_UNITS[token.lower]
        factor = _ONE if unit == "cent" else Decimal("0.01")
        return UnitRead(QuantityKind.MONEY, unit, at + 1, factor)
    if token.text == "p" and token.glued:
        return UnitRead(QuantityKind.MONEY, "GBP", at + 1, Decimal("0.01"))
    if token.text in lexicon.CODES:
        return UnitRead(QuantityKind.MONEY, token.text, at + 1)
    if token.text[:1] == "M" and token.text[1:] in lexicon.CODES:  # MUSD
        return UnitRead(QuantityKind.MONEY, token.text[1:], at + 1, lexicon.SUFFIXES["m"])
    if token.lower in {"pound", "pounds"} and tokens[at + 1].lower in _POUND_MASS:
        return UnitRead(QuantityKind.MEASURE, "lb", at + 1)
    if token.lower in lexicon.CURRENCY_WORDS:
        return UnitRead(QuantityKind.MONEY, lexicon.CURRENCY_WORDS[token.lower], at + 1)
    return None


def _power(tokens: Tokens, at: int) -> UnitRead | None:
    """Read an area or a volume: "square miles", "sq m", "cubic feet", "32m2"."""
    token, following = tokens[at], tokens[at + 1]
    if token.lower in {"square", "sq", "cubic"}:
        dot = following.text == "." and following.glued
        word = tokens[at + 1 + dot].lower
        named = "metre" if word == "m" else getattr(lexicon.UNITS.get(word), "name", "")
        found = (lexicon.CUBED if token.lower == "cubic" else lexicon.SQUARED).get(named)
        return UnitRead(QuantityKind.MEASURE, found.name, at + 2 + dot) if found else None
    raised = following.glued and following.text in {"2", "3", "²", "³"}
    if raised and token.lower in {"m", "km", "ft"}:
        named = {"m": "metre", "km": "km", "ft": "foot"}[token.lower]
        table = lexicon.SQUARED if following.text in {"2", "²"} else lexicon.CUBED
        return UnitRead(QuantityKind.MEASURE, table[named].name, at + 2) if named in table else None
    return None


def _measure(tokens: Tokens, at: int) -> UnitRead | None:
    token = tokens[at]
    if token.lower in {"m", "g", "l", "b", "t"} or token.kind != "word":
        return UnitRead(QuantityKind.MEASURE, "gram", at + 1) if token.text == "g" else None
    unit = lexicon.UNITS.get(token.lower)
    if unit is None:
        return None
    if unit.dimension in lexicon.DURATIONS:
        return _duration(tokens, at, unit.name)
    speed = _SPEEDS.get((unit.name, *tokens.lowers(at + 1, 2)))
    if speed is not None:
        return UnitRead(QuantityKind.MEASURE, speed, at + 3)
    return UnitRead(QuantityKind.MEASURE, unit.name, at + 1)


_SPEEDS: dict[tuple[str, ...], str] = {
    ("km", "/", "h"): "km/h",
    ("km", "per", "hour"): "km/h",
    ("km", "an", "hour"): "km/h",
    ("mile", "per", "hour"): "mph",
    ("mile", "an", "hour"): "mph",
    ("km", "per", "second"): "km/s",
    ("metre", "per", "second"): "metre/s",
}


def _duration(tokens: Tokens, at: int, unit: str) -> UnitRead:
    """Read a time unit; with "old" behind it, an age."""
    dash = tokens[at + 1].text in DASHES and tokens[at + 1].glued
    if tokens[at + 1 + dash].lower in {"old", "olds"}:
        return UnitRead(QuantityKind.AGE, unit, at + 2 + dash)
    if tokens.lowers(at + 1, 2) == ("of", "age"):
        return UnitRead(QuantityKind.AGE, unit, at + 3)
    return UnitRead(QuantityKind.DURATION, unit, at + 1)
