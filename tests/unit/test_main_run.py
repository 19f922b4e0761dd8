"""A page that was copied whole, menus and all, is read as its article."""

import pytest

from pipeline.text.article import article_from_text
from schemas import Article, Role

HEADLINE = "Port Selm to rebuild its lock for $12 million"
PROSE = [
    "The council of Port Selm voted 9-2 on Monday to rebuild its lock for $12 million.",
    "It will take nine years, the mayor said, and 4,000 ships a year will go round by Korlin.",
    "A third of them carry grain, according to the port, which has 114 people at work there.",
    "The vote came after three hours of debate, in which 62 people spoke for and against it.",
]
MENU = [
    f"{each} {number}" for number in range(5) for each in ("Sport", "World news", "Tide tables")
]
PROMO = "This site is made for readers in Port Selm, and it remembers what 40 of them have read."
AUTHOR = "By Jo Falk in Korlin, May 5"


def pasted(*lines: str) -> Article:
    return article_from_text("\n\n".join(lines))


def kept(article: Article) -> list[str]:
    return [article.plain(s.span) for s in article.prose]


def test_menus_and_a_promo_around_an_article_are_set_apart() -> None:
    article = pasted(*MENU, PROMO, *MENU, HEADLINE, AUTHOR, *PROSE, *MENU, PROMO, *MENU)

    assert kept(article) == [HEADLINE, *PROSE]
    assert article.title == HEADLINE
    assert [s.role for s in article.prose][:2] == [Role.HEADLINE, Role.LEDE]


def test_a_subheading_and_a_short_list_inside_the_article_stay() -> None:
    inner = ["Who pays", "Grain 40", "Coal 12", "Wood 3"]

    article = pasted(*MENU * 2, HEADLINE, *PROSE[:2], *inner, *PROSE[2:], *MENU * 2)

    assert kept(article) == [HEADLINE, *PROSE[:2], *inner, *PROSE[2:]]


@pytest.mark.parametrize(
    "lines",
    [
        [HEADLINE, *PROSE, *MENU],
        [f"{name} {goals}" for name in ("Selm", "Korlin", "Averill") for goals in range(30)],
        [HEADLINE, *PROSE],
        PROSE,
        ["Selm"],
    ],
)
def test_without_a_page_around_it_nothing_of_a_text_is_set_apart(lines: list[str]) -> None:
    assert kept(pasted(*lines)) == lines


@pytest.mark.parametrize("above", [AUTHOR, "Most read in Korlin this week", "Sport"])
def test_a_line_whose_words_do_not_recur_is_no_headline(above: str) -> None:
    article = pasted(*MENU * 2, above, *PROSE, *MENU * 2)

    assert article.title is None
    assert kept(article) == PROSE


def test_of_two_lines_the_one_that_says_more_of_the_article_is_its_headline() -> None:
    article = pasted(*MENU * 2, HEADLINE, "The lock is 114 years old", *PROSE, *MENU * 2)

    assert article.title == HEADLINE
