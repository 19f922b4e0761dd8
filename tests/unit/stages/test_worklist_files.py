"""The worklist as files: tables for spreadsheets, lines for programs."""

import csv
import io
import json
import re
import zipfile
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openpyxl import Workbook, load_workbook

from pipeline import ExtractiveDrafter, article_from_text, fact_check
from pipeline.stages.render.files import render_files
from pipeline.stages.render.json_output import worklist_jsonl
from pipeline.stages.render.worklist_table import (
    LAST_FROZEN,
    LAST_PRINTED,
    NAMES,
    cell_text,
    cells_of,
    worklist_csv,
    worklist_xlsx,
)
from pipeline.stages.take_work import take_work, work_in
from pipeline.text.escaping import text_of_cell
from schemas import Report, Weights, WorkStatus
from schemas.export import schema_text
from tests.articles import STORM, storm
from tests.hostile_text import CELLS, TEXT, report_of

REPORT = fact_check(storm, drafter=ExtractiveDrafter())
HALF = re.compile("[\ud800-\udfff]")
"""Half a character: no file can hold it, so it stays as it is shown."""


def shown(half: re.Match[str]) -> str:
    return f"⟦U+{ord(half[0]):04X}⟧"


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def book(report: Report) -> Workbook:
    return load_workbook(io.BytesIO(worklist_xlsx(report)))


def words_of(report: Report) -> list[list[str]]:
    return [cells_of(report.article, row) for row in report.worklist.rows]


def test_a_table_has_what_to_do_first_and_the_ids_last() -> None:
    assert NAMES[:7] == ("rank", "score", "figure", "status", "evidence", "note", "checker")
    assert NAMES[-2:] == ("row_id", "group_id")
    assert len(set(NAMES)) == len(NAMES)


def test_a_figure_stands_with_what_it_counts() -> None:
    rows = table(worklist_csv([REPORT]))
    figures = [row[NAMES.index("figure")] for row in rows]

    assert "At least 700 people" in figures
    assert "nearly 480 homes" in figures


def test_a_value_is_written_in_plain_digits() -> None:
    rows = {row[NAMES.index("figure")]: row for row in table(worklist_csv([REPORT]))}
    values = {figure: row[NAMES.index("value")] for figure, row in rows.items()}

    assert values["$3.2 billion"] == "3200000000"
    assert values["22 of the 32 pumps"] == "22 of 32"
    assert values["Thousands of trees"] == ""


def test_a_range_is_written_with_both_ends() -> None:
    article = article_from_text("The council hired between 30 and 40 nurses on Monday.\n")
    rows = table(worklist_csv([fact_check(article, drafter=ExtractiveDrafter())]))

    assert rows[1][NAMES.index("value")] == "30 to 40"


def test_alerts_and_cues_are_told_apart() -> None:
    article = article_from_text(
        "22 of the 32 pumps, or 62%, failed in the storm. Thousands fled.\n"
    )
    report = fact_check(article, drafter=ExtractiveDrafter())
    rows = [dict(zip(NAMES, cells, strict=True)) for cells in words_of(report)]

    assert [row["alerts"] for row in rows if "pumps" in row["figure"]] == [
        "A05: 22 of the 32 is 69 %, not 62%"
    ]
    assert "C01: Thousands" in next(row["cues"] for row in rows if "Thousands" in row["figure"])


def test_each_component_of_the_score_has_a_column() -> None:
    row = REPORT.worklist.rows[0]
    cells = dict(zip(NAMES, cells_of(REPORT.article, row), strict=True))

    assert {each.name: cells[each.name] for each in row.components} == {
        each.name: str(each.points) for each in row.components
    }


def test_a_mark_of_utf_8_comes_first_when_asked_for() -> None:
    plain, marked = worklist_csv([REPORT]), worklist_csv([REPORT], bom=True)

    assert marked == "\ufeff" + plain
    assert table(marked.encode().decode("utf-8-sig")) == table(plain)


def test_the_rows_of_several_articles_share_one_header() -> None:
    rows = table(worklist_csv([REPORT, REPORT]))

    assert len(rows) == 1 + 2 * len(REPORT.worklist.rows)
    assert rows[0] == list(NAMES)
    assert {row[NAMES.index("article")] for row in rows[1:]} == {"storm.txt"}


@given(st.lists(TEXT, min_size=1, max_size=4))
@settings(max_examples=60)
def test_python_reads_every_cell_of_the_table_as_it_went_in(texts: list[str]) -> None:
    report = report_of(*texts)

    _, *rows = table(worklist_csv([report]))

    went_in = [[HALF.sub(shown, cell) for cell in cells] for cells in words_of(report)]
    assert [[text_of_cell(cell) for cell in row] for row in rows] == went_in


@given(st.lists(TEXT, min_size=1, max_size=3))
@settings(max_examples=25)
def test_every_cell_of_a_workbook_is_text_or_a_number_and_none_a_formula(
    texts: list[str],
) -> None:
    report = report_of(*texts)
    sheet = book(report)["Worklist"]
    _, *rows = sheet.iter_rows()

    assert [[text(cell) for cell in row] for row in rows] == [
        [cell_text(cell) for cell in cells] for cells in words_of(report)
    ]
    assert all(cell.hyperlink is None for row in rows for cell in row)


def text(cell: Any) -> str:
    """Return what a cell holds; an empty text is read back as nothing."""
    name = NAMES[cell.column - 1]
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        assert name in NUMBERS
        return f"{Decimal(str(cell.value)):f}"
    assert cell.data_type == ("n" if cell.value is None else "s")
    return cell.value or ""


NUMBERS = {"rank", "score", "line", "offset", "value", *Weights.model_fields}


