"""What a model is asked, what is done with its answers, and what a failing part costs."""

import asyncio
from typing import Any

import pytest
from pydantic import ValidationError

from pipeline import ModelDrafter, article_from_text, fact_check
from pipeline.errors import ModelOutputInvalid, ModelUnavailable
from pipeline.llm import Question
from pipeline.reconcile import Source, check_text
from pipeline.stages.draft.questions import Asking, questions_on
from pipeline.stages.render.brief_text import brief_markdown
from schemas import DeskSettings, Disposition, Origin, Outcome, Report, Sensitivity, Status
from tests.articles import STORM_BRIEF, storm
from tests.scripted_model import ScriptedModel

LEDE = "The storm cut power to nearly 480 homes."


def claims_for(question: Question[Any]) -> list[object]:
    """Claim what s2 says, where s2 was shown."""
    shown = "[s2]" in question.document
    claim = {"id": "s2", "speaker": "the grid operator", "text": LEDE, "kind": "fact"}
    return [{"claims": [claim] if shown else []}]


def report(model: ScriptedModel, window: int = 60) -> Report:
    return fact_check(storm, drafter=ModelDrafter(model, "scripted", window))


def test_the_model_sees_numbered_sentences_and_no_boilerplate() -> None:
    model = ScriptedModel({"brief.v1": [STORM_BRIEF], "claims.v2": claims_for})

    report(model)

    document = model.questions[0].document
    assert document.startswith("[s1] Storm leaves port without power\n[s2] The storm cut")
    assert "newsletter" not in document


def test_two_questions_are_asked_for_an_article_within_the_window() -> None:
    model = ScriptedModel({"brief.v1": [STORM_BRIEF], "claims.v2": claims_for})

    report(model)

    assert [question.prompt for question in model.questions] == ["brief.v1", "claims.v2"]


@pytest.mark.parametrize(
    ("sentences", "words", "window", "requests"),
    [(299, 5, 60, 2), (300, 5, 60, 6), (70, 21, 60, 2), (70, 22, 60, 3), (299, 5, 59, 7), (9, 5, 5, 3)],
)  # fmt: skip
def test_under_1500_words_a_wide_window_takes_all_in_one_request(
    sentences: int, words: int, window: int, requests: int
) -> None:
    text = " ".join(f"Rain{' fell' * (words - 2)} {number}here." for number in range(sentences))

    assert len(questions_on(article_from_text(text), Asking(window))) == requests


def test_a_small_window_asks_for_claims_in_parts_that_cover_all() -> None:
    model = ScriptedModel({"brief.v1": [STORM_BRIEF], "claims.v2": claims_for})

    report(model, window=3)

    parts = [q.document for q in model.questions if q.prompt == "claims.v2"]
    assert "\n".join(parts) == model.questions[0].document
    assert all(part.count("\n") <= 2 for part in parts)


def test_only_ids_that_were_shown_can_be_cited() -> None:
    wrong = {"claims": [{"id": "s99", "speaker": "", "text": LEDE, "kind": "fact"}]}
    model = ScriptedModel({"brief.v1": [STORM_BRIEF], "claims.v2": [wrong]})

    with pytest.raises(ModelOutputInvalid):
        asyncio.run(model.ask(_claims_question(model)))


@pytest.mark.parametrize("field", ["text", "speaker"])
def test_a_claim_that_runs_on_for_pages_fits_no_form(field: str) -> None:
    form = _claims_question(
        ScriptedModel({"brief.v1": [STORM_BRIEF], "claims.v2": claims_for})
    ).form
    claim = {"id": "s2", "speaker": "", "text": LEDE, "kind": "fact"}

    form.model_validate({"claims": [{**claim, field: "5 " * 1_000}]})
    with pytest.raises(ValidationError, match="it runs on: write one short sentence"):
        form.model_validate({"claims": [{**claim, field: "5 " * 1_001}]})


def _claims_question(model: ScriptedModel) -> Question[Any]:
    report(model)
    return next(question for question in model.questions if question.prompt == "claims.v2")


@pytest.mark.parametrize(
    ("written", "speaker"), [("", None), ("the grid operator", "the grid operator")]
)
def test_a_claim_with_an_empty_speaker_is_the_articles_own(
    written: str, speaker: str | None
) -> None:
    claim = {"id": "s2", "speaker": written, "text": LEDE, "kind": "fact"}
    model = ScriptedModel({"brief.v1": [STORM_BRIEF], "claims.v2": [{"claims": [claim]}]})

    result = report(model)

    assert [each.speaker for each in result.claims if each.text == LEDE] == [speaker]


