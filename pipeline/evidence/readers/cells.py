"""Cells of a table put into words, and their values: both as the reader of numbers takes them."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.evidence.parts import Column, TableRow
from pipeline.evidence.readers.cell_numbers import (
    BARE,
    PLAIN,
    CellKind,
    Figure,
    figure_in,
    kind_of,
)
from pipeline.evidence.readers.heading_units import (
    clock_units,
    heading_unit,
    label_unit,
    without_marks,
)
from pipeline.evidence.readers.units import read_unit
from pipeline.numbers import find_quantities
from pipeline.reconcile.values import other_values, value_of
from schemas import TextSpan

_CLOCK = re.compile(r"(\d{1,4}):(\d\d)")
_LONGEST_LABEL = 80
"""Characters; what is longer in a column of labels is a note."""
_PROBE = "12.5"


class CellWords(NamedTuple):
    """A cell as a sentence: "Roads, spending, 2024: £3.2 million."."""

    text: str
    number: TextSpan | None
    """Offsets of the number with its unit; None where the cell holds none."""
    value: str
    """That number with its unit."""


class CellValue(NamedTuple):
    """What a cell measures, as `pipeline.reconcile.values` has it."""

    column: int
    dimension: str
    low: float
    high: float


def cell_words(
    columns: Sequence[Column], row: TableRow, column: int, *, subject: str = ""
) -> CellWords:
    """Return a cell in words: labels of its row, its group, its heading, and its number.

    `subject` is the caption of the table, which begins the sentence where nothing else does.
    """
    heading = without_marks(heading_unit(columns[column].heading).words)
    said = [*row_labels(columns, row), heading_unit(row.group).words, heading]
    before = ", ".join(filter(None, said)) or subject
    value = _said(columns[column], row, row.cells[column]) or ""
    start = len(before) + 2 if before else 0
    text = f"{before}: {value}." if before and value else f"{value or before}."
    number = TextSpan(start=start, end=start + len(value)) if value else None
    return CellWords(text, number, value)


def row_labels(columns: Sequence[Column], row: TableRow) -> list[str]:
    """Return what the cells of a row say it is of, without their units."""
    leading = [at for at in range(len(columns)) if columns[at].is_label]
    figures = (at for at, column in enumerate(columns) if column.form and not column.is_label)
    first = next(figures, len(columns))
    said = (_label(columns[at], row.cells[at], row) for at in leading if at < first)
    return list(filter(None, said))


def _label(column: Column, cell: str, row: TableRow) -> str:
    if not cell or len(cell) > _LONGEST_LABEL or (row.form and read_unit(cell) is not None):
        return ""
    if kind_of(cell) in {CellKind.FIGURE, CellKind.RANGE}:
        return f"{heading_unit(column.heading).words} {cell}".strip()
    return without_marks(label_unit(cell).words) or cell


def cell_values(columns: Sequence[Column], row: TableRow) -> Iterator[CellValue]:
    """Yield what the cells of a row measure, first as its words say.

    A cell that may measure two things comes twice, and so does one that is negative: words say a
    fall or a loss of as much.
    """
    for at, (column, cell) in enumerate(zip(columns, row.cells, strict=True)):
        if not cell or column.is_label or not column.form:
            continue
        if PLAIN.fullmatch(cell):
            number, form = float(cell), _form_of(column, row)
        else:
            figure = figure_in(cell)
            if figure is None:
                yield from _values_of_words(at, column, row, cell)
                continue
            number, form = figure.value, _chosen(figure, column, row)
        for dimension, factor in _measures(form):
            value = number * factor
            yield CellValue(at, dimension, value, value)
            if value < 0:
                yield CellValue(at, dimension, -value, -value)


def _values_of_words(at: int, column: Column, row: TableRow, cell: str) -> Iterator[CellValue]:
    """Yield the values of a range and the like, which the reader of numbers reads as it stands."""
    if kind_of(cell) is CellKind.RANGE:
        for dimension, low, high in _read(_said_range(column, row, cell)):
            yield CellValue(at, dimension, low, high)


def _said_range(column: Column, row: TableRow, cell: str) -> str:
    """Return a range with its unit; a time of day or a length of time has its own."""
    units = clock_units(column.heading)
    if len(units) == 2 and (clock := _CLOCK.fullmatch(cell)):
        return f"{int(clock[1])} {units[0]} {int(clock[2])} {units[1]}"
    return cell if ":" in cell else _form_of(column, row).replace(BARE, cell)


def _said(column: Column, row: TableRow, cell: str) -> str | None:
    """Return the number of a cell with its unit; None where it holds none."""
    kind, figure = kind_of(cell), figure_in(cell)
    if column.is_label or kind in {CellKind.BLANK, CellKind.MISSING}:
        return None
    if not column.form:
        return cell  # a year, which has no comma
    if figure is None:
        return _said_range(column, row, cell) if kind is CellKind.RANGE else None
    form = _chosen(figure, column, row)
    if figure.number.startswith("-") and not (form.startswith(BARE) or form[0].isalpha()):
        return "-" + form.replace(BARE, figure.number[1:])
    return form.replace(BARE, figure.number)


def _form_of(column: Column, row: TableRow) -> str:
    """Return the form that the table gives a number: the row's, but for a column of percentages."""
    if not row.form or (column.form.startswith(_PERCENT) and not row.form.startswith(_PERCENT)):
        return column.form
    return row.form


_PERCENT = f"{BARE} percent"


def _chosen(figure: Figure, column: Column, row: TableRow) -> str:
    """Return the form of a number: its own, unless that only repeats the currency of its column."""
    of_table = _form_of(column, row)
    own = figure.form
    repeats = own.endswith(BARE) and of_table.startswith(own)
    return of_table if own == BARE or repeats else own


@lru_cache(maxsize=4_096)
def _measures(form: str) -> tuple[tuple[str, float], ...]:
    """Return what a number in a form measures, with what one of it is in the base unit."""
    number = float(_PROBE)
    return tuple(
        (dimension, low / number) for dimension, low, _ in _read(form.replace(BARE, _PROBE))
    )


@lru_cache(maxsize=16_384)
def _read(value: str) -> tuple[tuple[str, float, float], ...]:
    """Return the dimension and the ends of what is read at the end of a sentence."""
    found = [each for each in find_quantities(f": {value}.") if each.checkable]
    values = [value_of(quantity) for quantity in found]
    values += [other for quantity in found[:1] for other in other_values(quantity, None)]
    return tuple((each.dimension, each.low, each.high) for each in values if each is not None)
