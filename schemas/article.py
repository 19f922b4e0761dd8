"""The article: its text as it stood, and its sentences with offsets and roles."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Self

from pydantic import Field, model_validator

from schemas.base import FrozenModel

# No-break spaces stay: they group digits, and "1\u00a0200" must not become two numbers.
_SPACE = re.compile(r"(?: (?=[ \t\r\n\f\v])|[\t\r\n\f\v])[ \t\r\n\f\v]*")
_BEFORE_A_MARK = re.compile(r" (?=[,.;:!?)])")


class TextSpan(FrozenModel):
    """A half-open range of character offsets into `Article.text`."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.end < self.start:
            raise ValueError("a span must not end before it starts")
        return self

    def holds(self, other: "TextSpan") -> bool:
        """Return whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def moved(self, by: int) -> "TextSpan":
        """Return the span so many characters further on, or further back."""
        return TextSpan(start=self.start + by, end=self.end + by)


class Role(StrEnum):
    """What part of the article a sentence belongs to."""

    HEADLINE = "headline"
    LEDE = "lede"
    BODY = "body"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


class Sentence(FrozenModel):
    """One sentence, in reading order; its id is what models cite (s1, s2, …)."""

    sentence_id: str
    span: TextSpan
    role: Role
    paragraph: int = Field(ge=0, description="number of its paragraph, from 0")


class Landmark(FrozenModel):
    """Where a page, a paragraph, a row of a table or a note of a document begins in its text."""

    start: int = Field(ge=0)
    name: str = Field(description="as a person finds it: 'page 3', 'paragraph 12', 'footnote 2'")


def landmark_at(landmarks: Sequence[Landmark], offset: int) -> str | None:
    """Return the name of the last landmark up to an offset; None before the first."""
    passed = bisect_right(landmarks, offset, key=lambda landmark: landmark.start)
    return landmarks[passed - 1].name if passed else None


class Article(FrozenModel):
    """An article as it was read. Boilerplate is marked by its role, not removed.

    `markup` are the spans that are no prose (Markdown's signs, targets of links): they stay in
    `text`, so every offset is exact, and `plain` leaves them out for reading.
    """

    article_id: str
    source: str = Field(description="where it came from: a file name, a URL or 'stdin'")
    title: str | None
    published: date | None = Field(
        default=None, description="day of publication, where the page says it"
    )
    notes: tuple[str, ...] = Field(
        default=(), description="what a reader must know of it: that it is a live blog, a teaser"
    )
    text: str
    markup: tuple[TextSpan, ...] = ()
    landmarks: tuple[Landmark, ...] = Field(
        default=(), description="in order; of a Word document or a PDF, which have no lines"
    )
    sentences: tuple[Sentence, ...]

    @model_validator(mode="after")
    def _sentences_lie_in_order_in_the_text(self) -> Self:
        spans = [sentence.span for sentence in self.sentences]
        if any(span.end > len(self.text) for span in spans):
            raise ValueError("a sentence ends after the text")
        if any(later.start < earlier.end for earlier, later in pairwise(spans)):
            raise ValueError("sentences overlap or are out of order")
        return self

    def quote(self, span: TextSpan) -> str:
        """Return the characters of a span exactly as they stand."""
        return self.text[span.start : span.end]

    def plain(self, span: TextSpan) -> str:
        """Return a span for reading: without markup, white space folded to single spaces."""
        place = span.start, span.end
        if place not in self._plain:  # a sentence is asked for by each who reads it
            folded = _SPACE.sub(" ", self.reading_text[span.start : span.end]).strip()
            # Blanked markup leaves "trial ," where "*trial*," stood.
            self._plain[place] = _BEFORE_A_MARK.sub("", folded) if self.markup else folded
        return self._plain[place]

    @cached_property
    def _plain(self) -> dict[tuple[int, int], str]:
        return {}

    @cached_property
    def reading_text(self) -> str:
        """The text at the same length with markup blanked out, so offsets still hold."""
        pieces, at = [], 0
        for mark in self.markup:
            pieces += [self.text[at : mark.start], " " * (mark.end - mark.start)]
            at = mark.end
        return "".join([*pieces, self.text[at:]])

    def sentence(self, sentence_id: str) -> Sentence:
        """Return the sentence of that id; raises KeyError when there is none."""
        for sentence in self.sentences:
            if sentence.sentence_id == sentence_id:
                return sentence
        raise KeyError(sentence_id)

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that an offset stands in; None between two."""
        at = bisect_right(self.sentences, offset, key=lambda sentence: sentence.span.start) - 1
        found = self.sentences[at] if at >= 0 else None
        return found if found and offset < found.span.end else None

    def where(self, offset: int) -> str:
        """Return where a person finds an offset: "line 12", or "page 3" of a document."""
        return landmark_at(self.landmarks, offset) or f"line {self.line_of(offset)}"

    def line_of(self, offset: int) -> int:
        """Return the line of the text, from 1, that an offset stands in."""
        return bisect_right(self._line_starts, offset)

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        lines = self.text.splitlines(keepends=True)
        return (0, *accumulate(len(line) for line in lines[:-1]))

    @cached_property
    def prose(self) -> tuple[Sentence, ...]:
        """The sentences that are not boilerplate."""
        return tuple(s for s in self.sentences if s.role is not Role.BOILERPLATE)
