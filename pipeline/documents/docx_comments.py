"""Comments written into a Word document beside what they are about; all else of it stays.

A run is parted where a comment begins or ends inside it, and both halves look as it did. A comment
on what cannot hold one (a text box, a note, a formula) goes to where that hangs in the text.
Comments of ours that are there already are replaced.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from copy import deepcopy
from posixpath import dirname, join, relpath
from typing import NamedTuple

from lxml import etree

from pipeline.documents.docx_own_comments import AUTHOR, remove_own
from pipeline.documents.docx_package import (
    CONTENT_TYPES,
    DocxPackage,
    add_content_type,
    add_relationship,
    child_of,
    new_relationships,
)
from pipeline.documents.docx_text import PlacedPiece, ReadDocx, read_docx
from pipeline.text.escaping import visible
from schemas import TextSpan

_INITIALS = "fd"
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_LEAF_OF_TEXT = "t"


class Comment(NamedTuple):
    """What is said of a part of a document's text, a line a paragraph."""

    span: TextSpan
    """Offsets into the text that `read_docx` reads."""
    lines: Sequence[str]


def with_comments(raw: bytes, name: str, comments: Sequence[Comment]) -> bytes:
    """Return a Word document with comments added to other people's; they carry no date.

    Without any, and without one of ours to take out, it is returned as it was. Raises ArticleError,
    naming `name`, where it cannot be read.
    """
    package = DocxPackage(raw, name)
    read = read_docx(package)
    writer = _Writer(package, read)
    if not comments and writer.removed is None:
        return raw
    in_order = sorted(comments, key=lambda comment: comment.span.start)
    for number, comment in reversed(list(enumerate(in_order, writer.first_id))):
        # From the end, so that parting a run leaves the offsets before it as they are.
        writer.mark(comment, str(number))
    return package.written(writer.parts())


class _Writer:
    """Marks places in the main part, and keeps the comments for a part of their own."""

    def __init__(self, package: DocxPackage, read: ReadDocx) -> None:
        self._package, self._read = package, read
        self._space = etree.QName(read.root).namespace or ""
        self._part = package.related("/comments")
        known = package.xml(self._part)
        self._comments = known if known is not None else self._w("comments")
        self.removed = remove_own(package, read.root, self._comments)
        self._first_new = len(self._comments)
        ids = [each.get(self._name("id"), "") for each in self._comments]
        self.first_id = max((int(each) for each in ids if each.isdecimal()), default=-1) + 1

    def mark(self, comment: Comment, number: str) -> None:
        """Put a comment around its words, under an id that is its own."""
        pieces = list(_pieces_of(self._read.pieces, comment.span))
        if not pieces:
            return
        first, last = pieces[0], pieces[-1]
        reference = self._w("r")
        reference.append(self._w("commentReference", id=number))
        end = self._run_that_ends(last, comment.span.end)
        end.addnext(reference)
        end.addnext(self._w("commentRangeEnd", id=number))
        # Only now: parting the same run again leaves its end where the comment ends.
        start = self._run_that_begins(first, comment.span.start)
        start.addprevious(self._w("commentRangeStart", id=number))
        self._comments.insert(self._first_new, self._comment(number, comment.lines))

    def parts(self) -> dict[str, etree._Element]:
        """Return the parts that are changed or new."""
        main = self._package.main
        changed = {main: self._read.root}
        if self._part:
            return changed | {self._part: self._comments} | (self.removed or {})
        part = self._package.free_name(join(dirname(main), "comments.xml"))
        types = self._package.required(CONTENT_TYPES)
        add_content_type(types, part, _MEDIA)
        links_part = self._package.relationships_of(main)
        links = self._package.xml(links_part)
        if links is None:
            links = new_relationships()
        kind = self._package.main_relationship.type.rpartition("/")[0] + "/comments"
        add_relationship(links, kind, relpath(part, dirname(main) or "."))
        return changed | {part: self._comments, CONTENT_TYPES: types, links_part: links}

    def _comment(self, number: str, lines: Sequence[str]) -> etree._Element:
        comment = self._w("comment", id=number, author=AUTHOR, initials=_INITIALS)
        for line in lines:
            paragraph, run, text = self._w("p"), self._w("r"), self._w(_LEAF_OF_TEXT)
            text.text = visible(line)
            text.set(_PRESERVE, "preserve")
            run.append(text)
            paragraph.append(run)
            comment.append(paragraph)
        return comment

    def _run_that_ends(self, placed: PlacedPiece, offset: int) -> etree._Element:
        """Return the run, or what else, behind which a comment up to an offset ends."""
        start, piece = placed
        if piece.host is not None:
            return piece.host.last
        element = _required(piece.element)
        if offset - start < len(piece.text):
            _part_text(element, offset - start)
        following = element.getnext()
        if following is not None:
            _part_run(following)
        return _run_of(element)

    def _run_that_begins(self, placed: PlacedPiece, offset: int) -> etree._Element:
        """Return the run, or what else, before which a comment from an offset begins."""
        start, piece = placed
        if piece.host is not None:
            return piece.host.first
        element = _required(piece.element)
        if offset > start:
            element = _part_text(element, offset - start)
        return _part_run(element)

    def _w(self, tag: str, **attributes: str) -> etree._Element:
        """Return an element of the document's own namespace."""
        named = {self._name(name): value for name, value in attributes.items()}
        return etree.Element(self._name(tag), named, nsmap={"w": self._space})

    def _name(self, name: str) -> str:
        return f"{{{self._space}}}{name}"


def _pieces_of(pieces: Sequence[PlacedPiece], span: TextSpan) -> Iterator[PlacedPiece]:
    """Yield the pieces that a span has characters of; what only separates cells is none."""
    at = max(bisect_right(pieces, span.start, key=lambda placed: placed.start) - 1, 0)
    for placed in pieces[at:]:
        if placed.start >= span.end:
            return
        if placed.start + len(placed.piece.text) > span.start and placed.piece.element is not None:
            yield placed


def _required(element: etree._Element | None) -> etree._Element:
    if element is None:
        raise AssertionError("a piece without an element was left out")
    return element


def _run_of(leaf: etree._Element) -> etree._Element:
    return _required(leaf.getparent())


def _part_text(leaf: etree._Element, offset: int) -> etree._Element:
    """Part the text of an element; return the new one behind it, which holds the rest."""
    text = leaf.text or ""
    rest = deepcopy(leaf)
    leaf.text, rest.text = text[:offset], text[offset:]
    for each in (leaf, rest):
        each.set(_PRESERVE, "preserve")
    leaf.addnext(rest)
    return rest


def _part_run(leaf: etree._Element) -> etree._Element:
    """Return the run that begins with an element: its own, or a new one behind that."""
    run = _run_of(leaf)
    properties = child_of(run, "rPr")
    before = [each for each in leaf.itersiblings(preceding=True) if each is not properties]
    if not before:
        return run
    rest = run.makeelement(run.tag, {str(name): str(value) for name, value in run.items()})
    if properties is not None:
        rest.append(deepcopy(properties))
    for each in [leaf, *leaf.itersiblings()]:
        rest.append(each)
    run.addnext(rest)
    return rest
