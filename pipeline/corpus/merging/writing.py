"""Writing the merged worklist: grouped in a temporary table, then streamed in rank order.

Only one block of rows and one entry are in memory at a time; SQLite sorts the rest on disk.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TextIO

from pipeline.corpus.merging.conflicts import other_values
from pipeline.corpus.merging.grouping import Block, Key
from pipeline.corpus.merging.merging import merged_row
from pipeline.corpus.merging.store import reader
from pipeline.corpus.merging.table import MergedTable
from schemas import MergedCounts, MergedRow, ToldRow

_MADE = """CREATE TEMP TABLE merging_groups (
    number INTEGER, position INTEGER, leader_number INTEGER, leader_position INTEGER,
    gate INTEGER, score INTEGER, PRIMARY KEY (number, position)) WITHOUT ROWID"""
_RANKED = """
    WITH entries AS (
        SELECT leader_number, leader_position, max(100 * (3 - gate) + score) AS best,
               count(DISTINCT number) AS articles
        FROM merging_groups GROUP BY leader_number, leader_position)
    SELECT leader_number, leader_position, rows.block, rows.thing, rows.row
    FROM entries JOIN merging_groups AS grouped USING (leader_number, leader_position)
                 JOIN merging_rows AS rows USING (number, position)
    ORDER BY best DESC, articles DESC, leader_number, leader_position,
             number, position"""


def write_worklist(connection: sqlite3.Connection, jsonl: TextIO, table: TextIO) -> MergedCounts:
    """Write the merged worklist of a ledger as JSON lines and as CSV; return what it holds.

    The ledger is only read. The result depends on the articles and their order in the corpus, on
    nothing else.
    """
    connection.execute("DROP TABLE IF EXISTS temp.merging_groups")
    connection.execute(_MADE)
    connection.executemany(
        "INSERT INTO merging_groups VALUES (?, ?, ?, ?, ?, ?)", grouped(connection)
    )
    counts = Counter(articles=_articles(connection))
    written = MergedTable(table)
    for entry in _entries(connection):
        jsonl.write(entry.model_dump_json() + "\n")
        written.add(entry)
        _count(counts, entry)
    connection.execute("DROP TABLE temp.merging_groups")
    return MergedCounts(**counts)


def grouped(connection: sqlite3.Connection) -> Iterator[tuple[int, ...]]:
    """Yield each row's key, its group's key, its list and its score."""
    read = reader(connection)
    found = connection.execute(
        "SELECT block, number, position, gate, score FROM merging_rows"
        " ORDER BY block, number, position"
    )
    for _, rows in groupby(found, key=itemgetter(0)):
        block = Block(read)
        for _, number, position, *ranking in rows:
            yield number, position, *block.add(Key(number, position)), *ranking


def _articles(connection: sqlite3.Connection) -> int:
    found = connection.execute("SELECT count(DISTINCT number) FROM merging_rows")
    count: int = found.fetchone()[0]
    return count


def _entries(connection: sqlite3.Connection) -> Iterator[MergedRow]:
    found: Iterable[tuple[int, int, str, str, str]] = connection.execute(_RANKED)
    for rank, (_, group) in enumerate(groupby(found, key=itemgetter(0, 1)), start=1):
        rows = list(group)
        told = [ToldRow.model_validate_json(row) for *_, row in rows]
        others = other_values(connection, rows[0][2], dict.fromkeys(row[3] for row in rows))
        yield merged_row(rank, told, others)


def _count(counts: Counter[str], entry: MergedRow) -> None:
    counts["rows"] += len(entry.places)
    counts["entries"] += 1
    counts["shared"] += entry.articles > 1
    counts["conflicting"] += bool(entry.conflicts)
