"""A page that is no single article, and a text of which little is one, say so."""

import json
from pathlib import Path

import pytest

from pipeline.stages.read_article import article_from_content
from pipeline.text.page_kind import PageKind
from tests.command import Command

PARAGRAPHS = [
    "The council of Port Selm voted 9-2 on Monday to rebuild its lock for $12 million.",
    "It will take nine years, the mayor said, and 4,000 ships a year will go round it.",
    "A third of them carry grain, according to the port, and 114 people work at the lock.",
]
STORY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
LIVE = '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script>'
NEWS = LIVE.replace("LiveBlogPosting", "NewsArticle")


def page(head: str = "", body: str = STORY, menu: int = 0) -> str:
    words = "<li>Sport</li>" * menu
    title = "<title>Port Selm to rebuild its lock</title>"
    return (
        f"<html><head>{title}{head}</head><body><nav><ul>{words}</ul></nav>"
        f"<article><h1>Port Selm to rebuild its lock</h1>{body}</article></body></html>"
    )


def canonical(address: str) -> str:
    return f'<link rel="canonical" href="{address}">'


@pytest.mark.parametrize(
    ("head", "note"),
    [
        (LIVE, PageKind.LIVE_BLOG),
        (NEWS, None),
        (canonical("https://news.example/news/live/world-1"), PageKind.LIVE_BLOG),
        (canonical("https://news.example/news/live-theatre/hamlet"), None),
        ('<meta property="og:url" content="https://news.example">', PageKind.FRONT_PAGE),
        (canonical("https://news.example/"), PageKind.FRONT_PAGE),
        (canonical("https://news.example/?p=12"), None),
        (canonical("/"), None),
        (canonical("https://[news.example/"), None),
        (canonical("https://news.example/2026/lock.html"), None),
        ('<meta property="og:type" content="video.other">', PageKind.FILM),
        ('<meta property="og:type" content="article">', None),
    ],
)
def test_a_page_says_what_it_is_where_its_head_does(head: str, note: str | None) -> None:
    assert article_from_content(page(head), "page").notes == ((note,) if note else ())


def test_a_type_on_an_element_tells_a_live_blog() -> None:
    body = f'<div itemtype="https://schema.org/LiveBlogPosting">{STORY}</div>'

    assert article_from_content(page(body=body), "page").notes == (PageKind.LIVE_BLOG,)


@pytest.mark.parametrize(
    ("menu", "paragraphs", "little"),
    [(0, 1, False), (40, 1, False), (200, 1, True), (200, 3, False), (600, 3, True)],
)
def test_a_page_of_which_little_is_an_article_says_how_much(
    menu: int, paragraphs: int, *, little: bool
) -> None:
    body = "".join(f"<p>{each}</p>" for each in PARAGRAPHS[:paragraphs])

    notes = article_from_content(page(body=body, menu=menu), "page").notes

    assert bool(notes) is little
    assert all(note.startswith("little of this is an article: ") for note in notes)


def test_a_brief_of_a_live_blog_says_so_on_the_screen_and_in_its_files(factdesk: Command) -> None:
    Path("live.html").write_text(page(LIVE), encoding="utf-8")

    done = factdesk("brief", "live.html", "--out", "out")

    note = "This is a live blog: posts of different times, read as one article."
    result = json.loads(Path("out/live/result.json").read_text(encoding="utf-8"))
    assert note in done.out
    assert result["provenance"]["notes"][0] == note
    assert result["article"]["notes"] == [PageKind.LIVE_BLOG]
    for name in ("brief.md", "report.html"):
        assert note in Path("out/live", name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (PARAGRAPHS[0], "it is a teaser of 1 sentence: the article is at https://news.example/a"),
        (
            " ".join(PARAGRAPHS[:2]),
            "it is a teaser of 2 sentences: the article is at https://news.example/a",
        ),
        (
            " ".join([*PARAGRAPHS, "Some 12 of […]"]),
            "it breaks off: the article is at https://news.example/a",
        ),
        (" ".join(PARAGRAPHS), None),
    ],
)
def test_a_teaser_of_a_feed_says_where_the_article_is(
    factdesk: Command, text: str, note: str | None
) -> None:
    item = f"<item><title>Lock</title><link>https://news.example/a</link>\
<description>{text}</description></item>"
    Path("feed.xml").write_text(
        f"<rss version='2.0'><channel>{item}</channel></rss>", encoding="utf-8"
    )

    done = factdesk("run", "feed.xml", "--out", "out", "--model", "extractive")

    [line] = Path("out/results.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["result"]["article"]["notes"] == ([note] if note else [])
    assert ("1 article with little text of an article" in done.out) is bool(note)
