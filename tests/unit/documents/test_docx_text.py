"""Word documents read with every number in its place, all tracked changes accepted."""

from collections.abc import Sequence
from typing import Any

import pytest

from pipeline.documents.docx_package import DocxPackage
from pipeline.documents.docx_text import ReadDocx, read_docx
from pipeline.text.blocks import Mark
from schemas import landmark_at
from tests.word_documents import (
    STRICT,
    box,
    cited,
    deleted,
    field,
    inserted,
    note,
    p,
    saved,
    style,
    t,
    table,
    tr,
    word,
)

Block = tuple[str, Mark, str]
NONE, ITEM = Mark.NONE, Mark.ITEM


def read(raw: bytes) -> ReadDocx:
    return read_docx(DocxPackage(raw, "a.docx"))


def blocks(raw: bytes) -> list[Block]:
    document = read(raw).document
    return [
        (landmark_at(document.landmarks, block.span.start) or "", block.mark, block.text)
        for block in document.blocks
    ]


def report(document: Any) -> None:
    document.add_heading("Harbour costs rise to $212 million", 0)
    document.add_heading("What was decided", 1)
    document.add_paragraph("The council voted 9 to 4 on 2 March.")
    document.add_paragraph("11 of 18 wharves are unsafe.", style="List Bullet")
    document.add_paragraph("The port handled 3,412,000 tonnes.", style="List Number")
    document.add_paragraph("Chart 1: cargo since 1990", style="Caption")


