"""The work in a file, whatever its form; told by what it holds, not by its name.

JSON is the export of `report.html`, a `result.json`, or rows, one a line; all else is a table.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.errors import ArticleError, WorkError
from pipeline.files import read_bytes
from pipeline.stages.take_work.work_table import WORK_COLUMNS, Table, field_name, read_table
from pipeline.text.decode import decode
from schemas import WorkedRow, WorkFile, WorkStatus

_LIMIT = 200_000_000
"""Bytes of a file with work."""
_ADVICE = "give the worklist alone"
_JSON_STARTS = ("{", "[")
_VERSION = 1
_STATUSES = {status.value: status for status in WorkStatus}
# Nobody types these, and an XLSX file cannot hold them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)


_Fields = Mapping[str, object]
"""The fields of a row as they were written, by name."""


class NamedWork(NamedTuple):
    """The work in a file, and how the file is named in messages."""

    name: str
    work: WorkFile
    is_result: bool = False
    """Whether it is a whole result.json, which can be compared with that of another version."""


def read_work(name: str) -> NamedWork:
    """Return the work in a file; raises WorkError, one line that says what is wrong."""
    try:
        raw = read_bytes(name, _LIMIT, _ADVICE)
    except ArticleError as error:
        raise WorkError(str(error)) from error
    return work_in(name, raw)


def work_in(name: str, raw: bytes) -> NamedWork:
    """Return the work in the bytes of a file; raises WorkError, naming it and the row."""
    text = _json_text(name, raw)
    if text is not None:
        work, is_result = work_of_json(name, text)
        return NamedWork(name, work, is_result)
    rows = tuple(_entries_of_table(name, read_table(name, raw)))
    return NamedWork(name, WorkFile(article_id=None, rows=rows))


def generated_cells(name: str, raw: bytes) -> Sequence[object]:
    """Return what the rows in the bytes of a file hold beside work, in their order.

    Raises WorkError, naming the file.
    """
    text = _json_text(name, raw)
    if text is None:
        return read_table(name, raw).generated()
    rows = _parsed(name, text)
    return [_generated(row) for row in (rows if isinstance(rows, list) else [rows])]


def _generated(row: object) -> object:
    if not isinstance(row, dict):
        return row
    filled_in = ("work",) if "work" in row else WORK_COLUMNS
    generated = {field: value for field, value in row.items() if field not in filled_in}
    if isinstance(work := row.get("work"), dict):  # what a person added beside its fields
        generated |= {f"work.{key}": work[key] for key in work if key not in WORK_COLUMNS}
    return generated


def shows_all(name: str, raw: bytes, written: bytes) -> bool:
    """Return whether rows and columns are all that a changed file has, as one that was written.

    A workbook may have comments, colours and further sheets; a table cells without a heading.
    """
    if zipfile.is_zipfile(io.BytesIO(raw)):
        return False
    if _json_text(name, raw) is not None:
        return True
    heading = next(csv.reader(io.StringIO(decode(written, name))))
    for separator in ",;\t":
        lines = list(csv.reader(io.StringIO(decode(raw, name)), delimiter=separator))
        if lines[:1] == [heading]:
            return not any(any(line[len(heading) :]) for line in lines)
    return False


def _entries_of_table(name: str, table: Table) -> Iterator[WorkedRow]:
    """Yield the work on each row; a column that is missing is None."""
    for line, cells in table.rows:
        row_id = cells["row_id"]
        where = f"{name}, line {line}, row {row_id or 'without a row_id'}"
        yield _entry(where, row_id, cells, cells)


def _json_text(name: str, raw: bytes) -> str | None:
    """Return the text where it begins as JSON does, None for a table."""
    try:
        text = decode(raw, name)
    except ArticleError:
        return None  # a workbook, or what the reader of tables has a message for
    if not text.strip():
        raise WorkError(f"{name} is empty")
    return text if text.lstrip().startswith(_JSON_STARTS) else None


def work_of_json(name: str, text: str) -> tuple[WorkFile, bool]:
    """Return the work in a JSON text, and whether that is a whole result; skips other fields.

    Raises WorkError, naming the file and the row, for what is no work.
    """
    is_result = False
    match _parsed(name, text):
        case {"factdesk": "work", "version": version} if version != _VERSION:
            raise WorkError(f"{name} is work of version {version!r}: a newer factdesk reads it")
        case {"factdesk": "work", "article_id": article_id, "rows": list(rows)}:
            pass
        case {"factdesk": "work", "rows": list(rows)}:
            article_id = None
        case {"article": {"article_id": article_id}, "worklist": {"rows": list(rows)} as worklist}:
            is_result = True
            sentences = worklist.get("sentence_work")
            rows = [*rows, *(sentences if isinstance(sentences, list) else ())]
        case list(rows):
            article_id = None
        case _:
            raise WorkError(
                f"{name} holds no work: give what report.html exports, a result.json or a worklist"
            )
    if not isinstance(article_id, str | None):
        raise WorkError(f"{name}: article_id is {article_id!r}, not text")
    return WorkFile(article_id=article_id, rows=tuple(_entries(name, rows))), is_result


def _parsed(name: str, text: str) -> object:
    """Return the value; several objects, one a line, are a list of rows, and so is a single one."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        # Not splitlines: U+2028 and others of its kind may stand inside a string.
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) > 1:
            return [_line(name, line, error) for line in lines]
        raise WorkError(f"{name} is not JSON: {error}") from error
    except (ValueError, RecursionError) as error:
        raise WorkError(f"{name} is not JSON that can be read: {error}") from error
    return [value] if isinstance(value, dict) and "row_id" in value else value


