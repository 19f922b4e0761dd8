"""The work on one article that asks nobody: reading, reporting from answers that are kept, rendering.

Pure functions for worker processes. What goes wrong comes back as a value, so that no article can
end a process or a run.
"""

import asyncio
import functools
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pipeline.aside import in_place
from pipeline.corpus.outcome import Finished, keep_of
from pipeline.corpus.reading import Record, article_of
from pipeline.errors import FactdeskError, UnforeseenError
from pipeline.llm.kept import KeptModel, NotKept, open_kept
from pipeline.llm.prices import price_of
from pipeline.run import assemble
from pipeline.settings import Settings
from pipeline.stages.draft import Drafted
from pipeline.stages.draft.extractive import drafted_by_rule
from pipeline.stages.draft.model import ModelDrafter
from pipeline.text.remembered import forget
from schemas import Article, DeskSettings, Report

Result = TypeVar("Result")
Deliver = Callable[[int, Report], Report]
"""Writes the files of an article by its number; returns the report as written, with work carried over."""


@dataclass(frozen=True, slots=True)
class How:
    """What the result of an article follows from, next to the article."""

    settings: Settings
    desk: DeskSettings
    deliver: Deliver | None = None


def read(how: How, record: Record) -> Finished | Article | FactdeskError:
    """Return the article of a record; without a model, the finished result."""
    return _safely(record.source, lambda: _read(how, record))


def begin(how: How, record: Record) -> Finished | Article | FactdeskError:
    """Return the finished result where every answer is kept; else what `read` returns."""
    return _safely(record.source, lambda: _begun(how, record))


def finish(how: How, number: int, article: Article, drafted: Drafted) -> Finished | FactdeskError:
    """Return what is kept of the report that follows from a draft."""
    return _safely(article.source, lambda: _finished(how, number, article, drafted))


def _read(how: How, record: Record) -> Finished | Article:
    article = article_of(record)
    if how.settings.uses_model:
        return article
    return _finished(how, record.number, article, drafted_by_rule(article))


def _begun(how: How, record: Record) -> Finished | Article:
    found = _read(how, record)
    if isinstance(found, Finished):
        return found
    drafted = _drafted_from_kept(how.settings, found)
    return _finished(how, record.number, found, drafted) if drafted else found


def _finished(how: How, number: int, article: Article, drafted: Drafted) -> Finished:
    report = assemble(article, drafted, how.desk)
    report = how.deliver(number, report) if how.deliver else report
    return keep_of(report, functools.partial(price_of, how.settings))


def _drafted_from_kept(settings: Settings, article: Article) -> Drafted | None:
    """Return the draft where every answer to it is kept on this machine, else None."""
    if settings.cache_dir is None or settings.refresh or settings.cassette is not None:
        return None
    drafter = ModelDrafter(_kept(settings), settings.model, settings.window)
    try:
        return _runner().run(in_place(drafter.draft(article)))
    except NotKept:
        return None


@functools.lru_cache(maxsize=1)
def _kept(settings: Settings) -> KeptModel:
    """Return the answers of this machine, opened once a process."""
    return open_kept(settings)


@functools.lru_cache(maxsize=1)
def _runner() -> asyncio.Runner:
    """Return the event loop of this process; one an article would cost more than its answers."""
    return asyncio.Runner()


def _safely(source: str, work: Callable[[], Result]) -> Result | FactdeskError:
    try:
        return work()
    except FactdeskError as error:
        return error
    except Exception as error:  # noqa: BLE001  # a fault of ours costs this article and no other
        at = traceback.extract_tb(error.__traceback__)[-1]
        return UnforeseenError(
            f"{source}: a fault of factdesk itself, please report it: {type(error).__name__} "
            f"in {at.name}, line {at.lineno}"
        )
    finally:
        forget()  # so that a process which has seen a million articles is no larger
