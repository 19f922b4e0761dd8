"""Documents as LibreOffice writes them, and reviewed ones as it opens them."""

import ctypes
from pathlib import Path

import pypdfium2
import pypdfium2.raw as c
import pytest

from pipeline.documents.docx_comments import Comment, with_comments
from pipeline.documents.pdf import read_pdf
from tests.office import HAS_WRITER, converted
from tests.unit.documents.test_docx_text import DOCUMENTS
from tests.word_documents import numbers_in, text_of

pytestmark = pytest.mark.skipif(
    not HAS_WRITER,
    reason="LibreOffice Writer is not installed: system package libreoffice-writer-nogui",
)
WITH_COMMENTS = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
PLAIN = ("headings and lists", "a table", "split runs")
"""Documents of which LibreOffice works nothing out anew, such as fields and numbers of notes."""
LIST_SIGNS = {"•", "1."}
"""Written by a program that shows a list."""
OTHER_FORMS = "content controls and other forms of the same"
"""LibreOffice does not open it: rows in content controls are Word's alone."""
READ = {name: made for name, made in DOCUMENTS.items() if name != OTHER_FORMS}
_NAMED = {name.replace(" ", "-").replace(",", "") + ".docx": name for name in READ}


def comments_on(raw: bytes) -> list[Comment]:
    """Return a comment for each number of a document."""
    text = text_of(raw)
    return [Comment(at, [f"Noted [{text[at.start : at.end]}]"]) for at in numbers_in(text)]


def comments_of(raw: bytes) -> list[str]:
    """Return what the comments of a PDF say."""
    said = []
    for page in pypdfium2.PdfDocument(raw):
        for number in range(c.FPDFPage_GetAnnotCount(page)):
            note = c.FPDFPage_GetAnnot(page, number)
            size = c.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
            buffer = ctypes.create_string_buffer(size)
            c.FPDFAnnot_GetStringValue(
                note, b"Contents", ctypes.cast(buffer, ctypes.POINTER(c.FPDF_WCHAR)), size
            )
            said.append(buffer.raw.decode("utf-16-le").rstrip("\0"))
            c.FPDFPage_CloseAnnot(note)
    return [each for each in said if each.startswith("Noted")]  # links have some as well


def test_reviewed_documents_become_pdfs_with_their_comments(tmp_path: Path) -> None:
    given = {file: READ[name][0] for file, name in _NAMED.items()}
    reviewed = {file: with_comments(raw, file, comments_on(raw)) for file, raw in given.items()}

    made = converted(reviewed, WITH_COMMENTS, tmp_path)

    assert {file: sorted(comments_of(raw)) for file, raw in made.items()} == {
        file: sorted(line for comment in comments_on(raw) for line in comment.lines)
        for file, raw in given.items()
    }


def test_what_libreoffice_writes_reads_as_what_it_was_given(tmp_path: Path) -> None:
    given = {file: DOCUMENTS[name][0] for file, name in _NAMED.items() if name in PLAIN}

    as_word = converted(given, "docx", tmp_path)
    as_pdf = converted(given, "pdf", tmp_path)

    words = {file: text_of(raw).split() for file, raw in given.items()}
    assert {file: text_of(raw).split() for file, raw in as_word.items()} == words
    shown = {file: read_pdf(raw, file).text.split() for file, raw in as_pdf.items()}
    assert {
        file: [word for word in text if word not in LIST_SIGNS] for file, text in shown.items()
    } == words
