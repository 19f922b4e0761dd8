"""One paid answer for one request: kept answers first, and nobody asks what is being asked."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol

from pipeline.llm.completion import Completion, NotACompletion, read_completion
from pipeline.llm.request import Body
from pipeline.llm.traffic import Traffic

if TYPE_CHECKING:  # the cache loads diskcache
    from pipeline.llm.cache import AnswerCache


class NotAsked(Exception):
    """The request was not sent at all: who stands in the server's place does not ask."""


class Posts(Protocol):
    """Whatever sends a body to a model, or stands in its place."""

    asks: bool
    """Whether anything is ever sent; where not, `post` raises NotAsked."""

    async def post(
        self, body: Body, keep: Callable[[str, Completion], Awaitable[None]]
    ) -> Completion:
        """Return the completion; the reply was handed to `keep` as soon as it was there."""
        ...


class Completions:
    """Completions by request body, through a cache and with one flight for each key."""

    def __init__(
        self, server: Posts, cache: "AnswerCache", key_of: Callable[[Body], str], traffic: Traffic
    ) -> None:
        self._server, self._cache, self.key_of, self._traffic = server, cache, key_of, traffic
        self._flights: dict[str, asyncio.Task[Completion]] = {}

    @property
    def asks(self) -> bool:
        """Whether there is a server to ask."""
        return self._server.asks

    def kept(self, key: str, *, prompt: str) -> Completion | None:
        """Return the completion that is kept under a key; `prompt` tells what it is counted for."""
        if (kept := _completion_in(self._cache.get(key))) is not None:
            self._traffic.save(prompt, kept)
        return kept

    async def fetch(self, key: str, body: Body, *, prompt: str, again: bool = False) -> Completion:
        """Return the completion of a body from the server; raises what its last attempt raised.

        `prompt` and `again`, which tells a re-ask, say what its tokens are counted for.
        """
        if key in self._flights:
            self._traffic.joined += 1
        else:
            self._flights[key] = self._take_off(key, body, prompt, again=again)
        # Shielded: when one of those who wait is cancelled, the others still get the answer.
        return await asyncio.shield(self._flights[key])

    async def land(self) -> None:
        """Cancel what is still under way and wait until it is over."""
        flights = list(self._flights.values())
        for flight in flights:
            flight.cancel()
        await asyncio.gather(*flights, return_exceptions=True)

    def _take_off(
        self, key: str, body: Body, prompt: str, *, again: bool
    ) -> asyncio.Task[Completion]:
        def landed(flight: asyncio.Task[Completion]) -> None:
            del self._flights[key]
            if not flight.cancelled():
                flight.exception()  # looked at, or asyncio complains when every waiter has left

        flight = asyncio.create_task(self._fly(key, body, prompt, again=again))
        flight.add_done_callback(landed)
        return flight

    async def _fly(self, key: str, body: Body, prompt: str, *, again: bool) -> Completion:
        try:
            found = _completion_in(await self._cache.claim(key))
            if found is None:
                return await self._pay(key, body, prompt, again=again)
        finally:
            await self._cache.release(key)
        self._traffic.save(prompt, found)
        return found

    async def _pay(self, key: str, body: Body, prompt: str, *, again: bool) -> Completion:
        async def keep(reply: str, completion: Completion) -> None:
            if completion.complete:
                await self._cache.put(key, body, reply)

        completion = await self._server.post(body, keep)
        self._traffic.pay(prompt, completion, again=again)
        return completion


def _completion_in(reply: str | None) -> Completion | None:
    try:
        return None if reply is None else read_completion(reply)
    except NotACompletion:
        return None
