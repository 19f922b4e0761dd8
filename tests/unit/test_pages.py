"""What is kept of whole pages, and what is set apart; each page stands for a kind of site."""

from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.errors import ArticleError
from pipeline.stages.read_article import read_article
from pipeline.text.article import article_from_text
from schemas import Article, Role

PAGES = Path(__file__).parent.parent / "fixtures" / "pages"


class Page(NamedTuple):
    name: str
    title: str | None
    lede: str
    captions: tuple[str, ...]
    kept: tuple[str, ...]
    apart: tuple[str, ...]


KNOWN = (
    Page(
        "clean_news.html",
        "Port Selm votes to rebuild its lock",
        "The council of Port Selm voted 9-2",
        ("The lock on Monday, 114 years",),
        ("Who pays", "a third of them carrying grain", "$12 million", "$400,000", "two zeros too"),
        (
            *("14 kinds of use", "Accept all cookies", "Sport", "By Ann Roe", "5 May 2025"),
            *("Sign up for The Tide", "at 7 a.m.", "Ann Roe is a reporter", "for 12 years"),
            *("Grain exports fall by 30%", "2 Comments", "300 times", "All rights reserved"),
        ),
    ),
    Page(
        "div_soup.html",
        "Storm leaves 12,000 homes dark",
        "A storm that crossed the coast",
        (),
        ("118 km/h", "9,500 homes", "60 repair crews", "About 140 came"),
        ("Home World Business", "MOST READ", "rise by 8%", "40 best beaches", "Copyright 2025"),
    ),
    Page(
        "photo_caption.html",
        "Nurses end strike after 16 days",
        "PORT AVERILL — Some 6,300 nurses",
        ("Nurses cheer outside", "File photo: an empty ward", "Nurses in the region"),
        ("4,112 votes to 906", "21,000 appointments", "2015 | 7,100", "11.5%¹", "in 18 months"),
        ("Sections: Health", "Read more: What", "Ten foods", "sleep 8 hours", "Contact us"),
    ),
    Page(
        "live_blog.html",
        "Budget day: what we know so far",
        "Treasurer Noor Haddad has presented",
        (),
        ("Taxes", "$190,000 from $180,000", "A levy of 2%", "50,000 new flats", "71 of the 150"),
        ("Leave a comment", "Where are the 50,000 flats"),
    ),
    Page(
        "with_teasers.html",
        "Korlin to close 14 of its schools",
        "The council of Korlin voted on Monday",
        ("Pupils leave the Mill school",),
        ("62 of them spoke", "$9.2 million", "600 places stand empty", "due on 12 June"),
        (
            *("The Korlin Ledger", "By Jo Falk | 5 May 2025", "Jo Falk covers schools", "Tags:"),
            *("Subscribe to keep reading", "$1 a week", "by 30 points", "fell by 8%", "More news"),
        ),
    ),
    Page(
        "agency_dump.txt",
        None,
        "The lock of Port Selm will be rebuilt",
        ("The mayor of Port Selm speaks.", "Mayor Ana Ruiz speaks at the harbour", "30% more"),
        ("nine years", "4,000 ships", "in 1911", "35 cents", "14 months"),
        (
            "Subscribe",
            "author picture",
            "Jo is a writer",
            "2012 to 2019",
            "14 sister papers",
            "Now",
        ),
    ),
    Page(
        "mail_wrapped.txt",
        "Ferry fares to rise by 8% from June",
        "KORLIN, May 7",
        (),
        ("26 months", "$4.1 million", "about 2 percent fewer", "$110 from $99"),
        ("FOR IMMEDIATE USE", "Reporting by Jo Falk"),
    ),
    Page(
        "newsroom.md",
        "Measles cases pass 1,200 as Averill opens clinics",
        "Health officials in Port Averill have recorded 1,243 cases of measles",
        ("A nurse prepares a vaccine",),
        ("Some 85% of patients", "seven of them", "can be prevented", "First 88%", "£12 each"),
        ("By Tamsin Lind", "Read more: Five things", "weekly bulletin"),
    ),
)


def _read(page: Page) -> Article:
    return read_article(str(PAGES / page.name))


def _roles_of(article: Article, words: str) -> set[Role]:
    return {s.role for s in article.sentences if words in article.plain(s.span)}


@pytest.mark.parametrize("page", KNOWN, ids=lambda page: page.name)
def test_the_title_and_the_lede_of_a_page_are_found(page: Page) -> None:
    article = _read(page)
    ledes = [article.plain(s.span) for s in article.sentences if s.role is Role.LEDE]

    assert article.title == page.title
    assert ledes[0].startswith(page.lede)
    assert len({s.paragraph for s in article.sentences if s.role is Role.LEDE}) == 1


@pytest.mark.parametrize("page", KNOWN, ids=lambda page: page.name)
def test_the_article_of_a_page_is_kept(page: Page) -> None:
    article = _read(page)

    for words in page.kept:
        assert _roles_of(article, words) in ({Role.BODY}, {Role.LEDE}), words


@pytest.mark.parametrize("page", KNOWN, ids=lambda page: page.name)
def test_what_surrounds_the_article_is_set_apart_and_not_lost(page: Page) -> None:
    article = _read(page)

    for words in page.apart:
        assert _roles_of(article, words) == {Role.BOILERPLATE}, words


@pytest.mark.parametrize("page", KNOWN, ids=lambda page: page.name)
def test_descriptions_of_pictures_are_captions(page: Page) -> None:
    article = _read(page)

    for words in page.captions:
        assert _roles_of(article, words) == {Role.CAPTION}, words


@pytest.mark.parametrize("page", KNOWN, ids=lambda page: page.name)
def test_what_a_browser_does_not_show_is_no_text(page: Page) -> None:
    article = _read(page)

    assert not any(
        hidden in article.reading_text
        for hidden in (
            "dataLayer",
            "960px",
            "3 free articles",
            "9,400 figure",
            "averill.test",
            "99)",
        )
    )


def test_a_page_without_an_article_says_so() -> None:
    with pytest.raises(ArticleError, match="has no article in its HTML"):
        read_article(str(PAGES / "not_an_article.html"))


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2026-02-03T18:05:00Z">', "2026-02-03"),
        ('<meta itemprop="datePublished" content="2026-02-03">', "2026-02-03"),
        ('<meta name="dc.date" content="2026-02-31">', None),
        ('<meta name="viewport" content="2026-02-03">', None),
    ],
)
def test_the_head_of_a_page_gives_the_day_of_publication(head: str, day: str | None) -> None:
    page = f"<html><head>{head}</head><body><p>The council met yesterday.</p></body></html>"

    published = article_from_text(page, kind="html").published

    assert (published.isoformat() if published else None) == day
