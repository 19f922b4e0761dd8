"""The way in: a model for the time of a run, with its cache or its cassette."""

import asyncio
import functools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.llm.budget import keeper_of
from pipeline.llm.cassette import cassette, cassette_is_open
from pipeline.llm.completions import Completions
from pipeline.llm.conversation import Conversation
from pipeline.llm.late_server import LateServer, started
from pipeline.llm.question import Answer, Form, Question
from pipeline.llm.traffic import Traffic
from pipeline.llm.weights_file import require_runnable
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.llm.cache import AnswerCache
    from pipeline.llm.request import Body


@dataclass(frozen=True, slots=True)
class ServedModel:
    """A model behind an OpenAI-compatible server; `traffic` counts what was sent."""

    settings: Settings
    traffic: Traffic
    completions: Completions

    async def ask(self, question: Question[Form]) -> Answer[Form]:
        """Return the answers that fitted the form, at least one, the last one last.

        Raises ModelUnavailable, ModelDenied, ModelRefused or ModelOutputInvalid, each naming the
        prompt; and CassetteError when a recording is open that lacks the question.
        """
        return await Conversation(question, self.completions, self.settings).run()


@asynccontextmanager
async def open_model(
    settings: Settings,
    *,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    explain: Callable[[str], None] | None = None,
) -> AsyncIterator[ServedModel]:
    """Return the model that the settings name, for use within the running loop.

    With `settings.cassette` the answers are recorded or replayed and the cache is left alone. At
    the end of a replay CassetteError is raised when recorded answers were never asked for. `sleep`
    is how it waits between attempts; `explain` is told of each request whether its answer is kept
    and why not.
    """
    if settings.weights is not None and not settings.replays:
        require_runnable(settings.weights)
    traffic = Traffic()
    with ExitStack() as open_until_the_end:
        if settings.cassette is not None:
            open_until_the_end.enter_context(cassette(settings.cassette, settings.record))
        cache = open_cache(settings, traffic.note)
        open_until_the_end.callback(cache.close)
        key_of = key_function(settings, cache, explain)
        start = functools.partial(started, settings, traffic, sleep, keeper_of(settings, traffic))
        async with LateServer(start) as server:
            completions = Completions(server, cache, key_of, traffic)
            try:
                yield ServedModel(settings, traffic, completions)
            finally:
                await completions.land()


def open_cache(settings: Settings, note: Callable[[str], None]) -> "AnswerCache":
    """Return where answers of a run are kept: the folder, or memory while a cassette is open.

    What the settings share lies behind it. `note` gets a line for the user when one of them cannot
    be used. Raises SettingsError when the package for the shared storage is missing.
    """
    from pipeline.llm.cache import FreshCache, RunCache  # noqa: PLC0415

    if cassette_is_open():
        return RunCache()
    kept = _at_hand(settings, note) if settings.shared_cache is None else _shared(settings, note)
    return FreshCache(kept) if settings.refresh else kept


def key_function(
    settings: Settings, cache: "AnswerCache", explain: Callable[[str], None] | None = None
) -> "Callable[[Body], str]":
    """Return what gives a request its key; with `explain` it tells of each whether it is kept."""
    from pipeline.llm.cache_explained import Explainer, explained  # noqa: PLC0415
    from pipeline.llm.key import origin_of, request_key  # noqa: PLC0415

    origin = origin_of(settings)
    key_of = functools.partial(request_key, endpoint=origin.endpoint, salt=origin.salt)
    if explain is None or settings.cache_dir is None or cassette_is_open():
        return key_of
    return explained(key_of, Explainer(settings.cache_dir, cache, origin), explain)


def _at_hand(settings: Settings, note: Callable[[str], None]) -> "AnswerCache":
    from pipeline.llm.cache import FolderCache, RunCache  # noqa: PLC0415
    from pipeline.llm.key import origin_of  # noqa: PLC0415

    if settings.cache_dir is None:
        return RunCache()
    return FolderCache(settings.cache_dir, note, origin_of(settings))


def _shared(settings: Settings, note: Callable[[str], None]) -> "AnswerCache":
    from pipeline.llm.key import origin_of  # noqa: PLC0415
    from pipeline.llm.leases import Leases  # noqa: PLC0415
    from pipeline.llm.shared_cache import SharedCache  # noqa: PLC0415
    from pipeline.llm.storage import open_storage  # noqa: PLC0415
    from pipeline.llm.storage_calls import StorageCalls  # noqa: PLC0415

    calls = StorageCalls(open_storage(settings.shared_cache or ""), note)
    at_hand, leases = _at_hand(settings, note), Leases(calls)
    return SharedCache(at_hand, calls, leases, origin_of(settings), settings.deadline)
