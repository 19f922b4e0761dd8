"""Comments of people in a Word document, and the words that each hangs on."""

import io

import pytest
from docx import Document

from pipeline.documents.docx_comments import Comment, with_comments
from pipeline.documents.docx_package import DocxPackage
from pipeline.documents.docx_text import read_docx
from pipeline.documents.reading import document_in
from schemas import TextSpan
from tests.word_documents import box, cited, field, inserted, note, p, t, table, tr, word

START, END = '<w:commentRangeStart w:id="4"/>', '<w:commentRangeEnd w:id="4"/>'
REFERENCE = '<w:r><w:commentReference w:id="4"/></w:r>'
AROUND = {
    "a run": (p("It cost ", START, t("$7"), END, REFERENCE, " in all."), ["$7"]),
    "parts of runs": (
        p("It ", START, t("co", "<w:b/>"), inserted("st $"), t("7"), END, REFERENCE, " a."),
        ["cost $7"],
    ),
    "two paragraphs": (
        START + p("It cost 7.") + p("It sold 8.", END, REFERENCE) + p("Nine."),
        ["It cost 7.\n\nIt sold 8."],
    ),
    "no words": (p("Before.") + p("It cost 7.", START, END, REFERENCE), ["It cost 7."]),
    "no range": (p("It cost 7.", REFERENCE) + p("After."), ["It cost 7."]),
    "a cell": (table(tr("Cost", p("7", REFERENCE))), ["7"]),
    "cells": (table(tr(p(START, t("Cost")), p("7", END, REFERENCE))), ["Cost | 7"]),
    "a paragraph without words": (p("It cost 7.") + p(REFERENCE), []),
    "the first paragraph, empty": (p(REFERENCE) + p("It cost 7."), []),
    "a note": (p("See ", START, cited(2), END, REFERENCE, " here."), ["Noted 9."]),
    "words with a note": (
        p("See ", START, t("all"), cited(2), END, REFERENCE, " here.") + p("And 8."),
        ["all", "Noted 9."],
    ),
    "a text box": (p("So ", START, box(p("In a box: 7.")), END, REFERENCE), ["In a box: 7."]),
    "a field": (p("Page ", START, field("PAGE", "7"), END, REFERENCE, " of 8"), ["7"]),
}
"""Of each document, the words that its comment is of."""


def commented(
    body: str, author: str = "Ada", said: str = p("Who says", " so?") + p("Ask.")
) -> bytes:
    comments = f'<w:comment w:id="4" w:author="{author}">{said}</w:comment>'
    return word(body, {"footnotes": note(2, "Noted 9."), "comments": comments})


@pytest.mark.parametrize("name", AROUND)
def test_a_comment_is_of_the_words_that_it_hangs_on(name: str) -> None:
    body, words = AROUND[name]

    document = document_in(commented(body), "a.docx", 1_000)

    assert document is not None
    (comment,) = document.comments
    assert comment.text == "Who says so?\nAsk."
    assert [document.text[each.start : each.end] for each in comment.words] == words
    place = document.text[comment.place.start : comment.place.end]
    assert place == (words[0] if words else "")


def test_what_we_wrote_ourselves_is_no_comment_of_a_person() -> None:
    document = document_in(commented(p("It cost 7.", REFERENCE), "factdesk"), "a.docx", 1_000)

    assert document is not None
    assert document.comments == ()


def test_a_comment_that_hangs_nowhere_is_none() -> None:
    document = document_in(commented(p("It cost 7.")), "a.docx", 1_000)

    assert document is not None
    assert document.comments == ()


def test_comments_come_in_the_order_of_the_text() -> None:
    made = Document()
    first, second = made.add_paragraph().add_run("One"), made.add_paragraph().add_run("Two")
    made.add_comment(second, "B", author="Ada")
    made.add_comment(first, "A", author="Ben")
    stream = io.BytesIO()
    made.save(stream)

    document = document_in(stream.getvalue(), "a.docx", 1_000)

    assert document is not None
    assert [each.text for each in document.comments] == ["A", "B"]


def test_a_comment_where_ours_was_written_is_of_the_same_words() -> None:
    raw = word(p("See ", cited(2), " here: 7."), {"footnotes": note(2, "Noted 9.")})
    text = read_docx(DocxPackage(raw, "a")).document.text
    spans = [TextSpan(start=at, end=at + 1) for at in (text.index("7"), text.index("9"))]
    ours = with_comments(raw, "a.docx", [Comment(span, ["A"]) for span in spans])
    theirs = Document(io.BytesIO(ours))
    for comment in theirs.comments:
        comment.author = "Ada"
    stream = io.BytesIO()
    theirs.save(stream)

    document = document_in(stream.getvalue(), "a.docx", 1_000)

    assert document is not None
    words = [document.text[each.start : each.end] for c in document.comments for each in c.words]
    assert words == ["7", "Noted 9."]
