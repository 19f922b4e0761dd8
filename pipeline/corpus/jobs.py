"""What is left to do of a corpus: its records beside the ledger, read ahead a little at a time."""

import hashlib
import itertools
import json
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from pipeline.corpus.ledger import Ledger
from pipeline.corpus.outcome import Job, State
from pipeline.corpus.reading import Record, digest_of
from pipeline.corpus.work import How
from pipeline.llm.request import origin_of
from pipeline.stages.draft.questions import prompts_in_use
from pipeline.version import VERSION

BATCH = 64
"""Records that are looked up in the ledger at once: enough to spare it, few enough to hold."""


class Task(NamedTuple):
    """A record and the job that it is in the ledger."""

    record: Record
    job: Job


def left_to_do(
    records: Iterable[Record],
    ledger: Ledger,
    how: How,
    *,
    again: Collection[State] = (),
    skipped: Callable[[int], None],
) -> Iterator[tuple[Task, ...]]:
    """Yield the tasks that are missing in the ledger, in the order of the corpus, a batch at a time.

    `skipped` is told how many of a batch were done before. At the end the ledger forgets what lies
    beyond the corpus.
    """
    recipe, count = fingerprint(how), 0
    for batch in _batched(records, BATCH):
        tasks = [Task(record, job_of(record, recipe)) for record in batch]
        missing = ledger.missing([task.job for task in tasks], again)
        count = tasks[-1].job.number + 1
        if len(missing) < len(tasks):
            skipped(len(tasks) - len(missing))
        yield tuple(task for task in tasks if task.job.number in missing)
    ledger.end_at(count)


def job_of(record: Record, recipe: str) -> Job:
    """Return the record as a job; the same record and recipe give the same digest."""
    digest = hashlib.sha256(f"{digest_of(record)} {recipe}".encode()).hexdigest()
    named = {"url": record.address, "title": record.title, "published_at": record.published}
    extra = {name: value for name, value in named.items() if value} | dict(record.keys)
    return Job(
        number=record.number,
        id=_storable(record.id),
        source=_storable(record.source),
        digest=digest,
        extra=_storable(json.dumps(extra, ensure_ascii=False)),
        url=_storable(record.address) if record.address else None,
    )


def _storable(text: str) -> str:
    """Return a text as a database takes it: half a surrogate, as of a file's odd name, becomes "?"."""
    return text.encode("utf-8", "replace").decode()


def fingerprint(how: How) -> str:
    """Return a digest of all that results follow from, next to the articles."""
    settings = how.settings
    named = {
        "factdesk": VERSION,
        "model": settings.model,
        "origin": origin_of(settings) if settings.uses_model else None,
        "window": settings.window,
        "answer_tokens": settings.answer_tokens,
        "prompts": [each.sha256 for each in prompts_in_use()],
        "desk": how.desk.model_dump(mode="json"),
        "folders": how.deliver is not None,
    }
    return hashlib.sha256(json.dumps(named, sort_keys=True).encode()).hexdigest()


def _batched(records: Iterable[Record], size: int) -> Iterator[list[Record]]:
    found = iter(records)
    while batch := list(itertools.islice(found, size)):
        yield batch
