"""What every run over a corpus takes and gives: a plan, who watches, and how it ended."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.corpus.causes import LeftOut, LeftOutFiles, Skipped
from pipeline.corpus.outcome import Counts, Outcome, State
from pipeline.corpus.reading.file_rows import AS_CALLED, Renaming
from pipeline.corpus.reading.readers import read_corpus
from pipeline.corpus.reading.record import Record, article_of
from pipeline.corpus.work import Recipe
from pipeline.llm import Traffic
from schemas import Article, Usage

_LEAST_FAILURES = 20
"""Failures in a row that end a run; fewer may be one fault that passes."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One run over a corpus."""

    corpus: str
    ledger: Path
    """The folder of the ledger."""
    recipe: Recipe
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
        settings = self.recipe.settings
        return (settings.concurrency if settings.uses_model else 0) + 4 * self.processes

    def records(self, skipped: Skipped = lambda _: None) -> Iterator[Record]:
        """Return the records of the corpus, as `read_corpus` does."""
        return read_corpus(
            self.corpus, private=self.private, skipped=skipped, renaming=self.renaming
        )

    def articles(self) -> Iterator[tuple[int, Callable[[], Article]]]:
        """Return each article's place in the corpus, and what reads it or raises ArticleError."""
        return ((record.number, partial(article_of, record)) for record in self.records())


class Watcher:
    """Counts how a run goes; it is called in the event loop and must return at once.

    This one tells nobody. Its subclasses do.
    """

    def __init__(self) -> None:
        self.total: int | None = None
        """Articles of the corpus, where that could be told quickly."""
        self.earlier = self.done = self.failed = 0
        """Articles that were done in an earlier run, and those that ended in this one."""
        self.files_left_out = LeftOutFiles()
        self.traffic = Traffic()

    def planned(self, count: int | None) -> None:
        """Take how many articles there are."""
        self.total = count

    def asking(self, traffic: Traffic) -> None:
        """Take the counts of what is sent to the model, which go on growing."""
        self.traffic = traffic

    def saved(self, usage: Usage) -> None:
        """Count what the answers of an article had cost that were all kept."""
        for prompt in usage.prompts:
            self.traffic.save(prompt.prompt, prompt)

    def skipped(self, count: int) -> None:
        """Count articles of an earlier run."""
        self.earlier += count

    def ended(self, outcome: Outcome) -> None:
        """Count an article, which is in the ledger."""
        if outcome.state is State.DONE:
            self.done += 1
        else:
            self.failed += 1

    def left_out(self, file: LeftOut) -> None:
        """Count a file that no article is made of. What may be missed is said at once."""
        self.files_left_out.count(file)
        if file.is_loss:
            self.note(str(file))

    def writing(self) -> None:
        """Hear that all articles are settled, and what came of them is being written."""

    def note(self, line: str) -> None:
        """Take a line for the user."""


@dataclass(frozen=True, slots=True)
class RunEnd:
    """How a run came to its end."""

    counts: Counts
    stopped: str | None
    """Why it ended before the corpus did."""
    over_budget: bool


class CircuitBreaker:
    """Counts articles that failed in a row for faults that lie elsewhere than in the article."""

    def __init__(self, at_once: int) -> None:
        """Take how many articles are under way at once: so many may fail for one passing fault."""
        self._most = max(_LEAST_FAILURES, 2 * at_once)
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