def test_an_unsupported_number_is_named_and_the_model_is_asked_again() -> None:
    wrong = {
        **STORM_BRIEF,
        "points": [
            {"sentence_ids": ["s2"], "text": "The storm cut power to 612 homes."},
            *_points()[1:],
        ],
    }
    model = ScriptedModel({"brief.v1": [wrong, STORM_BRIEF], "claims.v2": claims_for})

    result = report(model)

    assert LEDE in [point.text for point in result.brief.points]
    assert result.usage.prompts[0].reasks == 1


def test_what_follows_from_the_article_by_arithmetic_is_not_asked_again() -> None:
    derived = [
        {"sentence_ids": ["s3"], "text": "Ten of the 32 pumps did not fail."},
        {"sentence_ids": ["s3"], "text": "About 69 percent of the pumps failed."},
        {"sentence_ids": ["s4"], "text": "Repairs would cost $640 million a year on average."},
    ]
    model = ScriptedModel(
        {"brief.v1": [{**STORM_BRIEF, "points": derived}], "claims.v2": claims_for}
    )

    result = report(model)

    assert [point.text for point in result.brief.points] == [each["text"] for each in derived]
    assert result.usage.prompts[0].reasks == 0


def test_the_problem_tells_the_number_and_what_the_source_says() -> None:
    wrong = {
        **STORM_BRIEF,
        "points": [
            {"sentence_ids": ["s4"], "text": "Repairs would cost $3.2 million."},
            *_points()[:2],
        ],
    }
    model = ScriptedModel({"brief.v1": [wrong], "claims.v2": claims_for})
    report(model)
    question = model.questions[0]

    problems = question.check(question.form.model_validate(wrong))

    assert len(problems) == 1
    assert "$3.2 million" in problems[0]
    assert "$3.2 billion" in problems[0]


DOUBTFUL = ("Repairs cost $3.2 billion.", "Rossi has paid $3.2 billion for repairs.")


def is_for_review(statement: str) -> bool:
    cited = frozenset({"s4"})
    found = check_text(statement, Source(storm), subject="doubtful", cited=cited)
    return [each.outcome for each in found] == [Outcome.REVIEW]


@pytest.mark.parametrize("sensitivity", Sensitivity)
def test_a_number_for_review_is_shown_and_gates_nothing(sensitivity: Sensitivity) -> None:
    doubtful = next(each for each in DOUBTFUL if is_for_review(each))
    brief = {**STORM_BRIEF, "points": [{"sentence_ids": ["s4"], "text": doubtful}, *_points()[1:]]}
    model = ScriptedModel({"brief.v1": [brief] * 3, "claims.v2": claims_for})
    drafter = ModelDrafter(model, "scripted", 60, sensitivity)

    result = fact_check(storm, drafter=drafter, desk=DeskSettings(sensitivity=sensitivity))

    passes = sensitivity is not Sensitivity.STRICT
    withheld = [each.point.text for each in result.brief.withheld]
    assert (doubtful in withheld) is not passes
    assert bool(result.worklist.brief_flags) is not passes
    assert (result.usage.prompts[0].reasks == 0) is passes
    assert ("review, support ." in brief_markdown(result)) is passes


def test_a_point_that_stays_wrong_is_withheld_and_listed_never_shown() -> None:
    wrong = {
        **STORM_BRIEF,
        "points": [
            {"sentence_ids": ["s2"], "text": "The storm cut power to 612 homes."},
            *_points()[1:],
        ],
    }
    model = ScriptedModel({"brief.v1": [wrong], "claims.v2": claims_for})

    result = report(model)

    assert not any("612" in point.text for point in result.brief.points)
    assert [w.point.text for w in result.brief.withheld] == ["The storm cut power to 612 homes."]
    assert [flag.check for flag in result.worklist.brief_flags] == ["S01"]


def test_where_too_few_points_are_left_the_articles_own_sentences_stand_in() -> None:
    wrong = [
        {"sentence_ids": ["s2"], "text": f"The storm cut power to 61{n} homes."} for n in range(3)
    ]
    model = ScriptedModel({"brief.v1": [{**STORM_BRIEF, "points": wrong}], "claims.v2": claims_for})

    result = report(model)

    assert [point.origin for point in result.brief.points] == [Origin.EXTRACTIVE] * 3
    assert len(result.brief.withheld) == 3
    assert any(row.point_ids for row in result.worklist.rows)


def test_a_wrong_headline_gives_way_to_the_articles_own() -> None:
    model = ScriptedModel(
        {
            "brief.v1": [{**STORM_BRIEF, "headline": "900 homes without power"}],
            "claims.v2": claims_for,
        }
    )

    assert report(model).brief.headline.text == "Storm leaves port without power"


def test_a_point_that_runs_on_is_a_problem() -> None:
    long = {
        **STORM_BRIEF,
        "points": [{"sentence_ids": ["s2"], "text": "The storm came " * 20}, *_points()[1:]],
    }
    model = ScriptedModel({"brief.v1": [long], "claims.v2": claims_for})
    report(model)
    question = model.questions[0]

    assert "60 words" in question.check(question.form.model_validate(long))[0]


