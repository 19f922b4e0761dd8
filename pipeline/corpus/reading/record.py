"""A record: one article of a corpus as it was given; from a row to a record to an article."""

import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from email.utils import parsedate_to_datetime
from enum import StrEnum
from html import unescape
from typing import TypeAlias

from pipeline.addresses import without_credentials
from pipeline.corpus.reading.corpus_files import unpacked_name
from pipeline.corpus.reading.file_rows import MOST_ROW_BYTES, WHICH, Faulty, Values, shown
from pipeline.errors import ArticleError
from pipeline.stages.read_article import article_from_content, kind_named
from pipeline.text.article import Kind as TextKind
from pipeline.text.blocks import Head
from schemas import Article, Role

Json: TypeAlias = str | float | bool | Sequence["Json"] | Mapping[str, "Json"] | None
"""As json.loads gives it."""
UNDERSTOOD = frozenset({"id", "text", "html", "title", "url", "published_at"})
"""Names of columns that mean something; all others are kept as they came."""
_DEEPEST_LEVEL = 100
"""Python writes and pickles a few hundred levels, which one depends on who calls."""
_TEASER_SENTENCES = 2
_DAY_CHARACTERS = len("2026-02-14")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>")
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")


class Kind(StrEnum):
    """What the content of a record is."""

    TEXT = "text"
    """Words as they stand; they are never taken for HTML."""
    HTML = "html"
    """A page or a part of one."""
    FILE = "file"
    """The bytes of a file, whose name and first characters tell what they are."""


@dataclass(frozen=True, slots=True)
class Record:
    """One article of a corpus; or what stands in its place, where `fault` says what is wrong."""

    number: int
    """Place in the corpus, from 0: the order of results, and what they are kept by."""
    id: str
    """As given, even where two rows give the same; else made of the place in the corpus."""
    source: str
    """What a person finds it by: stories/a.txt, corpus.jsonl:17."""
    content: bytes | str | None
    """None where there is a fault."""
    kind: Kind = Kind.TEXT
    title: str | None = None
    published: str | None = None
    """As given; `day_of` says what of it is understood."""
    address: str | None = None
    """Where it was published, an URL without user name, password and secret query values."""
    keys: tuple[tuple[str, Json], ...] = ()
    """What else the row held, in its order."""
    fault: str | None = None
    """Why it cannot be processed, to be read after the source: "is no JSON: …"."""


_KINDS: dict[Kind, TextKind | None] = {Kind.TEXT: "text", Kind.HTML: "html", Kind.FILE: None}
"""Of a file, its name and its first characters tell."""


def digest_of(record: Record) -> str:
    """Return the SHA-256, in hex, of all that changes what comes of a record; not of its number."""
    content = record.content
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    rest = (
        (record.id, record.source, record.kind, record.title, record.published, record.address),
        (record.keys, record.fault, raw is None, isinstance(content, str)),
    )
    digest = hashlib.sha256(json.dumps(rest).encode())
    digest.update(b"\0")  # never in JSON, so the two parts cannot run into each other
    digest.update(raw or b"")
    return digest.hexdigest()


def text_of_title(title: str) -> str:
    """Return a title without its tags, its entities as the signs that they stand for."""
    return unescape(_TAG.sub("", title))


def in_iso(written: str) -> str | None:
    """Return an ISO date or time as it is, one as mails and RSS write it in ISO's form; else None.

    What may be a day or a month, such as 02/03/2026, is not guessed at.
    """
    year_first = written.replace("/", "-")
    for text in (year_first, year_first[:_DAY_CHARACTERS]):
        with suppress(ValueError):
            datetime.fromisoformat(text)
            return year_first
    with suppress(ValueError):
        return parsedate_to_datetime(written).isoformat()
    return None


def day_of(written: str) -> date | None:
    """Return the day of a time that `in_iso` understands; else None."""
    iso = in_iso(written) or ""
    for text in (iso, iso[:_DAY_CHARACTERS]):
        with suppress(ValueError):
            return datetime.fromisoformat(text).date()
    return None


def record_of(values: Values, number: int, name: str, source: str) -> Record:
    """Return the record of a row, with a fault where it holds no text.

    `name` becomes its id where it has none. Of a row with a text and HTML the text is read.
    """
    content, kind, fault = None, Kind.TEXT, None
    try:
        content, kind = _content(values)
    except Faulty as error:
        fault = str(error)
    return Record(
        number=number,
        id=_id(values.get("id")) or name,
        source=source,
        content=content,
        kind=kind,
        title=_written(values.get("title")),
        published=_written(values.get("published_at")),
        address=without_credentials(_written(values.get("url")) or "") or None,
        keys=_kept(values),
        fault=fault,
    )