def ports(document: Any) -> None:
    document.add_paragraph("Cargo by port:")
    grid = document.add_table(3, 3)
    for at, text in enumerate(
        ["Port", "2024", "2025", "Ellery", "1,204", "1,350", "Marsh", "", "91"]
    ):
        grid.cell(at // 3, at % 3).text = text
    document.add_paragraph("Both grew by 12 percent.")


def _either(first: str, other: str) -> str:
    """Return the same content in two forms, of which a program takes the first that it knows."""
    return (
        f'<mc:AlternateContent><mc:Choice Requires="w14">{first}</mc:Choice>'
        f"<mc:Fallback>{other}</mc:Fallback></mc:AlternateContent>"
    )


def _control(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


DELETED_MARK = '<w:del w:id="7" w:author="Ada"/>'
LONG = "A household would pay $84 more."
DOCUMENTS: dict[str, tuple[bytes, Sequence[Block]]] = {
    "headings and lists": (
        saved(report),
        [
            ("paragraph 1", Mark.TITLE, "Harbour costs rise to $212 million"),
            ("paragraph 2", Mark.HEADING, "What was decided"),
            ("paragraph 3", NONE, "The council voted 9 to 4 on 2 March."),
            ("paragraph 4", ITEM, "11 of 18 wharves are unsafe."),
            ("paragraph 5", ITEM, "The port handled 3,412,000 tonnes."),
            ("paragraph 6", Mark.CAPTION, "Chart 1: cargo since 1990"),
        ],
    ),
    "a table": (
        saved(ports),
        [
            ("paragraph 1", NONE, "Cargo by port:"),
            ("table 1, row 1", ITEM, "Port | 2024 | 2025"),
            ("table 1, row 2", ITEM, "Ellery | 1,204 | 1,350"),
            ("table 1, row 3", ITEM, "Marsh | 91"),
            ("paragraph 2", NONE, "Both grew by 12 percent."),
        ],
    ),
    "tables in tables, and cells of paragraphs": (
        word(
            table(
                tr(p("The plan costs $212 million.") + p(LONG), p("It takes 6 years.")),
                tr(table(tr("2024", "1,204"), tr("2025", "1,350")) + p("")),
            )
            + p("It began in 2026.")
        ),
        [
            ("table 1, row 1", NONE, "The plan costs $212 million."),
            ("table 1, row 1", NONE, LONG),
            ("table 1, row 1", NONE, "It takes 6 years."),
            ("table 1, row 2", ITEM, "2024 | 1,204"),
            ("table 1, row 2", ITEM, "2025 | 1,350"),
            ("paragraph 1", NONE, "It began in 2026."),
        ],
    ),
    "tracked changes": (
        word(
            p("The cost rose to ", deleted("$150"), inserted("$15", "0.5"), " million")
            + p(deleted("All 12 objected."))
            + p("In 2024 ", mark=DELETED_MARK)
            + p("and 2025 nothing happened.")
            + p('<w:moveFrom w:id="2">', t("Gone: 1,999."), "</w:moveFrom>")
            + p('<w:moveTo w:id="2">', t("Here: 2,001."), "</w:moveTo>")
            + table(tr("Marsh", "88", properties='<w:del w:id="3"/>'), tr("Ellery", "1,204"))
            + f"<w:sdt><w:sdtContent>{p('Added at the end: 7.')}</w:sdtContent></w:sdt>"
        ),
        [
            ("paragraph 1", NONE, "The cost rose to $150.5 million"),
            ("paragraph 2", NONE, "In 2024 and 2025 nothing happened."),
            ("paragraph 3", NONE, "Here: 2,001."),
            ("table 1, row 1", ITEM, "Ellery | 1,204"),
            ("paragraph 4", NONE, "Added at the end: 7."),
        ],
    ),
    "notes": (
        word(
            p("Costs rose 41 percent.", cited(3), " Nobody paid.", cited(2))
            + table(tr("Ellery", p(t("1,204"), cited(1, "endnote")))),
            {
                "footnotes": note(0, "apart")
                + note(2, "But for 16 towns.")
                + note(3, "By 2025 prices.")
                + note(9, "Never cited: 99."),
                "endnotes": note(1, "In 1,000 tonnes.", "endnote"),
            },
        ),
        [
            ("paragraph 1", NONE, "Costs rose 41 percent. Nobody paid."),
            ("table 1, row 1", ITEM, "Ellery | 1,204"),
            ("footnote 1", NONE, "By 2025 prices."),
            ("footnote 2", NONE, "But for 16 towns."),
            ("endnote 1", NONE, "In 1,000 tonnes."),
        ],
    ),
    "split runs": (
        word(
            p(
                t("It cost $2"),
                '<w:proofErr w:type="spellStart"/>',
                t("1", "<w:b/>"),
                '<w:bookmarkStart w:id="0" w:name="x"/>',
                t("2", "<w:i/>"),
                "<w:hyperlink r:id='rId9'>",
                t(" million"),
                "</w:hyperlink>",
                "<w:sdt><w:sdtPr><w:alias w:val='7'/></w:sdtPr><w:sdtContent>",
                t(", or 10"),
                "</w:sdtContent></w:sdt>",
                "<w:smartTag>",
                t("8", '<w:vertAlign w:val="superscript"/>'),
                "</w:smartTag>",
                t(" CO"),
                t("2", '<w:vertAlign w:val="subscript"/>'),
            )
        ),
        [("paragraph 1", NONE, "It cost $212 million, or 10⁸ CO₂")],
    ),
    "text boxes": (
        word(
            p("Before the box: 1.", box(p("In it: 2."), p("And 3.", box(p("Deeper: 4.")))))
            + p("After it: 5.")
            + table(tr(p(t("Ellery"), box(p("Noted: 6."))), "1,204"))
        ),
        [
            ("paragraph 1", NONE, "Before the box: 1."),
            ("text box at paragraph 1", NONE, "In it: 2."),
            ("text box at paragraph 1", NONE, "And 3."),
            ("text box at paragraph 1", NONE, "Deeper: 4."),
            ("paragraph 2", NONE, "After it: 5."),
            ("table 1, row 1", ITEM, "Ellery | 1,204"),
            ("table 1, row 1", NONE, "Noted: 6."),
        ],
    ),
    "fields, hidden text and contents": (
        word(
            p(field("TOC 3", "Costs", "4"), style="Verzeichnis1")
            + p("On ", field("DATE 2020", "2 March 2026"), " it was ", field("=1+1", "2"), ".")
            + p("Seen", t(" and hidden 13", "<w:vanish/>"), t(" or 14", '<w:vanish w:val="0"/>'))
            + p("<w:fldSimple w:instr='PAGE'>", t("17"), "</w:fldSimple>", " pages")
            + p("What it costs", style="Eigen"),
            {
                "styles": style("Verzeichnis1", "toc 1")
                + style("Eigen", "Eigen", "berschrift2")
                + style("berschrift2", "heading 2")
            },
        ),
        [
            ("paragraph 1", Mark.OUTSIDE, "Costs4"),
            ("paragraph 2", NONE, "On 2 March 2026 it was 2."),
            ("paragraph 3", NONE, "Seen or 14"),
            ("paragraph 4", NONE, "17 pages"),
            ("paragraph 5", Mark.HEADING, "What it costs"),
        ],
    ),
    "strict, and another name of the main part": (
        word(
            p("A strict text of 2026.", cited(2)) + table(tr("a", "1"), tr("b", "2")),
            {"footnotes": note(2, "Noted 3.")},
            main="word/document2.xml",
            names=STRICT,
            office="http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
        [
            ("paragraph 1", NONE, "A strict text of 2026."),
            ("table 1, row 1", ITEM, "a | 1"),
            ("table 1, row 2", ITEM, "b | 2"),
            ("footnote 1", NONE, "Noted 3."),
        ],
    ),
    "content controls and other forms of the same": (
        word(
            _either(p("First 1."), p("Fallback 2."))
            + p("So ", _either(t("it cost 3."), t("Not 4.")), cited(8), "<!-- said -->")
            + p(
                f"<w:r><w:drawing><w:txbxContent>{p('Old box: 5.')}</w:txbxContent></w:drawing></w:r>"
            )
            + table(
                _control(tr("Ellery", "1,204")),
                tr(p("Marsh") + _control(p("")), "88", ""),
                tr("Gone", "7").replace("<w:tcPr/>", '<w:tcPr><w:cellDel w:id="5"/></w:tcPr>', 1),
                "<w:tr>"
                + _control("<w:tc>" + p("6") + "</w:tc><w:tc>" + p("tugs") + "</w:tc>")
                + "</w:tr>",
            )
        ),
        [
            ("paragraph 1", NONE, "First 1."),
            ("paragraph 2", NONE, "So it cost 3."),
            ("text box at paragraph 2", NONE, "Old box: 5."),
            ("table 1, row 1", ITEM, "Ellery | 1,204"),
            ("table 1, row 2", ITEM, "Marsh | 88"),
            ("table 1, row 3", NONE, "7"),
            ("table 1, row 4", ITEM, "6 | tugs"),
        ],
    ),
    "tabs, breaks, formulas": (
        word(
            p("Total", "<w:r><w:tab/></w:r>", "12", "<w:r><w:tab/></w:r>", "500")
            + p("A 15", "<w:r><w:noBreakHyphen/></w:r>", "year plan", "<w:r><w:br/></w:r>", "of 2")
            + p("So ", "<m:oMath><m:r><m:t>x=3.5</m:t></m:r></m:oMath>")
            + p(
                "<w:r><w:ruby><w:rt>",
                t("9"),
                "</w:rt><w:rubyBase>",
                t("8 base"),
                "</w:rubyBase></w:ruby></w:r>",
            )
        ),
        [
            ("paragraph 1", NONE, "Total 12 | 500"),
            ("paragraph 2", NONE, "A 15-year plan of 2"),
            ("paragraph 3", NONE, "So x=3.5"),
            ("paragraph 4", NONE, "8 base"),
        ],
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_reads_in_order(name: str) -> None:
    raw, expected = DOCUMENTS[name]

    assert blocks(raw) == list(expected)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_pieces_of_a_document_are_its_text(name: str) -> None:
    document, pieces, *_ = read(DOCUMENTS[name][0])

    for start, piece in pieces:
        assert document.text[start : start + len(piece.text)] == piece.text
    assert "".join(piece.text for _, piece in pieces) == document.text.replace("\n\n", "")


def test_deletion_of_the_last_mark_loses_nothing() -> None:
    assert blocks(word(p("It ended in 2026.", mark=DELETED_MARK))) == [
        ("paragraph 1", NONE, "It ended in 2026.")
    ]
