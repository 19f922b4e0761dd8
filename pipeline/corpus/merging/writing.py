"""Writing the merged worklist: grouped in a temporary table, then streamed in rank order.

Only one block of rows and one entry are in memory at a time; SQLite sorts the rest on disk.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TextIO

from pipeline.corpus.merging.grouping import Block, Key
from pipeline.corpus.merging.merging import merged_row
from pipeline.corpus.merging.store import traits_of
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
    SELECT leader_number, leader_position, rows.row
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
    counts = MergedCounts(articles=_articles(connection))
    written = MergedTable(table)
    for entry in _entries(connection):
        jsonl.write(entry.model_dump_json() + "\n")
        written.add(entry)
        counts = _counted(counts, entry)
    connection.execute("DROP TABLE temp.merging_groups")
    return counts


def grouped(connection: sqlite3.Connection) -> Iterator[tuple[int, ...]]:
    """Yield each row's key, its group's key, its list and its score."""
    found = connection.execute(
        "SELECT block, number, position, gate, score, traits FROM merging_rows ORDER BY block, number, position"
    )
    for _, rows in groupby(found, key=itemgetter(0)):
        block = Block()
        for _, number, position, gate, score, traits in rows:
            yield (
                number,
                position,
                *block.add(Key(number, position), traits_of(traits)),
                gate,
                score,
            )


def _articles(connection: sqlite3.Connection) -> int:
    found = connection.execute("SELECT count(DISTINCT number) FROM merging_rows")
    count: int = found.fetchone()[0]
    return count


def _entries(connection: sqlite3.Connection) -> Iterator[MergedRow]:
    found: Iterable[tuple[int, int, str]] = connection.execute(_RANKED)
    for rank, (_, rows) in enumerate(groupby(found, key=itemgetter(0, 1)), start=1):
        yield merged_row(rank, [ToldRow.model_validate_json(row) for _, _, row in rows])


def _counted(counts: MergedCounts, entry: MergedRow) -> MergedCounts:
    return counts.model_copy(
        update={
            "rows": counts.rows + len(entry.places),
            "entries": counts.entries + 1,
            "shared": counts.shared + (entry.articles > 1),
            "conflicting": counts.conflicting + bool(entry.conflicts),
        }
    )
