import os
import threading
from pathlib import Path

import pytest

from pipeline.errors import ArticleError
from pipeline.stages.read_article import article_from_page, read_article
from pipeline.text.article import article_from_text
from schemas import Article, Role, digest

DAYS = ("Monday", "Tuesday")
TEXT = "Rates rise\r\n\r\nThe bank raised its rate to 5% on Monday. It was the 11th rise.\r\n"
HTML = (
    "<html><head><title>Rates rise | Post</title></head><body><h1>Rates rise</h1>"
    "<p>The bank of Selm raised its rate to 5% on Monday, the eleventh rise in 26 months.</p>"
    "<p>It said that two more were likely before the end of the year, as prices rose by 4%.</p>"
    "</body></html>"
)


def _quotes(article: Article) -> list[str]:
    return [article.quote(s.span) for s in article.sentences]


def test_a_file_is_read_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode("utf-8-sig"))

    article = read_article(str(path))

    assert article.text == TEXT
    assert article.article_id == digest(TEXT)
    assert article.source == str(path)
    assert article.title == "Rates rise"
    assert _quotes(article) == [
        "Rates rise",
        "The bank raised its rate to 5% on Monday.",
        "It was the 11th rise.",
    ]
    assert [s.paragraph for s in article.sentences] == [0, 1, 1]


def test_standard_input_is_read_for_a_dash() -> None:
    article = read_article("-", stdin=TEXT.encode)

    assert (article.source, article.text) == ("stdin", TEXT)


def test_the_same_text_gives_the_same_article() -> None:
    assert article_from_text(TEXT) == article_from_text(TEXT)


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "A.MD"])
def test_markdown_is_told_by_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("# Rates *rise*\n\nThe rate is [5%](x.html).", encoding="utf-8")

    article = read_article(str(path))

    assert article.title == "Rates rise"
    assert article.plain(article.sentences[1].span) == "The rate is 5%."


def test_front_matter_titles_an_article_without_a_heading(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: Rates\n---\nThe bank raised its rate.", encoding="utf-8")

    assert read_article(str(path)).title == "Rates"


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.txt", "a"])
def test_html_is_told_by_its_name_or_its_first_tag(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(HTML, encoding="utf-8")

    article = read_article(str(path))

    assert article.title == "Rates rise"
    assert article.text.startswith("Rates rise\n\nThe bank of Selm")
    assert [s.role for s in article.sentences] == [Role.HEADLINE, Role.LEDE, Role.BODY]


def test_a_text_that_begins_with_a_sign_is_no_html() -> None:
    text = "< 5% rise\n\nThe bank said so."

    assert read_article("-", stdin=text.encode).text == text


def test_a_page_in_memory_is_read_like_a_file() -> None:
    assert article_from_page(HTML, "row 7").source == "row 7"


def test_markup_without_an_article_is_refused() -> None:
    with pytest.raises(ArticleError, match="row 7 has no article in its HTML"):
        article_from_page("<!-- nothing -->", "row 7")


def test_text_folds_as_in_a_browser() -> None:
    page = "<p>10<sup>6</sup>  of\n CO<sub>2</sub>,<br>the\u00a021<sup>st</sup></p><div>x<br><br>y"

    assert article_from_text(page, kind="html").text == "10⁶ of CO₂,\nthe\u00a021st\n\nx\n\ny"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 5_000 + "It rose.",
        "<p>" + "<b>" * 5_000 + "It rose.",
        "<?xml version='1.0' encoding='latin-1'?><p>It rose.",
        "<p>It <!-- not --> rose.</p",
        "<p hidden>No.</p><p style='Display : none'>No.</p><p>It rose.</p>",
    ],
)
def test_odd_pages_are_read(page: str) -> None:
    assert _quotes(article_from_text(page, kind="html"))[-1:] in (["It rose."], [])


def refusal(source: str, limit: int = 5_000_000) -> str:
    """Return the one line that is said about a source that cannot be read."""
    with pytest.raises(ArticleError) as caught:
        read_article(source, limit=limit)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_missing_file_a_folder_and_a_bad_name_are_named(tmp_path: Path) -> None:
    missing = str(tmp_path / "none.txt")

    assert refusal(missing) == f"{missing} does not exist: check the name"
    assert "is a folder" in refusal(str(tmp_path))
    assert "cannot be opened" in refusal("a\0b")
    assert "cannot be opened" in refusal("x" * 5_000)


@pytest.mark.parametrize("raw", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_input_is_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(raw)

    assert refusal(str(path)).startswith(f"{path} is empty")


def test_a_text_without_a_sentence_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("🎉 … !!!", encoding="utf-8")

    assert "has no sentence in it" in refusal(str(path))


def test_a_pdf_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"%PDF-1.7\n\0")

    assert refusal(str(path)).startswith(f"{path} is no PDF that can be read")


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(6_000_000)

    said = refusal(str(path))

    assert "6,000,000 bytes" in said
    assert "5,000,000" in said


def test_standard_input_over_the_limit_is_refused() -> None:
    with pytest.raises(ArticleError, match="larger than the limit of 10 bytes"):
        read_article("-", stdin=lambda: b"x" * 11, limit=10)


def test_a_file_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)  # root, who runs CI, may read anything

    assert "may not be read" in refusal(str(path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_read_up_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(b"It rose. " * 3,))
    writer.start()

    said = refusal(str(path), limit=10)
    writer.join()

    assert "larger than the limit" in said


@pytest.mark.parametrize(
    ("element", "role"),
    [
        (
            '<div class="story-caption">The gate of the lock on Monday, by a hand.</div>',
            Role.CAPTION,
        ),
        ('<p class="ImageCredit">Lena Brandt, for the Post of Selm and others</p>', Role.BODY),
        ('<p class="image-credit">Lena Brandt, for the Post of Selm and others</p>', Role.CAPTION),
        ('<p class="video-desc">Travellers tell of the lock at Selm.</p>', Role.BOILERPLATE),
        ('<p class="videos">Travellers tell of the lock at Selm.</p>', Role.BODY),
        (f'<p class="video">{"The port of Selm is closed to all. " * 30}</p>', Role.BODY),
        ('<nav><p class="caption">The gate of the lock.</p></nav>', Role.BOILERPLATE),
    ],
)
def test_the_class_of_a_short_element_tells_what_it_is(element: str, role: Role) -> None:
    first, last = (
        f"<p>The council of Port Selm met on {day} and voted 9-2 to rebuild its lock.</p>"
        for day in DAYS
    )
    page = f"<h1>Port Selm rebuilds</h1>{first}{element}{last}"

    article = article_from_text(page, kind="html")

    assert article.sentences[2].role is role
    assert (article.sentences[1].role, article.sentences[-1].role) == (Role.LEDE, Role.BODY)


def test_classes_that_nest_deep_are_read_in_linear_time() -> None:
    page = '<div class="caption">' * 2000 + "The lock is closed." + "</div>" * 2000

    assert _quotes(article_from_text(page, kind="html")) in (["The lock is closed."], [])
