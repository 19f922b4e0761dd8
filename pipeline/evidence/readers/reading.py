"""Reading a file of evidence: what kind it is, and its parts."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit
from zipfile import BadZipFile, ZipFile

from pipeline.documents.reading import OLD_OFFICE, PDF, ZIP, document_in
from pipeline.errors import ArticleError
from pipeline.evidence.parts import Part, ReadDocument
from pipeline.evidence.readers.delimited import delimited_rows
from pipeline.evidence.readers.document_parts import document_parts
from pipeline.evidence.readers.records import (
    Record,
    json_line_records,
    json_records,
    parquet_records,
    record_parts,
)
from pipeline.evidence.readers.spreadsheets import AS_CSV, is_spreadsheet, sheets_of
from pipeline.evidence.readers.tables import Setting, tables_in
from pipeline.evidence.readers.text_parts import html_parts, markdown_parts, text_parts
from pipeline.text.decode import decode

_MOST_BYTES, _MOST_TEXT_BYTES = 50_000_000, 10_000_000
"""Of a document or a workbook, and of a text, which are held whole, a text up to thirty times.

Rows are read as they come, and have no limit.
"""
_TAG_FIRST = re.compile(
    r"\s*(?:<!doctype\s+html|<html|<head|<body|<\?xml[^>]*>\s*<!doctype)", re.IGNORECASE
)
_START_BYTES = 8


_Reader = Callable[[bytes | Path, str], ReadDocument]


def read_parts(source: bytes | Path, name: str) -> ReadDocument:
    """Return the parts of a file; raises ArticleError, one line, for what cannot be read.

    A file that is given by its path is read as it comes where it is rows. The rows of a table must
    be read before the next part is asked for; some errors are only met then.
    """
    return _reader_of(source, name)(source, name)


def _reader_of(source: bytes | Path, name: str) -> _Reader:
    """Return the reader for a file: by its first bytes, else by the ending of its name."""
    with _opened(source, name) as file:
        start = file.read(_START_BYTES)
        if start.startswith(ZIP):
            is_workbook = _suffix(name) in _WORKBOOKS or _is_workbook(file)
            return _read_workbook if is_workbook else _read_document
        if start.startswith(OLD_OFFICE):
            return _read_workbook if _suffix(name) == ".xls" else _read_document
    if start.startswith(PDF):
        return _read_document
    if start.startswith(b"PAR1"):
        return _read_parquet
    return _READERS.get(_suffix(name), _read_unknown)


def _suffix(name: str) -> str:
    path = urlsplit(name).path if "://" in name else name
    return PurePosixPath(path.replace("\\", "/")).suffix.lower()


def _is_workbook(file: BinaryIO) -> bool:
    try:
        return is_spreadsheet(ZipFile(file).namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _opened(source: bytes | Path, name: str) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    try:
        return source.open("rb")
    except OSError as error:
        raise ArticleError(f"{name} cannot be opened: {error.strerror}") from error


def _whole(source: bytes | Path, name: str, most: int, smaller: str = "give it in parts") -> bytes:
    """Return the bytes of a file that is read at once; `smaller` is what to do with a large one."""
    with _opened(source, name) as file:
        raw = file.read(most + 1)
    if len(raw) > most:
        raise ArticleError(f"{name} has more than {most // 1_000_000} MB: {smaller}")
    if not raw.strip():
        raise ArticleError(f"{name} is empty")
    return raw


def _text(source: bytes | Path, name: str) -> str:
    return decode(_whole(source, name, _MOST_TEXT_BYTES), name)


def _of_text(read: Callable[[str], ReadDocument]) -> _Reader:
    return lambda source, name: read(_text(source, name))


def _read_unknown(source: bytes | Path, name: str) -> ReadDocument:
    text = _text(source, name)
    read = html_parts if _TAG_FIRST.match(text) else text_parts
    return read(text)


def _read_delimited(source: bytes | Path, name: str) -> ReadDocument:
    def parts() -> Iterator[Part]:
        with _opened(source, name) as file:
            yield from tables_in(delimited_rows(file, name), Setting("", "", in_cells=True))

    return ReadDocument(None, parts())


def _read_workbook(source: bytes | Path, name: str) -> ReadDocument:
    def parts() -> Iterator[Part]:
        for sheet in sheets_of(_whole(source, name, _MOST_BYTES, AS_CSV), name):
            setting = Setting(sheet.name, f"sheet {sheet.name}", in_cells=True)
            yield from tables_in(sheet.rows, setting)

    return ReadDocument(None, parts())


def _read_document(source: bytes | Path, name: str) -> ReadDocument:
    raw = _whole(source, name, _MOST_BYTES)
    if raw.startswith(OLD_OFFICE):
        document_in(raw, name, 0)  # raises: it is an old Office file
    return document_parts(raw, name)


def _read_json_lines(source: bytes | Path, name: str) -> ReadDocument:
    def records() -> Iterator[Record]:
        with _opened(source, name) as file:
            yield from json_line_records(file, name)

    return ReadDocument(None, record_parts(records))


def _read_json(source: bytes | Path, name: str) -> ReadDocument:
    text = _text(source, name)
    return ReadDocument(None, record_parts(lambda: json_records(text, name)))


def _read_parquet(source: bytes | Path, name: str) -> ReadDocument:
    return ReadDocument(None, record_parts(lambda: parquet_records(source, name)))


_READERS: dict[str, _Reader] = {
    **dict.fromkeys((".csv", ".tsv", ".tab"), _read_delimited),
    **dict.fromkeys((".jsonl", ".ndjson"), _read_json_lines),
    ".json": _read_json,
    **dict.fromkeys((".md", ".markdown"), _of_text(markdown_parts)),
    **dict.fromkeys((".htm", ".html", ".xhtml"), _of_text(html_parts)),
    ".txt": _of_text(text_parts),
}
"""By the ending of a name; PDF, Word, spreadsheets and Parquet are known by their first bytes."""
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
