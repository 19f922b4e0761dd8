"""Where headings, labels and captions of tables name a unit, and what they say without it."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pipeline.evidence.readers.cell_numbers import NOTES
from pipeline.evidence.readers.units import (
    COUNT,
    LETTERS,
    LONGEST_MEASURE,
    Unit,
    read_unit,
)
from pipeline.numbers import find_quantities
from pipeline.numbers.dimensions import measure_of
from pipeline.numbers.grammar import lexicon
from pipeline.text.words import is_function_word

_LONGEST_SYMBOL = 3
"""Letters of a symbol such as mm, kWh, km²."""
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]")
_INNER = re.compile(r"[,;]\s+|\s[-–—]\s")
_TAIL = re.compile(r"(?:,|;|:|\s[-–—])\s+([^,;:]{1,60}?)\s*\Z")
_IN = re.compile(r"\b(?:in|units?:)\s+(.{1,60}?)(?=\s*(?:[,;.)]|\Z|\bunless\b))", re.IGNORECASE)
_RATE = re.compile(r"\bper\s(?:\d[\d,]*|head)\b(?:\s[^\W\d_][\w'’-]*)?", re.IGNORECASE)
_PERCENT_WORDS = re.compile(
    r"(?<!\d)(?<!\d\s)"
    r"(?:%|\bper cent\b|\bpercent(?:age)?\b|\bpct\b)(?:\spoints?\b)?",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"\s((?<!\d\s)[^\W\d][^\s()\[\]]{1,5}|[^\s()\[\]\w][^\s()\[\]]{0,5})\Z")
"""As in "2024 £m", and not in "rain of 1 mm"."""
_SPACED = re.compile(r"(?<=\d)[\u0020\u00a0\u202f\u2009](?=000\b)")
"""A space between thousands: "per 1 000 people"."""
_CLOCK = re.compile(r"\b([a-z]+):([a-z]+)\b")
_LEFT_OVER = re.compile(r"(?<=,)\s*,|\s(?=[,;:])|\s(?:in|of|as)\Z")


class Said(NamedTuple):
    """A heading without its unit, and that unit."""

    words: str
    unit: Unit | None
    """None where it says none."""


@lru_cache(maxsize=16_384)
def heading_unit(heading: str) -> Said:
    """Return what a heading of a column says: its own words, and its unit if it names one.

    Of several levels, which a comma parts, the innermost that names a unit counts.
    """
    heading = _SPACED.sub(",", heading)
    if said := _bracketed(heading):
        return said
    levels = heading.split(", ")
    for at in range(len(levels) - 1, -1, -1):
        said = _level_unit(levels[at])
        if said is not None:
            said = _with_measure(said)
            rest = [*levels[:at], said.words, *levels[at + 1 :]]
            return Said(", ".join(filter(None, rest)), said.unit)
    return Said(heading, None)


def _level_unit(level: str) -> Said | None:
    if (unit := read_unit(level)) is not None:
        return Said(level if unit == COUNT else "", unit)
    return _inside(level)


@lru_cache(maxsize=65_536)
def label_unit(label: str) -> Said:
    """Return what the label of a row says; its unit stands in brackets or behind a mark."""
    return _bracketed(label) or _at_end(label) or Said(label, None)


_CLAUSES = re.compile(r"(?<=[^\s.]{3})\.\s+|;\s+")


def caption_unit(lines: Iterable[str]) -> Unit | None:
    """Return the unit that lines above or below a table give to all of it, the first that does."""
    for clause in (each for line in lines for each in _CLAUSES.split(line)):
        if (unit := read_unit(clause)) is not None and unit != COUNT:
            return unit
        for find in (_bracketed, _at_end, _symbol_in, _named_in, _rate_in, _plural_in):
            said = find(clause)
            if said and said.unit is not None and said.unit != COUNT:
                return _with_measure(said).unit
    return None


_MARKS = re.compile(rf"(?<=.){NOTES}\Z", re.IGNORECASE)


def without_marks(text: str) -> str:
    """Return a label or heading without the marks of notes behind it: "Weapons [b]", "2025 (p)"."""
    return _MARKS.sub("", text)


def _bracketed(text: str) -> Said | None:
    for found in _BRACKETS.finditer(text):
        for part in _INNER.split(found[1]):
            if (unit := read_unit(part)) is not None:
                before = text[: found.start()].rstrip()
                if len(part) == 1 and part in LETTERS and not before[-1:].isalpha():
                    continue  # "2024 (p)" is provisional, and "(p) provisional" says so
                return Said(_tidy(before, text[found.end() :]), unit)
    return None


def _tidy(before: str, behind: str) -> str:
    """Return what stands before and behind a unit as one text."""
    return _LEFT_OVER.sub("", " ".join(f"{before.rstrip()} {behind.lstrip()}".split())).strip(" ,")


def _at_end(text: str) -> Said | None:
    found = _TAIL.search(text)
    unit = read_unit(found[1]) if found else None
    if found is None or unit in {None, COUNT}:
        return None
    return Said(text[: found.start()].strip(), unit)


def _inside(heading: str) -> Said | None:
    """Read a unit amid the words of a heading: "Spending £m", "% change", "rate per 1,000"."""
    if found := _PERCENT_WORDS.search(heading):
        return Said(_tidy(heading[: found.start()], heading[found.end() :]), read_unit(found[0]))
    return _rate_in(heading) or _named_in(heading) or _symbol_in(heading) or _plural_in(heading)


def _plural_in(heading: str) -> Said | None:
    """Read what is counted in a unit: "Tonnes landed", "Mean days to repair", "Sunshine hours".

    Not "Waiting over 18 weeks" or "Visits on working days".
    """
    words = heading.split()
    for at, word in enumerate(words):
        lower = word.lower()
        unit = lexicon.UNITS.get(lower)
        if unit is None and at == len(words) - 1 and measure_of(None, lower)[0] == "points":
            return Said(heading, Unit(measure=lower))  # "42 points" are no count of things
        if unit is None or not lower.endswith("s") or lower == unit.name:
            continue
        before = [each.lower() for each in words[max(0, at - 2) : at]]
        is_apart = any(is_function_word(each) or find_quantities(each) for each in before)
        is_duration = unit.dimension in lexicon.DURATIONS
        if unit.dimension == "months":
            continue  # "Years ending 31 March", "financial years"
        if at == 0 or (is_duration and not is_apart and at in {1, 2, len(words) - 1}):
            return Said(heading, Unit(measure=lower))
    return None


def _with_measure(said: Said) -> Said:
    """Return a rate with what its number counts: the days of "Days lost, per employee"."""
    unit = said.unit
    if unit is None or unit != Unit(rate=unit.rate) or not unit.rate:
        return said
    found = _plural_in(said.words)
    measure = found.unit.measure if found and found.unit else ""
    return Said(said.words, unit._replace(measure=measure))


def _symbol_in(heading: str) -> Said | None:
    """Read a symbol that a heading ends with: "Min temp °C", "Rainfall mm"."""
    found = _SYMBOL.search(heading.rstrip("."))
    if not found:
        return None
    known = lexicon.UNITS.get(found[1].lower())
    is_word = found[1].isalpha() and (
        len(found[1]) > _LONGEST_SYMBOL
        or (known is not None and known.dimension in lexicon.DURATIONS)  # "min" is a minimum
    )
    unit = None if is_word else read_unit(found[1])
    return Said(_tidy(heading[: found.start()], ""), unit) if unit else None


def _rate_in(text: str) -> Said | None:
    found = _RATE.search(text)
    if not found:
        return None
    unit = read_unit(found[0].strip())
    return Said(_tidy(text[: found.start()], text[found.end() :]), unit) if unit else None


def _named_in(text: str) -> Said | None:
    """Read "in thousands", "in £ million unless stated"; nothing of "rain in mm, sun in hours"."""
    named = [(found, unit) for found in _IN.finditer(text) if (unit := read_unit(found[1]))]
    if len(named) != 1 or named[0][1] == COUNT:
        return None
    found, unit = named[0]
    return Said(_tidy(text[: found.start()], text[found.end() :]), unit)


def spoken(heading: str) -> str:
    """Return a heading as a person would write it: "revenue_gbp_m" is "revenue (GBP m)"."""
    if " " in heading or "_" not in heading.strip("_"):
        return heading
    words = [word for word in heading.split("_") if word]
    words = [word.upper() if word.upper() in lexicon.CODES else word for word in words]
    for at in range(max(1, len(words) - LONGEST_MEASURE), len(words)):
        if read_unit(" ".join(words[at:])) not in {None, COUNT}:
            return f"{' '.join(words[:at])} ({' '.join(words[at:])})"
    return " ".join(words)


@lru_cache(maxsize=4_096)
def clock_units(heading: str) -> list[str]:
    """Return the two units of a length of time such as 9:42 where a heading says "min:sec"."""
    found = _CLOCK.search(heading)
    units = [lexicon.UNITS.get(word) for word in found.groups()] if found else []
    return [f"{unit.name}s" for unit in units if unit and unit.dimension == "time"]
