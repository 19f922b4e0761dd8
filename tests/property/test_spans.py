from itertools import pairwise
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.article import article_from_text
from pipeline.text.blocks import paragraphs
from pipeline.text.markdown import read_markdown
from pipeline.text.sentences import split_sentences
from schemas import TextSpan

PIECES = st.sampled_from(
    [
        *("It rose 3.5%. ", "“No", "”", '"', "(", ")", "U.S. ", "Mr. ", "5", "word ", "? ", "... "),
        *(
            "\r\n",
            "\n",
            "\n\n",
            "\r",
            "\u2028",
            "\x0c",
            "\u00a0",
            "👩‍👩‍👧",
            "e\u0301",
            "\ufeff",
            "中。",
        ),
        *("# ", "*", "**", "_", "`", "[", "](x)", "![", "> ", "- ", "|", "|---|\n", "<!--", "-->"),
        *("---\n", "```\n", "<b>", "\\", "[^1]", "title: x\n", "Subscribe", "(NATO)", "By Ann Roe"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))


def _are_apart(spans: tuple[TextSpan, ...], text: str) -> bool:
    lie_inside = all(0 <= span.start < span.end <= len(text) for span in spans)
    return lie_inside and all(a.end <= b.start for a, b in pairwise(spans))


@given(TEXTS)
def test_sentences_are_in_order_apart_trimmed_and_lose_no_letter(text: str) -> None:
    spans = split_sentences(text)
    quoted = [text[span.start : span.end] for span in spans]

    assert _are_apart(spans, text)
    assert all(quote == quote.strip() != "" for quote in quoted)
    assert sum(map(str.isalnum, "".join(quoted))) == sum(map(str.isalnum, text))


@given(TEXTS)
def test_paragraphs_are_in_order_apart_and_lose_nothing_visible(text: str) -> None:
    spans = paragraphs(text)
    quoted = "".join(text[span.start : span.end] for span in spans)

    assert _are_apart(spans, text)
    assert sum(map(str.isalnum, quoted)) == sum(map(str.isalnum, text))


@given(TEXTS)
def test_markup_is_in_order_and_apart(text: str) -> None:
    assert _are_apart(read_markdown(text).markup, text)


@given(TEXTS, st.sampled_from(["text", "markdown", "html"]))
def test_every_article_holds_its_spans(
    text: str, kind: Literal["text", "markdown", "html"]
) -> None:
    article = article_from_text(text, kind=kind)
    reading = article.reading_text

    assert len(reading) == len(article.text)
    assert _are_apart(tuple(s.span for s in article.sentences), article.text)
    assert all(reading[s.span.start : s.span.end].strip() for s in article.sentences)
    assert [s.sentence_id for s in article.sentences] == [
        f"s{number}" for number in range(1, len(article.sentences) + 1)
    ]


@given(TEXTS)
def test_a_plain_article_accounts_for_every_letter_and_digit(text: str) -> None:
    article = article_from_text(text)
    covered = "".join(article.quote(s.span) for s in article.sentences)

    assert article.text == text
    assert sum(map(str.isalnum, covered)) == sum(map(str.isalnum, text))
