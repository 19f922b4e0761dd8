"""The pages of our reports as trees, for tests that read them without a browser."""

from functools import cache
from typing import Any

import lxml.html

from pipeline.stages.render.html import report_html
from schemas import Report
from tests.reports import (
    full_report,
    hostile_report,
    ordinary_report,
    repeated_report,
    withheld_report,
)

REPORTS = {
    "ordinary": ordinary_report,
    "withheld": withheld_report,
    "repeated": repeated_report,
    "full": full_report,
    "hostile": hostile_report,
}


def report_named(name: str) -> Report:
    return REPORTS[name]()


@cache
def source(name: str) -> str:
    return report_html(report_named(name))


@cache
def page(name: str) -> Any:
    return tree_of(source(name))


def tree_of(html: str) -> Any:
    """Return the tree; lxml takes no text that declares an encoding of its own, only bytes."""
    return lxml.html.document_fromstring(html.encode())


def words(element: Any) -> str:
    """Return the text of an element, white space folded."""
    return " ".join(element.text_content().split())


def one(name: str, path: str) -> Any:
    """Return the only element of that path."""
    (found,) = page(name).xpath(path)
    return found


@cache
def article_text(name: str) -> str:
    """Return the article as the page shows it, without footnotes and numbers of sentences."""
    shown = tree_of(source(name)).find(".//div[@class='text']")
    for extra in shown.xpath(".//*[@class='note' or @class='n' or @class='role']"):
        extra.drop_tree()
    return words(shown)
