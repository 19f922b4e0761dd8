"""Why articles failed or files were left out: causes counted, each with the first of those it met."""

import re
from dataclasses import dataclass, field

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

    _found: dict[str, _Cause] = field(default_factory=dict)

    def add(self, text: str, example: str) -> None:
        """Count what a cause met: an article, or a file."""
        masked = _NUMBER.sub("…", text)
        self._found.setdefault(masked, _Cause(text)).add(example, text, masked)

    def ordered(self) -> tuple[FailureCause, ...]:
        """Return the causes, the most frequent first."""
        found = sorted(self._found.values(), key=lambda each: (-each.count, each.text))
        return tuple(
            FailureCause(cause=each.text, count=each.count, examples=tuple(each.examples))
            for each in found
        )
