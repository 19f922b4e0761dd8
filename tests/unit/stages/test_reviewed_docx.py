"""What a comment of Word says of a number, for people who never heard of factdesk."""

import io
from typing import Any

import pytest
from docx import Document

from pipeline.stages.check_statements import NamedSource, check_placed
from pipeline.stages.read_article import article_from_content
from pipeline.stages.render.reviewed_docx import reviewed_docx
from pipeline.text.placed import PlacedText, Places
from schemas import (
    CheckRun,
    Judge,
    LookAnswer,
    Outcome,
    SecondLook,
    Sensitivity,
    SourceSentence,
    Status,
    TextSpan,
)
from tests.word_documents import p, word

TEXT = "A household would pay $94 more a year."
SOURCE = "A household would pay $84 more a year, the mayor told the meeting on Tuesday."


def look(**more: Any) -> SecondLook:
    return SecondLook(model="m", before=Outcome.UNSUPPORTED, doubt="absent", **more)


def lines_of(**changed: object) -> list[str]:
    """Return the lines of the comment on the one number, with its finding changed."""
    article = article_from_content(SOURCE, "story.txt", language_check=False)
    source = NamedSource("story.txt", article, is_file_text=True)
    words = PlacedText.slice_of(TEXT, 0, len(TEXT))
    checked = check_placed(words, Places("a.docx", TEXT), [source], Sensitivity.NORMAL)
    (finding,) = checked.findings
    statement = checked.model_copy(update={"findings": (finding.model_copy(update=changed),)})
    run = CheckRun(sources=("story.txt",), statements=(statement,), unread=())
    (comment,) = Document(io.BytesIO(reviewed_docx(run, word(p(TEXT)), "a.docx"))).comments
    return comment.text.splitlines()


def test_a_number_in_doubt_has_the_source_what_to_do_and_how_it_may_stand() -> None:
    said, source, meaning, let_stand = lines_of()

    assert said == "“$94” is not supported: the source says “$84”."
    assert source == f"story.txt, sentence 1: “{SOURCE}”"
    assert meaning.endswith("Correct it, or name the source that it comes from.")
    assert let_stand.startswith("If it is right as it stands, answer this comment with “factdesk: ")


def test_of_an_absent_number_the_nearest_sentence_is_shown() -> None:
    sentence = SourceSentence(
        source="story.txt",
        sentence_id="s7",
        span=TextSpan(start=0, end=12),
        text="Seven boats.",
        numbers=(),
        place=None,
    )

    _, near, *_ = lines_of(sentences=(), nearest=sentence)

    assert near == "The nearest is in story.txt, sentence 7: “Seven boats.”"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (
            {"second_look": look(answer=LookAnswer.CANNOT_TELL)},
            "A second look: model m cannot tell.",
        ),
        (
            {
                "outcome": Outcome.REVIEW,
                "by": Judge.MODEL,
                "second_look": look(
                    answer=LookAnswer.DERIVATION, operation="sum", quantities=("$90", "$4")
                ),
            },
            "A second look decided: model m: sum of “$90” and “$4”.",
        ),
    ],
)
def test_what_a_model_said_is_a_line(changed: dict[str, object], says: str) -> None:
    assert says in lines_of(**changed)


def test_a_number_for_review_that_nothing_speaks_against_is_to_be_compared() -> None:
    said, _, meaning, _ = lines_of(
        outcome=Outcome.REVIEW, code="rounded", status=Status.ROUNDED, reason="from “$94.4”"
    )

    assert said == "“$94” needs a look: rounded, from “$94.4”."
    assert meaning.endswith("Compare the two sentences.")
