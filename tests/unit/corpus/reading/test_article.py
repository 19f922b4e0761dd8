"""A record becomes an article through the same reading as a file."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.corpus.reading.record import Kind, Record, article_of
from pipeline.errors import ArticleError
from pipeline.stages.read_article import read_article
from schemas import Article, Role
from tests.corpora import RISE, STORM

PAGE = f"<html><body><nav>Home</nav><h1>Rates rise</h1><p>{RISE}</p><p>{STORM}</p></body></html>"
RECORD = Record(0, "a", "c.jsonl:1", RISE)


def article(**changes: Any) -> Article:
    return article_of(replace(RECORD, **changes))


def refusal(**changes: Any) -> str:
    with pytest.raises(ArticleError) as caught:
        article(**changes)
    message = str(caught.value)
    assert message.startswith("c.jsonl:1 ")
    assert "\n" not in message
    return message


def test_a_text_stays_as_it_stood_under_the_title_of_its_row() -> None:
    text = f"\r\n {RISE}\r\n\r\n{STORM} "

    read = article(content=text, title="Rates at 5%", published="2026-02-14T23:30:00-05:00")

    assert (read.text, read.title, read.published) == (text, "Rates at 5%", date(2026, 2, 14))
    assert read.source == "c.jsonl:1"
    assert all(sentence.role is not Role.HEADLINE for sentence in read.sentences)


def test_a_text_that_begins_with_its_title_has_it_once() -> None:
    read = article(content=f"Rates rise\n\n{RISE}", title="Rates Rise | The Selm Post")

    assert read.title == "Rates rise"
    assert read.sentences[0].role is Role.HEADLINE


def test_a_page_is_read_as_one_with_the_title_of_its_row() -> None:
    read = article(content=PAGE, kind=Kind.HTML, title="Selm lifts rates")

    assert read.title == "Selm lifts rates"
    assert read.text.startswith("Home\n\nRates rise\n\nThe bank of Selm")
    assert read.sentences[0].role is Role.BOILERPLATE


@pytest.mark.parametrize("page", [f"<p>{RISE}</p>", RISE, f"<div><p>{RISE}</p></div>"])
def test_a_part_of_a_page_is_an_article_from_end_to_end(page: str) -> None:
    read = article(content=page, kind=Kind.HTML)

    assert read.text == RISE
    assert Role.BOILERPLATE not in {sentence.role for sentence in read.sentences}


def test_the_text_of_a_row_is_never_taken_for_a_page() -> None:
    text = "<b> is how it began. The rate rose to 5%."

    assert article(content=text).text == text


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.txt.gz", "a.html.gz"])
def test_the_bytes_of_a_file_are_read_as_the_file_is(tmp_path: Any, name: str) -> None:
    content = PAGE if "html" in name else f"# Rates *rise*\n\n{RISE}"
    path = tmp_path / name.removesuffix(".gz")
    path.write_text(content)

    record = Record(0, name, f"{path.parent / name}", content.encode(), Kind.FILE)

    expected = read_article(str(path))
    assert article_of(record) == expected.model_copy(update={"source": record.source})


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2026-02-14", date(2026, 2, 14)),
        ("2026-02-14T09:30:00Z", date(2026, 2, 14)),
        ("2026-02-14 09:30:00 UTC", date(2026, 2, 14)),
        ("20260214", date(2026, 2, 14)),
        ("2026/02/14 09:30", date(2026, 2, 14)),
        ("Sat, 14 Feb 2026 01:30:00 +0900", date(2026, 2, 14)),
        ("2026-02-31", None),
        ("02/03/2026", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_the_day_of_publication_is_read_where_it_is_sure(
    published: str | None, day: date | None
) -> None:
    assert article(published=published).published == day


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"content": None, "fault": "is no JSON (…)"}, "is no JSON (…)"),
        ({"content": " \n"}, "is empty"),
        ({"content": b"", "kind": Kind.FILE}, "is empty"),
        ({"content": b"%PDF-1.7 \x00", "kind": Kind.FILE}, "is no PDF that can be read"),
        ({"content": b"\x00\x01\x02", "kind": Kind.FILE}, "is a binary file"),
        ({"content": "It rose.\0"}, "holds binary data"),
        ({"content": "x" * 1_000_001}, "has 1,000,001 characters, over the limit of 1,000,000"),
        ({"content": "<p>" + "x" * 5_000_000, "kind": Kind.HTML}, "over the limit of 5,000,000"),
        ({"content": "<nav>Home</nav>", "kind": Kind.HTML}, "has no article in its HTML"),
        ({"content": "!!!"}, "has no sentence in it"),
    ],
)
def test_what_is_no_article_is_refused_by_name(changes: dict[str, Any], says: str) -> None:
    assert says in refusal(**changes)


def test_a_page_may_be_five_times_as_long_as_a_text() -> None:
    page = f"<style>{'x' * 4_000}</style><p>{RISE}</p><p>{STORM}</p>"

    assert article_of(replace(RECORD, content=page, kind=Kind.HTML), limit=1_000).sentences


def test_a_page_nested_a_thousand_deep_is_read() -> None:
    page = "<div>" * 5_000 + f"<p>{RISE}</p><p>{STORM}</p>"

    try:
        assert article(content=page, kind=Kind.HTML).sentences
    except ArticleError as error:
        assert "no article" in str(error)  # noqa: PT017 - either is an answer, a crash is none
