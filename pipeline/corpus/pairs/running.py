"""A run over a stream of pairs."""

from collections.abc import Callable, Iterator

from pipeline.corpus.pairs.checking import Plan, Result
from pipeline.corpus.pairs.pool import checked_in_order
from pipeline.corpus.pairs.rows import Row, in_chunks


def check_rows(
    rows: Iterator[Row], plan: Plan, write: Callable[[list[Result]], None], *, workers: int
) -> Iterator[list[Result]]:
    """Write the result of each row, in order, and yield results once they are written.

    `workers` is a number of processes. Memory does not grow with the rows.
    """
    for results in checked_in_order(in_chunks(rows), plan, workers):
        write(results)
        yield results
