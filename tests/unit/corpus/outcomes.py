"""Jobs and outcomes that the tests of the ledger and of the outputs enter."""

from functools import cache

from pipeline.corpus.outcome import Finished, Job, Outcome, State, keep_of, outcome_of
from tests.reports import ordinary_report


def job(number: int, digest: str = "d") -> Job:
    return Job(number, f"id-{number}", f"corpus.jsonl:{number + 1}", digest, "{}")


@cache
def finished() -> Finished:
    return keep_of(ordinary_report(), lambda _in, _out: None)


def done_job(number: int, digest: str = "d") -> Outcome:
    return outcome_of(job(number, digest), finished())


def failed_job(number: int, state: State = State.FAILED, reason: str = "no server") -> Outcome:
    return Outcome(job(number), state, reason)
