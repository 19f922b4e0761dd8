"""The article as checks see it: its sentences in order, each with the quantities read in it."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import takewhile

from pipeline.reconcile import Source
from pipeline.reconcile.frames import Frame
from schemas import Quantity, Role, Sentence, TextSpan

# Looking further would make a sentence of a megabyte quadratic in its numbers.
_NEAR = 70  # characters to either side of a quantity
_LONGEST_GAP = 160  # characters between two quantities; further apart they are not of one phrase
_BREAK = re.compile(
    r";|\b(?:while|whereas|but|although|though|whose|meanwhile|despite)\b", re.IGNORECASE
)
AGAINST = frozenset("from than against versus vs compared instead times twice".split())
"""What leads to a level that another is compared with."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, eq=False)
class Reading:
    """An article read for checks; equal to itself alone, so that it can be a key of a cache."""

    source: Source

    @property
    def published(self) -> date | None:
        """The day of publication, where it is known."""
        return self.source.published

    @cached_property
    def passages(self) -> tuple["Passage", ...]:
        """Every sentence of the prose in order, those without a number too."""
        found: dict[str, list[Quantity]] = {}
        for each in self.source.quantities:
            found.setdefault(each.sentence.sentence_id, []).append(each.quantity)
        text = self.source.article.reading_text
        return tuple(
            Passage(
                reading=self,
                position=position,
                sentence=sentence,
                offset=sentence.span.start,
                text=text[sentence.span.start : sentence.span.end],
                all_quantities=tuple(found.get(sentence.sentence_id, ())),
            )
            for position, sentence in enumerate(self.source.article.prose)
        )


@dataclass(frozen=True, eq=False)
class Passage:
    """A sentence with its quantities; `position` is its place in the prose, from 0.

    Like a reading it is itself alone: what several checks ask of it is found once and remembered.
    """

    reading: Reading = field(repr=False)
    position: int
    sentence: Sentence
    offset: int
    """Where `text` begins in the article."""
    text: str
    """As it is read: markup blanked, so offsets hold."""
    all_quantities: tuple[Quantity, ...]
    """Dates, years, ordinals and names among them."""

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities that claim something of the world: no dates, ordinals or names."""
        return tuple(each for each in self.all_quantities if each.checkable)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words in small letters."""
        return frozenset(_WORD.findall(self.text.lower()))

    @property
    def role(self) -> Role:
        """What part of the article it is."""
        return self.sentence.role

    @property
    def previous(self) -> "Passage | None":
        """The sentence before it, or None."""
        return self.reading.passages[self.position - 1] if self.position else None

    @property
    def neighbours(self) -> tuple["Passage", ...]:
        """The sentence before it, itself and the one behind it."""
        return self.reading.passages[max(0, self.position - 1) : self.position + 2]

    def at(self, span: TextSpan) -> TextSpan:
        """Return where a span of the article stands in `text`."""
        return span.moved(-self.offset)

    def frame(self, quantity: Quantity) -> Frame | None:
        """Return the frame of a quantity, or None of one that was not read as a number."""
        read = self.reading.source.at(quantity.span)
        return read.frame if read else None

    def is_led_by(self, quantity: Quantity, words: frozenset[str]) -> bool:
        """Return whether one of some words leads to a quantity: "from" to that of "from the old 5".

        Of the words that touch it, back to a mark or a number.
        """
        frame = self.frame(quantity)
        left = takewhile(_is_word, frame.left) if frame else ()
        return not words.isdisjoint(left)

    def is_followed_by(self, quantity: Quantity, words: frozenset[str]) -> bool:
        """Return whether one of some words follows a quantity, at once or behind one other word."""
        frame = self.frame(quantity)
        right = takewhile(_is_word, frame.right[:2]) if frame else ()
        return not words.isdisjoint(right)

    def before(self, quantity: Quantity, reach: int = _NEAR) -> str:
        """Return the words of the sentence before a quantity of it, so many characters at most."""
        end = quantity.span.start - self.offset
        return self.text[max(0, end - reach) : end]

    def after(self, quantity: Quantity, reach: int = _NEAR) -> str:
        """Return the words of the sentence behind a quantity of it, so many characters at most."""
        start = quantity.span.end - self.offset
        return self.text[start : start + reach]

    def between(self, one: Quantity, other: Quantity) -> str:
        """Return the words between two quantities in any order; ";" where they are far apart."""
        first, second = (one, other) if one.span.start < other.span.start else (other, one)
        start, end = first.span.end - self.offset, second.span.start - self.offset
        return self.text[start:end] if end - start <= _LONGEST_GAP else ";"


def _is_word(token: str) -> bool:
    return token[0].isalpha()


def is_broken(words: str) -> bool:
    """Return whether the words pass into another statement: a semicolon, while, but."""
    return bool(_BREAK.search(words))
