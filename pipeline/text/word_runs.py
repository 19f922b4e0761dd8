"""How much of a text another one holds, by runs of words."""

import re
import unicodedata

_WORD = re.compile(r"\w+")
_SHARE_HELD = 0.8
"""Share of word runs that must recur: extractors drop a link or a footnote mark here and there."""


class WordRuns:
    """A text made ready to be asked, in linear time, which other texts it holds."""

    def __init__(self, text: str, size: int = 4) -> None:
        """Index the text by runs of `size` words."""
        self._size = size
        self._runs = set(self._runs_of(_words_of(text)))
        self._lines = {tuple(_words_of(line)) for line in text.splitlines()}

    def shared(self, text: str) -> int:
        """Return how many of the other text's word runs this one has."""
        return sum(run in self._runs for run in self._runs_of(_words_of(text)))

    def share(self, text: str) -> float:
        """Return the share of the other text's word runs that this one has; 0.0 for no words."""
        runs = self._runs_of(_words_of(text))
        return self.shared(text) / len(runs) if runs else 0.0

    def holds(self, text: str) -> bool:
        """Return whether the other text stands in this one; a few words must be a whole line."""
        words = _words_of(text)
        if len(words) < self._size + 2:
            return bool(words) and tuple(words) in self._lines
        return self.share(text) >= _SHARE_HELD

    def _runs_of(self, words: list[str]) -> list[tuple[str, ...]]:
        size = self._size
        return [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]


def _words_of(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
