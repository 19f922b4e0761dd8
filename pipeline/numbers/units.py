"""Units: what a numeral is measured in, read before it (currencies) or behind it.

::

    before  = "$" | "US$" | "$A" | "€" | "Rs" "."? | "USD" …
    behind  = "%" | "per cent" | "percentage points" | "°"? scale | currency word | "p"
            | measure, in one word or several | time unit ("-"? "old")?
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from pipeline.numbers import lexicon
from pipeline.numbers.tokens import Tokens
from schemas import QuantityKind

_T = TypeVar("_T")
DASHES = {"-", "–", "—", "‑", "−"}
_ONE, _MILLION = Decimal(1), Decimal(1_000_000)
_COUNTRIES = {"HK", "US", "NZ", "AU", "CA", "C", "NT", "MX"}
_BETWEEN = {"consecutive", "straight", "previous", "full", "more", "additional", "whole", "long"}
_SCALES = {
    "c": "celsius",
    "celsius": "celsius",
    "f": "fahrenheit",
    "fahrenheit": "fahrenheit",
}
_PERCENT_SIGNS = {"%", "percent", "percentage", "cent"}
_POUND_MASS = {"of", "heavier", "lighter", "per", "overweight"}
_WEIGHED = {"weigh", "weighs", "weighed", "weighing", "weight"}
# "Five million pounds of public money" is no weight.
_OF_MONEY = set(
    "money cash debt debts savings funding investment damage aid spending cuts tax".split()
)
_PRICED = {"kilo", "kg", "kilogram", "litre", "tonne", "head", "hour", "share", "night", "month"}
_PAID = {
    "fine",
    "note",
    "notes",
    "bill",
    "bonus",
    "prize",
    "loan",
    "fee",
    "grant",
    "deal",
    "deposit",
}


class UnitRead(NamedTuple):
    """A unit behind a numeral: `factor` is 0.01 for pence; `end` is the token after it."""

    kind: QuantityKind
    name: str
    end: int
    factor: Decimal = _ONE


def read_currency(tokens: Tokens, at: int) -> tuple[str | None, int]:
    """Return the currency that starts at this token and the token after it; None without one."""
    token, following = tokens[at], tokens[at + 1]
    near = following.glued or _is_country(tokens, at)
    if following.text == "$" and near and token.lower in lexicon.DOLLARS:
        return lexicon.DOLLARS[token.lower], at + 2
    if following.text == "$" and following.glued and token.text.upper() in lexicon.CODES:  # AUD$15
        return token.text.upper(), at + 2
    letters = following.glued and following.lower in lexicon.DOLLARS
    if token.text == "$" and letters and tokens[at + 2].kind == "numeral":
        return lexicon.DOLLARS[following.lower], at + 2
    if token.text in lexicon.SYMBOLS:
        return lexicon.SYMBOLS[token.text], at + 1
    if token.text in lexicon.CODES and following.kind == "numeral":
        return token.text, at + 1
    if token.text in lexicon.LETTERS and following.glued:
        sign = following.text == "=" and tokens[at + 2].glued  # "Y=28,030", as wires write ¥
        if tokens[at + 1 + sign].kind == "numeral":
            return lexicon.LETTERS[token.text], at + 1 + sign
    if token.lower in lexicon.PREFIXES and token.capitalised:
        dot = following.text == "." and following.glued
        return lexicon.PREFIXES[token.lower], at + 1 + dot
    return None, at


def _is_country(tokens: Tokens, at: int) -> bool:
    """Return whether letters name the country of a dollar sign apart from them: "HK $216,925".

    A and S are an article and a name at the start of a sentence, and currencies inside it.
    """
    before = tokens[at - 1]
    inside = before.kind == "word" and before.text.islower()
    return tokens[at].text in _COUNTRIES or (tokens[at].text in {"A", "S", "R"} and inside)


def read_country(tokens: Tokens, at: int, currency: str) -> tuple[str, int]:
    """Return whose dollars an amount is in, from behind it, and the token after: "$20 CAD"."""
    token = tokens[at]
    if currency != "USD":
        return currency, at
    if token.text in lexicon.CODES and token.text.endswith("D") and token.text != "USD":
        return token.text, at + 1
    named = _longest(tokens, at, lexicon.COUNTRIES.get(token.lower, ()))
    plain = token.capitalised and tokens[at + 1].kind != "word"
    return named if named is not None and plain else (currency, at)


def read_unit(tokens: Tokens, at: int) -> UnitRead | None:
    """Return the unit that starts at this token, or None."""
    if tokens[at].lower in _BETWEEN and _is_time(tokens, at + 1):
        at += 1  # "three consecutive years"
    return (
        _percent(tokens, at)
        or _temperature(tokens, at)
        or read_spelled(tokens, at)
        or _cash(tokens, at)
        or _measure(tokens, at)
    )


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
    return (
        small and bool(around & _PERCENT_SIGNS) and not around & (lexicon.INDICES | lexicon.GAMES)
    )


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
    if token.text in lexicon.SYMBOLS and tokens[at + 1].kind != "numeral":  # "10 €"
        return UnitRead(QuantityKind.MONEY, lexicon.SYMBOLS[token.text], at + 1)
    named = _longest(tokens, at, lexicon.CURRENCY_PHRASES.get(token.lower, ()))
    if named is not None:
        return UnitRead(QuantityKind.MONEY, *named)
    return _minor_unit(tokens, at) or _code(token.text, at + 1) or _currency_word(tokens, at)


def _minor_unit(tokens: Tokens, at: int) -> UnitRead | None:
    """Read cents, of no known currency, or pence, a hundredth of a pound."""
    token = tokens[at]
    if token.lower in lexicon.MINOR_UNITS:
        unit = lexicon.MINOR_UNITS[token.lower]
        factor = _ONE if unit == "cent" else Decimal("0.01")
        return UnitRead(QuantityKind.MONEY, unit, at + 1, factor)
    if token.text in {"c", "¢"} and token.glued:
        return UnitRead(QuantityKind.MONEY, "cent", at + 1)
    if token.text == "p" and token.glued:
        return UnitRead(QuantityKind.MONEY, "GBP", at + 1, Decimal("0.01"))
    return None


def _code(text: str, end: int) -> UnitRead | None:
    """Read a code, or one with the M of a million before it: "48 MEUR"."""
    if text in lexicon.CODES:
        return UnitRead(QuantityKind.MONEY, text, end)
    if text[:1] == "M" and text[1:] in lexicon.CODES:
        return UnitRead(QuantityKind.MONEY, text[1:], end, _MILLION)
    return None


def _currency_word(tokens: Tokens, at: int) -> UnitRead | None:
    """Read what a currency is called without its country, where it is no weight and no victory."""
    token = tokens[at]
    if token.lower in {"pound", "pounds"} and _is_weight(tokens, at):
        return UnitRead(QuantityKind.MEASURE, "lb", at + 1)
    if token.text == "won" and not _is_sum(tokens, at - 1):
        return None
    currency = lexicon.CURRENCY_WORDS.get(token.lower)
    return UnitRead(QuantityKind.MONEY, currency, at + 1) if currency else None


def _is_weight(tokens: Tokens, at: int) -> bool:
    """Return whether pounds weigh: 12 pounds of gold, weighs 200 pounds, a 7,000-pound pipe."""
    after = tokens[at + 1].lower
    joined = tokens[at].glued and tokens[at - 1].text in DASHES
    weighed = any(tokens[index].lower in _WEIGHED for index in range(at - 6, at))
    thing = joined and tokens[at + 1].kind == "word" and after not in _PAID | lexicon.STOPS
    money = after == "of" and not _OF_MONEY.isdisjoint(tokens.lowers(at + 2, 3))
    money = money or (after == "per" and tokens[at + 2].lower in _PRICED)
    return (after in _POUND_MASS and not money) or weighed or thing


def _is_sum(tokens: Tokens, at: int) -> bool:
    """Return whether a numeral ends here that is a sum of won and no number of winners."""
    return tokens[at].lower in lexicon.MAGNITUDES or len(tokens[at].text) > 3


_Phrases = Sequence[tuple[tuple[str, ...], _T]]


def _longest(tokens: Tokens, at: int, phrases: _Phrases[_T]) -> tuple[_T, int] | None:
    """Return what the first of the phrases that stands here means, and the token after it."""
    for words, meaning in phrases:
        end = at + 1
        for word in words[1:]:
            end += _joins(tokens, end)
            if tokens[end].lower != word or (not word[0].isalpha() and not tokens[end].glued):
                break
            end += 1
        else:
            return meaning, end
    return None


def _joins(tokens: Tokens, at: int) -> bool:
    """Return whether a sign stands between the words of one unit: kilowatt-hour, km/h, sq. ft."""
    sign, after = tokens[at], tokens[at + 1]
    dotted = sign.text == "." and tokens[at - 1].lower in {"sq", "cu", "fl"}
    return sign.glued and (dotted or (after.glued and sign.text in {*DASHES, "/", "⋅", "·"}))


def read_spelled(tokens: Tokens, at: int) -> UnitRead | None:
    """Return the unit of several words or signs that starts here: "nautical miles", "m2", "km/h"."""
    found = _longest(tokens, at, lexicon.PHRASES.get(tokens[at].lower, ()))
    return UnitRead(QuantityKind.MEASURE, found[0].name, found[1]) if found else None


def _measure(tokens: Tokens, at: int) -> UnitRead | None:
    token = tokens[at]
    if token.lower in {"yo", "y.o."}:
        return UnitRead(QuantityKind.AGE, "year", at + 1)
    if token.text in _LETTERS and _is_divided(tokens, at + 1):
        return UnitRead(QuantityKind.MEASURE, _LETTERS[token.text], at + 1)
    if token.text in lexicon.UNIT_SYMBOLS:
        return UnitRead(QuantityKind.MEASURE, lexicon.UNIT_SYMBOLS[token.text].name, at + 1)
    ends = tokens[at + 1].kind != "word" or tokens[at + 1].lower in lexicon.STOPS
    if token.text == "m" and ends:  # "12 m deep" and "12 m people" are left to the noun
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
    known = unit.lower in lexicon.UNITS or unit.text in {*_LETTERS, "s", "h"}
    return stroke.text == "/" and stroke.glued and unit.glued and known


def _duration(tokens: Tokens, at: int, unit: str) -> UnitRead:
    """Read a time unit; with "old" behind it, an age."""
    dash = tokens[at + 1].text in DASHES and tokens[at + 1].glued
    if tokens[at + 1 + dash].lower in {"old", "olds"}:
        return UnitRead(QuantityKind.AGE, unit, at + 2 + dash)
    if tokens.lowers(at + 1, 2) == ("of", "age"):
        return UnitRead(QuantityKind.AGE, unit, at + 3)
    return UnitRead(QuantityKind.DURATION, unit, at + 1)
