"""Grouping: which rows are one figure. Rows come a block at a time, in the order of the corpus."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemas import ListedRow


class Key(NamedTuple):
    """Where a row stands: the number of its article in the corpus, its place in that worklist."""

    number: int
    position: int


def group_block(rows: Iterable[tuple[Key, ListedRow]]) -> Iterator[tuple[Key, Key]]:
    """Yield for each row the first row of its group, itself where it opens one.

    All rows are of one block; they come in the order of the corpus.
    """
    leaders: dict[str, Key] = {}
    for key, row in rows:
        words = " ".join(row.place.quote.split())
        leader = leaders.setdefault(words, key)
        if leader.number == key.number:
            leader = key
        yield key, leader
