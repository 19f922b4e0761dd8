"""Totals: the sums over rows of a table that it does not print itself.

Summed are all rows, those of one group, and those that share one label that a figure names: a
branch over all years, or all months of a year. Shares, averages and times are not summed.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.evidence.library.searching import Stored
from pipeline.evidence.parts import TableRow
from pipeline.evidence.readers.cell_numbers import figure_in
from pipeline.evidence.readers.cells import cell_values
from pipeline.evidence.verdict.siblings import dated

LABEL = "total"
_LEAST_ROWS = 3
_NOT_SUMMED = frozenset({"percent", "points", "times", "year", "date", "clock", "ordinal", "time"})
_HAIR = Decimal("0.005")
"""How far a printed total may be from the sum of its rounded parts, as a share of it."""


class Total(NamedTuple):
    """A row of sums, in the place of the last row that was summed."""

    row: Stored
    of: tuple[Stored, ...]


def totals(rows: Sequence[Stored], words: frozenset[str], years: frozenset[int]) -> list[Total]:
    """Return the sums over rows of one table, as rows of their own.

    `words` are the stems that a figure names and `years` its years: of labels that rows share,
    only those among them are summed.
    """
    some = [each for each in rows if each.row is not None]
    if len(some) < _LEAST_ROWS:
        return []
    summed = _summed(some)
    if not summed:
        return []
    found = []
    for labels, group, part in _selections(some, words, years):
        cells = _sums(part, summed, labels)
        if cells is not None:
            row = TableRow(part[-1].row.number if part[-1].row else 0, cells, group, _form(part))
            found.append(Total(part[-1]._replace(row=row), tuple(part)))
    return found


def _summed(rows: Sequence[Stored]) -> list[int]:
    """Return the columns of figures that all measure one thing, of which there are sums."""
    dimensions: dict[int, set[str]] = {}
    for each in rows:
        for value in cell_values(each.part.columns, each.row) if each.row else ():
            dimensions.setdefault(value.column, set()).add(value.dimension)
    return sorted(
        at for at, some in dimensions.items() if len(some) == 1 and not some & _NOT_SUMMED
    )


def _form(rows: Sequence[Stored]) -> str:
    forms = {each.row.form for each in rows if each.row is not None}
    return forms.pop() if len(forms) == 1 else ""


def _selections(
    rows: Sequence[Stored], words: frozenset[str], years: frozenset[int]
) -> Iterator[tuple[dict[int, str], str, list[Stored]]]:
    """Yield which rows are summed, with the labels and the group that they share."""
    yield {}, "", list(rows)
    groups = dict.fromkeys(each.row.group for each in rows if each.row and each.row.group)
    for group in groups if len(groups) > 1 else ():
        yield {}, group, [each for each in rows if each.row and each.row.group == group]
    columns = [at for at, column in enumerate(rows[0].part.columns) if column.is_label]
    for at in columns:
        shared: dict[str, list[Stored]] = {}
        for each in rows:
            if each.row and each.row.cells[at]:
                shared.setdefault(_shared_label(each.row.cells[at]), []).append(each)
        for label, part in shared.items():
            told = dated(label)
            if len(part) < len(rows) and (told.stems & words or told.times.years & years):
                yield {at: label}, "", part


def _shared_label(cell: str) -> str:
    """Return what rows of one label share: of a month, its year."""
    told = dated(cell)
    if told.times.years and not told.stems:
        return str(max(told.times.years)) if len(told.times.years) == 1 else cell
    return cell


def _sums(
    rows: Sequence[Stored], summed: Sequence[int], labels: dict[int, str]
) -> tuple[str, ...] | None:
    """Return the cells of a row of sums; None where there is nothing to sum."""
    if len(rows) < _LEAST_ROWS:
        return None
    columns = rows[0].part.columns
    first = next((at for at, column in enumerate(columns) if column.is_label), None)
    cells = ["" for _ in columns]
    for at, label in labels.items():
        cells[at] = label
    if first is not None and not cells[first]:
        cells[first] = LABEL
    found = False
    for at in summed:
        parts = [_number(each, at) for each in rows]
        if None in parts or not all(_is_bare(each, at) for each in rows):
            continue
        total = _total([part for part in parts if part is not None])
        if total is not None:
            cells[at], found = format(total, ",f"), True
    return tuple(cells) if found else None


def _total(parts: Sequence[Decimal]) -> Decimal | None:
    """Return the sum, unless one of the numbers is the sum of those before it: a printed total."""
    running = Decimal(0)
    for at, part in enumerate(parts):
        if at > 1 and abs(part - running) <= _HAIR * abs(part):
            return None
        running += part
    return running


def _number(row: Stored, at: int) -> Decimal | None:
    figure = figure_in(row.row.cells[at]) if row.row else None
    return None if figure is None else Decimal(figure.number.replace(",", ""))


def _is_bare(row: Stored, at: int) -> bool:
    figure = figure_in(row.row.cells[at]) if row.row else None
    return figure is not None and figure.form == "{}"
