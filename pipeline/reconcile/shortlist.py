"""A shortlist: the sentences of a source that may bear some numbers of a statement out.

They are those of the engine's own hypotheses, best first: where a number's value stands, what its
words fit, what its derivations rest on; then those with most words of the statement.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pipeline.reconcile.direct import Direct
from pipeline.reconcile.frames import is_judged
from pipeline.reconcile.operands import operands_of
from pipeline.reconcile.source import Source, SourceQuantity
from pipeline.reconcile.values import Relation
from pipeline.reconcile.weigh import Weighed, read_sentences, weigh_all
from pipeline.text.words import content_stems
from schemas import Role, Sentence, TextSpan

_OF_ONE, _OF_SEVERAL = 5, 8
"""Sentences that are shown of one number, and at most of several: some 300 words."""
_DERIVATIONS, _PLACES = 3, 2
"""Hypotheses of a number whose sentences are looked at."""


@dataclass(frozen=True)
class Doubt:
    """A number of a statement with all that a source has to say of it."""

    weighed: Weighed
    said: frozenset[int]
    """The frames of the source, by identity, that other numbers of its sentence give."""

    @property
    def span(self) -> TextSpan:
        """Where it stands in the statement."""
        return self.weighed.stated.frame.quantity.span


def doubts_of(text: str, source: Source, spans: Iterable[TextSpan]) -> tuple[Doubt, ...]:
    """Return the numbers of a statement that stand at these places, in order."""
    wanted = {(span.start, span.end) for span in spans}
    found = []
    for words, frames in read_sentences(text, source):
        if wanted.isdisjoint((f.quantity.span.start, f.quantity.span.end) for f in frames):
            continue
        weighed = weigh_all(frames, words, source)
        for one in weighed:
            span = one.stated.frame.quantity.span
            if (span.start, span.end) in wanted:
                others = (each for each in weighed if each is not one)
                said = {id(d.frame) for each in others for d in each.direct if _is_told(d)}
                found.append(Doubt(one, frozenset(said)))
    return tuple(found)


def _is_told(each: Direct) -> bool:
    return each.relation in {Relation.EQUAL, Relation.HEDGED} and each.form == 0


def sentences_for(doubts: Sequence[Doubt], text: str, source: Source) -> tuple[Sentence, ...]:
    """Return the sentences that may bear these numbers out, in order of the article."""
    most = min(_OF_SEVERAL, _OF_ONE + 2 * (len(doubts) - 1))
    in_turn = zip_longest(*(_positions(each.weighed) for each in doubts))
    wanted = (position for some in in_turn for position in some if position is not None)
    chosen = list(dict.fromkeys((*wanted, *_alike(text, source))))[:most]
    return tuple(source.article.sentences[position] for position in sorted(chosen))


def quantities_in(sentences: Iterable[Sentence], source: Source) -> Iterator[SourceQuantity]:
    """Yield the quantities of some sentences that a number may rest on, in order."""
    for sentence in sentences:
        for each in source.by_sentence.get(sentence.sentence_id, ()):
            if is_judged(each.frame.quantity) or any(operands_of(each.frame)):
                yield each


def _positions(weighed: Weighed) -> Iterator[int]:
    """Yield the places of the sentences of a number's hypotheses, best first."""
    found = weighed.derivations.found[:_DERIVATIONS]
    of_places = [each.frame.position for each in weighed.direct[:_PLACES]]
    of_rivals = [each.frame.position for each in weighed.rivals[:_PLACES]]
    of_derivations = [o.frame.position for each in found for o in each.result.operands]
    for some in zip_longest(of_places, of_derivations, of_rivals):
        yield from (position for position in some if position is not None)


def _alike(text: str, source: Source) -> list[int]:
    """Return the places of the sentences with numbers that share most words with a statement."""
    known = {stem for each in content_stems(text) if (stem := source.known(each))}
    shared = {
        position: math.fsum(source.rarity[stem] for stem in known & stems)
        for position, (sentence, stems) in enumerate(
            zip(source.article.sentences, source.stems, strict=True)
        )
        if sentence.role is not Role.BOILERPLATE and sentence.sentence_id in source.by_sentence
    }
    return sorted((p for p in shared if shared[p] > 0), key=lambda p: (-shared[p], p))
