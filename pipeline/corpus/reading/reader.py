"""Reading one file of a corpus, from any of its rows on; what breaks becomes a record that says so."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, BinaryIO

from pipeline.corpus.reading import feed, jsonl, parquet, table
from pipeline.corpus.reading.columns import record_of
from pipeline.corpus.reading.form import Form
from pipeline.corpus.reading.lines import MOST
from pipeline.corpus.reading.parts import Part
from pipeline.corpus.reading.record import Kind, Record
from pipeline.corpus.reading.renaming import Renaming
from pipeline.corpus.reading.rows import Faulty, Place, Row, Values
from pipeline.corpus.reading.storage import opened
from pipeline.corpus.reading.titles import text_of_title
from pipeline.errors import FactdeskError, SettingsError

BEGIN = Place()
_STEP = 100_000
"""Bytes of an article that are asked for first: room for ten megabytes takes longer than reading."""


def rows(part: Part, start: Place = BEGIN) -> Iterator[Row]:
    """Yield the rows of a file from a place on; the last one is broken where reading fails.

    Raises SettingsError when a package is missing: then no file of the form can be read.
    """
    behind = start
    try:
        with opened(part.address, private=part.private) as file:
            for row in _ROWS[part.form](file, start, part.renaming):
                yield row
                behind = row.place._replace(row=row.place.row + 1)
    except SettingsError:
        raise
    except Exception as error:  # noqa: BLE001 - each storage and form has errors of its own
        yield Row(behind._replace(line=0), None, _reason(part, error), is_broken=True)


def records(part: Part, number: int, start: Place = BEGIN) -> Iterator[Record]:
    """Yield the records of a file from a place on; the first one gets the number."""
    for at, row in enumerate(rows(part, start), number):
        yield _record(part, row, at)


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
    """Return the record of a page with its title as text; what exports pages exports titles alike."""
    if record.kind is not Kind.HTML or not record.title or part.form is Form.FEED:
        return record
    return replace(record, title=text_of_title(record.title))


def _values_of(part: Part, row: Row) -> Values:
    values = _VALUES[part.form](row.raw)
    return values if part.form is Form.FEED else part.renaming.of(values)


def _reason(part: Part, error: Exception) -> str:
    if isinstance(error, FactdeskError):
        return str(error).removeprefix(f"{part.address} ")
    if isinstance(error, FileNotFoundError):
        return "does not exist any more"
    if isinstance(error, PermissionError):
        return "may not be read: check its permissions"
    return f"cannot be read further: {' '.join(str(error).split()) or type(error).__name__}"


def _article(file: BinaryIO) -> Iterator[Row]:
    raw = file.read(_STEP)
    if len(raw) == _STEP:
        raw += file.read(MOST + 1 - _STEP)
    fault = None if len(raw) <= MOST else f"is over the limit of {MOST:,} bytes: give one article"
    yield Row(Place(line=0), None if fault else raw, fault)


_ROWS: dict[Form, Callable[[BinaryIO, Place, Renaming], Iterator[Row]]] = {
    Form.ARTICLE: lambda file, _start, _: _article(file),
    Form.LINES: lambda file, start, _: jsonl.rows(file, start),
    Form.COMMAS: partial(table.rows, delimiters=",;\t"),
    Form.TABS: partial(table.rows, delimiters="\t"),
    Form.PARQUET: parquet.rows,
    Form.FEED: lambda file, start, _: feed.rows(file, start),
}
"""Only tables have a head, which the names of columns decide about."""
_VALUES: dict[Form, Callable[[Any], Values]] = {
    Form.LINES: jsonl.values,
    Form.COMMAS: table.values,
    Form.TABS: table.values,
    Form.PARQUET: parquet.values,
    Form.FEED: feed.values,
}
