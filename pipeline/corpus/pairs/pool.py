"""Chunks of rows checked by several processes at once, given back in order."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice

from pipeline.corpus.pairs.checking import Checker, Plan, Result, failure_of
from pipeline.corpus.pairs.rows import Chunk
from pipeline.corpus.pairs.workers import Workers

_AHEAD = 4
"""Chunks a worker that are read before their turn: one large row holds up none of the others."""
_LOST = "the process that checked it was ended, as by a lack of memory: check the row by itself"


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
    """Worker processes, with a new set of them when one is ended from outside."""

    def __init__(self, plan: Plan, workers: int) -> None:
        self._plan, self._many = plan, workers
        self._workers = Workers(plan, workers)

    def results(self, chunks: Iterable[Chunk]) -> Iterator[list[Result]]:
        waiting: deque[tuple[Chunk, Future[list[Result]]]] = deque()
        for chunk in chunks:
            waiting.append((chunk, self._begin(chunk)))
            if len(waiting) > _AHEAD * self._many:
                yield self._result(*waiting.popleft())
        while waiting:
            yield self._result(*waiting.popleft())

    def close(self) -> None:
        self._workers.close()

    def _begin(self, chunk: Chunk) -> Future[list[Result]]:
        try:
            return self._workers.begin(chunk)
        except BrokenProcessPool:
            self._workers.close()
            self._workers = Workers(self._plan, self._many)
            return self._workers.begin(chunk)

    def _result(self, chunk: Chunk, future: Future[list[Result]]) -> list[Result]:
        try:
            return future.result()
        except BrokenProcessPool:
            return self._again(chunk)

    def _again(self, chunk: Chunk) -> list[Result]:
        """Return the results of a lost chunk: halved until the row that ends a process is alone."""
        try:
            with Workers(self._plan, 1) as worker:
                return worker.begin(chunk).result()
        except BrokenProcessPool:
            if len(chunk) == 1:
                return [failure_of(chunk[0], self._plan.basis, _LOST)]
            half = len(chunk) // 2
            return self._again(chunk[:half]) + self._again(chunk[half:])
