"""`factdesk brief`: article in; brief, claims and worklist out."""

import asyncio
import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, cast, get_args

import typer
from rich.console import Console
from rich.text import Text

from pipeline.cli.output import slugs, write_folder
from pipeline.cli.progress import watched
from pipeline.errors import ArticleError, FactdeskError, SettingsError
from pipeline.llm import Traffic, open_model, recorded_model
from pipeline.run import fact_check_all
from pipeline.settings import RecordMode, Settings
from pipeline.stages.draft.extractive import ExtractiveDrafter
from pipeline.stages.draft.model import ModelDrafter
from pipeline.stages.read_article import read_article
from pipeline.stages.render import printable, render_files, show_report
from schemas import Article, Flag, Report, Tier

FOUND, SOME_FAILED = 1, 3


class BriefFormat(StrEnum):
    """What goes to standard output."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


class BriefFailOn(StrEnum):
    """What makes the command end with exit code 1."""

    NONE = "none"
    ERROR = "error"
    WARNING = "warning"


_ALERTS = {
    BriefFailOn.NONE: frozenset[Tier](),
    BriefFailOn.ERROR: frozenset({Tier.S, Tier.A}),
    BriefFailOn.WARNING: frozenset({Tier.S, Tier.A, Tier.B}),
}


def brief(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Articles: files (text, Markdown, HTML), URLs, or - for standard input."
        ),
    ],
    *,
    model: Annotated[
        str | None,
        typer.Option(
            help="A model name at OpenAI or at OPENAI_BASE_URL, or 'extractive' for none. "
            "Default: FACTDESK_MODEL, else an OpenAI model when a key is set, else extractive."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Write brief.md, result.json and worklist.csv to OUT/<article>/."),
    ] = None,
    output: Annotated[
        BriefFormat, typer.Option("--format", help="What to print on standard output.")
    ] = BriefFormat.TEXT,
    cassette: Annotated[
        Path | None,
        typer.Option(help="Replay the model's answers from this file: no key, no network."),
    ] = None,
    record: Annotated[
        str,
        typer.Option(
            help="With --cassette: none replays, once records where there is none, all records afresh."
        ),
    ] = "none",
    window: Annotated[
        int | None,
        typer.Option(help="Sentences a request for claims. Default: 60, or 5 for a small model."),
    ] = None,
    fail_on: Annotated[
        BriefFailOn,
        typer.Option(
            help="Exit 1 when a check of this tier fires: error (S, A), warning (also B)."
        ),
    ] = BriefFailOn.NONE,
) -> None:
    """Write the brief and the worklist of one or several articles.

    Every number of the article ends in one place: covered by a claim, swept onto the list by code, or
    set aside with a reason. The ledger is printed and adds up.

    Example: [bold]factdesk brief story.html --out out[/bold]
    """
    settings = _settings(model, cassette, record, window)
    read = [_read(source) for source in sources]
    articles = [each for each in read if isinstance(each, Article)]
    reports, traffic = asyncio.run(_report_all(articles, settings))
    drafted = iter(reports)
    outcomes = [next(drafted) if isinstance(each, Article) else each for each in read]
    for source, folder, outcome in zip(sources, slugs(sources), outcomes, strict=True):
        if isinstance(outcome, Report):
            _deliver(outcome, output, out / folder if out else None)
        else:
            _complain(source, outcome, alone=len(sources) == 1)
    _say(traffic, settings)
    _finish(outcomes, fail_on)


def _settings(
    model: str | None, cassette: Path | None, record: str, window: int | None
) -> Settings:
    if record not in get_args(RecordMode):
        raise SettingsError(f"--record is {record!r}; it must be none, once or all")
    if cassette and record == "none" and model is None:
        model = recorded_model(cassette)
    return Settings.from_environment(
        os.environ, model=model, cassette=cassette, record=cast("RecordMode", record), window=window
    )


def _read(source: str) -> Article | FactdeskError:
    try:
        return read_article(source)
    except ArticleError as error:
        return error


async def _report_all(
    articles: Sequence[Article], settings: Settings
) -> tuple[list[Report | FactdeskError], Traffic | None]:
    """Return a report or an error for each article, and what was sent to a model."""
    if not articles or not settings.uses_model:
        return await fact_check_all(articles, drafter=ExtractiveDrafter()), None
    async with open_model(settings) as served:
        with watched(served, settings.model) as model:
            drafter = ModelDrafter(model, settings.model, settings.window)
            return await fact_check_all(articles, drafter=drafter), served.traffic


def _deliver(report: Report, output: BriefFormat, folder: Path | None) -> None:
    """Write the files of a report and print it, ending with where the files are."""
    files = render_files(report)
    if folder:
        write_folder(folder, files)
    if output is BriefFormat.JSON:
        typer.echo(files["result.json"], nl=False)
    elif output is BriefFormat.MARKDOWN:
        typer.echo(files["brief.md"], nl=False)
    else:
        show_report(report, Console())
        if folder:
            typer.echo(f"Wrote {', '.join(files)} to {folder}")


def _complain(source: str, error: FactdeskError, *, alone: bool) -> None:
    """Say what is wrong with one of several articles; a lone one ends the command."""
    if alone:
        raise error
    line = str(error) if source in str(error) else f"{source}: {error}"
    _note(f"not processed: {line}")


def _say(traffic: Traffic | None, settings: Settings) -> None:
    """Say on standard error what the model took in this run."""
    if traffic is None:
        return
    for note in traffic.notes:
        _note(note)
    _note(
        f"{settings.model}: {traffic.http_attempts} HTTP requests, {traffic.paid_answers} answers paid "
        f"({traffic.input_tokens} tokens in, {traffic.output_tokens} out), "
        f"{traffic.cache_hits} from the cache"
    )


def _note(line: str) -> None:
    Console(stderr=True).print(Text(printable(line), style="dim"), soft_wrap=True)


def _finish(outcomes: Sequence[Report | FactdeskError], fail_on: BriefFailOn) -> None:
    """End with the exit code that the outcomes call for."""
    if any(isinstance(outcome, FactdeskError) for outcome in outcomes):
        raise typer.Exit(SOME_FAILED)
    reports = [outcome for outcome in outcomes if isinstance(outcome, Report)]
    fired = {flag.tier for report in reports for flag in _flags(report)}
    if fired & _ALERTS[fail_on]:
        raise typer.Exit(FOUND)


def _flags(report: Report) -> list[Flag]:
    rows = [flag for row in report.worklist.rows for flag in row.flags]
    return [*report.worklist.brief_flags, *rows]
