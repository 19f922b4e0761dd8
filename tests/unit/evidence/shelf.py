"""Documents of ours for libraries in tests, and a reader of cells that needs no words."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipeline.evidence.library.passages import items_of
from pipeline.evidence.library.searching import Library
from pipeline.evidence.library.storing import NewSource, Storing
from pipeline.evidence.parts import Column, Part, PlacedSentence, Prose, Table, TableRow

COLUMNS = (
    Column("Service", "{}", is_label=True),
    Column("Spending, 2023", "£{} million", is_label=False),
    Column("Spending, 2024", "£{} million", is_label=False),
)


def plain_values(
    columns: Sequence[Column], row: TableRow
) -> Iterator[tuple[int, str, float, float]]:
    """Yield the numbers of a row, all of them money."""
    for number, column in enumerate(columns):
        if not column.is_label and row.cells[number]:
            value = float(row.cells[number]) * 1e6
            yield number, "GBP", value, value


def prose(*sentences: str, context: str = "Budget report") -> Prose:
    return Prose(
        context, [PlacedSentence(text, f"line {at}") for at, text in enumerate(sentences, 1)]
    )


def table(*rows: tuple[str, ...], caption: str = "Net spending, £ million") -> Table:
    placed = [TableRow(number, cells) for number, cells in enumerate(rows, 2)]
    return Table(
        "Budget report · Services", caption, "sheet Budget", COLUMNS, placed, in_cells=True
    )


def source(name: str, title: str | None = None) -> NewSource:
    return NewSource(name, title, name.rpartition(".")[2], f"digest of {name}")


def fill(path: Path, **documents: Sequence[Part]) -> None:
    """Add documents, named report.txt of report=…, in the order given."""
    with Storing.open(path) as storing:
        for name, parts in documents.items():
            storing.put(source(f"{name}.txt"), items_of(parts, plain_values))


@contextmanager
def shelved(path: Path, **documents: Sequence[Part]) -> Iterator[Library]:
    """Yield a library of these documents."""
    fill(path, **documents)
    with Library.open(path) as library:
        yield library
