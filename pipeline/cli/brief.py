"""`factdesk brief`: read articles, draft, deliver, and end with the right exit code.

It is a run of few articles: the same loop, options and settings as `factdesk run`, but with no
ledger. What came of the articles is printed, and the files of each are written as soon as it is
finished.
"""

import os
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

import typer

from pipeline.addresses import without_credentials
from pipeline.cli.article_folder import Written, write_paste, write_report
from pipeline.cli.exits import FOUND, OVER_BUDGET, SOME_FAILED, STOPPED, run_until_stopped
from pipeline.cli.options import CassetteOptions, Options, argument, command, option
from pipeline.cli.output_files import require_path, slugs
from pipeline.cli.progress import WatchedModel, showing
from pipeline.cli.spending import show_dry_run, spending_lines
from pipeline.cli.standard_output import Screen, note, print_ci, print_data, print_text
from pipeline.corpus.engine import Engine, result_of
from pipeline.errors import (
    ArticleError,
    BudgetSpent,
    FactdeskError,
    SettingsError,
    UnforeseenError,
    unforeseen,
)
from pipeline.files import STDIN, is_text_of_file
from pipeline.limits import Clock
from pipeline.llm import Traffic, open_model
from pipeline.run import assemble
from pipeline.settings import Settings
from pipeline.stages.draft import Drafted, Drafter
from pipeline.stages.draft.extractive import drafted_by_rule
from pipeline.stages.draft.model_drafter import ModelDrafter
from pipeline.stages.read_article import read_article
from pipeline.stages.render import show_report
from pipeline.stages.render.brief_text import brief_markdown
from pipeline.stages.render.ci_results import Briefed, Results, not_checked, results_of_briefs
from pipeline.stages.render.html import report_html
from pipeline.stages.render.json_output import claim_reviews, result_json, worklist_jsonl
from pipeline.stages.render.worklist_table import worklist_csv
from schemas import Article, DeskSettings, Report

if TYPE_CHECKING:
    from pipeline.corpus.processes import Workers
    from pipeline.evidence.library.searching import Library

Result = TypeVar("Result")
_FILES = "brief.md, report.html, result.json, worklist.csv, .xlsx and .jsonl, and claimreview.json"


BriefFormat = Literal[
    "text", "markdown", "json", "html", "jsonl", "csv", "claimreview", "github", "sarif", "junit"
]


@dataclass(frozen=True, kw_only=True)
class BriefOptions(Options, CassetteOptions):
    sources: list[str] = argument(
        "Articles: files (text, Markdown, HTML, .docx, .pdf), URLs, or - for standard input."
    )
    out: Path | None = option(f"Write {_FILES} to OUT/<article>/.")
    output: BriefFormat = option(
        "What to print: text or markdown to read; html for the page; json for all that was found; "
        "jsonl or csv for the worklist; claimreview for drafts of markup. For a CI, the alerts: "
        "github for annotations, sarif for code scanning, junit for test reports.",
        "--format",
        default="text",
    )


def write_briefs(options: BriefOptions) -> None:
    """Write the brief and the worklist of one or several articles.

    Every number of the article ends in one place: covered by a claim, swept onto the list by code,
    or set aside with a reason. The ledger is printed and adds up.

    Examples:
      factdesk brief story.html --out out
      factdesk brief story.txt --model gpt-5-mini --dry-run
      factdesk brief stories/*.txt --format sarif --fail-on error > factdesk.sarif
    """
    sources = options.sources
    if options.output == "html" and len(sources) > 1:
        raise SettingsError("--format html prints one page: give one article, or use --out DIR")
    require_path(options.out)
    settings, desk = options.recorded_settings(), options.desk_settings()
    evidence = options.library()
    names = slugs(map(without_credentials, sources))
    folders = [options.out / name if options.out else None for name in names]
    clocks = [Clock() for _ in sources]
    read = [_read(source, options, clock) for source, clock in zip(sources, clocks, strict=True)]
    if options.dry_run:
        articles = [article for article in read if isinstance(article, Article)]
        show_dry_run(articles, settings)
        return
    outcomes = [*map(Outcome, sources, read, folders)]
    run = BriefRun(options, settings, desk, outcomes, clocks, evidence)
    try:
        traffic = run_until_stopped(run.report_all())
    except KeyboardInterrupt:
        note(_stopped(run.outcomes, kept=not options.no_cache))
        raise typer.Exit(STOPPED) from None
    for outcome in run.outcomes:
        if isinstance(outcome.result, FactdeskError):
            _complain(outcome.source, outcome.result, alone=len(sources) == 1)
    _print(run.outcomes, options.output, bom=options.bom)
    for line in (*traffic.notes, *spending_lines(traffic, settings)) if traffic else ():
        note(line)
    _finish(options, [outcome.result for outcome in run.outcomes])


