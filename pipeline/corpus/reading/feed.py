"""RSS and Atom: each entry with the longest text that the feed gives of it."""

import io
import re
import time
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, BinaryIO

from pipeline.corpus.reading.file_rows import AS_CALLED, Renaming, Row, Values
from pipeline.corpus.reading.record import in_iso, text_of_title
from pipeline.errors import CorpusError

_MOST_BYTES = 100_000_000
"""It is read as a whole."""
_TAG = re.compile(rb"""<[^<>"']*+(?:(?:"[^"<]*+"|'[^'<]*+')[^<>"']*+)*+>""")
_MOST_ATTRIBUTES = 500
"""Of an element: Python's reader looks through all of them for the value of each."""

Entry = Mapping[str, Any]
"""An entry as feedparser gives it."""


def rows(file: BinaryIO, _renaming: Renaming = AS_CALLED) -> Iterator[Row]:
    """Yield the entries in the feed's order; raises CorpusError when it is no feed or has none."""
    import feedparser  # noqa: PLC0415 - a tenth of a second

    raw = file.read(_MOST_BYTES + 1)
    if len(raw) > _MOST_BYTES:
        raise CorpusError(
            f"is over {_MOST_BYTES // 1_000_000} MB, too much for a feed: give it in parts"
        )
    tags = _TAG.finditer(raw.replace(b"\0", b""))  # of UTF-16 as well
    if any(tag[0].count(b"=") > _MOST_ATTRIBUTES for tag in tags):
        raise CorpusError(
            f"has an element with more than {_MOST_ATTRIBUTES} attributes: check the feed"
        )
    # As a stream: what feedparser is given as bytes it would first try as the name of a file.
    # What is unsafe in HTML our own reading of pages leaves out; nothing else shows it.
    feed = feedparser.parse(io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    if not feed.get("version"):  # there is none at all where the file is empty
        raise CorpusError("is no RSS or Atom feed: check the address")
    for number, entry in enumerate(feed.entries, 1):
        # A plain dict: feedparser's own warns where it is asked for a date that is missing.
        yield Row(number, dict(entry))


def values(entry: Entry) -> Values:
    """Return what an entry says by the names of our columns; author and tags are kept with it."""
    kind, text = _text(entry)
    given = {
        "id": entry.get("id"),
        "title": _title(entry),
        "url": _address(entry),
        "published_at": _published(entry),
        "author": ", ".join(
            author.name for author in entry.get("authors", ()) if author.get("name")
        ),
        "tags": [tag.term for tag in entry.get("tags", ()) if tag.get("term")],
    }
    return {name: value for name, value in given.items() if value} | {kind: text}


def _text(entry: Entry) -> tuple[str, str]:
    """Return "text" or "html", and the longest of the contents and the summary."""
    texts = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    longest = max(texts, key=lambda text: len(text.get("value") or ""))
    return "text" if longest.get("type") == "text/plain" else "html", longest.get("value") or ""


def _title(entry: Entry) -> str:
    title: str = entry.get("title", "")
    if (entry.get("title_detail") or {}).get("type") == "text/plain":
        return unescape(title)
    return text_of_title(title)


def _address(entry: Entry) -> str | None:
    """Return where the entry leads; feedparser gives its id where it leads nowhere."""
    link: str = entry.get("link") or ""
    return link if "://" in link else None


def _published(entry: Entry) -> str | None:
    """Return the time as its place has it: feedparser's is Greenwich's, perhaps another day."""
    for name in ("published", "updated"):
        if written := entry.get(name):
            return in_iso(written) or _in_greenwich(entry.get(f"{name}_parsed")) or str(written)
    return None


def _in_greenwich(parsed: time.struct_time | None) -> str | None:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", parsed) if parsed else None
