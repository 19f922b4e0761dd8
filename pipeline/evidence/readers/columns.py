"""The columns of a table: which are labels, and how a bare number of each is said in words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.evidence.parts import Column, TableRow
from pipeline.evidence.readers.body import BodyRow
from pipeline.evidence.readers.cell_numbers import CellKind, figure_in, kind_of
from pipeline.evidence.readers.heading_units import heading_unit, label_unit, spoken
from pipeline.evidence.readers.headings import Head
from pipeline.evidence.readers.units import COUNT, Unit, read_unit

_MOST_UNITS = 0.8
"""Share of the cells of a column that are units where it is a column of units."""
_FEW_YEARS = 4
"""Rows from which a column of nothing but years is no chance."""
_MUCH_LESS = 100
_NO_FIGURE = frozenset({CellKind.MISSING, CellKind.WORDS})
_LONGEST = 300
"""Characters of a heading or a label that are looked at."""
_SPARSE = 2
"""How many times the years of a column may span their number and still be those of a table."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table, which make its rows."""

    columns: tuple[Column, ...]
    units: int | None
    """The column that says the unit of each row, if one does."""
    labels: tuple[int, ...]
    """The labels before the first column of figures."""
    years: tuple[int, ...]
    """Columns behind figures that say of which year a row is."""

    @classmethod
    def of(cls, head: Head, sample: Sequence[BodyRow], caption: Unit | None) -> "Columns":
        """Return the columns of a table by its headings and its first rows."""
        width = max((row.raw.extent for row in sample), default=0)
        width = max(width, *(row.extent for row in head.rows), 1)
        headings = [", ".join(map(spoken, levels))[:_LONGEST] for levels in head.headings(width)]
        caption = _unit_of_labels(headings[0]) or caption
        typical = _typical_figure(sample)
        columns: list[Column] = []
        units: int | None = None
        leading: list[int] = []
        years: list[int] = []
        is_leading = True
        for at, heading in enumerate(headings):
            cells = [row.raw.cells[at] for row in sample if at < len(row.raw.cells)]
            cells = [cell for cell in cells if cell]
            is_label = _is_label(cells, is_first=at == 0)
            if is_label and units is None and _are_units(cells):
                units = at
            of_all = None if _counts_things(heading, cells, typical) else caption
            said = heading_unit(heading).unit or of_all or COUNT
            form = "" if is_label or _are_years(cells) else said.form
            columns.append(Column(heading, form, is_label))
            is_leading = is_leading and (is_label or not cells)
            if is_label and is_leading and at != units:
                leading.append(at)
            elif is_label and all(kind_of(cell) is CellKind.YEAR for cell in cells):
                years.append(at)
        return cls(tuple(columns), units, tuple(leading), tuple(years))

    @property
    def has_figures(self) -> bool:
        """Whether any column may hold figures."""
        return any(column.form and not column.is_label for column in self.columns)

    def rows(self, rows: Iterable[BodyRow]) -> Iterator[TableRow]:
        """Yield rows as those of this table: as wide, with what is said once for several."""
        width = len(self.columns)
        blank = ("",) * width
        said = ""
        for row, group in rows:
            cells = row.cells[:width] + blank[: max(width - len(row.cells), 0)]
            groups = [group, *(cells[at] for at in self.years)]
            if len(self.labels) > 1:
                first, second = self.labels[:2]
                said = cells[first] or said
                if not cells[first] and cells[second]:
                    groups.append(said)
            named = ", ".join(filter(None, groups))
            yield TableRow(row.number, cells, named, self._form(cells, group))

    def _form(self, cells: Sequence[str], group: str) -> str:
        """Return what a row says of the unit of its numbers: in a column, a label or its group."""
        unit = read_unit(cells[self.units]) if self.units is not None else None
        if unit is None:
            labels = (cells[at][:_LONGEST] for at in self.labels if cells[at])
            named = (label_unit(label).unit for label in labels)
            unit = next((each for each in named if each is not None), None)
        if unit is None and group:
            unit = heading_unit(group[:_LONGEST]).unit
        return "" if unit is None else unit.form


def _unit_of_labels(heading: str) -> Unit | None:
    """Return the unit that the heading of the labels names for all: "Measure (£ million)"."""
    unit = None if read_unit(heading) else label_unit(heading).unit
    return None if unit == COUNT else unit


def _typical_figure(sample: Sequence[BodyRow]) -> float:
    """Return the middle of the medians of the columns of figures, without signs."""
    columns: dict[int, list[float]] = {}
    for row in sample:
        for at, cell in enumerate(row.raw.cells[1:], 1):
            if cell and (figure := figure_in(cell)):
                columns.setdefault(at, []).append(abs(figure.value))
    return median(map(median, columns.values())) if columns else 0.0


def _counts_things(heading: str, cells: Sequence[str], typical: float) -> bool:
    """Return whether a column counts things although the caption says that all is money.

    As "Candidates" and "Schools in deficit" do: a plural above whole numbers that are a hundredth
    of the others, roughly.
    """
    is_plural = heading.partition(" ")[0].lower().endswith("s")
    if not is_plural or not all(cell.isdecimal() or kind_of(cell) in _NO_FIGURE for cell in cells):
        return False
    counts = [int(cell) for cell in cells if cell.isdecimal()]
    return bool(counts) and median(counts) * _MUCH_LESS <= typical


def _is_label(cells: Sequence[str], *, is_first: bool) -> bool:
    """Return whether cells say what rows are of: mostly words, or years or ranks before all else.

    Further on, years are of the rows if they follow each other, roughly, as in a long table.
    """
    kinds = Counter(map(kind_of, cells))
    numbers = kinds[CellKind.FIGURE] + kinds[CellKind.YEAR] + kinds[CellKind.RANGE]
    if kinds[CellKind.WORDS] > numbers:
        return True
    if numbers and kinds[CellKind.YEAR] == len(cells):
        years = {int(cell[:4]) for cell in cells}
        return is_first or max(years) - min(years) < _SPARSE * len(years)
    return is_first and (kinds[CellKind.RANGE] * 2 > len(cells) or _are_ranks(cells))


def _are_years(cells: Sequence[str]) -> bool:
    return len(cells) >= _FEW_YEARS and all(kind_of(cell) is CellKind.YEAR for cell in cells)


def _are_ranks(cells: Sequence[str]) -> bool:
    """Return whether numbers count the rows, from any on, with ties or not."""
    if len(cells) < 2 or not all(cell.isdecimal() for cell in cells):
        return False
    numbers = [int(cell) for cell in cells]
    return numbers == sorted(numbers) and numbers[-1] - numbers[0] < len(cells)


def _are_units(cells: Sequence[str]) -> bool:
    found = sum(read_unit(cell) is not None for cell in cells)
    return bool(cells) and found >= _MOST_UNITS * len(cells)
