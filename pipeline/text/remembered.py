"""Results that are computed once for a sentence and kept while its article is worked on."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

_MOST = 8192
"""Texts that a function remembers: the sentences and claims of 30,000 words, twice over. With fewer
than an article has, each stage would forget what the next one asks for."""
_FORGETTING: list[Callable[[], None]] = []


def remembered(function: Function) -> Function:
    """Return the function, which computes what it is asked once; its arguments are hashable."""
    kept = lru_cache(maxsize=_MOST)(function)
    _FORGETTING.append(kept.cache_clear)
    return kept  # type: ignore[return-value]  # the same arguments, the same result


def forget() -> None:
    """Let go of all that is remembered, as between two articles that have nothing in common."""
    for clear in _FORGETTING:
        clear()
