"""Work spread over the cores of this machine, its results in order."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, lru_cache
from multiprocessing import get_context
from typing import TypeVar

from pipeline.reconcile.source import Source
from pipeline.text.article import article_from_text

Item = TypeVar("Item")
Result = TypeVar("Result")
_AT_ONCE = 24  # statements: those of about two articles, which are then read once


@lru_cache(maxsize=64)
def source_of(text: str) -> Source:
    """Return a source, read once for the statements on it."""
    return Source(article_from_text(text))


@cache
def _pool() -> ProcessPoolExecutor:
    """Return the processes, started anew: a copy of one that has run LightGBM may hang."""
    return ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"))


def spread(
    work: Callable[[Item], Result], items: Sequence[Item], at_once: int = _AT_ONCE
) -> list[Result]:
    """Return what comes of each item; the work must be a function of a module, for it travels.

    Few items are worked on here.
    """
    if len(items) <= at_once:
        return [work(item) for item in items]
    return list(_pool().map(work, items, chunksize=at_once))
