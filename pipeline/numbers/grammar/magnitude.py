"""What goes on behind a numeral: its scale ("million", "bn"), its fraction ("½", "and a half").

::

    scale    = ("-"? magnitude)+ | "-"? suffix     hundred thousand; 3.2bn, 5k, 450m
    fraction = "½" | "-"? digits "/" digits | "and" ("a half" | "a quarter" | "three quarters")
    part     = ("a" | number)? "-"? denominator    half, a quarter, two-thirds
"""

from decimal import Decimal
from typing import NamedTuple

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.tokens import Token, Tokens

_ONE = Decimal(1)
VULGAR = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⅓": _ONE / 3,
    "⅔": Decimal(2) / 3,
    "⅛": Decimal("0.125"),
    "⅜": Decimal("0.375"),
    "⅝": Decimal("0.625"),
    "⅞": Decimal("0.875"),
    "⅕": Decimal("0.2"),
}
SMALL_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉", "0123456789-0123456789")
SCALES = {**lexicon.MAGNITUDES, "dozen": lexicon.DOZENS["dozen"]}
"""The words that multiply the number before them."""
_SLASHES = {"/", "⁄"}
_LARGEST_SCALE = Decimal(10) ** 24  # so that a text of scale words alone stays a number
_YEAR = 4  # digits: "in 2023 millions fled"
# No unit is spelled like these.
_ABBREVIATED = {"bn", "bln", "cr", "crs", "mio", "mln", "mn", "mrd", "tn", "trln", "trn"}
# What prices and lengths are divided into; other digits behind a hyphen are a score or a day.
_HALVED = {"2", "4", "8", "16", "32", "64"}
_LARGE_PARTS = 11  # from here on "two-hundredth" is a rank, and only "two-hundredths" are parts
_NO_NOUN_BEHIND = {"half", "quarter", "quarters"}


class Numeral(NamedTuple):
    """A value that was read, the place of its last significant digit, and the token after it.

    `suffix` is a scale letter that could be a unit as well (m, t, b), to be settled by context.
    """

    low: Decimal
    high: Decimal
    step: Decimal
    end: int
    digits: bool
    suffix: str = ""
    scale: Decimal = _ONE


def is_whole(value: Decimal) -> bool:
    """Return whether a value is an integer; `value % 1` fails for those of very many digits."""
    return value == value.to_integral_value()


def significant_step(value: Decimal, written: str) -> Decimal:
    """Return the place of the last significant digit: 100 for 1,500 and 0.1 for 3.5."""
    if "." in written:
        return _ONE.scaleb(-len(written.rpartition(".")[2]))
    zeros = len(written) - len(written.rstrip("0"))
    return _ONE if value == 0 else Decimal(10) ** zeros


def read_scale(tokens: Tokens, at: int) -> tuple[Decimal, int, str]:
    """Read what multiplies a numeral: any run of magnitude words, or one suffix."""
    scale = _ONE
    while True:
        word_at = tokens.after_hyphen(at)
        token = tokens[word_at]
        if token.lower not in SCALES or scale >= _LARGEST_SCALE:
            break
        scale *= SCALES[token.lower]
        at = word_at + 1
    if scale == 1 and token.lower in _ABBREVIATED:
        joined = tokens.after_hyphen(word_at + 1)  # the cr of the docket 23-cr-00257
        if joined == word_at + 1 or tokens[joined].kind != "numeral":
            return lexicon.SUFFIXES[token.lower], word_at + 1, ""
    token = tokens[at]
    if scale != 1 or token.kind != "word":
        return scale, at, ""
    if token.lower in lexicon.PLURAL_SCALES and _is_plural_scale(tokens, at):
        return lexicon.PLURAL_SCALES[token.lower], at + 1, ""
    if token.lower not in lexicon.SUFFIXES:
        return scale, at, ""
    if _is_spaced_scale(token, tokens[at + 1]):
        return lexicon.SUFFIXES[token.lower], at + 1, ""
    return (scale, at + 1, token.text) if token.glued else (scale, at, "")


def _is_plural_scale(tokens: Tokens, at: int) -> bool:
    """Return whether "lakhs" multiplies the digits before it; not a year: "in 2023 lakhs fled"."""
    before = tokens[at - 1]
    return before.kind == "numeral" and len(before.text) < _YEAR and tokens[at + 1].lower != "of"


def _is_spaced_scale(token: Token, after: Token) -> bool:
    """Return whether a capital letter of its own is a scale: "8 B people"."""
    counts = after.kind == "word" and after.text.islower() and after.lower not in lexicon.STOPS
    return token.text in {"B", "M"} and not token.glued and counts


def read_attached_fraction(tokens: Tokens, at: int) -> tuple[Decimal, int]:
    """Read the fraction of 2½, "2 1/2", "3 ¹/₂" or "two and a half"; 0 where there is none."""
    if tokens[at].text in VULGAR:
        return VULGAR[tokens[at].text], at + 1
    behind = tokens.after_hyphen(at)  # "two-and-a-half"
    if tokens[behind].lower == "and":
        part = read_part(tokens, tokens.after_hyphen(behind + 1))
        if part and tokens[part[2] - 1].lower in _NO_NOUN_BEHIND and part[2] > behind + 2:
            return part[0] / part[1], part[2]
        return Decimal(0), at
    top_at = behind  # "4-1/2 cents", as wires write it
    top, bottom = _small(tokens[top_at]), _small(tokens[top_at + 2])
    slash = tokens[top_at + 1]
    slashed = slash.text in _SLASHES and slash.glued and tokens[top_at + 2].glued
    known = top_at == at or bottom in _HALVED
    if slashed and known and top and bottom and int(bottom) > int(top) > 0:
        return Decimal(top) / Decimal(bottom), top_at + 3
    return Decimal(0), at


def _small(token: Token) -> str:
    """Return the digits of one part of a fraction, in any size; nothing for another token."""
    plain = token.text.translate(SMALL_DIGITS)
    return plain if plain.isdecimal() and len(plain) < 4 else ""


def read_part(tokens: Tokens, at: int) -> tuple[Decimal, Decimal, int] | None:
    """Read a fraction in words: its numerator, its denominator and the token after it."""
    word = tokens[at].lower
    if word in {"half", "quarter"}:
        return _ONE, lexicon.DENOMINATORS[word], at + 1
    top = _ONE if word in {"a", "an"} else lexicon.ONES.get(word)
    bottom_at = tokens.after_hyphen(at + 1)
    bottom = lexicon.DENOMINATORS.get(tokens[bottom_at].lower)
    if not top or bottom is None or top >= bottom:
        return None
    ranked = bottom_at == at + 1 or bottom > _LARGE_PARTS
    if top > 1 and ranked and not tokens[bottom_at].lower.endswith("s"):
        return None  # "two quarter-point cuts" are two
    return top, bottom, bottom_at + 1
