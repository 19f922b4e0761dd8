"""Readings: the words of a sentence with their clauses and times, shared by its numbers."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pipeline.numbers.grammar import lexicon
from pipeline.text.words import content_stems, is_function_word

_TOKEN = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*|\d[\d,.]*\d|\d|[,;:()—–“”\"%]")
_BORDERS = frozenset(";:()—–")
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
    r"(?P<year>\b(?:1[6-9]|20)\d\d\b)(?:\s?[-–/]\s?(?P<to>\d\d\b))?"
    r"|\b(?P<month>january|february|march|april|may|june|july|august|september|october|november|"
    r"december)\b"
    r"|\b(?P<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|tonight|"
    r"tomorrow)\b"
    r"|\b(?P<nth>first|second|third|fourth|final|1st|2nd|3rd|4th)[- ](?P<part>quarter|half)\b|"
    r"\b(?P<q>q[1-4]|h[12])\b"
    r"|\b(?:the\s+|an?\s+|one\s+)?(?P<ago>year|season|quarter|month|week|decade|day)\s+(?:earlier|"
    r"ago|before)\b"
    r"|\b(?P<which>last|this|next|previous|prior|past|current|coming)\s+(?P<span>year|season|"
    r"quarter|month|week|decade|"
    r"day|night|spring|summer|autumn|winter|fall|term|session)\b"
    r"|\b(?P<season>spring|summer|autumn|winter)\b|\b(?P<now>now|currently|at present|so far)\b"
    r"|\b(?P<count>two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?P<unit>years|months|weeks|"
    r"days)\s+(?:earlier|ago|before)\b"
    r"|\b(?P<ordinal>first|second|third|fourth|fifth)\s+(?P<leg>day|week|month|year|season|round|"
    r"set|leg|test|innings|race|stage|phase)\b"
    r"|\b(?P<previously>previously|originally|initially|earlier|formerly)\b"
)
_NTH = {
    "first": "1",
    "1st": "1",
    "second": "2",
    "2nd": "2",
    "third": "3",
    "3rd": "3",
    "fourth": "4",
    "4th": "4",
    "final": "4",
}
_TURNS = {
    "last": "previous",
    "previous": "previous",
    "prior": "previous",
    "past": "previous",
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


def tokens(sentence: str, known: frozenset[str] = frozenset()) -> tuple[Word, ...]:
    """Return the words, numbers and marks of a sentence; a new clause begins at a mark or a joiner.

    `known` are words that are names elsewhere, so that one at the start of the sentence is known
    too.
    """
    found: list[Word] = []
    clause, first = 0, True
    raw = list(_TOKEN.finditer(sentence))
    for at, match in enumerate(raw):
        text = match[0]
        if text in _BORDERS:
            clause += 1
        lower = text.lower().replace("’", "'")
        is_word = text[0].isalpha()
        if (is_word and lower in SPLITTERS and at) or (
            is_word and lower == "and" and at and raw[at - 1][0] == ","
        ):
            clause += 1
        name = False
        if is_word and text[0].isupper() and not is_function_word(lower) and lower not in _NO_NAMES:
            name = (
                not first
                or lower.removesuffix("'s") in known
                or (
                    at + 1 < len(raw)
                    and raw[at + 1][0][0].isupper()
                    and raw[at + 1].start() == match.end() + 1
                )
            )
        stem = _stem(text) if is_word else None
        lower = lower.removesuffix("'s")
        steps = (_OVER_JOINER if lower in _JOINERS else 1) if is_word else _OVER_MARK
        start, end = match.span()
        found.append(Word(lower, stem, start, end, name, clause, steps, lower in SPLITTERS))
        if is_word or text[0].isdigit():
            first = False
        if text in {"“", '"', ":"}:
            first = True
    return tuple(found)


@lru_cache(maxsize=16_384)
def _stem(text: str) -> str | None:
    stems = content_stems(text)
    return "-".join(stems) if stems else None


class SentenceReading(NamedTuple):
    """A sentence with what all of its numbers share."""

    text: str
    lower: str
    words: tuple[Word, ...]
    times: tuple[tuple[str, int, int], ...]


def read_sentence(text: str, known: frozenset[str] = frozenset()) -> SentenceReading:
    """Return a sentence with its words and the times that it names."""
    lower = text.lower()
    return SentenceReading(text, lower, tokens(text, known), tuple(_times(text, lower)))


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
            yield f"{part[0]}{_NTH[nth]}"
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
