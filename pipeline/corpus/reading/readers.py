"""How each form of a file is read: a table of readers, and the records that come of rows."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, BinaryIO, NamedTuple

from pipeline.corpus.corpus_storage import opened
from pipeline.corpus.reading import csv_table, feed, parquet
from pipeline.corpus.reading.corpus_files import Form, Part
from pipeline.corpus.reading.file_rows import (
    MOST_ROW_BYTES,
    Faulty,
    Place,
    Renaming,
    Row,
    Values,
    lines,
    too_long,
)
from pipeline.corpus.reading.record import Kind, Record, record_of, text_of_title
from pipeline.errors import FactdeskError, SettingsError

BEGIN = Place()
_FIRST_BYTES = 100_000
"""Of an article, asked for first: room for ten megabytes takes longer than reading."""


class Reader(NamedTuple):
    """How files of one form are read."""

    rows: Callable[[BinaryIO, Place, Renaming], Iterator[Row]]
    """The rows from a place on; in a table, names of columns decide where its text is."""
    values: Callable[[Any], Values]
    """What a row says, by the names of its columns; raises Faulty where it says nothing."""


def rows(part: Part, start: Place = BEGIN) -> Iterator[Row]:
    """Yield the rows of a file from a place on; the last one is broken where reading fails.

    Raises SettingsError when a package is missing: then no file of the form can be read.
    """
    behind = start
    try:
        with opened(part.address, private=part.private) as file:
            for row in _READERS[part.form].rows(file, start, part.renaming):
                yield row
                behind = row.place._replace(row=row.place.row + 1)
    except SettingsError:
        raise
    except Exception as error:  # noqa: BLE001 - each storage and form has errors of its own
        yield Row(behind._replace(line=0), None, _reason(part, error), is_broken=True)


def records(part: Part, number: int, start: Place = BEGIN) -> Iterator[Record]:
    """Yield the records of a file from a place on; the first one gets the number."""
    for place, row in enumerate(rows(part, start), number):
        yield _record(part, row, place)


def _record(part: Part, row: Row, number: int) -> Record:
    line = f":{row.place.line}" if row.place.line else ""
    name, source = part.name + line, part.address + line
    if part.form is Form.ARTICLE and isinstance(row.raw, bytes):
        return Record(number, name, source, row.raw, Kind.FILE)
    fault = row.fault
    if fault is None:
        try:
            return _with_plain_title(part, record_of(_values_of(part, row), number, name, source))
        except Faulty as error:
            fault = str(error)
        except Exception as error:  # noqa: BLE001 - one row must not end a run of a million
            fault = f"cannot be understood: {type(error).__name__}"
    return Record(number, name, source, None, fault=fault)


def _with_plain_title(part: Part, record: Record) -> Record:
    """Return the record with its title as text: what exports pages as HTML exports titles so."""
    if record.kind is not Kind.HTML or not record.title or part.form is Form.FEED:
        return record
    return replace(record, title=text_of_title(record.title))


def _values_of(part: Part, row: Row) -> Values:
    values = _READERS[part.form].values(row.raw)
    return values if part.form is Form.FEED else part.renaming.of(values)


def _reason(part: Part, error: Exception) -> str:
    if isinstance(error, FactdeskError):
        return str(error).removeprefix(f"{part.address} ")
    if isinstance(error, FileNotFoundError):
        return "does not exist any more"
    if isinstance(error, PermissionError):
        return "may not be read: check its permissions"
    return f"cannot be read further: {' '.join(str(error).split()) or type(error).__name__}"


def _whole_file(file: BinaryIO, _start: Place, _renaming: Renaming) -> Iterator[Row]:
    raw = file.read(_FIRST_BYTES)
    if len(raw) == _FIRST_BYTES:
        raw += file.read(MOST_ROW_BYTES + 1 - _FIRST_BYTES)
    is_long = len(raw) > MOST_ROW_BYTES
    fault = f"is over the limit of {MOST_ROW_BYTES:,} bytes: give one article" if is_long else None
    yield Row(Place(line=0), None if is_long else raw, fault)


def _lines_of_json(file: BinaryIO, start: Place, _renaming: Renaming) -> Iterator[Row]:
    """Yield the lines that are not blank."""
    row = start.row
    for line in lines(file, start.offset, start.line):
        place = Place(row, line.offset, line.number)
        if line.raw is None:
            yield Row(place, None, too_long(line.size))
        elif line.raw.isspace() or not line.raw:
            continue
        else:
            yield Row(place, line.raw)
        row += 1


def _object_of_json(raw: bytes) -> Values:
    try:
        values = json.loads(raw.decode().rstrip())
    except UnicodeDecodeError as error:
        raise Faulty(f"is no UTF-8 (byte {error.start + 1}): save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise Faulty(f"is no JSON ({error.msg}: character {error.pos + 1})") from None
    except (RecursionError, ValueError) as error:
        what = "it nests too deep" if isinstance(error, RecursionError) else "a number is too long"
        raise Faulty(f"is no JSON that can be read: {what}") from None
    if not isinstance(values, dict):
        raise Faulty("is no JSON object: give an object with a text a line")
    return values


_READERS = {
    Form.ARTICLE: Reader(_whole_file, dict),
    Form.LINES: Reader(_lines_of_json, _object_of_json),
    Form.COMMAS: Reader(partial(csv_table.rows, delimiters=",;\t"), csv_table.values),
    Form.TABS: Reader(partial(csv_table.rows, delimiters="\t"), csv_table.values),
    Form.PARQUET: Reader(parquet.rows, dict),
    Form.FEED: Reader(feed.rows, feed.values),
}
