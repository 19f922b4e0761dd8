"""A record becomes an article."""

from pipeline.corpus.reading.dates import day_of
from pipeline.corpus.reading.form import unpacked_name
from pipeline.corpus.reading.record import Kind, Record
from pipeline.errors import ArticleError
from pipeline.stages.read_article import article_from_content, kind_named
from pipeline.text.article import Kind as TextKind
from pipeline.text.blocks import Head
from schemas import Article

_KINDS: dict[Kind, TextKind | None] = {Kind.TEXT: "text", Kind.HTML: "html", Kind.FILE: None}
"""Of a file, its name and its first characters tell."""


def article_of(record: Record, *, limit: int = 1_000_000) -> Article:
    """Return the article of a record; its text stays as it stood, and nothing is fetched.

    The record's title becomes the article's unless the text begins with it. `limit` is in
    characters of text; HTML may have five times as many. Raises ArticleError, one line that begins
    with the record's source, for a fault and for what is empty, too long or no article.
    """
    if record.fault or record.content is None:
        raise ArticleError(f"{record.source} {record.fault or 'holds nothing'}")
    told = Head(record.title, day_of(record.published or ""))
    kind = _KINDS[record.kind] or kind_named(unpacked_name(record.source))
    return article_from_content(record.content, record.source, kind, told=told, limit=limit)
