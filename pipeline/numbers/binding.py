"""Binding: whether a number of the statement belongs to the same thing as in the source.

The words that touch a number tell what it is of. When they fit another number of the source much
better, the number was taken from elsewhere; when two numbers fit each other's place, they were
swapped.
"""

import re
from itertools import combinations

from pipeline.numbers.compare import Comparison, dimension
from pipeline.numbers.source import Source, SourceQuantity
from schemas import Quantity, Status, TextSpan

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*|%")
_REACH = 4  # words to either side
# Words by which another number must fit better: in the labelled statements of the development
# data one word more is chance, two are not.
_MARGIN = 2
_MOST_NUMBERS = 20  # of one statement; a longer one is a table and no sentence


def find_swaps(
    text: str, found: tuple[tuple[Quantity, TextSpan | None], ...], source: Source
) -> dict[TextSpan, Comparison]:
    """Return the numbers of a statement, by their span, that fit each other's place in the source."""
    swapped: dict[TextSpan, Comparison] = {}
    matched = [(quantity, place) for quantity, place in found if place is not None][:_MOST_NUMBERS]
    for (one, here), (other, there) in combinations(matched, 2):
        if dimension(one) != dimension(other) or here == there or one.low == other.low:
            continue
        direct = _fit(text, one.span, source, here) + _fit(text, other.span, source, there)
        crossed = _fit(text, one.span, source, there) + _fit(text, other.span, source, here)
        if crossed >= direct + _MARGIN:
            for quantity, place in ((one, here), (other, there)):
                home = _sentence(source, place)
                reason = f"the source has it of something else: “{home}”"
                swapped[quantity.span] = Comparison(Status.ELSEWHERE, "swapped", reason)
    return swapped


def find_rival(
    text: str,
    stated: Quantity,
    place: TextSpan,
    source: Source,
    others: tuple[SourceQuantity, ...],
) -> tuple[SourceQuantity, Comparison] | None:
    """Return which of the `others` the words around a stated number fit much better, if any."""
    own = max(_fit(text, stated.span, source, each) for each in _mentions(place, others))
    rivals = [
        (_fit(text, stated.span, source, each.span), each)
        for each in others
        if each.span != place and _is_rival(stated, each.quantity)
    ]
    best = max(rivals, key=lambda pair: pair[0], default=(0, None))
    if best[1] is None or best[0] < own + _MARGIN:
        return None
    reason = f"the words around it are those of “{best[1].quantity.label()}” in the source"
    return best[1], Comparison(Status.ELSEWHERE, "binding", reason)


def _is_rival(stated: Quantity, other: Quantity) -> bool:
    same_sort = dimension(stated) == dimension(other) and stated.kind is other.kind
    return same_sort and other.checkable and (stated.low, stated.high) != (other.low, other.high)


def _mentions(place: TextSpan, others: tuple[SourceQuantity, ...]) -> list[TextSpan]:
    """Return the place and where else the value that stands there is said."""
    here = next((each.quantity for each in others if each.span == place), None)
    if here is None:
        return [place]
    value = (here.low, here.high, dimension(here))
    return [
        each.span
        for each in others
        if (each.quantity.low, each.quantity.high, dimension(each.quantity)) == value
    ]


def _fit(text: str, stated: TextSpan, source: Source, place: TextSpan) -> int:
    """Return how many words touching the two numbers are the same, left plus right."""
    reading = source.article.reading_text
    left = _shared(_before(text, stated.start), _before(reading, place.start))
    return left + _shared(_after(text, stated.end), _after(reading, place.end))


def _shared(one: list[str], other: list[str]) -> int:
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _before(text: str, at: int) -> list[str]:
    words = _WORD.findall(text[max(0, at - 60) : at].lower())
    return words[-_REACH:][::-1]


def _after(text: str, at: int) -> list[str]:
    return _WORD.findall(text[at : at + 60].lower())[:_REACH]


def _sentence(source: Source, place: TextSpan) -> str:
    home = next(s for s in source.article.sentences if s.span.holds(place))
    return source.article.plain(home.span)
