"""How a command tells where it stands: a bar, lines, JSON lines, or nothing."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from pipeline.cli.standard_output import note

_SECONDS_A_LINE = 10.0
Show = Callable[[str, float | None], None]
"""Takes a line, and the share of all that is done, from 0 to 1; None where that is unknown."""


class ShownProgress(StrEnum):
    """How `run` tells where it stands; auto is a bar on a terminal, else a line now and then."""

    AUTO = "auto"
    BAR = "bar"
    LINES = "lines"
    JSONL = "jsonl"
    QUIET = "quiet"


@contextmanager
def showing(how: ShownProgress = ShownProgress.AUTO, *, logs: bool = True) -> Iterator[Show]:
    """Yield what is to be called as the work goes on, as often as one likes.

    It moves a bar, or prints a line every ten seconds; a log gets none without `logs`.
    """
    console = Console(stderr=True)
    if how is ShownProgress.AUTO:
        how = ShownProgress.BAR if console.is_terminal else ShownProgress.LINES
    if how is ShownProgress.BAR:
        columns = (
            BarColumn(bar_width=24),
            TaskProgressColumn(),
            TextColumn("{task.description}", markup=False),
            TimeRemainingColumn(compact=True),
        )
        with Progress(*columns, console=console, transient=True, refresh_per_second=4) as bar:
            task = bar.add_task("reading", total=None)
            yield lambda line, share: bar.update(
                task,
                description=line,
                total=None if share is None else 1.0,
                completed=share or 0.0,
            )
    elif how is ShownProgress.LINES and logs:
        yield _lines()
    else:
        yield lambda _line, _share: None


def _lines() -> Show:
    last = time.monotonic()

    def show(line: str, _share: float | None) -> None:
        nonlocal last
        if time.monotonic() - last >= _SECONDS_A_LINE:
            last = time.monotonic()
            note(line)

    return show
