"""Every check on its cases: `cases/<id>.yaml` lists texts on which it fires and texts beside them.

A case is a text; or a mapping of `text` and `published`, the day of publication.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline import article_from_text
from pipeline.checks import CHECKS, Check, Reading
from pipeline.reconcile import Source

CASES = Path(__file__).parent / "cases"
LEAST = 3
ON_ARTICLES = [check for check in CHECKS if check.find]


def cases_of(check: Check) -> dict[str, list[Any]]:
    path = CASES / f"{check.check_id}.yaml"
    loaded = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    assert isinstance(loaded, dict)
    return loaded


def fires(check: Check, text: str, published: date | None = None) -> bool:
    article = article_from_text(text).model_copy(update={"published": published})
    assert check.find
    return any(
        pitfall for passage in Reading(Source(article)).passages for pitfall in check.find(passage)
    )


def listed(side: str) -> Iterator[Any]:
    for check in ON_ARTICLES:
        for place, case in enumerate(cases_of(check).get(side, []), start=1):
            text, published = (case, None) if isinstance(case, str) else case.values()
            yield pytest.param(check, text, published, id=f"{check.check_id}-{place}-{text[:40]}")


@pytest.mark.parametrize(("check", "text", "published"), [*listed("fires")])
def test_a_check_fires_on_its_pitfall(check: Check, text: str, published: date | None) -> None:
    assert fires(check, text, published)


@pytest.mark.parametrize(("check", "text", "published"), [*listed("silent")])
def test_a_check_is_silent_beside_it(check: Check, text: str, published: date | None) -> None:
    assert not fires(check, text, published)


@pytest.mark.parametrize("check", ON_ARTICLES, ids=lambda check: check.check_id)
def test_the_examples_of_a_check_hold(check: Check) -> None:
    assert fires(check, check.fires)
    assert not fires(check, check.silent)


@pytest.mark.parametrize("check", ON_ARTICLES, ids=lambda check: check.check_id)
def test_every_check_has_cases_on_both_sides(check: Check) -> None:
    cases = cases_of(check)

    assert min(len(cases["fires"]), len(cases["silent"])) >= LEAST


def test_every_file_of_cases_belongs_to_a_check() -> None:
    files = {path.stem for path in CASES.glob("*.yaml")}

    assert files == {check.check_id for check in ON_ARTICLES}
