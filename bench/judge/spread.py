"""Work on many statements, spread over the cores of this machine, in their order."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from typing import TypeVar

from bench.judge.data import Case
from pipeline.reconcile.source import Source
from pipeline.text.article import article_from_text

T = TypeVar("T")
_AT_ONCE = 24  # statements: about those of two articles, which are then read once
_FEW = 50


@lru_cache(maxsize=64)
def source_of(text: str) -> Source:
    """Return a source, read once for the statements on it."""
    return Source(article_from_text(text))


def spread(work: Callable[[Case], T], cases: Sequence[Case]) -> list[T]:
    """Return what comes of each statement; a function that is not defined in a module cannot travel."""
    if len(cases) < _FEW:
        return [work(case) for case in cases]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, cases, chunksize=_AT_ONCE))
