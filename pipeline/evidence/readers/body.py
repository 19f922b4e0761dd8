"""The rows of a table below its headings: groups, totals, notes, and where the next one begins."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.evidence.readers.cell_numbers import figure_in
from pipeline.evidence.readers.headings import Head, Line
from pipeline.evidence.readers.raw_rows import RawRow, RowKind, Rows, row_kind

_LONGEST_GROUP = 80
"""Characters of the heading of a group."""
_MOST_WAITING = 50
"""Rows without figures that are held back to see what they are."""
_SUM_TOLERANCE, _ROUNDING = 0.002, 0.6
"""How far a total may be from the sum of its rows: a share of it, and that much a row."""
_MOST_SUMMED = 1_000
"""Rows without a group after which no total of groups is looked for: it takes half of the time."""
_LEAST_SUMS = 1 / 3
"""Share of the columns that add up in a row of totals; shares and averages do not."""


class BodyRow(NamedTuple):
    """A row and the heading inside the table that it stands under, if any."""

    raw: RawRow
    group: str


class Body:
    """Reads the rows of one table, and what it leaves as notes."""

    def __init__(self, source: Rows, head: Head) -> None:
        self._source, self._head = source, head
        self._groups = _Groups()
        self.notes: list[Line] = []
        """Lines below the rows, or between them, known when all rows are read."""

    def rows(self) -> Iterator[BodyRow]:
        """Yield the rows; those of the next table are left in the source."""
        waiting: list[RawRow] = []
        for row in self._source:
            kind = row_kind(row)
            if kind is RowKind.FIGURES or (kind is RowKind.WORDS and not self._head.has_figures):
                if waiting and self._begins_table([*waiting, row]):
                    self._source.put_back([*waiting, row])
                    return
                yield from self._settled(waiting)
                waiting = []
                yield self._groups.placed(row)
            else:
                waiting.append(row)
                if len(waiting) > _MOST_WAITING:
                    self._note(waiting.pop(0))
        for row in waiting:
            self._note(row)

    def _note(self, row: RawRow) -> None:
        if row.filled:
            self.notes.append(Line(row.number, row.line))

    def _begins_table(self, rows: Sequence[RawRow]) -> bool:
        """Return whether rows that end in one with figures hold headings behind something else."""
        kinds = [row_kind(row) for row in rows[:-1]]
        if RowKind.WORDS not in kinds or not self._head.has_figures:
            return False
        return not {RowKind.BLANK, RowKind.LONE}.isdisjoint(kinds[: kinds.index(RowKind.WORDS)])

    def _settled(self, waiting: Sequence[RawRow]) -> Iterator[BodyRow]:
        """Yield what are rows of those before one with figures; the rest are groups and notes."""
        last = next((row for row in reversed(waiting) if row.filled), None)
        for row in waiting:
            kind = row_kind(row)
            if kind is RowKind.BLANK:
                self._groups.end()
            elif kind is RowKind.WORDS:
                if all(row.cells != each.cells for each in self._head.rows):  # of another page
                    yield self._groups.placed(row)
            elif row is last and len(row.line) <= _LONGEST_GROUP:
                self._groups.begin(row)
            else:
                self._note(row)


class _Groups:
    """Tells which heading inside a table a row stands under."""

    def __init__(self) -> None:
        self._group, self._is_of_indented = "", False
        self._label = RawRow(0, ())
        self._sums, self._whole = _Sums(), _Sums()

    def begin(self, row: RawRow) -> None:
        """Take the heading of a group."""
        self._group, self._is_of_indented = row.line, False
        self._label = row
        self._sums = _Sums()

    def end(self) -> None:
        """End a group: behind a blank row none goes on."""
        self._group = ""

    def placed(self, row: RawRow) -> BodyRow:
        """Return a row with the group it stands under."""
        if row.indent > self._label.indent and self._label.cells:
            if not self._is_of_indented:
                self._group, self._is_of_indented = self._label.cells[0], True
                self._sums = _Sums()
        elif self._is_of_indented:
            self._group, self._is_of_indented = "", False
        if not row.indent or not self._is_of_indented:
            self._label = row
        if not self._group:
            if self._whole.rows < _MOST_SUMMED:
                self._whole.add(row)
            return BodyRow(row, "")
        group = self._group
        if self._sums.are_in(row):
            if not self._is_of_indented:
                self._group = ""
        elif self._whole.are_in(row):
            self._group = group = ""
        else:
            self._sums.add(row)
            self._whole.add(row)
        return BodyRow(row, group)


class _Sums:
    """What the columns of some rows add up to."""

    def __init__(self) -> None:
        self._of: dict[int, float] = {}
        self.rows = 0
        """How many were added."""

    def add(self, row: RawRow) -> None:
        """Take a row on."""
        self.rows += 1
        for at, value in _numbers(row):
            self._of[at] = self._of.get(at, 0.0) + value

    def are_in(self, row: RawRow) -> bool:
        """Return whether a row holds the sums of those that were added, two at least."""
        numbers = list(_numbers(row))
        if self.rows < 2 or not numbers:
            return False
        reach = _ROUNDING * self.rows
        close = [min(reach, 1 + abs(value) * _SUM_TOLERANCE) for _, value in numbers]
        equal = sum(
            abs(value - self._of.get(at, 0.0)) <= most
            for (at, value), most in zip(numbers, close, strict=True)
        )
        return equal > 0 and equal >= len(numbers) * _LEAST_SUMS


def _numbers(row: RawRow) -> Iterator[tuple[int, float]]:
    for at, cell in enumerate(row.cells):
        if at and cell and (figure := figure_in(cell)) is not None:
            yield at, figure.value
