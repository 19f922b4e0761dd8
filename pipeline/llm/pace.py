"""Requests and tokens a minute, spread evenly: nothing is sent before the last has had its time.

What a request takes in tokens is only known from the reply, so it is reckoned from the bytes of its
body, by what earlier requests took, and put right when the reply is there.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.llm.completion import Completion
from pipeline.llm.key import canonical_json
from pipeline.llm.request import Body
from pipeline.llm.retrying import Sleep
from pipeline.settings import Settings

_MINUTE = 60.0
# Before any reply is there. English news takes 4.7 bytes a token and JSON 3, measured with OpenAI's
# tokenizer; with an answer half as long as the request that is a token for two bytes.
_FIRST_TOKENS_A_BYTE = 0.5


class Schedule:
    """When the next request may go, by both measures; the caller brings the clock, in seconds."""

    def __init__(self, rpm: int | None, tpm: int | None) -> None:
        self._request_seconds = _MINUTE / rpm if rpm else 0.0
        self._token_seconds = _MINUTE / tpm if tpm else 0.0
        self._free_for_requests = self._free_for_tokens = float("-inf")
        self._tokens = self._bytes = 0

    def reckoned(self, size: int) -> float:
        """Return the tokens that a body of so many bytes takes with its answer, as far as is known."""
        return size * (self._tokens / self._bytes if self._tokens else _FIRST_TOKENS_A_BYTE)

    def wait(self, now: float, tokens: float) -> float:
        """Return the seconds until a request of so many tokens may go, and plan what follows on it."""
        start = max(now, self._free_for_requests, self._free_for_tokens)
        self._free_for_requests = start + self._request_seconds
        self._free_for_tokens = start + tokens * self._token_seconds
        return start - now

    def correct(self, size: int, reckoned: float, taken: int) -> None:
        """Put right what a request was reckoned to take, once its reply says so."""
        self._free_for_tokens += (taken - reckoned) * self._token_seconds
        self._tokens += taken
        self._bytes += size


@dataclass(slots=True)
class Turn:
    """One request's turn."""

    _schedule: Schedule
    _sleep: Sleep
    _now: Callable[[], float]
    _size: int
    _reckoned: float = 0.0

    async def come(self) -> None:
        """Wait until it has come; to be called by one at a time."""
        self._reckoned = self._schedule.reckoned(self._size)
        if wait := self._schedule.wait(self._now(), self._reckoned):
            await self._sleep(wait)

    def took(self, completion: Completion) -> None:
        """Take note of what the request took; a server that counts no tokens tells nothing."""
        if taken := completion.input_tokens + completion.output_tokens:
            self._schedule.correct(self._size, self._reckoned, taken)


class Pace:
    """The pace of a run: as its settings say, and none in a replay, which asks nobody."""

    def __init__(
        self, settings: Settings, sleep: Sleep, now: Callable[[], float] = time.monotonic
    ) -> None:
        rpm, tpm = (None, None) if settings.replays else (settings.rpm, settings.tpm)
        self._schedule, self._sleep, self._now = Schedule(rpm, tpm), sleep, now
        self._counts_tokens = tpm is not None

    def turn(self, body: Body) -> Turn:
        """Return the turn of a request, each attempt having its own."""
        return Turn(
            self._schedule, self._sleep, self._now, _size(body) if self._counts_tokens else 1
        )


def _size(body: Body) -> int:
    return len(canonical_json(body).encode("utf-8", "surrogatepass"))
