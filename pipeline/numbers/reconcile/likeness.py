"""Likeness: how well the words around a stated number fit those around a number of the source.

Words count the more the nearer they stand to the number and the rarer they are in the article.
"""

import math

from pipeline.numbers.reconcile.mention import Mention
from pipeline.text.words import content_stems

_HALF_STATED, _HALF_SOURCE = 8.0, 12.0
"""Steps at which a word counts half; in a source sentence, which is longer, it is further."""
_NEIGHBOUR = 0.35
"""What a word counts that stands only in a neighbouring sentence or the headline."""


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

    def stems(self, sentence_id: str) -> frozenset[str]:
        """Return the stems of a sentence."""
        return self._by_id[sentence_id]

    def likeness(self, stated: Mention, source: Mention, index: int) -> float:
        """Return from 0 to 1 how well a stated number fits a number of sentence `index`."""
        wanted = got = 0.0
        for stem, distance in stated.steps.items():
            rarity = self._rarity.get(stem)
            if rarity is None:
                continue
            weight = rarity / (1 + distance / _HALF_STATED)
            wanted += weight
            got += weight * self._presence(stem, source, index)
        return got / wanted if wanted else 0.0

    def _presence(self, stem: str, source: Mention, index: int) -> float:
        distance = source.steps.get(stem)
        near = 0.0 if distance is None else 1 / (1 + distance / _HALF_SOURCE)
        around = (self._stems[i] for i in (index - 1, index + 1, 0) if 0 <= i < len(self._stems))
        return max(near, _NEIGHBOUR) if any(stem in stems for stems in around) else near
