"""The work on an article of a corpus but for asking: what is left to do, reading, the report.

`begin` and `finish` are pure functions for worker processes. What goes wrong comes back as a value,
so that no article can end a process or a run.
"""

import asyncio
import functools
import hashlib
import itertools
import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from pipeline.corpus.kept_reports import KeptReports
from pipeline.corpus.ledger import Ledger
from pipeline.corpus.outcome import Finished, Job, State, keep_of, result_of
from pipeline.corpus.reading.record import Record, article_of, digest_of
from pipeline.errors import FactdeskError, unforeseen
from pipeline.evidence.library.searching import Library
from pipeline.limits import DEFAULT, Limits
from pipeline.llm.completions import NotKept
from pipeline.llm.model import ServedModel, open_kept
from pipeline.llm.prices import price_of
from pipeline.llm.request import origin_of
from pipeline.offload import in_place
from pipeline.run import assemble
from pipeline.settings import Settings
from pipeline.stages.draft import Drafted
from pipeline.stages.draft.extractive import drafted_by_rule
from pipeline.stages.draft.model_drafter import ModelDrafter
from pipeline.stages.draft.questions import prompts_in_use
from pipeline.text.remembered import forget
from pipeline.version import VERSION
from schemas import Article, DeskSettings, Report

Result = TypeVar("Result")
Deliver = Callable[[Job, Report], Report]
"""Writes the files of an article; returns the report as written, with work carried over."""
BATCH = 64
"""Records that are looked up in the ledger at once: enough to spare it, few enough to hold."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the result of an article follows from, next to the article."""

    settings: Settings
    desk: DeskSettings
    deliver: Deliver | None = None
    limits: Limits = DEFAULT
    """What an article may take. No result follows from them, so none is made anew for others."""
    language_check: bool = True
    """Whether an article that is not in English is refused."""
    evidence: Path | None = None
    """The file of a library in which each figure is sought."""

    @property
    def keeps_answers(self) -> bool:
        """Whether answers of a model are kept on this machine."""
        settings = self.settings
        return settings.uses_model and settings.cache_dir is not None and settings.cassette is None

    def fingerprint(self) -> str:
        """Return a digest of all that results follow from, next to the articles."""
        settings = self.settings
        prompts = prompts_in_use(
            suggest_sources=settings.suggest_sources, search_phrases=settings.search_phrases
        )
        ingredients = {
            "factdesk": VERSION,
            "model": settings.model,
            "origin": origin_of(settings) if settings.uses_model else None,
            "window": settings.window,
            "answer_tokens": settings.answer_tokens,
            "prompts": [prompt.sha256 for prompt in prompts],
            "desk": self.desk.model_dump(mode="json"),
            "folders": self.deliver is not None,
            "language_check": self.language_check,
        }
        if self.evidence:  # left out else, so that what was done before there were any stays done
            ingredients["evidence"] = _digest_of_library(self.evidence)
        return hashlib.sha256(json.dumps(ingredients, sort_keys=True).encode()).hexdigest()


@functools.lru_cache(maxsize=1)
def library_at(path: Path) -> Library:
    """Return the library in a file, which stays open until the process ends."""
    return Library.open(path)


def _digest_of_library(path: Path) -> str:
    with Library.open(path) as library:
        documents = [(each.name, each.digest) for each in library.sources()]
    return hashlib.sha256(json.dumps(sorted(documents)).encode()).hexdigest()


class Task(NamedTuple):
    """A record and the job that it is in the ledger."""

    record: Record
    job: Job


def left_to_do(
    records: Iterable[Record],
    ledger: Ledger,
    recipe: Recipe,
    *,
    again: Collection[State] = (),
    skipped: Callable[[int], None] = lambda _: None,
) -> Iterator[tuple[Task, ...]]:
    """Yield the tasks that are missing in the ledger, in corpus order, a batch at a time.

    `skipped` is told how many of a batch were done before. At the end the ledger forgets what lies
    beyond the corpus.
    """
    fingerprint, count, rest = recipe.fingerprint(), 0, iter(records)
    while batch := list(itertools.islice(rest, BATCH)):
        tasks = [Task(record, job_of(record, fingerprint)) for record in batch]
        missing = ledger.missing([task.job for task in tasks], again)
        count = tasks[-1].job.number + 1
        if len(missing) < len(tasks):
            skipped(len(tasks) - len(missing))
        yield tuple(task for task in tasks if task.job.number in missing)
    ledger.end_at(count)


def job_of(record: Record, fingerprint: str) -> Job:
    """Return the record as a job; the same record and recipe give the same digest."""
    digest = hashlib.sha256(f"{digest_of(record)} {fingerprint}".encode()).hexdigest()
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
    """Return a text as a database takes it: half a surrogate, as of an odd name, becomes "?"."""
    return text.encode("utf-8", "replace").decode()


