"""Articles of a few sentences, as the tests of merging tell them."""

import io
import json
import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from pipeline import ExtractiveDrafter, article_from_text, fact_check
from pipeline.corpus.merging.merged_list import write_worklist
from pipeline.corpus.merging.merged_table import MergedTable
from pipeline.corpus.merging.row_store import RowStore, listed_rows
from schemas import MergedCounts, Report


class Written(NamedTuple):
    """What came of a ledger: the entries, the two files as text, the counts."""

    entries: list[dict[str, Any]]
    jsonl: str
    table: str
    counts: MergedCounts


def told(text: str, source: str = "told.txt") -> Report:
    """Return the report on an article, drafted by rule."""
    return fact_check(article_from_text(text, source=source), drafter=ExtractiveDrafter())


def ledger() -> sqlite3.Connection:
    """Return an empty ledger in memory, as a run opens it."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    RowStore.create(connection)
    return connection


def stored(reports: Iterable[Report]) -> sqlite3.Connection:
    """Return a ledger that holds the rows of reports in this order."""
    connection = ledger()
    for number, report in enumerate(reports):
        RowStore(connection).put(number, f"a{number}", listed_rows(report))
    return connection


def written(connection: sqlite3.Connection) -> Written:
    """Return the merged list of a ledger."""
    jsonl, table = io.StringIO(newline=""), io.StringIO(newline="")
    counts = write_worklist(connection, jsonl, MergedTable(table))
    entries = [json.loads(line) for line in jsonl.getvalue().splitlines()]
    return Written(entries, jsonl.getvalue(), table.getvalue(), counts)


def merged(*texts: str) -> Written:
    """Return the merged list of articles with these texts, named 0.txt, 1.txt and so on."""
    return written(stored(told(text, f"{at}.txt") for at, text in enumerate(texts)))
