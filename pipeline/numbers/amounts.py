"""Amounts: numerals with what they are measured in, alone or as a range.

::

    amount  = "between" single "and" single | single (("-" | "to") single)? | small "or" small
    single  = currency? numeral unit?
    unit    = "%" | "percentage points" | currency word | measure | "-"? time unit ("-old")?
    span    = ("in" | "within" | …) "a" time unit          "what it makes in a year"
"""

from dataclasses import replace
from decimal import Decimal

from pipeline.numbers import lexicon
from pipeline.numbers.numerals import Numeral, read_numeral
from pipeline.numbers.reading import Reading
from pipeline.numbers.tokens import Token, Tokens
from schemas import QuantityKind

_NOT_ONE = {"no", "any", "every", "the", "this", "that", "each", "which", "only", "another", "some"}
_AFTER_NO_ONE = {"another", "day", "thing", "way"}
_BEFORE_A_SPAN = set(
    "in within for over about nearly almost under than least take takes took roughly around".split()
)
_AFTER_A_MOMENT = {"ago", "earlier", "later", "before", "after", "on", "old"}
_DASHES = {"-", "–", "—", "‑"}


def read_amount(tokens: Tokens, at: int) -> Reading | None:
    """Return the amount or range of amounts that starts at this token, or None."""
    if tokens[at].lower == "between":
        return _between(tokens, at)
    first = _single(tokens, at)
    if first is None:
        return _article_span(tokens, at)
    return _range(tokens, first) or first


def _between(tokens: Tokens, at: int) -> Reading | None:
    first = _single(tokens, at + 1)
    if first is None or tokens[first.end].lower != "and":
        return None
    second = _single(tokens, first.end + 1)
    joined = _join(first, second) if second else None
    return replace(joined, start=at) if joined else None


def _range(tokens: Tokens, first: Reading) -> Reading | None:
    """Read the second end of a range, or of a score such as 112-108."""
    link = tokens[first.end]
    if link.text in _DASHES and link.glued and tokens[first.end + 1].glued:
        second = _single(tokens, first.end + 1)
        return _score(tokens, first, second) or _join(first, second) if second else None
    if link.lower == "to" and not _is_change(tokens, first):
        second = _single(tokens, first.end + 1)
        return _join(first, second) if second else None
    if link.lower == "or":
        second = _single(tokens, first.end + 1)
        neighbours = second and first.unit is None and second.low == (first.low or 0) + 1
        return _join(first, second) if second and neighbours else None
    return None


def _is_change(tokens: Tokens, first: Reading) -> bool:
    """Return whether "X to Y" is a change and not a range: "from 3 to 5"."""
    return "from" in {tokens[first.start - offset].lower for offset in (1, 2)}


def _join(first: Reading, second: Reading) -> Reading | None:
    """Return the range of two readings, or None where they measure different things.

    A scale or unit given once holds for both ends: "$3 to $9 million", "3-5%".
    """
    low, high = first.low, second.low
    if low is None or high is None or first.low != first.high or second.low != second.high:
        return None
    if first.unit and second.unit and first.unit != second.unit:
        return None
    scale = _shared_scale(first, second)
    if low * scale >= high:
        return None
    kind = QuantityKind.RANGE
    step = min(first.step or Decimal(1), second.step or Decimal(1))
    return replace(
        second, kind=kind, start=first.start, number_start=first.number_start,
        low=low * scale, step=step, unit=second.unit or first.unit,
    )  # fmt: skip


def _shared_scale(first: Reading, second: Reading) -> Decimal:
    """Return the scale that the first end borrows from the second: a million in "3 to 9 million"."""
    if first.scale == 1 and second.scale > 1 and first.low and first.low < 1000:
        return second.scale
    return Decimal(1)


def _score(tokens: Tokens, first: Reading, second: Reading) -> Reading | None:
    """Read 112-108 as a score: two bare whole numbers that count nothing together."""
    bare = (
        first.kind is second.kind is QuantityKind.COUNT
        and first.low is not None
        and second.low is not None
    )
    if not bare or tokens[first.number_start].kind != "numeral":
        return None
    after = tokens[second.end]
    counts = after.kind == "word" and after.lower not in lexicon.STOPS and not after.glued
    if counts and (first.low or 0) < (second.low or 0):
        return None
    if after.text in _DASHES and after.glued:
        return None
    return replace(
        second,
        kind=QuantityKind.SCORE,
        start=first.start,
        number_start=first.number_start,
        low=first.low,
        high=second.low,
    )


def _single(tokens: Tokens, at: int) -> Reading | None:
    """Read one numeral with its currency before it or its unit after it."""
    currency, number_at = _currency(tokens, at)
    number = read_numeral(tokens, number_at)
    if number is None:
        return None
    if currency:
        return _money(at, number_at, number, currency)
    return _measured(tokens, at, number) or _counted(tokens, at, number)


