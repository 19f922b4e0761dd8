"""Tables of units and currencies, generated from permissively licensed sources.

`units.tsv` and `currencies.tsv` are written by `python -m pipeline.numbers.tables.generate` and
read here; the words that need judgement are in `pipeline/numbers/grammar/lexicon.py`.
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
    """A currency of today."""

    code: str
    names: tuple[str, ...]
    """In small letters, with the country: "danish krone", "danish kroner"."""
    words: tuple[str, ...]
    """What it is called without the country, where no other currency is: "baht"."""
    symbols: tuple[str, ...]


def read_units() -> tuple[UnitRow, ...]:
    """Return the generated units."""
    return tuple(
        UnitRow(name, dimension, factor, _items(words), _items(symbols))
        for name, dimension, factor, words, symbols in _rows("units.tsv")
    )


def read_currencies() -> tuple[CurrencyRow, ...]:
    """Return the generated currencies."""
    return tuple(
        CurrencyRow(code, _items(names), _items(words), _items(symbols))
        for code, names, words, symbols in _rows("currencies.tsv")
    )


def _items(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def _rows(name: str) -> Iterator[list[str]]:
    for line in (_HERE / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")
