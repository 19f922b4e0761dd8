"""What each form of a file gives: rows, each with its place, so that reading can begin at any."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

_MOST_SHOWN = 200
"""Characters."""


class Place(NamedTuple):
    """Where a row begins."""

    row: int = 0
    """Rows before it in its file."""
    offset: int = 0
    """Of its first byte, where that is known: reading begins there."""
    line: int = 1
    """What a person finds it by: its line, or its number where rows are no lines, from 1."""


class Row(NamedTuple):
    """What stands at a place: something that values can be taken from, or a fault."""

    place: Place
    raw: object
    fault: str | None = None
    is_broken: bool = False
    """Whether nothing can be read behind it."""


class Faulty(Exception):
    """A row holds no values; the text says why, to be read after the row's place."""


def shown(names: Iterable[object]) -> str:
    """Return the names of columns for a line of a message, cut where they are many."""
    written = ", ".join(map(str, names))
    return "".join(each if each.isprintable() else "?" for each in written[:_MOST_SHOWN]) or "none"


Values = Mapping[str, object]
"""A row's values by the names of their columns."""
