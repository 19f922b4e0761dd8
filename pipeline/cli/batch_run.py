"""The part of `factdesk run --batch` that asks: batches until nothing is missing, told on standard error."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

import typer

from pipeline.cli.stopping import run_until_stopped
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
from pipeline.corpus.reading import article_of, read_corpus
from pipeline.llm.prices import dollars
from schemas import Article


class BatchLines:
    """Tells of waves and of batches that go on, a line when something has changed."""

    def __init__(self, watcher: Watcher, *, quiet: bool) -> None:
        self._watcher, self._quiet = watcher, quiet
        self._told = ""

    def wave(self, wave: Wave) -> None:
        """Say what is about to be submitted."""
        price = "" if wave.price is None else f", about {dollars(wave.price)} at the batch price"
        requests, batches = _count(wave.requests, "request"), _count(wave.batches, "batch")
        self._tell(f"submitting {requests} in {batches}{price}")

    def progress(self, progress: Progress) -> None:
        """Say how the batches stand."""
        self._tell(
            f"{_count(progress.running, 'batch')} under way: {progress.done:,} of {_count(progress.requests, 'request')} over"
        )

    def note(self, line: str) -> None:
        """Print a line that the user must see."""
        self._watcher.note(line)

    def _tell(self, line: str) -> None:
        if line != self._told and not self._quiet:
            self._told = line
            self._watcher.note(line)


def run_batches(plan: Plan, watcher: Watcher, *, wait: bool, quiet: bool) -> None:
    """Put the answers of the corpus into the cache by batches, and say what that came to.

    Raises typer.Exit where some are still under way and nobody is to wait for them; and what
    `answer_by_batch` raises.
    """

    def articles() -> Iterator[tuple[int, Callable[[], Article]]]:
        records = read_corpus(
            plan.corpus, private=plan.private, skipped=lambda _: None, renaming=plan.renaming
        )
        return ((record.number, partial(article_of, record)) for record in records)

    outcome = run_until_stopped(
        answer_by_batch(
            articles,
            plan.how.settings,
            folder=plan.ledger / "batches",
            watcher=BatchLines(watcher, quiet=quiet),
            options=BatchOptions(
                wait=wait,
                retry_failed=State.FAILED in plan.again,
                sensitivity=plan.how.desk.sensitivity,
            ),
        )
    )
    if not quiet:
        watcher.note(_line(outcome))
    if outcome.still_running:
        watcher.note(
            f"{_count(outcome.still_running, 'batch')} under way: the same command goes on"
        )
        raise typer.Exit


def _count(number: int, noun: str) -> str:
    plural = "es" if noun.endswith("h") else "s"
    return f"{number:,} {noun}{'' if number == 1 else plural}"


def unanswered(plan: Plan) -> Mapping[int, str]:
    """Return why batches left articles without an answer, by the articles' numbers."""
    return dict(failures(plan.ledger / "batches"))


def _line(outcome: BatchOutcome) -> str:
    price = "" if outcome.price is None else f": {dollars(outcome.price)}"
    return (
        f"batches: {_count(outcome.submitted, 'request')} submitted, {outcome.answered:,} answered "
        f"({outcome.input_tokens:,} tokens in, {outcome.output_tokens:,} out){price}"
    )
