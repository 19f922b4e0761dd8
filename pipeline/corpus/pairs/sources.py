"""What statements are held against: sources of the command line, and those they bring."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.errors import ArticleError
from pipeline.files import is_text_of_file
from pipeline.stages.check_statements import NamedSource
from pipeline.stages.read_article import read_article
from pipeline.stages.read_statements import Statement
from pipeline.text.article import article_from_text
from schemas import Article

OWN = "source of the pair"
"""The name of a source that is text in a row; without its line, so equal texts are read once."""


def read_sources(names: Sequence[str], *, private: bool = False) -> tuple[NamedSource, ...]:
    """Return the sources of a command line, each once; raises ArticleError when one cannot be read.

    `private` allows web addresses inside one's own network.
    """
    return tuple(_read(name, private=private) for name in dict.fromkeys(names))


class Sources:
    """Sources by what names them, each read once while it is kept."""

    def __init__(self, given: Sequence[NamedSource], *, most_kept: int | None = None) -> None:
        """`given` are for statements that bring none; of the others the last ones are kept."""
        self.given = tuple(given)
        self._most_kept = most_kept
        self._kept: OrderedDict[tuple[str, str], NamedSource | ArticleError] = OrderedDict()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the given sources, and of those that are kept."""
        read = (source for source in self._kept.values() if isinstance(source, NamedSource))
        return tuple(source.name for source in (*self.given, *read))

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
            return (self._once(("file", file), lambda: _read(file)),)
        if text is not None:
            return (self._once(("text", text), lambda: _from_text(text, name())),)
        if self.given:
            return self.given
        if article is not None:
            named = NamedSource(article.source, article, is_file_text=False)
            return (self._once(("article", article.article_id), lambda: named),)
        raise ArticleError("names no source: give 'source', 'source_path' or --source ARTICLE")

    def _once(self, key: tuple[str, str], read: Callable[[], NamedSource]) -> NamedSource:
        if key not in self._kept:
            try:
                self._kept[key] = read()
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


def _read(name: str, *, private: bool = False) -> NamedSource:
    article = read_article(name, private=private)
    return NamedSource(name, article, is_file_text=is_text_of_file(name, article.text))


def _from_text(text: str, name: str) -> NamedSource:
    article = article_from_text(text, name)
    if not article.sentences:
        raise ArticleError("'source' has no sentence in it: give the text of an article")
    return NamedSource(name, article, is_file_text=False)
