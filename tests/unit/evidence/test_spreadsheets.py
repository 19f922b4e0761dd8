"""Workbooks: cells as a person reads them, on the sheets that a person sees, and nothing else."""

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zipfile import ZipFile

import pytest
import python_calamine
import xlsxwriter

from bench import evidence_files
from pipeline.errors import ArticleError
from pipeline.evidence.readers import sheet_formats, spreadsheets
from pipeline.evidence.readers.spreadsheets import sheets_of, shown_value
from tests.word_documents import unzipped, zipped

Draw = Callable[[xlsxwriter.Workbook], object]


def book(draw: Draw) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        draw(made)
    return stream.getvalue()


def cells(raw: bytes) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of each sheet of a workbook that are not blank."""
    return {
        sheet.name: [row.cells for row in sheet.rows if any(row.cells)]
        for sheet in sheets_of(raw, "a.xlsx")
    }


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Leeds", "Leeds"),
        (7, "7"),
        (1234567.0, "1234567"),
        (3.2, "3.2"),
        (0.1 + 0.2, "0.3"),
        (-4.50, "-4.5"),
        (1e20, "100000000000000000000"),
        (0.000012, "0.000012"),
        (float("nan"), ""),
        (float("inf"), ""),
        (True, "yes"),
        (False, "no"),
        (None, ""),
        (b"\0", ""),
        (Decimal("3.20"), "3.2"),
        (date(2024, 5, 1), "2024-05-01"),
        (datetime(2024, 5, 1), "2024-05-01"),  # noqa: DTZ001 - cells have no zone
        (datetime(2024, 5, 1, 9, 30), "2024-05-01 09:30:00"),  # noqa: DTZ001 - as above
        (time(9, 30), "09:30:00"),
        (timedelta(hours=26, minutes=5, seconds=3), "26:05:03"),
    ],
)
def test_a_value_is_shown_as_a_person_reads_it(value: object, shown: str) -> None:
    assert shown_value(value) == shown


def test_percentages_and_money_are_shown_with_their_signs() -> None:
    def draw(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("Rates")
        for column, code in enumerate(["0.0%", '"£"#,##0', "[$€-407] 0.00", "0.00", "#,##0.0"]):
            sheet.write_number(1, column + 1, 0.125, made.add_format({"num_format": code}))
        sheet.write_number(2, 1, 0.5, made.add_format({"num_format": 9}))
        sheet.write_string(3, 1, "x", made.add_format({"num_format": "0%"}))
        sheet.write_boolean(3, 2, 1, made.add_format({"num_format": "0%"}))

    assert cells(book(draw)) == {
        "Rates": [
            ("", "12.5%", "£0.125", "€0.125", "0.125", "0.125"),
            ("", "50%", "", "", "", ""),
            ("", "x", "yes", "", "", ""),
        ]
    }


def test_rows_and_columns_are_counted_from_the_corner_of_the_sheet() -> None:
    def draw(made: xlsxwriter.Workbook) -> None:
        made.add_worksheet("A").write_string(4, 2, "here")

    (sheet,) = sheets_of(book(draw), "a.xlsx")

    assert [(row.number, row.cells) for row in sheet.rows if any(row.cells)] == [
        (5, ("", "", "here"))
    ]


def test_no_formula_is_computed_and_hidden_sheets_are_not_read() -> None:
    def draw(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("Seen")
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(0, 1, "=2+2", None, "")
        sheet.write_formula(0, 2, '=WEBSERVICE("http://127.0.0.1:9/")', None, "")
        sheet.write_formula(0, 3, "=1/0", None, "#DIV/0!")
        made.add_worksheet("Hidden").hide()
        made.add_chartsheet("Chart")

    assert cells(book(draw)) == {"Seen": [("2", "", "", "")]}


def test_only_the_parts_that_hold_cells_are_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = unzipped(evidence_files.xlsx("Area,2023\nLeeds,7\n"))
    raw |= {"xl/vbaProject.bin": b"macro", "xl/externalLinks/externalLink1.xml": b"<x/>"}
    handed: list[bytes] = []
    load = python_calamine.load_workbook

    def loaded(file: io.BytesIO) -> object:
        handed.append(file.getvalue())
        return load(file)

    monkeypatch.setattr(python_calamine, "load_workbook", loaded)

    assert cells(zipped(raw)) == {"Sheet1": [("Area", "2023"), ("Leeds", "7")]}
    names = ZipFile(io.BytesIO(handed[0])).namelist()
    assert not [name for name in names if "vba" in name or "external" in name]


def test_an_open_document_is_read_alike() -> None:
    text = "### sheet One\nArea,Rate,Day\nLeeds,12.5%,2024-05-01\n### sheet Two\n,\n,7\n"

    assert cells(evidence_files.ods(text)) == {
        "One": [("Area", "Rate", "Day"), ("Leeds", "12.5%", "2024-05-01")],
        "Two": [("", "7")],
    }


def ods_of(rows: str) -> bytes:
    files = unzipped(evidence_files.ods("x\n"))
    content = files["content.xml"].decode()
    start, end = content.index("<table:table-row>"), content.index("</table:table>")
    return zipped(files | {"content.xml": (content[:start] + rows + content[end:]).encode()})


VALUE = '<table:table-cell {} office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell>'
FAR = 1_000_000


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(
            book(
                lambda made: [
                    made.add_worksheet("A").write_number(0, 0, 1),
                    made.get_worksheet_by_name("A").write_number(1_048_575, 16_383, 1),
                ]
            ),
            id="two cells far apart",
        ),
        pytest.param(
            ods_of(
                f'<table:table-row table:number-rows-repeated="{FAR}">'
                + VALUE.format('table:number-columns-repeated="16000"')
                + "</table:table-row>"
            ),
            id="a cell that comes again",
        ),
    ],
)
def test_a_sheet_that_would_take_much_memory_is_one_line(raw: bytes) -> None:
    with pytest.raises(ArticleError, match=r"sheet of more than 5,000,000 cells: save its sheets"):
        cells(raw)


def test_blank_cells_that_come_again_take_no_memory() -> None:
    blank = '<table:table-cell table:number-columns-repeated="16000"/>'
    raw = ods_of(
        f"<table:table-row>{VALUE.format('')}{blank}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="{FAR}">{blank}</table:table-row>'
    )

    assert cells(raw) == {"Sheet1": [("7",)]}


def test_a_workbook_that_unpacks_to_too_much_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = evidence_files.xlsx("Area,2023\n" + "Leeds,7\n" * 3_000)
    monkeypatch.setattr(spreadsheets, "_MOST_BYTES", len(raw) + 1_000)

    with pytest.raises(ArticleError, match=r"a\.xlsx unpacks to .* save its sheets as CSV"):
        cells(raw)


def test_a_workbook_that_is_large_itself_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "_MOST_BYTES", 1_000_000)

    with pytest.raises(ArticleError, match=r"has more than 1 MB: save its sheets as CSV"):
        cells(b"\xd0\xcf\x11\xe0" + b"\0" * 1_000_000)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"xl/workbook.xml": b"<a"}, "is a broken spreadsheet"),
        ({"xl/styles.xml": b"<a"}, "is a broken spreadsheet"),
        ({"xl/worksheets/sheet1.xml": b"<worksheet><a"}, "is a broken spreadsheet"),
        ({"xl/worksheets/sheet1.xml": None}, "is a broken spreadsheet"),
    ],
)
def test_a_broken_workbook_is_one_line(changed: dict[str, bytes | None], said: str) -> None:
    files = unzipped(evidence_files.xlsx("Area,2023\nLeeds,7\n"))
    kept = {name: content for name, content in (files | changed).items() if content is not None}

    with pytest.raises(ArticleError, match=said) as caught:
        cells(zipped(kept))

    assert "\n" not in str(caught.value)


class PanicException(BaseException):
    """What the library raises where it fails itself."""


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (PanicException("index out of bounds"), ArticleError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_a_fault_of_the_library_is_one_line(
    fault: BaseException, expected: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: object) -> None:
        raise fault

    monkeypatch.setattr(python_calamine, "load_workbook", failing)

    with pytest.raises(expected):
        cells(evidence_files.xlsx("a,1\n"))


def test_a_locked_workbook_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:

    def locked(_: object) -> None:
        raise python_calamine.PasswordError

    monkeypatch.setattr(python_calamine, "load_workbook", locked)

    with pytest.raises(ArticleError, match="protected by a password: save it without one"):
        cells(b"\xd0\xcf\x11\xe0" + b"\0" * 600)


def test_cells_without_a_reference_have_no_form() -> None:
    assert list(sheet_formats.xlsx_cells(b'<row><c s="1"><v>1</v></c></row>', {1: "{}%"})) == []
