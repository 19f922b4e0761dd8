"""A library of evidence as it is searched: by value, by words, and what stands beside a passage."""

import json
import math
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

from pipeline.errors import SettingsError
from pipeline.evidence.library.library_file import OF_A_SENTENCE, reading_connection, told
from pipeline.evidence.library.passages import (
    PartKind,
    SourceEntry,
    StoredPart,
    read_part,
    row_of,
)
from pipeline.evidence.library.vocabulary import Vocabulary
from pipeline.evidence.parts import PlacedSentence, TableRow

_SOURCE_COLUMNS = ", ".join(f"sources.{name}" for name in SourceEntry._fields)
_PART_COLUMNS = ", ".join(f"parts.{name}" for name in StoredPart._fields)


class Hit(NamedTuple):
    """Where a value stands."""

    passage: int
    column: int | None
    """That of its cell; None in a sentence."""


class Stored(NamedTuple):
    """A passage with where it stands: a sentence, or the row of a table."""

    passage: int
    source: SourceEntry
    part: StoredPart
    sentence: PlacedSentence | None
    row: TableRow | None


class Library:
    """A library that is only read: several processes may have it open, and one may add to it.

    Raises SettingsError, one line, for what cannot be read.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._path = connection, path
        self._vocabulary = Vocabulary(self._rows)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Return the library in a file, to be closed, as at the end of a block."""
        return cls(reading_connection(path), path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._vocabulary.close()
        self._connection.close()

    def sources(self) -> list[SourceEntry]:
        """Return all documents, in order of their names."""
        found = self._rows(f"SELECT {_SOURCE_COLUMNS} FROM sources ORDER BY name")  # noqa: S608
        return list(map(SourceEntry._make, found))

    def by_number(self, dimension: str, low: float, high: float, most: int) -> list[Hit]:
        """Return where a value of the dimension from low to high stands, or a range ends with one.

        At most so many: those nearest to the middle, or to the only end that is given, and of equal
        ones those that were added first.
        """
        ends = [end for end in (low, high) if math.isfinite(end)]
        middle = sum(ends) / len(ends) if ends else 0.0
        found = {
            (abs(value - middle), passage, column)
            for value, passage, column in (
                *self._values(dimension, middle, high, most),
                *(self._values_down(dimension, low, middle, most) if low < middle else ()),
            )
        }
        hits = (
            Hit(passage, None if column == OF_A_SENTENCE else column)
            for _, passage, column in sorted(found)
        )
        return list(dict.fromkeys(hits))[:most]

    def _values_down(self, dimension: str, low: float, high: float, most: int) -> list[Any]:
        """Return values from high to low; of the last one those that were added first."""
        found = self._values(dimension, low, high, most, "DESC")
        if len(found) < most:
            return found
        last = found[-1][0]
        above = [each for each in found if each[0] > last]
        return above + self._values(dimension, last, last, most - len(above))

    def _values(
        self, dimension: str, low: float, high: float, most: int, order: str = "ASC"
    ) -> list[Any]:
        # What stood in a passage that is gone may still be in the index.
        return self._rows(
            "SELECT value, passage, column FROM figures "  # noqa: S608
            "WHERE dimension = (SELECT id FROM dimensions WHERE name = ?) "
            "AND value BETWEEN ? AND ? AND passage IN (SELECT id FROM passages) "
            f"ORDER BY value {order}, passage {order}, column {order} LIMIT ?",
            (dimension, low, high, most),
        )

    def by_words(self, words: Sequence[str], most: int) -> list[int]:
        """Return passages that hold some of the words, best first by BM25, then as they were added.

        Words that too many passages hold are asked for two by two, or not at all, so that it takes
        milliseconds however large the library is.
        """
        asked = self._vocabulary.rare_enough(words)
        if not asked:
            return []
        found = self._rows(
            "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words), rowid LIMIT ?",
            (" OR ".join(asked), most),
        )
        return [passage for (passage,) in found]

    def rarity(self, words: Iterable[str]) -> dict[str, float]:
        """Return for each word the logarithm of how few passages hold it, 0 if all do."""
        every = self._vocabulary.passages + 1
        return {word: math.log(every / (self._vocabulary.held_by(word) + 1)) for word in words}

    def has(self, word: str) -> bool:
        """Return whether a passage holds a word."""
        return self._vocabulary.held_by(word) > 0

    def read(self, passages: Iterable[int]) -> list[Stored]:
        """Return passages in the order in which they are named; one that is gone is left out."""
        wanted = list(passages)
        found = self._stored("IN (SELECT value FROM json_each(?))", (json.dumps(wanted),))
        by_number = {stored.passage: stored for stored in found}
        return [by_number[number] for number in wanted if number in by_number]

    def beside(self, passage: int, most: int) -> list[Stored]:
        """Return the rows of the same table, or the sentences of the same part, itself included.

        At most so many, in order: those nearest to it.
        """
        place = self._rows(
            "SELECT first, last FROM parts JOIN passages ON first = part WHERE passages.id = ?",
            (passage,),
        )
        if not place:
            return []
        first, last = place[0]
        start = max(first, min(passage - most // 2, last - most + 1))
        return self._stored("BETWEEN ? AND ?", (start, min(last, start + most - 1)))

    def _stored(self, which: str, values: tuple[object, ...]) -> list[Stored]:
        passages = self._rows(
            f"SELECT id, part, place, text FROM passages WHERE id {which} ORDER BY id",  # noqa: S608
            values,
        )
        parts = self._parts({part for _, part, _, _ in passages})
        return [
            _as_stored(number, *parts[part], place, text)
            for number, part, place, text in passages
            if part in parts
        ]

    def _parts(self, firsts: Iterable[int]) -> dict[int, tuple[SourceEntry, StoredPart]]:
        found = self._rows(
            f"SELECT first, {_SOURCE_COLUMNS}, {_PART_COLUMNS} FROM parts "  # noqa: S608
            "JOIN sources ON sources.id = source "
            "WHERE first IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(firsts)),),
        )
        cut = 1 + len(SourceEntry._fields)
        return {row[0]: (SourceEntry(*row[1:cut]), read_part(*row[cut:])) for row in found}

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise SettingsError(told(error, self._path)) from error


def _as_stored(number: int, source: SourceEntry, part: StoredPart, place: str, text: str) -> Stored:
    if part.kind is PartKind.TABLE:
        return Stored(number, source, part, None, row_of(place, text))
    return Stored(number, source, part, PlacedSentence(text, place), None)
