"""The part of `factdesk run --batch` that asks: batches until nothing is missing, told as it goes."""

import functools
from collections.abc import Callable, Iterator, Mapping

import typer

from pipeline.cli.exits import run_until_stopped
from pipeline.corpus.batch import (
    BatchOptions,
    BatchOutcome,
    Progress,
    Wave,
    answer_by_batch,
    failures,
)
from pipeline.corpus.outcome import State
from pipeline.corpus.plan import Plan, Watcher
from pipeline.corpus.reading import article_of
from pipeline.llm.prices import dollars
from schemas import Article


def answer_by_batches(
    plan: Plan, watcher: Watcher, *, wait: bool, quiet: bool
) -> Mapping[int, str]:
    """Put the answers of the corpus into the cache by batches; return why some have none.

    The causes are by the numbers of the articles.

    Raises typer.Exit where some are still under way and nobody is to wait for them; and what
    `answer_by_batch` raises.
    """

    def articles() -> Iterator[tuple[int, Callable[[], Article]]]:
        return ((record.number, functools.partial(article_of, record)) for record in plan.records())

    folder = plan.ledger / "batches"
    outcome = run_until_stopped(
        answer_by_batch(
            articles,
            plan.recipe.settings,
            folder=folder,
            watcher=BatchLines(watcher, quiet=quiet),
            options=BatchOptions(
                wait=wait,
                retry_failed=State.FAILED in plan.again,
                sensitivity=plan.recipe.desk.sensitivity,
            ),
        )
    )
    if not quiet:
        watcher.note(_line(outcome))
    if outcome.still_running:
        under_way = _counted(outcome.still_running, "batch")
        watcher.note(f"{under_way} under way: the same command goes on")
        raise typer.Exit
    return dict(failures(folder))


class BatchLines:
    """Tells of waves and of batches that go on, a line when something has changed."""

    def __init__(self, watcher: Watcher, *, quiet: bool) -> None:
        self._watcher, self._quiet = watcher, quiet
        self._told = ""

    def wave(self, wave: Wave) -> None:
        """Say what is about to be submitted."""
        price = "" if wave.price is None else f", about {dollars(wave.price)} at the batch price"
        requests, batches = _counted(wave.requests, "request"), _counted(wave.batches, "batch")
        self._tell(f"submitting {requests} in {batches}{price}")

    def progress(self, progress: Progress) -> None:
        """Say how the batches stand."""
        batches, requests = (
            _counted(progress.running, "batch"),
            _counted(progress.requests, "request"),
        )
        self._tell(f"{batches} under way: {progress.done:,} of {requests} over")

    def note(self, line: str) -> None:
        """Print a line that the user must see."""
        self._watcher.note(line)

    def _tell(self, line: str) -> None:
        if line != self._told and not self._quiet:
            self._told = line
            self._watcher.note(line)


def _counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 batch", "2 batches"."""
    plural = "es" if noun.endswith("h") else "s"
    return f"{number:,} {noun}{'' if number == 1 else plural}"


def _line(outcome: BatchOutcome) -> str:
    """Return what a run by batches came to."""
    price = "" if outcome.price is None else f": {dollars(outcome.price)}"
    return (
        f"batches: {_counted(outcome.submitted, 'request')} submitted, "
        f"{outcome.answered:,} answered ({outcome.input_tokens:,} tokens in, {outcome.output_tokens:,} out){price}"
    )
