"""What options of `factdesk cache` can be set to."""

from enum import StrEnum


class CacheListFormat(StrEnum):
    """How `cache list` prints."""

    TEXT = "text"
    JSONL = "jsonl"


class CacheShowFormat(StrEnum):
    """How `cache show` prints an entry."""

    TEXT = "text"
    JSON = "json"
