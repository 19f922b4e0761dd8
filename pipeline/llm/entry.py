"""A kept answer as it is written: the request beside the reply, for a person to read."""

import hashlib
import json
from typing import Any

from pipeline.llm.key import canonical_json


def entry_of(key: str, request: dict[str, Any], reply: str) -> str:
    """Return the text of an entry: JSON with the request, the reply and a digest of both."""
    sealed = {"request": request, "reply": reply, "sha256": _digest(key, request, reply)}
    return json.dumps(sealed, ensure_ascii=False)


def reply_in(entry: str, key: str) -> str:
    """Return the reply of an entry that is still as it was written under that key.

    Raises ValueError, TypeError or LookupError for any other. The digest tells of rotten bits, not
    of forgers: who may write to the folder may seal what they like.
    """
    kept = json.loads(entry)
    reply = kept["reply"]
    if not isinstance(reply, str) or kept["sha256"] != _digest(key, kept["request"], reply):
        raise ValueError("an entry that is not as it was written")
    return reply


def _digest(key: str, request: dict[str, Any], reply: str) -> str:
    return hashlib.sha256(canonical_json([key, request, reply]).encode()).hexdigest()