brief = command(write_briefs, BriefOptions)


class Outcome(NamedTuple):
    """What has come of one article so far, the folder its files go to, and those written there."""

    source: str
    result: Article | Report | FactdeskError
    folder: Path | None
    files: tuple[str, ...] = ()


@dataclass(slots=True)
class BriefRun:
    """The steps of each article: drafted, reported on, written at once; each within the limits."""

    options: BriefOptions
    settings: Settings
    desk: DeskSettings
    outcomes: list[Outcome]
    clocks: list[Clock]
    """Of each article, in the same order."""
    evidence: Path | None = None
    """The file of the library of evidence that is asked."""
    drafter: Drafter | None = None
    """None where no model is asked."""
    worker: "Workers | None" = None
    """The process that makes the reports of several articles: what one takes costs no other."""

    async def report_all(self) -> Traffic | None:
        """Put the report of each article in its outcome; return what was sent to a model.

        Reports are not returned: asyncio.run prints what it returns to itself, a second for a long
        one.
        """
        outcomes = enumerate(self.outcomes)
        places = [place for place, outcome in outcomes if isinstance(outcome.result, Article)]
        engine, traffic = Engine(partial(result_of, self), self.keep, max(1, len(places))), None
        async with AsyncExitStack() as stack:
            if places and self.settings.uses_model:
                model = await stack.enter_async_context(open_model(self.settings))
                # A log gets no lines: brief is done in less than it takes to read them.
                watched = WatchedModel(
                    model, self.settings.model, stack.enter_context(showing(logs=False))
                )
                self.drafter = ModelDrafter.of(watched, self.settings, self.desk.sensitivity)
                traffic = model.traffic
            if len(places) > 1:
                from pipeline.corpus.processes import Workers  # for several

                self.worker = await stack.enter_async_context(Workers(1, self.options.limits))
            await engine.run(_each(places))
        for place in places:
            if isinstance(self.outcomes[place].result, Article):  # the budget did not reach for it
                await self.keep(place, BudgetSpent(str(engine.stopped)))
        return traffic

    async def begin(self, place: int) -> Article | Report | FactdeskError:
        return self.outcomes[place].result

    async def ask(self, place: int, article: Article) -> Drafted:
        if self.drafter is None:
            return self._limited(place, partial(drafted_by_rule, article), article)
        return await self.drafter.draft(article)

    async def finish(
        self, place: int, article: Article, drafted: Drafted
    ) -> Report | FactdeskError:
        """Return the report on a draft, its files written: a later stop costs it nothing."""
        try:
            report = await self._report(place, article, drafted)
            if isinstance(report, FactdeskError):
                return report
            if folder := self.outcomes[place].folder:
                write = partial(self._write, report, folder, self.outcomes[place].source)
                report, folder, files = self._limited(place, write, article)
                self.outcomes[place] = self.outcomes[place]._replace(folder=folder, files=files)
        except FactdeskError as error:
            return error
        except Exception as error:  # noqa: BLE001  # a fault of ours costs no other article
            return unforeseen(article.source, error)
        return report

    def _write(self, report: Report, folder: Path, source: str) -> Written:
        if source != STDIN:
            return write_report(report, folder, bom=self.options.bom, library=self.evidence)
        others = [
            other.folder.name for other in self.outcomes if other.folder and other.source != STDIN
        ]
        return write_paste(
            report, folder.parent, taken=others, bom=self.options.bom, library=self.evidence
        )

    def _limited(self, place: int, work: Callable[[], Result], article: Article) -> Result:
        return self.options.limits.keep(work, article.source, clock=self.clocks[place])

    async def _report(
        self, place: int, article: Article, drafted: Drafted
    ) -> Report | FactdeskError:
        if self.worker is None:
            # A lone one, here in the main thread, for only there can its time be limited. No answer
            # to another waits for it, and a process takes half a second to begin.
            make = partial(assemble, article, drafted, self.desk, self._library())
            return self._limited(place, make, article)
        from pipeline.corpus.work import reported

        limits = self.options.limits
        return await self.worker(reported, self.desk, limits, self.evidence, article, drafted)

    def _library(self) -> "Library | None":
        if self.evidence is None:
            return None
        from pipeline.corpus.work import library_at

        return library_at(self.evidence)

    async def keep(self, place: int, result: Article | Report | FactdeskError) -> None:
        self.outcomes[place] = self.outcomes[place]._replace(result=result)


