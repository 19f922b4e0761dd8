"""Why articles failed or files were left out: reasons counted, each with its first examples."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.addresses import without_credentials
from schemas import FailureCause

_MOST_EXAMPLES = 5
"""Articles or files that a cause is shown with."""
_NUMBER = re.compile(r"\d[\d.,]*")


@dataclass(slots=True)
class _Cause:
    text: str
    count: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, example: str, text: str, masked: str) -> None:
        """Count one; where it says another number than those before, none is shown."""
        self.text = text if not self.count or self.text == text else masked
        self.count += 1
        if len(self.examples) < _MOST_EXAMPLES:
            self.examples.append(example)


@dataclass(slots=True)
class Causes:
    """Counts causes, however much they met. Two are one that differ only in numbers."""

    _by_text: dict[str, _Cause] = field(default_factory=dict)

    def add(self, text: str, example: str) -> None:
        masked = _NUMBER.sub("…", text)
        self._by_text.setdefault(masked, _Cause(text)).add(example, text, masked)

    def ordered(self) -> tuple[FailureCause, ...]:
        """Return the causes, the most frequent first."""
        ordered = sorted(self._by_text.values(), key=lambda cause: (-cause.count, cause.text))
        return tuple(
            FailureCause(cause=cause.text, count=cause.count, examples=tuple(cause.examples))
            for cause in ordered
        )


class LeftOut(NamedTuple):
    """A file, or a folder, that no record is made of."""

    address: str
    reason: str
    """"hidden", "in no form that is read by its name" …"""
    is_loss: bool = False
    """Whether there may be articles in it that somebody misses."""

    def __str__(self) -> str:
        return without_credentials(f"{self.address}: {self.reason}")


Skipped = Callable[[LeftOut], None]
"""Whoever is told what is left out."""


@dataclass(slots=True)
class LeftOutFiles(Causes):
    """Counts what is left out, by the reason."""

    has_losses: bool = False

    def count(self, file: LeftOut) -> None:
        self.has_losses = self.has_losses or file.is_loss
        self.add(without_credentials(file.reason), without_credentials(file.address))