def read(recipe: Recipe, record: Record, job: Job) -> Finished | Article | FactdeskError:
    """Return the finished result where the report is kept or no model is used; else the article."""
    return _safely(recipe.limits, record.source, lambda: _read(recipe, record, job))


def begin(recipe: Recipe, record: Record, job: Job) -> Finished | Article | FactdeskError:
    """Return the finished result where every answer is kept too; else what `read` returns."""
    return _safely(recipe.limits, record.source, lambda: _begun(recipe, record, job))


def finish(
    recipe: Recipe, job: Job, article: Article, drafted: Drafted
) -> Finished | FactdeskError:
    """Return what is kept of the report that follows from a draft."""
    return _safely(recipe.limits, article.source, lambda: _finished(recipe, job, article, drafted))


def reported(
    desk: DeskSettings, limits: Limits, evidence: Path | None, article: Article, drafted: Drafted
) -> Report | FactdeskError:
    """Return the report that follows from a draft, verified where a library is named."""
    return _safely(limits, article.source, lambda: assembled(article, drafted, desk, evidence))


def assembled(
    article: Article, drafted: Drafted, desk: DeskSettings, evidence: Path | None
) -> Report:
    """Return the report that follows from a draft; the library is opened once a process."""
    return assemble(article, drafted, desk, library_at(evidence) if evidence else None)


def verify_articles(
    ledger: Ledger, verified: Callable[[Report], Report], deliver: Deliver | None = None
) -> None:
    """Replace the report of each article that is done by what `verified` makes of it.

    Each in one transaction, so that a kill leaves the old or the new. `deliver` writes its files.
    """
    for kept in list(ledger.kept(State.DONE)):
        report = verified(Report.model_validate_json(result_of(ledger.result(kept.number))))
        job = Job(kept.number, kept.id, kept.source, digest="", extra=kept.extra)
        report = deliver(job, report) if deliver else report
        ledger.replace(kept, keep_of(report, lambda _in, _out: None))


def _read(recipe: Recipe, record: Record, job: Job) -> Finished | Article:
    reports = _reports(recipe)
    if reports is not None and (finished := reports.get(job.digest)) is not None:
        return finished
    article = article_of(record, language_check=recipe.language_check)
    if recipe.settings.uses_model:
        return article
    return _made(recipe, job, article, drafted_by_rule(article))


def _begun(recipe: Recipe, record: Record, job: Job) -> Finished | Article:
    begun = _read(recipe, record, job)
    if isinstance(begun, Finished):
        return begun
    drafted = _drafted_from_kept(recipe, begun)
    return _finished(recipe, job, begun, drafted) if drafted else begun


def _finished(recipe: Recipe, job: Job, article: Article, drafted: Drafted) -> Finished:
    finished = _made(recipe, job, article, drafted)
    if (reports := _reports(recipe)) is not None:
        reports.put(job.digest, finished, drafted.receipts)
    return finished


def _made(recipe: Recipe, job: Job, article: Article, drafted: Drafted) -> Finished:
    report = assembled(article, drafted, recipe.desk, recipe.evidence)
    report = recipe.deliver(job, report) if recipe.deliver else report
    return keep_of(report, functools.partial(price_of, recipe.settings))


def _reports(recipe: Recipe) -> KeptReports | None:
    """Return the reports beside the answers; None without answers, or with files to write."""
    if recipe.deliver or not recipe.keeps_answers:
        return None
    return _open_reports(recipe.settings)


def _drafted_from_kept(recipe: Recipe, article: Article) -> Drafted | None:
    """Return the draft where every answer to it is kept on this machine, else None."""
    settings = recipe.settings
    if settings.refresh or not recipe.keeps_answers:
        return None
    drafter = ModelDrafter.of(_kept(settings), settings, recipe.desk.sensitivity)
    try:
        return _loop().run_until_complete(in_place(drafter.draft(article)))
    except NotKept:
        return None


@functools.lru_cache(maxsize=1)
def _kept(settings: Settings) -> ServedModel:
    return open_kept(settings)


@functools.lru_cache(maxsize=1)
def _open_reports(settings: Settings) -> KeptReports:
    assert settings.cache_dir is not None, "reports lie beside answers"  # noqa: S101
    return KeptReports(settings.cache_dir, _kept(settings))


@functools.lru_cache(maxsize=1)
def _loop() -> asyncio.AbstractEventLoop:
    """Return the event loop of this process; one an article would cost more than its answers.

    No runner: it would take Ctrl-C over for each article, which is the parent's to hear, and to
    give it back has the whole draft printed into an error that nobody sees.
    """
    return asyncio.new_event_loop()


def _safely(limits: Limits, source: str, work: Callable[[], Result]) -> Result | FactdeskError:
    try:
        return limits.keep(work, source)
    except FactdeskError as error:
        return error
    except Exception as error:  # noqa: BLE001  # a fault of ours costs this article and no other
        return unforeseen(source, error)
    finally:
        forget()  # so that a process which has seen a million articles is no larger