def _line(name: str, line: str, whole: json.JSONDecodeError) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise WorkError(f"{name} is not JSON: {whole}") from error


def _entries(name: str, rows: Sequence[object]) -> Iterator[WorkedRow]:
    for number, row in enumerate(rows, start=1):
        row_id = row.get("row_id") if isinstance(row, dict) else None
        if not isinstance(row, dict) or not isinstance(row_id, str):
            raise WorkError(f"{name}: entry {number} has no row_id")
        where, work = f"{name}, row {row_id}", row.get("work", row)
        if not isinstance(work, dict):
            raise WorkError(f"{where}: work is {work!r}, not an object")
        yield _entry(where, row_id, row, work)


def _entry(where: str, row_id: str, row: _Fields, work: _Fields) -> WorkedRow:
    """Return the work on one row; `where` names file and row in the error.

    Line ends become line feeds, and white space at either end of a note goes. Raises WorkError for
    a status that there is none of.
    """
    status, evidence = _string(where, work, "status"), _strings(where, work, "evidence")
    note, checker = _string(where, work, "note"), _string(where, work, "checker")
    group_id = _string(where, row, "group_id") or ""
    found = None if evidence is None else [each for e in evidence for each in _evidence(e)]
    return WorkedRow(
        row_id=row_id.strip(),
        group_id=group_id.strip() or None,
        status=None if status is None else _status(where, status),
        evidence=None if found is None else tuple(dict.fromkeys(found)),
        note=None if note is None else _tidy(note),
        checker=None if checker is None else _tidy(checker),
    )


def _string(where: str, fields: _Fields, name: str) -> str | None:
    value = fields.get(name)
    if not isinstance(value, str | None):
        raise WorkError(f"{where}: {name} is {value!r}, not text")
    return value


def _strings(where: str, fields: _Fields, name: str) -> list[str] | None:
    match fields.get(name):
        case None:
            return None
        case str(text):
            return [text]
        case list(values) if all(isinstance(value, str) for value in values):
            return values
        case value:
            raise WorkError(f"{where}: {name} is {value!r}, not a list of addresses")


def _status(where: str, text: str) -> WorkStatus:
    status = _STATUSES.get(field_name(text) or WorkStatus.OPEN)
    if status is None:
        allowed = ", ".join(_STATUSES)
        raise WorkError(f"{where}: the status {text!r} is unknown; write one of {allowed}")
    return status


def _evidence(text: str) -> Iterator[str]:
    """Yield each line as it was typed; of a line that holds addresses alone, each of them."""
    for line in _whole(text).split("\n"):
        words = line.split()
        if all(map(_ADDRESS.match, words)):
            yield from words
        else:
            yield line


def _tidy(text: str) -> str:
    return _whole(text).strip()


def _whole(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    # Half of a pair that makes one character cannot be written to any file.
    whole = lines.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROL.sub("", whole)
