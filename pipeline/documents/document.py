"""What a document says: its text, the blocks of it, and where on its pages each part stands."""

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.text.blocks import Block, Mark
from pipeline.text.sentences import trimmed
from schemas import Landmark, TextSpan

APART = "\n\n"


class Paragraph(NamedTuple):
    """A paragraph of a document, or a row of a table, before it has a place in a text."""

    text: str
    mark: Mark
    places: tuple[tuple[int, str], ...]
    """Offsets into it and the name of the page, or the like, that begins there; the first is 0."""


class MarginComment(NamedTuple):
    """What a person says beside a document's text, as in a comment of Word."""

    text: str
    """A line a paragraph."""
    place: TextSpan
    """Where it hangs in the text; empty where that holds no words."""
    words: tuple[TextSpan, ...]
    """The words of which it is; several where a note or a text box is among them."""


class Document(NamedTuple):
    """The text of a document; its blocks are trimmed of white space, the text is not."""

    text: str
    blocks: tuple[Block, ...]
    landmarks: tuple[Landmark, ...]
    note: str | None = None
    """What a reader must know of it, such as pages that could not be read."""
    comments: tuple[MarginComment, ...] = ()
    """Those of people, in order of the text."""


def document_of(paragraphs: Iterable[Paragraph]) -> Document:
    """Return the document of paragraphs in their order of reading, a blank line between two."""
    given = tuple(paragraphs)
    blocks: list[Block] = []
    landmarks: list[Landmark] = []
    at = 0
    for paragraph in given:
        span = trimmed(paragraph.text, 0, len(paragraph.text))
        placed = TextSpan(start=at + span.start, end=at + span.end)
        blocks.append(Block(placed, " ".join(paragraph.text.split()), paragraph.mark))
        for offset, name in paragraph.places:
            if not landmarks or landmarks[-1].name != name:
                landmarks.append(Landmark(start=at + offset, name=name))
        at += len(paragraph.text) + len(APART)
    text = APART.join(paragraph.text for paragraph in given)
    return Document(text, tuple(blocks), tuple(landmarks))
