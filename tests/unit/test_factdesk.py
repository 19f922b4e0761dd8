"""The package that users import: every public name is there, loaded when it is used."""

import asyncio
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import factdesk
import pipeline
from factdesk.testing import RecordedDrafter
from pipeline.version import VERSION

ARTICLE = "The storm cut power to 480 homes on Monday. The mayor said 12 crews were at work.\n"


@pytest.mark.parametrize("name", factdesk.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(factdesk, name) is not None
    assert name in dir(factdesk)


@pytest.mark.parametrize("module", [factdesk, pipeline])
def test_dir_shows_the_public_names_and_no_others(module: ModuleType) -> None:
    assert dir(module) == sorted(module.__all__)


@pytest.mark.parametrize("given", [ARTICLE, Path("story.txt"), None])
def test_what_is_no_article_is_told_in_a_line_what_to_call(given: object) -> None:
    says = r"an Article, not \w+: call article_from_text\(text\) or read_article\(path\)$"

    with pytest.raises(TypeError, match=says):
        factdesk.fact_check(given)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=says):
        asyncio.run(factdesk.fact_check_async(given))  # type: ignore[arg-type]


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'factdesk' has no attribute 'run'"):
        factdesk.run  # type: ignore[attr-defined]  # noqa: B018


def test_an_article_is_briefed_and_a_statement_checked() -> None:
    article = factdesk.article_from_text(ARTICLE)
    report = factdesk.fact_check(article)

    assert isinstance(report, factdesk.Report)
    assert report.ledger.quantities == len(factdesk.find_quantities(ARTICLE)) > 0
    assert factdesk.check_statement("The storm cut power to 960 homes.", ARTICLE).flagged
    assert not factdesk.check_statement("480 homes lost power.", ARTICLE).flagged


def test_the_drafter_for_tests_is_the_recorded_one() -> None:
    assert RecordedDrafter is factdesk.RecordedDrafter


def test_importing_it_loads_none_of_the_stages() -> None:
    script = "import sys, factdesk; print([m for m in sys.modules if m.startswith('pipeline.')])"
    run = [sys.executable, "-c", script]
    done = subprocess.run(run, capture_output=True, text=True, check=True)  # noqa: S603

    assert done.stdout.strip() == "[]"


def test_python_m_factdesk_is_the_command() -> None:
    run = [sys.executable, "-m", "factdesk", "--version"]
    done = subprocess.run(run, capture_output=True, text=True, check=True)  # noqa: S603

    assert done.stdout == f"factdesk {factdesk.__version__}\n"
    assert factdesk.__version__ == VERSION
