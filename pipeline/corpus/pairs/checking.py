"""One row checked against its own source or the given ones: always one line of results."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pipeline.corpus.pairs.pair_rows import LONGEST_ROW_BYTES
from pipeline.corpus.reading.file_rows import Line
from pipeline.errors import ArticleError
from pipeline.files import is_text_of_file
from pipeline.limits import DEFAULT, Limits
from pipeline.stages.check_statements import NamedSource, check_placed
from pipeline.stages.read_article import read_article
from pipeline.stages.read_statements import Misread, Statement, statement_of_pair
from pipeline.text.article import article_from_text
from pipeline.text.placed import Places
from pipeline.version import VERSION
from schemas import Article, CheckedPair, CheckedStatement, Sensitivity

OWN = "source of the pair"
"""The name of a source that is text in a row; without its line, so equal texts are read once."""


def read_sources(
    names: Sequence[str],
    *,
    private: bool = False,
    language_check: bool = True,
    limits: Limits = DEFAULT,
) -> tuple[NamedSource, ...]:
    """Return the sources of a command line, each once; raises ArticleError when one cannot be read.

    `private` allows web addresses inside one's own network; what is not in English is refused
    unless `language_check` is off.
    """
    return tuple(
        limits.keep(partial(_read, name, private=private, language_check=language_check), name)
        for name in dict.fromkeys(names)
    )


class Sources:
    """Sources by what names them, each read once while it is kept."""

    def __init__(
        self,
        given: Sequence[NamedSource],
        *,
        limits: Limits = DEFAULT,
        most_kept: int | None = None,
    ) -> None:
        """`given` are for statements that bring none; of the others the last ones are kept."""
        self.given = tuple(given)
        self._limits, self._most_kept = limits, most_kept
        self._kept: OrderedDict[tuple[str, str], NamedSource | ArticleError] = OrderedDict()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the given sources, and of the others that are kept."""
        read = (source for source in self._kept.values() if isinstance(source, NamedSource))
        others = (source for source in read if not any(source is each for each in self.given))
        return tuple(source.name for source in (*self.given, *others))

    def of(
        self,
        statement: Statement,
        folder: Path | None,
        *,
        article: Article | None = None,
        name: Callable[[], str] = lambda: OWN,
    ) -> tuple[NamedSource, ...]:
        """Return what a statement is held against: its own source before the given ones.

        A `source_path` counts from the folder; None where statements may not name files. `article`
        is that of a result.json which holds the statement, `name` what to call a text of its own.
        Raises ArticleError when there is no source, or one that cannot be read.
        """
        text, path = statement.source, statement.source_path
        if path is not None:
            file = _file_of(path, folder)
            return (self._once(("file", file), file, lambda: _read(file)),)
        if text is not None:
            own = name()
            return (self._once(("text", text), own, lambda: _from_text(text, own)),)
        if self.given:
            return tuple(self._of_command(source) for source in self.given)
        if article is not None:
            named = NamedSource(article.source, article, is_file_text=False)
            return (self._once(("article", article.article_id), article.source, lambda: named),)
        raise ArticleError("names no source: give 'source', 'source_path' or --source ARTICLE")

    def _of_command(self, source: NamedSource) -> NamedSource:
        return self._once(("given", source.name), source.name, lambda: source)

    def _once(
        self, key: tuple[str, str], name: str, read: Callable[[], NamedSource]
    ) -> NamedSource:
        def with_numbers() -> NamedSource:
            source = read()
            _ = source.read  # here, so that one beyond a limit costs the first statement alone
            return source

        if key not in self._kept:
            try:
                self._kept[key] = self._limits.keep(with_numbers, name)
            except ArticleError as error:
                self._kept[key] = error
            if self._most_kept is not None and len(self._kept) > self._most_kept:
                self._kept.popitem(last=False)
        if self._most_kept is not None:
            self._kept.move_to_end(key)
        source = self._kept[key]
        if isinstance(source, ArticleError):
            raise source
        return source


def _file_of(path: str, folder: Path | None) -> str:
    if path == "-" or "://" in path:
        # Statements are data: they must not make us wait for input or open addresses.
        raise ArticleError(f"source_path {path!r} is no file: name one")
    if folder is None:
        raise ArticleError("source_path names a file, and the pairs are in none: give 'source'")
    return str(folder / path)


def _read(name: str, *, private: bool = False, language_check: bool = False) -> NamedSource:
    article = read_article(name, private=private, language_check=language_check)
    is_file_text = not article.landmarks and is_text_of_file(name, article.text)
    return NamedSource(name, article, is_file_text=is_file_text)


def _from_text(text: str, name: str) -> NamedSource:
    article = article_from_text(text, name)
    if not article.sentences:
        raise ArticleError("'source' has no sentence in it: give the text of an article")
    return NamedSource(name, article, is_file_text=False)


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
    limits: Limits = DEFAULT
    """What a row, and each source, may take; no `basis`, for no verdict follows from them."""

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
        self._sources = Sources(plan.sources, limits=plan.limits, most_kept=_SOURCES_KEPT)

    def check(self, rows: Iterable[Line]) -> list[Result]:
        """Return a result for each row; nothing is raised."""
        return [self._result(row) for row in rows]

    def _result(self, row: Line) -> Result:
        try:
            return result_of(row, self._basis, self._checked(row))
        except ArticleError as error:
            return result_of(row, self._basis, None, str(error))
        except Exception as error:  # noqa: BLE001  # a row that we are wrong about costs no other
            said = f"{type(error).__name__}: {error}"
            return result_of(
                row, self._basis, None, f"a mistake of factdesk, please report it: {said}"
            )

    def _checked(self, row: Line) -> CheckedStatement:
        """Return the verdict on a row; raises ArticleError, which says what is wrong with it."""
        text = _text(row)
        bare = text.strip()
        statement = statement_of_pair(bare, text.index(bare))
        if isinstance(statement, Misread):
            raise ArticleError(statement.reason)
        places = Places(self._plan.name, text, line=row.number, offset=row.offset)
        sources = self._sources.of(statement, self._plan.folder)
        return self._plan.limits.keep(
            lambda: check_placed(statement.words, places, sources, self._plan.sensitivity)
        )


def _text(row: Line) -> str:
    if row.raw is None:
        raise ArticleError(
            f"has {row.size:,} bytes, over the limit of {LONGEST_ROW_BYTES:,}: check it in parts"
        )
    try:
        return row.raw.decode()
    except UnicodeDecodeError as error:
        raise ArticleError(f"is not UTF-8 (byte {error.start}): save the file as UTF-8") from None


def result_of(
    row: Line, basis: str, checked: CheckedStatement | None, reason: str | None = None
) -> Result:
    """Return the line of results for a row that was checked, or cannot be for some reason."""
    pair = CheckedPair(
        line=row.number, digest=digest_of(row, basis), checked=checked, reason=reason
    )
    text = json.dumps(pair.model_dump(mode="json"), ensure_ascii=False)
    line = f"{text}\n".encode("utf-8", "replace")  # half a surrogate pair is no character
    return Result(row.number, line, checked is not None and checked.flagged, reason)


def digest_of(row: Line, basis: str) -> str:
    """Return what a row's result is known by: the row itself and what it was checked with."""
    return hashlib.sha256(f"{basis} {row.digest}".encode()).hexdigest()[:_DIGEST_DIGITS]
