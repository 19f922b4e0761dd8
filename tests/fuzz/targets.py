"""What is fuzzed: whatever bytes come in, each reader ends in a value that holds what it promises, or in
one of our own errors. Nothing here needs the fuzzer; `run.py` does.
"""

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from pipeline import ExtractiveDrafter, article_from_text, fact_check, find_quantities
from pipeline.errors import FactdeskError, WorkError
from pipeline.llm.cache import read_entry
from pipeline.llm.cassette_file import recorded_model
from pipeline.llm.completions import NotACompletion, read_completion
from pipeline.llm.server import open_client
from pipeline.settings import Settings
from pipeline.stages.read_article import read_article
from pipeline.stages.read_statements import read_statements
from pipeline.stages.render.files import render_files
from pipeline.stages.take_work import read_work, work_in
from pipeline.text.escaping import formula_safe, text_of_cell, visible
from schemas import Report

VARIABLES = (
    "OPENAI_BASE_URL", "OPENAI_API_KEY", "FACTDESK_MODEL", "FACTDESK_CACHE_DIR", "FACTDESK_CACHE_URL",
)  # fmt: skip
_DAY_BYTES = 3
_MOST = 2_000
"""Characters of an article: the fuzzer looks for new paths, not for long waits."""


def quantities(data: bytes) -> None:
    """Read numbers: each stands where it says."""
    text = data.decode("utf-8", "replace")
    assert all(text[q.span.start : q.span.end] == q.text for q in find_quantities(text))


def dates(data: bytes) -> None:
    """Read numbers on any day of the calendar: a date has a year of four digits, or none."""
    if len(data) < _DAY_BYTES:
        return
    days = int.from_bytes(data[:_DAY_BYTES], "big") % date.max.toordinal()
    text = data[_DAY_BYTES:].decode("utf-8", "replace")
    assert all(q.date != "" for q in find_quantities(text, date.fromordinal(days + 1)))


def articles(data: bytes) -> None:
    """Read bytes as an article of any kind: sentences lie in the text, or an error of ours says why not."""
    with suppress(FactdeskError):
        article = read_article("-", stdin=lambda: data, limit=100_000)
        assert all(article.quote(each.span) for each in article.sentences)


def reports(data: bytes) -> None:
    """Make a report and all its files: the ledger adds up and the result reads back."""
    text = data.decode("utf-8", "replace")[:_MOST]
    report = fact_check(article_from_text(text), drafter=ExtractiveDrafter())
    files = render_files(report)
    assert Report.model_validate_json(files["result.json"]) == report
    rows = [place.span for row in report.worklist.rows for place in row.places]
    assert len(rows) == len(set(rows)) == report.ledger.covered + report.ledger.swept


def statements(data: bytes) -> None:
    """Read bytes as each form of statements."""
    for name in ("draft.md", "lines.txt", "brief.json", "pairs.jsonl"):
        _with_file(name, data, read_statements)


def work(data: bytes) -> None:
    """Read bytes as each form of work that people send back."""
    for name in ("work.json", "worklist.csv", "worklist.jsonl", "worklist.xlsx"):
        _with_file(name, data, read_work)


def spreadsheets(data: bytes) -> None:
    """Read bytes as a part of a workbook: its sheet, its strings, its styles."""
    parts = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml")
    part = parts[data[0] % len(parts)] if data else parts[0]
    plain, packed = io.BytesIO(), io.BytesIO()
    Workbook().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(packed, "w") as new:
        for name in {*old.namelist(), part}:
            new.writestr(name, data[1:] if name == part else old.read(name))
    with suppress(WorkError):
        work_in("work.xlsx", packed.getvalue())


def replies(data: bytes) -> None:
    """Read bytes as a server's reply, and as an entry of the cache."""
    text = data.decode("utf-8", "replace")
    with suppress(NotACompletion):
        read_completion(text)
    with suppress(ValueError, TypeError, LookupError):
        read_entry(text, "key")


def environments(data: bytes) -> None:
    """Take lines as variables of the environment: settings that can be sent, or an error of ours."""
    values = data.decode("utf-8", "surrogateescape").replace("\0", "").split("\n")
    with suppress(FactdeskError):
        open_client(Settings.from_environment(dict(zip(VARIABLES, values, strict=False))))


def cells(data: bytes) -> None:
    """Write text into a cell and read it back: what is shown stays the same, and nothing is hidden."""
    text = data.decode("utf-8", "replace")
    cell = formula_safe(text)
    assert visible(text_of_cell(cell)) == visible(text)
    assert visible(cell) == cell


def cassettes(data: bytes) -> None:
    """Read bytes as a recording of a model's answers."""
    _with_file("recording.yaml", data, lambda name: recorded_model(Path(name)))


def _with_file(name: str, data: bytes, read: Callable[[str], object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        with suppress(FactdeskError):
            read(str(path))


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each
    for each in (
        quantities,
        dates,
        articles,
        reports,
        statements,
        work,
        spreadsheets,
        replies,
        environments,
        cells,
        cassettes,
    )
}
SEEDS = [
    b"\x00\x00\x00It rose 5% last year, two weeks ago, on Friday and in the first quarter.",
    (
        b"\x00<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
        b"<row r='1'><c r='A1' t='inlineStr'><is><t>row_id</t></is></c></row></sheetData></worksheet>"
    ),
    b"Storm cuts power\n\nNearly 480 homes lost power on Monday, June 9, 2025, and 22 of the 32 pumps failed.",
    b"# Vote\n\n- **Nine** of the 13 [members](http://a.test/1) voted; it cost $1.84 billion, up 5%.",
    b"<html><body><article><h1>Rates</h1><p>The rate rose to 5% from 3.5%, or 1.5 points.</p></article>",
    json.dumps({"statement": "It cost $5.", "source": "It cost $5 million."}).encode(),
    b"row_id,status,evidence,note,checker\r\nr1,verified,https://a.test,'=1+1,Ann\r\n",
    b'{"choices": [{"message": {"content": "{}"}, "finish_reason": "stop"}], "usage": {}}',
    b"http://127.0.0.1:8080/v1\nsk-1\ngpt-5-mini\n~/cache\ns3://bucket/answers",
    b"version: 1\ninteractions:\n- request:\n    body: {model: m, messages: []}\n  response: {choices: []}\n",
    b"\xef\xbb\xbf\xff\xfe\x00\x1f\x8b PK\x03\x04",
]
