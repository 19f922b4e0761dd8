"""What kind of page it is that is no single article, and how much of it is one.

The head of a page says what it is in words that all sites share: the Open Graph protocol, the
types of schema.org, and the address under which the page is known.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from urllib.parse import urlsplit

import lxml.html

_LIVE = re.compile(r'"@type"\s*:\s*\[?\s*"LiveBlogPosting"')
_LIVE_PATH = re.compile(r"/live(?:-?(?:blog|news|updates?))?/")
"""In the address of the live pages of the BBC, the Guardian, CNN, Al Jazeera and others."""


class PageKind(StrEnum):
    """A page that is no single article; the value is what the reader is told."""

    LIVE_BLOG = "this is a live blog: posts of different times, read as one article"
    FRONT_PAGE = "this is a front page and no article: give the address of one story"
    FILM = "this is the page of a film: its text only describes it"


def kind_of_page(root: lxml.html.HtmlElement) -> PageKind | None:
    """Return what the page is by its head; None for an article, and where nothing is said."""
    found = root.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    addresses = [str(each) for each in found]
    if _is_live(root) or any(map(_LIVE_PATH.search, addresses)):
        return PageKind.LIVE_BLOG
    if any(map(_is_root, addresses)):
        return PageKind.FRONT_PAGE
    types = root.xpath("//meta[@property='og:type']/@content")
    return PageKind.FILM if any(str(each).startswith("video") for each in types) else None


def _is_live(root: lxml.html.HtmlElement) -> bool:
    data: Iterable[str] = map(str, root.xpath("//script[@type='application/ld+json']/text()"))
    types = root.xpath("//@itemtype")
    return any(map(_LIVE.search, data)) or any(
        str(each).endswith("/LiveBlogPosting") for each in types
    )


def _is_root(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.netloc) and parts.path in {"", "/"} and not parts.query
