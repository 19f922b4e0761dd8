"""Traits: what of a row tells whether another article's row is the same figure."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from schemas import digest

Texts = Sequence[str]
_LEAST_WORDS = 3
"""Words beside the name without which a sentence says too little to be known again."""


class Traits(NamedTuple):
    """What tells one figure from another when articles are compared. All but `stems` is sorted."""

    value: str
    """Kind, dimension, rate and value in base units."""
    digits: int
    """Significant digits of the value as it is written, beyond the first: the more, the rarer it is."""
    stems: Texts
    """Of the words that tell what the sentence and the claim are of, in order; no names, no numbers."""
    near: Texts
    """Those of them that stand in the clause of the figure."""
    closest: Texts
    """Of these the next to the figure on either side."""
    signals: Texts
    """What words near the figure say of which it is, as `signals_in`."""
    things: Texts
    """Stems of what it counts or is of."""
    names: Texts
    """Names in the sentence and the claim, in small letters."""
    opening: Texts
    """Words that open the sentence and may be names."""
    maybe: Texts
    """Words that open it or a sentence of the lead and are names if another article has them as such."""
    slots: Texts
    """What stands next to each name, as `slots_in`."""
    who: Texts
    """The last name before the figure."""
    numbers: Texts
    """The other figures of the sentence."""
    times: Texts
    """Of the figure: "y:2019", "m:3", "d:monday"."""
    around: Texts
    """Times that the sentence names."""
    course: str
    """Which way it went, whether it is the change or the level, from when, who gets it: "up change year -"."""
    bound: int
    """1 for "more than", -1 for "less than"."""
    negated: bool
    place: int
    """Which of the sentence's figures it is, from 0."""
    thing: str
    """Digest of all that the sentence tells but its figures; empty where it tells too little."""
    sentence: str
    """Digest of the sentence as a reader sees it: copied sentences agree."""
    days: Texts
    """Days that the headline and the first sentences name."""
    lead: str
    """Names in the headline and the first sentences of the article, with spaces between."""
    context: str
    """Stems of these sentences, with spaces between."""
    known: str
    """Names and years anywhere in the article, with spaces between."""

    @property
    def block(self) -> str:
        """What rows of one figure have in common: the value, without a rate that only some may tell."""
        kind, dimension, _, *numbers = self.value.split(" ")
        return " ".join((kind, dimension, *numbers))

    def written(self) -> str:
        """Return the traits as text, from which `read_traits` has them again."""
        return json.dumps(self)


def read_traits(text: str) -> Traits:
    """Return traits from what was written of them."""
    return Traits(*json.loads(text))


def thing_of(traits: Traits) -> str:
    """Return an id that two rows share which tell the same of the same; empty where that is not sure."""
    if not traits.names or len(traits.stems) < _LEAST_WORDS:
        return ""
    kind, dimension, per, *_ = traits.value.split(" ")
    return digest(
        kind, dimension, per, traits.stems, traits.names, traits.times, traits.days, traits.place,
        traits.course, traits.things, traits.negated,
    )  # fmt: skip
