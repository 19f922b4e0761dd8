"""What several tests of this folder share."""

import functools

import pytest

from pipeline.cli import brief
from pipeline.llm import open_model


@pytest.fixture
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `brief` try a server again at once."""

    async def at_once(_: float) -> None:
        pass

    monkeypatch.setattr(brief, "open_model", functools.partial(open_model, sleep=at_once))