def test_numbers_of_a_workbook_are_numbers_to_sort_and_reckon_with() -> None:
    sheet = book(REPORT)["Worklist"]
    rows = {row.row_id: row for row in REPORT.worklist.rows}

    for line in sheet.iter_rows(min_row=2):
        cells = dict(zip(NAMES, (cell.value for cell in line), strict=True))
        row = rows[str(cells["row_id"])]
        assert (cells["rank"], cells["score"]) == (row.rank, row.score)
        assert cells["offset"] == row.quantity.span.start
        assert isinstance(cells["line"], int)
        assert cells["prominence"] == row.components[0].points
        if row.quantity.low == row.quantity.high and row.quantity.whole is None:
            assert cells["value"] == row.quantity.low
    values = {str(row[NAMES.index("value")].value) for row in sheet.iter_rows(min_row=2)}
    assert {"480", "3200000000", "22 of 32"} <= values


def test_sentences_without_a_figure_have_a_sheet_that_brings_work_back() -> None:
    article = article_from_text(f"{STORM}\nThe mayor voted against the law that raised taxes.\n")
    report = fact_check(article, drafter=ExtractiveDrafter())
    (sentence,) = report.unlisted
    filled = load_workbook(io.BytesIO(worklist_xlsx(report)))
    sheet = filled["Without a figure"]
    heading = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, heading.index("words") + 1).value == sentence.text

    sheet.cell(2, heading.index("status") + 1).value = "wrong"
    saved = io.BytesIO()
    filled.save(saved)
    taken = take_work(report, [work_in("worklist.xlsx", saved.getvalue())])

    assert [each.work.status for each in taken.report.unlisted] == [WorkStatus.WRONG]
    assert taken.unplaced == ()


def test_a_workbook_changes_text_only_where_a_cell_cannot_hold_it() -> None:
    kept = [cell for cell in CELLS if cell_text(cell) == cell]

    assert '=HYPERLINK("http://x.test/","open")' in kept
    assert cell_text("a\r\nb\rc") == "a\nb\nc"
    assert cell_text("\x00\ud800\x07") == "⟦U+0000⟧⟦U+D800⟧⟦U+0007⟧"
    assert cell_text("<r><t>raw</t></r>") == "<r><t>raw</t></r> "


def test_a_cell_that_is_too_long_is_cut_and_says_so() -> None:
    for long in ("x" * 40_000, "😀" * 20_000):
        cell = cell_text(long)

        assert len(cell.encode("utf-16-le")) // 2 <= 32_767
        assert cell.endswith("(cut here; the whole text is in worklist.csv)")
    assert cell_text("x" * 32_767) == "x" * 32_767


def test_no_link_or_formula_is_in_a_workbook_of_hostile_text() -> None:
    with zipfile.ZipFile(io.BytesIO(worklist_xlsx(report_of(*CELLS)))) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "sheet" in name]

    assert not [sheet for sheet in sheets if "<f>" in sheet or "hyperlink" in sheet]


def test_a_workbook_is_ready_to_work_in() -> None:
    sheet = book(REPORT)["Worklist"]
    (validation,) = sheet.data_validations.dataValidation
    rows = len(REPORT.worklist.rows)

    assert validation.formula1 == f'"{",".join(WorkStatus)}"'
    assert str(validation.sqref) == f"D2:D{rows + 1}"
    assert sheet.freeze_panes == "E2"
    assert NAMES[3] == LAST_FROZEN
    assert sheet.auto_filter.ref == f"A1:AR{rows + 1}"
    assert sheet["A1"].font.b
    assert sheet["I2"].alignment.wrap_text
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_area == f"'Worklist'!$A$1:$I${rows + 1}"
    assert NAMES[8] == LAST_PRINTED


def test_a_workbook_says_what_it_is_and_how_the_work_comes_back() -> None:
    sheet = book(REPORT)["About"]
    said = [str(row[0].value) for row in sheet.iter_rows() if row[0].value]

    assert "Source: storm.txt" in said
    assert any(line.startswith("13 quantities = 9 covered + 0 swept") for line in said)
    assert any("factdesk worklist import" in line for line in said)


def test_an_empty_worklist_is_a_workbook_too() -> None:
    article = article_from_text("Rain fell on the town and on the harbour.\n")
    report = fact_check(article, drafter=ExtractiveDrafter())

    assert book(report)["Worklist"].max_row == 1
    assert worklist_jsonl([report]) == ""


def test_a_line_is_a_row_in_rank_order_and_fits_its_schema() -> None:
    lines = worklist_jsonl([REPORT]).split("\n")[:-1]
    rows = [json.loads(line) for line in lines]
    validator = Draft202012Validator(json.loads(schema_text("row")))

    assert [row["rank"] for row in rows] == list(range(1, len(REPORT.worklist.rows) + 1))
    for row in rows:
        validator.validate(row)


@given(st.lists(TEXT, min_size=1, max_size=3))
@settings(max_examples=20)
def test_a_row_stays_on_its_line_whatever_it_holds(texts: list[str]) -> None:
    report = report_of(*texts)

    lines = worklist_jsonl([report]).split("\n")[:-1]

    assert [json.loads(line)["quote"] for line in lines] == texts


def test_the_same_report_gives_the_same_bytes_on_any_day() -> None:
    content = worklist_xlsx(REPORT)

    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        days = {part.date_time[:3] for part in parts.infolist()}
        properties = parts.read("docProps/core.xml").decode()
    assert days == {(1980, 1, 1)}
    assert set(re.findall(r"\d{4}-\d\d-\d\d", properties)) == {"2000-01-01"}
    assert render_files(REPORT) == render_files(REPORT)
