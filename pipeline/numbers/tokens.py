"""Tokens: numerals, words and signs, each with its offsets.

::

    numeral = digits ("," digits)* ("." digits)? | "." digits     grouping in threes, or Indian 2-2-3
    word    = letters ("'" letters)* | (letter ".") (letter ".")+ "U.S.", "p.m."
    serial  = a numeral of more than 24 characters, which counts nothing
    sign    = any other character but white space
    break   = a blank line, which nothing may cross
"""

import re
from dataclasses import dataclass

# Commas group only where three digits follow last, so "1,23" is two numerals and "22,500" one.
# A thin or no-break space groups as well; an ordinary space never does.
_TOKEN = re.compile(
    r"""
      (?P<break>\r?\n[ \t]*\r?\n\s*|[\u2028\u2029\f]\s*)
    | (?P<numeral>
          \d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)(?:\.\d+)?
        | \d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)(?:\.\d+)?
        | \d+(?:\.\d+)?
        | (?<![\w.])\.\d+
      )
    | (?P<word>(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*)
    | (?P<sign>\S)
    """,
    re.VERBOSE,
)


# No quantity of the news has more digits; a run of a million of them would take Python minutes.
_LONGEST_NUMERAL = 24


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `glued` says that nothing stands between it and the token before."""

    kind: str
    text: str
    start: int
    end: int
    glued: bool
    lower: str

    @property
    def capitalised(self) -> bool:
        """Whether it is a word with a capital first letter."""
        return self.kind == "word" and self.text[0].isupper()


END = Token("break", "", 0, 0, glued=False, lower="")


class Tokens:
    """The tokens of a text; reading past either end gives a break, so rules need no bounds."""

    __slots__ = ("_items", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._items = _split(text)

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: int) -> Token:
        return self._items[index] if 0 <= index < len(self._items) else END

    def lowers(self, start: int, count: int) -> tuple[str, ...]:
        """Return the lower-case forms of some tokens in a row."""
        return tuple(self[start + offset].lower for offset in range(count))

    def starts_sentence(self, index: int) -> bool:
        """Return whether a capital at this token says nothing about it being a name."""
        before = self[index - 1]
        return before.kind == "break" or before.text in {".", "!", "?", "“", '"', ":", "‘"}


def _split(text: str) -> list[Token]:
    tokens: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(text):
        found = match.group()
        kind = match.lastgroup or "sign"
        if kind == "numeral" and len(found) > _LONGEST_NUMERAL:
            kind = "serial"
        tokens.append(
            Token(kind, found, match.start(), match.end(), match.start() == end, found.lower())
        )
        end = match.end()
    return tokens
