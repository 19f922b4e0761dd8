"""The examples through a real model, replayed from what it answered when `make record` ran.

Recorded with the model named here; FACTDESK_RECORD=all and FACTDESK_RECORD_URL record anew.
"""

import asyncio
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import ModelDrafter, article_from_text, fact_check_async, read_article
from pipeline.errors import CassetteError
from pipeline.llm import open_model
from pipeline.settings import RecordMode, Settings
from pipeline.stages.draft import questions
from prompts import read_prompt
from schemas import Article, Outcome, Report, Sensitivity
from schemas.drafts import ClaimForm, ClaimsForm, form_of_parts

ROOT = Path(__file__).parents[2]
EXAMPLES = ("nato-defence.txt", "harbour-budget.html", "sleep-trial.md")
MODEL = "qwen2.5-coder-1.5b-instruct-q4_k_m"
SECRET = re.compile(r"(?i)authorization|bearer |\bsk-\w{8}|set-cookie|127\.0\.0\.1")
RECORDING = os.environ.get("FACTDESK_RECORD") == "all"


def cassette_of(example: str) -> Path:
    return ROOT / "cassettes" / f"{Path(example).stem}.yaml"


def example(name: str) -> Article:
    """Read an example by its bare name: where the tree lies must not enter the result."""
    article = read_article(str(ROOT / "examples" / name))
    return article.model_copy(update={"source": f"examples/{name}"})


def sources_cassette_of(example: str) -> Path:
    return ROOT / "cassettes" / "sources" / f"{Path(example).stem}.yaml"


def replay(name: str, article: Article, *, suggest_sources: bool = False) -> Report:
    """Return the report on an article with the recorded answers of an example."""
    cassette = sources_cassette_of(name) if suggest_sources else cassette_of(name)
    record: RecordMode = "all" if RECORDING else "none"
    settings = Settings.from_environment(
        {},
        model=MODEL,
        base_url=os.environ.get("FACTDESK_RECORD_URL", os.environ.get("OPENAI_BASE_URL"))
        if RECORDING
        else None,
        cassette=cassette,
        record=record,
        suggest_sources=suggest_sources,
    )

    async def run() -> Report:
        async with open_model(settings) as model:
            drafter = ModelDrafter.of(model, settings, Sensitivity.NORMAL)
            return await fact_check_async(article, drafter=drafter)

    return asyncio.run(run())


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_recorded_model_drafts_an_example_and_every_number_is_accounted_for(name: str) -> None:
    report = replay(name, example(name))

    ledger = report.ledger
    shown = {report.brief.headline.point_id, *(point.point_id for point in report.brief.points)}
    withheld = {each.point.point_id for each in report.brief.withheld}
    unsupported = {f.subject for f in report.findings if f.outcome is Outcome.UNSUPPORTED}
    assert report.provenance.model == MODEL
    assert report.usage.output_tokens > 0
    assert len(report.brief.points) + len(report.brief.withheld) >= 3
    assert not (shown - withheld) & unsupported
    assert 10 <= ledger.quantities == ledger.covered + ledger.swept + ledger.set_aside
    assert ledger.covered > 0


def test_sources_that_a_small_model_repeats_for_every_sentence_are_left_out() -> None:
    report = replay(EXAMPLES[1], example(EXAMPLES[1]), suggest_sources=True)

    usage = {usage.prompt: usage for usage in report.usage.prompts}["sources.v1"]
    assert usage.output_tokens > 0
    assert [row.evidence.suggested for row in report.worklist.rows if row.evidence.suggested] == []
    assert "Of 15 sources that the model suggested 15 were left out" in report.provenance.notes[-1]


@pytest.mark.skipif(RECORDING, reason="while recording there is nothing to replay")
def test_a_replay_gives_the_same_bytes_every_time() -> None:
    name = EXAMPLES[1]

    first, second = (replay(name, example(name)).model_dump_json() for _ in range(2))

    assert first == second


def another_prompt() -> Callable[[str], str]:
    return lambda name: read_prompt(name).replace("editor", "reader")


@pytest.mark.skipif(RECORDING, reason="a changed request must never be recorded")
def test_one_word_of_a_prompt_fails_the_replay_and_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(questions, "read_prompt", another_prompt())

    with pytest.raises(CassetteError) as error:
        replay(EXAMPLES[0], example(EXAMPLES[0]))

    assert "brief.v1" in str(error.value)
    assert "that an reader reads" in str(error.value)


@pytest.mark.skipif(RECORDING, reason="a changed request must never be recorded")
def test_one_field_of_a_form_fails_the_replay_and_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    field = ClaimForm.model_fields["speaker"]
    monkeypatch.setattr(field, "description", "whoever says so, or null")
    fresh = form_of_parts(ClaimsForm, "claims", ClaimForm)  # none that is kept
    monkeypatch.setattr(questions, "claims_form", fresh)

    with pytest.raises(CassetteError) as error:
        replay(EXAMPLES[0], example(EXAMPLES[0]))

    assert "claims.v2" in str(error.value)
    assert "schema differs" in str(error.value)
    assert "whoever says so, or null" in str(error.value)


@pytest.mark.skipif(RECORDING, reason="a changed request must never be recorded")
def test_one_changed_character_of_an_example_fails_the_replay_and_is_shown() -> None:
    text = (ROOT / "examples" / EXAMPLES[0]).read_text(encoding="utf-8")

    changed = article_from_text(text.replace("400%", "401%"), source="examples/nato-defence.txt")

    with pytest.raises(CassetteError, match="401%"):
        replay(EXAMPLES[0], changed)


def test_every_cassette_is_played_by_a_test_and_holds_no_secret() -> None:
    cassettes = sorted((ROOT / "cassettes").rglob("*.yaml"))

    look = ROOT / "cassettes" / "second-look" / "harbour-summary.yaml"  # test_second_look
    phrases = ROOT / "cassettes" / "search-phrases" / "harbour-budget.yaml"  # test_search_phrases
    played = [*map(cassette_of, EXAMPLES), sources_cassette_of(EXAMPLES[1]), look, phrases]
    assert cassettes == sorted(played)
    for path in cassettes:
        assert not SECRET.search(path.read_text(encoding="utf-8"))
