"""The tables of a Word document as rows of cells, with every tracked change accepted."""

from lxml import etree

from pipeline.documents.docx_package import attribute, child_of
from pipeline.documents.docx_text import ReadDocx, kept

_MOST_COLUMNS = 63
"""That Word gives a table."""


def rows_of_tables(read: ReadDocx) -> list[list[list[str]]]:
    """Return the cells of each table, row by row.

    A cell that spans several is in the first of them, the others are empty.
    """
    texts = {
        placed.piece.element: placed.piece.text
        for placed in read.pieces
        if placed.piece.element is not None
    }
    return [[_row(row, texts) for row in kept(table.element, "tr", "del")] for table in read.tables]


def _row(row: etree._Element, texts: dict[etree._Element, str]) -> list[str]:
    before = attribute(child_of(child_of(row, "trPr"), "gridBefore"), "val")
    cells = [""] * _number(before, 0)
    for cell in kept(row, "tc", "cellDel"):
        span = attribute(child_of(child_of(cell, "tcPr"), "gridSpan"), "val")
        cells += [_text(cell, texts), *[""] * (_number(span, 1) - 1)]
    return cells[:_MOST_COLUMNS]


def _text(cell: etree._Element, texts: dict[etree._Element, str]) -> str:
    paragraphs = ("".join(texts.get(each, "") for each in p.iter()) for p in cell.iter("{*}p"))
    return " ".join(" ".join(paragraphs).split())


def _number(written: str, otherwise: int) -> int:
    return min(int(written), _MOST_COLUMNS) if written.isdecimal() else otherwise
