"""From the values of a row to a record: the columns that are understood, all others kept."""

import json
import math
import re
from collections.abc import Mapping
from datetime import date, time

from pipeline.corpus.reading.lines import MOST
from pipeline.corpus.reading.record import Json, Kind, Record
from pipeline.corpus.reading.renaming import WHICH
from pipeline.corpus.reading.rows import Faulty, Values, shown

UNDERSTOOD = frozenset({"id", "text", "html", "title", "url", "published_at"})
"""Names of columns that mean something; all others are kept as they came."""
_DEEPEST = 100
"""Python writes and pickles a few hundred levels, which one depends on who calls."""
_HALVES = re.compile("[\ud800-\udfff]")


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
        address=_written(values.get("url")),
        keys=kept(values),
        fault=fault,
    )


def kept(values: Values) -> tuple[tuple[str, Json], ...]:
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
        if len(value) > MOST:
            raise Faulty(
                f"has {len(value):,} characters; the limit is {MOST:,}: give one article a row"
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
    return text if text.isascii() else _HALVES.sub("\ufffd", text)


def _id(value: object) -> str | None:
    """Return an id as given; None for what is missing or blank."""
    plain = None if _is_missing(value) else _plain(value)
    found = plain if isinstance(plain, str) or plain is None else json.dumps(plain)
    return found if found and not found.isspace() else None


def _plain(value: object, depth: int = 0) -> Json:
    """Return a value in the types of JSON; raises Faulty for one that could not be written again."""
    if depth > _DEEPEST:
        raise Faulty(f"has a key that nests more than {_DEEPEST} deep")
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)  # JSON has no word for it
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Mapping):
        return {whole(str(key)): _plain(each, depth + 1) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each, depth + 1) for each in value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)
