"""Years: alone, in spans, in decades, before Christ; what else digits with a plural s stand for.

::

    year   = ("early" | "mid" | "late")? 4 digits | year ("-" | "to" | "and") year
           | ("AD" digits | digits ("BC" | "AD"))
    decade = 4 digits "s" | "'" 2 digits "s" | "the" 2 digits "s"
    age    = owner ("early" | "mid" | "late")? tens "s"       in her mid-40s: from 40 to 49
           | ("over" | "under") "-"? digits "s"               over-65s
    range  = ("high" | "low" | "mid")? tens "s"               in the mid-60s: from 60 to 69
    name   = three digits "s"                                 747s
"""

from decimal import Decimal

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.reading import Reading, read_point, read_value
from pipeline.numbers.grammar.tokens import HYPHENS, SPAN_DASHES, Token, Tokens
from schemas import QuantityKind

_YEAR_CUES = set(
    "in since by until till from to of before after during for through early mid late fiscal "
    "spring summer autumn fall winter year and between the around about".split()
)
# Behind these a round number without a comma is a year all the same: in 1500, since 1700.
_STRONG_CUES = set("in since by until till before after during early mid late year circa".split())
# Nouns that a year stands before: the 2018 sales, the 2024 elections, the 2010 games.
_YEARLY = set(
    "sales results elections earnings figures profits revenues olympics games levels prices "
    "accounts "
    "losses returns models awards championships finals protests targets goals talks riots floods "
    "fires numbers polls primaries guidelines reforms".split()
)
_COUNT_CUES = {"of", "for", "and", "to", "about", "around", "from", "the"}
_ROUND = 100
# Where one of these stands before "the 40s", degrees are told of.
_WEATHER = set(
    "temperature temperatures high highs low lows mercury degrees weather overnight".split()
)
_WEATHER_REACH = 12  # tokens
_QUOTATION = 12  # tokens looked at for the mark that closes a quotation
PARTS_OF_YEAR = {"early", "mid", "late"}
"""The words in small letters that a year begins with."""
YEAR_WORDS = PARTS_OF_YEAR | {"ad", "a.d."}
"""All words that a year begins with, in small letters."""


def read_year(tokens: Tokens, at: int) -> Reading | None:
    """Return the year, span of years or decade that starts at this token, or None."""
    return (
        _before_christ(tokens, at)
        or _short_decade(tokens, at)
        or _short_year(tokens, at)
        or _years(tokens, at)
    )


def is_year(token: Token) -> bool:
    """Return whether four digits can be a year of the news."""
    text = token.text
    return (
        token.kind == "numeral"
        and len(text) == 4
        and text.isdecimal()
        and 1500 <= int(text) <= 2199
    )


def _short_decade(tokens: Tokens, at: int) -> Reading | None:
    """Read "'90s" and "the 90s" of no temperature as a decade gone by."""
    digits = at + (tokens[at].text in {"'", "’", "‘"})
    tens, letter = tokens[digits], tokens[digits + 1]
    if not (tokens.is_number(digits) and len(tens.text) == 2 and tens.text[1] == "0"):
        return None
    if letter.lower != "s" or not letter.glued:
        return None
    if digits == at and not _is_spoken_decade(tokens, at):
        return None
    return read_point(QuantityKind.YEAR, at, digits + 2, f"{_century(tens.text)}{tens.text}s")


def _is_spoken_decade(tokens: Tokens, at: int) -> bool:
    """Return whether "the 60s" are years, and no degrees."""
    around = {*tokens.lowers(at - _WEATHER_REACH, _WEATHER_REACH)}
    return tokens[at - 1].lower == "the" and around.isdisjoint(_WEATHER)


def _short_year(tokens: Tokens, at: int) -> Reading | None:
    """Read "'94", an apostrophe for the century; one that is closed again is a quotation mark."""
    mark, digits = tokens[at], tokens[at + 1]
    if mark.text not in {"'", "’"} or mark.glued or not digits.glued:
        return None
    if any(tokens[index].text == mark.text for index in range(at + 2, at + 2 + _QUOTATION)):
        return None
    behind = tokens[at + 2]
    goes_on = behind.glued and behind.kind in {"word", "numeral"}
    if not tokens.is_number(at + 1) or len(digits.text) != 2 or goes_on:
        return None
    return read_point(QuantityKind.YEAR, at, at + 2, _century(digits.text) + digits.text)


def _century(tens: str) -> str:
    return "20" if int(tens) < 30 else "19"


def _years(tokens: Tokens, at: int) -> Reading | None:
    """Read a year with the words that narrow it, a span of years, or a decade."""
    first = at
    if tokens[at].lower in PARTS_OF_YEAR:
        first = at + 2 if tokens[at + 1].text in HYPHENS else at + 1
        first += tokens[first].lower == "the"
    year = tokens[first]
    if not is_year(year):
        return None
    if tokens[first + 1].lower == "s" and tokens[first + 1].glued:
        return read_point(QuantityKind.YEAR, at, first + 2, year.text + "s")
    end = second_year(tokens, first)
    if end is None and first == at and not _stands_as_year(tokens, at):
        return None
    last = end or first + 1
    date = tokens.text[tokens[first].start : tokens[last - 1].end]
    found = read_point(QuantityKind.YEAR, at, last, date)
    if end is not None:
        return found
    value = Decimal(year.text)
    return found._replace(number_start=first, low=value, high=value, step=Decimal(1))


