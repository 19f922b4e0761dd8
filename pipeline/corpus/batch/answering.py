"""All waves in order: gather, submit, watch and take, until nothing is missing."""

import sqlite3
from contextlib import closing
from pathlib import Path

from pipeline.corpus.batch.gathering import gather
from pipeline.corpus.batch.journal import Journal
from pipeline.corpus.batch.outcome import Articles, BatchOptions, BatchOutcome, BatchWatcher
from pipeline.corpus.batch.session import Session
from pipeline.corpus.batch.submitting import submit
from pipeline.corpus.batch.watching import look
from pipeline.errors import ModelUnavailable, SettingsError
from pipeline.llm.batch_api.openai_batches import OpenAIBatches
from pipeline.llm.model import open_cache
from pipeline.llm.prices import batch_price
from pipeline.llm.request import origin_of
from pipeline.settings import Settings

FIRST_PAUSE, LONGEST_PAUSE, PAUSE_GROWTH = 10.0, 300.0, 1.5
"""Seconds between looks: a small batch ends within minutes, a large one within hours."""
MOST_FAILED_LOOKS = 24
"""Looks in a row that may fail: two hours of a laptop or a server that is away."""
_OPTIONS = BatchOptions()


async def answer_by_batch(
    articles: Articles,
    settings: Settings,
    *,
    folder: Path,
    watcher: BatchWatcher,
    options: BatchOptions = _OPTIONS,
) -> BatchOutcome:
    """Put the answers of a corpus into the cache by way of batches; return what that came to.

    Afterwards an ordinary run with the same settings finds all answers kept, except those of the
    articles in `failures(folder)`. It may be killed or cancelled at any time: the same call goes on,
    and nothing is paid twice.

    Raises SettingsError where batches cannot be used, or another process is at work in the folder;
    BudgetSpent, before anything is sent, when `settings.budget` does not reach for a wave;
    ModelUnavailable or ModelDenied when the server cannot be reached or turns us down; CacheError
    when answers cannot be kept.
    """
    _require_usable(settings)
    try:
        with (
            Journal(folder, " ".join(filter(None, origin_of(settings)))) as journal,
            closing(open_cache(settings, watcher.note)) as cache,
        ):
            async with OpenAIBatches(settings, options.sleep) as server:
                session = Session(journal, server, cache, settings, watcher, options.sensitivity)
                return await _all_waves(session, articles, options)
    except (OSError, sqlite3.Error) as error:
        raise SettingsError(
            f"the batches in {str(folder)!r} cannot be kept ({error}): mend that, and the same command "
            "goes on"
        ) from error


async def _all_waves(session: Session, articles: Articles, options: BatchOptions) -> BatchOutcome:
    journal = session.journal
    journal.remove_strays()
    journal.unsettle()
    if options.retry_failed:
        journal.forgive()
    while True:
        if not journal.open_files():
            await gather(session, articles, options.limits)
        if not journal.open_files() or not await _all_taken(session, options):
            return _outcome(journal, session.settings)


async def _all_taken(session: Session, options: BatchOptions) -> bool:
    """Submit what is written and take what ends; return whether nothing is open any more."""
    pause, failed = FIRST_PAUSE, 0
    while True:
        try:
            await submit(session)
            ended, failed = await look(session), 0
        except ModelUnavailable as error:
            failed += 1
            if not options.wait or failed > MOST_FAILED_LOOKS:
                raise
            session.watcher.note(str(error))
            ended = False
        if not session.journal.open_files():
            return True
        if ended:
            pause = FIRST_PAUSE
        elif not options.wait:
            return False
        else:
            await options.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * PAUSE_GROWTH)


def _require_usable(settings: Settings) -> None:
    """Raise SettingsError for settings with which nothing can be answered by batches."""
    reasons = {
        f"model {settings.model!r} asks nobody": not settings.uses_model,
        "a model file is run here": settings.weights is not None,
        "a recording is no server": settings.cassette is not None,
        "there is no cache to keep answers in": not (settings.cache_dir or settings.shared_cache),
        "with refresh the run would ask for every answer again; use a new salt": settings.refresh,
    }
    for reason, holds in reasons.items():
        if holds:
            raise SettingsError(f"answers cannot come by batches: {reason}")


def _outcome(journal: Journal, settings: Settings) -> BatchOutcome:
    taken, still = journal.totals(taken=True), journal.totals(taken=False)
    return BatchOutcome(
        submitted=taken.requests + still.requests,
        answered=taken.answered,
        failed=journal.failed(),
        still_running=still.files,
        input_tokens=taken.input_tokens,
        output_tokens=taken.output_tokens,
        price=batch_price(settings, taken.input_tokens, taken.output_tokens),
    )
