"""Rows checked by several processes at once, given back in order."""

import functools
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from itertools import chain, islice

from pipeline.corpus.pairs.checking import Checker, Plan, Result, result_of
from pipeline.corpus.processes import LOST, Processes
from pipeline.corpus.reading.file_rows import Line

_CHUNK_ROWS, _CHUNK_BYTES = 32, 500_000
"""The most that a worker is handed at once: about a tenth of a second of its work."""
_CHUNKS_AHEAD = 4
"""Read for each worker before their turn: one large row holds up none of the others."""
_LOST = "the process that checked it was ended, as by a lack of memory: check the row by itself"

Chunk = tuple[Line, ...]
_checker: Checker | None = None
"""That of a worker process, which keeps the sources that it has read."""


def check_rows(rows: Iterable[Line], plan: Plan, *, workers: int) -> Iterator[list[Result]]:
    """Yield the results of the rows in order, some at a time; what is under way is bounded.

    `workers` is a number of processes. What fits in one chunk is done here: processes take longer
    to begin than it takes.
    """
    chunks = in_chunks(rows)
    first = list(islice(chunks, 2))
    chunks = chain(first, chunks)
    if workers == 1 or len(first) < 2:
        yield from map(Checker(plan).check, chunks)
        return
    begin = functools.partial(_get_ready, plan)
    waiting = deque[tuple[Chunk, Future[list[Result]]]]()
    with (
        Processes(workers, loads=[__name__], begin=begin) as processes,
        Processes(1, loads=[__name__], begin=begin) as suspects,
    ):
        result = functools.partial(_result, plan, suspects)
        for chunk in chunks:
            waiting.append((chunk, processes.submit(_check, chunk)))
            if len(waiting) > _CHUNKS_AHEAD * workers:
                yield result(*waiting.popleft())
        while waiting:
            yield result(*waiting.popleft())


def in_chunks(rows: Iterable[Line]) -> Iterator[Chunk]:
    """Yield the rows in parts that a worker does at once."""
    chunk: list[Line] = []
    held = 0
    for row in rows:
        chunk.append(row)
        held += len(row.raw or b"")
        if len(chunk) >= _CHUNK_ROWS or held >= _CHUNK_BYTES:
            yield tuple(chunk)
            chunk, held = [], 0
    if chunk:
        yield tuple(chunk)


def _result(
    plan: Plan, suspects: Processes, chunk: Chunk, future: Future[list[Result]]
) -> list[Result]:
    """Return the results of a chunk; a lost one is halved until the row that ends it is alone."""
    try:
        return future.result()
    except LOST:
        pass
    try:
        return suspects.submit(_check, chunk).result()
    except LOST:
        if len(chunk) == 1:
            return [result_of(chunk[0], plan.basis, None, _LOST)]
        half = len(chunk) // 2
        halves = (chunk[:half], chunk[half:])
        return [
            result
            for part in halves
            for result in _result(plan, suspects, part, suspects.submit(_check, part))
        ]


def _get_ready(plan: Plan) -> None:
    global _checker  # noqa: PLW0603  # what a process of a pool has is what its modules hold
    _checker = Checker(plan)
    plan.limits.bound_memory()


def _check(chunk: Chunk) -> list[Result]:
    assert _checker is not None  # noqa: S101  # _get_ready has made it
    return _checker.check(chunk)
