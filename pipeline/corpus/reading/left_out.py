"""What of a corpus is left out without being an article that failed, and why."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from schemas import FailureCause

_MOST_EXAMPLES = 5
"""Files that a reason is shown with."""


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
    _found: dict[str, list[str]] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def add(self, each: LeftOut) -> None:
        """Count one more."""
        self.has_losses = self.has_losses or each.is_loss
        self._counts[each.reason] = self._counts.get(each.reason, 0) + 1
        examples = self._found.setdefault(each.reason, [])
        if len(examples) < _MOST_EXAMPLES:
            examples.append(each.address)

    def causes(self) -> tuple[FailureCause, ...]:
        """Return why files were left out, the most frequent reason first."""
        ordered = sorted(self._counts.items(), key=lambda each: (-each[1], each[0]))
        return tuple(
            FailureCause(cause=reason, count=count, examples=tuple(self._found[reason]))
            for reason, count in ordered
        )
