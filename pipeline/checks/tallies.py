"""Tallies: the numbers of a sentence as parts, wholes and shares are read from them.

::

    ratio = "one" noun "in" number                    one grower in three
    part  = "of" whole [words] "," number "," …       of the 40 experts asked by Elm, 34, or 85%, agreed

The reader takes the first for two counts, and the second, which stands behind a name, for an age.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from pipeline.checks.passage import Passage, Reading
from schemas import Quantity, QuantityKind, TextSpan

_IN = re.compile(r"(?:\s+[a-z][a-z'’-]*){0,2}\s+(?:in|out\s+of)\s+(?:every\s+)?")
_IN_TIME = re.compile(r"\b(?:day|week|month|year|time|match|game|win|case|death|thing)s?\s+in\b")
_OF_BEFORE = re.compile(
    r"(?:^|[,;:(“\"]\s*|\b(?:and|that|said|when)\s+)(?:out\s+)?of\s+"
    r"(?:(?:the|its|their|all|those|these|some|about|a|total)\s+|[\w-]+['’]s?\s+){0,4}$",
    re.IGNORECASE,
)


def tallies(passage: Passage) -> tuple[Quantity, ...]:
    """Return the quantities of a sentence, in text order, with parts and shares read as such."""
    return _tallies(passage.reading, passage.position)


def place(passage: Passage, quantity: Quantity) -> int:
    """Return which of the tallies and lone ones of its sentence a quantity is, counted from 0."""
    some = tallies_with_ones(passage)
    return bisect_left(some, quantity.span.start, key=lambda each: each.span.start)


# Each list of a sentence asks for them; without it a sentence of a megabyte would be quadratic.
@lru_cache(maxsize=64)
def _tallies(reading: Reading, position: int) -> tuple[Quantity, ...]:
    return tuple(_read(reading.passages[position]))


def is_after_of(passage: Passage, whole: Quantity) -> bool:
    """Return whether a count stands as the whole of what follows: "of the 32 members, 22"."""
    return bool(_OF_BEFORE.search(passage.before(whole)))


def _read(passage: Passage) -> Iterator[Quantity]:
    some = _with_named(passage)
    last: Quantity | None = None
    skip = False
    for at, each in enumerate(some):
        if skip:
            skip = False
            continue
        behind = some[at + 1] if at + 1 < len(some) else None
        if behind and _is_one_in(passage, each, behind):
            skip = True
            each = _one_in(passage, each, behind)  # noqa: PLW2901  # the two are one number
        elif last and _is_bare_age(each) and is_after_of(passage, last):
            each = each.model_copy(update=_COUNTED)  # noqa: PLW2901  # it is read as what it is
        last = each
        yield each


_ONE = re.compile(
    r"(?:[,;:]|\b(?:and|but))\s+(?:only\s+|just\s+|the\s+other\s+)?(one)\b"
    r"(?!-|\s+(?:of|another|or|to|day|side|time|way|thing)\b|\s+in\s+(?:every|\d|two|three|four|five|six|seven|eight|nine|ten)\b)",
    re.IGNORECASE,
)


def tallies_with_ones(passage: Passage) -> tuple[Quantity, ...]:
    """Return the tallies with each lone "one", which the reader takes for a pronoun: and one did not."""
    return _with_ones(passage.reading, passage.position)


@lru_cache(maxsize=64)
def _with_ones(reading: Reading, position: int) -> tuple[Quantity, ...]:
    passage = reading.passages[position]
    start = passage.offset
    read = tallies(passage)
    starts = [each.span.start for each in read]
    lone = [
        TextSpan(start=start + found.start(1), end=start + found.end(1))
        for found in _ONE.finditer(passage.text if "one" in passage.words else "")
    ]
    ones = []
    for span in lone:
        before = bisect_right(starts, span.start) - 1
        if before < 0 or read[before].span.end <= span.start:
            ones.append(_one(span))
    return tuple(sorted((*read, *ones), key=lambda each: each.span.start))


def _one(span: TextSpan) -> Quantity:
    one = Decimal(1)
    return Quantity(text="one", span=span, number=span, kind=QuantityKind.COUNT, low=one, high=one)


def is_lone_one(quantity: Quantity) -> bool:
    """Return whether it may be a pronoun and no part at all."""
    return quantity.value == 1 and not quantity.noun and quantity.text.lower() == "one"


_COUNTED = {"kind": QuantityKind.COUNT, "unit": None}


def _with_named(passage: Passage) -> tuple[Quantity, ...]:
    """Return the quantities of a sentence, with the counts in a list that stand right behind a name.

    Of "won 13 seats, the Greens 11 and the League five" the reader takes the second for a name.
    """
    found: list[Quantity] = []
    for each in passage.all_quantities:
        if each.checkable:
            found.append(each)
        elif owned := _OWNED.fullmatch(each.text):
            found.append(_number_of(each, owned))
        elif (
            (named := _NAMED.fullmatch(each.text))
            and found
            and _is_listed(passage, found[-1], each)
        ):
            found.append(_number_of(each, named))
    return tuple(found)


_NAMED = re.compile(r"[A-Z][a-z’'-]+\s+(\d{1,3})")
_OWNED = re.compile(r"[A-Z][a-z-]+(?:['’]s|s['’])\s+(\d{1,3})")
_LISTED = re.compile(r"(?:\s+[a-z]+)?(?:,|,?\s+and)\s+(?:the\s+)?")
_GOES_ON = re.compile(r"^\s*(?:[,;.)]|and\b|$)")


def _is_listed(passage: Passage, last: Quantity, named: Quantity) -> bool:
    listed = last.kind is QuantityKind.COUNT and _LISTED.fullmatch(passage.between(last, named))
    return bool(listed and _GOES_ON.match(passage.after(named)))


def _number_of(named: Quantity, name: re.Match[str]) -> Quantity:
    number = TextSpan(start=named.span.start + name.start(1), end=named.span.start + name.end(1))
    value = Decimal(name[1])
    return Quantity(
        text=name[1],
        span=number,
        number=number,
        kind=QuantityKind.COUNT,
        low=value,
        high=value,
        step=Decimal(1),
    )


def _is_bare_age(quantity: Quantity) -> bool:
    return quantity.kind is QuantityKind.AGE and quantity.text.isdecimal()


def _is_one_in(passage: Passage, one: Quantity, whole: Quantity) -> bool:
    counts = {QuantityKind.COUNT, QuantityKind.MEASURE}
    if one.kind not in counts or one.value != 1 or not one.text.lower().startswith("one"):
        return False
    if whole.kind is not QuantityKind.COUNT or not whole.value or whole.value <= 1:
        return False
    words = passage.between(one, whole)
    return bool(_IN.fullmatch(words)) and whole.noun is None and not _IN_TIME.search(words)


def _one_in(passage: Passage, one: Quantity, whole: Quantity) -> Quantity:
    """Return "one grower in three" as a ratio."""
    start, end = passage.at(one.span).start, passage.at(whole.span).end
    return one.model_copy(
        update={
            "text": passage.text[start:end],
            "span": TextSpan(start=one.span.start, end=whole.span.end),
            "kind": QuantityKind.RATIO,
            "low": Decimal(1),
            "high": Decimal(1),
            "whole": whole.value,
            "unit": None,
        }
    )


def in_unit_of(amount: Quantity, other: Quantity) -> Quantity:
    """Return a bare number in the unit of the amount it stands with: 180 million of 300 million lira."""
    bare = amount.kind is QuantityKind.COUNT and amount.noun in {None, "apiece"} and not amount.unit
    if not bare or other.kind not in {QuantityKind.MONEY, QuantityKind.MEASURE}:
        return amount
    return amount.model_copy(update={"kind": other.kind, "unit": other.unit, "noun": other.noun})
