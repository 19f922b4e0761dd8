"""Writing the merged worklist: grouped in a temporary table, then streamed in rank order.

Only one block of rows and one entry are in memory at a time; SQLite sorts the rest on disk.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import TextIO

from pydantic_core import to_json

from pipeline.corpus.merging.conflicts import other_values
from pipeline.corpus.merging.grouping import Block, Key
from pipeline.corpus.merging.merging import Fields, merged_row
from pipeline.corpus.merging.store import reader
from pipeline.corpus.merging.table import MergedTable
from pipeline.corpus.merging.worked import NO_WORK, Worked
from schemas import MergedCounts

_RANKED = """
    WITH entries AS (
        SELECT leader_number, leader_position, max(100 * (3 - gate) + score) AS best,
               count(DISTINCT number) AS articles
        FROM merging_groups GROUP BY leader_number, leader_position)
    SELECT leader_number, leader_position, number, position
    FROM entries JOIN merging_groups USING (leader_number, leader_position)
    ORDER BY best DESC, articles DESC, leader_number, leader_position, number, position"""
_TOLD = """
    SELECT block, thing, thing IN (SELECT thing FROM merging_disputed), id, url, told
    FROM merging_rows WHERE number = ? AND position = ?"""
_MADE = (
    "DROP TABLE IF EXISTS temp.merging_groups",
    "DROP TABLE IF EXISTS temp.merging_disputed",
    """CREATE TEMP TABLE merging_groups (
        number INTEGER, position INTEGER, leader_number INTEGER, leader_position INTEGER,
        gate INTEGER, score INTEGER, PRIMARY KEY (number, position)) WITHOUT ROWID""",
    "CREATE TEMP TABLE merging_disputed (thing TEXT PRIMARY KEY) WITHOUT ROWID",
    # What the corpus gives more than one value for.
    """INSERT INTO merging_disputed SELECT thing FROM merging_rows WHERE thing <> ''
        GROUP BY thing HAVING min(block) < max(block)""",
)


def write_worklist(
    connection: sqlite3.Connection, jsonl: TextIO, table: TextIO, worked: Worked = NO_WORK
) -> MergedCounts:
    """Write the merged worklist of a ledger as JSON lines and as CSV; return what it holds.

    The ledger is only read. The result depends on the articles and their order in the corpus, and
    on the work that was done on it, on nothing else.
    """
    for statement in _MADE:
        connection.execute(statement)
    connection.execute("SAVEPOINT merging")  # else each row were a transaction of its own
    connection.executemany(
        "INSERT INTO merging_groups VALUES (?, ?, ?, ?, ?, ?)", grouped(connection)
    )
    connection.execute("RELEASE merging")
    counts = Counter(articles=_articles(connection))
    written = MergedTable(table, worked.work)
    for entry in _entries(connection):
        jsonl.write(to_json(entry).decode() + "\n")
        written.add(entry)
        _count(counts, entry)
    connection.execute("DROP TABLE temp.merging_groups")
    connection.execute("DROP TABLE temp.merging_disputed")
    if lapsed := worked.work.keys() - written.taken:
        worked.lapsed(lapsed)
    return MergedCounts(**counts)


def grouped(connection: sqlite3.Connection) -> Iterator[tuple[int, ...]]:
    """Yield each row's key, its group's key, its list and its score."""
    read = reader(connection)
    found = connection.execute(
        "SELECT block, number, position, gate, score FROM merging_rows"
        " ORDER BY block, number, position"
    )
    for _, rows in groupby(found, key=itemgetter(0)):
        first, *more = islice(rows, 2)
        if not more:  # most values are told once: there is nothing to compare
            _, number, position, *ranking = first
            yield number, position, number, position, *ranking
            continue
        block = Block(read)
        for _, number, position, *ranking in chain((first, *more), rows):
            yield number, position, *block.add(Key(number, position)), *ranking


def _articles(connection: sqlite3.Connection) -> int:
    found = connection.execute("SELECT count(DISTINCT number) FROM merging_rows")
    count: int = found.fetchone()[0]
    return count


def _entries(connection: sqlite3.Connection) -> Iterator[Fields]:
    found = connection.execute(_RANKED)
    for rank, (_, group) in enumerate(groupby(found, key=itemgetter(0, 1)), start=1):
        keys = [each[2:4] for each in group]
        rows = [connection.execute(_TOLD, key).fetchone() for key in keys]
        told = [_told(*row[3:]) for row in rows]
        things = dict.fromkeys(thing for _, thing, disputed, *_ in rows if disputed)
        yield merged_row(rank, told, other_values(connection, rows[0][0], things))


def _told(name: str, url: str | None, text: str) -> Fields:
    """Return what a row tells, with what its article is called in the corpus."""
    told: Fields = json.loads(text)
    return told | {"place": {"id": name, "url": url} | told["place"]}


def _count(counts: Counter[str], entry: Fields) -> None:
    counts["rows"] += len(entry["places"])
    counts["entries"] += 1
    counts["shared"] += entry["articles"] > 1
    counts["conflicting"] += bool(entry["conflicts"])
