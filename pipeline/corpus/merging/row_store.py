"""Rows of the articles that are done, in the ledger of the run until the list is written.

`listed_rows` runs in the worker, which has the report at hand. Rows are kept by the article's
number in the corpus, so that the list does not depend on which article was finished first.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic_core import PydanticSerializationError, to_json

from pipeline.corpus.merging.likeness import ComparedRow, RowKey
from pipeline.corpus.merging.row_frames import RowFrames, read_row_frame, thing_of
from pipeline.stages.render.worklist_table import main_place, value_text
from schemas import Article, ClaimKind, FrozenModel, Place, Report, Row

GATES = (ClaimKind.FACT, ClaimKind.FORECAST, ClaimKind.OPINION, ClaimKind.PERSONAL)
"""The lists in the order of every worklist: what can be checked now stands first."""
_CACHED_ROWS = 1_024
"""Rows kept in memory while a list is written, some 20 kB each."""
_TABLES = (
    # `block` is what rows of one figure have in common; the index hands them out together.
    """CREATE TABLE IF NOT EXISTS merging_rows (
        number INTEGER NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, url TEXT,
        block TEXT NOT NULL, thing TEXT NOT NULL,
        gate INTEGER NOT NULL, score INTEGER NOT NULL, frame TEXT NOT NULL, told TEXT NOT NULL,
        PRIMARY KEY (number, position)) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS merging_blocks ON merging_rows (block, number, position)",
    "CREATE INDEX IF NOT EXISTS merging_things ON merging_rows (thing, block)",
)


class ListedRow(NamedTuple):
    """What the merged list needs of one row, as it is kept until the list is written."""

    block: str
    """What rows of one figure have in common: the value."""
    thing: str
    """What it tells of, as `thing_of`."""
    gate: int
    """Its list, by its place in `GATES`."""
    score: int
    frame: str
    """What tells it from others, as `RowFrame.written`: read when it is compared."""
    told: str
    """What it tells, as JSON: read when it is written."""


def listed_rows(report: Report) -> tuple[ListedRow, ...]:
    """Return what the merged list needs of each row of an article's worklist, in rank order."""
    frames = RowFrames(report)
    return tuple(_listed(report.article, row, frames) for row in report.worklist.rows)


def _listed(article: Article, row: Row, frames: RowFrames) -> ListedRow:
    frame = frames.of(row)
    return ListedRow(
        block=frame.block,
        thing=thing_of(frame),
        gate=GATES.index(row.kind),
        score=row.score,
        frame=frame.written(),
        told=_json(
            {
                "kind": row.kind,
                "place": _place(article, row, main_place(row)),
                "reason": row.reason,
                "evidence": row.evidence,
                "found": row.found,
                "computed": row.computed,
            }
        ),
    )


def _place(article: Article, row: Row, main: Place) -> dict[str, Any]:
    """Return the fields of a `MergedPlace`, in its order, but for id and url in the corpus."""
    quantity = row.quantity
    # Each alert once; a cue is for the score alone.
    alerts = dict.fromkeys((flag.check, flag.message) for flag in row.flags if flag.alert)
    return {
        "article_id": article.article_id,
        "source": article.source,
        "title": article.title,
        "published": article.published,
        "row_id": row.row_id,
        "group_id": row.group_id,
        "text": row.text,
        "quote": row.quote,
        "line": main.line,
        "span": main.span,
        "section": main.role,
        "mentions": len(row.places),
        "figure": {
            "text": quantity.label(),
            "value": value_text(quantity),
            "unit": quantity.unit,
            "noun": quantity.noun,
        },
        "speaker": row.attribution.name,
        "score": row.score,
        "alerts": [{"check": check, "message": message} for check, message in alerts],
    }


def _json(told: dict[str, Any]) -> str:
    """Return a value as JSON; half a character, which no file can hold, becomes a question mark."""
    try:
        return to_json(told).decode()
    except PydanticSerializationError:
        text = json.dumps(told, ensure_ascii=False, default=_plain)
        return text.encode("utf-8", "replace").decode("utf-8")


def _plain(value: object) -> object:
    return value.model_dump(mode="json") if isinstance(value, FrozenModel) else str(value)


class RowStore:
    """Keeps each article's rows; every method writes inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use a ledger in which `create` has been called once."""
        self._connection = connection

    @staticmethod
    def create(connection: sqlite3.Connection) -> None:
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

    def url_of(self, number: int) -> str | None:
        """Return where an article was published whose rows are kept, if that is known."""
        query = "SELECT url FROM merging_rows WHERE number = ? LIMIT 1"
        found = self._connection.execute(query, (number,)).fetchone()
        return found[0] if found else None

    def drop(self, number: int) -> None:
        """Forget the rows of an article, as before it is done again."""
        self._connection.execute("DELETE FROM merging_rows WHERE number = ?", (number,))


def reader(connection: sqlite3.Connection) -> Callable[[RowKey], ComparedRow]:
    """Return what reads a row made ready to be compared; the last `_CACHED_ROWS` are kept."""

    @lru_cache(maxsize=_CACHED_ROWS)
    def read(key: RowKey) -> ComparedRow:
        found = connection.execute(
            "SELECT frame FROM merging_rows WHERE number = ? AND position = ?", key
        )
        return ComparedRow(read_row_frame(found.fetchone()[0]))

    return read
