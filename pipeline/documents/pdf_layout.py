"""The order in which the parts of a page are read: rows of text, column by column.

A page is cut into bands from above. Bands that share a gap with prose on both sides of it are
columns, and the left one is read before the right one; the rows of a table have such gaps as well,
but no prose beside them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.text.blocks import BETWEEN_CELLS, LOWERED, RAISED

_CELL_GAP, _CELL_GAP_BESIDE, _SPACE_GAP = 1.5, 0.6, 0.15
"""In heights of the text: between cells, between further ones of the same row, between words."""
_ALIKE = 0.05
"""Share by which the gaps of a line of prose differ that was moved apart; those of cells do."""
_GUTTER = 0.8
"""Least width of the gap between two columns, in heights of the text."""
_PROSE_CHARACTERS = 20
"""Median of the rows of a column of prose; the narrowest ones of newspapers have 25."""
_COLUMN_ROWS = 3
"""Rows of each column from which a gap is no chance, where it is seen for the first time."""
_SMALL = 0.8
"""Of the height of a row: digits that are lower are exponents, indices, or lead to a note."""
_FAR = 1e9


class Run(NamedTuple):
    """Characters that follow each other on one line, in a box that is measured from below."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one line of a column."""

    runs: tuple[Run, ...]
    """From left to right."""

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        """Its right edge."""
        return max(run.x1 for run in self.runs)

    @property
    def y0(self) -> float:
        """Its lower edge."""
        return min(run.y0 for run in self.runs)

    @property
    def y1(self) -> float:
        """Its upper edge."""
        return max(run.y1 for run in self.runs)

    @property
    def size(self) -> float:
        """The height of most of its characters."""
        return max(self.runs, key=lambda run: len(run.text)).size

    @property
    def text(self) -> str:
        """Its words, a bar between cells of a table."""
        return "".join(self._parts()).strip()

    @property
    def is_cells(self) -> bool:
        """Whether it is a row of a table."""
        return any(part == BETWEEN_CELLS for part in self._parts())

    def _is_spread(self, gaps: Sequence[float]) -> bool:
        """Return whether it is a line of prose whose words were moved apart to fill the column."""
        words = [run.text for run in self.runs]
        are_alike = len(gaps) > 1 and max(gaps) - min(gaps) <= _ALIKE * max(gaps)
        return are_alike and sum(word.isalpha() for word in words) * 2 >= len(words)

    def _parts(self) -> Iterator[str]:
        gaps = [
            (right.x0 - left.x1) / max(left.size, right.size) for left, right in pairwise(self.runs)
        ]
        are_cells = any(gap > _CELL_GAP for gap in gaps) and not self._is_spread(gaps)
        yield self._shown(self.runs[0])
        for gap, run in zip(gaps, self.runs[1:], strict=True):
            if are_cells and gap > _CELL_GAP_BESIDE:
                yield BETWEEN_CELLS
            else:
                yield " " if gap > _SPACE_GAP else ""
            yield self._shown(run)

    def _shown(self, run: Run) -> str:
        """Return the text of a run; digits that are small and shifted show that they are."""
        if not run.text.isdigit() or run.size > _SMALL * self.size:
            return run.text
        tallest = max(self.runs, key=lambda each: each.size)
        return run.text.translate(RAISED if run.middle > tallest.middle else LOWERED)


