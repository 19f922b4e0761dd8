"""Words among which another is looked for: itself, or one of its root."""

from collections.abc import Iterable

_LONG = 5
"""Letters that longer words of one root share: visit, visitor."""
_SHORT = 4
"""The same where one of them has no more: farm, farmer."""


class Vocabulary:
    """The words of a text, by their first letters too."""

    __slots__ = ("_long", "_short", "_whole", "words")

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words in their common form."""
        self.words = frozenset(words)
        self._long = frozenset(each[:_LONG] for each in self.words)
        self._short = frozenset(each[:_SHORT] for each in self.words)
        self._whole = frozenset(each for each in self.words if len(each) == _SHORT)

    def has(self, word: str) -> bool:
        """Return whether it has a word or one of its root."""
        if word in self.words:
            return True
        size = len(word)
        if size >= _LONG:
            return word[:_LONG] in self._long or word[:_SHORT] in self._whole
        return size == _SHORT and word in self._short

    def has_any(self, words: Iterable[str]) -> bool:
        """Return whether it has one of some words."""
        return any(map(self.has, words))

    def lacking(self, words: Iterable[str]) -> int:
        """Return how many of some words it has not."""
        return sum(not self.has(each) for each in words)
