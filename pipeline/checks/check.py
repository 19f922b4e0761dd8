"""What a check is: an id, a definition, examples on either side of it, and a function."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.checks.passage import Passage
from schemas import Quantity, QuantityKind, Tier


class Pitfall(NamedTuple):
    """One firing of a check: what is wrong, in a reader's words, and with which quantities."""

    message: str
    quantities: tuple[Quantity, ...]
    computed: str | None = None
    """What the arithmetic gives, where the check computes."""


Find = Callable[[Passage], Iterator[Pitfall]]


class Needs(NamedTuple):
    """What a sentence has wherever a check fires; most have not, and then the check is not run."""

    kinds: frozenset[QuantityKind] = frozenset()
    """Of its numbers one is of one of these kinds; any will do where none are listed."""
    words: frozenset[str] = frozenset()
    """It has one of these words, in small letters; any will do where none are listed."""
    numbers: int = 1
    """So many numbers at least, dates and names among them."""

    def are_met_by(self, passage: Passage) -> bool:
        """Return whether a sentence has all of it."""
        return (
            len(passage.all_quantities) >= self.numbers
            and not (self.kinds and self.kinds.isdisjoint(passage.kinds))
            and not (self.words and self.words.isdisjoint(passage.words))
        )


_NOTHING = Needs()


def needs(*kinds: QuantityKind, words: str = "", numbers: int = 1) -> Needs:
    """Return needs of any of some kinds of number and of any of some words, apart by spaces."""
    return Needs(frozenset(kinds), frozenset(words.split()), numbers)


@dataclass(frozen=True, slots=True)
class Check:
    """One numeric pitfall. Ids are those of the desk's list and are never used twice."""

    check_id: str
    name: str
    definition: str
    """One line: what is wrong where it fires."""
    fires: str
    """A text on which it fires."""
    silent: str
    """A text like it on which it does not."""
    settles: str
    """What would settle it: what to look up or to ask."""
    find: Find | None
    """None where it is not made from a sentence of the article."""
    needs: Needs = _NOTHING
    """Without it the check fires nowhere, and is not run."""
    alerts: bool | None = None
    """Whether a person is shown it as an alert; by default an error is, a warning or cue is not."""

    @property
    def tier(self) -> Tier:
        """The tier, which is the first letter of the id."""
        return Tier(self.check_id[0])

    @property
    def is_alert(self) -> bool:
        """Whether it alerts unless the desk has set otherwise."""
        return self.tier in {Tier.S, Tier.A} if self.alerts is None else self.alerts
