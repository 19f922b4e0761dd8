"""The ledger of a run: where each article stands and what came of it, in one SQLite file.

Whatever is in it is whole: an article's state, result and rows are written in one transaction, so
that a run that is killed goes on where it was.
"""

import sqlite3
import threading
import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from pipeline.corpus.merging.row_store import RowStore
from pipeline.corpus.outcome import Counts, Finished, Job, Outcome, State
from pipeline.errors import SettingsError
from pipeline.files import make_folder, make_private
from schemas import RepeatedIds, SummaryPart

FILE = "run.db"
MOST_ATTEMPTS = 5
"""Runs in which an article may fail before it counts as dead."""
_TABLES_VERSION = 6
"""A ledger of another one is refused, and not rewritten."""
_MOST_EXAMPLES = 5
"""Ids that are named of those that several articles have."""
_INSTEAD = "move it away, or give another --out; answers that were paid for are kept elsewhere"
_TABLES = """
CREATE TABLE IF NOT EXISTS articles (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  source TEXT NOT NULL,
  digest TEXT NOT NULL,
  extra TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  part TEXT,
  result BLOB
);
CREATE INDEX IF NOT EXISTS articles_by_state ON articles (state);
"""


class Kept(NamedTuple):
    number: int
    id: str
    source: str
    extra: str
    state: State
    attempts: int
    reason: str
    result: bytes | None


