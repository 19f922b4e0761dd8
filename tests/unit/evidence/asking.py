"""Figures that a library of ours is asked for, and tables of what services spent."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from pipeline import article_from_text
from pipeline.evidence.library.passages import items_of
from pipeline.evidence.library.searching import Library
from pipeline.evidence.library.storing import Storing
from pipeline.evidence.parts import Column, Part, Table, TableRow
from pipeline.evidence.readers.cells import cell_values
from pipeline.evidence.verdict.asked import Asked, can_be_asked
from pipeline.reconcile import source_of
from pipeline.text.blocks import Head
from tests.unit.evidence.shelf import source

YEARS = ("2022", "2023", "2024")


def asked_in(text: str, published: date | None = date(2025, 3, 1)) -> list[Asked]:
    """Return the figures of a text that a library can be asked for, in order."""
    read = source_of(article_from_text(text, told=Head(published=published)))
    return [Asked(figure, read) for figure in read.quantities if can_be_asked(figure)]


def spending(
    *rows: tuple[str, ...], form: str = "£{} million", in_cells: bool = True, name: str = ""
) -> Table:
    """Return a table of spending by year; before the name of a service its group may stand: "A/b"."""
    columns = (
        Column("Service", "", is_label=True),
        *(Column(f"Spending, {year}", form, is_label=False) for year in YEARS),
    )
    placed = []
    for number, (label, *cells) in enumerate(rows, 2):
        group, _, service = label.rpartition("/")
        placed.append(TableRow(number, (service, *cells), group))
    return Table("Budget report", "Net spending", name, columns, placed, in_cells)


@contextmanager
def library_of(path: Path, **documents: Sequence[Part]) -> Iterator[Library]:
    """Yield a library of documents in a folder, whose cells are read as factdesk reads them."""
    with Storing.open(path / "evidence.sqlite") as storing:
        for name, parts in documents.items():
            storing.put(source(f"{name}.csv"), items_of(parts, cell_values))
    with Library.open(path / "evidence.sqlite") as library:
        yield library
