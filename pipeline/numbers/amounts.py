"""Amounts: one numeral with its sign, its currency before it or its unit behind it.

::

    amount  = ("-" | "minus")? currency? numeral "-"? unit?
    ordinal = digits ("st" | "nd" | "rd" | "th")
    span    = ("in" | "within" | …) "a" time unit          "what it makes in a year"
"""

from dataclasses import replace
from decimal import Decimal

from pipeline.numbers import lexicon
from pipeline.numbers.numerals import Numeral, read_numeral
from pipeline.numbers.reading import Reading
from pipeline.numbers.tokens import Token, Tokens
from pipeline.numbers.units import DASHES, read_currency, read_spelled, read_unit
from schemas import QuantityKind

_NOT_ONE = {"no", "any", "every", "the", "this", "that", "each", "which", "only", "another", "some"}
_AFTER_NO_ONE = {"another", "day", "thing", "way"}
_BEFORE_A_SPAN = set(
    "in within for over about nearly almost under than least take takes took roughly around".split()
)
_AFTER_A_MOMENT = {"ago", "earlier", "later", "before", "after", "on", "old"}
# What is so many metres, where "m" could mean million.
_METRES = set(
    "race sprint final freestyle tall high wide long deep away hurdles butterfly runner runners".split()
)


def read_single(tokens: Tokens, at: int) -> Reading | None:
    """Return the one amount that starts at this token, or None."""
    negative, start = _sign(tokens, at)
    currency, number_at = read_currency(tokens, start)
    if currency and not negative:
        negative, number_at = _sign(tokens, number_at)
    number = read_numeral(tokens, number_at)
    if number is None:
        return None
    if currency:
        reading = _money(at, number_at, number, currency)
    else:
        found = _measured(tokens, number_at, number) or _counted(tokens, number_at, number)
        if found is None:
            return None
        reading = replace(found, start=at)
    return _negated(reading) if negative else reading


def _sign(tokens: Tokens, at: int) -> tuple[bool, int]:
    """Read the minus of "-5 degrees" or "minus-130"; the dash of a range or word is none."""
    token, following = tokens[at], tokens[at + 1]
    if token.lower == "minus" and tokens.lowers(at - 2, 2) != ("plus", "or"):
        return True, at + 1 + (following.text in DASHES)
    dash = token.text in {"-", "−", "–"} and following.glued
    inside = token.glued and tokens[at - 1].kind in {"word", "numeral"}
    number = following.kind == "numeral" or following.text in lexicon.SYMBOLS
    return (True, at + 1) if dash and number and not inside else (False, at)


def _negated(reading: Reading) -> Reading:
    low, high = reading.low or Decimal(0), reading.high or Decimal(0)
    return replace(reading, low=-high, high=-low)


def _make(
    kind: QuantityKind, at: int, number: Numeral, end: int, unit: str | None = None,
    scale: Decimal = Decimal(1),
) -> Reading:  # fmt: skip
    return Reading(
        kind, at, end, at, number.end, unit=unit, scale=number.scale * scale,
        low=number.low * scale, high=number.high * scale, step=number.step * scale,
    )  # fmt: skip


def _suffix(number: Numeral) -> Decimal:
    """Return what a suffix such as m or bn multiplies by; 1 where there is none."""
    return lexicon.SUFFIXES.get(number.suffix.lower(), Decimal(1))


def _money(at: int, number_at: int, number: Numeral, currency: str) -> Reading:
    reading = _make(QuantityKind.MONEY, at, number, number.end, currency, _suffix(number))
    return replace(reading, number_start=number_at)


