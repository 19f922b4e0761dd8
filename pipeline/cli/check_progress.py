"""Progress of a long check, on standard error: a bar for a person, nothing for a pipe."""

import sys
from collections.abc import Iterable, Sequence
from typing import TypeVar

Item = TypeVar("Item")

_LONG = 200
"""Statements that take about a second: fewer are done before a bar could be read."""


def counted(work: Sequence[Item]) -> Iterable[Item]:
    """Return the items to work on; where they are many, a bar moves as they are taken."""
    if len(work) <= _LONG or not sys.stderr.isatty():
        return work
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(work, "checking statements", console=console, transient=True)
