"""The way in: a model for the time of a run, with its cache or its cassette."""

import asyncio
import functools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.llm.cassette import cassette, cassette_is_open
from pipeline.llm.question import Answer, Form, Question
from pipeline.llm.traffic import Traffic
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.llm.cache import AnswerCache
    from pipeline.llm.completions import Completions


@dataclass(frozen=True, slots=True)
class ServedModel:
    """A model behind an OpenAI-compatible server; `traffic` counts what was sent."""

    settings: Settings
    traffic: Traffic
    completions: "Completions"

    async def ask(self, question: Question[Form]) -> Answer[Form]:
        """Return the answers that fitted the form, at least one, the last one last.

        Raises ModelUnavailable, ModelDenied, ModelRefused or ModelOutputInvalid, each naming the
        prompt; and CassetteError when a recording is open that lacks the question.
        """
        from pipeline.llm.conversation import Conversation  # noqa: PLC0415

        return await Conversation(question, self.completions, self.settings).run()


@asynccontextmanager
async def open_model(
    settings: Settings, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> AsyncIterator[ServedModel]:
    """Return the model that the settings name, for use within the running loop.

    With `settings.cassette` the answers are recorded or replayed and the cache is left alone. At
    the end of a replay CassetteError is raised when recorded answers were never asked for. `sleep`
    is how it waits between attempts.
    """
    from pipeline.llm.budget import keeper_of  # noqa: PLC0415
    from pipeline.llm.completions import Completions  # noqa: PLC0415  # they load openai
    from pipeline.llm.key import endpoint_label, request_key  # noqa: PLC0415
    from pipeline.llm.server import Server  # noqa: PLC0415
    from pipeline.llm.weights import WeightsServer, require_runnable  # noqa: PLC0415

    own = settings.weights if not settings.replays else None
    if own:
        require_runnable(own)
    traffic = Traffic()
    endpoint = "a recording" if settings.replays else endpoint_label(settings)
    key_of = functools.partial(request_key, endpoint=endpoint, salt=settings.salt)
    with ExitStack() as open_until_the_end:
        if settings.cassette is not None:
            open_until_the_end.enter_context(cassette(settings.cassette, settings.record))
        cache = open_cache(settings, traffic.note)
        open_until_the_end.callback(cache.close)
        reach = WeightsServer if own else Server
        async with reach(settings, traffic, sleep, keeper_of(settings, traffic)) as server:
            completions = Completions(server, cache, key_of, traffic)
            try:
                yield ServedModel(settings, traffic, completions)
            finally:
                await completions.land()


def open_cache(settings: Settings, note: Callable[[str], None]) -> "AnswerCache":
    """Return where answers of a run are kept: the folder, or memory while a cassette is open.

    `note` gets a line for the user when the folder cannot be used.
    """
    from pipeline.llm.cache import FolderCache, RunCache  # noqa: PLC0415

    if settings.cache_dir is None or cassette_is_open():
        return RunCache()
    return FolderCache(settings.cache_dir, note)
