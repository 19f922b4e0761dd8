"""Shares: parts of a whole, and how many times as much.

::

    ratio      = numeral "of" holder? numeral         22 of the alliance's 32
               | numeral ("in" | "out" "of") numeral  one in five, three out of four
    fraction   = ("a" | numeral) "-"? denominator     a third, two-thirds; half
    multiplier = doubled | threefold | numeral "times" comparison | twice comparison
"""

from decimal import Decimal

from pipeline.numbers import lexicon
from pipeline.numbers.numerals import read_numeral
from pipeline.numbers.reading import Reading
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.units import read_unit
from schemas import QuantityKind

_HOLDERS = {"the", "its", "their", "all", "our", "his", "her", "those", "these"}
_COMPARISONS = set(
    "as more the higher greater larger bigger less lower faster what longer smaller likelier that "
    "its their his her older cheaper".split()
)
_FOLDS = {
    f"{word}fold": value for word, value in {**lexicon.ONES, **lexicon.TENS}.items() if value > 1
}


def read_share(tokens: Tokens, at: int) -> Reading | None:
    """Return the ratio, fraction or multiplier that starts at this token, or None."""
    return (
        _ratio(tokens, at)
        or _slashed(tokens, at)
        or _fraction(tokens, at)
        or _multiplier(tokens, at)
    )


def _ratio(tokens: Tokens, at: int) -> Reading | None:
    part = read_numeral(tokens, at)
    if part is None or part.low != part.high or part.suffix:
        return None
    whole_at = _after_in(tokens, part.end) or _after_of(tokens, part.end)
    whole = read_numeral(tokens, whole_at) if whole_at else None
    if whole is None or whole.low != whole.high or not 0 < part.low < whole.low:
        return None
    if whole.suffix or _has_unit(tokens, whole.end) or _looks_like_year(tokens, whole.end - 1):
        return None
    return Reading(
        QuantityKind.RATIO, at, whole.end, at, whole.end,
        low=part.low, high=part.low, whole=whole.low, step=part.step,
    )  # fmt: skip


def _after_in(tokens: Tokens, at: int) -> int | None:
    """Return where the whole starts in "one in five", "1-in-2,700", "three out of four"."""
    if tokens.lowers(at, 2) == ("out", "of"):
        return at + 3 if tokens[at + 2].lower in {"the", "every"} else at + 2
    if tokens[at].lower == "in":
        return at + 2 if tokens[at + 1].lower == "every" else at + 1
    if tokens[at].text == "-" and tokens.lowers(at + 1, 2) == ("in", "-"):
        return at + 3
    return None


def _after_of(tokens: Tokens, at: int) -> int | None:
    """Return where the whole starts in "22 of the alliance's 32": at most four words between."""
    if tokens[at].lower != "of":
        return None
    for offset in range(1, 6):
        token = tokens[at + offset]
        if token.kind == "numeral" or token.lower in lexicon.ONES or token.lower in lexicon.TENS:
            return at + offset
        if token.kind != "word" or not (offset > 1 or token.lower in _HOLDERS or token.capitalised):
            return None
        possessive = token.lower.endswith(("'s", "’s", "s'", "s’"))
        if offset > 1 and not possessive and token.lower in lexicon.STOPS - _HOLDERS:
            return None
    return None


def _has_unit(tokens: Tokens, at: int) -> bool:
    token = tokens[at]
    return token.text == "%" or token.lower in {
        *lexicon.UNITS,
        *lexicon.CURRENCY_WORDS,
        "percent",
        "per",
        "points",
    }


def _looks_like_year(tokens: Tokens, at: int) -> bool:
    text = tokens[at].text
    return len(text) == 4 and text.isdecimal() and 1900 <= int(text) <= 2099


def _slashed(tokens: Tokens, at: int) -> Reading | None:
    """Read "1/16": with a unit behind it a measure, else a fraction; 9/11 is a day."""
    top, slash, bottom = tokens[at], tokens[at + 1], tokens[at + 2]
    plain = top.text.isdecimal() and bottom.text.isdecimal() and slash.glued and bottom.glued
    if not plain or slash.text not in {"/", "⁄"} or tokens[at + 3].text == "/":
        return None
    low, whole = Decimal(top.text), Decimal(bottom.text)
    if not 0 < low < whole or (top.text, bottom.text) == ("9", "11"):
        return None
    unit = read_unit(tokens, at + 3)
    if unit is None:
        return _share(at, at + 3, low, whole)
    value = low / whole
    return Reading(
        unit.kind, at, unit.end, at, at + 3, low=value, high=value, step=value, unit=unit.name
    )


