"""Units that headings and captions of tables name, as the form in which a number is said in words.

What a unit is comes from the tables of `pipeline.numbers`: a unit is what its reader finds behind a
number, so that a form with a number in it is read with that unit and scale.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.evidence.readers.cell_numbers import BARE, SIGNS, is_measured
from pipeline.numbers.grammar import lexicon


class Unit(NamedTuple):
    """The parts of a unit; a bare count has none of them."""

    currency: str = ""
    """A sign or a code: "£", "SEK"."""
    scale: str = ""
    """ "million"."""
    measure: str = ""
    """ "tonnes", "percent of pupils"."""
    rate: str = ""
    """ "per 1,000 population"."""

    @property
    def form(self) -> str:
        """The form in which a number is said."""
        if self == _LETTER_M:
            return f"{BARE}m"  # which the reader knows to be metres or millions
        sign, code = ("", self.currency) if self.currency.isalpha() else (self.currency, "")
        return " ".join(
            filter(None, (sign + BARE, self.scale, code, self.measure, self.rate))
        )  # a minus is read before a sign, and not before a code


_LETTER_M = Unit(measure="m")
COUNT = Unit()
"""Of what is said to be a number of things."""

_WORD_OF_SCALE = {value: word for word, value in lexicon.MAGNITUDES.items()}
_SCALES_OF_MONEY = {
    **{word: word for word in lexicon.MAGNITUDES},
    **{f"{word}s": word for word in lexicon.MAGNITUDES},
    **{letters: _WORD_OF_SCALE[value] for letters, value in lexicon.SUFFIXES.items()},
    **dict.fromkeys(("000", "000s"), "thousand"),
}
_SCALES = {word: scale for word, scale in _SCALES_OF_MONEY.items() if word not in {"m", "b", "t"}}
_CURRENCY = re.compile(rf"(?:[A-Z]{{1,3}})?[{SIGNS}]")
_WORD = re.compile(
    rf"{_CURRENCY.pattern}|['’]?(?<!\d)000(?:s\b|(?!\d))|%|°\s?[CF]?|/"
    r"|\d[\d,]*|[^\W\d_]+(?:[.'’-][^\W\d_]+)*[²³23]?|\S"
)
_SIGN_OF = {code: sign for sign, code in lexicon.SYMBOLS.items()}
_PERCENT = frozenset({"%", "percent", "pct", "percentage"})
_POINTS = frozenset({"point", "points"})
_COUNT_WORDS = frozenset({"number", "no", "count", "headcount"})
_RATES = frozenset({"per", "/"})
LETTERS = {"m": "m", "t": "tonnes", "p": "pence"}
"""Letters that are a unit where nothing else stands; any other may be the mark of a note."""
_NO_BRACKETS = str.maketrans("()[]", "    ")
_LONGEST = 60
"""Characters of a unit."""
LONGEST_MEASURE = 4
"""Words."""
_MOST_THINGS = 3
"""Words for what a scale counts."""


@lru_cache(maxsize=16_384)
def read_unit(text: str) -> Unit | None:
    """Return the unit that a text is from end to end, as "£ thousands"; None where it is none."""
    text = text.translate(_NO_BRACKETS).strip(" .:")
    if not text or len(text) > _LONGEST:
        return None
    words = _WORD.findall(text)
    if words[0].lower() in {"in", "unit", "units"} and len(words) > 1:
        words = words[1:]
    unit, at = COUNT, 0
    while at < len(words) and (found := _part_at(words, at, unit)):
        unit, at = found
    if at == len(words) or (len(words) == 1 and words[0].lower() in _COUNT_WORDS):
        return unit
    return _of_things(words[at:], unit)


def _of_things(things: Sequence[str], unit: Unit) -> Unit | None:
    """Return a scale with what is counted: "thousand head", "millions of passengers"."""
    is_scale = unit == Unit(scale=unit.scale) != COUNT
    are_words = len(things) <= _MOST_THINGS and all(
        each.isalpha() and each.islower() for each in things
    )
    return unit._replace(measure=" ".join(things)) if is_scale and are_words else None


_Part = tuple[Unit, int]
"""A unit with one part more, and the place behind that."""


def _part_at(words: Sequence[str], at: int, unit: Unit) -> _Part | None:
    """Return a unit with the part that begins at a word, if one does."""
    lower, is_last = _plain(words[at]), at + 1 == len(words)
    if lower == "of" and unit.scale and not is_last:
        return unit, at + 1
    by = lower in _RATES or (lower in {"a", "an"} and bool(unit.currency))
    if by and not is_last and words[at + 1].lower() != "cent":
        return _rated(words, at, unit)
    if unit.measure:
        return None
    found = (read(words, at, unit) for read in _PARTS)
    return next((part for part in found if part is not None), None)


def _plain(word: str) -> str:
    return word.lower().lstrip("'’").rstrip(".")


def _scaled(words: Sequence[str], at: int, unit: Unit) -> _Part | None:
    lower = _plain(words[at])
    if unit.scale:
        return None
    before_unit = words[at] == "m" and words[at + 1 : at + 2] not in ([], ["/"])
    scales = _SCALES_OF_MONEY if unit.currency or before_unit else _SCALES
    return (unit._replace(scale=scales[lower]), at + 1) if lower in scales else None


def _in_currency(words: Sequence[str], at: int, unit: Unit) -> _Part | None:
    currency = None if unit.currency else _currency(words[at])
    return (unit._replace(currency=currency), at + 1) if currency else None


def _currency(word: str) -> str | None:
    """Return what stands before an amount of the currency that a word is."""
    if _CURRENCY.fullmatch(word):
        return word
    code = word if word in lexicon.CODES else lexicon.CURRENCY_WORDS.get(word.lower())
    if code is None or (len(word) == 3 and not word.isupper()):
        return None
    if code in _SIGN_OF:
        return _SIGN_OF[code]
    return code if code in lexicon.CODES else None


def _percent(words: Sequence[str], at: int, unit: Unit) -> _Part | None:
    two = [each.lower() for each in words[at : at + 2]]
    if _plain(words[at]) not in _PERCENT and two != ["per", "cent"]:
        return None
    at += 2 if two == ["per", "cent"] else 1
    if at < len(words) and words[at].lower() in _POINTS:
        return unit._replace(measure="percentage points"), at + 1
    if at < len(words) and words[at].lower() == "of":
        return unit._replace(measure=" ".join(("percent", *words[at:]))), len(words)
    return unit._replace(measure="percent"), at


def _rated(words: Sequence[str], at: int, unit: Unit) -> _Part:
    """Take what stands behind "per" or a stroke: a number of things, a time, a thing."""
    first, *rest = words[at + 1 :]
    return unit._replace(rate=" ".join(("per", LETTERS.get(first, first), *rest))), len(words)


def _measured(words: Sequence[str], at: int, unit: Unit) -> _Part | None:
    """Take the words that the reader of numbers takes for a unit, the most that it does."""
    word = words[at]
    if unit.currency:
        return None
    if word in LETTERS and words[at + 1 : at + 2] in ([], ["/"]):
        return unit._replace(measure=LETTERS[word]), at + 1
    if word[0].isdigit() or (len(word) == 1 and word.isalpha()):
        return None
    known = lexicon.UNITS.get(word.lower())
    if known and known.dimension in lexicon.DURATIONS and word.lower() == known.name:
        return None  # "Week" and "Year" are of times, "Weeks" are what is counted
    for end in range(min(len(words), at + LONGEST_MEASURE), at, -1):
        measure = " ".join(words[at:end])
        if word.istitle() and len(word) > 3 and is_measured(f"{BARE} {measure.lower()}"):
            measure = measure.lower()
        if is_measured(f"{BARE} {measure}"):
            return unit._replace(measure=measure), end
    return None


_PARTS = (_scaled, _in_currency, _percent, _measured)