def _kept(values: Values) -> tuple[tuple[str, Json], ...]:
    """Return the columns that are not understood, in types that JSON has."""
    return tuple(
        (whole(str(name)), _plain(value))
        for name, value in values.items()
        if name not in UNDERSTOOD
    )


def _content(values: Values) -> tuple[str, Kind]:
    for kind in (Kind.TEXT, Kind.HTML):
        value = _decoded(values.get(kind), kind)
        if _is_missing(value):
            continue
        if not isinstance(value, str):
            raise Faulty(f"has a {kind} that is no string but {type(value).__name__}")
        if len(value) > MOST_ROW_BYTES:
            raise Faulty(
                f"has {len(value):,} characters; the limit is {MOST_ROW_BYTES:,}: "
                "give one article a row"
            )
        if value and not value.isspace():
            return whole(value), kind
    if Kind.TEXT in values or Kind.HTML in values:
        raise Faulty("is empty: give it the text of an article")
    raise Faulty(f"has no text and no html (it has {shown(values)}): {WHICH}")


def _decoded(value: object, kind: Kind) -> object:
    """Return bytes as the text that they are, as older Parquet files hold it; all else as it is."""
    if not isinstance(value, bytes):
        return value
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Faulty(f"has a {kind} that is no UTF-8: {error.reason}") from error


def _is_missing(value: object) -> bool:
    """Return whether there is none; many tables have NaN where a value is missing."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def _written(value: object) -> str | None:
    """Return a value as a line of text; None for what is missing or blank."""
    if _is_missing(value):
        return None
    return whole(" ".join(str(_plain(value)).split())) or None


def whole(text: str) -> str:
    """Return a text of the same length that can be written: half characters are replaced.

    JSON can spell half of a pair of UTF-16, which no encoding has a place for.
    """
    return text if text.isascii() else _HALF_CHARACTERS.sub("\ufffd", text)


def _id(value: object) -> str | None:
    """Return an id as given; None for what is missing or blank."""
    plain = None if _is_missing(value) else _plain(value)
    text = plain if isinstance(plain, str) or plain is None else json.dumps(plain)
    return text if text and not text.isspace() else None


def _plain(value: object, depth: int = 0) -> Json:
    """Return a value in the types of JSON. Raises Faulty for one that cannot be written again."""
    if depth > _DEEPEST_LEVEL:
        raise Faulty(f"has a key that nests more than {_DEEPEST_LEVEL} deep")
    if isinstance(value, str):  # an address may stand in any column, as that of the ids
        return without_credentials(whole(value))
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)  # JSON has no word for it
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Mapping):
        return {whole(str(key)): _plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner, depth + 1) for inner in value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def article_of(record: Record, *, limit: int = 1_000_000, language_check: bool = True) -> Article:
    """Return the article of a record; its text stays as it stood, and nothing is fetched.

    The record's title becomes the article's unless the text begins with it. `limit` is in
    characters of text; HTML may have five times as many. Raises ArticleError, one line that begins
    with the record's source, for a fault and for what is empty, too long or no article, and unless
    `language_check` is off for what is not in English.
    """
    if record.fault or record.content is None:
        raise ArticleError(f"{record.source} {record.fault or 'holds nothing'}")
    told = Head(record.title, day_of(record.published or ""))
    kind = _KINDS[record.kind] or kind_named(unpacked_name(record.source))
    article = article_from_content(
        record.content,
        record.source,
        kind,
        told=told,
        limit=limit,
        language_check=language_check,
    )
    return _with_teaser_note(article, record.address) if record.address else article


def _with_teaser_note(article: Article, address: str) -> Article:
    """Return the article, with a note where a feed gives but its first words."""
    own = [s for s in article.sentences if s.role in {Role.LEDE, Role.BODY}]
    is_cut = bool(own) and article.plain(own[-1].span).rstrip("])").endswith(("…", "..."))
    if not is_cut and len(own) > _TEASER_SENTENCES:
        return article
    sentences = f"{len(own)} sentence{'' if len(own) == 1 else 's'}"
    said = "it breaks off" if is_cut else f"it is a teaser of {sentences}"
    note = f"{said}: the article is at {address}"
    return article.model_copy(update={"notes": (*article.notes, note)})
