"""Putting documents into a library and taking them out, each in one transaction."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.evidence.library.library_file import writing_connection
from pipeline.evidence.library.passages import (
    PartKind,
    Passage,
    SourceEntry,
    StoredPart,
    read_part,
    written_part,
)

_PART_COLUMNS = ", ".join(StoredPart._fields)
_PASSAGES_AT_ONCE = 500
_FIGURES_AT_ONCE = 200_000
"""Put in order before they are entered, so that a large index is written page after page."""
_SWEPT_SHARE = 10
"""Figures of passages that are gone are looked for once there is one such passage for ten others:
that takes a second for ten million figures."""
_FREQUENT_PASSAGES = 1_000
"""Fewer are counted in no time when they are asked for."""
_ALWAYS_COUNTED = 200_000
_COUNTED_SHARE = 20
"""Stems are counted anew once there are a twentieth more or fewer passages, and always where there
are few: a million passages take half a second."""


class NewSource(NamedTuple):
    """What is known of a document before its parts are read; fields as of a `SourceEntry`."""

    name: str
    title: str | None
    kind: str
    digest: str


class Storing:
    """A library that is being added to; nobody else adds to it meanwhile, anyone may read it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection, self._changes = connection, connection.total_changes

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator["Storing"]:
        """Yield the library, made where there is none; raises SettingsError, one line."""
        with writing_connection(path) as connection:
            storing = cls(connection)
            yield storing
            storing.settle()

    def digest(self, name: str) -> str | None:
        """Return the digest of a document that the library has; None where it has none."""
        found = self._connection.execute("SELECT digest FROM sources WHERE name = ?", (name,))
        row = found.fetchone()
        return None if row is None else str(row[0])

    def names(self) -> list[str]:
        """Return the names of all documents, in order."""
        return [name for (name,) in self._connection.execute("SELECT name FROM sources ORDER BY 1")]

    def put(self, source: NewSource, items: Iterable[StoredPart | Passage]) -> SourceEntry:
        """Put a document in the place of the one of its name, if there is one.

        Each part comes before its passages. Whatever ends the reading of the items, nothing of the
        document is kept then, and the former one stays.
        """
        with self._writing():
            self._drop(source.name)
            return _Entering(self._connection, source).enter(items)

    def remove(self, name: str) -> None:
        """Take a document out, if it is there."""
        with self._writing():
            self._drop(name)

    def settle(self) -> None:
        """Bring up to date what is not kept so with each document, where that is worth its time.

        It looks whether or not anything was put in: a run before may have been killed before it
        came to that.
        """
        kept = self._one("SELECT coalesce(sum(sentences + table_rows), 0) FROM sources")
        gone = self._one("SELECT coalesce(sum(last - first + 1), 0) FROM dropped")
        counted = self._one("SELECT coalesce(max(held), 0) FROM frequent WHERE stem = ''")
        is_changed = self._connection.total_changes != self._changes
        if gone and gone * _SWEPT_SHARE >= kept:
            self._sweep()
        if (is_changed or counted != kept) and (
            kept <= _ALWAYS_COUNTED or abs(kept - counted) * _COUNTED_SHARE > kept
        ):
            self._count_stems(kept)

    def _sweep(self) -> None:
        """Take out the figures of passages that are gone."""
        with self._writing():
            self._connection.execute(
                "DELETE FROM figures WHERE passage <= (SELECT last FROM dropped "
                "WHERE first <= passage ORDER BY first DESC LIMIT 1)"
            )
            self._connection.execute("DELETE FROM dropped")

    def _count_stems(self, kept: int) -> None:
        """Note how many passages hold the stems that many do, and for none how many there are."""
        ask = self._connection.execute
        ask("CREATE VIRTUAL TABLE temp.counted USING fts5vocab(main, words, row)")
        with self._writing():
            ask("DELETE FROM frequent")
            ask("INSERT INTO frequent VALUES ('', ?)", (kept,))
            ask(
                "INSERT INTO frequent SELECT term, doc FROM temp.counted WHERE doc >= ?",
                (_FREQUENT_PASSAGES,),
            )

    def _drop(self, name: str) -> None:
        ask = self._connection.execute
        row = ask("SELECT id FROM sources WHERE name = ?", (name,)).fetchone()
        if row is None:
            return
        query = f"SELECT first, last, {_PART_COLUMNS} FROM parts WHERE source = ?"  # noqa: S608
        parts = ask(query, row)
        for first, last, *kept in parts.fetchall():
            self._drop_passages(first, last, read_part(*kept).around)
        ask("DELETE FROM parts WHERE source = ?", row)
        ask("DELETE FROM sources WHERE id = ?", row)

    def _drop_passages(self, first: int, last: int, around: str) -> None:
        """Take passages out; the index has to be told again what it was given of each."""
        ask = self._connection.execute
        for start in range(first, last + 1, _PASSAGES_AT_ONCE):
            end = min(start + _PASSAGES_AT_ONCE - 1, last)
            texts = ask("SELECT id, text FROM passages WHERE id BETWEEN ? AND ?", (start, end))
            self._connection.executemany(
                "INSERT INTO words(words, rowid, text, around) VALUES ('delete', ?, ?, ?)",
                [(number, text, around) for number, text in texts],
            )
        ask("DELETE FROM passages WHERE id BETWEEN ? AND ?", (first, last))
        ask("INSERT INTO dropped VALUES (?, ?)", (first, last))

    def _one(self, query: str) -> int:
        return int(self._connection.execute(query).fetchone()[0])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold a transaction: all that is written in the block is kept, or nothing of it."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # a full disk may have ended it
                self._connection.execute("ROLLBACK")
            raise


