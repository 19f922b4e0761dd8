"""The sources of a check: those of the command line, of a line of pairs, of a result.json."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import ArticleError, SettingsError
from pipeline.files import is_text_of_file
from pipeline.stages.check_statements import NamedSource
from pipeline.stages.read_article import read_article
from pipeline.stages.read_statements import Statement, StatementFile
from pipeline.text.article import article_from_text
from schemas import Article


class Shelf:
    """Every source of a run, each read once."""

    def __init__(self, names: Sequence[str], *, private: bool = False) -> None:
        """Read the sources of the command line; raises ArticleError when one cannot be read.

        `private` allows web addresses inside one's own network.
        """
        self._private = private
        self._given = read_sources(names, private=private)
        self._files: dict[str, NamedSource | ArticleError] = {}
        self._texts: dict[str, NamedSource] = {}
        self._of_results: dict[str, NamedSource] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sources read so far."""
        files = [each for each in self._files.values() if isinstance(each, NamedSource)]
        others = (*files, *self._texts.values(), *self._of_results.values())
        return tuple(each.name for each in (*self._given, *others))

    def require_source(self, file: StatementFile) -> None:
        """Raise SettingsError when no statement of the file has anything to be held against."""
        named = any(each.source or each.source_path for each in file.statements)
        if file.statements and not (self._given or file.article or named):
            raise SettingsError(f"{file.name} names no source: give it with --source ARTICLE")

    def sources_of(self, statement: Statement, file: StatementFile) -> tuple[NamedSource, ...]:
        """Return what a statement is held against: its own source before the command line's.

        Raises ArticleError when it has none, or one that cannot be read.
        """
        if statement.source_path is not None:
            return (self._from_file(statement.source_path, file.name),)
        if statement.source is not None:
            return (self._from_text(statement.source, file, statement),)
        if self._given:
            return self._given
        if file.article:
            return (self._from_result(file.name, file.article),)
        raise ArticleError("names no source: give 'source', 'source_path' or --source ARTICLE")

    def _from_file(self, path: str, file: str) -> NamedSource:
        """Return the source at a path, which counts from the folder of the file that names it."""
        if path == "-" or "://" in path:
            # A file of pairs is data: it must not make us wait for input or open addresses.
            raise ArticleError(f"source_path {path!r} is no file: name one")
        name = str(Path(file).parent / path)
        if name not in self._files:
            try:
                self._files[name] = _read(name, private=self._private)
            except ArticleError as error:
                self._files[name] = error
        found = self._files[name]
        if isinstance(found, ArticleError):
            raise found
        return found

    def _from_text(self, text: str, file: StatementFile, statement: Statement) -> NamedSource:
        if text not in self._texts:
            line = file.text.count("\n", 0, statement.words.starts[0]) + 1
            article = article_from_text(text, f"source of line {line}")
            if not article.sentences:
                raise ArticleError("'source' has no sentence in it: give the text of an article")
            self._texts[text] = NamedSource(article.source, article, is_file_text=False)
        return self._texts[text]

    def _from_result(self, file: str, article: Article) -> NamedSource:
        if file not in self._of_results:
            self._of_results[file] = NamedSource(article.source, article, is_file_text=False)
        return self._of_results[file]


def read_sources(names: Sequence[str], *, private: bool = False) -> tuple[NamedSource, ...]:
    """Return the sources of a command line, each once; raises ArticleError when one cannot be read."""
    return tuple(_read(name, private=private) for name in dict.fromkeys(names))


def _read(name: str, *, private: bool) -> NamedSource:
    article = read_article(name, private=private)
    return NamedSource(name, article, is_file_text=is_text_of_file(name, article.text))
