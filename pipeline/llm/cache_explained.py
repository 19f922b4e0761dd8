"""Which requests have their answer kept, and what it is in the others that nobody kept."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import CacheError
from pipeline.llm.cache import AnswerCache
from pipeline.llm.cache_folder import slots
from pipeline.llm.key import Origin
from pipeline.llm.request import Body
from pipeline.llm.request_diff import Asked, description, differences, nearest, take_apart

LOOKED_AT = 200
"""Newest entries among which the nearest is sought: it takes a tenth of a second a request."""
SHORT_KEY = 12
"""Characters by which a key is told apart on the screen."""


class _Near(NamedTuple):
    """A kept request, and whether its endpoint and salt are known."""

    key: str
    asked: Asked
    has_origin: bool


class Explainer:
    """Tells of each request whether its answer is kept and, if not, what differs from the nearest.

    What this run keeps itself is not looked at: the parts of one article are alike.
    """

    def __init__(self, folder: Path, cache: AnswerCache, origin: Origin) -> None:
        self._cache, self._origin = cache, origin
        self._kept = _newest(folder)
        self._missed: set[str] = set()

    def lines(self, key: str, body: Body) -> Iterator[str]:
        """Yield "hit" or "miss" with the request, and below a miss what differs."""
        asked = take_apart(body, **self._origin._asdict())
        named = f"{key[:SHORT_KEY]}: {description(asked)}"
        if self._cache.get(key) is not None:
            yield f"cache hit {named}"
            return
        if key in self._missed:
            yield f"cache miss {named}; it is being asked for already"
            return
        self._missed.add(key)
        yield f"cache miss {named}"
        yield from self._why(key, asked)

    def _why(self, key: str, asked: Asked) -> Iterator[str]:
        if not self._kept:
            yield "  nothing is kept yet"
            return
        near = _nearest(asked, self._kept)
        if near.key == key:
            yield "  it is kept, and asked for afresh"
            return
        yield f"  compared with {near.key[:SHORT_KEY]}, the nearest that is kept:"
        yield from _differences(near, asked)


def explained(
    key_of: Callable[[Body], str], explainer: Explainer, tell: Callable[[str], None]
) -> Callable[[Body], str]:
    """Return `key_of` such that each request whose key is asked for is told about."""

    def told(body: Body) -> str:
        key = key_of(body)
        for line in explainer.lines(key, body):
            tell(line)
        return key

    return told


def _newest(folder: Path) -> list[_Near]:
    try:
        newest = [(slot.key, slot.kept) for slot in islice(slots(folder), LOOKED_AT)]
    except CacheError:  # the run itself has noted that it goes on without
        return []
    return [_Near(key, kept.asked, kept.entry.origin is not None) for key, kept in newest if kept]


def _nearest(asked: Asked, kept: Sequence[_Near]) -> _Near:
    return kept[nearest(asked, [each.asked for each in kept])]


def _differences(near: _Near, asked: Asked) -> Iterator[str]:
    if near.has_origin:
        yield from differences(near.asked, asked)
        return
    known = {name: text for name, text in asked.parts.items() if name not in Origin._fields}
    found = list(differences(near.asked, Asked(asked.form, known, asked.words)))
    yield from found or ("  another endpoint or salt: an older version did not keep which",)
