"""A row's traits made ready to be compared many times."""

import re
from dataclasses import dataclass

from pipeline.corpus.merging.meanings import ACTIONS, GROUPS, WEAK, common, sides
from pipeline.corpus.merging.names import root
from pipeline.corpus.merging.times import by_sort
from pipeline.corpus.merging.traits import Traits
from pipeline.corpus.merging.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Compared:
    """One row as rules see it."""

    traits: Traits
    in_order: tuple[str, ...]
    """The words of the sentence as they follow one another."""
    words: frozenset[str]
    near: frozenset[str]
    beside: Vocabulary
    """The same, to look others up in."""
    telling: frozenset[str]
    """The words of the sentence that not any report may have."""
    said: Vocabulary
    """The words of the sentence."""
    spoken: Vocabulary
    """The words of the sentence and of the lead of its article."""
    closest: frozenset[str]
    signals: frozenset[str]
    things: frozenset[str]
    marks: frozenset[str]
    names: frozenset[str]
    about: frozenset[str]
    """Names that the row is of: of its sentence, or where it has none, of its article's lead."""
    opening: frozenset[str]
    maybe: frozenset[str]
    """Words that are names if the other row has them as such."""
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
    slots: dict[str, str]
    """Names by the word next to them and the side of it."""
    who: frozenset[str]
    """The name next to the figure."""
    rate: str
    """A dash where it tells none."""
    digits: int

    @property
    def ties(self) -> frozenset[str]:
        """What rows of one figure share at least one of: names, or words where nobody is named."""
        return self.about | self.lead | self.maybe or self.words


def compared(traits: Traits) -> Compared:
    """Return traits with each word in its common form and each list as a set."""
    direction, part, step, flow = traits.course.split()
    names = frozenset(map(root, traits.names))
    opens = frozenset(map(root, traits.opening))
    lead = frozenset(map(root, traits.lead.split()))
    named = names | opens | lead
    near = frozenset(common(stem) for stem in traits.near if root(stem) not in named)
    things = frozenset(common(stem) for stem in traits.things if root(stem) not in named)
    closest = frozenset(common(stem) for stem in traits.closest if root(stem) not in named)
    in_order = tuple(common(stem) for stem in traits.stems if root(stem) not in named)
    told = frozenset(in_order)
    context = frozenset(map(common, traits.context.split()))
    return Compared(
        traits=traits,
        in_order=in_order,
        words=told,
        near=near,
        beside=Vocabulary(near),
        telling=told - WEAK,
        said=Vocabulary(told | things),
        spoken=Vocabulary((*told, *context)),
        closest=closest,
        marks=((near | things) & GROUPS) | ((closest | things) & ACTIONS),
        signals=frozenset(traits.signals),
        things=things,
        names=names,
        about=names | opens or lead,
        opening=opens,
        maybe=frozenset(map(root, traits.maybe)),
        known=frozenset(map(root, traits.known.split())),
        lead=lead,
        context=context,
        days=frozenset(by_sort(traits.times).get("d", traits.days)),
        numbers=frozenset(traits.numbers),
        sides=sides(near | things, are_near=True),
        all_sides=sides(told | things, are_near=False),
        times=by_sort(traits.times),
        around=by_sort(traits.around),
        course=(direction, part, step, flow),
        slots=dict(map(_slot, traits.slots)),
        who=frozenset(map(root, traits.who)),
        rate=traits.value.split()[2],
        digits=traits.digits,
    )


def _slot(written: str) -> tuple[str, str]:
    word, sign, name = re.split("([<>])", written)
    return word + sign, name


def shared_names(one: Compared, other: Compared) -> frozenset[str]:
    """Return the names of both sentences; what only opens a sentence is one if the other has it as a name."""
    first, second = one.names | one.opening, other.names | other.opening
    return (first & second) | (one.names & other.maybe) | (other.names & one.maybe)
