"""A model that sends nothing: what the cache has is answered, any other request is put aside.

It is asked through the very conversation of an ordinary run, so what it puts aside is by
construction what an ordinary run would send.
"""

from collections.abc import Awaitable, Callable
from typing import NoReturn

from pipeline.llm.cache import AnswerCache
from pipeline.llm.completion import Completion
from pipeline.llm.completions import Completions, NotAsked
from pipeline.llm.model import ServedModel
from pipeline.llm.request import Body
from pipeline.llm.traffic import Traffic
from pipeline.settings import Settings

PutAside = Callable[[str, Body], None]
"""Takes the key and the body of a request that has no answer yet."""


class Deferred(NotAsked):
    """The request has no answer yet: it was put aside, to be sent in a batch."""


class DeferringServer:
    """Stands where the server does, and puts aside what would be sent."""

    asks = False

    def __init__(self, key_of: Callable[[Body], str], put_aside: PutAside) -> None:
        self._key_of, self._put_aside = key_of, put_aside

    async def post(
        self,
        body: Body,
        keep: Callable[[str, Completion], Awaitable[None]],  # noqa: ARG002  # nothing to keep
    ) -> NoReturn:
        """Put the body aside under its key; always raises Deferred."""
        key = self._key_of(body)
        self._put_aside(key, body)
        raise Deferred(key)


def deferring_model(
    settings: Settings, cache: AnswerCache, key_of: Callable[[Body], str], put_aside: PutAside
) -> ServedModel:
    """Return a model that answers from the cache; for any other question it raises Deferred.

    A question whose answers do not do is asked again as ever, from the cache or put aside.
    """
    traffic = Traffic()
    server = DeferringServer(key_of, put_aside)
    return ServedModel(settings, traffic, Completions(server, cache, key_of, traffic))
