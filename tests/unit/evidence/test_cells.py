"""Cells in words, and what they measure: as the reader of numbers takes both."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evidence.parts import Column, TableRow
from pipeline.evidence.readers.cells import CellValue, cell_values, cell_words
from pipeline.evidence.readers.units import read_unit
from pipeline.numbers import find_quantities
from pipeline.reconcile.values import value_of
from tests.unit.evidence.test_units import UNITS

LABEL = Column("Service", "", is_label=True)
COLUMNS = (
    LABEL,
    Column("Spending (£m), 2024", "£{} million", is_label=False),
    Column("Change, %", "{} percent", is_label=False),
    Column("Pupils", "{}", is_label=False),
    Column("Opened", "", is_label=False),
    Column("Remark", "", is_label=True),
)


def row(*cells: str, group: str = "", form: str = "") -> TableRow:
    return TableRow(5, cells, group, form)


@pytest.mark.parametrize(
    ("cells", "column", "text", "value"),
    [
        (
            row("Roads", "3.2", "", "", "", ""),
            1,
            "Roads, Spending, 2024: £3.2 million.",
            "£3.2 million",
        ),
        (
            row("Roads", "(3.2)", "", "", "", ""),
            1,
            "Roads, Spending, 2024: -£3.2 million.",
            "-£3.2 million",
        ),
        (
            row("Roads", "£3.2", "", "", "", ""),
            1,
            "Roads, Spending, 2024: £3.2 million.",
            "£3.2 million",
        ),
        (row("Roads", "$3.2bn", "", "", "", ""), 1, "Roads, Spending, 2024: $3.2bn.", "$3.2bn"),
        (row("Roads", "", "-4", "", "", ""), 2, "Roads, Change: -4 percent.", "-4 percent"),
        (row("Roads", "", "4%", "", "", ""), 2, "Roads, Change: 4%.", "4%"),
        (row("Roads", "", "", "1995", "", ""), 3, "Roads, Pupils: 1,995.", "1,995"),
        (row("Roads", "", "", "10-15", "", ""), 3, "Roads, Pupils: 10-15.", "10-15"),
        (row("Roads", "", "", "1:45:30", "", ""), 3, "Roads, Pupils: 1:45:30.", "1:45:30"),
        (row("Roads", "", "", "", "1995", ""), 4, "Roads, Opened: 1995.", "1995"),
        (
            row("Roads", "3.2", "", "", "", "", group="North (£k)", form="£{} thousand"),
            1,
            "Roads, North, Spending, 2024: £3.2 thousand.",
            "£3.2 thousand",
        ),
        (
            row("Roads", "", "4", "", "", "", form="£{} thousand"),
            2,
            "Roads, Change: 4 percent.",
            "4 percent",
        ),
        (
            row("Turnout (%)", "41", "", "", "", "", form="{} percent"),
            1,
            "Turnout, Spending, 2024: 41 percent.",
            "41 percent",
        ),
        (row("Weapons [b]", "", "", "7", "", ""), 3, "Weapons, Pupils: 7.", "7"),
    ],
)
def test_a_cell_is_said_with_its_headings_and_its_unit(
    cells: TableRow, column: int, text: str, value: str
) -> None:
    words = cell_words(COLUMNS, cells, column)

    assert words.number is not None
    assert (words.text, words.value) == (text, value)
    assert words.text[words.number.start : words.number.end] == value


@pytest.mark.parametrize("cell", ["", "..", "n/a", "closed"])
def test_a_cell_without_a_figure_has_no_number(cell: str) -> None:
    words = cell_words(COLUMNS, row("Roads", cell, "", "", "", ""), 1)

    assert words == ("Roads, Spending, 2024.", None, "")


def test_a_label_has_no_number() -> None:
    assert cell_words(COLUMNS, row("2024", "3", "", "", "", ""), 0).number is None


@pytest.mark.parametrize(
    ("columns", "cells", "text"),
    [
        ((Column("", "{}", is_label=False),), row("7"), "Waiting: 7."),
        (
            (Column("Week", "", is_label=True), Column("", "{}", is_label=False)),
            row("3", "7"),
            "Week 3: 7.",
        ),
        (
            (Column("Note", "", is_label=True), Column("Pupils", "{}", is_label=False)),
            row("x" * 90, "7"),
            "Pupils: 7.",
        ),
    ],
)
def test_what_a_row_is_of_is_said_as_far_as_it_is_known(
    columns: tuple[Column, ...], cells: TableRow, text: str
) -> None:
    assert (
        cell_words(
            columns, cells, len(columns) - 1 if columns[0].is_label else 0, subject="Waiting"
        ).text
        == text
    )


def test_the_values_of_a_row_are_those_of_its_figures() -> None:
    cells = row("Roads", "3.2", "(12.5)", "120 (45%)", "1932", "7")

    values = list(cell_values(COLUMNS, cells))

    assert values == [
        CellValue(1, "GBP", 3_200_000, 3_200_000),
        CellValue(2, "percent", -12.5, -12.5),
        CellValue(2, "percent", 12.5, 12.5),
        CellValue(3, "count", 120, 120),
        CellValue(3, "percent", 45, 45),
    ]


def test_a_length_of_time_is_said_in_the_units_of_its_heading() -> None:
    columns = (LABEL, Column("Response (min:sec)", "{}", is_label=False))
    cells = row("Fenby", "9:42")

    words = cell_words(columns, cells, 1)
    (value,) = cell_values(columns, cells)

    assert words.value == "9 minutes 42 seconds"
    assert value.dimension == "time"
    assert value.low == pytest.approx((9 * 60 + 42) / 86_400)


@pytest.mark.parametrize("cell", ["", "..", "n/a", "closed", "2024-03-01"])
def test_what_is_no_figure_has_no_value(cell: str) -> None:
    assert list(cell_values(COLUMNS, row("Roads", cell, "", "", "", ""))) == []


def test_a_number_that_may_measure_two_things_has_both_values() -> None:
    columns = (LABEL, Column("Population (m)", "{}m", is_label=False))

    values = list(cell_values(columns, row("Leeds", "1.2")))

    assert [(each.dimension, each.low) for each in values] == [("length", 1.2), ("count", 1.2e6)]


@given(
    unit=st.sampled_from(sorted(UNITS)),
    number=st.decimals(-99_999, 9_999_999, places=2, allow_nan=False),
    places=st.integers(0, 2),
    grouped=st.booleans(),
)
def test_a_cell_measures_what_its_words_say(
    unit: str, number: Decimal, places: int, *, grouped: bool
) -> None:
    read = read_unit(unit)
    assert read is not None
    columns = (LABEL, Column("2024", read.form, is_label=False))
    cells = row("Roads", f"{number:{',' if grouped else ''}.{places}f}")

    words = cell_words(columns, cells, 1)
    values = list(cell_values(columns, cells))

    assert words.number is not None
    place = words.number.start
    said = next(each for each in find_quantities(words.text) if each.span.start >= place)
    expected = value_of(said)
    assert expected is not None
    assert values[0].dimension == expected.dimension
    assert values[0].low == pytest.approx(expected.low)
    assert values[0].high == pytest.approx(expected.high)
