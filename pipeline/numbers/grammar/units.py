"""Units: what a numeral is measured in, read behind it.

::

    unit = "%" | "per cent" | "percentage points" | "°"? scale | currency
         | measure, in one word or several | time unit ("-"? "old")?
"""

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.currencies import read_currency_behind
from pipeline.numbers.grammar.reading import UnitRead
from pipeline.numbers.grammar.tokens import DASHES, Tokens, find_longest
from schemas import QuantityKind

_BETWEEN = {"consecutive", "straight", "previous", "full", "more", "additional", "whole", "long"}
_SCALES = {
    "c": "celsius",
    "celsius": "celsius",
    "f": "fahrenheit",
    "fahrenheit": "fahrenheit",
}
# Behind "12 m" these say that it is metres and no million.
_BEHIND_METRES = lexicon.STOPS | {"deep", "high", "tall", "long", "wide", "thick", "apart"}
_AGED = {"old", "olds", "old's", "old’s"}
_SCORED = lexicon.INDICES | lexicon.GAMES
_PERCENT_SIGNS = {"%", "percent", "percentage", "cent"}


def read_unit(tokens: Tokens, at: int) -> UnitRead | None:
    """Return the unit that starts at this token, or None."""
    if tokens[at].lower in _BETWEEN and _is_time(tokens, at + 1):
        at += 1  # "three consecutive years"
    return (
        _percent(tokens, at)
        or _temperature(tokens, at)
        or read_spelled(tokens, at)
        or read_currency_behind(tokens, at)
        or _measure(tokens, at)
    )


def read_part_unit(tokens: Tokens, at: int) -> UnitRead | None:
    """Return the unit that a part is of; of a point it is a percentage point.

    For a game is won by whole points.
    """
    if tokens[at].lower in {"point", "points"}:
        return UnitRead(QuantityKind.PERCENTAGE_POINT, "percentage_point", at + 1)
    return read_unit(tokens, at)


def _is_time(tokens: Tokens, at: int) -> bool:
    unit = lexicon.UNITS.get(tokens[at].lower)
    return unit is not None and unit.dimension in lexicon.DURATIONS


def _percent(tokens: Tokens, at: int) -> UnitRead | None:
    token, following = tokens[at], tokens[at + 1]
    if token.text in {"%", "٪"} or token.lower in {"percent", "pct"}:
        return UnitRead(QuantityKind.PERCENT, "percent", at + 1)
    if token.lower == "pc" and (token.glued or following.kind != "word"):
        return UnitRead(QuantityKind.PERCENT, "percent", at + 1)
    if token.lower == "bps" or (token.text in {"bp", "pp"} and token.glued):
        name = "percentage_point" if token.text == "pp" else "basis_point"
        return UnitRead(QuantityKind.PERCENTAGE_POINT, name, at + 1)
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

    A share moves by fewer than 100 points; "12 points, or 0.6%" are the points of an index.
    """
    if tokens.lowers(at + 1, 2) == (",", "or"):
        return False
    around = {tokens[index].lower for index in range(max(0, at - 60), at + 30)}
    whole = tokens[at - 1].text.partition(".")[0]
    small = not whole.isdecimal() or len(whole) < 3
    return small and bool(around & _PERCENT_SIGNS) and not around & _SCORED


def _temperature(tokens: Tokens, at: int) -> UnitRead | None:
    token = tokens[at]
    if token.text in {"C", "F"} and token.glued:
        return UnitRead(QuantityKind.TEMPERATURE, _SCALES[token.lower], at + 1)
    if token.text == "°" or token.lower in {"degrees", "degree", "deg"}:
        named = _SCALES.get(tokens[at + 1].lower)
        return UnitRead(QuantityKind.TEMPERATURE, named or "degree", at + 1 + bool(named))
    return None


def read_spelled(tokens: Tokens, at: int) -> UnitRead | None:
    """Return the unit of several words or signs that is here: "nautical miles", "m2", "km/h"."""
    found = find_longest(tokens, at, lexicon.PHRASES.get(tokens[at].lower, ()))
    return UnitRead(QuantityKind.MEASURE, found[0].name, found[1]) if found else None


def _measure(tokens: Tokens, at: int) -> UnitRead | None:
    token = tokens[at]
    if token.text in _LETTERS and _is_divided(tokens, at + 1):
        return UnitRead(QuantityKind.MEASURE, _LETTERS[token.text], at + 1)
    if token.text in lexicon.UNIT_SYMBOLS:
        return UnitRead(QuantityKind.MEASURE, lexicon.UNIT_SYMBOLS[token.text].name, at + 1)
    after = tokens[at + 1]
    if token.text == "m" and (after.kind != "word" or after.lower in _BEHIND_METRES):
        return UnitRead(QuantityKind.MEASURE, "metre", at + 1)
    if token.lower in {"m", "g", "l", "b", "t"} or token.kind != "word":
        return UnitRead(QuantityKind.MEASURE, "gram", at + 1) if token.text == "g" else None
    unit = lexicon.UNITS.get(token.lower.replace(".", ""))  # "80 m.p.h."
    if unit is None:
        return None
    if unit.dimension in lexicon.DURATIONS:
        return _duration(tokens, at, unit.name)
    return UnitRead(QuantityKind.MEASURE, unit.name, at + 1)


# Symbols that mean a unit only where another unit divides it: 1.3 A/cm2, 12 g/l.
_LETTERS = {"A": "ampere", "J": "joule", "N": "newton", "g": "gram", "m": "metre", "l": "litre"}


def _is_divided(tokens: Tokens, at: int) -> bool:
    stroke, unit = tokens[at], tokens[at + 1]
    known = unit.lower in lexicon.UNITS or (unit.text in _LETTERS or unit.text in {"s", "h"})
    return stroke.text == "/" and stroke.glued and unit.glued and known


def _duration(tokens: Tokens, at: int, unit: str) -> UnitRead:
    """Read a time unit; with "old" behind it, an age."""
    dash = tokens[at + 1].text in DASHES and tokens[at + 1].glued
    if tokens[at + 1 + dash].lower in _AGED:
        return UnitRead(QuantityKind.AGE, unit, at + 2 + dash)
    if tokens.lowers(at + 1, 2) == ("of", "age"):
        return UnitRead(QuantityKind.AGE, unit, at + 3)
    return UnitRead(QuantityKind.DURATION, unit, at + 1)
