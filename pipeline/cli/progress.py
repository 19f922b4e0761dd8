"""How a command tells where it stands: a bar, lines, JSON lines, or nothing."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from pipeline.cli.standard_output import note

if TYPE_CHECKING:
    from pipeline.llm import Answer, LanguageModel, Question  # not for those who ask nobody
    from pipeline.llm.request import Form

_SECONDS_A_LINE = 10.0
Show = Callable[[str, float | None], None]
"""Takes a line, and the share of all that is done, from 0 to 1; None where that is unknown."""


ShownProgress = Literal["auto", "bar", "lines", "jsonl", "quiet"]
"""How `run` tells where it stands; auto is a bar on a terminal, else a line now and then."""


@contextmanager
def showing(how: ShownProgress = "auto", *, logs: bool = True) -> Iterator[Show]:
    """Yield what is to be called as the work goes on, as often as one likes.

    It moves a bar, or prints a line every ten seconds; a log gets none without `logs`.
    """
    console = Console(stderr=True)
    if how == "auto":
        how = "bar" if console.is_terminal else "lines"
    if how == "bar":
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
    elif how == "lines" and logs:
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


@dataclass(slots=True)
class WatchedModel:
    """A model whose questions and answers move a bar."""

    model: "LanguageModel"
    name: str
    show: Show
    asked: int = 0
    answered: int = 0

    async def ask(self, question: "Question[Form]") -> "Answer[Form]":
        self.asked += 1
        self._tell()
        answer = await self.model.ask(question)
        self.answered += 1
        self._tell()
        return answer

    def _tell(self) -> None:
        counts = f"{self.answered} of {self.asked} answers"
        self.show(f"asking {self.name}: {counts}", self.answered / self.asked)
