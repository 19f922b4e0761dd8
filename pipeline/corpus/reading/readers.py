"""A corpus as a stream of records: a table of readers, one for each form of a file."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, BinaryIO, NamedTuple

from pipeline.addresses import without_credentials
from pipeline.corpus.causes import LeftOut, Skipped
from pipeline.corpus.corpus_storage import local_size, opened
from pipeline.corpus.reading import csv_table, feed, parquet
from pipeline.corpus.reading.corpus_files import FORMS, Form, Part, parts
from pipeline.corpus.reading.file_rows import (
    AS_CALLED,
    MOST_ROW_BYTES,
    Faulty,
    Renaming,
    Row,
    Values,
    lines,
    too_long,
)
from pipeline.corpus.reading.record import Kind, Record, record_of, text_of_title
from pipeline.errors import CorpusError, FactdeskError, SettingsError

_FIRST_BYTES = 100_000
"""Of an article, asked for first: room for ten megabytes takes longer than reading."""
_MOST_COUNTED_BYTES = 500_000_000
"""Of lines and tables that are passed over to count them: one to three seconds."""


class Reader(NamedTuple):
    """How files of one form are read."""

    rows: Callable[[BinaryIO, Renaming], Iterator[Row]]
    """The rows of a file; in a table, names of columns decide where its text is."""
    values: Callable[[Any], Values]
    """What a row says, by the names of its columns; raises Faulty where it says nothing."""


def read_corpus(
    corpus: str,
    *,
    private: bool = False,
    skipped: Skipped,
    renaming: Renaming = AS_CALLED,
) -> Iterator[Record]:
    """Yield the records of a corpus in order, one at a time; what is broken is a record as well.

    A corpus is a folder, a pattern, or one file of any form, here or where fsspec reaches.
    `private` allows web addresses inside one's own network. `skipped` is told of files that are
    left out. Raises CorpusError when there is no such corpus, it is of no form that is known, or it
    is empty; SettingsError when a package is missing.
    """
    number = 0
    for part in parts(corpus, skipped, private=private):
        before = number
        for row in _rows(part, renaming, private=private):
            if row.is_broken and part.alone and number == 0:  # no row of the corpus can be read
                raise CorpusError(f"{part.address} {row.fault}")
            yield _record(part, row, number, renaming)
            number += 1
        if number == before:
            skipped(LeftOut(part.address, "holds no article"))
    if not number:
        raise CorpusError(f"{corpus} holds no article: a corpus is {FORMS}")


def count(corpus: str, *, private: bool = False, renaming: Renaming = AS_CALLED) -> int | None:
    """Return how many records a corpus has where that is told within seconds, else None.

    Articles are counted by their names, Parquet files by what they say at their end; other files
    are passed over once, up to `_MOST_COUNTED_BYTES` bytes of this machine in all. Raises what
    read_corpus raises.
    """
    total, left = 0, _MOST_COUNTED_BYTES
    for part in parts(corpus, lambda _: None, private=private):
        if part.form is Form.PARQUET:
            total += _count_of_table(part, renaming, private=private)
        elif part.form is Form.ARTICLE:
            total += 1
        else:
            left -= local_size(part.address) or _MOST_COUNTED_BYTES + 1
            if left < 0:
                return None
            total += sum(1 for _ in _rows(part, renaming, private=private))
    return total


def _count_of_table(part: Part, renaming: Renaming, *, private: bool) -> int:
    try:
        with opened(part.address, private=private) as file:
            return parquet.count(file, renaming)
    except SettingsError:
        raise
    except Exception:  # noqa: BLE001 - what breaks is one record that says so
        return 1


def _rows(part: Part, renaming: Renaming, *, private: bool) -> Iterator[Row]:
    """Yield the rows of a file; the last one is broken where reading fails.

    Raises SettingsError when a package is missing: then no file of the form can be read.
    """
    try:
        with opened(part.address, private=private) as file:
            yield from _READERS[part.form].rows(file, renaming)
    except SettingsError:
        raise
    except Exception as error:  # noqa: BLE001 - each storage and form has errors of its own
        yield Row(0, None, _reason(part, error), is_broken=True)


def _record(part: Part, row: Row, number: int, renaming: Renaming) -> Record:
    line = f":{row.line}" if row.line else ""
    name, source = part.name + line, without_credentials(part.address) + line
    if part.form is Form.ARTICLE and isinstance(row.raw, bytes):
        return Record(number, name, source, row.raw, Kind.FILE)
    fault = row.fault
    if fault is None:
        try:
            values = _READERS[part.form].values(row.raw)
            if part.form is Form.FEED:  # it has names, and titles, of its own
                return record_of(values, number, name, source)
            record = record_of(renaming.of(values), number, name, source)
            if record.kind is not Kind.HTML or not record.title:
                return record
            # What exports pages as HTML exports titles so.
            return replace(record, title=text_of_title(record.title))
        except Faulty as error:
            fault = str(error)
        except Exception as error:  # noqa: BLE001 - one row must not end a run of a million
            fault = f"cannot be understood: {type(error).__name__}"
    return Record(number, name, source, None, fault=fault)


def _reason(part: Part, error: Exception) -> str:
    if isinstance(error, FactdeskError):
        return str(error).removeprefix(f"{without_credentials(part.address)} ")
    if isinstance(error, FileNotFoundError):
        return "does not exist any more"
    if isinstance(error, PermissionError):
        return "may not be read: check its permissions"
    return f"cannot be read further: {' '.join(str(error).split()) or type(error).__name__}"


def _whole_file(file: BinaryIO, _renaming: Renaming) -> Iterator[Row]:
    raw = file.read(_FIRST_BYTES)
    if len(raw) == _FIRST_BYTES:
        raw += file.read(MOST_ROW_BYTES + 1 - _FIRST_BYTES)
    is_long = len(raw) > MOST_ROW_BYTES
    fault = f"is over the limit of {MOST_ROW_BYTES:,} bytes: give one article" if is_long else None
    yield Row(0, None if is_long else raw, fault)


def _lines_of_json(file: BinaryIO, _renaming: Renaming) -> Iterator[Row]:
    for line in lines(file):
        if line.raw is None:
            yield Row(line.number, None, too_long(line.size))
        elif line.raw.strip():
            yield Row(line.number, line.raw)


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
