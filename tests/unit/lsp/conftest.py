"""What several tests of this folder share."""

from pathlib import Path

import pytest

from tests.editor import STORY


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a workspace folder with a source."""
    (tmp_path / "story.txt").write_text(STORY)
    return tmp_path
