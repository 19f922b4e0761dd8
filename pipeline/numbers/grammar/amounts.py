"""Amounts: one numeral with its sign, its currency before it or its unit behind it.

::

    amount  = ("-" | "minus")? currency? numeral "-"? unit?
    ordinal = digits ("st" | "nd" | "rd" | "th")     21st
"""

from decimal import Decimal

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.currencies import read_country, read_currency
from pipeline.numbers.grammar.magnitude import Numeral
from pipeline.numbers.grammar.numerals import read_numeral
from pipeline.numbers.grammar.reading import Reading, UnitRead
from pipeline.numbers.grammar.tokens import DASHES, Token, Tokens
from pipeline.numbers.grammar.units import read_spelled, read_unit
from schemas import QuantityKind

_NOT_ONE = {"no", "any", "every", "the", "this", "that", "each", "which", "another", "some", "not"}
_AFTER_NO_ONE = {"another", "day", "thing", "way", "such"}
_VAGUE_THINGS = {"thing", "day", "way"}
_PRONOUNS = {"them", "us", "you", "which", "whom", "these", "those", ""}
_MOST_FIGURES = 24
_MINUSES = {"-", "−", "–"}
_LAST_RANK = 1_000_000
# Units whose letters are another word when they stand alone: 12st, 5ft 2in.
_ONLY_GLUED = {"st": "stone", "in": "inch"}
# Behind a sum: "$1.2 B", "$5 m", and MM as accountants write a thousand thousand, "$1.5MM".
_SUM_SCALES = {"b": "billion", "m": "million", "mm": "million"}
# What is so many metres, where "m" could mean million.
_METRES = set(
    "race sprint final freestyle hurdles relay swim tall high wide long deep away drop".split()
)
_NOT_COUNTED = _METRES | lexicon.STOPS
_NO_THINGS = lexicon.STOPS - {"other", "more"}


def read_single(tokens: Tokens, at: int, currency: str | None = None) -> Reading | None:
    """Return the one amount that starts at this token, or None.

    `currency` is what a number without a unit of its own is in: the 10 of "$5m-10m".
    """
    negative, start = _sign(tokens, at)
    stated, number_at = read_currency(tokens, start)
    if stated and not negative:
        negative, number_at = _sign(tokens, number_at)
    number = read_numeral(tokens, number_at)
    if number is None:
        return None
    money = stated or (currency if currency and _has_no_unit(tokens, number) else None)
    if money:
        reading = _money(tokens, at, number_at, number, money)
    else:
        found = _measured(tokens, number_at, number) or _counted(tokens, number_at, number)
        if found is None:
            return None
        reading = found if found.start == at else found._replace(start=at)
    return _negated(reading) if negative else reading


def _sign(tokens: Tokens, at: int) -> tuple[bool, int]:
    """Read the minus of "-5 degrees" or "minus-130"; the dash of a range or word is none."""
    token, following = tokens[at], tokens[at + 1]
    if token.lower == "minus" and tokens.lowers(at - 2, 2) != ("plus", "or"):
        return True, at + 1 + (following.text in DASHES)
    if token.text not in _MINUSES or not following.glued:
        return False, at
    before = tokens[at - 1]
    inside = token.glued and (before.kind in {"word", "numeral"} or before.text in {"%", "°", ")"})
    number = following.kind == "numeral" or following.text in lexicon.SYMBOLS
    return (True, at + 1) if number and not inside else (False, at)


def _has_no_unit(tokens: Tokens, number: Numeral) -> bool:
    """Return whether nothing but perhaps a scale letter stands behind a number."""
    return not tokens[number.end].glued and read_unit(tokens, number.end) is None


def _negated(reading: Reading) -> Reading:
    low, high = reading.low or Decimal(0), reading.high or Decimal(0)
    return reading._replace(low=-high, high=-low)


def _make(
    kind: QuantityKind,
    at: int,
    number: Numeral,
    end: int,
    unit: str | None = None,
    scale: Decimal = Decimal(1),
) -> Reading:
    low = number.low * scale
    high = low if number.high is number.low else number.high * scale
    return Reading(
        kind,
        at,
        end,
        at,
        number.end,
        unit=unit,
        scale=number.scale * scale,
        low=low,
        high=high,
        step=number.step * scale,
    )


def _suffix(number: Numeral) -> Decimal:
    """Return what a suffix such as m or bn multiplies by; 1 where there is none."""
    return lexicon.SUFFIXES.get(number.suffix.lower(), Decimal(1))


def _money(tokens: Tokens, at: int, number_at: int, number: Numeral, currency: str) -> Reading:
    scale, name = _suffix(number), _SUM_SCALES.get(tokens[number.end].lower)
    behind = tokens[number.end + 1]
    joined = behind.glued and behind.text in {*DASHES, "&"}  # "£145 B&B"
    if name and number.scale == scale == 1 and not joined:
        scale, number = lexicon.MAGNITUDES[name], number._replace(end=number.end + 1)
    currency, end = read_country(tokens, number.end, currency)
    reading = _make(QuantityKind.MONEY, at, number, end, currency, scale)
    return reading._replace(number_start=number_at)


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
    some = tokens[number.end - 1].lower == "couple" and tokens[number.end].lower == "of"
    unit_read = read_unit(tokens, number.end + (joined or some))  # a couple of days
    if unit_read is None:
        return _unknown_unit(tokens, at, number)
    if not joined and _belongs_behind(tokens, number, unit_read):
        return None
    scale, end = _suffix(number) * unit_read.factor, unit_read.end
    if unit_read.kind is QuantityKind.MONEY and tokens[end].lower in lexicon.MAGNITUDES:
        scale, end = scale * lexicon.MAGNITUDES[tokens[end].lower], end + 1  # "75 USD million"
    return _make(unit_read.kind, at, number, end, unit_read.name, scale)