def _measured(tokens: Tokens, at: int, number: Numeral) -> Reading | None:
    """Read the unit behind a numeral; a hyphen may join them: "five-year", "40-kilometre"."""
    spelled = read_spelled(tokens, number.end - 1) if number.suffix else None
    if spelled is not None:  # the m of "32m2"
        return _make(spelled.kind, at, number, spelled.end, spelled.name)
    if number.suffix in {"m", "t"} and not _is_scale(tokens, number):
        unit = {"m": "metre", "t": "tonne"}[number.suffix]
        return _make(QuantityKind.MEASURE, at, number, number.end, unit)
    dash = tokens[number.end]
    joined = dash.text in DASHES and dash.glued and tokens[number.end + 1].glued
    unit_read = read_unit(tokens, number.end + joined)
    if unit_read is None:
        return _unknown_unit(tokens, at, number)
    scale = _suffix(number) * unit_read.factor
    return _make(unit_read.kind, at, number, unit_read.end, unit_read.name, scale)


def _is_scale(tokens: Tokens, number: Numeral) -> bool:
    """Return whether a glued m means million: it counts something that follows.

    "1.2m tons", "450m people", "35m of them" are millions; "1,500m race", "20m tall", "20m." metres.
    """
    after = tokens[number.end]
    if number.suffix == "t" or after.kind != "word" or after.glued:
        return False
    return after.lower == "of" or after.lower not in _METRES | lexicon.STOPS


def _unknown_unit(tokens: Tokens, at: int, number: Numeral) -> Reading | None:
    """Read letters glued to digits that no table knows as a unit of their own: 4500mAh.

    A number that were passed over here would be lost to the ledger.
    """
    letters = tokens[number.end]
    ordinal = letters.lower in {"st", "nd", "rd", "th"}
    if letters.kind != "word" or not letters.glued or number.suffix or ordinal or not number.digits:
        return None
    return _make(QuantityKind.MEASURE, at, number, number.end + 1, letters.text)


def _counted(tokens: Tokens, at: int, number: Numeral) -> Reading | None:
    """Read a bare number; "one" only where it counts a thing."""
    if number.low != number.high:
        return _make(QuantityKind.VAGUE, at, number, number.end)
    after = tokens[number.end]
    if tokens[at].lower == "one" and number.end == at + 1 and not _counts_one(tokens, at, after):
        return None
    if after.glued and after.lower in {"st", "nd", "rd", "th"} and number.digits:
        ordinal = _make(QuantityKind.ORDINAL, at, number, number.end + 1)
        return replace(ordinal, checkable=False)
    return _make(QuantityKind.COUNT, at, number, number.end, None, _suffix(number))


def _counts_one(tokens: Tokens, at: int, after: Token) -> bool:
    thing = after.kind == "word" and after.lower not in lexicon.STOPS
    return thing and tokens[at - 1].lower not in _NOT_ONE and after.lower not in _AFTER_NO_ONE


def read_ordinal(tokens: Tokens, at: int) -> Reading | None:
    """Read a rank in words from "third" on; "first" and "second" are mostly no numbers."""
    value = lexicon.ORDINALS.get(tokens[at].lower)
    if value is None:
        return None
    return Reading(
        QuantityKind.ORDINAL, at, at + 1, at, at + 1,
        low=value, high=value, step=Decimal(1), checkable=False,
    )  # fmt: skip


def read_article_span(tokens: Tokens, at: int) -> Reading | None:
    """Read "a year" as one year, where a preposition makes it a length of time."""
    unit = lexicon.UNITS.get(tokens[at + 1].lower)
    if tokens[at].lower not in {"a", "an"} or unit is None:
        return None
    if unit.dimension in lexicon.DURATIONS and tokens.lowers(at + 2, 3) == ("and", "a", "half"):
        length = Decimal("1.5")
        return Reading(
            QuantityKind.DURATION, at, at + 5, at, at + 5,
            low=length, high=length, step=Decimal("0.5"), unit=unit.name,
        )  # fmt: skip
    before, after = tokens[at - 1], tokens[at + 2]
    if unit.dimension not in lexicon.DURATIONS or before.lower not in _BEFORE_A_SPAN:
        return None
    # "for a second one" is no length of time; "a year ago" is a moment.
    if after.lower in _AFTER_A_MOMENT or (unit.name == "second" and after.kind == "word"):
        return None
    one = Decimal(1)
    return Reading(
        QuantityKind.DURATION, at, at + 2, at, at + 1, low=one, high=one, step=one, unit=unit.name
    )
