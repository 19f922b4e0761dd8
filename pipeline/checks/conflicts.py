"""Checks of figures that stand twice in an article and differ by a slip of digits or unit.

Two ways to tell that two numbers are meant to be one figure: the headline's stands nowhere below
it; or one is taken up with a definite article, "the $270 billion", and was said otherwise before.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache, partial
from itertools import zip_longest
from typing import NamedTuple

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.figures import Figures
from pipeline.checks.passage import AGAINST, Passage
from pipeline.checks.rounding import may_agree, written_digits
from pipeline.numbers.dimensions import dimension, share_noun
from pipeline.reconcile import Source, SourceQuantity
from pipeline.reconcile.frames import Frame
from pipeline.reconcile.values import DOLLARS
from pipeline.text.words import content_stems, is_function_word
from schemas import Modifier, Quantity, QuantityKind, Role

_KINDS = {
    QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.PERCENT, QuantityKind.MEASURE,
    QuantityKind.DURATION, QuantityKind.RATIO, QuantityKind.PERCENTAGE_POINT,
    QuantityKind.TEMPERATURE, QuantityKind.AGE,
}  # fmt: skip
_MOST = 12  # numbers of a sentence that are compared; more stand in a list or a table


class _Conflict(NamedTuple):
    """A figure, the one that it was meant to be, and the two values that are compared."""

    before: Quantity
    here: Quantity
    in_headline: bool
    values: tuple[Quantity, Quantity]


def _pitfalls(passage: Passage, *, same_digits: bool) -> Iterator[Pitfall]:
    """Yield each figure given again in another scale or unit, or else with another value."""
    for one, other, in_headline, values in _conflicts(passage):
        if _have_same_digits(*values) is same_digits:
            where = "in the headline" if in_headline else "before"
            yield Pitfall(f"{one.text} {where}, {other.text} here: which is it?", (one, other))


@lru_cache(maxsize=8)  # two checks ask for the same sentence, one after the other
def _conflicts(passage: Passage) -> tuple[_Conflict, ...]:
    told: dict[int, _Conflict] = {}
    some = (*_in_headline(passage), *_definite_references(passage))
    for conflict in some:
        place = conflict.before if conflict.in_headline else conflict.here
        told.setdefault(place.span.start, conflict)
    return tuple(told.values())


# --- two numbers ---


def _digits(quantity: Quantity) -> str:
    """Return the digits of a value without the zeros at its ends: 32 of 3,200 and of 0.32."""
    return _digits_of(quantity.low or Decimal(0))


@lru_cache(maxsize=1024)  # each figure is held against those of many sentences
def _digits_of(value: Decimal) -> str:
    return re.sub(r"\D", "", f"{abs(value):f}").strip("0")


def _have_same_digits(one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers differ in scale or unit alone: $3.2bn, $3.2m; 40 km, 40 miles."""
    if not one.low or not other.low:
        return False
    if one.low == other.low:
        return one.unit != other.unit
    shift = one.low / other.low
    power = shift.adjusted()
    return abs(power) in {3, 6, 9} and shift == Decimal(1).scaleb(power)


