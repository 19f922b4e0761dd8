"""Readings: the words of a sentence with their clauses and times, shared by its numbers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from pipeline.numbers.grammar import lexicon
from pipeline.text.words import content_stems, is_function_word

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_TOKEN = re.compile(rf"{_WORD.pattern}|\d[\d,.]*\d|\d|[,;:()—–“”\"%]")
_BORDERS = frozenset(";:()—–")
_OPENING = frozenset('“":')
"""Behind these a capital tells no name, as at the start of a sentence."""
SPLITTERS = frozenset("but while whereas although though which who whose where".split())
"""Words that begin a clause."""
_JOINERS = frozenset(
    "but while whereas although though because when after before as and or with".split()
)
_OVER_MARK, _OVER_JOINER = 3, 2  # steps
_NO_NAMES = frozenset(
    (*lexicon.MONTHS, *lexicon.WEEKDAYS, "mr", "mrs", "ms", "dr", "sir", "q", "i", "per", "us")
)
_TIME = re.compile(
    r"\b(?=\w)(?:(?P<year>(?:1[6-9]|20)\d\d\b)(?:\s?[-–/]\s?(?P<to>\d\d\b))?"
    r"|(?P<month>january|february|march|april|may|june|july|august|september|october|november|"
    r"december)\b"
    r"|(?P<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|tonight|"
    r"tomorrow)\b"
    r"|(?P<nth>first|second|third|fourth|final|1st|2nd|3rd|4th)[- ](?P<part>quarter|half)\b"
    r"|(?P<q>q[1-4]|h[12])\b"
    r"|(?:the\s+|an?\s+|one\s+)?(?P<ago>year|season|quarter|month|week|decade|day)\s+(?:earlier|"
    r"ago|before)\b"
    r"|(?P<which>last|this|next|previous|prior|past|current|coming)\s+(?P<span>year|season|"
    r"quarter|month|week|decade|"
    r"day|night|spring|summer|autumn|winter|fall|term|session)\b"
    r"|(?P<season>spring|summer|autumn|winter)\b|(?P<now>now|currently|at present|so far)\b"
    r"|(?P<count>two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?P<unit>years|months|weeks|"
    r"days)\s+(?:earlier|ago|before)\b"
    r"|(?P<ordinal>first|second|third|fourth|fifth)\s+(?P<leg>day|week|month|year|season|round|"
    r"set|leg|test|innings|race|stage|phase)\b"
    r"|(?P<previously>previously|originally|initially|earlier|formerly)\b)"
)
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}
_TURNS = {
    **dict.fromkeys(("last", "prior", "past"), "previous"),
    "current": "this",
    "coming": "next",
}


class Word(NamedTuple):
    """A word, a number or a mark of a sentence."""

    lower: str
    stem: str | None
    start: int
    end: int
    is_name: bool
    clause: int
    steps: int
    """How much further off it puts the words behind it: a mark more than a joiner, a joiner more
    than a word.
    """
    splits: bool
    """Whether it begins a clause, which puts words of another clause one step further off."""


class _Form(NamedTuple):
    """What a token is wherever it stands."""

    lower: str
    """In small letters, without a possessive."""
    steps: int
    splits: bool
    begins: bool
    """Whether a clause begins at it, unless it is the first word."""
    is_border: bool
    stem: str | None = None
    may_be_name: bool = False
    opens: bool | None = False
    """True where a sentence begins behind it, None where nothing changes."""


@lru_cache(maxsize=16_384)
def _form(text: str) -> _Form:
    lower = text.lower().replace("’", "'")
    plain = lower.removesuffix("'s")
    splits, begins, is_border = plain in SPLITTERS, lower in SPLITTERS, text in _BORDERS
    if text[0].isalpha():
        steps = _OVER_JOINER if plain in _JOINERS else 1
        may_be_name = text[0].isupper() and not is_function_word(lower) and lower not in _NO_NAMES
        return _Form(plain, steps, splits, begins, is_border, _stem(text), may_be_name)
    opens = text in _OPENING or (False if text[0].isdigit() else None)
    return _Form(plain, _OVER_MARK, splits, begins, is_border, opens=opens)


def tokens(sentence: str, known: frozenset[str] = frozenset()) -> tuple[Word, ...]:
    """Return the words, numbers and marks of a sentence; a new clause begins at a mark or a joiner.

    `known` are words that are names elsewhere, so that one at the start of the sentence is known
    too.
    """
    words: list[Word] = []
    new = tuple.__new__  # by itself it makes a word in half the time
    clause, first = 0, True
    raw = list(_TOKEN.finditer(sentence))
    for at, match in enumerate(raw):
        lower, steps, splits, begins, is_border, stem, may_be_name, opens = _form(match[0])
        start, end = match.span()
        if is_border or (at and (begins or (lower == "and" and raw[at - 1][0] == ","))):
            clause += 1
        is_name = may_be_name and (
            not first or lower in known or (at + 1 < len(raw) and _goes_on(match, raw[at + 1]))
        )
        words.append(new(Word, (lower, stem, start, end, is_name, clause, steps, splits)))
        if opens is not None:
            first = opens
    return tuple(words)


def _goes_on(match: re.Match[str], following: re.Match[str]) -> bool:
    """Return whether a word with a capital stands right behind: the second of a name."""
    return following[0][0].isupper() and following.start() == match.end() + 1


@lru_cache(maxsize=16_384)
def _stem(text: str) -> str | None:
    stems = content_stems(text)
    return "-".join(stems) if stems else None


@dataclass(frozen=True, eq=False)
class SentenceReading:
    """A sentence with what all of its numbers share, read on first use."""

    text: str
    known: frozenset[str] = frozenset()
    """Words that are names elsewhere."""

    @cached_property
    def lower(self) -> str:
        """The sentence in small letters."""
        return self.text.lower()

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words, numbers and marks."""
        return tokens(self.text, self.known)

    @cached_property
    def stems(self) -> dict[str, None]:
        """The stems of its words in their order, each once."""
        return dict.fromkeys(filter(None, map(_stem, _WORD.findall(self.text))))

    @cached_property
    def times(self) -> tuple[tuple[str, int, int], ...]:
        """The times that it names, with their offsets."""
        return tuple(_times(self.text, self.lower))


