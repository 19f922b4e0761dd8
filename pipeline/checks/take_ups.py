"""Take-ups: a figure with the definite article that stands for one said before, and is not it.

"The $270 billion does not include the purchase" takes up a sum that the article named. Where that sum
is nowhere and one with the same digits or a slip of the hand apart is, the second was meant.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from pipeline.checks.passage import Passage, Reading
from pipeline.checks.repeats import (
    DEATHS,
    digits_of,
    is_swapped,
    is_typing_error,
    same_digits,
    speaks_of_death,
)
from pipeline.checks.rounding import may_agree
from pipeline.numbers.dimensions import dimension
from pipeline.text.words import content_stems
from schemas import Modifier, Quantity, QuantityKind

_BACK = 40  # sentences before
_MOST = 12  # numbers of a sentence; more stand in a list or a table
_KINDS = {QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.PERCENT}
_THE = re.compile(
    r"(?:\b(?:[Tt]he|THE|[Tt]hose|[Tt]hese|[Tt]his)|^That|\b(?:of|for|with|on|to|from|in)\s+that)\s+(?:full\s+|whole\s+|entire\s+)?$"
)
_OF_THE = re.compile(r"\bof\s+(?:the|those|these|its|their)\s+(?:full\s+)?$", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:the|this|that|its|their)\s+(?:\w+\s+)?(?P<name>[a-z]{3,})\s+(?:of|to)\s+(?:about\s+|some\s+|around\s+)?$",
    re.IGNORECASE,
)
# One of these stands right before a figure that takes up another: the last word of the three above.
_DEFINITE = (
    *("the", "those", "these", "this", "that", "its", "their"),
    *("full", "whole", "entire", "of", "to", "about", "some", "around"),
)
_PLAIN_NAMES = {"figure", "sum", "total", "number", "amount", "tally", "count"}
# Behind them stands a verb or nothing: the figure is what is spoken of, and names no new thing.
_BARE = re.compile(
    r"^(?:\s*[.,;:!?)\"”’—–]|\s*$|\s+(?:to\s+be|is|are|was|were|has|have|had|does|do|did|will|would|can|could|may|might|must|"
    r"should|cannot|comes?|came|goes|go|went|remains?|remained|includes?|included|covers?|covered|makes?|made|matche[sd]|"
    r"represents?|represented|buys?|pays?|paid|takes?|took|accounts?|excludes?|leaves?|left|and|but|or)\b)"
)
_DOLLARS = {"USD", "AUD", "CAD", "NZD", "HKD", "SGD"}
_CLOSE = 8  # sentences, within which a figure of one digit is taken up
_LEAST = 2  # digits
_TELLING = 3  # digits
_LARGE = 1_000_000
_STEM = 4  # letters
_SMALL = 1000
_WIDE = 2  # times: a bound or range that is wider says nothing of the figure


class TakeUp(NamedTuple):
    """A figure and the one before that it was meant to be."""

    before: Quantity
    here: Quantity
    numbers: tuple[Quantity, Quantity]
    """The two that are compared: of "22 of the 32" the whole."""


class _Figure(NamedTuple):
    """A definite figure; `names` are the stems of what it is said to be, none where it stands alone."""

    value: Quantity
    names: frozenset[str]
    telling: bool = False
    """Whether only its digits, three and more, make it one said before: no article does."""


def take_ups(passage: Passage) -> tuple[TakeUp, ...]:
    """Return each figure of the sentence that takes up one which was said otherwise."""
    return _at(passage.reading, passage.position)


@lru_cache(maxsize=8)  # two checks ask for the same sentence, one after the other
def _at(reading: Reading, position: int) -> tuple[TakeUp, ...]:
    return tuple(_in(reading.passages[position]))


def _in(passage: Passage) -> Iterator[TakeUp]:
    for quantity in passage.quantities[:_MOST]:
        figure = _definite(passage, quantity)
        if figure is None:
            continue
        some = [
            one
            for place, one in _before(passage, quantity)
            if _is_meant(passage, figure, place, one)
        ]
        # Two digits that changed places are rarer by chance than another digit.
        swapped = [one for one in some if is_swapped(one, figure.value)]
        some = swapped or some
        one_value = len({(each.low, each.unit) for each in some}) == 1
        if one_value and not _is_said(passage, figure.value):
            yield TakeUp(some[-1], quantity, (some[-1], figure.value))


def _definite(passage: Passage, quantity: Quantity) -> _Figure | None:
    """Return a quantity as a figure that takes up another, or None where its words do not."""
    value = _whole(quantity)
    if (
        value is None
        or value.kind not in _KINDS
        or not value.low
        or value.modifier is not Modifier.NONE
    ):
        return None
    before, behind = passage.before(quantity), passage.after(quantity)
    if value is quantity and not before.rstrip().lower().endswith(_DEFINITE):
        return _Figure(value, frozenset(), telling=True) if _is_telling(value) else None
    noun = frozenset(content_stems(value.noun or ""))
    counted = value.kind is QuantityKind.COUNT
    named = _NAMED.search(before)
    if named and named["name"].lower() != "out":
        plain = named["name"].lower() in _PLAIN_NAMES
        return _Figure(
            value, frozenset() if plain else frozenset(content_stems(named["name"])) | noun
        )
    if value is not quantity or (_OF_THE.search(before) and counted):
        return _Figure(value, noun) if noun else None
    if not _THE.search(before):
        return _Figure(value, frozenset(), telling=True) if _is_telling(value) else None
    if counted or value.kind is QuantityKind.MEASURE:
        if _BARE.match(behind) and not counted:
            return _Figure(value, frozenset())
        following = frozenset(content_stems(" ".join(behind.split()[:3])))
        names = noun or following
        return _Figure(value, names) if names or _BARE.match(behind) else None
    bare = _BARE.match(behind) and value.kind is QuantityKind.MONEY
    return _Figure(value, frozenset()) if bare else None


def _whole(quantity: Quantity) -> Quantity | None:
    """Return of "22 of the 32" the whole as a number of its own, else the quantity itself."""
    if quantity.kind is QuantityKind.RATIO and quantity.whole is not None:
        definite = re.search(r"\bof\s+(?:the|those|these|its|their)\s", quantity.text)
        whole = quantity.whole
        parts = {
            "kind": QuantityKind.COUNT,
            "low": whole,
            "high": whole,
            "whole": None,
            "modifier": Modifier.NONE,
        }
        return quantity.model_copy(update=parts) if definite else None
    return quantity if quantity.value is not None else None


def _before(passage: Passage, quantity: Quantity) -> Iterator[tuple[Passage, Quantity]]:
    """Yield the numbers before this one, each with its sentence."""
    some = passage.reading.passages[max(0, passage.position - _BACK) : passage.position + 1]
    for place in some:
        for one in place.quantities[:_MOST]:
            whole = _whole(one)
            if whole and one.span.end <= quantity.span.start:
                yield place, whole


def _is_said(passage: Passage, value: Quantity) -> bool:
    """Return whether the article has the figure elsewhere, or two of one sentence make it."""
    source = passage.reading.source
    others = [each.quantity for each in source.quantities if not each.span.holds(value.span)]
    if any(_agrees(each, value) for each in others):
        return True
    told = (place.quantities[:_MOST] for place in passage.reading.passages)
    alike = ({q.low for q in some if q.low and q.unit == value.unit} for some in told)
    pairs = (pair for some in alike for pair in combinations(some, 2))
    return any(value.low in {one + two, abs(one - two)} for one, two in pairs)


def _agrees(one: Quantity, value: Quantity) -> bool:
    """Return whether a number of the article is the figure, as it is rounded or bounded."""
    if one.whole == value.low:
        return True
    if dimension(one) != dimension(value) or one.unit != value.unit or not one.low or not one.high:
        return False
    low, figure, high = one.low, value.low or one.low, one.high
    if low < high:
        return low <= figure <= high <= low * _WIDE
    close = low <= figure * _WIDE and figure <= low * _WIDE
    return low == figure or (close and may_agree(one, value))


def _is_meant(passage: Passage, figure: _Figure, place: Passage, one: Quantity) -> bool:
    """Return whether a number before may be what the figure takes up, as far as its words tell."""
    value = figure.value
    if one.kind is not value.kind or not one.low or one.per != value.per:
        return False
    if one.unit != value.unit and {one.unit, value.unit} <= _DOLLARS:
        return False
    if figure.telling and (passage is place or not _is_telling(one)):
        return False
    if (one.low == value.low or one.unit == value.unit) and same_digits(one, value):
        return _is_rescaled(passage, figure, place, one)
    short = min(len(digits_of(each)) for each in (one, value)) < _LEAST
    if short or one.unit != value.unit or not is_typing_error(one, value):
        return False
    if figure.telling:
        return is_swapped(one, value)
    large = value.kind is not QuantityKind.COUNT or (value.low or 0) >= _SMALL
    return (large or is_swapped(one, value)) and _is_named(figure, place, one)


def _is_rescaled(passage: Passage, figure: _Figure, place: Passage, one: Quantity) -> bool:
    """Return whether a number of the same digits may be meant; two digits recur by chance."""
    short = len(digits_of(figure.value)) < _LEAST
    if short and figure.value.kind is QuantityKind.COUNT:
        return False
    far = short and passage.position - place.position > _CLOSE
    return not far and _is_named(figure, place, one)


def _is_named(figure: _Figure, place: Passage, one: Quantity) -> bool:
    """Return whether what the figure is said to be is in the words of the number before."""
    counted = figure.value.kind is QuantityKind.COUNT
    return not figure.names or _share_a_stem(figure.names, _words(place, one, near=counted))


def _is_telling(quantity: Quantity) -> bool:
    """Return whether a sum is written with so many digits that two such are hardly alike by chance."""
    written = "".join(letter for letter in quantity.text if letter.isdecimal()).lstrip("0")
    large = quantity.low is not None and quantity.low >= _LARGE
    return quantity.kind is QuantityKind.MONEY and large and len(written) >= _TELLING


def _share_a_stem(names: frozenset[str], words: frozenset[str]) -> bool:
    """Return whether one is named like the other: "the fine" of who was "fined"."""
    return any(
        one == other or (len(one) >= _STEM and other.startswith(one))
        for one in names
        for other in words
    )


def _words(place: Passage, one: Quantity, *, near: bool) -> frozenset[str]:
    """Return the stems that a number may be named by: of a count its noun, else all of its sentence."""
    words = content_stems(one.noun or "") if near else content_stems(place.text)
    found = frozenset(words)
    if near and speaks_of_death(place.text):
        return found | _DEAD
    return found


_DEAD = frozenset(stem for word in DEATHS for stem in content_stems(word))
