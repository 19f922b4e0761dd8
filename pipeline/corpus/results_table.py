"""Results as Parquet: a row an article, the report as JSON text, for engines that read columns."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from pipeline.corpus.ledger import Kept
from pipeline.corpus.outcome import result_of
from pipeline.corpus.result_lines import reason_of, status_of
from pipeline.errors import SettingsError

_GROUP = 256
"""Articles a row group: some 20 MB of reports, which are held in memory once."""
_COLUMNS = ("id", "source", "extra", "status", "reason", "result")


def require_parquet() -> None:
    """Raise SettingsError, saying what to install, where Parquet cannot be written."""
    try:
        from pyarrow import parquet  # noqa: F401, PLC0415  # half a second, for those who want it
    except ImportError as error:
        raise SettingsError(
            "Parquet needs pyarrow: install it with pip install 'factdesk[parquet]'"
        ) from error


def write_table(articles: Iterable[Kept], stream: BinaryIO) -> None:
    """Write the articles in their order, with the columns of `results.jsonl`."""
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    schema = pa.schema([(name, pa.string()) for name in _COLUMNS])
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for group in _groups(articles):
            rows = [dict(zip(_COLUMNS, _cells(kept), strict=True)) for kept in group]
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))


def _cells(kept: Kept) -> tuple[str | None, ...]:
    result = None if kept.result is None else result_of(kept.result)
    return (kept.id, kept.source, kept.extra, status_of(kept), reason_of(kept), result)


def _groups(articles: Iterable[Kept]) -> Iterator[list[Kept]]:
    found = iter(articles)
    while group := list(islice(found, _GROUP)):
        yield group
