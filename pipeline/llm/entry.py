"""A kept answer as it is written: the request beside the reply, for a person to read."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from pipeline.llm.key import Origin, canonical_json


@dataclass(frozen=True, slots=True)
class Entry:
    """A kept answer as it was written."""

    request: Any
    reply: str
    origin: Origin | None
    """None in an entry of an older version, which did not keep it."""


def entry_of(key: str, request: dict[str, Any], reply: str, origin: Origin | None = None) -> str:
    """Return the text of an entry: JSON with the request, the reply and a digest of them."""
    sealed = {"request": request, "reply": reply, "sha256": _digest(key, request, reply, origin)}
    beside = origin._asdict() if origin else {}
    return json.dumps(sealed | beside, ensure_ascii=False)


def read_entry(text: str, key: str) -> Entry:
    """Return an entry that is still as it was written under that key.

    Raises ValueError, TypeError, LookupError or RecursionError for any other. The digest tells of
    rotten bits, not of forgers: who may write to the folder may seal what they like.
    """
    kept = json.loads(text)
    reply = kept["reply"]
    origin = Origin(kept["endpoint"], kept["salt"]) if "endpoint" in kept else None
    texts = isinstance(reply, str) and all(isinstance(each, str) for each in origin or ())
    if not texts or kept["sha256"] != _digest(key, kept["request"], reply, origin):
        raise ValueError("an entry that is not as it was written")
    return Entry(kept["request"], reply, origin)


def reply_in(text: str, key: str) -> str:
    """Return the reply of an entry; raises what `read_entry` raises."""
    return read_entry(text, key).reply


def _digest(key: str, request: dict[str, Any], reply: str, origin: Origin | None) -> str:
    sealed = [key, request, reply, *(origin or ())]
    return hashlib.sha256(canonical_json(sealed).encode()).hexdigest()
