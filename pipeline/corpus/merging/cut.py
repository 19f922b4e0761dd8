"""A sentence cut at its figures, without who says so; what each part of it tells is found once."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from pipeline.corpus.merging.attribution import without_dateline, without_speaker
from pipeline.corpus.merging.meanings import LIGHT, joined
from pipeline.corpus.merging.names import Capitals, capitals
from pipeline.corpus.merging.slots import slots_in
from pipeline.corpus.merging.times import LONG_AGO, split_times, without_times
from pipeline.numbers.grammar import lexicon
from pipeline.text.words import content_stems
from schemas import Article, Quantity, TextSpan

_BORDER = re.compile(r"[;:“”\"()—–]|,\s(?:while|but|and|with|whereas)\s|\d|#")
_BORDER_BETWEEN = re.compile(rf"{_BORDER.pattern}|\s(?:and|but|while|from)\s")
"""Between two figures the words behind an "and" are of the second: killed 7 people and injured 19."""
_NEAR = 12
"""Words to either side that are near a figure; in its clause, not beyond another figure."""
_NAME = 2
"""Words of a name."""
_AGO = re.compile(r"\s*(?:ago|earlier|before)\b")
_YEARS = re.compile(r"\b(?:years|months|decades)\b")
_NOT = frozenset("no not never nor denied denies".split())
_CUT_NOT = re.compile(r"n[’']t\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_OF_NUMBERS = LIGHT | frozenset(
    content_stems(
        " ".join(("percent per cent percentage dollars euros", *lexicon.ONES, *lexicon.TENS))
        + " hundred thousand million billion trillion"
    )
)
"""Stems that say nothing of what a figure is of, or are a number themselves."""
_FIGURE = "#"
"""Stands in a sentence for each of its figures."""


class Part:
    """The words between two figures of a sentence, or before the first or behind the last."""

    def __init__(
        self, text: str, published: date | None, *, opens: bool, follows: bool, between: bool
    ) -> None:
        """Take the words; `opens` and `follows` say what stands before them, as in `capitals`.

        `between` says whether a figure stands on either side.
        """
        self._text = text
        self._between = between
        self._follows = follows
        self._capitals = capitals(text, opens=opens, follows=follows)
        self.times, untimed = split_times(text, published)
        self.stems = stems_in(untimed)
        self.names = _words(self._capitals)

    @property
    def ends_in_name(self) -> bool:
        """Whether a name may go on behind the figure."""
        return self._capitals.ends_in_name

    @property
    def last_name(self) -> tuple[str, ...]:
        """The name that comes last, of a person first name and surname."""
        return tuple(name for name, _ in self._capitals.found[-_NAME:])

    @cached_property
    def names_behind(self) -> frozenset[str]:
        """The names where the figure before it ends what is said, so that a sentence opens."""
        if not self._text[:1].isupper():
            return self.names
        return _words(capitals(self._text, opens=True, follows=self._follows))

    @cached_property
    def before(self) -> "Side":
        """The words of it that are near the figure behind it."""
        return self._side(self._pieces[-1].split()[-_NEAR:])

    @cached_property
    def behind(self) -> "Side":
        """The words of it that are near the figure before it."""
        return self._side(self._pieces[0].split()[:_NEAR])

    @cached_property
    def _pieces(self) -> list[str]:
        # With the spaces that stand at a figure: ", and 12" is a border too.
        border = _BORDER_BETWEEN if self._between else _BORDER
        return border.split(f" {self._text} ")

    def _side(self, words: list[str]) -> "Side":
        text = " ".join(words)
        if text == self._text:
            return Side(text, self.stems)
        return Side(text, stems_in(without_times(text) if self.times else text))


class Side:
    """The words on one side of a figure, in its clause."""

    __slots__ = ("negates", "stems", "text")

    def __init__(self, text: str, stems: tuple[str, ...]) -> None:
        """Take the words and their stems."""
        self.text = text
        self.stems = stems
        words = _WORD.findall(text.lower())
        self.negates = not _NOT.isdisjoint(words) or bool("t" in words and _CUT_NOT.search(text))


class Cut:
    """A sentence in parts: one more than it has figures."""

    def __init__(
        self, article: Article, start: int, end: int, figures: Sequence[tuple[int, int]]
    ) -> None:
        """Cut what stands from `start` to `end`; of the figures, in order, none overlaps another."""
        self._starts = [at for at, _ in figures]
        ends = [start, *(at for _, at in figures)]
        gaps = zip(ends, [*self._starts, max(end, ends[-1])], strict=True)
        told = (article.plain(TextSpan(start=at, end=to)).replace("#", ";") for at, to in gaps)
        self._said = said = without_speaker(without_dateline(f" {_FIGURE} ".join(told)))
        self._slots: dict[frozenset[str], tuple[str, ...]] = {}
        self.parts: list[Part] = []
        opens, follows = True, False
        pieces = said.split(_FIGURE)
        self.ago = frozenset(
            LONG_AGO
            for piece, (at, to) in zip(pieces[1:], figures, strict=False)
            if _AGO.match(piece) and _YEARS.search(article.plain(TextSpan(start=at, end=to)))
        )
        """The mark of "two years ago", whose years are a figure."""
        for at, each in enumerate(pieces):
            part = Part(
                each.strip(),
                article.published,
                opens=opens,
                follows=follows,
                between=0 < at < len(pieces) - 1,
            )
            self.parts.append(part)
            opens, follows = False, part.ends_in_name

    def slots(self, names: frozenset[str]) -> tuple[str, ...]:
        """Return what stands next to each of the names, as `slots_in`; found once for all figures."""
        if names not in self._slots:
            self._slots[names] = slots_in(without_times(self._said), names)
        return self._slots[names]

    def place_of(self, quantity: Quantity) -> int:
        """Return which of the figures a quantity is: between the part of that number and the next."""
        return self._starts.index(quantity.span.start)


def _words(found: Capitals) -> frozenset[str]:
    return frozenset((*(name for name, _ in found.found), *found.maybe))


def stems_in(text: str) -> tuple[str, ...]:
    """Return the stems that tell what a text is of, each once, in order: no numbers and no light words."""
    found = dict.fromkeys(joined(content_stems(text)))
    return tuple(stem for stem in found if stem not in _OF_NUMBERS and not stem[0].isdecimal())
