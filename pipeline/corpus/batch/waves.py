"""Waves of requests: each is gathered, submitted and taken, until no answer is missing."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any

from pipeline.corpus.batch.batches import Session, look, submit
from pipeline.corpus.batch.journal import Journal
from pipeline.corpus.batch.request_files import BatchLimits, RequestWriter
from pipeline.corpus.outcome import State
from pipeline.corpus.plan import Plan, Watcher
from pipeline.errors import ModelUnavailable, SettingsError
from pipeline.llm.batch_api import request_line
from pipeline.llm.batch_api.openai_batches import OpenAIBatches
from pipeline.llm.completions import NotKept
from pipeline.llm.model import ServedModel, deferring_model, open_cache
from pipeline.llm.prices import batch_price
from pipeline.llm.request import Body, Question, origin_of
from pipeline.settings import Settings
from pipeline.stages.draft.questions import asking_of, questions_on
from schemas import Article

FIRST_PAUSE, LONGEST_PAUSE, PAUSE_GROWTH = 10.0, 300.0, 1.5
"""Seconds between looks: a small batch ends within minutes, a large one within hours."""
MOST_FAILED_LOOKS = 24
"""Looks in a row that may fail: two hours of a laptop or a server that is away."""

Sleep = Callable[[float], Awaitable[None]]
"""Waits so many seconds."""
_ARTICLES_AT_ONCE = 16
"""Only a shared cache, which lies across a network, needs more than one."""


_LIMITS = BatchLimits()


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """What a run by batches came to, all its processes together."""

    submitted: int
    """Requests that were submitted, each as often as it was."""
    answered: int
    """Complete answers that were kept."""
    failed: Mapping[int, str]
    """Why articles have a question that the batches did not answer, by their places."""
    still_running: int
    """Batches that have not ended; the same call goes on with them. 0 when everything is done."""
    input_tokens: int
    output_tokens: int
    """What was billed, answers that could not be used included."""
    price: Decimal | None
    """US dollars for these, at the batch price; None where the model's price is not known."""


async def answer_by_batch(
    plan: Plan,
    watcher: Watcher,
    *,
    wait: bool = True,
    quiet: bool = False,
    limits: BatchLimits = _LIMITS,
    sleep: Sleep = asyncio.sleep,
) -> BatchOutcome:
    """Put the answers of a corpus into the cache by way of batches; return what that came to.

    Afterwards an ordinary run of the same plan finds all answers kept, except those of the articles
    that have failed. It may be killed or cancelled at any time: the same call goes on, and nothing
    is paid twice. Without `wait` it submits, takes what has ended, and leaves; `quiet` tells the
    watcher nothing but what the user must see.

    Raises SettingsError where batches cannot be used, or another process is at work in the folder;
    BudgetSpent, before anything is sent, when `settings.budget` does not reach for a wave;
    ModelUnavailable or ModelDenied when the server cannot be reached or turns us down; CacheError
    when answers cannot be kept.
    """
    settings, folder = plan.recipe.settings, plan.ledger / "batches"
    _require_usable(settings)
    try:
        with (
            Journal(folder, " ".join(filter(None, origin_of(settings)))) as journal,
            closing(open_cache(settings, watcher.note)) as cache,
        ):
            async with OpenAIBatches(settings, sleep) as server:
                session = Session(plan, watcher, quiet, journal, server, cache)
                return await _all_waves(session, limits, sleep if wait else None)
    except (OSError, sqlite3.Error) as error:
        raise SettingsError(
            f"the batches in {str(folder)!r} cannot be kept ({error}): mend that, and the same "
            "command goes on"
        ) from error


async def _all_waves(session: Session, limits: BatchLimits, sleep: Sleep | None) -> BatchOutcome:
    journal = session.journal
    journal.remove_strays()
    if State.FAILED in session.plan.again:
        journal.forgive()
    while True:
        if not journal.open_files():
            await gather(session, limits)
        if not journal.open_files() or not await _all_taken(session, sleep):
            return _outcome(session)


async def _all_taken(session: Session, sleep: Sleep | None) -> bool:
    """Submit what is written and take what ends; return whether nothing is open any more.

    Without a way to sleep it looks once.
    """
    pause, failed = FIRST_PAUSE, 0
    while True:
        try:
            await submit(session)
            ended, failed = await look(session), 0
        except ModelUnavailable as error:
            failed += 1
            if sleep is None or failed > MOST_FAILED_LOOKS:
                raise
            session.note(str(error))
            ended = False
        if not session.journal.open_files():
            return True
        if ended:
            pause = FIRST_PAUSE
        elif sleep is None:
            return False
        else:
            await sleep(pause)
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


def _outcome(session: Session) -> BatchOutcome:
    journal = session.journal
    taken, still = journal.totals(taken=True), journal.totals(taken=False)
    return BatchOutcome(
        submitted=taken.requests + still.requests,
        answered=taken.answered,
        failed=dict(sorted(session.failed.items())),
        still_running=still.files,
        input_tokens=taken.input_tokens,
        output_tokens=taken.output_tokens,
        price=batch_price(session.settings, taken.input_tokens, taken.output_tokens),
    )


async def gather(session: Session, limits: BatchLimits) -> None:
    """Write each request that has no answer, and is not under way, to request files.

    Articles that lack an answer for good are entered as failed. It is all entered at the end:
    a process that is killed before has cost nothing and begins anew.
    """
    journal = session.journal
    writer = RequestWriter(journal, session.settings, limits, journal.open_request)
    wave = _Wave(session, writer)
    try:
        with journal.writing():
            session.failed.clear()
            missing = (item for item in session.plan.articles() if item[0] not in session.settled)
            while together := list(islice(missing, _ARTICLES_AT_ONCE)):
                await _all_of(wave.ask(number, read) for number, read in together)
            writer.close()
    finally:
        writer.abandon()


class _Wave:
    """Asks about articles."""

    def __init__(self, session: Session, writer: RequestWriter) -> None:
        self._session, self._journal, self._writer = session, session.journal, writer

    async def ask(self, number: int, read: Callable[[], Article]) -> None:
        """Ask all questions on an article; it is settled when none of them lacks an answer."""
        settings, cache = self._session.settings, self._session.cache
        model = deferring_model(settings, cache, partial(self._put_aside, number))
        try:
            sensitivity = self._session.plan.recipe.desk.sensitivity
            questions = questions_on(read(), asking_of(settings, sensitivity))
        except Exception:  # noqa: BLE001  # whatever is wrong with it, the ordinary run says so
            questions = ()
        if all([await _answered(model, question) for question in questions]):
            self._session.settled.add(number)

    def _put_aside(self, article: int, key: str, body: Body) -> None:
        """Write a request that was not submitted yet, or may be once more."""
        standing = self._journal.standing(key)
        if standing is None or standing.may_be_submitted:
            self._writer.write(key, request_line(key, body))
            standing = self._journal.standing(key)
        if standing is not None and standing.cause is not None:
            self._session.failed.setdefault(article, standing.cause)


async def _answered(model: ServedModel, question: Question[Any]) -> bool:
    """Return whether a question has all its answers, be they good or not."""
    try:
        await model.ask(question)
    except NotKept:
        return False
    except (OSError, sqlite3.Error):  # the request could not be written
        raise
    except Exception:  # noqa: BLE001  # the ordinary run comes to the same end, and says so
        return True
    return True


async def _all_of(asked: Iterable[Coroutine[Any, Any, None]]) -> None:
    for ended in await asyncio.gather(*asked, return_exceptions=True):
        if ended is not None:
            raise ended
