"""What a fault costs: the requests, the re-asks, the waits and the line, as they happened."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import SimpleNamespace
from typing import Any
from unittest import mock

from pipeline.errors import ModelError
from pipeline.llm import open_model
from pipeline.settings import Settings
from tests.faults.faults import FINE, NONE, NOW, Fault
from tests.scripted_server import Reply, scripted_server
from tests.unit.llm.asking import Pauses, question, settings

ADDRESS = "http://127.0.0.1:8080/v1"
"""Stands for the address of the scripted server, whose port is another each time."""


@dataclass(frozen=True, slots=True)
class Luck:
    """Takes the place of chance in the waits: 0 makes each the shortest it can be, 1 the longest."""

    share: float

    def random(self) -> float:
        return self.share

    def uniform(self, low: float, high: float) -> float:
        return low + self.share * (high - low)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the asking of one question ended."""

    requests: int
    reasks: int
    waits: tuple[float, ...]
    error: ModelError | None
    line: str


@dataclass(frozen=True, slots=True)
class Played:
    """A fault as it happened: with the shortest waits and the longest, and whether it may pass."""

    lucky: Outcome
    unlucky: Outcome
    passes: bool

    @property
    def waits(self) -> str:
        """The seconds waited, from the shortest to the longest that chance allows."""
        pairs = list(zip(self.lucky.waits, self.unlucky.waits, strict=True))
        if not pairs:
            return NONE
        low, high = pairs[0]
        if len(pairs) > 1 and len(set(pairs)) == 1:
            return f"{low:g} to {high:g} s, {len(pairs)} times"
        longest = [(key, len(list(same))) for key, same in groupby(longest for _, longest in pairs)]
        parts = (f"{times} × {each:g}" if times > 1 else f"{each:g}" for each, times in longest)
        return f"{low:g} to {', '.join(parts)} s"


def played(fault: Fault) -> Played:
    """Return what became of a fault."""
    lucky, unlucky = (play(fault.script, fault.told, Luck(share)) for share in (0.0, 1.0))
    once = play((fault.script[0], FINE), fault.told, Luck(0.0))
    return Played(lucky, unlucky, passes=once.error is None)


def play(script: Sequence[Reply], told: Mapping[str, Any], luck: Luck) -> Outcome:
    """Ask one question of a server with that script, at a standing clock and without sleeping."""
    pauses = Pauses()
    clock = SimpleNamespace(time=lambda: NOW, monotonic=time.monotonic)
    with (
        mock.patch("pipeline.llm.faults.time", clock),
        mock.patch("tenacity.wait.random", luck),
        scripted_server(script) as server,
    ):
        error = asyncio.run(_error(settings(server.base_url, **told), pauses))
        line = str(error or "").replace(server.base_url, ADDRESS)
    dialogues = {len(body["messages"]) for body in server.requests}
    return Outcome(len(server.requests), len(dialogues) - 1, tuple(pauses), error, line)


async def _error(told: Settings, pauses: Pauses) -> ModelError | None:
    async with open_model(told, sleep=pauses) as model:
        try:
            answer = await model.ask(question())
        except ModelError as error:
            return error
    assert answer.fits
    return None
