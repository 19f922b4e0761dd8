"""A block: one paragraph, heading, list item or table row, as its format marks it."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from schemas import TextSpan


class Mark(StrEnum):
    """What the format itself says a block is; plain text says nothing."""

    NONE = "none"
    TITLE = "title"
    HEADING = "heading"
    CAPTION = "caption"
    ITEM = "item"
    OUTSIDE = "outside"  # on the page, but not part of its article


class Block(NamedTuple):
    """A block of the text and what its format says about it."""

    span: TextSpan
    text: str  # for reading: without markup, white space folded
    mark: Mark = Mark.NONE


class Head(NamedTuple):
    """What the head of a page or the front matter of a draft says of the article."""

    title: str | None = None
    published: date | None = None
