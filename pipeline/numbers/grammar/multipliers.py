"""Multipliers: how many times as much, and how many times.

::

    multiplier = doubled | threefold | numeral "times" comparison | "twice" comparison | 10x
    occasions  = "twice" | "thrice"
"""

from decimal import Decimal

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.numerals import read_numeral
from pipeline.numbers.grammar.reading import Reading, read_value
from pipeline.numbers.grammar.tokens import HYPHENS, Tokens
from schemas import QuantityKind

_COMPARISONS = set(
    "as more the higher greater larger bigger less lower faster what longer smaller likelier that "
    "its their his her older cheaper".split()
)
_NOT_COMPARED = lexicon.STOPS - {"many", "much"}
_FOLDS = {
    f"{word}fold": value
    for word, value in {**lexicon.ONES, **lexicon.TENS, **lexicon.MAGNITUDES}.items()
    if value > 1
}
_TIMES_SIGNS = {"x", "×"}
# As adjectives these name a thing: a double murder, a triple jump, double-digit growth.
_ADJECTIVES = {"double", "triple", "treble", "quadruple", "quintuple"}
_THINK = {"think", "thinking", "thought"}  # twice before one does
_IDIOMS = {"down", "as"}  # doubled down, doubles as
STARTERS = frozenset({*lexicon.MULTIPLIERS, *_FOLDS, "twice", "thrice"})
"""Words that a multiplier begins with, next to those that begin a number."""


def read_multiplier(tokens: Tokens, at: int) -> Reading | None:
    """Return the multiplier that starts at this token, or None."""
    word, after = tokens[at].lower, tokens[at + 1]
    if word in lexicon.MULTIPLIERS:
        noun = after.kind == "word" and after.lower not in lexicon.STOPS
        adjective = word in _ADJECTIVES and (noun or after.text in HYPHENS)
        idiom = word.startswith("doubl") and tokens[tokens.after_hyphen(at + 1)].lower in _IDIOMS
        named = adjective or idiom or word == "halves"
        return None if named else _times(at, at + 1, lexicon.MULTIPLIERS[word])
    if word in _FOLDS:
        return _times(at, at + 1, _FOLDS[word])
    if word == "twice" and _compares(tokens, at + 1):
        return _times(at, at + 1, Decimal(2))
    return _multiplied(tokens, at)


def _compares(tokens: Tokens, at: int) -> bool:
    """Return whether a comparison follows: "as much", "the rate"; not "as the rain fell"."""
    if tokens[at].lower != "as":
        return tokens[at].lower in _COMPARISONS
    compared = tokens[at + 1]
    return compared.text.islower() and compared.lower not in _NOT_COMPARED


def _multiplied(tokens: Tokens, at: int) -> Reading | None:
    """Read "three times as much", "2.5 times", "10-fold", "10x"."""
    number = read_numeral(tokens, at)
    if number is None or number.low != number.high or number.suffix:
        return None
    end = number.end
    fractional = number.low != number.low.to_integral_value()
    if tokens[end].lower == "times" and (fractional or _compares(tokens, end + 1)):
        return _times(at, end + 1, number.low, number.step)
    fold_at = tokens.after_hyphen(end)
    if tokens[fold_at].lower == "fold" and tokens[fold_at].glued:
        return _times(at, fold_at + 1, number.low, number.step)
    behind = tokens[end + 1].glued and tokens[end + 1].kind in {"numeral", "word"}
    if tokens[end].lower in _TIMES_SIGNS and tokens[end].glued and not behind:
        return _times(at, end + 1, number.low, number.step)
    return None


def read_occasions(tokens: Tokens, at: int) -> Reading | None:
    """Read "twice" as two times, where it compares nothing: "he won it twice"."""
    times = {"twice": Decimal(2), "thrice": Decimal(3)}.get(tokens[at].lower)
    if times is None or tokens[at - 1].lower in _THINK:
        return None
    return read_value(QuantityKind.COUNT, at, at + 1, times)


def _times(at: int, end: int, value: Decimal, step: Decimal = Decimal(1)) -> Reading:
    return read_value(QuantityKind.MULTIPLIER, at, end, value, unit="times")._replace(step=step)