def _is_typing_error(one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers of one size differ in one digit, or in two that changed places."""
    wrong = _other_digits(one, other)
    return len(wrong) == 1 or _is_swap(wrong)


_OtherDigits = list[tuple[int, str, str]]


def _other_digits(one: Quantity, other: Quantity) -> _OtherDigits:
    """Return the digits in which two numbers of one size differ, each with its place."""
    if not one.low or not other.low or one.low.adjusted() != other.low.adjusted():
        return []
    first, second = _digits(one), _digits(other)
    if first == second or max(len(first), len(second)) < 2:
        return []
    both = zip_longest(first, second, fillvalue="0")
    return [(at, mine, theirs) for at, (mine, theirs) in enumerate(both) if mine != theirs]


def _are_swapped(one: Quantity, other: Quantity) -> bool:
    """Return whether two digits next to each other changed places."""
    return _is_swap(_other_digits(one, other))


def _is_swap(wrong: _OtherDigits) -> bool:
    match wrong:
        case [(at, a, b), (next_, c, d)]:
            return next_ == at + 1 and (a, b) == (d, c)
    return False


def _are_near(one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers are of one size, and not small."""
    low, high = sorted(abs(each.low or Decimal(0)) for each in (one, other))
    return high <= low * 3 and high >= 10 and one.kind is not QuantityKind.DURATION


_STEPS = 7  # from a number to a word that is by it


def _shared(one: SourceQuantity, other: SourceQuantity) -> set[str]:
    """Return the stems that stand near both numbers."""
    near = [
        {stem for stem, steps in each.frame.near.items() if steps <= _STEPS}
        for each in (one, other)
    ]
    return {stem for stem in near[0] & near[1] if not stem.isdecimal()}


# --- the headline ---

_LEAST_SHARED = 2  # words that stand near both
_BODY = 400  # numbers of the article that are looked through


def _in_headline(passage: Passage) -> Iterator[_Conflict]:
    """Yield each number of the headline with the one of the article that it was meant to be."""
    source = passage.reading.source
    if passage.role is not Role.HEADLINE:
        return
    body = [
        each
        for each in source.quantities[:_BODY]
        if each.sentence.role not in {Role.HEADLINE, Role.BOILERPLATE}
    ]
    figures = Figures(body)
    for quantity in passage.quantities[:_MOST]:
        stated = source.at(quantity.span) if quantity.kind in _KINDS else None
        if stated is None:
            continue
        some = [each for each in body if _may_be_meant(source, stated, each)]
        meant = max(some, key=lambda each: _closeness(stated, each), default=None)
        if meant and not figures.say(quantity):
            pair = quantity, meant.quantity
            yield _Conflict(*pair, in_headline=True, values=pair)


def _closeness(stated: SourceQuantity, each: SourceQuantity) -> tuple[bool, int]:
    slip = _is_typing_error(stated.quantity, each.quantity)
    return slip, len(_shared(stated, each))


def _may_be_meant(source: Source, stated: SourceQuantity, each: SourceQuantity) -> bool:
    """Return whether a number of the article is like that of the headline, and said of the same."""
    one, other, shared = stated.quantity, each.quantity, len(_shared(stated, each))
    if other.kind is not one.kind or other.value is None or one.value is None:
        return False
    if _have_same_digits(one, other):
        return len(_digits(one)) > 1 or (shared > 0 and one.kind is not QuantityKind.COUNT)
    if dimension(one) != dimension(other) or one.unit != other.unit or may_agree(one, other):
        return False
    # By one word in common figures of a headline were six times in seven others than those meant.
    if shared < _LEAST_SHARED and not _are_swapped(one, other):
        return False
    if _is_typing_error(one, other):
        return True
    counted = set(content_stems(other.noun or "")) & source.stems[stated.position]
    named = share_noun(one, other) if one.noun else bool(counted)
    named = named or one.kind is not QuantityKind.COUNT
    return named and _are_near(one, other)


# --- definite references ---

_REFERRED = {QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.PERCENT}
_FAR_BACK, _CLOSE = 40, 8  # sentences before; within the latter a figure of one digit is taken up
_DEFINITE = frozenset({"the", "those", "these", "this"})
_PREPOSITIONS = frozenset({"of", "for", "with", "on", "from", "in"})
_ALL_OF_IT = frozenset({"full", "whole", "entire"})
_VERBS = frozenset("come comes came remain remains include includes cover covers would".split())
_TELLING_DIGITS, _LARGE = 3, 1_000_000
_SMALL = 1000
_STEM = 4  # letters


class _Figure(NamedTuple):
    """A definite figure; `names` are the stems of what it is, none where it stands alone."""

    value: Quantity
    names: frozenset[str]
    telling: bool = False
    """Whether only its digits, three and more, make it one said before: no article does."""


def _definite_references(passage: Passage) -> Iterator[_Conflict]:
    """Yield each figure that takes up one before which was said otherwise."""
    passages = passage.reading.passages
    for quantity in passage.quantities[:_MOST]:
        figure = _definite(passage, quantity)
        if figure is None:
            continue
        some = [
            value
            for place in passages[max(0, passage.position - _FAR_BACK) : passage.position + 1]
            for end, value in _wholes(place)
            if end <= quantity.span.start and _is_taken_up(passage, figure, place, value)
        ]
        # Two digits that changed places are rarer by chance than another digit.
        some = [one for one in some if _are_swapped(one, figure.value)] or some
        one_value = len({(each.low, each.unit) for each in some}) == 1
        if one_value and not _figures(passage.reading.source).say(figure.value):
            values = some[-1], figure.value
            yield _Conflict(some[-1], quantity, in_headline=False, values=values)


@lru_cache(maxsize=8)  # the articles that one process works on side by side
def _figures(source: Source) -> Figures:
    return Figures(source.quantities)


def _definite(passage: Passage, quantity: Quantity) -> _Figure | None:
    """Return a quantity as a figure that takes up another, or None where its words do not."""
    value = _whole(quantity)
    if value is None or value.kind not in _REFERRED or value.modifier is not Modifier.NONE:
        return None
    nouns = frozenset(content_stems(value.noun or ""))
    if value is not quantity:
        return _Figure(value, nouns) if nouns else None
    frame = passage.frame(quantity)
    if frame is None or passage.is_led_by(quantity, AGAINST):
        return None
    if not _is_definite(frame):
        return _Figure(value, frozenset(), telling=True) if _is_telling(value) else None
    bare, counted = _is_bare(frame), value.kind is QuantityKind.COUNT
    if counted or (value.kind is QuantityKind.MEASURE and not bare):
        names = nouns or frozenset(content_stems(" ".join(frame.right[:3])))
        return _Figure(value, names) if names or bare else None
    return _Figure(value, frozenset()) if bare else None


def _is_definite(frame: Frame) -> bool:
    """Return whether an article leads to a number: the, those, of that."""
    left = [word for word in frame.left if word not in _ALL_OF_IT]
    if left[:1] == ["that"]:
        return not left[1:] or left[1] in _PREPOSITIONS
    return not _DEFINITE.isdisjoint(left[:1])


def _is_bare(frame: Frame) -> bool:
    """Return whether a verb or nothing follows: the figure is what is spoken of."""
    word = "".join(frame.right[:1])
    goes_on = is_function_word(word) and word not in _PREPOSITIONS
    return not word[:1].isalpha() or goes_on or word in _VERBS


@lru_cache(maxsize=256)  # those behind a sentence look back on it, one after the other
def _wholes(passage: Passage) -> tuple[tuple[int, Quantity], ...]:
    """Return the numbers of a sentence that may be taken up, each with where it ends."""
    some = ((one.span.end, _whole(one)) for one in passage.quantities[:_MOST])
    return tuple((end, value) for end, value in some if value is not None)


def _whole(quantity: Quantity) -> Quantity | None:
    """Return of "22 of the 32" the whole as a number of its own, else the quantity itself."""
    if quantity.kind is not QuantityKind.RATIO or quantity.whole is None:
        return quantity if quantity.value else None
    count = {"kind": QuantityKind.COUNT, "low": quantity.whole, "high": quantity.whole}
    plain = {**count, "whole": None, "modifier": Modifier.NONE}
    definite = re.search(r"\bof\s+(?:the|those|these|its|their)\s", quantity.text)
    return quantity.model_copy(update=plain) if definite else None


def _is_taken_up(passage: Passage, figure: _Figure, place: Passage, one: Quantity) -> bool:
    """Return whether a number before may be what the figure takes up, as far as its words tell."""
    value = figure.value
    if one.kind is not value.kind or one.per != value.per:
        return False
    if one.unit != value.unit and {one.unit, value.unit} <= DOLLARS:
        return False
    if figure.telling and (passage is place or not _is_telling(one)):
        return False
    counted = value.kind is QuantityKind.COUNT
    short = len(_digits(one)) < 2 or len(_digits(value)) < 2
    if (one.low == value.low or one.unit == value.unit) and _have_same_digits(one, value):
        far = short and (counted or passage.position - place.position > _CLOSE)
        return not far and _is_named(figure, place, one)
    if short or one.unit != value.unit:
        return False
    wrong = _other_digits(one, value)
    swapped = _is_swap(wrong)
    if len(wrong) != 1 and not swapped:
        return False
    rare = swapped or (not figure.telling and (value.low or 0) >= _SMALL)
    return rare and (figure.telling or _is_named(figure, place, one))


def _is_telling(quantity: Quantity) -> bool:
    """Return whether a sum has so many digits that two such are hardly alike by chance."""
    large = quantity.low is not None and quantity.low >= _LARGE
    telling = len(written_digits(quantity)) >= _TELLING_DIGITS
    return quantity.kind is QuantityKind.MONEY and large and telling


def _is_named(figure: _Figure, place: Passage, one: Quantity) -> bool:
    """Return whether what the figure is said to be is in the words of the number before.

    Of a count in its noun, else in its sentence: "the fine" of who was "fined".
    """
    if not figure.names:
        return True
    counted = figure.value.kind is QuantityKind.COUNT
    words = set(content_stems(one.noun or "" if counted else place.text))
    return any(
        word == name or (len(name) >= _STEM and word.startswith(name))
        for name in figure.names
        for word in words
    )


CHECKS = (
    Check(
        "A13",
        "scale-clash",
        "One figure is given twice with the same digits and another scale or unit.",
        fires="The fund paid the port $3.2 billion. The $3.2 million that the fund paid is spent.",
        silent="The fund paid the port $3.2 billion. The $3.2 billion that the fund paid is spent.",
        settles="The figure with its scale in the source.",
        find=partial(_pitfalls, same_digits=True),
    ),
    Check(
        "A15",
        "figure-conflict",
        "One figure is given twice with two values, as a slip of the hand makes them.",
        fires="The storm sank 32 fishing boats at Elm.\n\nThe 23 fishing boats at Elm were old.",
        silent="The storm sank 32 fishing boats at Elm.\n\nThe 32 fishing boats at Elm were old.",
        settles="The figure in the source; one of the two is mistyped or out of date.",
        find=partial(_pitfalls, same_digits=False),
    ),
)
