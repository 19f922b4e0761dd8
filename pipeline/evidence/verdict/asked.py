"""A figure that is looked up: its frame, and what is known of it beside its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

from pipeline.evidence.verdict.times import times_of
from pipeline.reconcile import Source, SourceQuantity
from pipeline.reconcile.frames import Frame, is_judged
from pipeline.reconcile.readings import SentenceReading
from pipeline.reconcile.values import POINTS_IN_TIME, Value
from schemas import Role

_BESIDE = 2  # sentences before a figure's own that tell what it is of
_HALF_WORDS = 7.0
"""Steps from the number at which a word of its sentence counts half, as in `reconcile.align`."""
_BEHIND = 0.5
"""What a word counts behind the number, where often the next one is told of.

In the folders of `bench/data/evidence` the right number is then first in 44.5 % of the pools
instead of 43.8.
"""
_ELSEWHERE = 0.25
"""What a word counts that stands only in the sentences before, or in the headline."""


@dataclass(frozen=True, eq=False)
class Asked:
    """A figure of an article or a draft that evidence is looked up for."""

    figure: SourceQuantity
    source: Source
    also: str = ""
    """More words for it: the claim in which pronouns are replaced by names."""
    phrases: tuple[str, ...] = ()
    """Phrases to search by, in the words of documents: they find passages, and judge none."""

    @property
    def frame(self) -> Frame:
        """The figure in its own sentence."""
        return self.figure.frame

    @cached_property
    def text(self) -> str:
        """Its sentence."""
        return self.frame.sentence.text

    @property
    def published(self) -> date | None:
        """The day from which "last year" counts."""
        return self.source.published

    @property
    def value(self) -> Value:
        """Its value; `can_be_asked` holds."""
        if self.frame.value is None:
            raise ValueError("a figure without a value cannot be looked up")
        return self.frame.value

    @cached_property
    def own(self) -> Mapping[str, float]:
        """The stems of its sentence, by how much each counts for its distance, at most 1."""
        sides = self.frame.sides
        return {
            stem: (_BEHIND if sides[stem] < 0 else 1) / (1 + distance / _HALF_WORDS)
            for stem, distance in self.frame.near.items()
        }

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """The stems that tell what it is of: those of its sentence and of what stands around."""
        return {**dict.fromkeys(self.words, _ELSEWHERE), **self.own}

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Each of those stems with a word of it, in small letters."""
        around = (self.source.readings[place] for place in self._around)
        title = self.source.article.title
        told = (SentenceReading(self.also), *around, *((SentenceReading(title),) if title else ()))
        return _stems_in(self.frame.sentence, *told)

    @cached_property
    def searched(self) -> tuple[Mapping[str, str], ...]:
        """Of each phrase to search by the stems, each with a word of it, in small letters."""
        return tuple(_stems_in(SentenceReading(phrase)) for phrase in self.phrases)

    @cached_property
    def search_weights(self) -> Mapping[str, float]:
        """The stems that a passage is searched by: those that tell, and those of the phrases."""
        added = chain.from_iterable(self.searched)
        return {**dict.fromkeys(added, _ELSEWHERE), **self.weights}

    @property
    def years(self) -> frozenset[int]:
        """The years that its sentence names; that of publication and the last one if none."""
        named = times_of(self.frame.times, published=self.published).years
        if named or self.published is None:
            return named
        return frozenset({self.published.year, self.published.year - 1})

    @property
    def _around(self) -> dict[int, None]:
        """The places of the headline and of the sentences before."""
        at = self.frame.position
        sentences = self.source.article.sentences
        headlines = (i for i, each in enumerate(sentences) if each.role is Role.HEADLINE)
        return dict.fromkeys((*range(max(0, at - _BESIDE), at), *headlines))


def _stems_in(*readings: SentenceReading) -> dict[str, str]:
    """Return the stems of some sentences, each with the first word of it, in small letters."""
    found: dict[str, str] = {}
    for reading in readings:
        for word in reading.words:
            if word.stem:
                found.setdefault(word.stem, word.lower)
    return found


def can_be_asked(figure: SourceQuantity) -> bool:
    """Return whether a library is asked for a figure: it is judged, and says more than a date."""
    quantity = figure.quantity
    return (
        is_judged(quantity)
        and quantity.kind not in POINTS_IN_TIME
        and figure.frame.value is not None
    )
