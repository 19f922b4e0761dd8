"""Whether a library is whole: nothing in it is half there, whatever ended those who wrote to it."""

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pipeline.evidence.library.passages import SourceEntry
from pipeline.evidence.library.searching import Library

_BROKEN = {
    "passage without its part": "SELECT count(*) FROM passages WHERE part NOT IN (SELECT first FROM parts)",
    "part without its document": "SELECT count(*) FROM parts WHERE source NOT IN (SELECT id FROM sources)",
    "figure without its passage": (
        "SELECT count(*) FROM figures WHERE passage NOT IN (SELECT id FROM passages) "
        "AND NOT EXISTS (SELECT 1 FROM dropped WHERE passage BETWEEN first AND last)"
    ),
    "passages that a part lacks": (
        "SELECT count(*) FROM parts WHERE last - first + 1 != "
        "(SELECT count(*) FROM passages WHERE id BETWEEN first AND last)"
    ),
    "passages or figures that a document lacks": (
        "SELECT count(*) FROM sources WHERE sentences + table_rows != (SELECT "
        "coalesce(sum(last - first + 1), 0) FROM parts WHERE source = sources.id) OR figures != "
        "(SELECT count(*) FROM figures JOIN parts ON passage BETWEEN first AND last "
        "WHERE source = sources.id)"
    ),
}


class Contents(NamedTuple):
    """What a library holds, however its file is laid out."""

    sources: tuple[tuple[object, ...], ...]
    parts: tuple[tuple[object, ...], ...]
    passages: tuple[tuple[object, ...], ...]
    figures: tuple[tuple[object, ...], ...]
    words: tuple[tuple[object, ...], ...]


def damage(path: Path) -> list[str]:
    """Return what is wrong with a library; one that is not there yet is whole."""
    if not path.exists():
        return []
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        found = [line for (line,) in connection.execute("PRAGMA integrity_check") if line != "ok"]
        connection.execute("INSERT INTO words(words) VALUES ('integrity-check')")
        return found + list(_broken(connection))
    except sqlite3.Error as error:
        return [str(error)]
    finally:
        connection.close()


def _broken(connection: sqlite3.Connection) -> Iterator[str]:
    for what, query in _BROKEN.items():
        (count,) = connection.execute(query).fetchone()
        if count:
            yield f"{count} × {what}"


def contents(path: Path) -> Contents:
    """Return what a library holds."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("CREATE VIRTUAL TABLE temp.held USING fts5vocab(main, words, instance)")
        figures = (
            "SELECT name, value, passage, column FROM figures JOIN dimensions ON id = dimension"
        )
        queries = (
            "SELECT * FROM sources ORDER BY id",
            "SELECT * FROM parts ORDER BY first",
            "SELECT * FROM passages ORDER BY id",
            f"{figures} ORDER BY 1, 2, 3, 4",
            "SELECT * FROM temp.held ORDER BY 1, 2, 3, 4",
        )
        return Contents(*(tuple(connection.execute(query)) for query in queries))
    finally:
        connection.close()


def half_there(path: Path, whole: Mapping[str, frozenset[SourceEntry]]) -> list[str]:
    """Return the documents that are listed otherwise than in any of their versions."""
    if not path.exists():
        return []
    with Library.open(path) as library:
        entries = library.sources()
    return [entry.name for entry in entries if entry not in whole.get(entry.name, ())]
