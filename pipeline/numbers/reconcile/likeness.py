"""Likeness: how well the words around a stated number fit those around a number of the source.

Words count the more the nearer they stand to the number and the rarer they are in the article.
"""

import math

from pipeline.numbers.reconcile.mention import Mention
from pipeline.text.words import content_stems

_HALF_STATED, _HALF_SOURCE = 8.0, 12.0
"""Steps at which a word counts half; in a source sentence, which is longer, it is further."""
_SAY_LITTLE = frozenset(
    content_stems(
        "get got gets take took takes taken make made makes give gave gives go went goes come came"
    )
)
_LIGHT = 0.3
"""What a verb counts that goes with anything: "got", "took"."""
_NEIGHBOUR = 0.35
"""What a word counts that stands only in a neighbouring sentence or the headline."""


_Weights = list[tuple[str, float]]


class Surroundings:
    """The words of an article, ready to be compared with those around a stated number."""

    def __init__(self, sentences: dict[str, str]) -> None:
        """Take the sentences of the article by id, in order; the first counts as its headline."""
        self._stems = tuple(frozenset(content_stems(each)) for each in sentences.values())
        self._by_id = dict(zip(sentences, self._stems, strict=True))
        counts: dict[str, int] = {}
        for stems in self._stems:
            for stem in stems:
                counts[stem] = counts.get(stem, 0) + 1
        total = len(sentences) + 1
        self._rarity = {stem: math.log(total / count) for stem, count in counts.items()}
        self._around: dict[int, frozenset[str]] = {}
        self._weighed: tuple[Mention, _Weights] | None = None

    def stems(self, sentence_id: str) -> frozenset[str]:
        """Return the stems of a sentence."""
        return self._by_id[sentence_id]

    def likeness(self, stated: Mention, source: Mention, index: int) -> float:
        """Return from 0 to 1 how well a stated number fits a number of sentence `index`."""
        weights, steps, around = self._weights(stated), source.steps, self._stems_around(index)
        wanted = got = 0.0
        for stem, weight in weights:
            distance = steps.get(stem)
            near = 0.0 if distance is None else 1 / (1 + distance / _HALF_SOURCE)
            wanted += weight
            got += weight * (max(near, _NEIGHBOUR) if stem in around else near)
        return got / wanted if wanted else 0.0

    def _weights(self, stated: Mention) -> _Weights:
        """Return what each word counts; of the last number asked about, as many are compared with it."""
        weighed = self._weighed  # read once: another thread may ask of another number meanwhile
        if weighed is None or weighed[0] is not stated:
            weights = [
                (
                    stem,
                    rarity / (1 + distance / _HALF_STATED) * (_LIGHT if stem in _SAY_LITTLE else 1),
                )
                for stem, distance in stated.steps.items()
                if (rarity := self._rarity.get(stem)) is not None
            ]
            weighed = self._weighed = stated, weights
        return weighed[1]

    def _stems_around(self, index: int) -> frozenset[str]:
        """Return the stems of the sentences before and behind, and of the headline."""
        if index not in self._around:
            places = (i for i in (index - 1, index + 1, 0) if 0 <= i < len(self._stems))
            self._around[index] = frozenset().union(*(self._stems[i] for i in places))
        return self._around[index]
