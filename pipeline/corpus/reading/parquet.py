"""Parquet files, a few rows at a time."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from pipeline.corpus.reading.file_rows import AS_CALLED, Renaming, Row, holds_text, without_text
from pipeline.errors import CorpusError, SettingsError

if TYPE_CHECKING:
    from pyarrow import RecordBatch, Scalar
    from pyarrow.parquet import ParquetFile

_BATCH_ROWS = 64
"""Held at a time; a row may have ten megabytes."""
_BUFFER_BYTES = 1_000_000
"""Read ahead of each column; else the whole of a row group would be."""


def rows(file: BinaryIO, renaming: Renaming = AS_CALLED) -> Iterator[Row]:
    """Yield as many rows as the file says it has; each row that cannot be read is a fault.

    Raises CorpusError when no column holds a text.
    """
    table = _opened(file, renaming)
    first = 1
    for group in range(table.num_row_groups):
        behind = first + table.metadata.row_group(group).num_rows
        yield from _of_group(table, group, range(first, behind))
        first = behind


def _of_group(table: "ParquetFile", group: int, numbers: range) -> Iterator[Row]:
    """Yield the rows of a group; one that breaks off ends in faults."""
    number, fault = numbers.start, ""
    try:
        batches = table.iter_batches(batch_size=_BATCH_ROWS, row_groups=[group], use_threads=False)
        for batch in batches:
            for values in _values_of(batch):
                yield Row(number, values)
                number += 1
    except Exception as error:  # noqa: BLE001 - pyarrow and each storage have errors of their own
        fault = " ".join(str(error).split()) or type(error).__name__
    for left in range(number, numbers.stop):
        yield Row(left, None, f"cannot be read: {fault}")


def _values_of(batch: "RecordBatch") -> list[dict[str, Any]]:
    """Return the rows of a batch; as text what Python has no type for, as the year 12000."""
    try:
        return batch.to_pylist()  # type: ignore[no-any-return]
    except (ValueError, OverflowError):
        columns = [[_value_of(cell) for cell in column] for column in batch.columns]
        names = batch.schema.names
        return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _value_of(cell: "Scalar") -> object:
    import pyarrow as pa  # noqa: PLC0415

    try:
        return cell.as_py()
    except (ValueError, OverflowError):
        return cell.cast(pa.string()).as_py()


def count(file: BinaryIO, renaming: Renaming = AS_CALLED) -> int:
    """Return how many rows there are, as the file says at its end; raises what rows raises."""
    return int(_opened(file, renaming).metadata.num_rows)


def _opened(file: BinaryIO, renaming: Renaming) -> "ParquetFile":
    try:
        from pyarrow import parquet  # noqa: PLC0415 - an extra, and half a second
    except ImportError as error:
        raise SettingsError(
            "Parquet needs a package that is not installed: pip install 'factdesk[parquet]'"
        ) from error
    table = parquet.ParquetFile(file, buffer_size=_BUFFER_BYTES, pre_buffer=False)
    names = table.schema_arrow.names
    if not holds_text(names, renaming):
        raise CorpusError(without_text(names))
    return table
