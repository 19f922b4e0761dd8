"""The JSON of an answer without what an assistant that reads it has no use for.

What is null, and offsets, are left out: most of an answer in full. Programs have all of it in the
structured content of the same answer.
"""

import json
from typing import Any

_OFFSETS = frozenset({"start", "end"})
_NOTHING = object()
"""Stands for what is left out; None is what is null."""


def shortened(data: dict[str, Any]) -> str:
    """Return data as JSON in one line; what is empty in it stays, what becomes empty goes."""
    kept = _kept(data)
    return json.dumps({} if kept is _NOTHING else kept, ensure_ascii=False, separators=(",", ":"))


def _kept(value: object) -> object:
    if value is None:
        return _NOTHING
    kept: object = value
    if isinstance(value, dict):
        within = {name: _kept(each) for name, each in value.items() if name not in _OFFSETS}
        kept = {name: each for name, each in within.items() if each is not _NOTHING}
    elif isinstance(value, list):
        kept = [each for each in map(_kept, value) if each is not _NOTHING]
    is_emptied = isinstance(value, dict | list) and value and not kept
    return _NOTHING if is_emptied else kept
