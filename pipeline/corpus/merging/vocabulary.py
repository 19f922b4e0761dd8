"""Words among which another is looked for: itself, or one of its root."""

from collections.abc import Iterable
from functools import cached_property

_LONG = 5
"""Letters that longer words of one root share: visit, visitor."""
_SHORT = 4
"""The same where one of them has no more: farm, farmer."""


class Vocabulary:
    """The words of a text, by their first letters too."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words in their common form."""
        self.words = frozenset(words)

    @cached_property
    def _begins(self) -> frozenset[str]:
        return frozenset(each[:size] for each in self.words for size in (_SHORT, _LONG))

    def has(self, word: str) -> bool:
        """Return whether it has a word or one of its root."""
        if word in self.words:
            return True
        if len(word) >= _LONG:
            return word[:_SHORT] in self.words or word[:_LONG] in self._begins
        return len(word) == _SHORT and word in self._begins

    def has_any(self, words: Iterable[str]) -> bool:
        """Return whether it has one of some words."""
        return any(map(self.has, words))

    def lacking(self, words: Iterable[str]) -> int:
        """Return how many of some words it has not."""
        return sum(not self.has(each) for each in words)
