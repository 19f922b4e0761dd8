"""How a run over a corpus tells where it stands: its counts, pace and cost."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from pipeline.cli.progress import Show, ShownProgress, showing
from pipeline.cli.standard_output import note
from pipeline.corpus.outcome import Outcome
from pipeline.corpus.plan import Watcher
from pipeline.llm.prices import dollars, price_of
from pipeline.settings import Settings

_SECONDS_A_MINUTE = 60.0


class RunProgress(Watcher):
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
        paid = self.traffic.all_paid
        return price_of(self.settings, paid.input_tokens, paid.output_tokens)

    def told(self) -> str:
        """Return the counts in a line."""
        of = "" if self.total is None else f" of {self.total}"
        parts = [f"{self.settled}{of} articles: {self.done} done", f"{self.failed} failed"]
        parts.append(f"{self.a_minute:.0f} articles/min")
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

    def skipped(self, count: int) -> None:
        super().skipped(count)
        self._tell()

    def ended(self, outcome: Outcome) -> None:
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
        note(line)

    def _tell(self) -> None:
        self._show(self.told(), self.settled / self.total if self.total else None)


@contextmanager
def telling(how: ShownProgress, settings: Settings) -> Iterator[RunProgress]:
    """Yield who watches a run for the time of the block and tells of it; it has the counts."""
    with showing(how) as show:
        yield RunProgress(settings, show, events=how == "jsonl")
