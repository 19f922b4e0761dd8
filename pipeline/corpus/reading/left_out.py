"""What of a corpus is left out without being an article that failed, and why."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.corpus.causes import Causes
from schemas import FailureCause


class LeftOut(NamedTuple):
    """A file, or a folder, that no record is made of."""

    address: str
    reason: str
    """"hidden", "in no form that is read by its name" …"""
    is_loss: bool = False
    """Whether there may be articles in it that somebody misses."""

    def __str__(self) -> str:
        return f"{self.address}: {self.reason}"


Skipped = Callable[[LeftOut], None]
"""Whoever is told what is left out."""


@dataclass(slots=True)
class LeftOutFiles:
    """Counts what is left out, however much it is."""

    has_losses: bool = False
    _causes: Causes = field(default_factory=Causes)

    def add(self, each: LeftOut) -> None:
        """Count one more."""
        self.has_losses = self.has_losses or each.is_loss
        self._causes.add(each.reason, each.address)

    def causes(self) -> tuple[FailureCause, ...]:
        """Return why files were left out, the most frequent reason first."""
        return self._causes.ordered()
