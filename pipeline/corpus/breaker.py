"""When a run gives up: after failures in a row that no article explains, as when the server is down."""

from pipeline.corpus.outcome import Outcome, State

_AT_LEAST = 20
"""Failures in a row; fewer may be one fault that passes."""


class Breaker:
    """Counts articles that failed in a row for faults that lie elsewhere than in the article."""

    def __init__(self, at_once: int) -> None:
        """Take how many articles are under way at once: so many may fail for one passing fault."""
        self._most = max(_AT_LEAST, 2 * at_once)
        self._in_a_row = 0

    def count(self, outcome: Outcome) -> str | None:
        """Count how an article ended; return why to stop, when it is time."""
        if outcome.state is State.DONE:
            self._in_a_row = 0
        elif outcome.state is State.FAILED:
            self._in_a_row += 1
        if self._in_a_row < self._most:
            return None
        return f"{self._in_a_row} articles in a row failed, the last one so: {outcome.reason}"
