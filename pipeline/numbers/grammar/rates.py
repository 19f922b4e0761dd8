"""Rates: per what a number is: a month, per kilowatt-hour, an ounce, kV/cm, annually.

::

    rate = ("a" | "an" | "each" | "every") "-"? time unit      not: a year ago
         | ("a" | "an") unit of measure or thing               behind money: $70 a barrel
         | ("per" | "for" "every") (unit | word) | "/" unit | annually | each
"""

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.reading import Reading
from pipeline.numbers.grammar.tokens import Tokens
from pipeline.numbers.grammar.units import read_unit
from schemas import QuantityKind

_DASHES = {"-", "–", "‑"}
_PASSED = {"ago", "earlier", "later", "before", "after", "on", "old"}
# Parts of a year that are no units of time elsewhere, and nights, which hotels charge by.
_TIMES = {"quarter", "semester", "term", "season", "night", "shift"}
# What is sold by the piece: "$45 a share", "£12 a head".
_THINGS = set(
    "share head person piece unit ticket copy bottle dose plate game ride day bag box pop pound "
    "ton "
    "household family worker pupil student patient passenger".split()
)
_ADVERBS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "fortnightly": "fortnight",
    "nightly": "night",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
}
_WEIGHTS = {"pound": "lb"}  # nothing is sold by the pound sterling
_SPEEDS = {
    ("km", "hour"): "km/h",
    ("km", "second"): "km/s",
    ("metre", "second"): "metre/s",
    ("mile", "hour"): "mph",
}
_PRICES = {QuantityKind.MONEY, QuantityKind.RANGE}


def speed_of(unit: str | None, per: str | None) -> str | None:
    """Return the unit of speed that a length by a time makes: km/s for "6.3km a second"."""
    return _SPEEDS.get((unit or "", per or ""))


def read_rate(tokens: Tokens, reading: Reading, at: int) -> tuple[str | None, int]:
    """Return the unit of a rate behind a number, in the singular, and what follows it."""
    country = reading.unit == "USD" and tokens[at].text in {"US", "U.S."}  # "$75 US a barrel"
    at = _after_brackets(tokens, at + country)
    dash = tokens[at].text in _DASHES and tokens[at].glued
    link, glued = tokens[at + dash].lower, tokens[at + dash].glued
    unit_at = at + dash + 1
    unit_at += tokens[unit_at].text in _DASHES and tokens[unit_at].glued
    if link in {"a", "an", "each", "every"}:
        return _by_article(tokens, reading, link, unit_at) or (None, at)
    if (link, tokens[unit_at].lower) == ("for", "every"):
        return _by_unit(tokens, unit_at + 1) or (None, at)
    if link == "per" or (link == "/" and _may_divide(tokens, unit_at)):
        return _by_unit(tokens, unit_at) or (None, at)
    named = tokens[at + 1].kind == "word" and tokens[at + 1].lower not in lexicon.STOPS
    if link in _ADVERBS and not glued and (link == "annually" or not named):
        return _ADVERBS[link], at + 1
    return None, at


def _may_divide(tokens: Tokens, at: int) -> bool:
    """Return whether a unit stands behind a stroke: "kV/cm" and "$3 / month", not "men/women"."""
    token = tokens[at]
    known = token.lower in lexicon.UNITS or token.text in lexicon.UNIT_SYMBOLS
    known = known or (token.glued and token.text in {"l", "m", "s", "h"})
    return known or token.lower in _TIMES or token.lower in _THINGS


def _by_article(
    tokens: Tokens, reading: Reading, link: str, at: int
) -> tuple[str | None, int] | None:
    """Read "a month", "each week", "an ounce"; "a year ago" is a moment."""
    word = _WEIGHTS.get(tokens[at].lower, tokens[at].lower)
    unit = lexicon.UNITS.get(word)
    timed = word in _TIMES or (unit is not None and unit.dimension in lexicon.DURATIONS)
    if timed:
        passed = tokens[at + 1].lower in _PASSED
        return None if passed else (unit.name if unit else word, at + 1)
    priced = reading.kind in _PRICES and link in {"a", "an"}
    if not priced or (unit is None and word not in _THINGS):
        return None
    return (unit.name if unit else word), at + 1


def _by_unit(tokens: Tokens, at: int) -> tuple[str | None, int] | None:
    """Read what stands behind "per": a unit, or any word: "per pupil"."""
    each = tokens[at].kind == "numeral"  # "8.5 litres per 100 kilometres"
    measured = read_unit(tokens, at + each)
    if each and measured is not None:
        return f"{tokens[at].text} {measured.name}", measured.end
    if measured is not None:
        return _WEIGHTS.get(tokens[at].lower, measured.name), measured.end
    said = tokens[at].kind in {"word", "numeral"}  # "103 births per 100,000 women"
    return (tokens[at].lower, at + 1) if said else None


def _after_brackets(tokens: Tokens, at: int) -> int:
    """Return where to go on behind a conversion: "9 billion shekels ($2.4 billion) a year"."""
    if tokens[at].text != "(":
        return at
    closing = next((i for i in range(at + 1, at + 9) if tokens[i].text == ")"), None)
    return closing + 1 if closing and tokens[closing + 1].lower in {"a", "an", "per"} else at
