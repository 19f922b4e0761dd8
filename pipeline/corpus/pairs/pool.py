"""Rows checked by several processes at once, given back in order."""

import functools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice

from pipeline.corpus.pairs.checking import Checker, Plan, Result, failure_of
from pipeline.corpus.pairs.pair_rows import Chunk, Row, in_chunks
from pipeline.corpus.processes import Processes

_CHUNKS_AHEAD = 4
"""Read for each worker before their turn: one large row holds up none of the others."""
_LOST = "the process that checked it was ended, as by a lack of memory: check the row by itself"

_checker: Checker | None = None
"""That of a worker process, which keeps the sources that it has read."""


def check_rows(
    rows: Iterator[Row], plan: Plan, write: Callable[[list[Result]], None], *, workers: int
) -> Iterator[list[Result]]:
    """Write the result of each row, in order, and yield results once they are written.

    `workers` is a number of processes. Memory does not grow with the rows.
    """
    for results in checked_in_order(in_chunks(rows), plan, workers):
        write(results)
        yield results


def checked_in_order(chunks: Iterable[Chunk], plan: Plan, workers: int) -> Iterator[list[Result]]:
    """Yield the results of each chunk in turn; what is under way is bounded.

    What fits in one chunk is done here: processes take longer to begin than it takes.
    """
    chunks = iter(chunks)
    first = list(islice(chunks, 2))
    chunks = chain(first, chunks)
    if workers == 1 or len(first) < 2:
        yield from map(Checker(plan).check, chunks)
    else:
        pool = _Pool(plan, workers)
        try:
            yield from pool.results(chunks)
        finally:
            pool.close()


class _Pool:
    """Worker processes, each with the plan."""

    def __init__(self, plan: Plan, workers: int) -> None:
        self._plan, self._ahead = plan, _CHUNKS_AHEAD * workers
        begin = functools.partial(_get_ready, plan)
        self._all = Processes(workers, loads=[__name__], begin=begin)
        self._suspects = Processes(1, loads=[__name__], begin=begin)

    def results(self, chunks: Iterable[Chunk]) -> Iterator[list[Result]]:
        waiting: deque[tuple[Chunk, Future[list[Result]]]] = deque()
        for chunk in chunks:
            waiting.append((chunk, self._all.submit(_check, chunk)))
            if len(waiting) > self._ahead:
                yield self._result(*waiting.popleft())
        while waiting:
            yield self._result(*waiting.popleft())

    def close(self) -> None:
        self._all.close()
        self._suspects.close()

    def _result(self, chunk: Chunk, future: Future[list[Result]]) -> list[Result]:
        try:
            return future.result()
        except BrokenProcessPool:
            return self._again(chunk)

    def _again(self, chunk: Chunk) -> list[Result]:
        """Return the results of a lost chunk: halved until the row that ends a process is alone."""
        try:
            return self._suspects.submit(_check, chunk).result()
        except BrokenProcessPool:
            if len(chunk) == 1:
                return [failure_of(chunk[0], self._plan.basis, _LOST)]
            half = len(chunk) // 2
            return self._again(chunk[:half]) + self._again(chunk[half:])


def _get_ready(plan: Plan) -> None:
    """Make the checker of this process."""
    global _checker  # noqa: PLW0603  # what a process of a pool has is what its modules hold
    _checker = Checker(plan)


def _check(chunk: Chunk) -> list[Result]:
    assert _checker is not None  # noqa: S101  # _get_ready has made it
    return _checker.check(chunk)