def second_year(tokens: Tokens, at: int) -> int | None:
    """Return the token after the second year of "2016 to 2021" or "2023-24", or None."""
    link, other = tokens[at + 1], tokens[at + 2]
    if not is_year(tokens[at]):
        return None
    between = tokens[at - 1].lower == "between" and link.lower == "and"
    if (between or link.lower in {"to", "until", "through"}) and is_year(other):
        return None if _counts_behind(tokens, at + 3) else at + 3
    if (link.text in SPAN_DASHES or link.text == "/") and link.glued and other.glued:
        short = other.kind == "numeral" and len(other.text) == 2
        return at + 3 if is_year(other) or short else None
    return None


def _counts_behind(tokens: Tokens, at: int) -> bool:
    """Return whether a number counts what stands right behind it: a plural, a unit, a scale."""
    token = tokens[at]
    if token.kind != "word":
        return token.text in {"%", "°"}
    unit = token.lower in lexicon.UNITS or token.lower in lexicon.MAGNITUDES
    named = token.lower in lexicon.CURRENCY_WORDS and token.lower != "won"  # "in 2021 won a seat"
    unit = unit or named or token.lower in {"percent", "per"}
    return (unit and not token.capitalised) or _is_plural(token)


def _is_plural(token: Token) -> bool:
    word = token.lower
    if token.capitalised or word in lexicon.STOPS or word in _YEARLY:
        return False
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("us", "ss", "is"))
    return word in lexicon.IRREGULAR_PLURALS or plural


# With "the" before it, a number of these is the year of an event, and not a count of things.
_DEFINITE = {"the", "since", "its", "their", "his", "her"}
_EARLIEST_EVENT, _LATEST_EVENT = 1950, 2049


def _stands_as_year(tokens: Tokens, at: int) -> bool:
    """Return whether four digits are a year: not before a unit, a scale, or what they count."""
    before, after = tokens[at - 1], tokens[at + 1]
    if after.glued and (after.text in {"%", *SPAN_DASHES, "/"} or after.kind == "word"):
        return after.text in SPAN_DASHES and before.lower in _YEAR_CUES
    if before.text in lexicon.SYMBOLS or (_counts_behind(tokens, at + 1) and not _is_plural(after)):
        return False
    if after.text in SPAN_DASHES and tokens[at + 2].kind == "numeral" and not after.glued:
        return is_year(tokens[at + 2]) and not _counts_behind(tokens, at + 3)
    if before.lower in _STRONG_CUES or before.lower in lexicon.MONTHS:
        return not (_is_plural(after) and before.lower in _COUNT_CUES)
    value = int(tokens[at].text)
    if before.lower in _DEFINITE and _EARLIEST_EVENT <= value <= _LATEST_EVENT:
        return True  # "the 1987 murders"
    if value % _ROUND == 0 and value != 2000:
        return False  # "an average of 1500", "2100 boats"
    cued = before.lower in _YEAR_CUES or before.text in {"(", "’", ","}
    return not (_is_plural(after) and (not cued or before.lower in _COUNT_CUES))


def _before_christ(tokens: Tokens, at: int) -> Reading | None:
    """Read "AD 1000", "A.D. 79", "44 BC", "300 BCE"."""
    if tokens[at].text in {"AD", "A.D."} and tokens.is_number(at + 1):
        year, end = tokens[at + 1].text, at + 2
    elif tokens.is_number(at) and tokens[at + 1].text in {"AD", "A.D.", "CE"}:
        year, end = tokens[at].text, at + 2
    elif tokens.is_number(at) and tokens[at + 1].text in {"BC", "B.C.", "BCE"}:
        return read_point(QuantityKind.YEAR, at, at + 2, f"-{tokens[at].text:0>4}")
    else:
        return None
    if tokens[end].lower in {"and", "to"} and tokens.is_number(end + 1) and len(year) == 4:
        other = tokens[end + 1].text
        return read_point(QuantityKind.YEAR, at, end + 2, f"{year}/{other}")
    return read_point(QuantityKind.YEAR, at, end, year.zfill(4))


_OWNERS = set("his her their my your our".split())
_POSSESSIVES = ("'s", "’s")
_BOUNDS = {"over", "under"}
_OWNER_REACH = 4  # tokens: "her", "mid", "-", "40"


def read_plural_digits(tokens: Tokens, at: int) -> Reading | None:
    """Return what digits with an s glued to them stand for, or None."""
    letter = tokens[at + 1]
    if letter.text != "s" or not letter.glued or not tokens.is_number(at):
        return None
    digits = tokens[at].text
    if len(digits) != 2:
        return Reading(QuantityKind.IDENTIFIER, at, at + 2, at, at + 2, checkable=False)
    if _BOUNDS & {tokens[at - 1].lower, tokens[at - 2].lower}:
        return _of_years(at, Decimal(digits), Decimal(digits))
    if digits[1] != "0":
        return None
    low = Decimal(digits)
    owners = [tokens[index].lower for index in range(at - _OWNER_REACH, at)]
    if any(word in _OWNERS or word.endswith(_POSSESSIVES) for word in owners):
        return _of_years(at, low, low + 9)
    return read_value(QuantityKind.RANGE, at, at + 2, low, low + 9)


def _of_years(at: int, low: Decimal, high: Decimal) -> Reading:
    return read_value(QuantityKind.AGE, at, at + 2, low, high, unit="year")._replace(
        number_end=at + 1
    )