def _currency(tokens: Tokens, at: int) -> tuple[str | None, int]:
    """Read the currency before a numeral: $, US$, $A, €, Rs, USD."""
    token, following = tokens[at], tokens[at + 1]
    if following.text == "$" and following.glued and token.lower in lexicon.DOLLARS:
        return lexicon.DOLLARS[token.lower], at + 2
    if (
        token.text == "$"
        and following.glued
        and following.lower in lexicon.DOLLARS
        and tokens[at + 2].kind == "numeral"
    ):
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


def _make(
    kind: QuantityKind,
    at: int,
    number: Numeral,
    end: int,
    unit: str | None,
    scale: Decimal = Decimal(1),
) -> Reading:
    return Reading(
        kind, at, end, at, number.end, unit=unit, scale=number.scale * scale,
        low=number.low * scale, high=number.high * scale, step=number.step * scale,
    )  # fmt: skip


def _money(at: int, number_at: int, number: Numeral, currency: str) -> Reading:
    scale = lexicon.SUFFIXES.get(number.suffix.lower(), Decimal(1))
    reading = _make(QuantityKind.MONEY, at, number, number.end, currency, scale)
    return replace(reading, number_start=number_at)


def _measured(tokens: Tokens, at: int, number: Numeral) -> Reading | None:
    """Read the unit behind a numeral; a hyphen may join them: "five-year", "40-kilometre"."""
    if number.suffix and number.suffix in {"m", "t"} and not _is_scale(tokens, number):
        return _make(
            QuantityKind.MEASURE,
            at,
            number,
            number.end,
            {"m": "metre", "t": "tonne"}[number.suffix],
        )
    scale = lexicon.SUFFIXES.get(number.suffix.lower(), Decimal(1))
    joined = (
        tokens[number.end].text in _DASHES
        and tokens[number.end].glued
        and tokens[number.end + 1].glued
    )
    found = _unit(tokens, number.end + joined)
    if found is None:
        return None
    kind, unit, end, factor = found
    return _make(kind, at, number, end, unit, scale * factor)


def _is_scale(tokens: Tokens, number: Numeral) -> bool:
    """Return whether a glued m or t means million or trillion: it counts something that follows.

    "1.2m tons" and "450m people" are millions; "1,500m race", "20m tall" and "20m." are metres.
    """
    after = tokens[number.end]
    if number.suffix == "t":
        return False
    shapes = {
        "race",
        "sprint",
        "final",
        "freestyle",
        "tall",
        "high",
        "wide",
        "long",
        "deep",
        "away",
        "hurdles",
        "butterfly",
        "runner",
        "runners",
    }
    return after.kind == "word" and not after.glued and after.lower not in shapes | lexicon.STOPS


def _unit(tokens: Tokens, at: int) -> tuple[QuantityKind, str, int, Decimal] | None:
    """Return kind, canonical unit, token after it, and a factor (0.01 for pence)."""
    token, following = tokens[at], tokens[at + 1]
    one = Decimal(1)
    if token.text in {"%", "٪"} or token.lower in {"percent", "pct"}:
        return QuantityKind.PERCENT, "percent", at + 1, one
    if (token.lower, following.lower) == ("per", "cent"):
        return QuantityKind.PERCENT, "percent", at + 2, one
    if token.lower in {"percentage", "basis"} and following.lower in {"point", "points"}:
        name = "percentage_point" if token.lower == "percentage" else "basis_point"
        return QuantityKind.PERCENTAGE_POINT, name, at + 2, one
    if token.lower in {"point", "points"} and _among_percentages(tokens, at):
        return QuantityKind.PERCENTAGE_POINT, "percentage_point", at + 1, one
    return _temperature(tokens, at) or _cash(tokens, at) or _measure(tokens, at)


def _among_percentages(tokens: Tokens, at: int) -> bool:
    """Return whether "points" are percentage points: a percentage stands close before them."""
    signs = {"%", "percent", "percentage", "cent"}
    return any(tokens[index].lower in signs for index in range(max(0, at - 60), at + 30))


def _temperature(tokens: Tokens, at: int) -> tuple[QuantityKind, str, int, Decimal] | None:
    token = tokens[at]
    scales = {"c": "celsius", "celsius": "celsius", "f": "fahrenheit", "fahrenheit": "fahrenheit"}
    if token.text in {"C", "F"} and token.glued:
        return QuantityKind.TEMPERATURE, scales[token.lower], at + 1, Decimal(1)
    if token.text == "°" or token.lower in {"degrees", "degree"}:
        named = scales.get(tokens[at + 1].lower)
        return QuantityKind.TEMPERATURE, named or "degree", at + 1 + bool(named), Decimal(1)
    return None


