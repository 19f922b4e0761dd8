"""What went over the wire in this run, for the screen; what a result took is `Answer.usage`."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Traffic:
    """Counts of one run so far. A rerun from the cache has hits where the first run paid."""

    http_attempts: int = 0
    paid_answers: int = 0
    cache_hits: int = 0
    joined: int = 0
    """Questions that waited for the same request already under way."""
    input_tokens: int = 0
    """Tokens of paid answers alone, here and below."""
    output_tokens: int = 0
    notes: list[str] = field(default_factory=list)
    """What the user should read once, such as that the cache could not be written."""

    def note(self, line: str) -> None:
        """Keep a line for the user, once."""
        if line not in self.notes:
            self.notes.append(line)
