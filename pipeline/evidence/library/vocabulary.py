"""The words of a library: how many passages hold each, and which are rare enough to be searched."""

import sqlite3
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import combinations

from pipeline.evidence.library.library_file import TOKENIZER, Rows, storable

MOST_RANKED = 10_000
"""Passages that a search ranks at most: each takes about a thousandth of a millisecond."""
_JOINED_WORDS = 3
"""Of the words that too many passages hold, so many are sought two by two."""
_MOST_JOINED = 100_000
"""Passages that may hold such a word: it takes a millisecond to go through them."""
_MOST_REMEMBERED = 20_000


class Vocabulary:
    """What the index of words of one library knows of words, which are compared by their stems."""

    def __init__(self, rows: Rows) -> None:
        """Take what answers a query of the library."""
        self._rows = rows
        rows("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, row)")
        # A library that is only read cannot be asked how it cuts words.
        self._cutter = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._cutter.execute(f"CREATE VIRTUAL TABLE cut USING fts5(word, tokenize = '{TOKENIZER}')")
        self._cutter.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(cut, instance)")
        self.stems = lru_cache(maxsize=_MOST_REMEMBERED)(self._stems)
        self.held_by = lru_cache(maxsize=_MOST_REMEMBERED)(self._held_by)

    def close(self) -> None:
        """Let go of what was needed to cut words."""
        self._cutter.close()

    @cached_property
    def passages(self) -> int:
        """How many passages there are."""
        query = "SELECT coalesce(sum(sentences + table_rows), 0) FROM sources"
        return int(self._rows(query)[0][0])

    @cached_property
    def _frequent(self) -> dict[str, int]:
        return dict(self._rows("SELECT stem, held FROM frequent"))

    def rare_enough(self, words: Sequence[str]) -> list[str]:
        """Return what to search for, as queries of the index: at most `MOST_RANKED` passages.

        These are the rarest words, and then pairs of some of the others.
        """
        by_stems = {stems: word for word in words if (stems := self.stems(word))}
        ranked = sorted((held, word) for word in by_stems.values() if (held := self.held_by(word)))
        left, asked = MOST_RANKED, list[str]()
        for held, word in ranked:
            if held > left:
                break
            asked.append(_phrase(word))
            left -= held
        others = [_phrase(word) for held, word in ranked[len(asked) :] if held <= _MOST_JOINED]
        for pair in combinations(others[:_JOINED_WORDS], 2):
            query = f"({' AND '.join(pair)})"
            held = self._found_by(query, left + 1)
            if 0 < held <= left:
                asked.append(query)
                left -= held
        return asked

    def _stems(self, word: str) -> tuple[str, ...]:
        """Return the stems that a word is cut into: more than one where it has a hyphen."""
        self._cutter.execute("INSERT INTO cut(rowid, word) VALUES (1, ?)", (storable(word),))
        found = self._cutter.execute("SELECT term FROM stems ORDER BY offset").fetchall()
        self._cutter.execute("DELETE FROM cut")
        return tuple(term for (term,) in found)

    def _held_by(self, word: str) -> int:
        """Return how many passages hold a word; of several stems, those that hold the rarest."""
        return min(map(self._holding, self.stems(word)), default=0)

    def _holding(self, stem: str) -> int:
        if held := self._frequent.get(stem):
            return held
        found = self._rows("SELECT doc FROM temp.vocabulary WHERE term = ?", (stem,))
        return int(found[0][0]) if found else 0

    def _found_by(self, query: str, most: int) -> int:
        """Return how many passages a query finds, counted up to `most`."""
        found = self._rows(
            "SELECT count(*) FROM (SELECT rowid FROM words WHERE words MATCH ? LIMIT ?)",
            (query, most),
        )
        return int(found[0][0])


def _phrase(word: str) -> str:
    """Return a word as a query that holds nothing but it, whatever signs it has."""
    return '"' + storable(word).replace("\0", " ").replace('"', '""') + '"'
