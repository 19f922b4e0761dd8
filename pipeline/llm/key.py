"""The name under which an answer is kept: the same request to the same server, the same key."""

import hashlib
import json
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from pipeline.llm.weights_digest import weights_digest
from pipeline.settings import Settings

VERSION = 1
"""Goes up when what is kept changes its form, so that old entries are never misread."""


class Origin(NamedTuple):
    """What the key of an answer depends on besides the request."""

    endpoint: str
    salt: str


def origin_of(settings: Settings) -> Origin:
    """Return whom a run asks, and its salt; every server that was recorded is the same one."""
    return Origin("a recording" if settings.replays else endpoint_label(settings), settings.salt)


def canonical_json(value: Any) -> str:  # noqa: ANN401  # any JSON value
    """Return the value as JSON with sorted keys, so that the order of writing does not count."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def endpoint_label(settings: Settings) -> str:
    """Return host, port and path of the server without user or password, or "openai".

    For a model file it is the digest of the file: another quantisation gives other answers.
    """
    if settings.weights is not None:
        return f"gguf:{weights_digest(settings.weights, settings.cache_dir)}"
    if settings.base_url is None:
        return "openai"
    parts = urlsplit(settings.base_url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.hostname}{port}{parts.path.rstrip('/')}"


def request_key(body: dict[str, Any], *, endpoint: str, salt: str) -> str:
    """Return the digest of all that an answer depends on; the key of the account is no part."""
    parts = {"v": VERSION, "endpoint": endpoint, "salt": salt, "body": body}
    return hashlib.sha256(canonical_json(parts).encode("utf-8", "surrogatepass")).hexdigest()
