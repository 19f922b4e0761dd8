"""The merged worklist: rows grouped in a temporary table, then streamed in rank order.

Only one block of rows and one entry are in memory at a time; SQLite sorts the rest on disk. Rows
and entries are handled as JSON has them: they were checked when their article was, and to check
them once more would take longer than all else. Tests hold every line to the schema.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Any, TextIO

from pydantic_core import to_json

from pipeline.corpus.merging.likeness import Block, RowKey
from pipeline.corpus.merging.merged_table import MergedTable
from pipeline.corpus.merging.row_store import GATES, reader
from schemas import EvidenceOutcome, MergedCounts, OtherValue, digest

Fields = dict[str, Any]
"""A value of JSON by the names of its fields."""
_MOST_OTHER_VALUES = 5
_TELLING = (
    EvidenceOutcome.CONTRADICTED,
    EvidenceOutcome.BORNE_OUT,
    EvidenceOutcome.OTHER,
    EvidenceOutcome.NOTHING,
)
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
_OTHERS = """SELECT block, id, told FROM merging_rows WHERE thing = ? AND block <> ?
    ORDER BY number, position LIMIT 100"""
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
    connection: sqlite3.Connection, jsonl: TextIO, table: MergedTable
) -> MergedCounts:
    """Write the merged worklist of a ledger as JSON lines and as CSV; return what it holds.

    The ledger is only read. The result depends on the articles and their order in the corpus, and
    on the work that the table is given, on nothing else.
    """
    for statement in _MADE:
        connection.execute(statement)
    connection.execute("SAVEPOINT merging")  # else each row were a transaction of its own
    connection.executemany(
        "INSERT INTO merging_groups VALUES (?, ?, ?, ?, ?, ?)", grouped(connection)
    )
    connection.execute("RELEASE merging")
    articles = connection.execute("SELECT count(DISTINCT number) FROM merging_rows").fetchone()[0]
    counts = Counter(articles=articles)
    for entry in _entries(connection):
        jsonl.write(to_json(entry).decode() + "\n")
        table.add(entry)
        counts["rows"] += len(entry["places"])
        counts["entries"] += 1
        counts["shared"] += entry["articles"] > 1
        counts["conflicting"] += bool(entry["conflicts"])
    connection.execute("DROP TABLE temp.merging_groups")
    connection.execute("DROP TABLE temp.merging_disputed")
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
            yield number, position, *block.add(RowKey(number, position)), *ranking


def _entries(connection: sqlite3.Connection) -> Iterator[Fields]:
    """Yield the fields of each `MergedRow`, the first to be checked first."""
    found = connection.execute(_RANKED)
    for rank, (_, group) in enumerate(groupby(found, key=itemgetter(0, 1)), start=1):
        rows = [connection.execute(_TOLD, key[2:4]).fetchone() for key in group]
        told = [_told(*row[3:]) for row in rows]
        things = dict.fromkeys(thing for _, thing, disputed, *_ in rows if disputed)
        yield _merged_row(rank, told, _other_values(connection, rows[0][0], things))


def _told(name: str, url: str | None, text: str) -> Fields:
    """Return what a row tells, with what its article is called in the corpus."""
    told: Fields = json.loads(text)
    return told | {"place": {"id": name, "url": url} | told["place"]}


def _merged_row(rank: int, rows: Sequence[Fields], conflicts: Sequence[Fields]) -> Fields:
    """Return the fields of a `MergedRow`; `rows` are all that tell it, in corpus order."""
    best = min(rows, key=lambda row: (GATES.index(row["kind"]), -row["place"]["score"]))
    places = [row["place"] for row in rows]
    place = best["place"]
    alerts = chain.from_iterable(place["alerts"] for place in places)
    return {
        "rank": rank,
        "merged_id": "m" + digest(*(place["row_id"] for place in places)),
        "kind": best["kind"],
        "text": place["text"],
        "quote": place["quote"],
        "figure": place["figure"],
        "score": place["score"],
        "articles": len(places),
        "alerts": list({(alert["check"], alert["message"]): alert for alert in alerts}.values()),
        "conflicts": list(conflicts),
        "computed": list(dict.fromkeys(chain.from_iterable(row["computed"] for row in rows))),
        "evidence": best["evidence"],
        "found": most_telling(row.get("found") for row in rows),
        "reason": best["reason"],
        "places": places,
    }


def most_telling(found: Iterable[Fields | None]) -> Fields | None:
    """Return the evidence of one row; None where a library was asked for none of them."""
    told = [each for each in found if each]
    return min(told, key=lambda each: _TELLING.index(each["outcome"]), default=None)


def _other_values(
    connection: sqlite3.Connection, block: str, things: Iterable[str]
) -> tuple[Fields, ...]:
    """Return the other values that the corpus gives for these things, each once, the first first.

    Only where that is sure: the sentence is the same but for its figures, names somebody, and is of
    the same time, as when an agency sends "killed 15" after "killed 12" and some papers keep the
    first.
    """
    found: dict[str, Fields] = {}
    for thing in things:
        for value, article, text in connection.execute(_OTHERS, (thing, block)):
            if value not in found and len(found) < _MOST_OTHER_VALUES:
                place = {"id": article} | json.loads(text)["place"]
                found[value] = {name: place[name] for name in OtherValue.model_fields}
    return tuple(found.values())
