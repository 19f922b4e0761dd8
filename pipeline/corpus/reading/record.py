"""A record: one article of a corpus as it was given, before anything is read into it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Json: TypeAlias = str | float | bool | Sequence["Json"] | Mapping[str, "Json"] | None
"""As json.loads gives it."""


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
    """One article of a corpus, or what stands where one should be: then `fault` says what is wrong."""

    number: int
    """Place in the corpus, from 0: the order of results, and what they are kept by."""
    id: str
    """As given, even where two rows give the same; else what follows from the place in the corpus."""
    source: str
    """What a person finds it by: stories/a.txt, corpus.jsonl:17."""
    content: bytes | str | None
    """None where there is a fault."""
    kind: Kind = Kind.TEXT
    title: str | None = None
    published: str | None = None
    """As given; `dates.day_of` says what of it is understood."""
    address: str | None = None
    """Where it was published, an URL."""
    keys: tuple[tuple[str, Json], ...] = ()
    """What else the row held, in its order."""
    fault: str | None = None
    """Why it cannot be processed, to be read after the source: "is no JSON: …"."""


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
