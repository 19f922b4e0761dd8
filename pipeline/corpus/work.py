"""The work on one article that asks nobody: reading, reporting from answers that are kept, rendering.

Pure functions for worker processes. What goes wrong comes back as a value, so that no article can
end a process or a run.
"""

import asyncio
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pipeline.aside import in_place
from pipeline.corpus.kept_reports import KeptReports
from pipeline.corpus.outcome import Finished, Job, keep_of
from pipeline.corpus.reading import Record, article_of
from pipeline.errors import FactdeskError, unforeseen
from pipeline.llm.completions import NotKept
from pipeline.llm.model import ServedModel, open_kept
from pipeline.llm.prices import price_of
from pipeline.run import assemble
from pipeline.settings import Settings
from pipeline.stages.draft import Drafted
from pipeline.stages.draft.extractive import drafted_by_rule
from pipeline.stages.draft.model import ModelDrafter
from pipeline.text.remembered import forget
from schemas import Article, DeskSettings, Report

Result = TypeVar("Result")
Deliver = Callable[[Job, Report], Report]
"""Writes the files of an article; returns the report as written, with work carried over."""


@dataclass(frozen=True, slots=True)
class How:
    """What the result of an article follows from, next to the article."""

    settings: Settings
    desk: DeskSettings
    deliver: Deliver | None = None


def read(how: How, record: Record, job: Job) -> Finished | Article | FactdeskError:
    """Return the finished result where the report is kept or no model is used; else the article."""
    return _safely(record.source, lambda: _read(how, record, job))


def begin(how: How, record: Record, job: Job) -> Finished | Article | FactdeskError:
    """Return the finished result where every answer is kept too; else what `read` returns."""
    return _safely(record.source, lambda: _begun(how, record, job))


def finish(how: How, job: Job, article: Article, drafted: Drafted) -> Finished | FactdeskError:
    """Return what is kept of the report that follows from a draft."""
    return _safely(article.source, lambda: _finished(how, job, article, drafted))


def _read(how: How, record: Record, job: Job) -> Finished | Article:
    reports = _reports(how)
    if reports is not None and (finished := reports.get(job.digest)) is not None:
        return finished
    article = article_of(record)
    if how.settings.uses_model:
        return article
    return _made(how, job, article, drafted_by_rule(article))


def _begun(how: How, record: Record, job: Job) -> Finished | Article:
    found = _read(how, record, job)
    if isinstance(found, Finished):
        return found
    drafted = _drafted_from_kept(how, found)
    return _finished(how, job, found, drafted) if drafted else found


def _finished(how: How, job: Job, article: Article, drafted: Drafted) -> Finished:
    finished = _made(how, job, article, drafted)
    if (reports := _reports(how)) is not None:
        reports.put(job.digest, finished, drafted.receipts)
    return finished


def _made(how: How, job: Job, article: Article, drafted: Drafted) -> Finished:
    report = assemble(article, drafted, how.desk)
    report = how.deliver(job, report) if how.deliver else report
    return keep_of(report, functools.partial(price_of, how.settings))


def _reports(how: How) -> KeptReports | None:
    """Return the reports beside the answers; None where no answer is kept, or files are to be written."""
    settings = how.settings
    if not settings.uses_model or how.deliver or not _keeps_answers(settings):
        return None
    return _open_reports(settings)


def _drafted_from_kept(how: How, article: Article) -> Drafted | None:
    """Return the draft where every answer to it is kept on this machine, else None."""
    settings = how.settings
    if settings.refresh or not _keeps_answers(settings):
        return None
    sensitivity = how.desk.sensitivity
    drafter = ModelDrafter(_kept(settings), settings.model, settings.window, sensitivity)
    try:
        return _loop().run_until_complete(in_place(drafter.draft(article)))
    except NotKept:
        return None


def _keeps_answers(settings: Settings) -> bool:
    return settings.cache_dir is not None and settings.cassette is None


@functools.lru_cache(maxsize=1)
def _kept(settings: Settings) -> ServedModel:
    """Return the answers of this machine, opened once a process."""
    return open_kept(settings)


@functools.lru_cache(maxsize=1)
def _open_reports(settings: Settings) -> KeptReports:
    """Return the reports of this machine, opened once a process."""
    assert settings.cache_dir is not None, "reports lie beside answers"  # noqa: S101
    return KeptReports(settings.cache_dir, _kept(settings))


@functools.lru_cache(maxsize=1)
def _loop() -> asyncio.AbstractEventLoop:
    """Return the event loop of this process; one an article would cost more than its answers.

    No runner: it would take Ctrl-C over for each article, which is the parent's to hear, and to give it
    back has the whole draft printed into an error that nobody sees.
    """
    return asyncio.new_event_loop()


def _safely(source: str, work: Callable[[], Result]) -> Result | FactdeskError:
    try:
        return work()
    except FactdeskError as error:
        return error
    except Exception as error:  # noqa: BLE001  # a fault of ours costs this article and no other
        return unforeseen(source, error)
    finally:
        forget()  # so that a process which has seen a million articles is no larger
