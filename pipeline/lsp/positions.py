"""Offsets of a text as positions of an editor, which counts in UTF-16 or what was agreed on."""

import re
from bisect import bisect_right
from collections.abc import Callable

from lsprotocol.types import Position, Range

_LINE_END = re.compile(r"\r\n|\r|\n")
"""What the protocol takes for the end of a line; `str.splitlines` knows seven more."""


class Lines:
    """The lines of a text."""

    def __init__(self, text: str, units: Callable[[str], int]) -> None:
        """`units` counts a string as the editor does."""
        self._text, self._units = text, units
        ends = [(end.start(), end.end()) for end in _LINE_END.finditer(text)]
        self._starts = [0, *(after for _, after in ends)]
        self._ends = [*(before for before, _ in ends), len(text)]

    def position(self, offset: int) -> Position:
        """Return where an offset is."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line, self._units(self._text[self._starts[line] : offset]))

    def range(self, start: int, end: int) -> Range:
        """Return where a part of the text is."""
        return Range(self.position(start), self.position(end))

    def offset(self, position: Position) -> int:
        """Return the offset at a position; beyond the end of a line, or of the text, that end."""
        if position.line >= len(self._starts):
            return len(self._text)
        at, end = self._starts[position.line], self._ends[position.line]
        left = position.character
        while left > 0 and at < end:
            left -= self._units(self._text[at])
            at += 1
        return at

    @property
    def first(self) -> Range:
        """The first line."""
        return self.range(0, self._ends[0])
