"""A title that was written as HTML, as the text that a reader sees."""

import re
from html import unescape

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>")


def text_of_title(title: str) -> str:
    """Return a title without its tags, its entities as the signs that they stand for."""
    return unescape(_TAG.sub("", title))
