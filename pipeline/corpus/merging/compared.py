"""A row's traits made ready to be compared many times."""

from dataclasses import dataclass

from pipeline.corpus.merging.meanings import MARKS, common, sides
from pipeline.corpus.merging.times import by_sort
from pipeline.corpus.merging.traits import Traits

SHORTEST_ROOT = 4
"""Letters that words of one root share at the front, at least."""
_NAME, _NUMBER, _WORD = 2.0, 2.0, 1.0
"""What a shared name, another shared figure and a shared word count: the rarer, the more."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One row as rules see it."""

    traits: Traits
    words: frozenset[str]
    near: frozenset[str]
    roots: frozenset[str]
    """The first letters of these: words of one root have them in common."""
    closest: frozenset[str]
    things: frozenset[str]
    marks: frozenset[str]
    names: frozenset[str]
    about: frozenset[str]
    """Names that the row is of: of its sentence, or where it has none, of its article's lead."""
    opening: frozenset[str]
    known: frozenset[str]
    lead: frozenset[str]
    context: frozenset[str]
    days: frozenset[str]
    numbers: frozenset[str]
    sides: dict[int, set[int]]
    """On which side of which meaning its clause is."""
    all_sides: dict[int, set[int]]
    """The same of its sentence."""
    times: dict[str, set[str]]
    around: dict[str, set[str]]
    course: tuple[str, str, str, str]

    @property
    def in_order(self) -> list[str]:
        """The words of the sentence as they follow one another."""
        found = map(common, self.traits.stems)
        return [word for word in found if word in self.words]

    @property
    def ties(self) -> frozenset[str]:
        """What rows of one figure share at least one of: names, or words where nobody is named."""
        return self.about | self.lead or self.words


def compared(traits: Traits) -> Compared:
    """Return traits with each word in its common form and each list as a set."""
    direction, part, step, flow = traits.course.split()
    opening = frozenset(map(common, traits.opening))
    near = frozenset(traits.near)
    words = frozenset(map(common, near))
    return Compared(
        traits=traits,
        words=frozenset(map(common, traits.stems)) - opening,
        near=words - opening,
        roots=frozenset(each[:SHORTEST_ROOT] for each in words - opening),
        closest=frozenset(map(common, traits.closest)),
        marks=frozenset(map(common, (near | frozenset(traits.things)) & MARKS)),
        things=frozenset(map(common, traits.things)),
        names=frozenset(traits.names),
        about=frozenset((*traits.names, *traits.opening) or traits.lead.split()),
        opening=frozenset(traits.opening),
        known=frozenset(traits.known.split()),
        lead=frozenset(traits.lead.split()),
        context=frozenset(map(common, traits.context.split())),
        days=frozenset(by_sort(traits.times).get("d", traits.days)),
        numbers=frozenset(traits.numbers),
        sides=sides(near | frozenset(traits.things)),
        all_sides=sides(frozenset((*traits.stems, *traits.things))),
        times=by_sort(traits.times),
        around=by_sort(traits.around),
        course=(direction, part, step, flow),
    )


def weight(words: int, names: int, numbers: int) -> float:
    """Return what so many words, names and numbers are worth as evidence."""
    return _WORD * words + _NAME * names + _NUMBER * numbers
