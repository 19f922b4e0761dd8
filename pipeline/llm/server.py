"""One request to the server: a completion, after as many attempts as its patience allows."""

import functools
from collections.abc import Callable
from contextlib import nullcontext

import httpx2
import openai

from pipeline.errors import SettingsError
from pipeline.llm.completions import Completion, Keep, Traffic, read_completion
from pipeline.llm.faults import (
    CONNECT_SECONDS,
    Patience,
    Sleep,
    is_too_much,
    retrying,
    seconds_asked_for,
)
from pipeline.llm.pacing import Schedule, Slots, Turn
from pipeline.llm.request import Body
from pipeline.settings import Settings

FIRST_ATTEMPTS = 5
"""At most, while nobody has answered yet: a wrong address is told within seconds."""


def open_client(settings: Settings) -> openai.AsyncOpenAI:
    """Return the vendor's client for the server of the settings, to be closed by who opens it.

    Made inside the running loop, which its sockets belong to. Its own retries are off: two layers
    of retrying multiply (36 calls were seen). It follows no redirect: that would take the article
    to a server that nobody has named. Raises SettingsError where proxies or certificates that the
    environment names cannot be used.
    """
    timeout = httpx2.Timeout(settings.deadline, connect=CONNECT_SECONDS)
    try:
        http_client = openai.DefaultAsyncHttpxClient(follow_redirects=False, timeout=timeout)
    except ImportError as error:
        raise SettingsError(
            "the environment names a SOCKS proxy, which needs a package: pip install socksio"
        ) from error
    except (httpx2.InvalidURL, ValueError, OSError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise SettingsError(
            f"no connection can be made ({reason}): check HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, "
            "SSL_CERT_FILE and SSL_CERT_DIR"
        ) from error
    try:
        client = openai.AsyncOpenAI(
            api_key=settings.sent_key,
            base_url=settings.server_url,
            max_retries=0,
            http_client=http_client,
        )
        # It sends more variables of the environment than we know.
        headers = {**client.default_headers, **client.auth_headers}
        sent = {name: value for name, value in headers.items() if isinstance(value, str)}
        httpx2.Request("POST", settings.server_url, headers=sent)
    except (httpx2.InvalidURL, ValueError) as error:
        raise SettingsError(
            "no request can be made: check the variables that begin with OPENAI_"
        ) from error
    return client


class Server:
    """The connection to a model, by a client that is open."""

    def __init__(
        self,
        settings: Settings,
        client: openai.AsyncOpenAI,
        traffic: Traffic,
        sleep: Sleep,
        admit: Callable[[], None],
    ) -> None:
        """Take what is asked before each attempt whether it may be made; it raises when not."""
        self._settings, self._client = settings, client
        self._traffic, self._sleep, self._admit = traffic, sleep, admit
        self._answers = False
        """Whether there is a server at all: it has answered once."""
        self._slots = Slots(settings.concurrency)
        # A replay asks nobody, so it keeps no pace.
        rpm, tpm = (None, None) if settings.replays else (settings.rpm, settings.tpm)
        self._schedule = Schedule(rpm, tpm)

    async def post(self, body: Body, keep: Keep) -> Completion:
        patience = Patience(self._settings.deadline)
        return await retrying(
            functools.partial(self._attempt, body, patience, keep),
            attempts=self._attempts,
            patience=patience,
            pause=self._pause,
        )

    def _attempts(self) -> int:
        most = self._settings.attempts
        return most if self._answers else min(most, FIRST_ATTEMPTS)

    async def _attempt(self, body: Body, patience: Patience, keep: Keep) -> Completion:
        turn = Turn(self._schedule, body, self._sleep)
        async with self._slots.taken(turn.wait) as number:  # not held while backing off
            self._admit()
            try:
                async with patience.working():
                    reply = await self._reply(body)
            except openai.APIStatusError as error:
                if is_too_much(error):
                    self._slots.limit.turned_away(number)
                raise
            self._slots.limit.served()
            self._answers = True
            completion = read_completion(reply)
            turn.correct(completion)
            # Within the slot, so that a crash loses no more answers than were asked for at once.
            await keep(reply, completion)
            return completion

    async def _pause(self, seconds: float, after: BaseException) -> None:
        """Wait before another attempt; nobody asks meanwhile if it was the server that said so."""
        told = is_too_much(after) and seconds_asked_for(after) is not None
        with self._slots.paused() if told else nullcontext():
            await self._sleep(seconds)

    async def _reply(self, body: Body) -> str:
        self._traffic.http_attempts += 1
        # Not `chat.completions.create`: that reorders the body, and our key is of these bytes.
        response = await self._client.post("/chat/completions", cast_to=httpx2.Response, body=body)
        # A server, or a proxy before it, may repeat what it was sent: that goes no further.
        return self._settings.without_secrets(response.text)
