"""A statement: what a row says of its figure, taken from every sentence that gives it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.text.words import content_stems
from schemas import Modifier, Quantity, Report, Row, TextSpan

# Small words that turn what a sentence says, though they carry no subject of their own; and days.
_TURNING = frozenset(
    "not no nor only most more few before after under over above below up down against all any each "
    "both again until will would could should can monday tuesday wednesday thursday friday saturday "
    "sunday".split()
)
_SMALL = re.compile(r"\b[^\W\d_]+\b")
_NAME = re.compile(r"(?<=\S)\s+(?P<name>[A-Z][\w’'-]*)")
_BLANK = " # "


class Wording(NamedTuple):
    """The words of a sentence that carry meaning, without the figures that have rows themselves."""

    stems: tuple[str, ...]
    """In order."""
    turning: tuple[str, ...]
    names: tuple[str, ...]
    """In order: "A sold B" is not "B sold A". The first word of a sentence counts as none."""
    place: int
    """Which of the sentence's figures it is, from 0: two that change places change what is said."""


class Statement(NamedTuple):
    """One row as it is compared."""

    row: Row
    figure: tuple[object, ...]
    """What must be equal for the figure to be the same."""
    value: tuple[object, ...]
    """The number alone, however it is spelled."""
    noun: frozenset[str]
    """Stems of what it counts."""
    mentions: tuple[Wording, ...]
    """The sentence that the row quotes first, then the others."""
    stems: tuple[frozenset[str], ...]
    """Of each mention without the speaker, for telling likeness: whom they quote is no likeness."""

    @property
    def main(self) -> Wording:
        """The wording of the sentence that the row quotes."""
        return self.mentions[0]


def statements_of(report: Report) -> tuple[Statement, ...]:
    """Return the statement of each row, in the order of the text."""
    rows = sorted(report.worklist.rows, key=lambda row: row.quantity.span.start)
    figures: dict[str, set[TextSpan]] = {}
    for row in rows:
        for place in row.places:
            figures.setdefault(place.sentence_id, set()).add(place.span)
    sentences = {each.sentence_id: each.span for each in report.article.sentences}
    return tuple(_statement(row, report.article.reading_text, sentences, figures) for row in rows)


def _statement(
    row: Row, text: str, sentences: dict[str, TextSpan], figures: dict[str, set[TextSpan]]
) -> Statement:
    places = sorted(row.places, key=lambda place: place.span != row.quantity.span)
    mentions, speaker = [], set(content_stems(row.attribution.name or ""))
    for place in places:
        spans = sorted(figures[place.sentence_id], key=lambda span: span.start)
        words = "".join(_without(text, sentences[place.sentence_id], spans))
        mentions.append(_wording(words, spans.index(place.span)))
    return Statement(
        row=row,
        figure=_figure(row.quantity),
        value=_value(row.quantity),
        noun=frozenset(content_stems(row.quantity.noun or "")),
        mentions=tuple(mentions),
        stems=tuple(frozenset(mention.stems) - speaker for mention in mentions),
    )


def _without(text: str, sentence: TextSpan, spans: list[TextSpan]) -> Iterator[str]:
    """Yield the pieces of a sentence between its figures, each figure a mark."""
    at = sentence.start
    for span in spans:
        yield text[at : span.start] + _BLANK
        at = max(at, span.end)
    yield text[at : sentence.end]


def _wording(words: str, place: int) -> Wording:
    small = (match.group().lower() for match in _SMALL.finditer(words))
    return Wording(
        stems=content_stems(words),
        turning=tuple(sorted(word for word in small if word in _TURNING)),
        names=tuple(match["name"] for match in _NAME.finditer(words.strip(" \n“”\"'‘"))),
        place=place,
    )


def _value(quantity: Quantity) -> tuple[object, ...]:
    return quantity.low, quantity.high, quantity.whole, quantity.unit


def _figure(quantity: Quantity) -> tuple[object, ...]:
    modifier = Modifier.NONE if quantity.modifier is Modifier.EXACTLY else quantity.modifier
    return (
        *_value(quantity), quantity.kind, modifier, quantity.direction, quantity.part, quantity.per,
    )  # fmt: skip
