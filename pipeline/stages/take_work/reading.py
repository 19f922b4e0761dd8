"""From a name to the work in a file, whatever its form; told by what it holds, not by its name."""

from typing import NamedTuple

from pipeline.errors import ArticleError, WorkError
from pipeline.files import read_bytes
from pipeline.stages.take_work.objects import work_of_json
from pipeline.stages.take_work.tables import read_table
from pipeline.text.decode import decode
from schemas import WorkFile

_LIMIT = 200_000_000
"""Bytes of a file with work."""
_ADVICE = "give the worklist alone"
_JSON_STARTS = ("{", "[")


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
    rows = tuple(read_table(name, raw).entries())
    return NamedWork(name, WorkFile(article_id=None, rows=rows))


def _json_text(name: str, raw: bytes) -> str | None:
    """Return the text where it begins as JSON does, None for a table."""
    try:
        text = decode(raw, name)
    except ArticleError:
        return None  # a workbook, or what the reader of tables has a message for
    if not text.strip():
        raise WorkError(f"{name} is empty")
    return text if text.lstrip().startswith(_JSON_STARTS) else None