def _belongs_behind(tokens: Tokens, number: Numeral, unit: UnitRead) -> bool:
    """Return whether a unit belongs to what follows: "3 quarter-point cuts", "95 V236 engines"."""
    letters, digits = tokens[unit.end - 1], tokens[unit.end]
    if digits.kind == "numeral" and digits.glued:
        return letters.text.isupper() and not letters.glued
    joined = tokens.after_hyphen(unit.end) > unit.end
    return joined and unit.kind is QuantityKind.DURATION and number.low != 1


def _is_scale(tokens: Tokens, number: Numeral) -> bool:
    """Return whether a glued m means million: it counts something that follows.

    "1.2m tons", "450m people", "35m of them" are millions; "1,500m race", "20m." metres.
    """
    after = tokens[number.end]
    counts = after.kind == "word" and (after.lower == "of" or after.lower not in _NOT_COUNTED)
    return counts and number.suffix != "t"


def _unknown_unit(tokens: Tokens, at: int, number: Numeral) -> Reading | None:
    """Read letters glued to digits that no table knows as a unit of their own: 4500mAh.

    A number that were passed over here would be lost to the ledger.
    """
    letters = tokens[number.end]
    if letters.kind != "word" or not letters.glued or number.suffix or not number.digits:
        return None
    if _is_rank(number, letters):
        return None
    unit = _ONLY_GLUED.get(letters.lower, letters.text)
    return _make(QuantityKind.MEASURE, at, number, number.end + 1, unit)


def _is_rank(number: Numeral, letters: Token) -> bool:
    """Return whether the letters glued to digits make them a rank: 21st, 2nd, 13th; not 12st."""
    if (
        letters.lower not in {"st", "nd", "rd", "th"}
        or not letters.glued
        or number.low > _LAST_RANK
    ):
        return False
    whole = int(number.low)
    endings = {1: "st", 2: "nd", 3: "rd"} if whole % 100 not in {11, 12, 13} else {}
    return letters.lower == endings.get(whole % 10, "th")


def _counted(tokens: Tokens, at: int, number: Numeral) -> Reading | None:
    """Read a bare number; "one" only where it counts a thing."""
    if number.low != number.high:
        return _vague(tokens, at, number)
    figure_at = number.end + 1
    figured = tokens[figure_at].lower == "figure" and tokens.after_hyphen(number.end) == figure_at
    if figured and 1 <= number.low <= _MOST_FIGURES:
        return _of_figures(at, number, figure_at + 1)
    after = tokens[number.end]
    if tokens[at].lower == "one" and number.end == at + 1:
        if _is_one_of_some(tokens, at) or _is_one_thing(tokens, at, after):
            return _make(QuantityKind.COUNT, at, number, number.end)._replace(checkable=False)
        if not _counts_one(tokens, at, after):
            return None
    if number.digits and _is_rank(number, after):
        ordinal = _make(QuantityKind.ORDINAL, at, number, number.end + 1)
        return ordinal._replace(checkable=False)
    return _make(QuantityKind.COUNT, at, number, number.end, None, _suffix(number))


def _is_one_of_some(tokens: Tokens, at: int) -> bool:
    """Return whether "one of the best" says no more than that there are several."""
    among = tokens[at + 1].lower == "of" and tokens[at + 2].lower not in _PRONOUNS
    return among and tokens[at - 1].lower not in _NOT_ONE


def _is_one_thing(tokens: Tokens, at: int, after: Token) -> bool:
    """Return whether "one day", "one thing" is an idiom: it counts, but nothing to verify."""
    return after.lower in _VAGUE_THINGS and tokens[at - 1].lower not in _NOT_ONE


def _vague(tokens: Tokens, at: int, number: Numeral) -> Reading:
    """Read "dozens", "hundreds of hours", "millions of dollars"."""
    of = tokens[number.end].lower == "of"
    unit = read_unit(tokens, number.end + 1) if of else None
    if unit is None:
        return _make(QuantityKind.VAGUE, at, number, number.end)
    return _make(QuantityKind.VAGUE, at, number, unit.end, unit.name, unit.factor)


def _of_figures(at: int, number: Numeral, end: int) -> Reading | None:
    """Read "a six-figure sum": from 100,000 to 999,999."""
    figures = int(number.low)
    low, high = Decimal(1).scaleb(figures - 1), Decimal(1).scaleb(figures) - 1
    return Reading(QuantityKind.VAGUE, at, end, at, end, low=low, high=high, step=low)


def _counts_one(tokens: Tokens, at: int, after: Token) -> bool:
    if after.lower in {"to", "or"}:  # "one to two years"
        return tokens[at + 2].lower in lexicon.ONES or tokens[at + 2].kind == "numeral"
    thing = after.kind == "word" and after.lower not in _NO_THINGS
    return thing and tokens[at - 1].lower not in _NOT_ONE and after.lower not in _AFTER_NO_ONE