def _times(text: str, lower: str) -> Iterable[tuple[str, int, int]]:
    for match in _TIME.finditer(lower):
        if match["month"] and not text[match.start()].isupper():
            continue  # it may, they march
        for time in _time_names(match):
            yield time, match.start(), match.end()


def _time_names(match: re.Match[str]) -> Iterable[str]:  # noqa: C901  a table of cases
    """Yield a time under a name that other mentions of it share: `y2019`, `m3`, `previous-year`."""
    said = {name: words for name, words in match.groupdict().items() if words}
    match said:
        case {"year": year, **rest}:
            yield f"y{year}-{rest['to']}" if "to" in rest else f"y{year}"
        case {"month": month}:
            yield f"m{lexicon.MONTHS[month]}"
        case {"day": day}:
            yield f"d-{day}"
        case {"nth": nth, "part": part}:
            yield f"{part[0]}{_NTH.get(nth, nth[0])}"
        case {"ago": unit}:
            yield f"previous-{unit}"
        case {"which": which, "span": span}:
            yield f"{_TURNS.get(which, which)}-{span}"
        case {"season": season}:
            yield f"s-{season}"
        case {"count": count, "unit": unit}:
            yield f"{count}-{unit}-ago"
        case {"ordinal": ordinal, "leg": leg}:
            yield f"{ordinal}-{leg}"
        case {"q": quarter}:
            yield quarter
        case _:
            yield "now" if "now" in said else "previously"
