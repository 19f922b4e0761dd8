"""What a cell of a table holds: a figure, a year, a sign that there is none, or words."""

import re
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from pipeline.numbers import find_quantities
from pipeline.numbers.grammar import lexicon
from schemas import QuantityKind

BARE = "{}"
"""The form of a number that has no unit."""


class CellKind(Enum):
    """What a cell is for the shape of its table."""

    BLANK = auto()
    FIGURE = auto()
    MISSING = auto()
    YEAR = auto()
    RANGE = auto()
    """Digits and marks that are no single number: 10-14, 2-1, 1:45:30."""
    WORDS = auto()


class Figure(NamedTuple):
    """A number in a cell, as the reader of numbers takes it."""

    number: str
    """In digits with a comma between thousands: without one 1995 were a year."""
    form: str
    """How it stands in the cell: "{}", "£{}m", "{}%"."""

    @property
    def value(self) -> float:
        """The number without its unit."""
        return float(self.number.replace(",", ""))


SIGNS = re.escape("".join(sign for sign in lexicon.SYMBOLS if len(sign) == 1))
"""Signs of currencies, for a class of characters."""
NOTES = r"(?:\s*+(?:[*†‡§#^]++|\((?:[a-z]{1,2}|(?:note\s)?\d)\)|\[[^\]\s]{1,6}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]++))*+"
"""Marks that lead to notes below a table; possessive, so that a row of stars is read once."""
_DIGITS = (
    r"(?:\d{1,3}(?:[,’'\u0020\u00a0\u202f\u2009]\d{3})+(?!\d)|\d+)(?:\.\d+|,\d{1,2}(?!\d))?|\.\d+"
)
_CELL = re.compile(
    rf"(?P<open>\(?)\s?(?P<sign>[-−–+]?)\s?(?P<currency>(?:[A-Z]{{1,3}})?[{SIGNS}])?\s?"
    rf"(?P<minus>[-−–]?)(?P<digits>{_DIGITS})"
    rf"(?P<suffix>\s?(?:%|[^\W\d_¹²³⁴⁵⁶⁷⁸⁹⁰][^\d()|;:!?]{{0,24}}?|°\s?[CF]?)?)\s?(?P<close>\)?){NOTES}"
)
PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_YEAR = re.compile(rf"(?:1[6-9]|20)\d\d(?:\s?[-–/]\s?(?:\d\d|(?:1[6-9]|20)\d\d))?{NOTES}")
_MISSING = re.compile(
    r"[-–—―.…:*~]+|n\s?/?\s?a|\[[a-z]{1,2}\]|\([a-z]\)|null|none|nan|#[A-Z/0]+[!?]?",
    re.IGNORECASE,
)
_MARKS_ONLY = re.compile(r"(?!.*\(\s*%)[<>≤≥~±+\-−–—/:.,%()\s\d]*\d[<>≤≥~±+\-−–—/:.,%()\s\d]*")
_LONGEST = 40
"""Characters of a figure with its unit and notes; what is longer is words."""
_GROUPING = str.maketrans("", "", ",’' \u00a0\u202f\u2009")


@lru_cache(maxsize=65_536)
def kind_of(cell: str) -> CellKind:
    """Return what a cell is; it is trimmed of white space."""
    if not cell:
        return CellKind.BLANK
    if len(cell) > _LONGEST:
        return CellKind.WORDS
    if _YEAR.fullmatch(cell):
        return CellKind.YEAR
    if _MISSING.fullmatch(cell):
        return CellKind.MISSING
    if figure_in(cell) is not None:
        return CellKind.FIGURE
    if _MARKS_ONLY.fullmatch(cell) and not _is_date(cell):
        return CellKind.RANGE
    return CellKind.WORDS


def _is_date(cell: str) -> bool:
    first = next(iter(find_quantities(cell)), None)
    return first is not None and first.date is not None and first.kind is not QuantityKind.TIME


@lru_cache(maxsize=65_536)
def figure_in(cell: str) -> Figure | None:
    """Return the one number that a cell holds; None of words, dates, ranges and signs for none.

    A number in brackets is negative, as accountants write it; marks of notes behind it are dropped.
    """
    if PLAIN.fullmatch(cell):
        return Figure(_grouped(cell), BARE)
    found = _CELL.fullmatch(cell) if len(cell) <= _LONGEST else None
    if found is None or bool(found["open"]) is not bool(found["close"]):
        return None
    suffix = found["suffix"].rstrip()
    form = f"{found['currency'] or ''}{BARE}{suffix}"
    if suffix and not is_measured(form):
        return None
    negative = found["open"] or found["sign"] in {"-", "−", "–"} or found["minus"]
    return Figure(_grouped(("-" if negative else "") + _plain_digits(found["digits"])), form)


def _plain_digits(written: str) -> str:
    whole, comma, tail = written.rpartition(",")
    if comma and len(tail) < 3 and "." not in written:
        return f"{whole.translate(_GROUPING)}.{tail}"
    plain = written.translate(_GROUPING)
    return f"0{plain}" if plain.startswith(".") else plain


def _grouped(plain: str) -> str:
    whole, point, tail = plain.partition(".")
    negative = whole.startswith("-") and plain.strip("-0.") != ""
    digits = whole.removeprefix("-").lstrip("0") or "0"
    return f"{'-' if negative else ''}{int(digits):,}{point}{tail}" if len(digits) < 25 else plain


@lru_cache(maxsize=4_096)
def is_measured(form: str) -> bool:
    """Return whether the reader of numbers finds a unit or a scale in a form, and nothing behind.

    "{} days" and "£{}m" are; "{} High Street" is not.
    """
    text = form.replace(BARE, "7")
    found = find_quantities(text)
    if len(found) != 1 or not found[0].checkable:
        return False
    quantity = found[0]
    scaled = quantity.low is not None and quantity.low != 7
    return (quantity.unit is not None or scaled) and quantity.span.end == len(text)