def test_the_attempt_with_the_fewest_problems_is_kept() -> None:
    worse = {**STORM_BRIEF, "headline": "900 homes, $3.2 million"}
    better = {**STORM_BRIEF, "headline": "900 homes without power"}
    model = ScriptedModel({"brief.v1": [worse, better, worse], "claims.v2": claims_for})

    assert report(model).brief.withheld[0].point.text == "900 homes without power"


def test_a_wrong_claim_is_kept_and_flagged_and_its_true_number_swept() -> None:
    def wrong(question: Question[Any]) -> list[object]:
        claim = {
            "id": "s2",
            "speaker": "",
            "text": "The storm cut power to more than 480 homes.",
            "kind": "fact",
        }
        return [{"claims": [claim] if "[s2]" in question.document else []}]

    result = report(ScriptedModel({"brief.v1": [STORM_BRIEF], "claims.v2": wrong}))

    claim = next(claim for claim in result.claims if "more than" in claim.text)
    statuses = {finding.status for finding in result.findings if finding.subject == claim.claim_id}
    entry = next(entry for entry in result.ledger.entries if entry.text == "nearly 480")
    assert statuses == {Status.CHANGED}
    assert entry.went is Disposition.SWEPT


def test_a_window_that_cannot_be_answered_costs_only_its_claims() -> None:
    def failing(question: Question[Any]) -> list[object]:
        return [
            ModelOutputInvalid("claims.v2: nothing fits")
            if "[s2]" in question.document
            else {"claims": []}
        ]

    result = report(ScriptedModel({"brief.v1": [STORM_BRIEF], "claims.v2": failing}), window=3)

    assert len(result.brief.points) == 3
    assert result.provenance.notes == (
        "Nothing was drafted from s1 to s3: claims.v2: nothing fits",
    )
    assert result.ledger.covered == 0 < result.ledger.swept


def test_a_brief_that_cannot_be_answered_is_taken_from_the_article_and_says_so() -> None:
    model = ScriptedModel(
        {"brief.v1": [ModelOutputInvalid("brief.v1: nothing fits")], "claims.v2": claims_for}
    )

    result = report(model)

    assert result.brief.headline.text == "Storm leaves port without power"
    assert "brief.v1" in result.provenance.notes[0]


def test_a_model_that_cannot_be_reached_ends_the_article_with_its_own_error() -> None:
    model = ScriptedModel({"brief.v1": [ModelUnavailable("no answer")], "claims.v2": claims_for})

    with pytest.raises(ModelUnavailable, match="no answer"):
        report(model)


def _points() -> list[Any]:
    points: Any = STORM_BRIEF["points"]
    return list(points)


def test_an_article_of_over_5000_words_goes_through_in_windows() -> None:
    paragraphs = [
        f"District {n} of the city counted {n + 100} burst pipes and {n + 2000:,} dry wells on Monday, and crews from "
        f"the water board spent {n + 3} hours in its streets before supply was back in most homes, the mayor said."
        for n in range(160)
    ]
    article = article_from_text(
        "Frost bursts pipes across the city\n\n" + "\n\n".join(paragraphs) + "\n"
    )
    brief = {
        "headline": "Frost bursts pipes across the city",
        "points": [
            {"sentence_ids": [f"s{n + 2}"], "text": f"District {n} counted {n + 100} burst pipes."} for n in range(3)
        ],
    }  # fmt: skip

    def claims(question: Question[Any]) -> list[object]:
        lines = [
            line.partition("] ")
            for line in question.document.splitlines()
            if "burst pipes and" in line
        ]
        return [
            {"claims": [{"id": head[1:], "speaker": "the mayor", "text": text, "kind": "fact"} for head, _, text in lines]}
        ]  # fmt: skip

    model = ScriptedModel({"brief.v1": [brief], "claims.v2": claims})
    result = fact_check(article, drafter=ModelDrafter(model, "scripted", 60))

    assert len(article.text.split()) > 5000
    assert [len(q.document.splitlines()) for q in model.questions] == [161, 60, 60, 41]
    assert result.ledger.covered == 3 * 160
    assert len(result.brief.points) == 3
    assert result.provenance.notes == ()


def test_a_small_model_briefs_the_beginning_of_a_long_article_and_says_so() -> None:
    text = "\n\n".join(f"Harbour {n} of the coast lost its boats that night." for n in range(100))
    point = {"sentence_ids": ["s1"], "text": "Harbour 0 of the coast lost its boats."}
    brief = {"headline": "Boats lost", "points": [point] * 3}
    model = ScriptedModel({"brief.v1": [brief], "claims.v2": [{"claims": []}]})

    result = fact_check(article_from_text(text), drafter=ModelDrafter(model, "scripted", 5))

    assert result.provenance.notes == ("The brief rests on the first 80 of 100 sentences.",)
