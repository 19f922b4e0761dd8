"""For the tests of those who use factdesk: a fixture that drafts with recorded answers.

::

    from factdesk import fact_check, read_article
    from factdesk.testing import recorded_drafter  # noqa: F401  # pytest finds it by its name

    def test_our_brief_shows_every_number(recorded_drafter):
        drafter = recorded_drafter("cassettes/story.yaml")
        report = fact_check(read_article("articles/story.txt"), drafter=drafter)
        assert report.worklist.rows[0].quantity.text == "480 homes"

It replays, and fails where prompt, schema or article have changed since. With FACTDESK_RECORD=all
in the environment it asks the model that the environment names, as `factdesk brief` does, and
records.
"""

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
