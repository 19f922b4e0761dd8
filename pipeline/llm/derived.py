"""What was made of kept answers, kept beside them: it counts while each of the answers stands as it was.

An answer that is pruned, cleared or replaced takes with it what was made of it. All of it can be made
again, so nothing here is precious: the oldest makes room when the folder is full, what is damaged is thrown away,
and where nothing can be kept the work is done as if there were no such folder.
"""

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import CacheError
from pipeline.llm.question import Receipt
from pipeline.llm.safe_disk import DATABASE, is_damaged, open_disposable

FOLDER = "reports"
MOST_BYTES = 2**30
"""Of the folder: reports on some 60,000 articles of 400 words."""


class Size(NamedTuple):
    """How much is kept."""

    texts: int
    bytes: int


class Derived:
    """Texts by their keys, in a folder inside the folder of answers; no method raises."""

    def __init__(self, answers: Path) -> None:
        self._store = _opened(answers / FOLDER)

    def get(self, key: str, stands: Callable[[Receipt], bool]) -> str | None:
        """Return the text of a key where `stands` holds of every answer that it was made of."""
        try:
            text, receipts = _read(self._store.get(key), key)
        except Exception:  # noqa: BLE001  # no store, bit rot, a forged row, a locked file: all of them a miss
            return None
        return text if all(map(stands, receipts)) else None

    def put(self, key: str, text: str, receipts: Sequence[Receipt]) -> None:
        """Keep a text with the receipts of the answers that it was made of."""
        # A full disk or a busy one: it is made again next time.
        with contextlib.suppress(Exception):
            self._store.set(key, _written(key, text, receipts))


def size_of(answers: Path) -> Size:
    """Return how much is kept in a folder of answers; nothing where it cannot be told."""
    folder = answers / FOLDER
    on_disk = sum(file.stat().st_size for file in folder.glob(f"{DATABASE}*"))
    try:
        with _connected(folder) as database:
            [(count,)] = database.execute("SELECT count(*) FROM Cache")
    except sqlite3.Error:
        count = 0
    return Size(count, on_disk)


def is_sound(answers: Path) -> bool:
    """Return whether everything that was made of answers is as it was written."""
    if not (answers / FOLDER / DATABASE).exists():
        return True
    try:
        with _connected(answers / FOLDER) as database:
            for key, entry in database.execute("SELECT key, value FROM Cache"):
                _read(entry, key)
            return database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except Exception:  # noqa: BLE001  # as many kinds as there are ways to damage a file
        return False


def discard(answers: Path) -> None:
    """Remove everything that was made of answers. Raises CacheError."""
    try:
        for suffix in ("", "-wal", "-shm"):
            (answers / FOLDER / (DATABASE + suffix)).unlink(missing_ok=True)
    except OSError as error:
        raise CacheError(f"{error.filename} cannot be removed: {error.strerror}") from error


@contextlib.contextmanager
def _connected(folder: Path) -> Iterator[sqlite3.Connection]:
    address = f"{(folder / DATABASE).absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as database:
        yield database


def _opened(folder: Path) -> Any:  # noqa: ANN401  # diskcache has no types
    """Return the store, begun anew where it is damaged; None where there can be none."""
    try:
        return open_disposable(folder, MOST_BYTES)
    except Exception as error:  # noqa: BLE001  # what a damaged one raises depends on the bytes
        if not is_damaged(error):
            return None
    try:
        discard(folder.parent)
        return open_disposable(folder, MOST_BYTES)
    except Exception:  # noqa: BLE001
        return None


def _written(key: str, text: str, receipts: Sequence[Receipt]) -> str:
    sealed = [text, receipts]
    return json.dumps([_seal(key, sealed), *sealed])


def _read(entry: str, key: str) -> tuple[str, list[Receipt]]:
    """Return what was written; raises one of many errors for anything else."""
    seal, *sealed = json.loads(entry)
    if seal != _seal(key, sealed):
        raise ValueError("an entry that is not as it was written")
    text, receipts = sealed
    return text, [Receipt(*each) for each in receipts]


def _seal(key: str, sealed: object) -> str:
    return hashlib.sha256(json.dumps([key, sealed]).encode()).hexdigest()