class Ledger:
    """The ledger in a folder; one process at a time has it open, any of its threads may ask it.

    As a context it is closed at the end of the block, and what the database meets there is told as
    a SettingsError, which names the file and says what to do.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection, self._path = connection, path
        self._lock = threading.RLock()
        with self._writing():
            for statement in filter(str.strip, _TABLES.split(";")):
                connection.execute(statement)
            RowStore.create(connection)
        self._rows = RowStore(connection)

    @classmethod
    def open(cls, folder: Path) -> "Ledger":
        """Return the ledger in the folder, made where there is none.

        Raises SettingsError where another run has it open, or what is there is no ledger of ours.
        """
        path = folder / FILE
        try:
            make_folder(folder)
            if not path.exists():  # sqlite would let all users of the machine read it
                path.touch()
                make_private(path)
            return cls(_connected(path), path)
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise SettingsError(
                    f"another run is writing to {str(folder)!r}: let it end, or give another --out"
                ) from error
            raise SettingsError(
                f"cannot open {str(path)!r} ({error}): let it be written there, or give another "
                "--out"
            ) from error
        except sqlite3.DatabaseError as error:
            raise SettingsError(
                f"{str(path)!r} is no ledger of a run ({error}): give another --out, or move it "
                "away"
            ) from error
        except OSError as error:
            raise SettingsError(f"cannot write to {str(folder)!r}: {error.strerror}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with suppress(sqlite3.Error):
            self.close()
        if isinstance(error, sqlite3.Error | zlib.error):
            raise SettingsError(f"{str(self._path)!r} {_what_to_do(error)}") from error

    def close(self) -> None:
        """Let go of the file; what it holds then is in one piece, without files beside it."""
        self.connection.close()

    def discard_if_empty(self) -> None:
        """Remove the file, and its folder if it is all there is, where no article was entered."""
        if any(self.counts().values()):
            return
        self.close()
        with suppress(OSError):
            self._path.unlink()
            self._path.parent.rmdir()

    def missing(self, jobs: Sequence[Job], again: Collection[State] = ()) -> frozenset[int]:
        """Return the numbers of the jobs that are to be done, each entered as pending.

        A job is missing when the ledger has it as pending or in a state to be done `again`, or when
        what it follows from has changed.
        """
        redone = {State.PENDING, *again}
        with self._writing():
            return frozenset(job.number for job in jobs if self._is_begun(job, redone))

    def keep(self, outcome: Outcome) -> Outcome:
        """Enter how an article ended; return the outcome, dead where it has failed too often."""
        with self._writing():
            attempts = self._attempts(outcome.job.number) + 1
            if outcome.state is State.FAILED and attempts >= MOST_ATTEMPTS:
                outcome = Outcome(outcome.job, State.DEAD, outcome.reason)
            self._settle(outcome, attempts)
        return outcome

    def result(self, number: int) -> bytes:
        query = "SELECT result FROM articles WHERE number = ?"
        with self._lock:
            (result,) = self.connection.execute(query, (number,)).fetchone()
        return bytes(result)

    def replace(self, kept: Kept, finished: Finished) -> None:
        """Enter a report with more in it than the one before; what it took stays as it was told."""
        with self._writing():
            query = "SELECT part FROM articles WHERE number = ?"
            (told,) = self.connection.execute(query, (kept.number,)).fetchone()
            before = SummaryPart.model_validate_json(told)
            took = {name: getattr(before, name) for name in ("cost", "unpriced")}
            part = finished.part.model_copy(update=took)
            self._rows.put(kept.number, kept.id, finished.rows, self._rows.url_of(kept.number))
            self.connection.execute(
                "UPDATE articles SET part = ?, result = ? WHERE number = ?",
                (part.model_dump_json(), finished.result, kept.number),
            )

    def end_at(self, count: int) -> None:
        """Forget the articles beyond the end of the corpus, which a former run saw longer."""
        with self._writing():
            beyond = "SELECT number FROM articles WHERE number >= ?"
            for (number,) in self.connection.execute(beyond, (count,)).fetchall():
                self._rows.drop(number)
            self.connection.execute("DELETE FROM articles WHERE number >= ?", (count,))

    def counts(self) -> Counts:
        """Return how many articles stand where; every state is there."""
        query = "SELECT state, count(*) FROM articles GROUP BY state"
        with self._lock:
            return dict.fromkeys(State, 0) | {
                _state(state): count for state, count in self.connection.execute(query)
            }

    def kept(self, *states: State, results: bool = False) -> Iterator[Kept]:
        """Yield the articles of these states, or of all, in the order of the corpus."""
        wanted = tuple(states) or tuple(State)
        result = "result" if results else "NULL"
        query = (
            f"SELECT number, id, source, extra, state, attempts, reason, {result} FROM articles "  # noqa: S608  # no value in it
            f"WHERE state IN ({', '.join('?' for _ in wanted)}) ORDER BY number"
        )
        for number, name, source, extra, state, *rest in self.connection.execute(query, wanted):
            yield Kept(number, name, source, extra, _state(state), *rest)

    def repeated_ids(self) -> RepeatedIds:
        """Return the ids that more than one article has."""
        query = "SELECT id FROM articles GROUP BY id HAVING count(*) > 1 ORDER BY id"
        ids = (name for (name,) in self.connection.execute(query))
        examples = tuple(islice(ids, _MOST_EXAMPLES))
        return RepeatedIds(count=len(examples) + sum(1 for _ in ids), examples=examples)

    def parts(self) -> Iterator[str]:
        """Yield what each report adds to the summary, as JSON, in the order of the corpus."""
        query = "SELECT part FROM articles WHERE part IS NOT NULL ORDER BY number"
        return (part for (part,) in self.connection.execute(query))

    def _is_begun(self, job: Job, redone: Collection[State]) -> bool:
        """Enter a job as pending where it is to be done, and return whether it is.

        The attempts at the same thing go on being counted.
        """
        query = "SELECT digest, state FROM articles WHERE number = ?"
        kept = self.connection.execute(query, (job.number,)).fetchone()
        if kept is not None and kept[0] == job.digest:
            if _state(kept[1]) not in redone:
                return False
            self.connection.execute(
                "UPDATE articles SET state = ?, id = ?, source = ? WHERE number = ?",
                (State.PENDING, job.id, job.source, job.number),
            )
            return True
        self._rows.drop(job.number)
        self.connection.execute(
            "INSERT OR REPLACE INTO articles (number, id, source, digest, extra, state) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (job.number, job.id, job.source, job.digest, job.extra, State.PENDING),
        )
        return True

    def _attempts(self, number: int) -> int:
        query = "SELECT attempts FROM articles WHERE number = ?"
        row = self.connection.execute(query, (number,)).fetchone()
        return int(row[0]) if row else 0

    def _settle(self, outcome: Outcome, attempts: int) -> None:
        job, finished = outcome.job, outcome.finished
        self._rows.drop(job.number)
        if finished is not None:
            self._rows.put(job.number, job.id, finished.rows, job.url)
        self.connection.execute(
            "UPDATE articles SET state = ?, attempts = ?, reason = ?, part = ?, result = ? "
            "WHERE number = ?",
            (
                outcome.state,
                attempts,
                outcome.reason,
                finished.part.model_dump_json() if finished else None,
                finished.result if finished else None,
                job.number,
            ),
        )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold a transaction: all that is written in the block is kept, or nothing of it."""
        with self._lock, self.connection:
            self.connection.execute("BEGIN IMMEDIATE")
            yield


def _state(text: str) -> State:
    try:
        return State(text)
    except ValueError as error:
        raise sqlite3.DatabaseError(f"{text!r} is no state of an article") from error


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=1.0, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        # Held from the first read on, so that two runs never do the same corpus side by side.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        _require_version(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        # No fsync an article: a kill loses nothing, a power cut the last moments, never the file.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA user_version = {_TABLES_VERSION}")
    except BaseException:
        connection.close()
        raise
    return connection


def _require_version(connection: sqlite3.Connection, path: Path) -> None:
    """Raise SettingsError for what is no ledger of this version; nothing of it is changed."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if version == 0 and tables:
        raise SettingsError(f"{str(path)!r} is no ledger of a run: {_INSTEAD}")
    if version not in {0, _TABLES_VERSION}:
        raise SettingsError(f"{str(path)!r} was written by another version of factdesk: {_INSTEAD}")


def _what_to_do(error: Exception) -> str:
    # What zlib says, and what we say ourselves, is about what stands in the file.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return f"is damaged ({error}): {_INSTEAD}"
    return f"cannot be written ({error}): make room there; then the same command goes on"
