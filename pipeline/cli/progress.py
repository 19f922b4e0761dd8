"""How a command tells where it stands: a bar, lines, JSON lines, or nothing."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from enum import StrEnum

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from pipeline.cli.standard_output import note
from pipeline.corpus.outcome import Outcome
from pipeline.corpus.plan import Watcher
from pipeline.llm.prices import dollars, price_of
from pipeline.settings import Settings

_SECONDS_A_LINE = 10.0
_SECONDS_A_MINUTE = 60.0
Show = Callable[[str, float | None], None]
"""Takes a line, and the share of all that is done, from 0 to 1; None where that is unknown."""


class ShownProgress(StrEnum):
    """How `run` tells where it stands; auto is a bar on a terminal, else a line now and then."""

    AUTO = "auto"
    BAR = "bar"
    LINES = "lines"
    JSONL = "jsonl"
    QUIET = "quiet"


@contextmanager
def showing(how: ShownProgress = ShownProgress.AUTO, *, logs: bool = True) -> Iterator[Show]:
    """Yield what is to be called as the work goes on, as often as one likes.

    It moves a bar, or prints a line every ten seconds; a log gets none without `logs`.
    """
    console = Console(stderr=True)
    if how is ShownProgress.AUTO:
        how = ShownProgress.BAR if console.is_terminal else ShownProgress.LINES
    if how is ShownProgress.BAR:
        columns = (
            BarColumn(bar_width=24),
            TaskProgressColumn(),
            TextColumn("{task.description}", markup=False),
            TimeRemainingColumn(compact=True),
        )
        with Progress(*columns, console=console, transient=True, refresh_per_second=4) as bar:
            task = bar.add_task("reading", total=None)
            yield lambda line, share: bar.update(
                task,
                description=line,
                total=None if share is None else 1.0,
                completed=share or 0.0,
            )
    elif how is ShownProgress.LINES and logs:
        yield _lines()
    else:
        yield lambda _line, _share: None


def _lines() -> Show:
    last = time.monotonic()

    def show(line: str, _share: float | None) -> None:
        nonlocal last
        if time.monotonic() - last >= _SECONDS_A_LINE:
            last = time.monotonic()
            note(line)

    return show


class RunProgress(Watcher):
    """Counts how a run goes, and tells of it."""

    def __init__(self, settings: Settings, show: Show, *, events: bool = False) -> None:
        """Take whether an event a line is printed on standard output as each article ends."""
        super().__init__()
        self.settings, self._show, self._events = settings, show, events
        self._began = time.monotonic()

    @property
    def settled(self) -> int:
        """Articles of the corpus that need nothing more."""
        return self.earlier + self.done + self.failed

    @property
    def a_minute(self) -> float:
        """Articles that ended a minute in this run."""
        passed = max(time.monotonic() - self._began, 1e-9)
        return (self.done + self.failed) / passed * _SECONDS_A_MINUTE

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the end at this pace; None where the corpus or the pace is not known."""
        if self.total is None or not self.a_minute:
            return None
        return max(0, self.total - self.settled) / self.a_minute * _SECONDS_A_MINUTE

    @property
    def cost(self) -> Decimal | None:
        """US dollars spent in this run; None where the model has no known price."""
        return price_of(self.settings, self.traffic.input_tokens, self.traffic.output_tokens)

    def told(self) -> str:
        """Return the counts in a line."""
        of = "" if self.total is None else f" of {self.total}"
        parts = [f"{self.settled}{of} articles: {self.done} done", f"{self.failed} failed"]
        parts.append(f"{self.a_minute:.0f} articles/min")
        if self.settings.uses_model:
            tokens = self.traffic.input_tokens + self.traffic.output_tokens
            parts.append(f"{tokens:,} tokens")
            if self.cost is not None:
                parts.append(dollars(self.cost))
        return " · ".join(parts)

    def fields(self) -> dict[str, object]:
        """Return the counts for a program."""
        return {
            "total": self.total,
            "earlier": self.earlier,
            "done": self.done,
            "failed": self.failed,
            "articles_a_minute": round(self.a_minute, 1),
            "requests": self.traffic.http_attempts,
            "input_tokens": self.traffic.input_tokens,
            "output_tokens": self.traffic.output_tokens,
            "cost": None if self.cost is None else str(self.cost),
            "seconds_left": None if self.seconds_left is None else round(self.seconds_left),
        }

    def skipped(self, count: int) -> None:
        """Count articles of an earlier run."""
        super().skipped(count)
        self._tell()

    def ended(self, outcome: Outcome) -> None:
        """Count an article and tell of it."""
        super().ended(outcome)
        self._tell()
        if not self._events:
            return
        article = {
            "id": outcome.job.id,
            "source": outcome.job.source,
            "status": outcome.state.value,
        }
        if outcome.reason:
            article["reason"] = outcome.reason
        event = {"event": "article", "article": article, "run": self.fields()}
        sys.stdout.write(json.dumps(event) + "\n")
        sys.stdout.flush()

    def writing(self) -> None:
        """Say so: for a large corpus it takes minutes."""
        self._show(f"{self.told()} · writing the results", 1.0)

    def note(self, line: str) -> None:
        """Print a line for the user on standard error."""
        note(line)

    def _tell(self) -> None:
        self._show(self.told(), self.settled / self.total if self.total else None)


@contextmanager
def telling(how: ShownProgress, settings: Settings) -> Iterator[RunProgress]:
    """Yield who watches a run for the time of the block and tells of it; it has the counts."""
    with showing(how) as show:
        yield RunProgress(settings, show, events=how is ShownProgress.JSONL)
