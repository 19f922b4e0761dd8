"""Comments of people in a Word document, and the words that each hangs on."""

from typing import Any

import pytest

from pipeline.documents.document import Document
from pipeline.documents.docx_comments import Comment, with_comments
from pipeline.documents.reading import document_in
from tests.word_documents import (
    box,
    cited,
    field,
    hung,
    inserted,
    note,
    numbers_in,
    p,
    reference,
    remark,
    saved,
    t,
    table,
    text_of,
    tr,
    unzipped,
    word,
    zipped,
)

START, END = '<w:commentRangeStart w:id="4"/>', '<w:commentRangeEnd w:id="4"/>'
REFERENCE = reference(4)
AROUND = {
    "a run": (p("It cost ", hung(4, "$7"), " in all."), ["$7"]),
    "parts of runs": (
        p("It ", hung(4, t("co", "<w:b/>"), inserted("st $"), "7"), " a."),
        ["cost $7"],
    ),
    "two paragraphs": (
        START + p("It cost 7.") + p("It sold 8.", END, REFERENCE) + p("Nine."),
        ["It cost 7.\n\nIt sold 8."],
    ),
    "no words": (p("Before.") + p("It cost 7.", hung(4)), ["It cost 7."]),
    "no range": (p("It cost 7.", REFERENCE) + p("After."), ["It cost 7."]),
    "a cell": (table(tr("Cost", p("7", REFERENCE))), ["7"]),
    "cells": (table(tr(p(START, t("Cost")), p("7", END, REFERENCE))), ["Cost | 7"]),
    "a paragraph without words": (p("It cost 7.") + p(REFERENCE), []),
    "the first paragraph, empty": (p(REFERENCE) + p("It cost 7."), []),
    "a note": (p("See ", hung(4, cited(2)), " here."), ["Noted 9."]),
    "words with a note": (
        p("See ", hung(4, "all", cited(2)), " here.") + p("And 8."),
        ["all", "Noted 9."],
    ),
    "a text box": (p("So ", hung(4, box(p("In a box: 7.")))), ["In a box: 7."]),
    "a field": (p("Page ", hung(4, field("PAGE", "7")), " of 8"), ["7"]),
}
"""Of each document, the words that its comment is of."""


def commented(body: str, author: str = "Ada") -> bytes:
    said = remark(4, author, p("Who says", " so?") + p("Ask."))
    return word(body, {"footnotes": note(2, "Noted 9."), "comments": said})


def read(raw: bytes) -> Document:
    document = document_in(raw, "a.docx", 1_000)
    assert document is not None
    return document


@pytest.mark.parametrize("name", AROUND)
def test_a_comment_is_of_the_words_that_it_hangs_on(name: str) -> None:
    body, words = AROUND[name]

    document = read(commented(body))

    (comment,) = document.comments
    assert comment.text == "Who says so?\nAsk."
    assert [document.text[each.start : each.end] for each in comment.words] == words
    place = document.text[comment.place.start : comment.place.end]
    assert place == (words[0] if words else "")


@pytest.mark.parametrize(
    "raw",
    [commented(p("It cost 7.", REFERENCE), "factdesk"), commented(p("It cost 7."))],
    ids=["our own", "one that hangs nowhere"],
)
def test_what_is_no_comment_of_a_person_on_the_text(raw: bytes) -> None:
    assert read(raw).comments == ()


def test_comments_come_in_the_order_of_the_text() -> None:
    def discussed(document: Any) -> None:
        first, second = (document.add_paragraph().add_run(text) for text in ("One", "Two"))
        document.add_comment(second, "B", author="Ada")
        document.add_comment(first, "A", author="Ben")

    assert [each.text for each in read(saved(discussed)).comments] == ["A", "B"]


def test_a_comment_where_ours_was_written_is_of_the_same_words() -> None:
    raw = word(p("See ", cited(2), " here: 7."), {"footnotes": note(2, "Noted 9.")})
    ours = with_comments(raw, "a.docx", [Comment(at, ["A"]) for at in numbers_in(text_of(raw))])
    files = unzipped(ours)
    part = "word/comments.xml"

    document = read(zipped(files | {part: files[part].replace(b"factdesk", b"Ada")}))

    words = [document.text[each.start : each.end] for c in document.comments for each in c.words]
    assert words == ["7", "Noted 9."]
