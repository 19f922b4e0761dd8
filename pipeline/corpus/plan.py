"""What a run is to do, and who watches it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.corpus.outcome import Counts, Outcome, State
from pipeline.corpus.reading import AS_CALLED, LeftOut, Renaming
from pipeline.corpus.work import How
from pipeline.llm import Traffic
from schemas import Usage


@dataclass(frozen=True, slots=True)
class Plan:
    """One run over a corpus."""

    corpus: str
    ledger: Path
    """The folder of the ledger."""
    how: How
    processes: int
    """Worker processes for what asks no model."""
    private: bool = False
    """Whether a corpus may be fetched from inside one's own network."""
    renaming: Renaming = AS_CALLED
    """What the columns of its tables are read as."""
    again: frozenset[State] = frozenset()
    """States whose articles are done once more."""

    @property
    def at_once(self) -> int:
        """Articles under way at once: one for each slot of the model, and some at both ends."""
        asked = self.how.settings.concurrency if self.how.settings.uses_model else 0
        return asked + 4 * self.processes


class Watcher(Protocol):
    """Whoever is told how a run goes; it is called in the event loop and must return at once."""

    def planned(self, count: int | None) -> None:
        """Hear how many articles the corpus has, where that could be told quickly."""
        ...

    def asking(self, traffic: Traffic) -> None:
        """Get the counts of what is sent to the model, which go on growing."""
        ...

    def saved(self, usage: Usage) -> None:
        """Hear what an article took whose answers were all kept."""
        ...

    def skipped(self, count: int) -> None:
        """Hear that so many more articles were done in an earlier run."""
        ...

    def ended(self, outcome: Outcome) -> None:
        """Hear how one more article ended; it is in the ledger."""
        ...

    def left_out(self, found: LeftOut) -> None:
        """Hear of a file of the corpus that no article is made of."""
        ...

    def note(self, line: str) -> None:
        """Take a line for the user."""
        ...


@dataclass(frozen=True, slots=True)
class RunEnd:
    """How a run came to its end."""

    counts: Counts
    stopped: str | None
    """Why it ended before the corpus did."""
    over_budget: bool
