"""What people say in the comments of a Word document, and of which words of its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from pipeline.documents.document import MarginComment
from pipeline.documents.docx_own_comments import is_own
from pipeline.documents.docx_package import DocxPackage, attribute, name_of
from pipeline.documents.docx_text import PlacedPiece, ReadDocx
from schemas import TextSpan


def margin_comments(package: DocxPackage, read: ReadDocx) -> tuple[MarginComment, ...]:
    """Return the comments of a document in order of the text, ours left out.

    One that hangs on no words, as where only the cursor stood somewhere, is of its paragraph.
    """
    said = _said_by_people(package)
    if not said:
        return ()
    order = _Order(read)
    found = (order.comment(number, text) for number, text in said.items())
    return tuple(sorted(filter(None, found), key=lambda comment: comment.place.start))


def _said_by_people(package: DocxPackage) -> dict[str, str]:
    """Return the texts of comments by their ids, a line a paragraph."""
    root = package.xml(package.related("/comments"))
    if root is None:
        return {}
    return {
        attribute(comment, "id"): "\n".join(map(_text, comment.iter("{*}p")))
        for comment in root.iter("{*}comment")
        if not is_own(comment)
    }


def _text(paragraph: etree._Element) -> str:
    return "".join(each.text or "" for each in paragraph.iter("{*}t"))


@dataclass(slots=True)
class _Stretch:
    """A part of the elements in their order: from one piece of text up to another."""

    first: int
    end: int


class _Order:
    """The pieces of a text in the order of their elements, and what comments stand around.

    Where a text box or a note hangs, its pieces come too: a comment on it stands there.
    """

    def __init__(self, read: ReadDocx) -> None:
        self._pieces = [placed for placed in read.pieces if placed.piece.element is not None]
        self._order: list[int] = []
        self._breaks: list[int] = []
        """Where a piece does not follow the one before it in the text."""
        self._ranges: dict[str, _Stretch] = {}
        self._paragraphs: dict[str, _Stretch] = {}
        """Those in which comments hang, by the ids of the comments."""
        by_element = _by_element(self._pieces)
        roots = (element.getroottree().getroot() for element in by_element)
        for root in dict.fromkeys((read.root, *roots)):  # that of the main part, then of the notes
            self._walk(root, by_element)

    def comment(self, number: str, text: str) -> MarginComment | None:
        """Return a comment with its words; None for one that hangs nowhere in the document."""
        around, paragraph = self._ranges.get(number), self._paragraphs.get(number)
        words = self._words(around) if around else ()
        if not words and paragraph:
            words = self._words(paragraph)
        if words:
            return MarginComment(text, words[0], words)
        hung = around or paragraph
        return MarginComment(text, self._nowhere(hung.first), ()) if hung else None

    def _walk(self, root: etree._Element, by_element: dict[etree._Element, list[int]]) -> None:
        open_paragraphs: list[_Stretch] = []
        for event, element in etree.iterwalk(root, events=("start", "end"), tag="{*}*"):
            name = name_of(element)
            if event == "end":
                if name == "p" and open_paragraphs:
                    open_paragraphs.pop().end = len(self._order)
                continue
            if name == "p":
                open_paragraphs.append(_Stretch(len(self._order), len(self._order)))
            self._mark(name, attribute(element, "id"), open_paragraphs)
            for piece in by_element.get(element, ()):
                if not self._order or piece != self._order[-1] + 1:
                    self._breaks.append(len(self._order))
                self._order.append(piece)

    def _mark(self, name: str, number: str, paragraphs: Sequence[_Stretch]) -> None:
        at = len(self._order)
        if name == "commentRangeStart":
            self._ranges.setdefault(number, _Stretch(at, at))
        elif name == "commentRangeEnd" and number in self._ranges:
            self._ranges[number].end = at
        elif name == "commentReference" and paragraphs:
            self._paragraphs.setdefault(number, paragraphs[-1])

    def _words(self, stretch: _Stretch) -> tuple[TextSpan, ...]:
        """Return the parts of the text that a stretch is, without those that hold no sign."""
        inside = [at for at in self._breaks if stretch.first < at < stretch.end]
        edges = [stretch.first, *inside, stretch.end]
        parts = [
            (self._pieces[self._order[first]].start, self._end(end - 1))
            for first, end in pairwise(edges)
            if first < end
        ]
        # A field comes where it begins and again where its words stand.
        return tuple(
            TextSpan(start=start, end=end) for start, end in dict.fromkeys(parts) if start < end
        )

    def _nowhere(self, at: int) -> TextSpan:
        """Return the empty part of the text behind the piece before a place."""
        offset = self._end(at - 1) if at else 0
        return TextSpan(start=offset, end=offset)

    def _end(self, at: int) -> int:
        start, piece = self._pieces[self._order[at]]
        return start + len(piece.text)


def _by_element(pieces: Sequence[PlacedPiece]) -> dict[etree._Element, list[int]]:
    """Return which pieces an element is, or holds in its place."""
    found: dict[etree._Element, list[int]] = {}
    for number, (_, piece) in enumerate(pieces):
        for element in (piece.element, piece.host.first if piece.host else None):
            if element is not None:
                found.setdefault(element, []).append(number)
    return found
