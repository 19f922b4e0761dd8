"""Sentences of a page's brief that are none of its article, where the text of that is known.

The folder has a folder a page: `source.html` as it was saved, `expected.html` with the article
alone, as the test pages of Mozilla's Readability have them (`test/test-pages` of its repository).
They leave out the line below the headline; where the head of the page tells it, it counts as held.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import lxml.html

from pipeline.errors import ArticleError
from pipeline.run import fact_check
from pipeline.stages.draft.extractive import ExtractiveDrafter
from pipeline.stages.read_article import read_article
from pipeline.text.web_page import read_page
from pipeline.text.word_runs import WordRuns
from schemas import Report

_LEAST_HELD = 0.7
"""Share of a sentence's runs of words that the expected text must have."""


class Page(NamedTuple):
    """What came of a page."""

    name: str
    report: Report | None
    reason: str
    """Why there is no report."""
    foreign: tuple[str, ...]
    """Sentences that the brief rests on and the expected text does not hold."""


def page_in(folder: Path) -> Page:
    """Return what came of the page in a folder, briefed by rule."""
    try:
        article = read_article(str(folder / "source.html"))
    except ArticleError as error:
        return Page(folder.name, None, str(error), ())
    report = fact_check(article, drafter=ExtractiveDrafter())
    expected = WordRuns("\n".join(_expected(folder)))
    cited = dict.fromkeys(each for point in report.brief.points for each in point.sentence_ids)
    quotes = [article.plain(article.sentence(each).span) for each in cited]
    foreign = tuple(quote for quote in quotes if not _is_held(expected, quote))
    return Page(folder.name, report, "", foreign)


def _expected(folder: Path) -> Iterator[str]:
    yield read_page((folder / "expected.html").read_text(encoding="utf-8")).text
    head = lxml.html.parse(folder / "source.html")
    yield from map(str, head.xpath("//meta[contains(@name | @property, 'description')]/@content"))


def _is_held(expected: WordRuns, quote: str) -> bool:
    return expected.holds(quote) or expected.share(quote) >= _LEAST_HELD


def lines_of(page: Page) -> Iterator[str]:
    """Yield what is told of a page: its brief, and what of it is none of the article's."""
    if page.report is None:
        yield f"-- {page.name}: {page.reason}"
        return
    yield f"{'!!' if page.foreign else 'ok'} {page.name}: {page.report.brief.headline.text}"
    yield from (f"     {point.text}" for point in page.report.brief.points)
    yield from (f"   > {quote}" for quote in page.foreign)


def main() -> None:
    """Print each page of the folder that is given, and how many briefs hold the article alone."""
    folders = sorted(file.parent for file in Path(sys.argv[1]).glob("*/expected.html"))
    pages = [page_in(folder) for folder in folders]
    read = [page for page in pages if page.report]
    clean = sum(not page.foreign for page in read)
    told = [line for page in pages for line in lines_of(page)]
    told.append(f"{clean} of {len(read)} briefs without a sentence that is none of the article's")
    sys.stdout.write("".join(f"{line}\n" for line in told))


if __name__ == "__main__":
    main()
