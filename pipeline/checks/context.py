"""The words next to a quantity: as many as a check needs, so that a long sentence costs no more."""

import re

from pipeline.checks.passage import Passage
from schemas import Quantity

_REACH = 70
"""Characters to either side."""
_LONGEST = 160
"""Of the words between two quantities; further apart they are not of one phrase."""
_BREAKS = ("while", "whereas", "but", "though", "whose", "despite")
_BREAK = re.compile(
    r"\b(?:while|whereas|but|although|though|whose|meanwhile|despite)\b", re.IGNORECASE
)


def left(passage: Passage, quantity: Quantity) -> str:
    """Return the words right before a quantity and its modifier."""
    at = quantity.span.start - passage.offset
    return passage.text[max(0, at - _REACH) : at]


def right(passage: Passage, quantity: Quantity) -> str:
    """Return the words right behind a quantity and its unit."""
    at = quantity.span.end - passage.offset
    return passage.text[at : at + _REACH]


def gap(passage: Passage, first: Quantity, second: Quantity) -> str:
    """Return the words between two quantities in order; a break where they are far apart."""
    start = first.span.end - passage.offset
    end = second.span.start - passage.offset
    return passage.text[start:end] if end - start <= _LONGEST else ";"


def is_broken(words: str) -> bool:
    """Return whether the words pass into another statement: a semicolon, while, but."""
    lower = words.lower()
    return ";" in lower or (any(each in lower for each in _BREAKS) and bool(_BREAK.search(words)))


def following(passage: Passage) -> Passage | None:
    """Return the sentence behind, of the same paragraph or the next, or None."""
    some = passage.reading.passages
    return some[passage.position + 1] if passage.position + 1 < len(some) else None
