"""What came of one article of a corpus: its state in the ledger, and what is kept of it."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline.corpus.merging.row_store import ListedRow, listed_rows
from pipeline.corpus.run_summary import Price, summary_part
from pipeline.errors import ArticleError, FactdeskError, ModelRefused
from schemas import Report, SummaryPart, Usage

_DEFLATE_LEVEL = 1
"""A result shrinks to a seventh in a millisecond; more effort gains a tenth."""


class State(StrEnum):
    """Where an article of a run stands."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"
    """It met a fault that may pass, as of a server that is down: `--retry-failed` retries it."""
    DEAD = "dead"
    """Trying again changes nothing, or has been tried often enough."""


@dataclass(frozen=True, slots=True)
class Job:
    """One article to be done: its place in the corpus, and the digest of what it follows from."""

    number: int
    id: str
    source: str
    digest: str
    extra: str
    """All that its row held but the id and the text, as a JSON object."""
    url: str | None = None
    """Its address alone."""


@dataclass(frozen=True, slots=True)
class Finished:
    result: bytes
    """The report as JSON, deflated."""
    rows: tuple[ListedRow, ...]
    part: SummaryPart
    usage: Usage


@dataclass(frozen=True, slots=True)
class Outcome:
    job: Job
    state: State
    reason: str = ""
    """Why there is no report: one line that says what to do."""
    finished: Finished | None = None


def keep_of(report: Report, price: Price) -> Finished:
    """Return what a run keeps of a report; `price` says what its tokens cost."""
    raw = report.model_dump_json().encode("utf-8", "surrogatepass")
    return Finished(
        result=zlib.compress(raw, _DEFLATE_LEVEL),
        rows=listed_rows(report),
        part=summary_part(report, price),
        usage=report.usage,
    )


def result_of(kept: bytes) -> str:
    """Return the report's JSON from what was kept of it."""
    return zlib.decompress(kept).decode("utf-8", "surrogatepass")


def outcome_of(job: Job, result: Finished | FactdeskError) -> Outcome:
    """Return how an article ended; what no retry can mend is dead at once."""
    if not isinstance(result, FactdeskError):
        return Outcome(job, State.DONE, finished=result)
    state = State.DEAD if isinstance(result, ArticleError | ModelRefused) else State.FAILED
    reason = " ".join(str(result).split()).encode("utf-8", "replace").decode()
    return Outcome(job, state, reason)


Counts = Mapping[State, int]
"""How many articles stand where."""
