"""The fixture behind `factdesk.testing`, which says what it is for."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.settings import Settings
from pipeline.stages.draft.model_drafter import RecordedDrafter

__all__ = ["RecordedDrafter", "recorded_drafter"]


@pytest.fixture
def recorded_drafter() -> Callable[[str | Path], RecordedDrafter]:
    """Return a function from the path of a cassette to the drafter that replays or records it."""
    return _drafter


def _drafter(cassette: str | Path) -> RecordedDrafter:
    path = Path(cassette)
    if os.environ.get("FACTDESK_RECORD") != "all":
        return RecordedDrafter(path)
    settings = Settings.from_environment(os.environ, cassette=path, record="all")
    return RecordedDrafter(path, settings)
