"""Tables of units and currencies: how news writes them, and what permissive sources say.

`news_units.tsv` and `news_currencies.tsv` are written by hand. `units.tsv` and `currencies.tsv`
are written by `python -m bench.unit_tables` (decision 9).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent


class UnitRow(NamedTuple):
    """A unit: `factor` is one of it in the base unit of its dimension; empty where unknown."""

    name: str
    dimension: str
    factor: str
    words: tuple[str, ...]
    """Spelled in small letters, singular and plural."""
    symbols: tuple[str, ...]
    """Written in just this case: MW is no mW."""


class CurrencyRow(NamedTuple):
    """A currency of today; what stands before an amount only where news writes it so."""

    code: str
    names: tuple[str, ...]
    """In small letters, with the country: "danish krone", "danish kroner"."""
    words: tuple[str, ...]
    """What it is called without the country, where no other currency is: "baht"."""
    symbols: tuple[str, ...]
    before: tuple[str, ...] = ()
    dollars: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()


def read_units(table: str) -> tuple[UnitRow, ...]:
    """Return the units of a table: "units" or "news_units"."""
    return tuple(
        UnitRow(name, dimension, factor, *map(_items, cells))
        for name, dimension, factor, *cells in _rows(table)
    )


def read_currencies(table: str) -> tuple[CurrencyRow, ...]:
    """Return the currencies of a table: "currencies" or "news_currencies"."""
    return tuple(CurrencyRow(code, *map(_items, cells)) for code, *cells in _rows(table))


def _items(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def _rows(table: str) -> Iterator[list[str]]:
    for line in (_HERE / f"{table}.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")
