"""What the statement of a row is held against; of the sources that rows bring, the last are kept."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.errors import ArticleError
from pipeline.files import is_text_of_file
from pipeline.stages.check_statements import NamedSource
from pipeline.stages.read_article import read_article
from pipeline.stages.read_statements import Statement
from pipeline.text.article import article_from_text

OWN = "source of the pair"
"""The name of a source that is text in the row. It holds no line, so that equal texts are read once."""
_KEPT = 16
"""Sources: rows on one article mostly follow each other, and one article may take a megabyte."""


class Sources:
    """Sources by what names them: those given to all rows, and the last of the rows' own."""

    def __init__(self, given: Sequence[NamedSource], folder: Path | None) -> None:
        """`folder` is where a `source_path` counts from; None where rows may not name files."""
        self._given = tuple(given)
        self._folder = folder
        self._kept: OrderedDict[tuple[str, str], NamedSource | ArticleError] = OrderedDict()

    def of(self, statement: Statement) -> tuple[NamedSource, ...]:
        """Return what a statement is held against: its own source before the given ones.

        Raises ArticleError when it has none, or one that cannot be read.
        """
        text, path = statement.source, statement.source_path
        if path is not None:
            return (self._once(("file", path), lambda: self._read(path)),)
        if text is not None:
            return (self._once(("text", text), lambda: _from_text(text)),)
        if self._given:
            return self._given
        raise ArticleError("names no source: give 'source', 'source_path' or --source ARTICLE")

    def _once(self, key: tuple[str, str], read: Callable[[], NamedSource]) -> NamedSource:
        if key not in self._kept:
            try:
                self._kept[key] = read()
            except ArticleError as error:
                self._kept[key] = error
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        found = self._kept[key]
        if isinstance(found, ArticleError):
            raise found
        return found

    def _read(self, path: str) -> NamedSource:
        if path == "-" or "://" in path:
            # Rows are data: they must not make us wait for input or open addresses.
            raise ArticleError(f"source_path {path!r} is no file: name one")
        if self._folder is None:
            raise ArticleError("source_path names a file, and the pairs are in none: give 'source'")
        name = str(self._folder / path)
        article = read_article(name)
        return NamedSource(name, article, is_file_text=is_text_of_file(name, article.text))


def _from_text(text: str) -> NamedSource:
    article = article_from_text(text, OWN)
    if not article.sentences:
        raise ArticleError("'source' has no sentence in it: give the text of an article")
    return NamedSource(OWN, article, is_file_text=False)
