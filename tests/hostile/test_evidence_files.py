"""Files of evidence that are made to harm: each is read within bounds, or is one line."""

import io
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from bench import evidence_files
from pipeline.errors import ArticleError
from pipeline.evidence.parts import Prose
from pipeline.evidence.readers.reading import read_parts
from tests.word_documents import unzipped, zipped

WORKBOOK = unzipped(evidence_files.xlsx("Area,2023\nLeeds,7\n"))
SHEET = "xl/worksheets/sheet1.xml"
BOMB = b"<worksheet><sheetData>" + b" " * 90_000_000 + b"</sheetData></worksheet>"
LAUGHS = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def read(raw: bytes, name: str) -> int:
    """Read all of a file; return how much was in it."""
    count = 0
    for part in read_parts(raw, name).parts:
        count += sum(1 for _ in (part.sentences if isinstance(part, Prose) else part.rows))
    return count


def packed(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return stream.getvalue()


def with_a_lie_about_its_size() -> bytes:
    """Return a workbook whose list of parts says that its sheet is of ten bytes."""
    raw = bytearray(zipped(WORKBOOK))
    entry = raw.rindex(SHEET.encode())  # in the list at the end
    raw[entry - 22 : entry - 18] = (10).to_bytes(4, "little")
    return bytes(raw)


def of_many_parts() -> bytes:
    stream = io.BytesIO(zipped(WORKBOOK))
    with ZipFile(stream, "a", ZIP_DEFLATED) as target:
        for number in range(10_001):
            target.writestr(f"x/{number}", b"")
    return stream.getvalue()


REFUSED: dict[str, Callable[[], tuple[bytes, str]]] = {
    "a sheet that unpacks to 90 MB": lambda: (
        packed(WORKBOOK | {SHEET: BOMB}),
        "save its sheets as CSV",
    ),
    "strings that unpack to 90 MB": lambda: (
        packed(WORKBOOK | {"xl/sharedStrings.xml": BOMB}),
        "save its sheets as CSV",
    ),
    "many parts": lambda: (of_many_parts(), "more than 10,000 parts: save its sheets as CSV"),
    "a lie about a size": lambda: (with_a_lie_about_its_size(), "broken spreadsheet"),
    "a workbook cut in half": lambda: (zipped(WORKBOOK)[:2_000], "broken spreadsheet"),
    "a cell of no end": lambda: (b'a,b\n1,"' + b"7" * 3_000_000, "rows of cells"),
    "columns without end": lambda: (b"," * 1_000_000, "more than 16,384 columns"),
}
PIPES = b"|" * 20_000 + b"\n" + b"|-" * 20_000 + b"\n" + b"|\n" * 5_000
NAMES = {"a cell of no end": "a.csv", "columns without end": "a.csv"}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_would_harm_is_one_line(what: str) -> None:
    raw, said = REFUSED[what]()

    with pytest.raises(ArticleError) as caught:
        read(raw, NAMES.get(what, "a.xlsx"))

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_entities_of_a_sheet_are_not_expanded() -> None:
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c><c r="B1"><v>7</v></c></row>'
    sheet = LAUGHS + b"<worksheet><sheetData>" + cell + b"</sheetData></worksheet>"

    try:
        assert read(zipped(WORKBOOK | {SHEET: sheet}), "a.xlsx") <= 1
    except ArticleError as refused:
        assert "broken spreadsheet" in str(refused)  # noqa: PT017 - either is safe


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        pytest.param(
            "a.html", b"<table>" * 3_000 + b"<tr><td>1<td>2<tr><td>3<td>4", id="tables in tables"
        ),
        pytest.param(
            "a.html",
            b"<table>" + b'<tr><td rowspan="60000" colspan="60000">1<td>2' * 3_000,
            id="cells that span all",
        ),
        pytest.param("a.html", b"<h1>" * 20_000, id="headings in headings"),
        pytest.param("a.md", PIPES, id="pipes"),
        pytest.param("a.md", b"# " * 50_000, id="signs of headings"),
        pytest.param(
            "a.csv", b"a (" * 300_000 + b",2023\n" + b"(a)" * 300_000 + b",7\n", id="brackets"
        ),
        pytest.param("a.csv", b"Area,2023\n" + b"Group\n\n" * 100_000, id="groups without rows"),
        pytest.param("a.csv", b"Year,2023\n" * 50_000, id="headings without rows"),
        pytest.param("a.txt", b"Line\n\n" * 50_000, id="headings without text"),
        pytest.param("a.jsonl", b'{"' + b"k" * 900_000 + b'": 1}\n', id="a long key"),
        pytest.param("a.json", b'[{"a": ' + b"9" * 4_000 + b"}]", id="a long number"),
    ],
)
def test_a_file_of_one_thing_without_end_is_read(name: str, raw: bytes) -> None:
    assert read(raw, name) >= 0
