"""Tokens: numerals, words and signs, each with its offsets.

::

    numeral = digits ("," digits)* ("." digits)? exponent? | "." digits     22,500; 12,34,500; 2.5e6
            | digits ("." digits)* "," digits               1.234,56; and 3,5 before a % or a scale
    word    = letters ("'" letters)* | (letter ".") (letter ".")+ "U.S.", "p.m."
    serial  = a numeral of more than 24 characters, which counts nothing
    sign    = any other character but white space: ½ and ² too, which Python takes for letters
    break   = a blank line or the edge of a table's cell, which nothing may cross
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

_T = TypeVar("_T")

# Commas group only where three digits follow last, so "1,23" is two numerals and "22,500" one.
# A thin or no-break space groups as well; about an ordinary space the grammar of numerals decides.
# Words first, for most tokens are: no two kinds begin with the same character but a sign. The first
# kind of word is one of the others and one space goes with a token, so that most are read at once.
_TOKEN = re.compile(
    r"""
    [ ]?(?:
      (?P<word>
          [a-zA-Z]++(?=[ ,])
        | (?:[^\W\d_]\.){2,}
        | [^\W\d_¼-¾²³¹⁰-₟⅐-⅟]+(?:['’\u00ad][^\W\d_¼-¾²³¹⁰-₟⅐-⅟]+)*
      )
    | (?P<break>\r?\n[ \t]*\r?\n\s*|[\u2028\u2029\f|]\s*)
    | (?P<numeral>
          \d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)
        | \d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)(?:\.\d+)?
        | \d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)(?:\.\d+)?
        | \d+,\d{1,2}(?=\s?(?:%|€|per\ cent|percent|[mb]illion))
        | \d+(?:\.\d+)?(?:[eE][+-]?\d{1,2}(?!\w))?
        | (?<![\w.])\.\d+
      )
    | (?P<sign>\S)
    )
    """,
    re.VERBOSE,
)
_SOFT_HYPHEN = "\u00ad"
HYPHENS = frozenset("-‐‑")
"""What joins the words of a number: with U+2010 and the no-break U+2011, without longer dashes."""
SPAN_DASHES = frozenset("-‑–")
"""What stands between the two ends of a span, or inside a name."""

DASHES = {"-", "–", "—", "‑", "−"}
"""What stands between two numbers, or a number and its unit."""
_DIVIDERS = {*DASHES, "/", "⋅", "·"}

# No quantity of the news has more digits; a run of a million of them would take Python minutes.
_MARGIN = 256  # tokens; more than any rule looks back or ahead
_TITLE_REACH = 5  # tokens to either side
_LONGEST_NUMERAL = 24


class Token(NamedTuple):
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


_BREAKS = (END,) * _MARGIN


class Tokens(list[Token]):
    """The tokens of a text; reading past either end gives a break, so rules need no bounds.

    `length` is how many there are. A list itself, for each is asked about a hundred times.
    """

    __slots__ = ("length", "numerals", "text")

    def __init__(self, text: str) -> None:
        super().__init__(_split(text))
        self.text = text
        self.length = len(self)
        self.numerals: dict[int, Any] = {}
        """The numerals that were read already, by their first token: several rules ask for each."""
        # Breaks behind the last token are before the first one too, for an index below 0.
        self.extend(_BREAKS)

    def lowers(self, start: int, count: int) -> tuple[str, ...]:
        """Return the lower-case forms of some tokens in a row."""
        if count == 2:  # nearly always
            return self[start].lower, self[start + 1].lower
        return tuple([self[at].lower for at in range(start, start + count)])

    def after_hyphen(self, at: int) -> int:
        """Return the token behind a hyphen that joins two words, or `at` where none stands.

        A hyphen at the end of a line joins as well: "twenty-" and "five" on the next.
        """
        hyphen, following = self[at], self[at + 1]
        if hyphen.text not in HYPHENS or not hyphen.glued:
            return at
        joins = following.glued or self.text[hyphen.end : following.start] in {"\n", "\r\n"}
        return at + 1 if joins else at

    def is_number(self, at: int) -> bool:
        """Return whether the token is a numeral in plain digits, without sign or decimals."""
        token = self[at]
        return token.kind == "numeral" and token.text.isdecimal()

    def in_title(self, index: int) -> bool:
        """Return whether the words around are all written with capitals, as headlines are."""
        around = [self[at] for at in range(index - _TITLE_REACH, index + _TITLE_REACH + 1)]
        words = [token for token in around if token.kind == "word" and len(token.text) > 3]
        return len(words) > 2 and all(token.text[0].isupper() for token in words)

    def starts_sentence(self, index: int) -> bool:
        """Return whether a capital at this token stands there as the first of a sentence."""
        before = self[index - 1]
        return before.kind == "break" or before.text in {".", "!", "?", "“", '"', ":", "‘"}

    def may_be_name(self, index: int) -> bool:
        """Return whether a capital at this token tells a name: in mid-sentence, and in no title."""
        mid_sentence = self[index].capitalised and not self.starts_sentence(index)
        return mid_sentence and not self.in_title(index)


def _split(text: str) -> list[Token]:
    tokens: list[Token] = []
    new = tuple.__new__  # by itself it makes a token in half the time
    end = -1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        start, stop = match.span(kind)
        found = text[start:stop]
        if kind == "numeral" and stop - start > _LONGEST_NUMERAL:
            kind = "serial"
        lower = found.lower().replace(_SOFT_HYPHEN, "")
        tokens.append(new(Token, (kind, found, start, stop, start == end, lower)))
        end = stop
    return tokens


def find_longest(
    tokens: Tokens, at: int, phrases: Sequence[tuple[tuple[str, ...], _T]]
) -> tuple[_T, int] | None:
    """Return what the first of the phrases that stands here means, and the token after it."""
    for words, meaning in phrases:
        end = at + 1
        for word in words[1:]:
            end += _joins(tokens, end)
            if tokens[end].lower != word or (not word[0].isalpha() and not tokens[end].glued):
                break
            end += 1
        else:
            return meaning, end
    return None


def _joins(tokens: Tokens, at: int) -> bool:
    """Return whether a sign stands between the words of one unit: kilowatt-hour, km/h, sq. ft."""
    sign, after = tokens[at], tokens[at + 1]
    dotted = sign.text == "." and tokens[at - 1].lower in {"sq", "cu", "fl"}
    return sign.glued and (dotted or (after.glued and sign.text in _DIVIDERS))
