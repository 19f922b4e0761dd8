"""The search phrases of `factdesk verify --model`, which a model writes an article at a time."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager

from pipeline.cli.options import CassetteOptions
from pipeline.cli.spending import spending_lines
from pipeline.cli.standard_output import note
from pipeline.errors import CassetteError, ModelOutputInvalid, ModelRefused, SettingsError
from pipeline.llm import LanguageModel, open_model
from pipeline.settings import Settings
from pipeline.stages.draft.questions import phrases_of, phrases_question
from schemas import Article, SearchPhrases

PhrasesFor = Callable[[Article], tuple[SearchPhrases, ...]]


@contextmanager
def search_phrases(options: CassetteOptions) -> Iterator[PhrasesFor]:
    """Yield what gives the search phrases for an article: none where no model is named.

    At the end it says what they took. Raises SettingsError, or CassetteError where a recording
    cannot be read.
    """
    if not (options.model or options.cassette):
        options.require_cassette(None)
        yield lambda _: ()
        return
    settings = options.recorded_settings()
    if not settings.uses_model:
        raise SettingsError("--model names no model that could write phrases: leave it out")
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        # The recording of a brief holds more answers than these.
        model = runner.run(stack.enter_async_context(open_model(settings, strict=False)))
        try:
            yield lambda article: runner.run(_phrases(article, model, settings))
        finally:
            runner.run(stack.aclose())
            for line in (*model.traffic.notes, *spending_lines(model.traffic, settings)):
                note(line)


async def _phrases(
    article: Article, model: LanguageModel, settings: Settings
) -> tuple[SearchPhrases, ...]:
    """Return the phrases for an article; where the model gives none, a line says why."""
    question = phrases_question(article, settings)
    if question is None:
        return ()
    try:
        answer = await model.ask(question)
    except (ModelOutputInvalid, ModelRefused, CassetteError) as error:
        note(f"no search phrases for {article.source}: {error}")
        return ()
    return phrases_of(answer.last)
