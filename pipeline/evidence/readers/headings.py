"""Headings of a table: the rows above its first figures that name the columns, told from titles."""

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from pipeline.evidence.readers.raw_rows import RawRow, RowKind, Rows, row_kind

_AHEAD = 100
"""Rows in which the first figures are looked for."""


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
    first = next((at for at, kind in enumerate(kinds) if kind is RowKind.FIGURES), None)
    chosen = _chosen(rows, kinds, first)
    below = chosen[-1] + 1 if chosen else (first or 0)
    if first is None and not chosen:
        below = len(rows)  # lines of words, and no table
    above = rows[: chosen[0]] if chosen else rows[:below]
    for _ in islice(source, below):
        pass
    caption = tuple(Line(row.number, row.line) for row in above if row.filled)
    return Head(caption, tuple(rows[at] for at in chosen), first is not None)


def _chosen(rows: Sequence[RawRow], kinds: Sequence[RowKind], first: int | None) -> list[int]:
    """Return which rows before the first with figures are headings, in order."""
    words = [at for at, kind in enumerate(kinds[:first]) if kind is RowKind.WORDS]
    if first is None:
        words = words[:1] if len(words) > 1 else []
    chosen = words[-1:]
    while chosen and (at := chosen[0] - 1) >= 0 and kinds[at] is RowKind.WORDS:
        upper, lower = rows[at], rows[chosen[0]]
        if not (upper.cells[0] and lower.cells[0]):
            chosen.insert(0, at)
        elif upper.filled >= lower.filled and upper.extent >= lower.extent:
            chosen = [at]  # the lower one is a row without figures
        else:
            break
    return chosen
