"""A diskcache folder that runs no code: text in, text out, and no path leads outside.

diskcache unpickles what its database tells it to, its JSONDisk too (CVE-2025-69872, not fixed in
5.6.3), and it opens whatever file name a row holds. Both were tried with a forged row.

Every answer lies in the database, whatever its length: a file beside it would be written before its
row, so that a crash between the two leaves a file that no row knows.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import diskcache
from diskcache.core import MODE_RAW

from pipeline.errors import CacheError
from pipeline.files import make_folder

DATABASE = "cache.db"
REPORTS = "reports"
"""The folder of what was made of answers, inside the folder of answers."""
SET_ASIDE = "cache-unreadable-{}.db"
LOCK_SECONDS = 10.0
"""For which another process's lock is waited out when a person looks into the folder."""
_LONGEST_CHARACTERS = 2**30
"""From which diskcache would keep a value in a file: more than sqlite takes."""
_TO_THE_DISK = 2
"""sqlite's `synchronous` FULL: an answer that is kept outlasts a power cut, for 4 ms each."""
_IN_ITS_TIME = 1
"""sqlite's `synchronous` NORMAL: a power cut costs the last moments, never the file."""
_DISPOSABLE_LOCK_SECONDS = 1.0
"""For which another process's lock is waited out where what is kept can be made again."""
_UNMAPPED = 0
"""Mapped into memory, a file that is cut short while open ends the process (SIGBUS; tried)."""
_NO_DAMAGE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
"""Faults of the moment or of the disk, behind which the database may be whole."""


class TextDisk(diskcache.Disk):  # type: ignore[misc]
    """Keys and values are text; a row that says otherwise raises ValueError."""

    def put(self, key: object) -> tuple[str, bool]:
        if not isinstance(key, str):
            raise TypeError("a key is text")
        return key, True

    def get(self, key: object, raw: object) -> str:
        if not raw or not isinstance(key, str):
            raise ValueError("a key that is no text")
        return key

    def store(self, value: object, read: object, key: object = None) -> Any:  # noqa: ANN401
        if read or not isinstance(value, str):
            raise TypeError("a value is text")
        return super().store(value, read, key)

    def fetch(self, mode: int, filename: str | None, value: object, read: object) -> str:
        if mode != MODE_RAW or filename is not None or read or not isinstance(value, str):
            raise ValueError("a value that is no text")
        return value

    def remove(self, file_path: str) -> None:
        """Delete nothing: no row of ours has a file, and a forged one may name any."""


def open_folder(folder: Path) -> Any:  # noqa: ANN401  # diskcache has no types
    """Return the cache in that folder, made for its owner alone; raises what sqlite raises."""
    # Nothing is evicted: the default throws away the oldest answer even if it is used daily.
    return _open(folder, eviction_policy="none", sqlite_synchronous=_TO_THE_DISK)


def open_disposable(folder: Path, most_bytes: int) -> Any:  # noqa: ANN401
    """Return a cache of what can be made again, the oldest goes first; raises what sqlite does."""
    return _open(
        folder,
        eviction_policy="least-recently-stored",
        size_limit=most_bytes,
        timeout=_DISPOSABLE_LOCK_SECONDS,
        sqlite_synchronous=_IN_ITS_TIME,
    )


def is_damaged(error: Exception) -> bool:
    """Return whether what opening raised speaks of a damaged database rather than a busy one.

    Flipping bytes of one gave sqlite errors of many kinds, UnicodeDecodeError and AttributeError,
    so what is no damage is named instead.
    """
    if isinstance(error, (OSError, diskcache.Timeout)):
        return False
    # The low byte is the kind of fault, the rest says more about it.
    return getattr(error, "sqlite_errorcode", -1) & 0xFF not in _NO_DAMAGE


def set_aside_and_open(folder: Path) -> tuple[Any, Path]:
    """Rename a database that cannot be opened and begin a new one; return the cache and the old."""
    number = 1
    while (aside := folder / SET_ASIDE.format(number)).exists():
        number += 1
    (folder / DATABASE).rename(aside)
    for suffix in ("-wal", "-shm"):  # they belong to the old database and would spoil the new one
        (folder / (DATABASE + suffix)).unlink(missing_ok=True)
    return open_folder(folder), aside


def is_open_to_others(folder: Path) -> bool:
    """Return whether other users of the machine may look into a folder that is there."""
    return folder.is_dir() and bool(folder.stat().st_mode & 0o077) and os.name == "posix"


def count_answers(folder: Path) -> int:
    """Return how many answers a folder keeps, 0 where there is none; raises CacheError."""
    if not (folder / DATABASE).exists():
        return 0
    address = f"{(folder / DATABASE).absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=LOCK_SECONDS)) as database:
            # A run that was killed as it made the database has not made the table.
            if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'Cache'").fetchall():
                return 0
            [(count,)] = database.execute("SELECT count(*) FROM Cache")
    # UnicodeDecodeError: sqlite's own message repeats a damaged schema.
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise CacheError(f"{folder / DATABASE} cannot be read: {error}") from error
    return int(count)


def bytes_kept(folder: Path) -> int:
    """Return the size of all that runs keep in a folder: answers, reports, what was set aside."""
    return sum(file.stat().st_size for file in _files(folder))


def _open(folder: Path, **settings: object) -> Any:  # noqa: ANN401
    make_folder(folder)  # articles may be unpublished; diskcache itself would make it 0755
    return diskcache.Cache(
        folder,
        disk=TextDisk,
        disk_min_file_size=_LONGEST_CHARACTERS,
        sqlite_mmap_size=_UNMAPPED,
        **settings,
    )


def _files(folder: Path) -> Iterator[Path]:
    for pattern in (f"{DATABASE}*", SET_ASIDE.format("*"), f"{REPORTS}/{DATABASE}*"):
        yield from folder.glob(pattern)
