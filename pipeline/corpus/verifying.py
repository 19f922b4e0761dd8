"""Verifying a run that is done: each report of its ledger gets what a library of evidence says.

An article is replaced in one transaction, so that a kill leaves each with the old or the new; the
same command again does all of them once more.
"""

from collections.abc import Callable

from pipeline.corpus.ledger import Kept, Ledger
from pipeline.corpus.outcome import Job, State, keep_of, result_of
from pipeline.corpus.work import Deliver
from schemas import Report

Verified = Callable[[Report], Report]
"""Returns a report with what the library says of its rows."""


def verify_articles(ledger: Ledger, verified: Verified, deliver: Deliver | None = None) -> None:
    """Replace the report of each article that is done; `deliver` writes its folder of files."""
    for kept in list(ledger.kept(State.DONE)):
        raw = result_of(ledger.result(kept.number))
        report = verified(Report.model_validate_json(raw))
        report = deliver(_job(kept), report) if deliver else report
        ledger.replace(kept, keep_of(report, lambda _in, _out: None))


def _job(kept: Kept) -> Job:
    return Job(kept.number, kept.id, kept.source, digest="", extra=kept.extra)
