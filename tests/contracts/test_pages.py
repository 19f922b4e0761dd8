"""The pages of docs/ that are made from the code say what the code does now."""

from pathlib import Path

import pytest

from pipeline.checks import CHECKS
from pipeline.stages.render.checks_list import checks_markdown

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"


@pytest.mark.skipif(not PAGE.is_file(), reason="docs/ is not beside these tests")
def test_the_page_of_the_checks_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == checks_markdown(CHECKS), "run `make docs`"
