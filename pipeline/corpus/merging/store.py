"""The store: rows of the articles that are done, in the run's ledger, until the list is written.

Rows are kept by the article's number in the corpus, so that the list does not depend on which
article was finished first.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable
from functools import lru_cache

from pydantic_core import PydanticSerializationError

from pipeline.corpus.merging.compared import Compared, compared
from pipeline.corpus.merging.grouping import Key
from schemas import ClaimKind, FrozenModel, ListedRow, Traits

GATES = (ClaimKind.FACT, ClaimKind.FORECAST, ClaimKind.OPINION, ClaimKind.PERSONAL)
"""The lists in the order of every worklist: what can be checked now stands first."""

_KEPT = 4_096
"""Rows kept in memory while a list is written, some 6 kB each."""
_TABLES = (
    # `block` is what rows of one figure have in common; the index hands them out together.
    """CREATE TABLE IF NOT EXISTS merging_rows (
        number INTEGER NOT NULL, position INTEGER NOT NULL, article_id TEXT NOT NULL,
        block TEXT NOT NULL, thing TEXT NOT NULL,
        gate INTEGER NOT NULL, score INTEGER NOT NULL, traits TEXT NOT NULL, row TEXT NOT NULL,
        PRIMARY KEY (number, position)) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS merging_blocks ON merging_rows (block, number, position)",
    "CREATE INDEX IF NOT EXISTS merging_things ON merging_rows (thing, block)",
)


class RowStore:
    """Keeps each article's rows; every method writes inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use a ledger in which `create` has been called once."""
        self._connection = connection

    @staticmethod
    def create(connection: sqlite3.Connection) -> None:
        """Make the tables where they are not there."""
        for statement in _TABLES:
            connection.execute(statement)

    def put(self, number: int, article_id: str, rows: Iterable[ListedRow]) -> None:
        """Keep the rows of the article at a place in the corpus, instead of any that it had."""
        self.drop(number)
        self._connection.executemany(
            "INSERT INTO merging_rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((number, position, article_id, *_columns(row)) for position, row in enumerate(rows)),
        )

    def drop(self, number: int) -> None:
        """Forget the rows of an article, as before it is done again."""
        self._connection.execute("DELETE FROM merging_rows WHERE number = ?", (number,))


def _columns(row: ListedRow) -> tuple[str, str, int, int, str, str]:
    """Return a row's block, thing, list, score and what is read when it is compared and when it is written."""
    return (
        row.traits.value,
        row.traits.thing,
        GATES.index(row.told.kind),
        row.told.place.score,
        _json(row.traits),
        _json(row.told),
    )


def _json(value: FrozenModel) -> str:
    """Return a value as JSON; half a character, which no file can hold, becomes a question mark."""
    try:
        return value.model_dump_json()
    except PydanticSerializationError:
        text = json.dumps(value.model_dump(mode="json"), ensure_ascii=False)
        return text.encode("utf-8", "replace").decode("utf-8")


def reader(connection: sqlite3.Connection) -> Callable[[Key], Compared]:
    """Return what reads a row made ready to be compared; the last few thousand are kept."""

    @lru_cache(maxsize=_KEPT)
    def read(key: Key) -> Compared:
        found = connection.execute(
            "SELECT traits FROM merging_rows WHERE number = ? AND position = ?", key
        )
        # Our own writing needs no check, which would take longer than all the rest.
        return compared(Traits.model_construct(**json.loads(found.fetchone()[0])))

    return read
