"""What came of one article of a corpus: its state in the ledger, and what is kept of it."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline.corpus.merging import ListedRow, Price, listed_rows, summary_part
from pipeline.errors import ArticleError, FactdeskError, ModelRefused
from schemas import Report, SummaryPart, Usage

_LEVEL = 1
"""Of deflate: a result shrinks to a seventh in a millisecond; more effort gains a tenth."""


class State(StrEnum):
    """Where an article of a run stands."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"
    """It met a fault that may pass, such as a server that is down: `--retry-failed` tries it again."""
    DEAD = "dead"
    """Trying again changes nothing, or has been tried often enough."""


@dataclass(frozen=True, slots=True)
class Job:
    """One article to be done: its place in the corpus and the digest of all that its result follows from."""

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
    """What is kept of a report."""

    result: bytes
    """The report as JSON, deflated."""
    rows: tuple[ListedRow, ...]
    part: SummaryPart
    usage: Usage


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one article ended."""

    job: Job
    state: State
    reason: str = ""
    """Why there is no report: one line that says what to do."""
    finished: Finished | None = None


def keep_of(report: Report, price: Price) -> Finished:
    """Return what a run keeps of a report; `price` says what its tokens cost."""
    raw = report.model_dump_json().encode("utf-8", "surrogatepass")
    return Finished(
        result=zlib.compress(raw, _LEVEL),
        rows=listed_rows(report),
        part=summary_part(report, price),
        usage=report.usage,
    )


def result_of(kept: bytes) -> str:
    """Return the report's JSON from what was kept of it."""
    return zlib.decompress(kept).decode("utf-8", "surrogatepass")


def done(job: Job, finished: Finished) -> Outcome:
    """Return the outcome of an article that has its report."""
    return Outcome(job, State.DONE, finished=finished)


def failed(job: Job, error: FactdeskError) -> Outcome:
    """Return the outcome of an article that has none; what no retry can mend is dead at once."""
    state = State.DEAD if isinstance(error, ArticleError | ModelRefused) else State.FAILED
    reason = " ".join(str(error).split()).encode("utf-8", "replace").decode()
    return Outcome(job, state, reason)


Counts = Mapping[State, int]
"""How many articles stand where."""
