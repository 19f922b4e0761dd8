"""What a check is: an id, a definition, examples on either side of it, and a function."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.checks.passage import Passage
from schemas import DeskSettings, Quantity, Tier


class Pitfall(NamedTuple):
    """One firing of a check: what is wrong, in a reader's words, and with which quantities."""

    message: str
    quantities: tuple[Quantity, ...]
    computed: str | None = None
    """What the arithmetic gives, where the check computes."""


Find = Callable[[Passage], Iterator[Pitfall]]


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
    alerts: bool | None = None
    """Whether a person is shown it as an alert; by default an error is, a warning or cue is not."""

    @property
    def tier(self) -> Tier:
        """The tier, which is the first letter of the id."""
        return Tier(self.check_id[0])

    def alerts_for(self, desk: DeskSettings) -> bool:
        """Return whether it alerts under the settings of a desk."""
        by_itself = self.tier in {Tier.S, Tier.A} if self.alerts is None else self.alerts
        return (by_itself or self.check_id in desk.alert) and self.check_id not in desk.no_alert
