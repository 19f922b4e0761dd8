"""A text cut flat: places that overlap or cross become pieces that each know what they belong to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from schemas import TextSpan

Label = TypeVar("Label")


class Segment(NamedTuple, Generic[Label]):
    """A piece of a text that no label begins or ends in, and the labels that hold it."""

    span: TextSpan
    text: str
    labels: tuple[Label, ...]


def segments(text: str, labelled: Iterable[tuple[TextSpan, Label]]) -> tuple[Segment[Label], ...]:
    """Return the text in pieces, cut where any label begins or ends; joined they are the text.

    Labels come in the order in which they begin. What reaches beyond the text is cut off there, and
    a span without characters labels nothing.
    """
    return tuple(_segments(text, list(labelled)))


def _segments(text: str, labelled: list[tuple[TextSpan, Label]]) -> Iterator[Segment[Label]]:
    beginning: dict[int, list[int]] = defaultdict(list)
    ending: dict[int, list[int]] = defaultdict(list)
    for number, (span, _) in enumerate(labelled):
        end = min(span.end, len(text))
        if span.start < end:
            beginning[span.start].append(number)
            ending[end].append(number)
    holding: dict[int, Label] = {}
    for start, end in pairwise(sorted({0, len(text), *beginning, *ending})):
        for number in ending[start]:
            del holding[number]
        holding.update((number, labelled[number][1]) for number in beginning[start])
        yield Segment(TextSpan(start=start, end=end), text[start:end], tuple(holding.values()))