def rows_of(runs: Iterable[Run]) -> list[Row]:
    """Return the rows of one column, from above."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.middle, run.x0)):
        if rows and _is_level(max(rows[-1], key=lambda each: each.size), run):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [Row(tuple(sorted(row, key=lambda run: run.x0))) for row in rows]


def _is_level(one: Run, other: Run) -> bool:
    taller, lower = (one, other) if one.size >= other.size else (other, one)
    return abs(one.middle - other.middle) < min(taller.size / 2, lower.size)


def columns_of(runs: Sequence[Run], gutters: Sequence[float] = ()) -> list[list[Row]]:
    """Return the columns in their order of reading, each with its rows.

    `gutters` are where other pages of the document have gaps between columns.
    """
    columns: list[list[Row]] = []
    goes_on = False
    for group in _groups(runs):
        gutter = _gutter(group, gutters)
        if gutter is not None:
            for side in _sides(group, gutter):
                columns += columns_of(side, gutters)
        elif goes_on:
            columns[-1] += rows_of(group)
        else:
            columns.append(rows_of(group))
        goes_on = gutter is None
    return columns


def gutters_of(runs: Sequence[Run]) -> Iterator[float]:
    """Yield where the gaps are that columns of several rows have between them."""
    for group in _groups(runs):
        gutter = _gutter(group, ())
        if gutter is not None:
            yield gutter
            for side in _sides(group, gutter):
                yield from gutters_of(side)


def _sides(runs: Sequence[Run], middle: float) -> tuple[list[Run], list[Run]]:
    return (
        [run for run in runs if run.x0 < middle],
        [run for run in runs if run.x0 >= middle],
    )


_Gap = tuple[float, float]


class _Extent(NamedTuple):
    """How far some runs reach, and what is free of them on the way."""

    left: float
    right: float
    free: list[_Gap]

    @classmethod
    def of(cls, runs: Sequence[Run]) -> "_Extent":
        """Return the extent of runs, of which there is one at least."""
        left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
        return cls(left, right, _free(runs))

    def with_(self, other: "_Extent") -> "_Extent":
        """Return the extent of the runs of both."""
        left, right = min(self.left, other.left), max(self.right, other.right)
        return _Extent(left, right, _shared(self.free, other.free))

    def inner(self, size: float) -> list[_Gap]:
        """Return the gaps with something on both sides that are wide enough for such text."""
        return [
            gap
            for gap in self.free
            if gap[0] >= self.left and gap[1] <= self.right and gap[1] - gap[0] >= _GUTTER * size
        ]


def _groups(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield runs from above that share gaps, or that have none; each group is read as a whole."""
    group: list[Run] = []
    extent: _Extent | None = None
    size = median(run.size for run in runs) if runs else 0.0
    for band in _bands(runs):
        of_band = _Extent.of(band)
        both = extent.with_(of_band) if extent else of_band
        if extent and not both.inner(size) and (extent.inner(size) or of_band.inner(size)):
            yield group
            group, both = [], of_band
        group.extend(band)
        extent = both
    if group:
        yield group


def _bands(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield runs that stand beside each other, from above; nothing level runs between two bands."""
    band: list[Run] = []
    lowest = _FAR
    for run in sorted(runs, key=lambda run: (-run.middle, run.x0)):
        if band and run.middle + run.size / 4 < lowest:
            yield band
            band, lowest = [], _FAR
        band.append(run)
        lowest = min(lowest, run.middle - run.size / 4)
    if band:
        yield band


def _free(runs: Sequence[Run]) -> list[_Gap]:
    """Return what no run covers of the width."""
    free, at = [], -_FAR
    for run in sorted(runs, key=lambda run: run.x0):
        if run.x0 > at:
            free.append((at, run.x0))
        at = max(at, run.x1)
    return [*free, (at, _FAR)]


def _shared(one: Sequence[_Gap], other: Sequence[_Gap]) -> list[_Gap]:
    shared, i, j = [], 0, 0
    while i < len(one) and j < len(other):
        start, end = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if start < end:
            shared.append((start, end))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return shared


def _gutter(runs: Sequence[Run], gutters: Sequence[float]) -> float | None:
    """Return the middle of the widest gap with columns of prose on both sides, if there is one."""
    inner = _Extent.of(runs).inner(median(run.size for run in runs))
    for gap in sorted(inner, key=lambda gap: gap[0] - gap[1]):
        middle = sum(gap) / 2
        sides = [rows_of(side) for side in _sides(runs, middle)]
        is_known = any(gap[0] <= gutter <= gap[1] for gutter in gutters)
        is_prose = all(median(len(row.text) for row in rows) >= _PROSE_CHARACTERS for rows in sides)
        if is_known or (is_prose and min(map(len, sides)) >= _COLUMN_ROWS):
            return middle
    return None