def _cash(tokens: Tokens, at: int) -> tuple[QuantityKind, str, int, Decimal] | None:
    """Read a currency named behind the numeral: "45 billion kroner", "12 cents", "30p"."""
    token = tokens[at]
    if token.lower in lexicon.MINOR_UNITS:
        unit = lexicon.MINOR_UNITS[token.lower]
        return QuantityKind.MONEY, unit, at + 1, Decimal(1) if unit == "cent" else Decimal("0.01")
    if token.text == "p" and token.glued:
        return QuantityKind.MONEY, "GBP", at + 1, Decimal("0.01")
    if token.text in lexicon.CODES:
        return QuantityKind.MONEY, token.text, at + 1, Decimal(1)
    if token.lower in {"pound", "pounds"} and tokens[at + 1].lower in {
        "of",
        "heavier",
        "lighter",
        "per",
    }:
        return QuantityKind.MEASURE, "lb", at + 1, Decimal(1)
    if token.lower in lexicon.CURRENCY_WORDS:
        return QuantityKind.MONEY, lexicon.CURRENCY_WORDS[token.lower], at + 1, Decimal(1)
    return None


def _measure(tokens: Tokens, at: int) -> tuple[QuantityKind, str, int, Decimal] | None:
    token, following = tokens[at], tokens[at + 1]
    if token.lower in {"square", "sq", "cubic"}:
        named = lexicon.UNITS.get(following.lower)
        power = lexicon.CUBED if token.lower == "cubic" else lexicon.SQUARED
        found = power.get(named.name) if named else None
        return (QuantityKind.MEASURE, found.name, at + 2, Decimal(1)) if found else None
    if token.lower in {"m", "g", "l", "b", "t"} or token.kind != "word":
        return (QuantityKind.MEASURE, "gram", at + 1, Decimal(1)) if token.text == "g" else None
    unit = lexicon.UNITS.get(token.lower)
    if unit is None:
        return None
    if (following.text, tokens[at + 2].lower) == ("/", "h") and unit.name == "km":
        return QuantityKind.MEASURE, "km/h", at + 3, Decimal(1)
    if unit.dimension in lexicon.DURATIONS:
        return _duration(tokens, at, unit.name)
    if tokens.lowers(at + 1, 2) in {("per", "hour"), ("an", "hour")} and unit.name in {
        "km",
        "mile",
    }:
        return QuantityKind.MEASURE, "mph" if unit.name == "mile" else "km/h", at + 3, Decimal(1)
    if tokens.lowers(at + 1, 2) == ("per", "second") and unit.name in {"km", "metre"}:
        return QuantityKind.MEASURE, f"{unit.name}/s", at + 3, Decimal(1)
    return QuantityKind.MEASURE, unit.name, at + 1, Decimal(1)


def _duration(tokens: Tokens, at: int, unit: str) -> tuple[QuantityKind, str, int, Decimal]:
    """Read a time unit; with "old" behind it, an age."""
    dash = tokens[at + 1].text in _DASHES and tokens[at + 1].glued
    old = tokens[at + 1 + dash].lower
    if old in {"old", "olds"}:
        return QuantityKind.AGE, unit, at + 2 + dash, Decimal(1)
    if tokens.lowers(at + 1, 2) == ("of", "age"):
        return QuantityKind.AGE, unit, at + 3, Decimal(1)
    return QuantityKind.DURATION, unit, at + 1, Decimal(1)


def _counted(tokens: Tokens, at: int, number: Numeral) -> Reading | None:
    """Read a bare number; "one" only where it counts a thing."""
    if number.low != number.high:
        return _make(QuantityKind.VAGUE, at, number, number.end, None)
    after = tokens[number.end]
    if tokens[at].lower == "one" and number.end == at + 1 and not _counts_one(tokens, at, after):
        return None
    if after.kind == "word" and after.glued and not number.suffix:
        return _ordinal(tokens, at, number)
    scale = lexicon.SUFFIXES.get(number.suffix.lower(), Decimal(1))
    return _make(QuantityKind.COUNT, at, number, number.end, None, scale)


def _counts_one(tokens: Tokens, at: int, after: Token) -> bool:
    thing = after.kind == "word" and after.lower not in lexicon.STOPS
    return thing and tokens[at - 1].lower not in _NOT_ONE and after.lower not in _AFTER_NO_ONE


def _ordinal(tokens: Tokens, at: int, number: Numeral) -> Reading | None:
    if tokens[number.end].lower not in {"st", "nd", "rd", "th"}:
        return None
    reading = _make(QuantityKind.ORDINAL, at, number, number.end + 1, None)
    return replace(reading, checkable=False)


def _article_span(tokens: Tokens, at: int) -> Reading | None:
    """Read "a year" as one year, where a preposition makes it a length of time."""
    unit = lexicon.UNITS.get(tokens[at + 1].lower)
    if (
        tokens[at].lower not in {"a", "an"}
        or unit is None
        or unit.dimension not in lexicon.DURATIONS
    ):
        return None
    if tokens[at - 1].lower not in _BEFORE_A_SPAN or tokens[at + 2].lower in _AFTER_A_MOMENT:
        return None
    if unit.name == "second" and tokens[at + 2].kind == "word":
        return None  # "for a second one" is no length of time
    one = Decimal(1)
    return Reading(
        QuantityKind.DURATION, at, at + 2, at, at + 1, low=one, high=one, step=one, unit=unit.name
    )
