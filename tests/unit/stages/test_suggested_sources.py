"""What a model suggests would settle each figure: asked on request, marked as its own, unfounded
numbers left out."""

import csv
import io
from typing import Any

import pytest

from pipeline import ModelDrafter, fact_check
from pipeline.errors import ModelUnavailable
from pipeline.llm import Question
from pipeline.stages.render.html import report_html
from pipeline.stages.render.worklist_table import worklist_csv
from schemas import Report
from tests.articles import STORM_BRIEF, storm
from tests.scripted_model import Scripted, ScriptedModel


def suggestion(id_: str, document: str, publisher: str) -> dict[str, str]:
    return {"id": id_, "document": document, "publisher": publisher}


def asked(*answers: Scripted, suggest: bool = True) -> tuple[Report, list[Question[Any]]]:
    model = ScriptedModel(
        {"brief.v1": [STORM_BRIEF], "claims.v2": [{"claims": []}], "sources.v1": answers}
    )
    drafter = ModelDrafter(model, "scripted", 60, suggest_sources=suggest)
    return fact_check(storm, drafter=drafter), model.questions


def suggested(report: Report) -> dict[str, str]:
    return {row.quantity.text: row.evidence.suggested for row in report.worklist.rows}


def test_nothing_is_asked_unless_it_is_wanted() -> None:
    report, questions = asked(suggest=False)

    assert [question.prompt for question in questions] == ["brief.v1", "claims.v2"]
    assert set(suggested(report).values()) == {""}


def test_one_request_shows_the_sentences_with_figures() -> None:
    _, questions = asked({"sources": []})

    documents = [q.document for q in questions if q.prompt == "sources.v1"]
    assert len(documents) == 1
    assert "[s2] The storm cut power" in documents[0]
    assert "Storm leaves port without power" not in documents[0]
    assert "newsletter" not in documents[0]


@pytest.mark.parametrize(
    ("document", "publisher", "text"),
    [
        ("the outage log", "the grid operator", "the outage log (the grid operator)"),
        ("the outage log", "", "the outage log"),
        ("the grid operator's  outage log", "the grid operator", "the grid operator's outage log"),
        ("", "the grid operator", ""),
        ("its list of 612 outages", "the grid operator", ""),
        ("The storm cut power to nearly 480 homes.", "the grid operator", ""),
        ("the weather record of 1998", "", "the weather record of 1998"),
        ("the weather record of 1997", "", ""),
        ("log " * 40, "the grid operator", ""),
    ],
)  # fmt: skip
def test_each_figure_of_the_sentence_has_the_suggestion_unless_it_holds_a_figure(
    document: str, publisher: str, text: str
) -> None:
    report, _ = asked({"sources": [suggestion("s2", document, publisher)]})

    assert suggested(report)["nearly 480"] == text
    assert suggested(report)["At least 700"] == ""


def test_what_the_prompt_shows_and_one_document_for_everything_are_no_suggestions() -> None:
    example = suggestion("s2", "the monthly labour force statistics", "the national office")
    same = [suggestion(f"s{n}", "the report", "the mayor") for n in (3, 4, 6, 7)]
    few = [suggestion(f"s{n}", "the report", "the mayor") for n in (3, 4, 6)]

    assert set(suggested(asked({"sources": [example]})[0]).values()) == {""}
    assert set(suggested(asked({"sources": same})[0]).values()) == {""}
    assert suggested(asked({"sources": few})[0])["At least 700"] == "the report (the mayor)"


def test_an_invented_number_is_asked_for_again() -> None:
    wrong = {"sources": [suggestion("s2", "its list of 612 outages", "")]}
    right = {"sources": [suggestion("s2", "its list of outages", "")]}

    report, _ = asked(wrong, right)

    assert suggested(report)["nearly 480"] == "its list of outages"


def test_its_tokens_and_its_prompt_are_told() -> None:
    report, _ = asked({"sources": []})

    assert [usage.prompt for usage in report.usage.prompts] == [
        "brief.v1",
        "claims.v2",
        "sources.v1",
    ]
    assert [prompt.name for prompt in report.provenance.prompts][-1] == "sources.v1"


def test_an_answer_out_of_form_costs_the_suggestions_alone_and_is_told() -> None:
    report, _ = asked({"sources": [suggestion("s99", "the outage log", "")]})

    assert set(suggested(report).values()) == {""}
    assert report.brief.points
    assert any(note.startswith("No sources were suggested:") for note in report.provenance.notes)


def test_the_page_and_the_table_mark_it_as_the_models() -> None:
    report, _ = asked({"sources": [suggestion("s2", "the outage log", "the grid operator")]})

    assert "<dt>the model suggests<dd>the outage log (the grid operator)" in report_html(report)
    assert "<dt>the model suggests" not in report_html(asked({"sources": []})[0])
    rows = csv.DictReader(io.StringIO(worklist_csv([report])))
    assert {row["source_suggested"] for row in rows} == {"", "the outage log (the grid operator)"}


def test_what_is_left_out_is_told() -> None:
    report, _ = asked({"sources": [suggestion("s2", "a log of 12 outages", ""),
                                   suggestion("s3", "the shelters' list", "")]})  # fmt: skip

    assert "Of 2 sources that the model suggested 1 were left out" in report.provenance.notes[-1]


def test_a_model_that_cannot_be_reached_ends_the_article() -> None:
    with pytest.raises(ModelUnavailable):
        asked(ModelUnavailable("the server is away"))
