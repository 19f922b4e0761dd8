"""One row checked: a line of results, whatever the row holds."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.corpus.pairs.rows import LONGEST_ROW_BYTES, Row
from pipeline.corpus.pairs.sources import Sources
from pipeline.errors import ArticleError
from pipeline.stages.check_statements import NamedSource, check_placed
from pipeline.stages.read_statements import Misread, statement_of_pair
from pipeline.text.placed import Places
from pipeline.version import VERSION
from schemas import CheckedPair, CheckedStatement, Sensitivity

_DIGEST_DIGITS = 16
"""Enough to tell a row from any other in its place."""
_SOURCES_KEPT = 16
"""Rows on one article mostly follow each other, and one article may take a megabyte."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What every row is checked with."""

    name: str
    """Of the pairs, as it stands in the place of each statement."""
    sensitivity: Sensitivity
    sources: tuple[NamedSource, ...] = ()
    """What a row is held against that brings no source of its own."""
    folder: Path | None = None
    """Where a row's `source_path` counts from; None where rows may not name files."""

    @property
    def basis(self) -> str:
        """A digest of all that decides about a row beside it: sources, sensitivity, version."""
        given = [(source.name, source.article.text) for source in self.sources]
        parts = (VERSION, self.name, str(self.folder), self.sensitivity, given)
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class Result(NamedTuple):
    """A row's line of results, and what is counted of it."""

    row: int
    """The line that the row is, from 1."""
    line: bytes
    flagged: bool
    reason: str | None
    """Why the row could not be checked."""


class Checker:
    """Checks rows; it keeps the sources that it has read for those that follow."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._basis = plan.basis
        self._sources = Sources(plan.sources, most_kept=_SOURCES_KEPT)

    def check(self, rows: Iterable[Row]) -> list[Result]:
        """Return a result for each row; nothing is raised."""
        return [self._result(row) for row in rows]

    def _result(self, row: Row) -> Result:
        try:
            return result_of(row, self._basis, self._checked(row))
        except ArticleError as error:
            return failure_of(row, self._basis, str(error))
        except Exception as error:  # noqa: BLE001  # a row that we are wrong about costs no other
            said = f"{type(error).__name__}: {error}"
            return failure_of(row, self._basis, f"a mistake of factdesk, please report it: {said}")

    def _checked(self, row: Row) -> CheckedStatement:
        """Return the verdict on a row; raises ArticleError, which says what is wrong with it."""
        text = _text(row)
        bare = text.strip()
        statement = statement_of_pair(bare, text.index(bare))
        if isinstance(statement, Misread):
            raise ArticleError(statement.reason)
        places = Places(self._plan.name, text, line=row.line, offset=row.offset)
        sources = self._sources.of(statement, self._plan.folder)
        return check_placed(statement.words, places, sources, self._plan.sensitivity)


def _text(row: Row) -> str:
    if row.raw is None:
        raise ArticleError(
            f"has {row.size:,} bytes, over the limit of {LONGEST_ROW_BYTES:,}: check it in parts"
        )
    try:
        return row.raw.decode()
    except UnicodeDecodeError as error:
        raise ArticleError(f"is not UTF-8 (byte {error.start}): save the file as UTF-8") from None


def result_of(row: Row, basis: str, checked: CheckedStatement) -> Result:
    """Return the line of results for a row that was checked."""
    pair = CheckedPair(line=row.line, digest=digest_of(row, basis), checked=checked, reason=None)
    return Result(row.line, _json_line(pair), checked.flagged, None)


def failure_of(row: Row, basis: str, reason: str) -> Result:
    """Return the line of results for a row that cannot be checked."""
    pair = CheckedPair(line=row.line, digest=digest_of(row, basis), checked=None, reason=reason)
    return Result(row.line, _json_line(pair), flagged=False, reason=reason)


def digest_of(row: Row, basis: str) -> str:
    """Return what a row's result is known by: the row itself and what it was checked with."""
    return hashlib.sha256(f"{basis} {row.digest}".encode()).hexdigest()[:_DIGEST_DIGITS]


def _json_line(pair: CheckedPair) -> bytes:
    text = json.dumps(pair.model_dump(mode="json"), ensure_ascii=False)
    return f"{text}\n".encode("utf-8", "replace")  # half a surrogate pair is no character
