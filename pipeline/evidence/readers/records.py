"""Records (JSON lines, Parquet): their short fields are a table, their long texts are prose."""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from pipeline.errors import ArticleError
from pipeline.evidence.parts import Part, Prose
from pipeline.evidence.readers.delimited import text_of
from pipeline.evidence.readers.prose import sentences_of
from pipeline.evidence.readers.raw_rows import MOST_COLUMNS, RawRow
from pipeline.evidence.readers.spreadsheets import shown_value
from pipeline.evidence.readers.tables import Setting, record_table

_SAMPLE = 200
"""Records that tell which keys there are, and which hold texts."""
_LONG_TEXT = 100
"""Mean characters of a field from which it is prose."""
_MOST_LINE = 20_000_000
"""Characters of one record."""
_LONGEST_CONTEXT = 120
_MOST_DEEP = 3
"""Levels of objects in objects that are told apart."""


class Record(NamedTuple):
    """A record and where it stands: the line of a file, or its number."""

    number: int
    fields: Mapping[str, str]


Records = Callable[[], Iterator[Record]]
"""Reads the records from the start."""


def record_parts(records: Records) -> Iterator[Part]:
    """Yield the parts of records: a table of the short fields, then the long texts."""
    sample = list(islice(records(), _SAMPLE))
    keys = list(dict.fromkeys(key for record in sample for key in record.fields))
    texts = [key for key in keys if _is_text(key, sample)]
    short = [key for key in keys if key not in texts][:MOST_COLUMNS]
    if short:
        rows = (
            RawRow.of(each.number, [each.fields.get(key, "") for key in short])
            for each in records()
        )
        yield from record_table(short, rows, Setting("", "", in_cells=False))
    if texts:
        yield from _prose(records(), short, texts)


def _is_text(key: str, sample: Iterable[Record]) -> bool:
    lengths = [len(each.fields[key]) for each in sample if each.fields.get(key)]
    return bool(lengths) and sum(lengths) > _LONG_TEXT * len(lengths)


def _prose(records: Iterable[Record], short: list[str], texts: list[str]) -> Iterator[Part]:
    for record in records:
        said = [record.fields.get(key, "") for key in short]
        context = " · ".join(filter(None, said))[:_LONGEST_CONTEXT]
        place = f"line {record.number}"
        sentences = [
            sentence
            for key in texts
            for paragraph in record.fields.get(key, "").splitlines()
            for sentence in sentences_of(paragraph, place)
        ]
        if sentences:
            yield Prose(context, sentences)


def json_line_records(file: BinaryIO, name: str) -> Iterator[Record]:
    """Yield the records of JSON lines; raises ArticleError, one line, for a line that is none."""
    with text_of(file, name) as text:
        for number, line in enumerate(iter(lambda: text.readline(_MOST_LINE), ""), 1):
            if line.strip():
                yield Record(number, _fields(_object_in(line, f"{name}, line {number},")))


def json_records(raw: str, name: str) -> Iterator[Record]:
    """Yield the records of a JSON file: a list of objects, or one that holds such a list."""
    read = _loaded(raw, name)
    lists = read.values() if isinstance(read, dict) else [read]
    found = [each for each in lists if isinstance(each, list) and each]
    rows = next((each for each in found if all(isinstance(row, dict) for row in each)), None)
    if rows is None:
        raise ArticleError(f"{name} holds no list of JSON objects: give CSV or JSON lines")
    for number, row in enumerate(rows, 1):
        yield Record(number, _fields(row))


def _object_in(line: str, name: str) -> dict[str, Any]:
    read = _loaded(line, name)
    if not isinstance(read, dict):
        raise ArticleError(f"{name} is no JSON object")
    return read


def _loaded(text: str, name: str) -> Any:  # noqa: ANN401 - whatever JSON may be
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        fault = "it nests too deep" if isinstance(error, RecursionError) else error
        raise ArticleError(f"{name} is no JSON that can be read: {fault}") from error


def _fields(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of an object as text; those of an object in it, behind its name."""
    return dict(_flat(values, "", 1))


def _flat(values: Mapping[str, Any], before: str, depth: int) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        name = f"{before}{key}"
        if isinstance(value, dict):
            if depth < _MOST_DEEP:
                yield from _flat(value, f"{name}, ", depth + 1)
        elif isinstance(value, list):
            if not any(isinstance(each, (dict, list)) for each in value):
                yield name, ", ".join(map(shown_value, value))
        else:
            yield name, shown_value(value)


def parquet_records(source: bytes | Path, name: str) -> Iterator[Record]:
    """Yield the rows of a Parquet file, some thousand at a time."""
    try:
        from pyarrow import parquet  # noqa: PLC0415 - an extra, and half a second
    except ImportError as error:
        raise ArticleError(
            f"{name} is Parquet, and what reads it is not installed: "
            "pip install 'factdesk[parquet]'"
        ) from error
    opened = io.BytesIO(source) if isinstance(source, bytes) else str(source)
    number = 0
    try:
        with parquet.ParquetFile(opened) as file:
            _check_size(file.metadata, name)
            for batch in file.iter_batches(batch_size=_BATCH):
                for row in batch.to_pylist():
                    number += 1
                    yield Record(number, _fields(row))
    except ArticleError:
        raise
    except Exception as error:
        raise ArticleError(f"{name} is no Parquet that can be read: write it anew") from error


def _check_size(metadata: Any, name: str) -> None:  # noqa: ANN401 - it brings no types
    """Refuse a file whose parts unpack to more than is held at once."""
    for number in range(metadata.num_row_groups):
        if metadata.row_group(number).total_byte_size > _MOST_GROUP_BYTES:
            raise ArticleError(
                f"{name} has parts of more than {_MOST_GROUP_BYTES // 1_000_000} MB: write it "
                "with smaller row groups"
            )


_BATCH = 4_096
_MOST_GROUP_BYTES = 500_000_000
