"""The requests of a wave: the corpus is asked about as in an ordinary run, by a model that sends nothing."""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine, Iterable
from functools import partial
from itertools import islice
from typing import Any

from pipeline.corpus.batch.outcome import Articles, BatchLimits
from pipeline.corpus.batch.request_files import RequestWriter
from pipeline.corpus.batch.session import Session
from pipeline.llm.completions import NotKept
from pipeline.llm.model import ServedModel, deferring_model
from pipeline.llm.question import Question
from pipeline.llm.request import Body
from pipeline.stages.draft.questions import questions_on
from schemas import Article

_AT_ONCE = 16
"""Articles that are asked about at once: only a shared cache, which lies across a network, needs it."""


async def gather(session: Session, articles: Articles, limits: BatchLimits) -> None:
    """Write each request that has no answer, and is not under way, to request files.

    Articles that lack an answer for good are entered as failed. It is all entered at the end:
    a process that is killed before has cost nothing and begins anew.
    """
    journal = session.journal
    writer = RequestWriter(journal, session.settings, limits)
    wave = _Wave(session, writer)
    try:
        with journal.writing():
            journal.forget_failed()
            missing = (each for each in articles() if not journal.is_settled(each[0]))
            while some := list(islice(missing, _AT_ONCE)):
                await _all_of(wave.ask(number, read) for number, read in some)
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
            questions = questions_on(read(), settings.window, self._session.sensitivity)
        except Exception:  # noqa: BLE001  # whatever is wrong with it, the ordinary run says so
            questions = ()
        if all([await _answered(model, each) for each in questions]):
            self._journal.settle(number)

    def _put_aside(self, article: int, key: str, body: Body) -> None:
        """Write a request that was not submitted yet, or may be once more."""
        standing = self._journal.standing(key)
        if standing is None or standing.may_be_submitted:
            self._writer.write(key, body)
            standing = self._journal.standing(key)
        if standing is not None and standing.cause is not None:
            self._journal.fail_article(article, standing.cause)


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
    """Wait for all of them; raises what the first of them raised."""
    for ended in await asyncio.gather(*asked, return_exceptions=True):
        if ended is not None:
            raise ended
