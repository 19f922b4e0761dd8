"""Parts of a document: its prose in sentences and its tables in rows, each with its place."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Prose(NamedTuple):
    """Sentences that stand under one heading."""

    context: str
    """The title of the document and the headings above, outermost first, joined by " · "."""
    sentences: Iterable["PlacedSentence"]


class PlacedSentence(NamedTuple):
    """A sentence in a reader's words: without markup, white space folded."""

    text: str
    place: str
    """As a person finds it: "page 3", "paragraph 12", "line 40"."""


class Column(NamedTuple):
    """A column of a table."""

    heading: str
    """All levels of its heading, outermost first, joined by ", "; empty if it has none."""
    form: str
    """How a bare number of it is said in words, "{}" for the number: "£{} million", "{} percent",
    "{}". What the heading, a row of units, or the caption says ("£m", "in thousands")."""
    is_label: bool
    """Whether its cells say what a row is of, and hold no figures."""


class TableRow(NamedTuple):
    """A row of a table below the headings."""

    number: int
    """As a spreadsheet counts it, from 1."""
    cells: tuple[str, ...]
    """As many as there are columns; numbers as a person would read them in the cell."""
    group: str = ""
    """The heading inside the table that it stands under ("North region"), if any."""
    form: str = ""
    """How its numbers are said where its own heading or a column of units says it ("£{}"); it goes
    before the column's. Empty where the row says nothing."""


class Table(NamedTuple):
    """A table: its rows are read once, in order."""

    context: str
    """The title of the document, the sheet and the headings above, joined by " · "."""
    caption: str
    """What stands above or below it as its title and notes."""
    name: str
    """As a person finds it: "sheet Budget", "table 2 on page 3", "" in a file that is one table."""
    columns: tuple[Column, ...]
    rows: Iterable[TableRow]
    in_cells: bool = False
    """Whether a place in it has a name as in a spreadsheet ("cell B7"), or else "row 7"."""


Part = Prose | Table


class ReadDocument(NamedTuple):
    """A document as its parts, which are read once, in order."""

    title: str | None
    parts: Iterator[Part]