class _Entering:
    """A document on its way into the tables, within the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, source: NewSource) -> None:
        self._ask, self._ask_many = connection.execute, connection.executemany
        self._dimension = lru_cache(maxsize=None)(self._kept_dimension)
        self._source = source
        # Numbers are not used again while the index of values may still hold their figures.
        self._next = 1 + self._number(
            "SELECT max(coalesce((SELECT max(id) FROM passages), 0), "
            "coalesce((SELECT max(last) FROM dropped), 0))"
        )
        self._source_id = 1 + self._number("SELECT coalesce(max(id), 0) FROM sources")
        self._part: StoredPart | None = None
        self._first, self._around = self._next, ""
        self._passages: list[tuple[int, int, str, str]] = []
        self._words: list[tuple[int, str, str]] = []
        self._figures: list[tuple[int, float, int, int]] = []
        self._counts = [0, 0, 0, 0]

    def enter(self, items: Iterable[StoredPart | Passage]) -> SourceEntry:
        """Enter the parts and passages, and return how the document is listed."""
        for item in items:
            if isinstance(item, StoredPart):
                self._end_part()
                self._part, self._first, self._around = item, self._next, item.around
            else:
                self._add(item)
        self._end_part()
        self._flush_figures()
        entry = SourceEntry(*self._source, *self._counts)
        self._ask(
            "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (self._source_id, *entry)
        )
        return entry

    def _add(self, passage: Passage) -> None:
        number = self._next
        self._next += 1
        self._passages.append((number, self._first, passage.place, passage.text))
        self._words.append((number, passage.text, self._around))
        self._figures += (
            (self._dimension(figure.dimension), figure.value, number, figure.column)
            for figure in passage.figures
        )
        assert self._part is not None  # noqa: S101  # a part comes before its passages
        self._counts[self._part.kind is PartKind.TABLE] += 1
        self._counts[2] += passage.cells
        self._counts[3] += len(passage.figures)
        if len(self._passages) >= _PASSAGES_AT_ONCE:
            self._flush_passages()
        if len(self._figures) >= _FIGURES_AT_ONCE:
            self._flush_figures()

    def _end_part(self) -> None:
        """Enter the part that has ended; of one without passages nothing is kept."""
        self._flush_passages()
        if self._part is None or self._next == self._first:
            return
        place = (self._first, self._next - 1, self._source_id)
        self._ask(
            "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*place, *written_part(self._part)),
        )

    def _flush_passages(self) -> None:
        self._ask_many("INSERT INTO passages VALUES (?, ?, ?, ?)", self._passages)
        self._ask_many("INSERT INTO words(rowid, text, around) VALUES (?, ?, ?)", self._words)
        self._passages.clear()
        self._words.clear()

    def _flush_figures(self) -> None:
        self._figures.sort()
        self._ask_many("INSERT INTO figures VALUES (?, ?, ?, ?)", self._figures)
        self._figures.clear()

    def _kept_dimension(self, name: str) -> int:
        """Return the number of a dimension, a new one where it has none."""
        self._ask("INSERT OR IGNORE INTO dimensions (name) VALUES (?)", (name,))
        row = self._ask("SELECT id FROM dimensions WHERE name = ?", (name,)).fetchone()
        return int(row[0])

    def _number(self, query: str) -> int:
        return int(self._ask(query).fetchone()[0])
