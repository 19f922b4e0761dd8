"""Tables as LibreOffice opens them: every cell stays text, and nothing of an article runs."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import ExtractiveDrafter, article_from_text, fact_check
from pipeline.corpus.merging.merged_table import MergedTable
from pipeline.stages.render.worklist_table import (
    COLUMNS,
    NAMES,
    cell_text,
    cells_of,
    worklist_csv,
    worklist_xlsx,
)
from schemas import Report
from tests.hostile_text import CELLS, report_of
from tests.office import SOFFICE, converted

pytestmark = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is not installed: system package libreoffice-calc-nogui"
)
LINK = 'The storm cost $480 million.\n\n=HYPERLINK("http://x.test/","open") cost 480 dollars on Monday.\n'
# What is longer is wrapped for half a minute; `test_worklist_files` reads it back.
SHORT = tuple(cell for cell in CELLS if len(cell) < 1_000)
# Comma, quotation mark, UTF-8, from line 1, with every text in quotation marks, formulas as
# formulas.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,true"


_EVERY_SEPARATOR = "CSV:44/59/9,34,76,1"
"""Comma, semicolon and tab together, as who is unsure ticks them all."""


def sheet(content: bytes) -> Worksheet:
    """Return the first sheet of a workbook."""
    return load_workbook(io.BytesIO(content)).worksheets[0]


def columns_of_numbers(table: str) -> set[str]:
    """Return the columns that hold a number: LibreOffice puts only texts in quotes."""
    rows: Any = csv.reader(io.StringIO(table, newline=""), quoting=csv.QUOTE_NONNUMERIC)
    return {
        name
        for row in rows
        for name, cell in zip(NAMES, row, strict=True)
        if not isinstance(cell, str)
    }


def test_every_cell_of_a_workbook_stays_the_text_or_the_number_that_it_was(tmp_path: Path) -> None:
    report = report_of(*SHORT)

    (made,) = converted({"list.xlsx": worklist_xlsx(report)}, _CSV, tmp_path).values()

    table = made.decode()
    header, *rows = csv.reader(io.StringIO(table, newline=""))
    went_in = [
        [cell_text(cell) for cell in cells_of(report.article, row)] for row in report.worklist.rows
    ]
    assert header == list(NAMES)
    assert rows == went_in
    assert columns_of_numbers(table.replace(",,", ',"",').replace(",,", ',"",')) == {
        column.name for column in COLUMNS if column.is_number
    }


def test_a_link_in_an_article_is_a_text_in_both_tables(tmp_path: Path) -> None:
    report: Report = fact_check(article_from_text(LINK), drafter=ExtractiveDrafter())
    quotes = {row.quote for row in report.worklist.rows}
    assert '=HYPERLINK("http://x.test/","open") cost 480 dollars on Monday.' in quotes

    table = worklist_csv([report]).encode()
    (made,) = converted({"list.csv": table}, "xlsx", tmp_path).values()

    cells = [cell for row in sheet(made).iter_rows() for cell in row]
    assert {"f"}.isdisjoint(cell.data_type for cell in cells)
    assert any(str(cell.value).startswith("'=HYPERLINK(") for cell in cells)


def test_no_hostile_cell_of_the_csv_becomes_a_formula(tmp_path: Path) -> None:
    table = worklist_csv([report_of(*SHORT)]).encode("utf-8", "replace")

    (made,) = map(sheet, converted({"list.csv": table}, "xlsx", tmp_path).values())

    assert made.max_row == 1 + len(SHORT)
    assert {cell.data_type for row in made.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_no_separator_that_a_program_may_guess_makes_a_formula(tmp_path: Path) -> None:
    cells = (*SHORT, *(f"5{separator}=1+1" for separator in ",;\t\n|"), 'a";=1+1;"', '";=1+1')
    single = worklist_csv([report_of(*cells)])
    merged = io.StringIO(newline="")
    table = MergedTable(merged, {})
    for cell in cells:
        table.add(merged_row(cell))

    tables = {"single.csv": single, "merged.csv": merged.getvalue()}
    given = {name: text.encode("utf-8", "replace") for name, text in tables.items()}

    for made in map(sheet, converted(given, "xlsx", tmp_path, read_as=_EVERY_SEPARATOR).values()):
        assert made.max_row == 1 + len(cells)
        assert {cell.data_type for row in made.iter_rows() for cell in row} <= {"s", "n", "d", "b"}


def merged_row(text: str) -> dict[str, Any]:
    """Return an entry of a merged list that holds the text wherever an article's words stand."""
    figure = {"text": text, "value": "5", "unit": text}
    place = {"title": text, "speaker": text, "id": text, "url": text, "source": text, "line": 1}
    needed = {"needed": text, "source": text, "query": text}
    return {
        "rank": 1, "score": 2, "figure": figure, "text": text, "articles": 1, "places": [place],
        "alerts": [{"check": "A05", "message": text}], "quote": text, "evidence": needed,
        "conflicts": [{"figure": figure, "source": text}], "reason": text, "kind": text,
        "computed": [text], "merged_id": text,
    }  # fmt: skip
