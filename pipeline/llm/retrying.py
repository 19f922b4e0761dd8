"""Retries of a request: which faults of transport may pass, and how long to wait in between."""

import asyncio
import email.utils
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import httpx2
import openai
import tenacity

from pipeline.llm.completions import NotACompletion

Result = TypeVar("Result")
Sleep = Callable[[float], Awaitable[None]]
Pause = Callable[[float, BaseException], Awaitable[None]]
"""Waits so many seconds after that error."""

FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.5, 30.0
"""At most, before the second attempt and before any; the server may ask for other ones."""
TOO_MANY_FACTOR = 3
"""With five attempts that is two minutes of pauses on average; quotas by the minute need one."""
_TRUSTED_ATTEMPTS = 5
"""Attempts up to which a server is taken at its word."""
TOO_MANY, UNAVAILABLE = 429, 503
TOO_EARLY_OR_BUSY = {408, 409, 425, TOO_MANY}
SERVER_ERRORS = 500
FAULTS_OF_THE_NETWORK = (httpx2.TransportError, httpx2.DecodingError, OSError)


class Patience:
    """The seconds that one answer may still take; only `working` and `spend` use them up.

    Waiting for a slot is outside of both: forty questions to a server that answers one at a time
    all get the whole of their time.
    """

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    def spend(self, seconds: float) -> None:
        """Take seconds off."""
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

    `attempts` is asked after each failure how many there may be.

    A server that gets too many requests is well, and is asked `TOO_MANY_FACTOR` times as often as
    `attempts` says. A wait that would outlast the patience is not begun: the error comes at once.
    """
    failed: BaseException = RuntimeError("nothing failed yet")
    faults = 0

    async def once() -> Result:
        nonlocal failed, faults
        try:
            return await attempt()
        except Exception as error:
            failed, faults = error, faults + (not is_too_much(error))
            raise

    async def wait(seconds: float) -> None:
        patience.spend(seconds)
        await pause(seconds, failed)

    def hopeless(state: tenacity.RetryCallState) -> bool:
        most = attempts()
        too_often = faults >= most or state.attempt_number >= most * TOO_MANY_FACTOR
        return too_often or state.upcoming_sleep >= patience.left

    policy = tenacity.AsyncRetrying(
        retry=tenacity.retry_if_exception(passes_by_itself),
        wait=_wait,
        sleep=wait,
        stop=hopeless,
        reraise=True,
    )
    return await policy(once)


# Full jitter: clients that were turned away together do not come back together.
_backoff = tenacity.wait_random_exponential(multiplier=FIRST_WAIT_SECONDS, max=LONGEST_WAIT_SECONDS)
_jitter = tenacity.wait_random(0, 0.25)


def _wait(state: tenacity.RetryCallState) -> float:
    asked = seconds_asked_for(state.outcome.exception() if state.outcome else None)
    if asked is None:
        return _backoff(state)
    # One that asks to wait for a second, again and again, needs longer than it says.
    return asked + (_jitter if state.attempt_number < _TRUSTED_ATTEMPTS else _backoff)(state)


def _status_passes(error: openai.APIStatusError) -> bool:
    told = error.response.headers.get("x-should-retry")
    if told in {"true", "false"}:
        return told == "true"
    if error.code == "insufficient_quota":  # a 429 that no waiting cures
        return False
    return error.status_code in TOO_EARLY_OR_BUSY or error.status_code >= SERVER_ERRORS


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
