"""No check of an error fires on an article without one: a false alarm fails a newsroom's run."""

from pathlib import Path

import pytest

from pipeline import article_from_text
from pipeline.checks import CHECKS, Reading
from pipeline.reconcile import Source
from schemas import Tier

ROOT = Path(__file__).parents[3]
ARTICLES = [
    *sorted(ROOT.glob("bench/data/*/articles/*.txt")),
    *sorted(ROOT.glob("examples/*.txt")),
    *sorted(ROOT.glob("examples/*.md")),
]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: f"{path.parts[-3]}-{path.name}")
def test_no_error_is_found_in_a_clean_article(path: Path) -> None:
    kind = "markdown" if path.suffix == ".md" else "text"
    reading = Reading(Source(article_from_text(path.read_text(encoding="utf-8"), kind)))

    found = [
        (check.check_id, pitfall.message)
        for passage in reading.passages
        for check in CHECKS
        if check.find and check.tier is Tier.A
        for pitfall in check.find(passage)
    ]

    assert found == []
