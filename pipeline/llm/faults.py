"""Faults of a request: which pass by themselves, how long to wait, what the user is told."""

import asyncio
import email.utils
import os
import re
import socket
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import httpx2
import openai
import tenacity

from pipeline.errors import (
    CassetteError,
    FactdeskError,
    ModelDenied,
    ModelError,
    ModelUnavailable,
)
from pipeline.fetch import proxy_for
from pipeline.llm.completions import NotACompletion, error_words
from pipeline.llm.request import endpoint_label
from pipeline.settings import Settings

Result = TypeVar("Result")
Sleep = Callable[[float], Awaitable[None]]
Pause = Callable[[float, BaseException], Awaitable[None]]
"""Waits so many seconds after that error."""

CONNECT_SECONDS = 10.0
"""For the connection alone: a model may think for minutes, a host that is there answers at once."""
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.5, 30.0
"""At most, before the second attempt and before any; the server may ask for other ones."""
TOO_MANY_FACTOR = 3
"""With five attempts that is two minutes of pauses on average; quotas by the minute need one."""
_TRUSTED_ATTEMPTS = 5
"""Attempts up to which a server is taken at its word."""
REQUEST_ERRORS, PAYMENT_REQUIRED, TOO_LARGE = 400, 402, 413
TOO_MANY, SERVER_ERRORS, UNAVAILABLE = 429, 500, 503
TOO_EARLY_OR_BUSY = {408, 409, 425, TOO_MANY}
FAULTS_OF_THE_NETWORK = (httpx2.TransportError, httpx2.DecodingError, OSError)
MORE_THAN_FITS = re.compile(r"context[ _](length|size|window)", re.IGNORECASE)
"""How OpenAI, vLLM and llama-server tell that a request is too long: in code, message or type."""
_NO_CREDIT = "insufficient_quota"
"""The code of a 429 that no waiting cures."""
_DENIALS = {
    401: "{where} does not accept the key; check OPENAI_API_KEY",
    PAYMENT_REQUIRED: "the account at {where} has no credit left; top it up",
    403: "{where} does not let this key use model {model!r}; use another key or model",
    404: "{where} knows no model {model!r}; check the model's name and OPENAI_BASE_URL",
    TOO_LARGE: "the request to {where} is more than model {model!r} takes; ask for less at once "
    "(--window 5)",
}
"""What a status says of the request itself."""