async def _each(places: Iterable[int]) -> AsyncGenerator[int]:
    for place in places:
        yield place


def _read(source: str, options: BriefOptions, clock: Clock) -> Article | FactdeskError:
    try:
        read = partial(
            read_article, source, private=options.private, language_check=options.checks_language
        )
        return options.limits.keep(read, "stdin" if source == STDIN else source, clock=clock)
    except ArticleError as error:
        return error


def _stopped(outcomes: Sequence[Outcome], *, kept: bool) -> str:
    written = sum(isinstance(outcome.result, Report) for outcome in outcomes)
    paid = "answers already paid for are in the cache, so the same command goes on"
    rest = paid if kept else "with --no-cache no answer was kept"
    return f"stopped with {written} of {len(outcomes)} articles done; {rest}"


def _complain(source: str, error: FactdeskError, *, alone: bool) -> None:
    """Say what is wrong with one of several articles; a lone one ends the command."""
    if alone and isinstance(error, UnforeseenError) and error.__cause__:
        raise error.__cause__  # nobody else waits, and all of it is told
    if alone and not isinstance(error, BudgetSpent):
        raise error
    line = str(error) if source in str(error) else f"{source}: {error}"
    note(f"not processed: {line}")


def _finish(options: BriefOptions, results: Sequence[Report | Article | FactdeskError]) -> None:
    if any(isinstance(result, BudgetSpent) for result in results):
        raise typer.Exit(OVER_BUDGET)
    if any(isinstance(result, FactdeskError) for result in results):
        raise typer.Exit(SOME_FAILED)
    reports = [result for result in results if isinstance(result, Report)]
    if options.fails_on({alert.tier for report in reports for alert in report.worklist.alerts}):
        raise typer.Exit(FOUND)


def _print(outcomes: Sequence[Outcome], output: BriefFormat, *, bom: bool) -> None:
    if output == "text":
        for outcome in outcomes:
            if isinstance(outcome.result, Report):
                show_report(outcome.result, Screen())
            if outcome.files:
                print_text(f"Wrote {', '.join(outcome.files)} to {outcome.folder}\n")
    elif output in {"github", "sarif", "junit"}:
        print_ci(_results(outcomes), output, os.environ)
    else:
        reports = [outcome.result for outcome in outcomes if isinstance(outcome.result, Report)]
        print_data(_rendered(reports, output, bom=bom))


def _rendered(reports: Sequence[Report], output: BriefFormat, *, bom: bool) -> str:
    """Return all reports in a format that is no form for a CI."""
    of_all: dict[str, Callable[[Sequence[Report]], str]] = {
        "jsonl": worklist_jsonl,
        "csv": partial(worklist_csv, bom=bom),
        "claimreview": claim_reviews,
    }
    of_each: dict[str, Callable[[Report], str]] = {
        "markdown": brief_markdown,
        "html": report_html,
        "json": result_json,
    }
    write = of_all.get(output)
    return write(reports) if write else "".join(map(of_each[output], reports))


def _results(outcomes: Sequence[Outcome]) -> Results:
    briefed, missed = [], []
    for outcome in outcomes:
        if isinstance(outcome.result, Report):
            article = outcome.result.article
            is_file_text = not article.landmarks and is_text_of_file(article.source, article.text)
            briefed.append(Briefed(outcome.result, is_file_text=is_file_text))
        elif isinstance(outcome.result, FactdeskError):
            name = without_credentials(outcome.source)
            missed.append(not_checked(name, None, str(outcome.result)))
    return results_of_briefs(briefed, missed)
