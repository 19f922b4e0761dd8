"""Progress of long work, on standard error: a bar for a person, nothing for a pipe."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from pipeline.llm import Answer, LanguageModel, Question
from pipeline.llm.question import Form


@dataclass(frozen=True, slots=True)
class WatchedModel:
    """A model whose questions and answers move a bar."""

    model: LanguageModel
    bar: Progress
    task: TaskID

    async def ask(self, question: Question[Form]) -> Answer[Form]:
        """Return what the model answers; raises what it raises."""
        self.bar.update(self.task, total=(self.bar.tasks[self.task].total or 0) + 1)
        answer = await self.model.ask(question)
        self.bar.advance(self.task)
        return answer


@contextmanager
def watched(model: LanguageModel, name: str) -> Iterator[WatchedModel]:
    """Return the model with a bar that lives as long as the block."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("answers"),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        yield WatchedModel(model, bar, bar.add_task(f"asking {name}", total=0))