class Patience:
    """The seconds that one answer may still take; only `working` and `spend` use them up.

    Waiting for a slot is outside of both: forty questions to a server that answers one at a time
    all get the whole of their time.
    """

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    def spend(self, seconds: float) -> None:
        self.left -= seconds

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Count the time of the block; raises TimeoutError within it when none is left."""
        begin = time.monotonic()
        try:
            async with asyncio.timeout(self.left):
                yield
        finally:
            self.spend(time.monotonic() - begin)


def passes_by_itself(error: BaseException) -> bool:
    """Return whether the same request may well succeed a little later."""
    if isinstance(error, openai.APIStatusError):
        return _status_passes(error)
    if isinstance(error, openai.APIConnectionError):
        # Only a real fault of the network: a cassette's miss arrives in the same wrapping.
        return isinstance(error.__cause__, FAULTS_OF_THE_NETWORK)
    return isinstance(error, NotACompletion)


def is_too_much(error: BaseException) -> bool:
    """Return whether the server says that it gets more requests than it takes."""
    if not isinstance(error, openai.APIStatusError) or not _status_passes(error):
        return False
    asks = seconds_asked_for(error) is not None
    return error.status_code == TOO_MANY or (error.status_code == UNAVAILABLE and asks)


def status_is_passing(status: int) -> bool:
    """Return whether a status of HTTP tells of a busy or failing server, not of the request."""
    return status in TOO_EARLY_OR_BUSY or status >= SERVER_ERRORS


def seconds_asked_for(error: BaseException | None) -> float | None:
    """Return how long the server asks us to wait, in any of the three spellings, or None."""
    headers = error.response.headers if isinstance(error, openai.APIStatusError) else {}
    if (wait := _number(headers.get("retry-after-ms"))) is not None:
        return wait / 1000
    asked = headers.get("retry-after")
    return wait if (wait := _number(asked)) is not None else _until(asked)


async def retrying(
    attempt: Callable[[], Awaitable[Result]],
    *,
    attempts: Callable[[], int],
    patience: Patience,
    pause: Pause,
) -> Result:
    """Return the first success of `attempt`; raises its last error when it will not pass.

    `attempt` is an async function, or a partial of one: tenacity waits for no other. `attempts` is
    asked after each failure how many there may be.

    A server that gets too many requests is well, and is asked `TOO_MANY_FACTOR` times as often as
    `attempts` says. A wait that would outlast the patience is not begun: the error comes at once.
    """
    failed: BaseException = RuntimeError("nothing failed yet")
    faults = 0

    def hopeless(state: tenacity.RetryCallState) -> bool:
        nonlocal failed, faults
        failed = _error_of(state)
        faults += not is_too_much(failed)
        most = attempts()
        too_often = faults >= most or state.attempt_number >= most * TOO_MANY_FACTOR
        return too_often or state.upcoming_sleep >= patience.left

    async def wait(seconds: float) -> None:
        patience.spend(seconds)
        await pause(seconds, failed)

    policy = tenacity.AsyncRetrying(
        retry=tenacity.retry_if_exception(passes_by_itself),
        wait=_wait,
        sleep=wait,
        stop=hopeless,
        reraise=True,
    )
    return await policy(attempt)


def failure(error: BaseException, prompt: str, settings: Settings) -> FactdeskError | None:
    """Return the error a user is to see for one of the transport, or None if it is none of those.

    One line that says what to do; it names the prompt and the server and never holds the key.
    """
    misses = [cause for cause in _causes(error) if isinstance(cause, CassetteError)]
    if misses:
        return CassetteError(f"{prompt}: {misses[0]}")
    told = _told(error, settings)
    if told is None:
        return None
    kind, line = told
    return kind(settings.without_secrets(f"{prompt}: {line}"))


def _error_of(state: tenacity.RetryCallState) -> BaseException:
    error = state.outcome.exception() if state.outcome else None
    assert error is not None, "only failures are retried"  # noqa: S101
    return error


# Full jitter: clients that were turned away together do not come back together.
_backoff = tenacity.wait_random_exponential(multiplier=FIRST_WAIT_SECONDS, max=LONGEST_WAIT_SECONDS)
_jitter = tenacity.wait_random(0, 0.25)


def _wait(state: tenacity.RetryCallState) -> float:
    asked = seconds_asked_for(_error_of(state))
    if asked is None:
        return _backoff(state)
    # One that asks to wait for a second, again and again, needs longer than it says.
    return asked + (_jitter if state.attempt_number < _TRUSTED_ATTEMPTS else _backoff)(state)


def _status_passes(error: openai.APIStatusError) -> bool:
    told = error.response.headers.get("x-should-retry")
    if told in {"true", "false"}:
        return told == "true"
    return error.code != _NO_CREDIT and status_is_passing(error.status_code)


def _number(value: Any) -> float | None:  # noqa: ANN401  # a header of any kind
    try:
        return max(0.0, float(value))
    except (TypeError, ValueError):
        return None


def _until(date: str | None) -> float | None:
    try:
        return max(0.0, email.utils.parsedate_to_datetime(date or "").timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return None


def _told(error: BaseException, settings: Settings) -> tuple[type[ModelError], str] | None:
    where = _address(settings)
    if isinstance(error, openai.APIStatusError):
        return _status(error, where, settings)
    if isinstance(error, NotACompletion):
        check = "try again later, or check OPENAI_BASE_URL"
        return ModelUnavailable, f"{where} sent no completion but {error}; {check}"
    check = "check the network" if settings.base_url is None else "is the server running?"
    proxy = proxy_for(settings.server_url)
    if proxy and isinstance(error, openai.APIConnectionError):
        where = f"{where} through the proxy {proxy}"
    if isinstance(error.__cause__, httpx2.ConnectTimeout):
        within = f"within {CONNECT_SECONDS:g} s"
        return ModelUnavailable, f"no connection to {where} {within}; {check}"
    if isinstance(error, (openai.APITimeoutError, TimeoutError)):
        advice = "try again later, or use a faster model"
        return ModelUnavailable, f"no answer from {where} within {settings.deadline:g} s; {advice}"
    if isinstance(error.__cause__, httpx2.DecodingError):
        return ModelUnavailable, f"{where} sent a reply that cannot be unpacked; try again later"
    if isinstance(error, openai.APIConnectionError):
        return ModelUnavailable, f"no answer from {where}: {_network_reason(error)}; {check}"
    if isinstance(error, openai.OpenAIError):
        return ModelUnavailable, f"{where}: {error}"
    return None


def _status(
    error: openai.APIStatusError, where: str, settings: Settings
) -> tuple[type[ModelError], str]:
    status, words = error.status_code, error_words(error.body)
    said = f" (it says: {words})" if words else ""
    if status < REQUEST_ERRORS:  # not followed: the article would go to a server nobody has named
        address = error.response.headers.get("location", "")
        check = "set OPENAI_BASE_URL to the address that is meant"
        return ModelDenied, f"{where} sends requests on to {address[:200]!r}; {check}"
    if error.code == _NO_CREDIT:
        status = PAYMENT_REQUIRED
    elif status_is_passing(status):
        return ModelUnavailable, f"{where} {_busy(error)}; try again later{said}"
    elif status not in _DENIALS and MORE_THAN_FITS.search(f"{error.code} {error.type} {said}"):
        status = TOO_LARGE
    line = _DENIALS.get(
        status,
        f"{{where}} turns the request down with status {status}; it may know no JSON schemas: "
        "use another model or server",
    )
    return ModelDenied, line.format(where=where, model=settings.model) + said


def _busy(error: openai.APIStatusError) -> str:
    wait = seconds_asked_for(error)
    asks = f" and asks to wait {wait:.0f} s" if wait else ""
    state = "fails" if error.status_code >= SERVER_ERRORS else "takes no more requests now"
    return f"{state} (status {error.status_code}){asks}"


def _address(settings: Settings) -> str:
    if settings.weights is not None:
        return f"llama.cpp with {settings.weights.name}"
    if settings.base_url is None:
        return "OpenAI"
    return f"{settings.base_url.partition('://')[0]}://{endpoint_label(settings)}"


def _network_reason(error: BaseException) -> str:
    """Return the system's words, which lie deep below the client's "Connection error."."""
    deepest = error
    for deepest in _causes(error):
        if isinstance(deepest, OSError) and deepest.strerror:
            # These two number their faults in their own way; asyncio says "Connect call failed".
            if isinstance(deepest, (ssl.SSLError, socket.gaierror)) or not deepest.errno:
                return deepest.strerror.lower()
            return os.strerror(deepest.errno).lower()
    return (str(deepest) or type(deepest).__name__).rstrip(".").lower()


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        else:
            error = error.__cause__ or error.__context__
