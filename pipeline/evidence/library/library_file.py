"""The file of a library: one of SQLite, made whole, told from any other, opened to read or write.

Documents stand in `sources`, their parts in `parts`, by the number of their first passage, and
their sentences and table rows in `passages`. `words` finds passages by word and keeps no text of
its own, and `frequent` says how many hold the stems that many do. `figures` finds passages by
value. Its rows of passages that are gone, whose numbers `dropped` holds, stay until they are many.
"""

import os
import sqlite3
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.errors import SettingsError
from pipeline.files import make_folder, make_private, replacing, take

DEFAULT_NAME = "evidence.sqlite"
VERSION = 1
"""Of the tables, and of what is put into them: another one is refused."""
BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite adds to the name of a file for those that it needs for a time."""
OF_A_SENTENCE = -1
"""Stands for the column of a figure that no cell holds."""
_APPLICATION = 0x46644576
"""Marks the file as ours; "FdEv"."""
_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 72
_VERSION_AT, _APPLICATION_AT = 60, 68
_WAIT_SECONDS = 10.0
_INSTEAD = "give another --library, or move it away"
TOKENIZER = "porter unicode61"
Rows = Callable[..., list[Any]]
"""Answers a query, with the values of its parameters."""
_TABLES = """
CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  title TEXT,
  kind TEXT NOT NULL,
  digest TEXT NOT NULL,
  sentences INTEGER NOT NULL,
  table_rows INTEGER NOT NULL,
  cells INTEGER NOT NULL,
  figures INTEGER NOT NULL
);
CREATE TABLE parts (
  first INTEGER PRIMARY KEY,
  last INTEGER NOT NULL,
  source INTEGER NOT NULL,
  kind TEXT NOT NULL,
  context TEXT NOT NULL,
  caption TEXT NOT NULL,
  name TEXT NOT NULL,
  columns TEXT NOT NULL,
  in_cells INTEGER NOT NULL
);
CREATE INDEX parts_of_sources ON parts (source);
CREATE TABLE passages (
  id INTEGER PRIMARY KEY,
  part INTEGER NOT NULL,
  place TEXT NOT NULL,
  text TEXT NOT NULL
);
CREATE TABLE dimensions (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE figures (
  dimension INTEGER NOT NULL,
  value REAL NOT NULL,
  passage INTEGER NOT NULL,
  column INTEGER NOT NULL,
  PRIMARY KEY (dimension, value, passage, column)
) WITHOUT ROWID;
CREATE TABLE dropped (first INTEGER PRIMARY KEY, last INTEGER NOT NULL);
CREATE TABLE frequent (stem TEXT PRIMARY KEY, held INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
  text, around, content = '', tokenize = 'TOKENIZER'
);
INSERT INTO words(words, rank) VALUES ('hashsize', 16777216);
""".replace("TOKENIZER", TOKENIZER)
# With a hash of 16 MB instead of 1 MB, 200,000 sentences take 0.95 instead of 1.29 s to index.


def require_library(path: Path) -> None:
    """Raise SettingsError unless the file is a library that this version reads."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except FileNotFoundError:
        raise SettingsError(
            f"there is no library of evidence at {str(path)!r}: `factdesk evidence add DIR` makes "
            "one"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SettingsError(f"cannot read {str(path)!r}: {reason}") from error
    is_ours = len(header) == _HEADER_BYTES and header.startswith(_MAGIC)
    if not is_ours or _number(header, _APPLICATION_AT) != _APPLICATION:
        raise SettingsError(f"{str(path)!r} is no library of evidence: {_INSTEAD}")
    version = _number(header, _VERSION_AT)
    if version != VERSION:
        raise SettingsError(
            f"{str(path)!r} was made by another version of factdesk (its tables have version "
            f"{version}, not {VERSION}): add the files to a new library"
        )


def _number(header: bytes, at: int) -> int:
    return int(struct.unpack_from(">I", header, at)[0])


def reading_connection(path: Path) -> sqlite3.Connection:
    """Return a connection that can only read; raises SettingsError where there is no library."""
    require_library(path)
    try:
        return _open_to_read(path, "mode=ro")
    except sqlite3.Error as error:
        # What was last written to is read by way of files beside it. Where none can be made it is
        # read as one that nobody changes, which it is there.
        with suppress(sqlite3.Error):
            if not _has_more_to_say(Path(f"{path}-wal")):
                return _open_to_read(path, "immutable=1")
        raise SettingsError(told(error, path)) from error


def _has_more_to_say(log: Path) -> bool:
    """Return whether a log of changes is there that are not in the file itself."""
    return log.exists() and log.stat().st_size > 0


def _open_to_read(path: Path, how: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?{how}",
        uri=True,
        timeout=_WAIT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("SELECT 1 FROM sources LIMIT 1")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def writing_connection(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection that nobody else writes beside; the library is made where there is none.

    Raises SettingsError, one line, for what cannot be written, now or in the block.
    """
    try:
        with _held(path):
            connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
            try:
                # So that it can be read meanwhile; a kill loses nothing that was told as added.
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("PRAGMA cache_size = -65536")  # kB
                yield connection
            finally:
                _fold(connection)
                connection.close()
    except sqlite3.Error as error:
        raise SettingsError(told(error, path)) from error


def _fold(connection: sqlite3.Connection) -> None:
    """Leave one file that can be read where nothing may be written, if nobody reads it now."""
    connection.execute("PRAGMA busy_timeout = 0")
    with suppress(sqlite3.OperationalError):
        # Where someone has it open, a copy of the one file is all of it at least.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold the file, made where there is none, so that no other command adds to it."""
    while True:
        try:
            if not path.exists() or not path.stat().st_size:
                _make(path.resolve())
            require_library(path)
            file = os.open(path, os.O_RDONLY)
        except OSError as error:
            raise SettingsError(f"cannot write {str(path)!r}: {error.strerror}") from error
        try:
            with suppress(OSError):  # a disk without locks: there nobody is kept out
                if not take(file):
                    raise SettingsError(
                        f"{str(path)!r} is being added to by another command: let it end"
                    )
            # A library that another command made at the same time took its place.
            if os.path.samestat(os.fstat(file), path.stat()):
                yield
                return
        finally:
            # The last that is closed: with it this process gives up its other locks of the file.
            os.close(file)


def _make(path: Path) -> None:
    """Put an empty library at the path, whole."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    try:
        memory.executescript(
            f"{_TABLES} PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {VERSION};"
        )
        made = memory.serialize()
    except sqlite3.OperationalError as error:
        raise SettingsError(
            f"this Python's SQLite cannot search texts ({error}): take one with FTS5"
        ) from error
    finally:
        memory.close()
    make_folder(path.parent)
    with replacing(path) as stream:
        stream.write(made)
    make_private(path)


def told(error: sqlite3.Error, path: Path) -> str:
    """Return what a database error means for whoever works with a library."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}:
        return f"{str(path)!r} is damaged ({error}): {_INSTEAD}, and add the files again"
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return f"{str(path)!r} is in use by another command: try again"
    if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
        return (
            f"{str(path)!r} cannot be written ({error}): make room there; then the same command "
            "goes on"
        )
    return f"{str(path)!r} cannot be opened ({error}): check that it may be read and written"


def storable(text: str) -> str:
    """Return a text as UTF-8 can hold it: half a character becomes a question mark."""
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode()
