"""Lines of a text with their offsets, whatever ends them (CRLF, CR, U+2028, form feed …)."""

from collections.abc import Iterator
from typing import NamedTuple

# Invisible, but no white space to Python: a line of these alone is blank to a reader.
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"


class Line(NamedTuple):
    """One line without its terminator."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)

    @property
    def is_blank(self) -> bool:
        """Whether nothing in it can be seen."""
        return not self.text.strip().strip(_ZERO_WIDTH).strip()


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of a text in order."""
    start = 0
    for whole, bare in zip(text.splitlines(keepends=True), text.splitlines(), strict=True):
        yield Line(start, bare)
        start += len(whole)
