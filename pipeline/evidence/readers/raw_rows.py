"""Rows of cells before they are a table: what kind each is, and reading them with a look ahead."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import islice
from typing import NamedTuple

from pipeline.evidence.readers.cell_numbers import CellKind, kind_of

MOST_COLUMNS = 16_384
"""As many as a spreadsheet has."""


class RawRow(NamedTuple):
    """A row as it stands in its file."""

    number: int
    """From 1, blank ones counted."""
    cells: tuple[str, ...]
    """Trimmed of white space."""
    indent: int = 0
    """Spaces before its first cell."""

    @classmethod
    def of(cls, number: int, cells: Sequence[str]) -> "RawRow":
        """Return the row of cells as they are written."""
        first = cells[0] if cells else ""
        indent = len(first) - len(first.lstrip())
        return cls(number, tuple(" ".join(cell.split()) for cell in cells), indent)

    @property
    def extent(self) -> int:
        """How many cells there are up to the last that is filled."""
        return next((at for at in range(len(self.cells), 0, -1) if self.cells[at - 1]), 0)

    @property
    def filled(self) -> int:
        """How many cells are filled."""
        return sum(map(bool, self.cells))

    @property
    def line(self) -> str:
        """What it says where it is no row but a line of words."""
        return ", ".join(filter(None, self.cells))


def numbered(rows: Iterable[Sequence[str]]) -> Iterator[RawRow]:
    """Yield rows as they stand in a file, counted from 1."""
    return (RawRow.of(number, cells) for number, cells in enumerate(rows, 1))


class RowKind(Enum):
    """What a row is by itself."""

    BLANK = auto()
    LONE = auto()
    """One cell, at its start: a title, a note, the heading of a group."""
    WORDS = auto()
    """Words and years: headings, mostly."""
    FIGURES = auto()


_OF_FIGURES = frozenset({CellKind.FIGURE, CellKind.MISSING, CellKind.RANGE})


def row_kind(row: RawRow) -> RowKind:
    """Return what a row is by itself."""
    filled = [cell for cell in row.cells if cell]
    if not filled:
        return RowKind.BLANK
    if len(filled) == 1:
        return RowKind.LONE if row.cells[0] else RowKind.WORDS
    has_figures = any(kind_of(cell) in _OF_FIGURES for cell in filled)
    return RowKind.FIGURES if has_figures else RowKind.WORDS


class Rows:
    """Rows in order, some of which may be put back."""

    def __init__(self, rows: Iterable[RawRow]) -> None:
        self._rows = iter(rows)
        self._waiting: deque[RawRow] = deque()

    def __iter__(self) -> Iterator[RawRow]:
        return self

    def __next__(self) -> RawRow:
        return self._waiting.popleft() if self._waiting else next(self._rows)

    def ahead(self, most: int) -> list[RawRow]:
        """Return the next rows, which stay to be read."""
        found = list(islice(self, most))
        self.put_back(found)
        return found

    def put_back(self, rows: Sequence[RawRow]) -> None:
        """Make rows the next ones."""
        self._waiting.extendleft(reversed(rows))
