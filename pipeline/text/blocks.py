"""Blocks and lines of a text, with their offsets, and the paragraphs of plain text."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from pipeline.text.sentences import trimmed
from schemas import TextSpan

BETWEEN_CELLS = " | "
"""Without it the figures of two cells would become one."""
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Mark(StrEnum):
    """What the format itself says a block is; plain text says nothing."""

    NONE = "none"
    TITLE = "title"
    HEADING = "heading"
    CAPTION = "caption"
    ITEM = "item"
    OUTSIDE = "outside"  # on the page, but not part of its article


class Block(NamedTuple):
    """A block of the text and what its format says about it."""

    span: TextSpan
    text: str  # for reading: without markup, white space folded
    mark: Mark = Mark.NONE


def day_of(written: str) -> date | None:
    """Return the day that an ISO 8601 date or time begins with; None where it is none."""
    try:
        return date.fromisoformat(written.strip()[:10])
    except ValueError:  # 2026-02-31
        return None


class Head(NamedTuple):
    """What the head of a page or the front matter of a draft says of the article."""

    title: str | None = None
    published: date | None = None
    note: str | None = None
    """That it is no single article, where it is none."""


# Invisible, but no white space to Python: a line of these alone is blank to a reader.
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"


class Line(NamedTuple):
    """One line without its terminator."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)

    @property
    def is_blank(self) -> bool:
        """Whether nothing in it can be seen."""
        return not self.text.strip().strip(_ZERO_WIDTH).strip()


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of a text in order."""
    start = 0
    for whole, bare in zip(text.splitlines(keepends=True), text.splitlines(), strict=True):
        yield Line(start, bare)
        start += len(whole)


_BULLETS = frozenset("•▪◦‣·*-")
_UNFINISHED = frozenset({"the", "a", "an", "of"})
"""No headline and no paragraph ends on these words, so the next line carries on."""
_WIDEST_WRAP = 120
"""Columns; terminals, mail and wire services wrap at 60 to 100."""
_LONG_LINE = 40


def is_stopped(text: str) -> bool:
    """Return whether the text ends as a sentence or an introduction does."""
    return text[-8:].rstrip("\"'”’»)]").endswith((".", "!", "?", ":", ";", "…"))


def paragraphs(text: str) -> tuple[TextSpan, ...]:
    """Return the paragraphs of a plain text, in order, trimmed of white space.

    A blank line always parts them. A single newline does too, unless the text is hard-wrapped:
    then lines that are full, or run on in the middle of a sentence, are one paragraph.
    """
    lines = tuple(lines_of(text))
    width = _wrap_width(lines)
    spans: list[TextSpan] = []
    previous = None
    for line in lines:
        if line.is_blank:
            previous = None
            continue
        runs_on = previous is not None and _runs_on(previous, line, width)
        start = spans.pop().start if runs_on else line.start
        spans.append(trimmed(text, start, line.end))
        previous = line
    return tuple(spans)


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """Return the column at which the text was hard-wrapped, or None when it was not."""
    breaks = [
        (upper, lower)
        for upper, lower in pairwise(lines)
        if not upper.is_blank and not lower.is_blank
    ]
    carried = sum(_carries_on(upper, lower) for upper, lower in breaks)
    # Wrapped prose breaks between two lower-case words most of the time, line-a-paragraph never.
    if not breaks or carried * 3 < len(breaks):
        return None
    lengths = sorted(len(upper.text.rstrip()) for upper, _ in breaks)
    width = lengths[len(lengths) * 4 // 5]  # not the maximum: one long URL would set it
    return width if width <= _WIDEST_WRAP else None


def _carries_on(upper: Line, lower: Line) -> bool:
    above, below = upper.text.rstrip(), lower.text.lstrip()
    if is_stopped(above):
        return False
    last = above.rsplit(None, 1)[-1].lower()
    return below[:1].islower() or last in _UNFINISHED


def _runs_on(upper: Line, lower: Line, width: int | None) -> bool:
    first = lower.text.split(None, 1)[0]
    is_number = len(first) <= len("12.") and first[-1] in ".)" and first[:-1].isdigit()
    if is_number or first in _BULLETS:
        return False
    carries_on, length = _carries_on(upper, lower), len(upper.text.rstrip())
    if width is None:
        return carries_on and length >= _LONG_LINE
    if lower.text[:1].isspace() and not upper.text[:1].isspace():  # a first line set in
        return False
    # A wrapped line is full: the next word would not have fitted.
    return carries_on or length + 1 + len(first) > width
