"""A row's traits made ready to be compared many times."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from pipeline.corpus.merging.meanings import ACTIONS, GROUPS, WEAK, common, sides
from pipeline.corpus.merging.names import root
from pipeline.corpus.merging.times import by_sort
from pipeline.corpus.merging.traits import Traits
from pipeline.corpus.merging.vocabulary import Vocabulary


class Compared:
    """One row as rules see it: each word in its common form, each list as a set.

    Of most rows only names and words are ever asked for, which tell that they are of other things: the
    rest is made when it is first asked for.
    """

    def __init__(self, traits: Traits) -> None:
        """Take the traits of a row."""
        self.traits = traits
        self.names = frozenset(map(root, traits.names))
        self.opening = frozenset(map(root, traits.opening))
        self.lead = frozenset(map(root, traits.lead.split()))
        self.maybe = frozenset(map(root, traits.maybe))
        """Words that are names if the other row has them as such."""
        self.about = self.names | self.opening or self.lead
        """Names that the row is of: of its sentence, or where it has none, of its article's lead."""
        self.digits = traits.digits

    @property
    def ties(self) -> frozenset[str]:
        """What rows of one figure share at least one of: names, or words where nobody is named."""
        return self.about | self.lead | self.maybe or self.words

    @cached_property
    def in_order(self) -> tuple[str, ...]:
        """The words of the sentence as they follow one another."""
        return tuple(self._meant(self.traits.stems))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the sentence."""
        return frozenset(self.in_order)

    @cached_property
    def said(self) -> Vocabulary:
        """The same, to look others up in."""
        return Vocabulary(self.words | self.things)

    @cached_property
    def spoken(self) -> Vocabulary:
        """The words of the sentence and of the lead of its article."""
        return Vocabulary((*self.words, *self.context))

    @cached_property
    def telling(self) -> frozenset[str]:
        """The words of the sentence that not any report may have."""
        return self.words - WEAK

    @cached_property
    def near(self) -> frozenset[str]:
        """The words in the clause of the figure."""
        return frozenset(self._meant(self.traits.near))

    @cached_property
    def beside(self) -> Vocabulary:
        """The same, to look others up in."""
        return Vocabulary(self.near)

    @cached_property
    def closest(self) -> frozenset[str]:
        """Of these the next to the figure on either side."""
        return frozenset(self._meant(self.traits.closest))

    @cached_property
    def things(self) -> frozenset[str]:
        """What it counts or is of."""
        return frozenset(self._meant(self.traits.things))

    @cached_property
    def marks(self) -> frozenset[str]:
        """What became of those counted, and of whom the figure is."""
        return ((self.near | self.things) & GROUPS) | ((self.closest | self.things) & ACTIONS)

    @cached_property
    def signals(self) -> frozenset[str]:
        """What words near the figure say of which it is."""
        return frozenset(self.traits.signals)

    @cached_property
    def known(self) -> frozenset[str]:
        """Names and years anywhere in the article."""
        return frozenset(map(root, self.traits.known.split()))

    @cached_property
    def context(self) -> frozenset[str]:
        """The words of the lead of the article."""
        return frozenset(map(common, self.traits.context.split()))

    @cached_property
    def who(self) -> frozenset[str]:
        """The name next to the figure."""
        return frozenset(map(root, self.traits.who))

    @cached_property
    def slots(self) -> dict[str, str]:
        """Names by the word next to them and the side of it."""
        return dict(map(_slot, self.traits.slots))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The other figures of the sentence."""
        return frozenset(self.traits.numbers)

    @cached_property
    def sides(self) -> dict[int, set[int]]:
        """On which side of which meaning its clause is."""
        return sides(self.near | self.things, are_near=True)

    @cached_property
    def all_sides(self) -> dict[int, set[int]]:
        """The same of its sentence."""
        return sides(self.words | self.things, are_near=False)

    @cached_property
    def times(self) -> dict[str, set[str]]:
        """Of the figure, by their sort."""
        return by_sort(self.traits.times)

    @cached_property
    def around(self) -> dict[str, set[str]]:
        """Those that the sentence names, by their sort."""
        return by_sort(self.traits.around)

    @cached_property
    def days(self) -> frozenset[str]:
        """The days of the figure; where it has none, of the first sentences of its article."""
        return frozenset(self.times.get("d", self.traits.days))

    @cached_property
    def course(self) -> tuple[str, str, str, str]:
        """Which way it went, change or level, from when, who gets it: a dash where that is not known."""
        direction, part, step, flow = self.traits.course.split()
        return direction, part, step, flow

    @property
    def rate(self) -> str:
        """A dash where it tells none."""
        return self.traits.value.split()[2]

    def _meant(self, stems: Iterable[str]) -> Iterator[str]:
        """Yield what stems mean, but for those of names."""
        named = self.names | self.opening | self.lead
        return (common(stem) for stem in stems if root(stem) not in named)


def _slot(written: str) -> tuple[str, str]:
    word, sign, name = re.split("([<>])", written)
    return word + sign, name


def shared_names(one: Compared, other: Compared) -> frozenset[str]:
    """Return the names of both sentences; what only opens a sentence is one if the other has it as a name."""
    first, second = one.names | one.opening, other.names | other.opening
    return (first & second) | (one.names & other.maybe) | (other.names & one.maybe)
