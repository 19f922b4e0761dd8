"""The store: rows of the articles that are done, in the run's ledger, until the list is written.

Rows are kept by the article's number in the corpus, so that the list does not depend on which
article was finished first.
"""

import sqlite3
from collections.abc import Callable, Iterable
from functools import lru_cache

from pipeline.corpus.merging.compared import Compared
from pipeline.corpus.merging.grouping import Key
from pipeline.corpus.merging.listing import ListedRow
from pipeline.corpus.merging.traits import read_traits

_KEPT = 1_024
"""Rows kept in memory while a list is written, some 6 kB each."""
_TABLES = (
    # `block` is what rows of one figure have in common; the index hands them out together.
    """CREATE TABLE IF NOT EXISTS merging_rows (
        number INTEGER NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, url TEXT,
        block TEXT NOT NULL, thing TEXT NOT NULL,
        gate INTEGER NOT NULL, score INTEGER NOT NULL, traits TEXT NOT NULL, told TEXT NOT NULL,
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

    def put(
        self, number: int, name: str, rows: Iterable[ListedRow], url: str | None = None
    ) -> None:
        """Keep the rows of the article at a place in the corpus, instead of any that it had.

        `name` is its id in the corpus, `url` where it was published.
        """
        self.drop(number)
        self._connection.executemany(
            "INSERT INTO merging_rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((number, position, name, url, *row) for position, row in enumerate(rows)),
        )

    def drop(self, number: int) -> None:
        """Forget the rows of an article, as before it is done again."""
        self._connection.execute("DELETE FROM merging_rows WHERE number = ?", (number,))


def reader(connection: sqlite3.Connection) -> Callable[[Key], Compared]:
    """Return what reads a row made ready to be compared; the last `_KEPT` are kept."""

    @lru_cache(maxsize=_KEPT)
    def read(key: Key) -> Compared:
        found = connection.execute(
            "SELECT traits FROM merging_rows WHERE number = ? AND position = ?", key
        )
        return Compared(read_traits(found.fetchone()[0]))

    return read
