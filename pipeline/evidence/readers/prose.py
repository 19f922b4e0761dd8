"""The prose of a document under its headings, each sentence with its place."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.evidence.parts import PlacedSentence, Prose
from pipeline.numbers import find_quantities
from pipeline.text.blocks import Block, Mark, is_stopped
from pipeline.text.sentences import sentence_ranges
from schemas import Landmark

_HEADING_WORDS = 10
"""Words of a line of plain text that may be a heading."""
_HEADING_CHARACTERS = 100
_NUMBERED = re.compile(r"\A(?:item\s)?\d+(?:\.\d+)*[.:)]?\s", re.IGNORECASE)


class Outline:
    """The headings that what is read next stands under."""

    def __init__(self, title: str | None) -> None:
        self.title = title
        self._open: list[tuple[int, str]] = []
        """How deep each heading is, 1 for the outermost, and its words."""

    def enter(self, depth: int, text: str) -> None:
        """Take a heading, which ends those that are as deep or deeper."""
        self._open = [each for each in self._open if each[0] < depth]
        self._open.append((depth, text))

    @property
    def context(self) -> str:
        """The title and the headings above as one line."""
        texts = [self.title or "", *(text for _, text in self._open)]
        return " · ".join(dict.fromkeys(filter(None, texts)))


def depth_of_mark(block: Block) -> int:
    """Return how deep a heading is where its format tells but titles from the others."""
    return 1 if block.mark is Mark.TITLE else 2


def prose_of(
    blocks: Sequence[Block],
    outline: Outline,
    place: Callable[[Block], str],
    depth: Callable[[Block], int] = depth_of_mark,
) -> Iterator[Prose]:
    """Yield the blocks of a document as prose, one part under each heading."""
    held: list[PlacedSentence] = []
    for block in blocks:
        if block.mark is Mark.OUTSIDE:
            continue
        if block.mark in {Mark.TITLE, Mark.HEADING}:
            if held:
                yield Prose(outline.context, held)
                held = []
            outline.enter(depth(block), block.text)
        held += sentences_of(block.text, place(block))
    if held:
        yield Prose(outline.context, held)


def sentences_of(text: str, place: str) -> Iterator[PlacedSentence]:
    """Yield the sentences of a text that has no markup."""
    for start, end in sentence_ranges(text):
        yield PlacedSentence(text[start:end], place)


def with_headings(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks of a plain text, those that read as headings marked."""
    return [block._replace(mark=Mark.HEADING) if _is_heading(block) else block for block in blocks]


def _is_heading(block: Block) -> bool:
    text = _NUMBERED.sub("", block.text)
    short = 0 < len(text.split()) <= _HEADING_WORDS and len(text) <= _HEADING_CHARACTERS
    if not short or is_stopped(text) or text[:1].islower() or not text[:1].isalpha():
        return False
    return not any(quantity.checkable for quantity in find_quantities(text))


def title_in(blocks: Iterable[Block]) -> str | None:
    """Return the text of the block that is the title, else of the first heading."""
    found = [block for block in blocks if block.mark in {Mark.TITLE, Mark.HEADING}]
    titles = [block for block in found if block.mark is Mark.TITLE]
    return next((block.text for block in (*titles, *found)), None)


def line_places(text: str) -> Callable[[Block], str]:
    """Return what names the line of a text that a block begins on."""
    ends = [match.end() for match in re.finditer(r"\r\n|\n|\r", text)]
    return lambda block: f"line {bisect_right(ends, block.span.start) + 1}"


def landmark_places(landmarks: Sequence[Landmark]) -> Callable[[Block], str]:
    """Return what names the page or paragraph that a block begins on."""
    starts = [each.start for each in landmarks]

    def place(block: Block) -> str:
        at = bisect_right(starts, block.span.start) - 1
        return landmarks[at].name if at >= 0 else ""

    return place
