"""Parquet files, a few rows at a time."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from pipeline.corpus.reading.rows import Place, Row, Values
from pipeline.errors import CorpusError, SettingsError

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_BATCH = 64
"""Rows that are held at a time; a row may have ten megabytes."""
_BUFFER = 1_000_000
"""Bytes read ahead of each column; else the whole of a row group would be."""
_TEXTS = frozenset({"text", "html"})


def rows(file: BinaryIO, start: Place) -> Iterator[Row]:
    """Yield the rows; raises CorpusError when no column holds a text."""
    table = _opened(file)
    names = table.schema_arrow.names
    if _TEXTS.isdisjoint(names):
        shown = ", ".join(names)[:200]
        raise CorpusError(f"has no column named text or html (it has {shown}): name one so")
    groups, before = _groups_from(table, start.row)
    row = before
    for batch in table.iter_batches(batch_size=_BATCH, row_groups=groups, use_threads=False):
        wanted = batch.slice(max(0, start.row - row))
        row += batch.num_rows - wanted.num_rows
        for each in wanted.to_pylist():
            yield Row(Place(row, 0, row + 1), each)
            row += 1


def count(file: BinaryIO) -> int:
    """Return how many rows there are, as the file says at its end."""
    return int(_opened(file).metadata.num_rows)


def values(raw: Values) -> Values:
    """Return the values of a row as they came."""
    return raw


def _opened(file: BinaryIO) -> "ParquetFile":
    try:
        from pyarrow import parquet  # noqa: PLC0415 - an extra, and half a second
    except ImportError as error:
        raise SettingsError(
            "Parquet needs a package that is not installed: pip install 'factdesk[parquet]'"
        ) from error
    return parquet.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False)


def _groups_from(table: "ParquetFile", row: int) -> tuple[list[int], int]:
    """Return the row groups from the one that holds a row on, and how many rows are before them."""
    before = 0
    for group in range(table.num_row_groups):
        size = table.metadata.row_group(group).num_rows
        if before + size > row:
            return list(range(group, table.num_row_groups)), before
        before += size
    return [], before
