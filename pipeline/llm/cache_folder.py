"""What a folder of kept answers holds, looked into without trust: what is odd there is named.

It is read past diskcache, which stops at the first forged row and, asked to check a folder, deletes
every file there that it does not know.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import CacheError
from pipeline.llm.completion import Completion, NotACompletion, read_completion
from pipeline.llm.entry import Entry, read_entry
from pipeline.llm.request_diff import Asked, take_apart
from pipeline.llm.safe_disk import DATABASE, TextDisk, is_damaged, set_aside_and_open

LOCK_SECONDS = 10.0
"""For which another process's lock is waited out."""
SET_ASIDE = "cache-unreadable-*.db"


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that can be read, taken apart."""

    text: str
    """The entry as it is written."""
    entry: Entry
    asked: Asked
    completion: Completion


@dataclass(frozen=True, slots=True)
class Slot:
    """A row of the database with the answer in it, or with the reason why there is none."""

    row: int
    key: str
    stored: float | None
    """Seconds since 1970; None where the row names no time."""
    size: int
    """Bytes of the entry."""
    kept: Kept | None
    problem: str = ""


def slots(folder: Path) -> Iterator[Slot]:
    """Yield what the folder holds, newest first; nothing where there is no cache.

    Raises CacheError when the database as a whole cannot be read.
    """
    yield from _slots(folder / DATABASE)


def faults(folder: Path) -> list[str]:
    """Return what sqlite finds wrong with the database, a line each; none where there is none."""
    if not (folder / DATABASE).exists():
        return []
    try:
        with _opened(folder / DATABASE) as database:
            found = [str(line) for (line,) in database.execute("PRAGMA integrity_check")]
    except CacheError as error:
        return [str(error)]
    return [line for each in found if each != "ok" for line in each.splitlines()]


def set_aside(folder: Path) -> list[Path]:
    """Return the databases that earlier runs could not read and put by."""
    return sorted(folder.glob(SET_ASIDE))


def bytes_on_disk(folder: Path) -> int:
    """Return the size of the database with what belongs to it; those set aside are not in it."""
    return sum(file.stat().st_size for file in folder.glob(f"{DATABASE}*"))


def remove(folder: Path, rows: Iterable[int]) -> None:
    """Remove rows from the database; no file is deleted. Raises CacheError."""
    with _opened(folder / DATABASE, write=True) as database:
        database.executemany("DELETE FROM Cache WHERE rowid = ?", ((row,) for row in rows))


def clear(folder: Path) -> None:
    """Remove every answer, and the databases that were set aside. Raises CacheError."""
    try:
        if (folder / DATABASE).exists():
            with _opened(folder / DATABASE, write=True) as database:
                database.execute("DELETE FROM Cache")
    except _DamagedError:
        _unlink(folder / (DATABASE + suffix) for suffix in ("", "-wal", "-shm"))
    _unlink(set_aside(folder))


def rebuild(folder: Path) -> Path:
    """Set the database aside and keep what can be read of it in a new one; return the old one.

    Raises CacheError when the folder cannot be written.
    """
    try:
        store, aside = set_aside_and_open(folder)
        rescued = _rescued(aside)
        with closing(store):
            for slot, kept in rescued:
                store.set(slot.key, kept.text)
        with _opened(folder / DATABASE, write=True) as database:
            database.executemany(
                "UPDATE Cache SET store_time = ? WHERE key = ?",
                ((slot.stored, slot.key) for slot, _ in rescued),
            )
    except (OSError, sqlite3.Error) as error:
        raise CacheError(f"{folder} cannot be written: {error}") from error
    return aside


class _DamagedError(CacheError):
    """The database is no database any more."""


def _rescued(database: Path) -> list[tuple[Slot, Kept]]:
    try:
        return [(slot, slot.kept) for slot in _slots(database) if slot.kept]
    except CacheError:
        return []


def _slots(path: Path) -> Iterator[Slot]:
    if not path.exists():
        return
    with _opened(path) as database:
        stored = _times(database)
        # Each by itself: a damaged page then costs the entries on it and no other.
        for row in sorted(stored, key=lambda row: (stored[row] or 0.0, row), reverse=True):
            yield _slot(database, row, stored[row])


def _times(database: sqlite3.Connection) -> dict[int, float | None]:
    """Return when each row was stored; raises sqlite3.Error when no way leads to the rows."""
    if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'Cache'").fetchall():
        return {}  # the run that made it was killed before it had made a table
    try:
        rows = database.execute("SELECT rowid, store_time FROM Cache").fetchall()
    except sqlite3.DatabaseError:  # the index of times is damaged; the table may be whole
        rows = database.execute("SELECT rowid, store_time FROM Cache NOT INDEXED").fetchall()
    return {row: time if isinstance(time, float) else None for row, time in rows}


def _slot(database: sqlite3.Connection, row: int, stored: float | None) -> Slot:
    columns = "key, raw, mode, filename, value, length(CAST(value AS BLOB))"
    named = f"row {row}"
    size = 0
    try:
        found = database.execute(f"SELECT {columns} FROM Cache WHERE rowid = ?", (row,))  # noqa: S608  # ours
        key, raw, mode, filename, value, length = found.fetchone()
        size = length or 0
        disk = TextDisk("")
        named = disk.get(key, raw)
        kept = _kept(disk.fetch(mode, filename, value, read=False), named)
    # Whatever a forger or a rotten bit makes of a row: each was seen in a test.
    except (
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        RecursionError,
        sqlite3.Error,
    ) as error:
        return Slot(row, named, stored, size, None, _reason(error))
    return Slot(row, named, stored, size, kept)


def _kept(text: str, key: str) -> Kept:
    entry = read_entry(text, key)
    beside = entry.origin._asdict() if entry.origin else {}
    return Kept(text, entry, take_apart(entry.request, **beside), read_completion(entry.reply))


def _reason(error: Exception) -> str:
    match error:
        case NotACompletion():
            return f"its reply is no completion: {error}"
        case UnicodeError():
            return "its text is not UTF-8"
        case sqlite3.Error():
            return str(error)
        case ValueError() if type(error) is ValueError:
            return str(error)
    return "no JSON of an entry"


@contextmanager
def _opened(path: Path, *, write: bool = False) -> Iterator[sqlite3.Connection]:
    """Return a connection to the database, which is never made; raises CacheError."""
    address = f"{path.absolute().as_uri()}?mode={'rw' if write else 'ro'}"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=LOCK_SECONDS)) as database:
            # Bytes that are no UTF-8 are an entry's fault, not the end of reading.
            database.text_factory = lambda found: found.decode("utf-8", "surrogateescape")
            with database:
                yield database
    # UnicodeDecodeError: sqlite's own message repeats a damaged schema.
    except (sqlite3.Error, UnicodeDecodeError) as error:
        kind = _DamagedError if is_damaged(error) else CacheError
        raise kind(f"{path} cannot be {'changed' if write else 'read'}: {error}") from error


def _unlink(files: Iterable[Path]) -> None:
    try:
        for file in files:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise CacheError(f"{error.filename} cannot be removed: {error.strerror}") from error
