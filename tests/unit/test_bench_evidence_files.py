"""Folders of evidence: what is kept as text becomes the office files that it stands for."""

from pathlib import Path

import pytest

from bench.evidence_files import Number, Sheet, make_documents, sheets_in
from pipeline.evidence.readers.reading import read_parts
from tests.evidence_tables import kept, sentences_of, words_of

SHEETS = "### sheet Roads\nArea,2023 (£m)\nLeeds,3.2\n\n### sheet Rates\nArea,Rate\nLeeds,12.5%\n"
REPORT = "# Report\n\nIt rose\nby 7%.\n- One.\n- **Two**.\n\n| Area | 2023 |\n|--|--|\n| Leeds | 7 |\nEnd.\n"


@pytest.mark.parametrize(
    ("name", "made", "text", "words"),
    [
        ("a.xlsx.csv", "a.xlsx", SHEETS, ["Leeds, 2023: £3.2 million.", "Leeds, Rate: 12.5%."]),
        ("a.ods.csv", "a.ods", SHEETS, ["Leeds, 2023: £3.2 million.", "Leeds, Rate: 12.5%."]),
        ("a.docx.md", "a.docx", REPORT, ["Leeds, 2023: 7."]),
        ("a.pdf.md", "a.pdf", REPORT, ["Leeds, 2023: 7."]),
        ("a.csv", "a.csv", "Area,2023\nLeeds,7\n", ["Leeds, 2023: 7."]),
    ],
)
def test_a_document_becomes_what_its_name_says(
    name: str, made: str, text: str, words: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / name).write_text(text)

    (document,) = make_documents(folder, tmp_path / "made")

    parts = kept(read_parts(document, document.name).parts)
    assert document.name == made
    assert words_of(parts) == words
    if text == REPORT:
        said = [text for text, _ in sentences_of(parts)]
        assert {"It rose by 7%.", "End."} <= set(said)
        assert not [each for each in said if "*" in each]


def test_the_same_text_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, text in (("a.xlsx.csv", SHEETS), ("a.ods.csv", SHEETS), ("a.pdf.md", REPORT)):
        (folder / name).write_text(text)

    one, other = (make_documents(folder, tmp_path / into) for into in ("one", "other"))

    assert [each.read_bytes() for each in one] == [each.read_bytes() for each in other]


def test_cells_are_kept_as_an_office_program_keeps_what_is_typed() -> None:
    assert sheets_in('a,"1,234",-0.50,12.5%,007,2023-24\n') == [
        Sheet(
            "Sheet1",
            [
                [
                    "a",
                    Number(1234, "#,##0"),
                    Number(-0.5, "0.00"),
                    Number(0.125, "0.0%"),
                    "007",
                    "2023-24",
                ]
            ],
        )
    ]
