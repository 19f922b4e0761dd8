"""Batches on OpenAI's Batch API, each remote step retried as other requests are.

A request that may have gone through is never simply sent again: before a batch is created a second
time, the server's list is searched for the first.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Self, TypeVar

import httpx2
import openai
from openai.types import Batch

from pipeline.errors import ModelDenied, SettingsError
from pipeline.llm.batch_api import URL, BatchState
from pipeline.llm.completions import one_line
from pipeline.llm.faults import Patience, Sleep, failure, retrying
from pipeline.llm.request import endpoint_label
from pipeline.llm.server import open_client
from pipeline.settings import Settings

MARK = "factdesk"
"""The name in a batch's metadata under which we find one again."""

TRANSFER_SECONDS = 3600.0
"""For one file, with its retries: 200 MB over a line of 2 Mbit/s takes 14 minutes."""
_PAGE = 100
"""Batches that the server lists at a time; OpenAI's lists no more."""
_NO_SUCH_ADDRESS = {404, 405, 501}

Result = TypeVar("Result")


class OpenAIBatches:
    """The connection to a server that has a Batch API. Made inside the running loop."""

    def __init__(self, settings: Settings, sleep: Sleep = asyncio.sleep) -> None:
        self._settings, self._sleep = settings, sleep
        self._client = open_client(settings)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()

    async def upload(self, path: Path) -> str:
        """Return the id of the uploaded file. Raises SettingsError where there is no Batch API."""

        async def attempt() -> str:
            with path.open("rb") as file:  # a handle is streamed; a path would be read whole
                sent = await self._client.files.create(
                    file=(path.name, file, "application/jsonl"), purpose="batch"
                )
            return _named(sent.id)

        return await self._doing(attempt, TRANSFER_SECONDS, missing=self._no_batches())

    async def create(self, file_id: str, mark: str, *, maybe_there: bool) -> BatchState:
        """Return the batch of an uploaded file, one for each mark however often this is called.

        `maybe_there` says that an earlier call may have gone through.
        """

        async def attempt() -> BatchState:
            nonlocal maybe_there
            if maybe_there and (earlier := await self._find(mark)) is not None:
                return earlier
            maybe_there = True  # from here on, a dropped connection leaves it open
            batch = await self._client.batches.create(
                input_file_id=file_id,
                endpoint=URL,
                completion_window="24h",
                metadata={MARK: mark},
            )
            return _state(batch)

        return await self._doing(attempt, self._settings.deadline, missing=self._no_batches())

    async def look(self, batch_id: str) -> BatchState:
        """Return how a batch stands. Raises ModelDenied for one that the server does not know."""

        async def attempt() -> BatchState:
            return _state(await self._client.batches.retrieve(batch_id))

        unknown = ModelDenied(f"batch: the server knows no batch {batch_id!r}{_ADVICE}")
        return await self._doing(attempt, self._settings.deadline, missing=unknown)

    async def download(self, file_id: str, path: Path) -> None:
        """Write the file of that id to the path. Raises ModelDenied when it is there no more."""

        async def attempt() -> None:
            try:
                async with self._client.files.with_streaming_response.content(file_id) as reply:
                    await reply.stream_to_file(path)
            except httpx2.TransportError as error:  # within the body, the client does not wrap it
                raise openai.APIConnectionError(request=error.request) from error

        gone = ModelDenied(f"batch: the server has no file {file_id!r}{_ADVICE}")
        await self._doing(attempt, TRANSFER_SECONDS, missing=gone)

    async def _find(self, mark: str) -> BatchState | None:
        async for batch in self._client.batches.list(limit=_PAGE):  # newest first, page by page
            if (batch.metadata or {}).get(MARK) == mark:
                return _state(batch)
        return None

    async def _doing(
        self, step: Callable[[], Awaitable[Result]], seconds: float, *, missing: Exception
    ) -> Result:
        patience = Patience(seconds)

        async def attempt() -> Result:
            async with patience.working():
                return await step()

        try:
            return await retrying(
                attempt,
                attempts=lambda: self._settings.attempts,
                patience=patience,
                pause=self._pause,
            )
        except Exception as error:
            if isinstance(error, openai.APIStatusError) and error.status_code in _NO_SUCH_ADDRESS:
                raise missing from error
            told = failure(error, "batch", self._settings)
            if told is None:
                raise
            raise told from error

    async def _pause(self, seconds: float, _after: BaseException) -> None:
        await self._sleep(seconds)

    def _no_batches(self) -> SettingsError:
        where = endpoint_label(self._settings)
        return SettingsError(
            f"the server {where} has no Batch API (it has no /files or no /batches): "
            "leave --batch out, or use OpenAI's own server"
        )


_ADVICE = (
    ": use the key and project that it was submitted with; or remove the folder batches "
    "of the run, and what has no answer is submitted, and paid, anew"
)


def _state(batch: Batch) -> BatchState:
    counts: Any = batch.request_counts
    errors = (batch.errors.data if batch.errors else None) or []
    first = errors[0] if errors else None
    return BatchState(
        batch_id=_named(batch.id),
        status=str(batch.status),
        done=(counts.completed or 0) + (counts.failed or 0) if counts else 0,
        output_file=batch.output_file_id or None,
        error_file=batch.error_file_id or None,
        code=str(first.code or "") if first else "",
        failure=one_line(first.message, 300) if first else "",
    )


def _named(given: object) -> str:
    """Return an id; raises OpenAIError for a reply without one, as a proxy's page gives."""
    if not isinstance(given, str) or not given:
        raise openai.OpenAIError("the reply holds no id; check OPENAI_BASE_URL")
    return given
