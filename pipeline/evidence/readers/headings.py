"""Headings of a table: the rows above its first figures that name the columns, told from titles."""

from collections.abc import Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from pipeline.evidence.readers.cell_numbers import CellKind, figure_in, kind_of
from pipeline.evidence.readers.raw_rows import RawRow, RowKind, Rows, row_kind
from pipeline.evidence.readers.units import read_unit

_AHEAD = 100
"""Rows in which the first figures are looked for."""
_COMPARED = 30
"""Rows with figures that tell how wide the table is."""


class Line(NamedTuple):
    """Words above or below a table."""

    row: int
    text: str


class Head(NamedTuple):
    """What stands above the rows of a table."""

    caption: tuple[Line, ...]
    rows: tuple[RawRow, ...]
    """The rows of headings, from above; none where the columns have no names."""
    has_figures: bool
    """Whether the first row with figures was seen."""

    def headings(self, width: int) -> list[tuple[str, ...]]:
        """Return the levels of the heading of each column, outermost first.

        One that spans columns is carried to the right, up to the next one.
        """
        levels: list[list[str]] = []
        for at, row in enumerate(self.rows):
            cells = [*row.cells, *[""] * width][:width]
            below = [[*each.cells, *[""] * width][:width] for each in self.rows[at + 1 :]]
            levels.append(_carried(cells, below) if below else cells)
        found = []
        for column in zip(*levels, strict=True) if levels else [()] * width:
            named = [level for level in column if level]
            found.append(tuple(dict.fromkeys(named)))
        return found


def _carried(cells: Sequence[str], below: Sequence[Sequence[str]]) -> list[str]:
    """Return a row of headings with each carried to the right where something stands below."""
    carried, last = list(cells), ""
    for at, cell in enumerate(cells):
        if at == 0:
            continue
        if cell:
            last = cell
        elif last and any(row[at] for row in below):
            carried[at] = last
        else:
            last = ""
    return carried


def head_of(source: Rows) -> Head | None:
    """Return what stands above the rows of the next table, which are read no further.

    None where nothing but blank rows is left.
    """
    for row in source:
        if row_kind(row) is not RowKind.BLANK:
            source.put_back([row])
            break
    else:
        return None
    rows = source.ahead(_AHEAD)
    kinds = [row_kind(row) for row in rows]
    first = _first_figures(rows, kinds)
    chosen = _chosen(rows, kinds, len(rows) if first is None else first, first)
    below = chosen[-1] + 1 if chosen else (first or 0)
    if first is None and not chosen:
        below = len(rows)  # lines of words, and no table
    above = rows[: chosen[0]] if chosen else rows[:below]
    for _ in islice(source, below):
        pass
    caption = tuple(Line(row.number, row.line) for row in above if row.filled)
    return Head(caption, tuple(rows[at] for at in chosen), first is not None)


def _first_figures(rows: Sequence[RawRow], kinds: Sequence[RowKind]) -> int | None:
    """Return the first row with figures that is as wide as those after it, roughly."""
    figures = [at for at, kind in enumerate(kinds) if kind is RowKind.FIGURES]
    for number, at in enumerate(figures):
        widest = max(rows[each].extent for each in figures[number : number + _COMPARED])
        if rows[at].extent * 2 >= widest:
            return at
    return None


def _chosen(
    rows: Sequence[RawRow], kinds: Sequence[RowKind], end: int, first: int | None
) -> list[int]:
    """Return which rows before an end are headings, in order."""
    words = [at for at in range(end) if kinds[at] is RowKind.WORDS]
    if first is None:
        words = words[:1] if len(words) > 1 else []
    while words and not may_be_heading(rows[words[-1]]):
        words.pop()
    chosen = [words[-1]] if words else []
    is_numbered = first is not None and _is_numbered(rows[first], rows[first + 1 : first + 2])
    if first is not None and is_numbered and not _fills(rows, chosen, rows[first]):
        chosen = [first]
    while chosen and (at := chosen[0] - 1) >= 0 and kinds[at] is RowKind.WORDS:
        upper, lower = rows[at], rows[chosen[0]]
        if _heads(upper, lower, rows[chosen[-1]]):
            chosen.insert(0, at)
        elif _is_fuller(upper, lower):
            chosen = [at]
        else:
            break
    return chosen


def _fills(rows: Sequence[RawRow], chosen: Sequence[int], row: RawRow) -> bool:
    return bool(chosen) and rows[chosen[-1]].filled >= row.filled - 1


def _heads(upper: RawRow, lower: RawRow, lowest: RawRow) -> bool:
    """Return whether a row stands above another as a heading of several columns does."""
    first, below = upper.cells[0], lower.cells[0]
    if first and upper.filled == upper.extent and upper.extent * 2 <= lowest.extent:
        return False  # a title with commas in it
    if not may_be_heading(lower) or _are_years(upper) >= _are_years(lower) > 0:
        return False  # a row whose figures look like years
    if all(_is_year_or_unit(cell) for cell in lower.cells[1:] if cell):
        return not first or not below or first == below or upper.filled >= lower.filled - 1
    return not first or not below or first == below


def _are_years(row: RawRow) -> int:
    return sum(kind_of(cell) is CellKind.YEAR for cell in row.cells[1:])


def may_be_heading(row: RawRow) -> bool:
    """Return whether the years of a row are those of headings: in even steps, or come again."""
    cells = [cell for cell in row.cells[1:] if cell]
    years = [int(cell) for cell in cells if cell.isdecimal() and kind_of(cell) is CellKind.YEAR]
    if len(years) < 3 or len(set(years)) * 2 <= len(years):
        return True
    return len({b - a for a, b in pairwise(dict.fromkeys(years))}) <= 2


def _is_year_or_unit(cell: str) -> bool:
    return kind_of(cell) is CellKind.YEAR or read_unit(cell) is not None


def _is_fuller(upper: RawRow, lower: RawRow) -> bool:
    """Return whether a row is the heading and the one below it a row without figures."""
    return bool(upper.cells[0]) and upper.filled >= lower.filled and upper.extent >= lower.extent


def _is_numbered(row: RawRow, following: Sequence[RawRow]) -> bool:
    """Return whether the figures of a row are headings: weeks 1, 2, 3 or ages 0-4, 5-9."""
    rest = [cell for cell in row.cells[1:] if cell]
    is_above = bool(following) and row_kind(following[0]) is RowKind.FIGURES
    if len(rest) < 3 or not is_above or kind_of(row.cells[0]) is CellKind.FIGURE:
        return False
    below = [cell for cell in following[0].cells[1:] if cell]
    if all(kind_of(cell) is CellKind.RANGE for cell in rest[:-1]):
        return not all(kind_of(cell) is CellKind.RANGE for cell in below)
    figures = [figure_in(cell) for cell in rest]
    numbers = [float(each.number.replace(",", "")) for each in figures if each]
    steps = {round(b - a, 6) for a, b in pairwise(numbers)}
    return len(numbers) == len(rest) and steps == {1.0} and numbers[0] in {0.0, 1.0}
