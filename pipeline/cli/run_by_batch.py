"""The part of `factdesk run --batch` that asks: batches, until no answer is missing."""

import functools
from collections.abc import Callable, Iterator, Mapping

import typer

from pipeline.cli.exits import run_until_stopped
from pipeline.corpus.batch.batches import counted
from pipeline.corpus.batch.waves import BatchOptions, BatchOutcome, answer_by_batch
from pipeline.corpus.outcome import State
from pipeline.corpus.plan import Plan, Watcher
from pipeline.corpus.reading.record import article_of
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

    told = ""

    def tell(line: str) -> None:
        nonlocal told
        if line != told and not quiet:  # a line when something has changed
            told = line
            watcher.note(line)

    outcome = run_until_stopped(
        answer_by_batch(
            articles,
            plan.recipe.settings,
            folder=plan.ledger / "batches",
            note=watcher.note,
            tell=tell,
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
        under_way = counted(outcome.still_running, "batch")
        watcher.note(f"{under_way} under way: the same command goes on")
        raise typer.Exit
    return outcome.failed


def _line(outcome: BatchOutcome) -> str:
    """Return what a run by batches came to."""
    price = "" if outcome.price is None else f": {dollars(outcome.price)}"
    return (
        f"batches: {counted(outcome.submitted, 'request')} submitted, {outcome.answered:,} "
        f"answered ({outcome.input_tokens:,} tokens in, {outcome.output_tokens:,} out){price}"
    )
