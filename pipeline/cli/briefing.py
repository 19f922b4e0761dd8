"""What `factdesk brief` does: read, draft, deliver, and end with the right exit code."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import typer

from pipeline.cli.choices import BriefFailOn, BriefFormat, Record
from pipeline.cli.delivering import Outcome, deliver, finished
from pipeline.cli.dry_run import show_dry_run
from pipeline.cli.exits import FOUND, OVER_BUDGET, SOME_FAILED, STOPPED
from pipeline.cli.failing import FAILS
from pipeline.cli.output import slugs
from pipeline.cli.progress import watched
from pipeline.cli.spending import spending_lines
from pipeline.cli.standard_error import note
from pipeline.cli.stopping import run_until_stopped
from pipeline.errors import ArticleError, BudgetSpent, FactdeskError, SettingsError
from pipeline.llm import Traffic, open_model, recorded_model
from pipeline.run import fact_check_all
from pipeline.settings import Settings
from pipeline.stages.draft.extractive import ExtractiveDrafter
from pipeline.stages.draft.model import ModelDrafter
from pipeline.stages.read_article import read_article
from schemas import Article, DeskSettings, Report


@dataclass(frozen=True, slots=True)
class Request:
    """The options of one `factdesk brief`."""

    private: bool
    model: str | None
    out: Path | None
    output: BriefFormat
    bom: bool
    cassette: Path | None
    record: Record
    no_cache: bool
    refresh: bool
    window: int | None
    dry_run: bool
    budget: float | None
    fail_on: BriefFailOn
    desk: DeskSettings


def write_briefs(sources: Sequence[str], request: Request) -> None:
    """Brief each source, print and write what was asked for; raises typer.Exit for codes 1 and 3.

    Raises FactdeskError when the only source, or a setting, cannot work.
    """
    if request.output is BriefFormat.HTML and len(sources) > 1:
        raise SettingsError("--format html prints one page: give one article, or use --out DIR")
    settings = _settings(request)
    read = [_read(source, request) for source in sources]
    articles = [each for each in read if isinstance(each, Article)]
    if request.dry_run:
        show_dry_run(articles, settings)
        return
    folders = [request.out / slug if request.out else None for slug in slugs(sources)]
    outcomes = [*map(Outcome, sources, read, folders)]
    places = [place for place, each in enumerate(read) if isinstance(each, Article)]

    def done(place: int, result: Report | FactdeskError) -> None:
        """Write the files of an article as soon as it is finished: a later stop costs it nothing."""
        outcomes[places[place]] = finished(outcomes[places[place]], result, bom=request.bom)

    try:
        traffic = run_until_stopped(_report_all(articles, settings, request.desk, done))
    except KeyboardInterrupt:
        note(_stopped(outcomes, kept=not request.no_cache))
        raise typer.Exit(STOPPED) from None
    for each in outcomes:
        if isinstance(each.result, FactdeskError):
            _complain(each.source, each.result, alone=len(sources) == 1)
    deliver(outcomes, request.output, bom=request.bom)
    for line in (*traffic.notes, *spending_lines(traffic, settings)) if traffic else ():
        note(line)
    _finish([each.result for each in outcomes], request.fail_on)


def _stopped(outcomes: Sequence[Outcome], *, kept: bool) -> str:
    written = sum(isinstance(each.result, Report) for each in outcomes)
    paid = "answers already paid for are in the cache, so the same command goes on"
    rest = paid if kept else "with --no-cache no answer was kept"
    return f"stopped with {written} of {len(outcomes)} articles done; {rest}"


def _settings(request: Request) -> Settings:
    model = request.model
    if request.cassette and request.record is Record.NONE and model is None:
        model = recorded_model(request.cassette)
    if request.record is not Record.NONE and request.cassette is None:
        raise SettingsError("--record needs --cassette FILE: it says where to keep the answers")
    if request.no_cache and request.refresh:
        raise SettingsError("--no-cache leaves nothing to refresh: give one of them")
    if request.cassette and request.refresh:
        raise SettingsError("--cassette leaves the cache alone; --record all asks afresh")
    settings = Settings.from_environment(
        os.environ,
        model=model,
        cassette=request.cassette,
        record=request.record.value,
        window=request.window,
        budget=None if request.budget is None else Decimal(str(request.budget)),
        refresh=request.refresh,
    )
    if request.no_cache:
        settings = replace(settings, cache_dir=None, shared_cache=None)
    if request.cassette and not settings.uses_model:
        raise SettingsError("--cassette keeps a model's answers, and no model is set: give --model")
    return settings


def _read(source: str, request: Request) -> Article | FactdeskError:
    try:
        return read_article(source, private=request.private)
    except ArticleError as error:
        return error


async def _report_all(
    articles: Sequence[Article],
    settings: Settings,
    desk: DeskSettings,
    done: Callable[[int, Report | FactdeskError], None],
) -> Traffic | None:
    """Report on each article to `done`; return what was sent to a model.

    Reports are not returned: asyncio.run prints what it returns to itself, a second for a long one.
    """
    if not articles or not settings.uses_model:
        await fact_check_all(articles, drafter=ExtractiveDrafter(), done=done, desk=desk)
        return None
    async with open_model(settings) as served:
        with watched(served, settings.model) as model:
            drafter = ModelDrafter(model, settings.model, settings.window, desk.sensitivity)
            await fact_check_all(articles, drafter=drafter, done=done, desk=desk)
            return served.traffic


def _complain(source: str, error: FactdeskError, *, alone: bool) -> None:
    """Say what is wrong with one of several articles; a lone one ends the command."""
    if alone and not isinstance(error, BudgetSpent):
        raise error
    line = str(error) if source in str(error) else f"{source}: {error}"
    note(f"not processed: {line}")


def _finish(outcomes: Sequence[Report | Article | FactdeskError], fail_on: BriefFailOn) -> None:
    """End with the exit code that the outcomes call for."""
    if any(isinstance(outcome, BudgetSpent) for outcome in outcomes):
        raise typer.Exit(OVER_BUDGET)
    if any(isinstance(outcome, FactdeskError) for outcome in outcomes):
        raise typer.Exit(SOME_FAILED)
    reports = [outcome for outcome in outcomes if isinstance(outcome, Report)]
    fired = {alert.tier for report in reports for alert in report.worklist.alerts}
    if fired & FAILS[fail_on]:
        raise typer.Exit(FOUND)
