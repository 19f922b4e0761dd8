"""What several tests of this folder share."""

import functools
from collections.abc import Iterator

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from pipeline.cli import brief
from pipeline.llm import open_model


@pytest.fixture
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `brief` try a server again at once."""

    async def at_once(_: float) -> None:
        pass

    monkeypatch.setattr(brief, "open_model", functools.partial(open_model, sleep=at_once))


@pytest.fixture
def stored() -> Iterator[MemoryFileSystem]:
    """Return a storage with nothing in it, before and after."""
    storage = fsspec.filesystem("memory")
    storage.store.clear()
    storage.pseudo_dirs[:] = [""]
    yield storage
    storage.store.clear()
    storage.pseudo_dirs[:] = [""]
