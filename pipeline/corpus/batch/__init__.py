"""Answers by OpenAI's Batch API: half the price, within a day, put where an ordinary run looks for them.

`answer_by_batch` goes in waves. Each wave reads the corpus, writes every request whose answer is not
kept into request files, submits them as batches, waits, and keeps what comes back. An answer that
fails its checks leads to another request, which goes out with the next wave. When nothing is missing
any more, an ordinary run finds all its answers. One module each::

    gathering      the requests of a wave, by asking a model that sends nothing
    request_files  them on disk, cut to what a batch may hold
    submitting     files become batches, each exactly once
    watching       how the batches stand; what to do with those that ended
    taking         what came of each request; complete answers are kept
    journal        where everything stands, in one SQLite file, so that a killed run goes on
    answering      all of it in order
"""

from pipeline.corpus.batch.answering import answer_by_batch
from pipeline.corpus.batch.journal import failures
from pipeline.corpus.batch.outcome import (
    Articles,
    BatchLimits,
    BatchOptions,
    BatchOutcome,
    BatchWatcher,
    Failure,
    Progress,
    Wave,
)

__all__ = [
    "Articles",
    "BatchLimits",
    "BatchOptions",
    "BatchOutcome",
    "BatchWatcher",
    "Failure",
    "Progress",
    "Wave",
    "answer_by_batch",
    "failures",
]