def _fraction(tokens: Tokens, at: int) -> Reading | None:
    if tokens[at].lower in {"half", "quarter", "a"} and read_numeral(tokens, at):
        return None  # "half a million", "a quarter of a million" are numbers
    if tokens[at].lower == "half" and _half_is_share(tokens, at):
        return _share(at, at + 1, Decimal(1), Decimal(2))
    if tokens[at].lower in {"a", "an"}:
        top, bottom_at = Decimal(1), at + 1
    elif tokens[at].lower in lexicon.ONES:
        top, bottom_at = lexicon.ONES[tokens[at].lower], at + 1
        bottom_at += tokens[bottom_at].text == "-"
    else:
        return None
    bottom = lexicon.DENOMINATORS.get(tokens[bottom_at].lower)
    if bottom is None or top >= bottom or not _ends_as_share(tokens, bottom_at, top):
        return None
    return _share(at, bottom_at + 1, top, bottom)


def _share(at: int, end: int, top: Decimal, bottom: Decimal) -> Reading:
    return Reading(
        QuantityKind.FRACTION, at, end, at, end, low=top, high=top, whole=bottom, step=Decimal(1)
    )


def _half_is_share(tokens: Tokens, at: int) -> bool:
    """Return whether "half" is a share, not the first half of a match or of a year."""
    before, after = tokens[at - 1].lower, tokens[at + 1].lower
    if before in {"first", "second", "other", "better", "latter", "a", "and", "final"} or after in {
        "-",
        "time",
    }:
        return before == "a" and after == "of"
    return after in {"of", "the", "its", "their", "his", "her", "a", "all", "as"} or before in {
        "than",
        "by",
        "about",
        "nearly",
        "almost",
        "least",
        "over",
        "in",
    }


def _ends_as_share(tokens: Tokens, at: int, top: Decimal) -> bool:
    """Return whether a denominator ends a share: "a third of", "two-thirds"; not "a third time"."""
    after = tokens[at + 1]
    if tokens[at].text == "-" or (after.text == "-" and after.glued):
        return False
    if top > 1 or tokens[at - 1].text == "-":
        return True
    if tokens[at].lower == "quarter":
        return after.lower == "of" or tokens[at - 1].lower != "a" or after.kind != "word"
    return (
        after.lower
        in {"of", "to", "in", "and", "by", "since", "from", "are", "were", "is", "was", "said"}
        or after.kind != "word"
    )


def _multiplier(tokens: Tokens, at: int) -> Reading | None:
    word = tokens[at].lower
    if word in lexicon.MULTIPLIERS:
        adjective = (
            word in {"double", "triple", "treble", "quadruple"} and tokens[at + 1].text == "-"
        )
        noun = (
            tokens[at + 1].kind == "word"
            and tokens[at + 1].lower not in lexicon.STOPS
            and word in {"double", "triple", "treble"}
        )
        return (
            None
            if adjective or noun or word == "halves"
            else _times(at, at + 1, lexicon.MULTIPLIERS[word])
        )
    if word in _FOLDS:
        return _times(at, at + 1, _FOLDS[word])
    if word == "twice" and tokens[at + 1].lower in _COMPARISONS:
        return _times(at, at + 1, Decimal(2))
    number = read_numeral(tokens, at)
    if number is None or number.low != number.high or number.suffix:
        return None
    end = number.end
    fractional = number.low != number.low.to_integral_value()
    if tokens[end].lower == "times" and (fractional or tokens[end + 1].lower in _COMPARISONS):
        return _times(at, end + 1, number.low, number.step)
    dash = tokens[end].text == "-"
    if tokens[end + dash].lower == "fold" and tokens[end + dash].glued:
        return _times(at, end + dash + 1, number.low, number.step)
    return None


def _times(at: int, end: int, value: Decimal, step: Decimal = Decimal(1)) -> Reading:
    return Reading(
        QuantityKind.MULTIPLIER, at, end, at, end, low=value, high=value, step=step, unit="times"
    )
