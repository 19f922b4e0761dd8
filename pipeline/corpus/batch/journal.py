"""Where every request file and every open request stands: one SQLite file beside the results."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Self

from pipeline.errors import SettingsError

DATABASE = "batches.db"
MOST_SUBMISSIONS = 3
"""How often one request is submitted before it counts as failed."""
_FAIL = (
    "UPDATE requests SET file = NULL, cause = CASE WHEN ? AND submissions < ? THEN NULL ELSE ? END"
)
_TABLES = """
CREATE TABLE IF NOT EXISTS files (
  number INTEGER PRIMARY KEY, state TEXT NOT NULL, digest TEXT NOT NULL, requests INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL,
  remote_file TEXT, attempt INTEGER NOT NULL DEFAULT 0, batch TEXT,
  answered INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS requests (
  key TEXT PRIMARY KEY, file INTEGER, submissions INTEGER NOT NULL, cause TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS requests_by_file ON requests (file);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class FileState(StrEnum):
    WRITTEN = "written"
    UPLOADED = "uploaded"
    CREATING = "creating"
    """Its batch is being created, or was when the process died."""
    RUNNING = "running"
    WAITING = "waiting"
    """The account's queue had no room for it: it is created again when there is."""
    TAKEN = "taken"
    """Its batch has ended and all that came of it is kept."""


class FileRow(NamedTuple):
    """A request file as the journal has it."""

    number: int
    state: FileState
    digest: str
    requests: int
    input_tokens: int
    output_tokens: int
    """Expected; once it is taken, what was billed."""
    remote_file: str | None = None
    attempt: int = 0
    """How many batches of it were refused because the queue was full."""
    batch: str | None = None
    answered: int = 0

    @property
    def mark(self) -> str:
        """The name under which its batch is found again."""
        return f"{self.digest[:40]}-{self.number}-{self.attempt}"


class Standing(NamedTuple):
    """An open or failed request."""

    open: bool
    """Whether it is in a file that has not been taken."""
    cause: str | None
    """Why it was given up; None of one that was not."""

    @property
    def may_be_submitted(self) -> bool:
        """Whether it came to nothing before and is to be submitted once more."""
        return not self.open and self.cause is None


class Totals(NamedTuple):
    """Sums over request files."""

    files: int
    requests: int
    answered: int
    input_tokens: int
    output_tokens: int


class Journal:
    """The journal of a folder, held by one process at a time."""

    def __init__(self, folder: Path, origin: str) -> None:
        """Open it; `origin` says whom its requests are for.

        Raises SettingsError when another process holds it, or its batches are another server's.
        """
        self._folder = folder
        path = folder / DATABASE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._db = _connected(path)
            for statement in filter(str.strip, _TABLES.split(";")):
                self._db.execute(statement)
        except sqlite3.Error as error:
            if "locked" in str(error):
                raise SettingsError(
                    f"another process is at work on the batches of {str(folder)!r}: "
                    "let it end first"
                ) from error
            raise SettingsError(f"{str(path)!r} cannot be used ({error}): move it away") from error
        except OSError as error:
            raise SettingsError(f"cannot write to {str(folder)!r}: {error.strerror}") from error
        self._require_origin(origin)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep what the block enters, all of it or nothing."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            yield

    def path_of(self, number: int) -> Path:
        return self._folder / f"requests-{number:04}.jsonl"

    def remove_strays(self) -> None:
        """Remove request files that nobody needs: a process was killed before it did so."""
        needed = {self.path_of(row.number).stem for row in self.open_files()}
        for file in self._folder.glob("requests-*.*"):
            if file.stem not in needed:
                file.unlink(missing_ok=True)

    # Request files

    def next_number(self) -> int:
        (last,) = self._db.execute("SELECT max(number) FROM files").fetchone()
        return int(last or 0) + 1

    def add_file(self, row: FileRow) -> None:
        marks = ", ".join("?" * len(row))
        self._db.execute(f"INSERT INTO files VALUES ({marks})", row)  # noqa: S608  # no value in it

    def remove_file(self, number: int) -> None:
        self._db.execute("DELETE FROM files WHERE number = ?", (number,))

    def set_file(self, number: int, state: FileState, **columns: str | int | None) -> None:
        """Enter how a request file stands now, with whatever else of it changed."""
        changed = {"state": state, **columns}
        names = ", ".join(f"{name} = ?" for name in changed)
        query = f"UPDATE files SET {names} WHERE number = ?"  # noqa: S608  # names of columns, ours
        self._db.execute(query, (*changed.values(), number))

    def files(self, *states: FileState) -> list[FileRow]:
        kept = self._db.execute("SELECT * FROM files ORDER BY number").fetchall()
        rows = [FileRow(number, FileState(state), *rest) for number, state, *rest in kept]
        return [row for row in rows if row.state in states]

    def open_files(self) -> list[FileRow]:
        return self.files(*(state for state in FileState if state is not FileState.TAKEN))

    def totals(self, *, taken: bool) -> Totals:
        """Return the sums over the request files that were taken, or over all others."""
        sums = ("requests", "answered", "input_tokens", "output_tokens")
        columns = ", ".join(f"coalesce(sum({name}), 0)" for name in sums)
        query = f"SELECT count(*), {columns} FROM files"  # noqa: S608  # no value in it
        same = "=" if taken else "<>"
        return Totals(*self._db.execute(f"{query} WHERE state {same} 'taken'").fetchone())

    # Requests

    def standing(self, key: str) -> Standing | None:
        """Return how a request stands; None for one that was never submitted, or is answered."""
        query = "SELECT file IS NOT NULL, cause FROM requests WHERE key = ?"
        row = self._db.execute(query, (key,)).fetchone()
        return None if row is None else Standing(bool(row[0]), row[1])

    def open_request(self, key: str, file: int) -> None:
        self._db.execute(
            "INSERT INTO requests VALUES (?, ?, 1, NULL) ON CONFLICT (key) DO UPDATE "
            "SET file = excluded.file, submissions = submissions + 1, cause = NULL",
            (key, file),
        )

    def move_request(self, key: str, file: int) -> None:
        self._db.execute("UPDATE requests SET file = ? WHERE key = ?", (file, key))

    def answer_request(self, key: str) -> None:
        self._db.execute("DELETE FROM requests WHERE key = ?", (key,))

    def fail_request(self, key: str, cause: str, *, again: bool) -> None:
        """Enter that a request came to nothing; `again` lets it be submitted once more."""
        self._db.execute(f"{_FAIL} WHERE key = ?", (again, MOST_SUBMISSIONS, cause, key))

    def fail_rest(self, file: int, cause: str, *, again: bool) -> int:
        """Enter the same of all requests still open in a file; return how many they were."""
        values = (again, MOST_SUBMISSIONS, cause, file)
        return self._db.execute(f"{_FAIL} WHERE file = ?", values).rowcount

    def is_open_in(self, key: str, file: int) -> bool:
        query = "SELECT 1 FROM requests WHERE key = ? AND file = ?"
        return self._db.execute(query, (key, file)).fetchone() is not None

    def forgive(self) -> None:
        """Let all requests that were given up be submitted again."""
        self._db.execute("DELETE FROM requests WHERE cause IS NOT NULL")

    def _require_origin(self, origin: str) -> None:
        """Keep whom the requests are for; another may be meant only while none is open."""
        row = self._db.execute("SELECT value FROM facts WHERE name = 'origin'").fetchone()
        kept = None if row is None else row[0]
        if kept not in {None, origin} and self.open_files():
            self._db.close()
            raise SettingsError(
                f"the batches of {str(self._folder)!r} were submitted to {kept}, not to {origin}: "
                "run with the settings of then until they are done, or give another folder"
            )
        self._db.execute("INSERT OR REPLACE INTO facts VALUES ('origin', ?)", (origin,))


def _connected(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=0)
    try:
        # Held until the process ends, however it ends: two processes would submit, and pay, twice.
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("PRAGMA journal_mode = WAL")  # a commit is one write to the disk, not four
        db.execute("BEGIN EXCLUSIVE")
        db.execute("COMMIT")
    except sqlite3.Error:
        db.close()
        raise
    return db
