"""Offsets of a text as positions of an editor, which counts in UTF-16 or what was agreed on."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from itertools import accumulate

from lsprotocol.types import Position, Range

_LINE_END = re.compile(r"\r\n|\r|\n")
"""What the protocol takes for the end of a line; `str.splitlines` knows seven more."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
"""What may count for more than one; every encoding of the protocol counts ASCII as one."""


class Lines:
    """The lines of a text."""

    def __init__(self, text: str, units: Callable[[str], int]) -> None:
        """`units` counts a string as the editor does; it is asked about each character once."""
        ends = [(end.start(), end.end()) for end in _LINE_END.finditer(text)]
        self._starts = [0, *(after for _, after in ends)]
        self._ends = [*(before for before, _ in ends), len(text)]
        found = list(_NOT_ASCII.finditer(text))
        self._wide = [each.start() for each in found]
        self._extra = [0, *accumulate(units(each[0]) - 1 for each in found)]
        """The units beyond one for each character, before each of `_wide` and at the end."""

    def position(self, offset: int) -> Position:
        """Return where an offset is."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line, self._units_before(offset) - self._units_before(self._starts[line]))

    def range(self, start: int, end: int) -> Range:
        """Return where a part of the text is."""
        return Range(self.position(start), self.position(end))

    def offset(self, position: Position) -> int:
        """Return the offset at a position; beyond the end of a line, or of the text, that end."""
        if position.line >= len(self._starts):
            return self._ends[-1]
        start, end = self._starts[position.line], self._ends[position.line]
        wanted = self._units_before(start) + position.character
        return start + bisect_left(range(start, end), wanted, key=self._units_before)

    @property
    def first(self) -> Range:
        """The first line."""
        return self.range(0, self._ends[0])

    def _units_before(self, offset: int) -> int:
        return offset + self._extra[bisect_left(self._wide, offset)]
