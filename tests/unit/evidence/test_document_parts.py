"""PDFs and Word documents: their tables as cells, the rest as prose with its places."""

import io

import pytest
from docx import Document
from reportlab.pdfgen.canvas import Canvas

from bench import evidence_files
from pipeline.evidence.parts import Part, Table
from pipeline.evidence.readers.document_parts import document_parts
from tests.evidence_tables import kept, sentences_of, words_of
from tests.pdf_documents import LEFT, TOP, cells, drawn, lines
from tests.word_documents import p, word

TEXT = """# Annual report

Published 3 May 2026

## Reserves

The fund stood at £4.9 million.

| Measure (£ million) | March 2024 | March 2025 |
|---|---|---|
| General fund | 5.60 | 4.90 |
| Debt | 31.4 | 34.7 |

Arrears are rising.

- Nine points were raised.
"""


def parts(raw: bytes, name: str) -> list[Part]:
    return kept(document_parts(raw, name).parts)


def tables(found: list[Part]) -> list[Table]:
    return [part for part in found if isinstance(part, Table)]


@pytest.mark.parametrize(
    ("raw", "name", "place"),
    [
        (evidence_files.docx(TEXT), "table 1", "paragraph 4"),
        (evidence_files.pdf(TEXT), "table 1 on page 1", "page 1"),
    ],
)
def test_a_report_is_read_with_its_tables(raw: bytes, name: str, place: str) -> None:
    read = document_parts(raw, "report")
    found = kept(read.parts)
    (table,) = tables(found)

    assert read.title == "Annual report"
    assert (table.name, table.context) == (name, "Annual report · Reserves")
    assert not table.in_cells
    assert words_of([table]) == [
        "General fund, March 2024: £5.60 million.",
        "General fund, March 2025: £4.90 million.",
        "Debt, March 2024: £31.4 million.",
        "Debt, March 2025: £34.7 million.",
    ]
    assert ("The fund stood at £4.9 million.", place) in sentences_of(found)
    assert not [text for text, _ in sentences_of(found) if "General fund" in text]


def test_a_blank_cell_of_word_keeps_its_place() -> None:
    text = "| Area | 2023 | 2024 |\n|---|---|---|\n| Leeds | | 7 |\n| York | 5 | 6 |\n"

    assert words_of(parts(evidence_files.docx(text), "a.docx")) == [
        "Leeds, 2024: 7.",
        "York, 2023: 5.",
        "York, 2024: 6.",
    ]


def test_cells_of_word_that_span_others_are_headings_of_all_of_them() -> None:
    document = Document()
    table = document.add_table(rows=0, cols=3)
    for row in (["", "Spent", ""], ["Area", "2023", "2024"], ["Leeds", "5", "6"]):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    table.cell(0, 1).merge(table.cell(0, 2))
    stream = io.BytesIO()
    document.save(stream)

    assert words_of(parts(stream.getvalue(), "a.docx")) == [
        "Leeds, Spent, 2023: 5.",
        "Leeds, Spent, 2024: 6.",
    ]


def test_what_is_deleted_from_a_table_is_not_read() -> None:
    def row(*written: str, deleted: bool = False) -> str:
        mark = "<w:trPr><w:gridBefore w:val='0'/><w:del/></w:trPr>" if deleted else ""
        return f"<w:tr>{mark}{''.join(f'<w:tc>{p(each)}</w:tc>' for each in written)}</w:tr>"

    table = (
        f"<w:tbl>{row('Area', '2023')}{row('York', '5', deleted=True)}{row('Leeds', '6')}</w:tbl>"
    )
    nested = f"<w:sdt><w:sdtContent>{table}</w:sdtContent></w:sdt>"

    assert words_of(parts(word(p("It rose.") + nested), "a.docx")) == ["Leeds, 2023: 6."]


def test_a_table_of_one_column_is_prose() -> None:
    table = f"<w:tbl><w:tr><w:tc>{p('It cost £7.')}</w:tc></w:tr></w:tbl>"

    found = parts(word(p("It rose.") + table), "a.docx")

    assert sentences_of(found) == [("It rose.", "paragraph 1"), ("It cost £7.", "table 1, row 1")]


def test_headings_of_a_pdf_without_a_cell_above_the_labels_are_put_right() -> None:
    rows = [["", "2023", "2024"], ["Leeds", "5", "6"], ["York", "7", "8"]]

    def draw(canvas: Canvas) -> None:
        below = lines(canvas, ["Table 1: Visits (thousands)"])
        cells(canvas, rows, x=LEFT, y=below - 10)
        lines(canvas, ["It rose in both towns, as it had in the year before."], y=TOP - 200)

    found = parts(drawn(draw), "a.pdf")

    assert words_of(found) == [
        "Leeds, 2023: 5 thousand.",
        "Leeds, 2024: 6 thousand.",
        "York, 2023: 7 thousand.",
        "York, 2024: 8 thousand.",
    ]
