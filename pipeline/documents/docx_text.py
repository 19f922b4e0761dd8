"""The text of a Word document as it reads with every tracked change accepted.

Body and tables come in order, then the notes that it cites. What is deleted, hidden or a field's
code is left out, and so are the headers and footers, which are no part of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from pipeline.documents.document import APART, Document, Paragraph, document_of
from pipeline.documents.docx_package import DocxPackage, attribute, child_of, name_of
from pipeline.documents.docx_styles import Styles
from pipeline.errors import ArticleError
from pipeline.text.blocks import BETWEEN_CELLS, LOWERED, RAISED, Mark

DROPPED = frozenset(
    "del moveFrom delText delInstrText instrText pPr rPr sdtPr sdtEndPr tblPr tblGrid trPr tcPr"
    " rubyPr rt customXmlPr sectPr".split()
)
"""Elements of which nothing is read: deletions, codes and properties."""
_WHOLE = frozenset({"sdt", "fldSimple"})
"""Content controls and fields: LibreOffice falls over a comment in one, Word loses it."""
_BOXES = frozenset({"drawing", "pict", "object"})
"""Elements of a run that may hold a text box."""
_ALTERNATIVES = "AlternateContent"
_LEAVES = {"t": None, "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
"""Elements of a run that are text, and what they read as; None is their own text."""
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_SHIFTED = {"superscript": RAISED, "subscript": LOWERED}
"""10 with a raised 6 is not 106."""
_OFF = frozenset({"0", "false", "off", "none"})
_DIGIT_LAST = re.compile(r"\d\s*\Z")
_DIGIT_FIRST = re.compile(r"\s*[(+\-−$€£]?\d")
_DEEP = "nests too deep: save its text instead"


@dataclass(slots=True, eq=False)
class Host:
    """What a comment goes around whose words can hold none themselves."""

    first: etree._Element
    last: etree._Element
    """Further on than the first in a field, whose code and words stand in runs of their own."""


class Piece(NamedTuple):
    """Some characters of the text and the element that they are."""

    text: str
    element: etree._Element | None
    """None of what stands between the cells of a table."""
    host: Host | None
    """What of the body a comment on it goes around; None where `element` can hold one."""


class PlacedPiece(NamedTuple):
    """A piece and where in the text of the document it starts."""

    start: int
    piece: Piece


class PlacedTable(NamedTuple):
    """A table of the body and its blocks, from the first to before the last."""

    element: etree._Element
    first: int
    last: int


class ReadDocx(NamedTuple):
    """A Word document that was read, and the elements that its text is made of, in order."""

    document: Document
    pieces: tuple[PlacedPiece, ...]
    root: etree._Element
    """Of the main part; elements of the pieces lie in it."""
    tables: tuple[PlacedTable, ...]


def read_docx(package: DocxPackage) -> ReadDocx:
    """Return the document; raises ArticleError where a part of it is no XML or nests too deep."""
    root = package.required(package.main)
    reader = _Reader(package, root)
    try:
        reader.read()
    except RecursionError as error:
        raise ArticleError(f"{package.name} {_DEEP}") from error
    document = document_of(reader.paragraphs)
    placed, at = [], 0
    for pieces in reader.pieces:
        for piece in pieces:
            placed.append(PlacedPiece(at, piece))
            at += len(piece.text)
        at += len(APART)
    return ReadDocx(document, tuple(placed), root, tuple(reader.tables))


class _Reader:
    """Goes through the parts of a document and gathers its paragraphs."""

    def __init__(self, package: DocxPackage, root: etree._Element) -> None:
        self._package, self._root = package, root
        self._styles = Styles(package.xml(package.related("/styles")))
        self.paragraphs: list[Paragraph] = []
        self.pieces: list[list[Piece]] = []
        self.tables: list[PlacedTable] = []
        self._current: list[Piece] = []
        self._boxes: list[tuple[etree._Element, Host]] = []
        """Text boxes of the paragraph that is read, each with the run that holds it."""
        self._notes: dict[tuple[str, str], Host] = {}
        """Kinds and ids of the notes that are cited, each with the run that cites it first."""
        self._fields: list[bool] = []
        """Of each field that is open, whether its code has ended."""
        self._place: str | None = None
        """What is being read, where it is no paragraph of the body."""
        self._host: Host | None = None
        self._field_host: Host | None = None
        self._numbered = 0

    def read(self) -> None:
        """Read body and notes."""
        self._blocks(self._root)
        self._flush(Mark.NONE)  # where the mark of the last paragraph is deleted
        for kind in _NOTES.values():
            self._read_notes(kind)

    def _read_notes(self, kind: str) -> None:
        root = self._package.xml(self._package.related(f"/{kind}s"))
        if root is None:
            return
        notes = {attribute(note, "id"): note for note in root if name_of(note) == kind}
        cited = [(note_id, host) for (of, note_id), host in self._notes.items() if of == kind]
        for number, (note_id, host) in enumerate(cited, 1):
            if note_id in notes:
                self._within(f"{kind} {number}", host, notes[note_id])

    def _within(self, place: str, host: Host, content: etree._Element) -> None:
        """Read what stands apart from the body, under a name of its own."""
        before = self._place, self._host, self._fields
        self._place, self._host, self._fields = place, host, []
        self._blocks(content)
        self._flush(Mark.NONE)
        self._place, self._host, self._fields = before

    def _blocks(self, container: etree._Element) -> None:
        for child in container:
            name = name_of(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name not in DROPPED:
                self._blocks(first_choice(child))

    def _paragraph(self, paragraph: etree._Element) -> None:
        self._inline(paragraph)
        properties = child_of(paragraph, "pPr")
        if _is_mark_deleted(properties):
            return  # the text goes on in the next one
        self._flush(self._styles.mark_of(properties))

    def _table(self, table: etree._Element) -> None:
        is_outer, first = self._place is None, len(self.paragraphs)
        for number, row in enumerate(kept(table, "tr", "del"), 1):
            if is_outer:
                self._place = f"table {len(self.tables) + 1}, row {number}"
            self._row(row)
        if is_outer:
            self._place = None
            self.tables.append(PlacedTable(table, first, len(self.paragraphs)))

    def _row(self, row: etree._Element) -> None:
        """Read a row as one block; where its cells hold paragraphs, each of these is one."""
        cells = list(kept(row, "tc", "cellDel"))
        filled = [cell for cell in cells if _filled_paragraphs(cell)]
        if len(filled) < 2 or any(map(_holds_paragraphs, filled)):  # one is no row
            for cell in cells:
                self._blocks(cell)
            return
        for cell in filled:
            if self._current:
                self._current.append(Piece(BETWEEN_CELLS, None, None))
            self._inline(cell)
        self._flush(Mark.ITEM)

    def _inline(self, container: etree._Element) -> None:
        for child in container:
            name = name_of(child)
            if name in DROPPED:
                continue
            if name == "r" and not _is_math(child):
                self._run(child)
            elif name == "oMath":
                self._math(child)
            elif name in _WHOLE:
                self._inside(child, child)
            else:
                self._inline(first_choice(child))

    def _inside(self, element: etree._Element, host: etree._Element) -> None:
        """Read an element in which no comment can begin: it would go around the host."""
        before, self._host = self._host, self._around(host)
        self._inline(element)
        self._host = before

    def _around(self, element: etree._Element) -> Host:
        """Return the outermost of what is open, else an element."""
        return self._host or self._field_host or Host(element, element)

    def _run(self, run: etree._Element) -> None:
        properties = child_of(run, "rPr")
        is_hidden = _is_on(child_of(properties, "vanish"))
        shift = _SHIFTED.get(attribute(child_of(properties, "vertAlign"), "val"), {})
        for child in run:
            name = name_of(child)
            if name == "fldChar":
                self._field(attribute(child, "fldCharType"), run)
            elif is_hidden or not all(self._fields):
                continue
            elif name in _LEAVES:
                text = _LEAVES[name] or (child.text or "").translate(shift)
                self._current.append(Piece(text, child, self._host or self._field_host))
            elif name in _NOTES:
                note = _NOTES[name], attribute(child, "id")
                self._notes.setdefault(note, self._around(run))
            elif name in _BOXES or name == _ALTERNATIVES:
                boxes = _boxes(first_choice(child))
                self._boxes += [(box, self._around(run)) for box in boxes]
            elif name == "ruby":
                self._inside(child, run)

    def _math(self, formula: etree._Element) -> None:
        host = self._around(formula)
        for element in formula.iter("{*}t"):
            self._current.append(Piece(element.text or "", element, host))

    def _field(self, kind: str, run: etree._Element) -> None:
        """Enter a field, its words, or what follows it; its words go when it is worked out anew."""
        if kind == "begin":
            if not self._fields and self._host is None:
                self._field_host = Host(run, run)
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()
            if not self._fields and self._field_host is not None:
                self._field_host.last, self._field_host = run, None

    def _flush(self, mark: Mark) -> None:
        """End a paragraph, and read the text boxes that hang on it."""
        pieces, self._current = list(_with_tabs(self._current)), []
        boxes, self._boxes = self._boxes, []
        text = "".join(piece.text for piece in pieces)
        if text.strip():
            if self._place is None:
                self._numbered += 1
            place = self._place or f"paragraph {self._numbered}"
            self.paragraphs.append(Paragraph(text, mark, ((0, place),)))
            self.pieces.append(pieces)
        for box, host in boxes:
            place = self._place or f"text box at paragraph {max(self._numbered, 1)}"
            self._within(place, host, box)


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and attribute(switch, "val") not in _OFF


def _is_math(run: etree._Element) -> bool:
    return str(etree.QName(run).namespace).endswith("/math")


def _is_mark_deleted(properties: etree._Element | None) -> bool:
    of_mark = child_of(properties, "rPr")
    return child_of(of_mark, "del") is not None or child_of(of_mark, "moveFrom") is not None


def first_choice(element: etree._Element) -> etree._Element:
    """Return the first of several forms of the same content; any other element as it is."""
    return next(iter(element), element) if name_of(element) == _ALTERNATIVES else element


def kept(element: etree._Element, name: str, deletion: str) -> Iterator[etree._Element]:
    """Yield the rows or cells that stay when all changes are accepted."""
    for child in element:
        if name_of(child) == name:
            if child_of(child_of(child, f"{name}Pr"), deletion) is None:
                yield child
        elif name_of(child) not in DROPPED:
            yield from kept(child, name, deletion)


def _filled_paragraphs(cell: etree._Element) -> int:
    return sum(any(text.text for text in _inside(each, "t")) for each in _inside(cell, "p"))


def _holds_paragraphs(cell: etree._Element) -> bool:
    """Return whether a cell holds several paragraphs, or a table of its own."""
    return _filled_paragraphs(cell) > 1 or any(True for _ in _inside(cell, "tbl"))


def _inside(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the elements of a name inside another, but for those in text boxes."""
    for child in element:
        if name_of(child) == name:
            yield child
        elif name_of(child) not in _BOXES:
            yield from _inside(child, name)


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Yield what the text boxes of a drawing hold, those inside another apart."""
    for child in element:
        if name_of(child) == "txbxContent":
            yield child
        else:
            yield from _boxes(first_choice(child))


def _with_tabs(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces; a tab between two figures reads as the edge of a cell."""
    for at, piece in enumerate(pieces):
        if piece.text == "\t":
            before = "".join(each.text for each in pieces[max(at - 4, 0) : at])
            after = "".join(each.text for each in pieces[at + 1 : at + 5])
            if _DIGIT_LAST.search(before) and _DIGIT_FIRST.match(after):
                yield piece._replace(text=BETWEEN_CELLS)
                continue
        yield piece
