"""Progress over a stream of rows, on standard error: a bar for a person, now and then a line for a log."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from pipeline.corpus.pairs import Counts

_EVERY = 10_000
"""Rows between two lines: a minute or so of work."""


def said_of(counts: Counts) -> str:
    """Return the counts in words."""
    return f"{counts.rows:,} rows, {counts.flagged:,} flagged, {counts.failed:,} not checked"


@contextmanager
def shown(share: Callable[[], float | None], *, quiet: bool) -> Iterator[Callable[[Counts], None]]:
    """Return what is to be called with the counts so far; `share` tells how much has been read."""
    console = Console(stderr=True)
    if quiet:
        yield lambda _counts: None
    elif console.is_terminal:
        with _bar(console) as bar:
            task = bar.add_task("", total=None)
            yield lambda counts: bar.update(
                task,
                description=said_of(counts),
                total=None if share() is None else 1.0,
                completed=share() or 0.0,
            )
    else:
        yield _lines(console)


def _bar(console: Console) -> Progress:
    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"))
    return Progress(
        *columns, TimeElapsedColumn(), TimeRemainingColumn(), console=console, transient=True
    )


def _lines(console: Console) -> Callable[[Counts], None]:
    said = 0

    def show(counts: Counts) -> None:
        nonlocal said
        if counts.rows // _EVERY > said:
            said = counts.rows // _EVERY
            console.print(said_of(counts), highlight=False, soft_wrap=True)

    return show
