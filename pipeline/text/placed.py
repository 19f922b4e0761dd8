"""Words taken out of a file for reading, each character with its place there."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemas import FilePlace, Landmark, TextSpan, landmark_at

_LINE_END = re.compile(r"\r\n|\r|\n")
# Not U+00A0 and its kin: they group digits, and "1\u00a0200" must not become two numbers.
_SPACES = " \t\r\n\f\v"
SPACE = r"&(?:nbsp|thinsp|e[nm]sp|#160|#8239|#x[aA]0|#x202[fF]);"
"""References to a space that holds words together."""
_SPACE = re.compile(SPACE)
_NO_SPACE_BEFORE = ",.;:!?)"


class Character(NamedTuple):
    """One character and the range of offsets it was read from."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text; character `i` of it was read from `starts[i]` up to `ends[i]`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def slice_of(cls, text: str, start: int, end: int) -> "PlacedText":
        """Return a piece of a text as it stands."""
        return cls(text[start:end], range(start, end), range(start + 1, end + 1))

    @classmethod
    def of(cls, characters: Iterable[Character]) -> "PlacedText":
        """Return the text that these characters make."""
        read = tuple(characters)
        starts = [character.start for character in read]
        ends = [character.end for character in read]
        text = "".join(character.text for character in read)
        return cls(text, _compact(starts), _compact(ends))

    def place(self, span: TextSpan) -> TextSpan:
        """Return the offsets that a part of this text, not empty, was read from."""
        return TextSpan(start=self.starts[span.start], end=self.ends[span.end - 1])

    @property
    def whole(self) -> TextSpan:
        """The offsets from the first character to the last."""
        return self.place(TextSpan(start=0, end=len(self.text)))

    def find(self, place: TextSpan) -> TextSpan:
        """Return the part of this text that was read from these offsets; empty if none was."""
        start = bisect_right(self.ends, place.start)
        return TextSpan(start=start, end=max(start, bisect_right(self.starts, place.end - 1)))


def _compact(offsets: Sequence[int]) -> Sequence[int]:
    """Return the offsets as a range where they are one: most sentences hold no markup."""
    run = range(offsets[0], offsets[0] + len(offsets)) if offsets else range(0)
    return run if list(run) == offsets else offsets


def plain_text(text: str, span: TextSpan, markup: Sequence[TextSpan] = ()) -> PlacedText:
    """Return a part of a text for reading: without markup, white space folded, placed.

    `markup` is in order, as `Article.markup`. The bars between cells of a table stay.
    """
    return PlacedText.of(folded(_visible(text, span, markup)))


def _visible(text: str, span: TextSpan, markup: Sequence[TextSpan]) -> Iterator[Character]:
    at = span.start
    first = max(0, bisect_right(markup, span.start, key=lambda mark: mark.start) - 1)
    for index in range(first, len(markup)):  # a slice would copy all that follows, each time
        mark = markup[index]
        if mark.start >= span.end:
            break
        yield from _as_it_stands(text, at, mark.start)
        yield from _sign(text, max(mark.start, at), min(mark.end, span.end))
        at = max(at, mark.end)
    yield from _as_it_stands(text, at, span.end)


def _as_it_stands(text: str, start: int, end: int) -> Iterator[Character]:
    return (Character(text[at], at, at + 1) for at in range(start, end))


def _sign(text: str, start: int, end: int) -> Iterator[Character]:
    """Yield what is left of markup: nothing of emphasis and links, a space of tags and lines."""
    signs = text[start:end]
    if _SPACE.search(signs):
        yield Character("\u00a0", start, end)
    elif "|" in signs and "(" not in signs:
        yield from (Character(sign, start, end) for sign in " | ")
    elif any(sign in signs for sign in "<\n"):
        yield Character(" ", start, end)


def folded(characters: Iterable[Character]) -> Iterator[Character]:
    """Yield the characters with white space folded, none at the ends or before a full stop."""
    space: Character | None = None
    begun = False
    for character in characters:
        if character.text in _SPACES:
            space = space or character
            continue
        if (
            space
            and begun
            and not (character.text in _NO_SPACE_BEFORE and space.end - space.start > 1)
        ):
            yield Character(" ", space.start, space.end)
        space, begun = None, True
        yield character


class Places:
    """Where offsets of a file are, in lines and columns."""

    def __init__(
        self,
        file: str,
        text: str,
        *,
        line: int = 1,
        offset: int = 0,
        landmarks: Sequence[Landmark] = (),
    ) -> None:
        """Find the lines of the file's text once.

        Of a part of a file, `line` and `offset` say where it begins; that is the start of a line.
        `landmarks` are those of a document.
        """
        self._file, self._line, self._offset = file, line, offset
        self._landmarks = landmarks
        self._starts = (0, *(end.end() for end in _LINE_END.finditer(text)))

    def at(self, span: TextSpan) -> FilePlace:
        """Return the place of a range of offsets; lines and columns count from 1."""
        line, column = self._line_and_column(span.start)
        end_line, end_column = self._line_and_column(span.end)
        return FilePlace(
            file=self._file,
            start=self._offset + span.start,
            end=self._offset + span.end,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            within=landmark_at(self._landmarks, span.start),
        )

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return self._line + line - 1, offset - self._starts[line - 1] + 1
