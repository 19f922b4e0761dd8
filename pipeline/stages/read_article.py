"""Reading: a file, standard input, a web address or a row of a corpus becomes an `Article`."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.documents.reading import MEDIA_TYPES as DOCUMENT_TYPES
from pipeline.documents.reading import SUFFIXES as DOCUMENT_SUFFIXES
from pipeline.documents.reading import document_in, most_bytes
from pipeline.errors import ArticleError
from pipeline.files import STDIN, read_input
from pipeline.language import require_english
from pipeline.text.article import Kind, article_from_blocks, article_from_text
from pipeline.text.blocks import Head
from pipeline.text.decode import decode
from schemas import Article, Role

_ADVICE = "give one article"
_KINDS: dict[str, Kind] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
SUFFIXES = frozenset({".txt", *_KINDS, *DOCUMENT_SUFFIXES})
"""Endings of the names of files that hold an article."""
_NOTHING_TOLD = Head()
_MARKUP_SHARE = 5
"""A page may be so many times as long as the text in it: its scripts and styles count too."""
_TAG_FIRST = re.compile(r"\s*<(?:!doctype\s|!--|\?xml|[a-z][a-z0-9]*[\s>/])", re.IGNORECASE)
_WHOLE_PAGE = re.compile(r"<(?:!doctype|html|head|body)[\s>]", re.IGNORECASE)

_PAGE_TYPES: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
}


def read_article(
    source: str,
    *,
    stdin: Callable[[], bytes] | None = None,
    limit: int = 5_000_000,
    private: bool = False,
    language_check: bool = True,
) -> Article:
    """Return the article at a path, at an http(s) address, or on standard input for "-".

    The name's ending tells Markdown and HTML; else a text that begins with a tag is HTML. Word
    documents and PDFs are known by how they begin. `limit` is in bytes; `private` allows web
    addresses inside one's own network. Raises ArticleError, one line that says what to do, for what
    cannot be read, and unless `language_check` is off for what is not in English.
    """
    name = "stdin" if source == STDIN else source
    if not _is_address(source):
        raw, charset = read_input(source, most_bytes(source, limit), _ADVICE, stdin), None
        kind = kind_named(source)
    else:
        raw, kind, charset = _fetched(source, limit, private=private)
    article = _of_document(raw, name, limit)
    if article is None:
        article = _article(_filled(decode(raw, name, charset), name), name, kind)
    article = _require_prose(article, name)
    return _require_english(article, name) if language_check else article


def article_from_content(
    content: str | bytes,
    source: str,
    kind: Kind | None = None,
    *,
    told: Head = _NOTHING_TOLD,
    limit: int = 1_000_000,
    language_check: bool = True,
) -> Article:
    """Return the article of what is in memory already; its text stays as it stood.

    Without a `kind` the first characters tell; bytes may be a document as well. `told` is what is
    known of it beside its text. `limit` is in characters of text; HTML may have five times as many.
    Raises ArticleError, naming `source`, for what is empty, too long or no text, and as
    `read_article` for what is not English.
    """
    article = _of_document(content, source, limit, told) if isinstance(content, bytes) else None
    if article is None:
        article = _of_text(content, source, kind, told, limit)
    article = _require_prose(article, source)
    return _require_english(article, source) if language_check else article


def _of_text(
    content: str | bytes, source: str, kind: Kind | None, told: Head, limit: int
) -> Article:
    text = _filled(decode(content, source) if isinstance(content, bytes) else content, source)
    if "\0" in text:
        raise ArticleError(f"{source} holds binary data: give it the text of an article")
    kind = kind or _kind_of_text(text)
    most = limit * _MARKUP_SHARE if kind == "html" else limit
    if len(text) > most:
        what = f"has {len(text):,} characters, over the limit of {most:,}"
        raise ArticleError(f"{source} {what}: {_ADVICE}")
    return _article(text, source, kind, told)


def _of_document(raw: bytes, name: str, limit: int, told: Head = _NOTHING_TOLD) -> Article | None:
    """Return the article of a Word document or a PDF; None where the bytes are neither."""
    document = document_in(raw, name, limit)
    if document is None:
        return None
    head = Head(note=document.note)
    return article_from_blocks(
        name, document.text, document.blocks, document.landmarks, head=head, told=told
    )


def _filled(text: str, name: str) -> str:
    if not text.strip():
        raise ArticleError(f"{name} is empty: give it the text of an article")
    return text


def _is_address(source: str) -> bool:
    """Return whether it begins with a scheme of two letters or more: one is a drive of Windows."""
    try:
        scheme = urlsplit(source).scheme
    except ValueError as error:
        raise ArticleError(f"{source} is no web address: {error}") from error
    return len(scheme) > 1 and source.lower().startswith(f"{scheme}://")


def article_from_page(html: str, source: str = "page", told: Head = _NOTHING_TOLD) -> Article:
    """Return the article of a web page; blocks outside its main content are boilerplate.

    A part of a page, such as feeds and databases hold, is main content from end to end. `told` is
    what is known beside the page. Raises ArticleError when it holds no article.
    """
    main_content = _main_content if _WHOLE_PAGE.search(html) else None
    article = article_from_text(html, source, "html", main_content=main_content, told=told)
    return _require_prose(article, source, is_page=True)


def _article(text: str, name: str, kind: Kind | None, told: Head = _NOTHING_TOLD) -> Article:
    kind = kind or _kind_of_text(text)
    if kind == "html":
        return article_from_page(text, name, told)
    return article_from_text(text, name, kind, told=told)


def kind_named(name: str) -> Kind | None:
    """Return what the ending of a file's name says is in it; None when it says nothing."""
    return _KINDS.get(Path(name).suffix.lower())


def _kind_of_text(text: str) -> Kind:
    return "html" if _TAG_FIRST.match(text) else "text"


def _require_prose(article: Article, name: str, *, is_page: bool = False) -> Article:
    if is_page and all(s.role in {Role.BOILERPLATE, Role.HEADLINE} for s in article.sentences):
        raise ArticleError(f"{name} has no article in its HTML: save the article's text instead")
    if not article.sentences:
        raise ArticleError(f"{name} has no sentence in it: give it the text of an article")
    return article


def _require_english(article: Article, name: str) -> Article:
    require_english("\n".join(article.plain(s.span) for s in article.prose), name)
    return article


def _main_content(html: str) -> str | None:
    # Imported here: it takes 0.3 seconds, and only pages need it.
    from trafilatura import extract  # noqa: PLC0415

    text = extract(html, include_comments=False, include_tables=True, deduplicate=False)
    return str(text) if text else None


def _fetched(url: str, limit: int, *, private: bool) -> tuple[bytes, Kind | None, str | None]:
    """Return the body at an address, what kind of text it is, and the charset it came with."""
    from pipeline.fetch import fetch  # noqa: PLC0415 - costs a tenth of a second that files need not pay

    path = url.partition("?")[0]
    most = most_bytes(path, limit)
    types = [*_PAGE_TYPES, *DOCUMENT_TYPES]
    page = fetch(url, most, "open it and save the page", types=types, private=private)
    # Servers of raw files call Markdown plain text.
    named = kind_named(path) if page.media == "text/plain" else None
    kind = named if named == "markdown" else _PAGE_TYPES.get(page.media)
    return page.body, kind, page.charset
