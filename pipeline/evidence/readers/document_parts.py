"""PDFs and Word documents: their prose by pages and paragraphs, and their tables."""

from collections.abc import Iterator, Sequence

from pipeline.documents.document import Document
from pipeline.documents.docx_package import DocxPackage
from pipeline.documents.docx_tables import rows_of_tables
from pipeline.documents.docx_text import read_docx
from pipeline.documents.pdf import read_pdf
from pipeline.documents.reading import PDF
from pipeline.evidence.parts import ReadDocument
from pipeline.evidence.readers.prose import landmark_places, title_in
from pipeline.evidence.readers.text_parts import Grid, parts_around
from pipeline.text.blocks import BETWEEN_CELLS

_LEAST_ROWS = 2


def document_parts(raw: bytes, name: str) -> ReadDocument:
    """Return the parts of a PDF or a Word document; raises ArticleError, one line."""
    if raw.startswith(PDF):
        document = read_pdf(raw, name)
        grids = list(_pdf_grids(document))
    else:
        document, grids = _read_word(raw, name)
    title, place = title_in(document.blocks), landmark_places(document.landmarks)
    return ReadDocument(title, parts_around(grids, document.blocks, title, place))


def _read_word(raw: bytes, name: str) -> tuple[Document, list[Grid]]:
    read = read_docx(DocxPackage(raw, name))
    tables = zip(read.tables, rows_of_tables(read), strict=True)
    grids = [
        Grid(f"table {number}", table.first, table.last, rows)
        for number, (table, rows) in enumerate(tables, 1)
        if sum(sum(map(bool, row)) > 1 for row in rows) >= _LEAST_ROWS
    ]
    return read.document, grids


def _pdf_grids(document: Document) -> Iterator[Grid]:
    """Yield the tables of a PDF: rows in turn that were drawn as cells."""
    place = landmark_places(document.landmarks)
    numbers: dict[str, int] = {}
    start: int | None = None
    for at, block in enumerate((*document.blocks, None)):
        if block is not None and BETWEEN_CELLS in block.text:
            start = at if start is None else start
            continue
        if start is not None and at - start >= _LEAST_ROWS:
            page = place(document.blocks[start])
            numbers[page] = numbers.get(page, 0) + 1
            rows = _aligned([each.text.split(BETWEEN_CELLS) for each in document.blocks[start:at]])
            yield Grid(f"table {numbers[page]} on {page}", start, at, rows)
        start = None


def _aligned(rows: Sequence[list[str]]) -> list[list[str]]:
    """Return rows as wide as the widest: headings lack the cell above the labels."""
    width = max(map(len, rows))
    return [[*[""] * (width - len(row)), *row] if at == 0 else row for at, row in enumerate(rows)]
