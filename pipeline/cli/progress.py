"""How a run over a corpus tells where it stands: a bar, lines, JSON lines, or nothing."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from enum import StrEnum

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from pipeline.corpus.outcome import Outcome
from pipeline.corpus.plan import Watcher
from pipeline.llm.prices import dollars, price_of
from pipeline.settings import Settings
from pipeline.stages.render import printable

_SECONDS_A_LINE = 10.0
_SECONDS_A_MINUTE = 60.0


class ShownProgress(StrEnum):
    """How `run` tells where it stands; auto is a bar on a terminal, else a line now and then."""

    AUTO = "auto"
    BAR = "bar"
    LINES = "lines"
    JSONL = "jsonl"
    QUIET = "quiet"


class Quiet(Watcher):
    """Passes on what went wrong; the others tell more."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.settings, self._clock, self._began = settings, clock, clock()

    @property
    def settled(self) -> int:
        """Articles of the corpus that need nothing more."""
        return self.earlier + self.done + self.failed

    @property
    def a_minute(self) -> float:
        """Articles that ended a minute in this run."""
        passed = max(self._clock() - self._began, 1e-9)
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
        paid = self.traffic.all_paid
        return price_of(self.settings, paid.input_tokens, paid.output_tokens)

    def told(self) -> str:
        """Return the counts in a line."""
        parts = [f"{self.done} done", f"{self.failed} failed", f"{self.a_minute:.0f} articles/min"]
        if self.settings.uses_model:
            tokens = self.traffic.all_paid.input_tokens + self.traffic.all_paid.output_tokens
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
            "input_tokens": self.traffic.all_paid.input_tokens,
            "output_tokens": self.traffic.all_paid.output_tokens,
            "cost": None if self.cost is None else str(self.cost),
            "seconds_left": None if self.seconds_left is None else round(self.seconds_left),
        }

    def note(self, line: str) -> None:
        """Print a line for the user on standard error."""
        self._console.print(Text(printable(line), style="dim"), soft_wrap=True)

    @property
    def _console(self) -> Console:
        return Console(stderr=True)


class Lines(Quiet):
    """A line every ten seconds, for a log."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(settings, clock)
        self._last = self._began

    def ended(self, outcome: Outcome) -> None:
        """Count an article; when it is time, say where the run stands."""
        super().ended(outcome)
        if self._clock() - self._last >= _SECONDS_A_LINE:
            self._last = self._clock()
            of = "" if self.total is None else f" of {self.total}"
            self.note(f"{self.settled}{of} articles: {self.told()}")


class JsonLines(Quiet):
    """An event a line on standard output: each article as it ends, with the counts so far."""

    def ended(self, outcome: Outcome) -> None:
        """Count an article and tell of it."""
        super().ended(outcome)
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


class Bar(Quiet):
    """A bar with counts, pace, tokens, cost and the time left."""

    def __init__(self, settings: Settings, bar: Progress) -> None:
        super().__init__(settings)
        self._bar, self._task = bar, bar.add_task("reading", total=None)

    def planned(self, count: int | None) -> None:
        """Take how many articles there are."""
        super().planned(count)
        self._bar.update(self._task, total=count)

    def skipped(self, count: int) -> None:
        """Count articles of an earlier run."""
        super().skipped(count)
        self._show()

    def ended(self, outcome: Outcome) -> None:
        """Count an article and move the bar."""
        super().ended(outcome)
        self._show()

    def writing(self) -> None:
        """Say so: for a large corpus it takes minutes."""
        self._bar.update(self._task, description=f"{self.told()} · writing the results")

    def _show(self) -> None:
        self._bar.update(self._task, completed=self.settled, description=self.told())

    @property
    def _console(self) -> Console:
        return self._bar.console


@contextmanager
def telling(how: ShownProgress, settings: Settings) -> Iterator[Quiet]:
    """Yield who watches a run for the time of the block and tells of it; it has the counts."""
    console = Console(stderr=True)
    if how is ShownProgress.AUTO:
        how = ShownProgress.BAR if console.is_terminal else ShownProgress.LINES
    if how is not ShownProgress.BAR:
        plain = {ShownProgress.LINES: Lines, ShownProgress.JSONL: JsonLines}
        yield plain.get(how, Quiet)(settings)
        return
    columns = (
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=console, transient=True, refresh_per_second=4) as bar:
        yield Bar(settings, bar)
