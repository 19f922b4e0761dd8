"""The requests of a wave: the corpus is asked about as in an ordinary run, by a model that sends nothing."""

from collections.abc import Callable
from typing import Any

from pipeline.corpus.batch.journal import Journal
from pipeline.corpus.batch.outcome import Articles, BatchLimits
from pipeline.corpus.batch.request_files import RequestWriter
from pipeline.corpus.batch.session import Session
from pipeline.errors import ArticleError, ModelError
from pipeline.llm.deferring import Deferred, deferring_model
from pipeline.llm.model import ServedModel, key_function
from pipeline.llm.question import Question
from pipeline.llm.request import Body
from pipeline.stages.draft.model import questions_on
from schemas import Article


async def gather(session: Session, articles: Articles, limits: BatchLimits) -> None:
    """Write each request that has no answer, and is not under way, to request files.

    Articles that lack an answer for good are entered as failed. It is all entered at the end:
    a process that is killed before has cost nothing and begins anew.
    """
    journal, settings, cache = session.journal, session.settings, session.cache
    writer = RequestWriter(journal, settings, limits)
    wave = _Wave(journal, writer)
    model = deferring_model(settings, cache, key_function(settings, cache), wave.put_aside)
    try:
        with journal.writing():
            journal.forget_failed()
            for number, read in articles():
                if not journal.is_settled(number):
                    await wave.ask(model, number, read)
            writer.close()
    finally:
        writer.abandon()


class _Wave:
    """Goes over the corpus, an article at a time."""

    def __init__(self, journal: Journal, writer: RequestWriter) -> None:
        self._journal, self._writer = journal, writer
        self._article = 0

    async def ask(self, model: ServedModel, number: int, read: Callable[[], Article]) -> None:
        """Ask all questions on an article; it is settled when none of them lacks an answer."""
        self._article = number
        try:
            article = read()
        except ArticleError:  # the ordinary run says so of it
            self._journal.settle(number)
            return
        answered = [
            await _answered(model, each) for each in questions_on(article, model.settings.window)
        ]
        if all(answered):
            self._journal.settle(number)

    def put_aside(self, key: str, body: Body) -> None:
        """Write a request that was not submitted yet, or may be once more."""
        standing = self._journal.standing(key)
        if standing is None or standing.may_be_submitted:
            self._writer.write(key, body)
            standing = self._journal.standing(key)
        if standing is not None and standing.cause is not None:
            self._journal.fail_article(self._article, standing.cause)


async def _answered(model: ServedModel, question: Question[Any]) -> bool:
    """Return whether a question has all its answers, be they good or not."""
    try:
        await model.ask(question)
    except Deferred:
        return False
    except ModelError:  # no answer is good: the ordinary run comes to the same end
        return True
    return True
