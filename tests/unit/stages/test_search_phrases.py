"""Phrases that a model writes for the search of a library: asked once, found by, judged by none."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline import ModelDrafter, article_from_text, fact_check
from pipeline.errors import ModelRefused
from pipeline.evidence.verdict.asked import Asked
from pipeline.evidence.verdict.pool import Pool, gather
from pipeline.reconcile import source_of
from pipeline.stages import verify as stage
from pipeline.stages.draft.questions import phrases_of
from schemas import FoundEvidence, Report
from schemas.drafts import SearchPhrasesForm, search_phrases_form
from tests.articles import STORM_BRIEF, storm
from tests.evidence import NOTHING, HandMadeLibrary
from tests.scripted_model import Scripted, ScriptedModel
from tests.unit.evidence.shelf import prose, shelved

PHRASES = "search_phrases.v1"
GOOD = ["customers without supply", "outages by area", "households affected"]


def phrases(**of: list[str]) -> dict[str, Any]:
    return {"sentences": [{"id": id_, "phrases": some} for id_, some in of.items()]}


def drafter(model: ScriptedModel, *, search: bool = True) -> ModelDrafter:
    return ModelDrafter(model, "scripted", 60, search_phrases=search)


def model_of(*answers: Scripted) -> ScriptedModel:
    return ScriptedModel(
        {"brief.v1": [STORM_BRIEF], "claims.v2": [{"claims": []}], PHRASES: answers}
    )


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """Return what a library is asked for; it has nothing."""
    seen: list[Asked] = []

    def found(asked: Sequence[Asked], library: object) -> list[FoundEvidence]:  # noqa: ARG001
        seen.extend(asked)
        return [NOTHING] * len(asked)

    monkeypatch.setattr(stage, "find_evidence", found)
    return seen


def reported(model: ScriptedModel, *, search: bool = True) -> Report:
    library: Any = HandMadeLibrary()
    return fact_check(storm, drafter=drafter(model, search=search), library=library)


def test_nothing_is_asked_unless_it_is_wanted(asked: list[Asked]) -> None:
    model = model_of(phrases(s2=GOOD))

    report = reported(model, search=False)

    assert [question.prompt for question in model.questions] == ["brief.v1", "claims.v2"]
    assert [prompt.name for prompt in report.provenance.prompts] == ["brief.v1", "claims.v2"]
    assert {each.phrases for each in asked} == {()}


@pytest.mark.usefixtures("asked")
def test_one_request_an_article_shows_the_sentences_with_figures() -> None:
    model = model_of(phrases(s2=GOOD))

    report = reported(model)

    (question,) = (each for each in model.questions if each.prompt == PHRASES)
    assert "[s2] The storm cut power" in question.document
    assert "Storm leaves port without power" not in question.document
    assert [prompt.name for prompt in report.provenance.prompts][-1] == PHRASES
    assert [usage.prompt for usage in report.usage.prompts][-1] == PHRASES


def test_the_figures_of_a_sentence_are_searched_by_its_phrases(asked: list[Asked]) -> None:
    reported(model_of(phrases(s2=GOOD, s4=["repair bill", "network repairs", "repair costs"])))

    said = {each.frame.quantity.text: each.phrases for each in asked}
    assert said["nearly 480"] == tuple(GOOD)
    assert said["$3.2 billion"] == ("repair bill", "network repairs", "repair costs")
    assert said["At least 700"] == ()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (GOOD, tuple(GOOD)),
        (["  outages\n by area ", "outages by area", "supply lost"], ("outages by area", "supply lost")),
        (["480 homes", "homes of 2025", "homes"], ("homes",)),
        (["", " ", "homes"], ("homes",)),
        (["unemployment rate in Selm", "total project expenditure", "homes"], ("homes",)),
        (["a " * 10, "a b c d e f g h i", "homes"], ("a b c d e f g h i", "homes")),
    ],
)  # fmt: skip
def test_what_is_no_phrase_is_left_out(written: list[str], kept: tuple[str, ...]) -> None:
    form = SearchPhrasesForm.model_validate(phrases(s2=written))

    (found,) = phrases_of(form)

    assert (found.sentence_id, found.phrases) == ("s2", kept)


@pytest.mark.parametrize(
    "answer",
    [
        phrases(s2=GOOD[:2]),
        phrases(s2=[*GOOD, "one more"]),
        phrases(s99=GOOD),
        {"sentences": [{"id": "s2", "phrases": GOOD, "why": "so"}]},
    ],
)
def test_the_form_is_strict(answer: object) -> None:
    form = search_phrases_form(("s2", "s3"))

    with pytest.raises(ValueError, match="SearchPhrases"):
        form.model_validate(answer)


@pytest.mark.parametrize("answer", [{"sentences": "none"}, ModelRefused("it declines")])
def test_a_model_that_writes_none_costs_nothing_else_and_is_told(
    asked: list[Asked], answer: Scripted
) -> None:
    report = reported(model_of(answer))

    assert report.brief.headline.text == "Storm cuts power in port"
    assert report.provenance.notes[-1].startswith("No search phrases were written: ")
    assert {each.phrases for each in asked} == {()}


def test_an_article_without_figures_is_not_asked_about() -> None:
    model = model_of(phrases(s2=GOOD))
    article = article_from_text("The storm came. Nobody was hurt, and the lights stayed on.\n")

    fact_check(article, drafter=drafter(model))

    assert PHRASES not in [question.prompt for question in model.questions]


def pool_of(folder: Path, *phrases: str) -> Pool:
    """Return what a library has for the staff of a council: it speaks of a headcount."""
    source = source_of(article_from_text("The council has 412 people on its payroll.\n"))
    others = [f"The council of ward {n} met in the hall." for n in range(90)]
    sentences = ("Headcount in full-time equivalents stood at 655.", *others)
    with shelved(folder, report=[prose(*sentences, context="Annual report")]) as library:
        return gather(Asked(source.quantities[0], source, phrases=phrases), library)


def read_in(pool: Pool) -> list[str]:
    return [each.figure.quantity.text for each in pool.candidates]


def test_a_phrase_finds_a_passage_that_the_words_of_the_article_do_not(tmp_path: Path) -> None:
    without = pool_of(tmp_path / "without.sqlite")
    found = pool_of(tmp_path / "found.sqlite", "headcount", "full-time equivalents")

    assert "655" not in read_in(without)
    assert "655" in read_in(found)


def test_a_phrase_judges_nothing(tmp_path: Path) -> None:
    without, found = pool_of(tmp_path / "a.sqlite"), pool_of(tmp_path / "b.sqlite", "headcount")

    assert found.asked.words == without.asked.words
    assert found.asked.weights == without.asked.weights
    assert found.source.rarities == without.source.rarities
