"""What of a document goes into a library: its parts, its passages and their figures, in order.

A passage is a sentence or a row of a table. Its text is kept and searched as it is made here.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from pipeline.evidence.library.library_file import OF_A_SENTENCE, storable
from pipeline.evidence.parts import Column, Part, PlacedSentence, Prose, Table, TableRow
from pipeline.numbers.read import find_quantities
from pipeline.reconcile.values import value_of

CellValues = Callable[[Sequence[Column], TableRow], Iterable[tuple[int, str, float, float]]]
"""Gives the figures of a row: column, dimension, low, high; see `cells.cell_values`."""
_APART = "\x1f"
"""Between the cells of a row; to the index of words it is a space."""


class SourceEntry(NamedTuple):
    """A document as a library lists it."""

    name: str
    """Its path from the folder of the library, if it lies below that, else its whole path; or its
    address."""
    title: str | None
    kind: str
    """"pdf", "csv", …: the ending of its name, or what its server says it is."""
    digest: str
    """SHA-256 of its bytes, in hexadecimal."""
    sentences: int
    table_rows: int
    cells: int
    figures: int


class PartKind(StrEnum):
    """What a part of a document is."""

    PROSE = "prose"
    TABLE = "table"


class StoredPart(NamedTuple):
    """A part of a document without its passages; in prose only the context is not empty."""

    kind: PartKind
    context: str
    caption: str = ""
    name: str = ""
    columns: tuple[Column, ...] = ()
    in_cells: bool = False

    @property
    def around(self) -> str:
        """The words that stand around each of its passages."""
        return "\n".join(
            (self.context, self.caption, self.name, *(column.heading for column in self.columns))
        ).strip()


class Figure(NamedTuple):
    """A value in a passage, in the base unit of its dimension."""

    dimension: str
    value: float
    column: int
    """That of its cell; of a sentence `OF_A_SENTENCE`."""


class Passage(NamedTuple):
    """A sentence or a row as it is kept."""

    place: str
    text: str
    cells: int
    """How many cells it has that are not empty; of a sentence 0."""
    figures: tuple[Figure, ...]


def items_of(parts: Iterable[Part], cell_values: CellValues) -> Iterator[StoredPart | Passage]:
    """Yield each part of a document and then its passages, each read as it is asked for."""
    for part in parts:
        match part:
            case Prose(context, sentences):
                yield StoredPart(PartKind.PROSE, storable(context))
                yield from map(_of_sentence, sentences)
            case Table(context, caption, name, columns, rows, in_cells):
                headed = tuple(
                    column._replace(heading=storable(column.heading), form=storable(column.form))
                    for column in columns
                )
                context, caption, name = map(storable, (context, caption, name))
                yield StoredPart(PartKind.TABLE, context, caption, name, headed, in_cells)
                for row in rows:
                    yield _of_row(row, columns, cell_values)


def _of_sentence(sentence: PlacedSentence) -> Passage:
    text = storable(sentence.text)
    return Passage(storable(sentence.place), text, 0, _figures_of_sentence(text))


def _figures_of_sentence(text: str) -> tuple[Figure, ...]:
    values = filter(None, map(value_of, find_quantities(text)))
    found = (
        figure
        for value in values
        for figure in _ends(value.dimension, value.low, value.high, OF_A_SENTENCE)
    )
    return tuple(dict.fromkeys(found))


def _ends(dimension: str, low: float, high: float, column: int) -> Iterator[Figure]:
    """Yield a value, or both ends of a range: either may be what is looked for."""
    for value in (low,) if low == high else (low, high):
        if value == value:  # noqa: PLR0124  # no number equals itself not but NaN
            yield Figure(dimension, value, column)


def _of_row(row: TableRow, columns: Sequence[Column], cell_values: CellValues) -> Passage:
    fields = (row.group, row.form, *row.cells)
    text = storable(_APART.join(field.replace(_APART, " ") for field in fields))
    found = (
        figure
        for column, dimension, low, high in cell_values(columns, row)
        for figure in _ends(dimension, low, high, column)
    )
    filled = sum(bool(cell) for cell in row.cells)
    return Passage(str(row.number), text, filled, tuple(dict.fromkeys(found)))


def row_of(place: str, text: str) -> TableRow:
    """Return the row that a passage keeps."""
    group, form, *cells = text.split(_APART)
    return TableRow(int(place), tuple(cells), group, form)


def written_part(part: StoredPart) -> tuple[str, str, str, str, str, int]:
    """Return the fields of a part as they are kept, in their order."""
    columns = json.dumps([list(column) for column in part.columns], ensure_ascii=False)
    return part.kind, part.context, part.caption, part.name, columns, int(part.in_cells)


def read_part(
    kind: str, context: str, caption: str, name: str, columns: str, in_cells: int
) -> StoredPart:
    """Return a part that `written_part` wrote."""
    read = tuple(Column(*column) for column in json.loads(columns))
    return StoredPart(PartKind(kind), context, caption, name, read, bool(in_cells))
