"""`factdesk run`: open the ledger, run what is missing, write what came of it, end rightly."""

import functools
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, dataclass
from pathlib import Path
from typing import Literal

import platformdirs
import typer

from pipeline.cli.exits import FOUND, OVER_BUDGET, SOME_FAILED, STOPPED, run_until_stopped
from pipeline.cli.options import (
    AGAIN,
    FILES,
    MACHINE,
    MODEL,
    Options,
    argument,
    command,
    flag,
    option,
)
from pipeline.cli.output_files import refuse_to_write_over
from pipeline.cli.progress import ShownProgress
from pipeline.cli.run_progress import RunProgress, telling
from pipeline.cli.spending import show_dry_run, spending_lines
from pipeline.cli.standard_output import Screen, note, print_data, print_text
from pipeline.corpus.causes import LeftOutFiles
from pipeline.corpus.ledger import Ledger
from pipeline.corpus.local_run import run_locally
from pipeline.corpus.merging.merged_table import NO_WORK, Entered, work_in
from pipeline.corpus.outcome import State
from pipeline.corpus.outputs import (
    GENERATED,
    OTHER_FILES,
    RESULTS_FILES,
    WORKLIST_TABLE,
    ResultsFormat,
    Worked,
    left_from_earlier,
    require_parquet,
    write_outputs,
)
from pipeline.corpus.plan import Plan, RunEnd, Watcher
from pipeline.corpus.processes import processes_here
from pipeline.corpus.reading.file_rows import Renaming
from pipeline.corpus.reading.record import UNDERSTOOD, article_of
from pipeline.corpus.results_folder import Folder
from pipeline.corpus.run_summary import LEFT_OUT, NOT_PROCESSED, cause_lines, summary_lines
from pipeline.corpus.work import Deliver, Recipe
from pipeline.errors import ArticleError, BudgetSpent, CorpusError, SettingsError
from pipeline.llm.prices import dollars
from pipeline.own_files import set_aside
from schemas import Article, FailureCause, RunSummary, Tier

ATTEMPTS = 10
"""HTTP attempts for one answer: a minute of pauses, in which a server can be started anew."""
_FILES = (
    "results.jsonl, worklist.jsonl and .csv over all articles, not-processed.jsonl and summary.json"
)


@dataclass(frozen=True, kw_only=True)
class RunOptions(Options):
    corpus: str = argument(
        "A folder of articles, a pattern such as 'stories/**/*.html', a table (JSONL, CSV or "
        "TSV, Parquet; columns id, text or html, title, url, published_at, and any others), or a "
        "feed (RSS, Atom). A path, packed or not, or an address such as "
        "s3://bucket/corpus.jsonl.gz."
    )
    out: str = option(f"Folder or address for {_FILES}.", metavar="DIR", default=MISSING)
    columns: list[str] | None = option(
        "Columns of a table that are called otherwise: text=body,title=headline.",
        metavar="NAME=COLUMN",
    )
    results: ResultsFormat = option(
        "Results as JSON lines, or as a Parquet table.",
        "--format",
        panel=FILES,
        default="jsonl",
    )
    folders: bool = flag(
        "Write a folder an article too, as brief --out does: DIR/articles/<n>-<name>/.",
        panel=FILES,
    )
    ledger: Path | None = option(
        "Folder of the run's ledger, which says what is done. Default: DIR, or for an address a "
        "folder of your own that goes with it.",
        panel=AGAIN,
    )
    retry_failed: bool = flag(
        "Try once more what failed for a fault that may pass, such as a server that was down.",
        panel=AGAIN,
    )
    retry_dead: bool = flag(
        "Try once more all that has no result, whatever the reason.", panel=AGAIN
    )
    batch: bool = flag(
        "Ask through OpenAI's Batch API: half the price, answers within a day. A run that was "
        "stopped goes on waiting for the same batches.",
        panel=MODEL,
    )
    no_wait: bool = flag("With --batch: submit what is to be asked, and leave.", panel=MODEL)
    engine: Literal["local", "ray"] = option(
        "local: this machine. ray: the Ray cluster at hand (needs factdesk\\[ray]).",
        panel=MACHINE,
        default="local",
    )
    processes: int | None = option(
        "Processes for what needs no model. Default: one a core.", panel=MACHINE, min=1
    )
    progress: ShownProgress = option(
        "auto: a bar on a terminal, else a line now and then; jsonl: an event a line, on "
        "standard output.",
        panel=MACHINE,
        default="auto",
    )
    quiet: bool = flag("Say nothing but what went wrong.", "--quiet", "-q", panel=MACHINE)

    @property
    def shown(self) -> ShownProgress:
        return "quiet" if self.quiet else self.progress

    @property
    def is_quiet(self) -> bool:
        return self.shown == "quiet"

    def ledger_folder(self) -> Path:
        """Return where the ledger is: beside the results, or here where they are on a storage."""
        if self.ledger is not None:
            return self.ledger
        if Folder(self.out).is_here:
            return Path(self.out)
        name = hashlib.sha256(self.out.rstrip("/").encode()).hexdigest()[:16]
        return platformdirs.user_state_path("factdesk") / "runs" / name

    def plan(self) -> Plan:
        """Return what the run is to do. Raises SettingsError where options exclude each other."""
        if self.folders and not Folder(self.out).is_here:
            raise SettingsError("--folders writes to a folder of this machine: give --out a path")
        if self.no_wait and not self.batch:
            raise SettingsError("--no-wait is about batches: give --batch as well")
        if self.batch and self.engine == "ray":
            raise SettingsError(
                "--batch asks a server and needs no cluster: leave --engine ray out"
            )
        if self.results == "parquet":
            require_parquet()
        again = {State.FAILED: self.retry_failed or self.retry_dead, State.DEAD: self.retry_dead}
        return Plan(
            self.corpus,
            self.ledger_folder(),
            Recipe(
                self.settings(attempts=ATTEMPTS),
                self.desk_settings(),
                self._deliver(),
                self.limits,
                language_check=self.checks_language,
                evidence=self.library(),
            ),
            self.processes or processes_here(),
            self.private,
            renaming_of(self.columns or ()),
            frozenset(state for state, is_redone in again.items() if is_redone),
        )

    def _deliver(self) -> Deliver | None:
        if not self.folders:
            return None
        from pipeline.cli.article_folder import write_article_folder  # for those who want it

        return functools.partial(write_article_folder, Path(self.out), library=self.library())


def run_corpus(options: RunOptions) -> None:
    """Brief a whole corpus: every article's result, and one worklist over all of them.

    The same command again does only what is missing: a run that was stopped, killed or out of
    budget goes on where it was, and new articles are added. An article that cannot be processed is
    a line in not-processed.jsonl with its reason, and costs no other article anything.

    Examples:
      factdesk run stories/ --out out
      factdesk run corpus.jsonl --out out --model gpt-5-mini --dry-run
      factdesk run s3://news/2026.parquet --out s3://desk/2026 --format parquet
      factdesk run export.csv --out out --columns text=body,title=headline
      factdesk run corpus.jsonl --out out --retry-failed
    """
    plan, folder = options.plan(), Folder(options.out, options.private)
    written = (RESULTS_FILES[options.results], *OTHER_FILES)
    if folder.is_here:
        refuse_to_write_over((Path(folder.name_of(name)) for name in written), [options.corpus])
    else:
        folder.refuse_to_write_over(written, options.corpus)
    if options.dry_run:
        _show_dry_run(plan)
        return
    with (
        folder.held(),
        Ledger.open(plan.ledger) as ledger,
        telling(options.shown, plan.recipe.settings) as watcher,
    ):
        end = _end_of_run(options, plan, ledger, watcher)
        watcher.writing()
        summary, files = write_results(
            ledger,
            folder,
            options.results,
            bom=options.bom,
            left_out=watcher.files_left_out.ordered(),
        )
    _tell(options, summary, watcher, end)
    if not options.is_quiet:
        for_programs = options.shown == "jsonl"
        print_text(f"Wrote {', '.join(files)} to {options.out}\n", err=for_programs)
        for name in left_from_earlier(folder, files):
            note(f"{folder.name_of(name)} is left from an earlier run, and not of this one")
    _finish(summary, watcher, end, options)


run = command(run_corpus, RunOptions)


def _end_of_run(options: RunOptions, plan: Plan, ledger: Ledger, watcher: RunProgress) -> RunEnd:
    try:
        return _ended(options, plan, ledger, watcher)
    except KeyboardInterrupt:
        goes_on = (
            f"stopped with {ledger.counts()[State.DONE]} articles done; the same command goes on"
        )
        kept = plan.recipe.settings.cache_dir is not None and not watcher.traffic.notes
        paid = ", and no answer that was paid for is asked for again" if kept else ""
        watcher.note(goes_on + paid)
        raise typer.Exit(STOPPED) from None
    except CorpusError:  # what was left out may tell why it has no article
        for line in cause_lines(LEFT_OUT, watcher.files_left_out.ordered()):
            watcher.note(line)
        ledger.discard_if_empty()
        raise
    except BudgetSpent as error:  # before anything was submitted
        watcher.note(str(error))
        raise typer.Exit(OVER_BUDGET) from error


def _ended(options: RunOptions, plan: Plan, ledger: Ledger, watcher: Watcher) -> RunEnd:
    """Do what is missing where it was asked for; what only one way needs is loaded with it."""
    if options.engine == "ray":
        from pipeline.corpus.ray_cluster import run_on_ray

        return run_until_stopped(run_on_ray(plan, ledger, watcher))
    unanswered = None
    if options.batch:
        unanswered = _answer_by_batches(options, plan, watcher)
    return run_until_stopped(run_locally(plan, ledger, watcher, unanswered=unanswered))


def _answer_by_batches(options: RunOptions, plan: Plan, watcher: Watcher) -> Mapping[int, str]:
    """Put the answers of the corpus into the cache by batches; return why some have none.

    The causes are by the numbers of the articles. Raises typer.Exit where some are still under way
    and nobody is to wait for them; and what `answer_by_batch` raises.
    """
    from pipeline.corpus.batch.waves import answer_by_batch
    from pipeline.corpus.run_summary import counted

    wait, quiet = not options.no_wait, options.is_quiet
    outcome = run_until_stopped(answer_by_batch(plan, watcher, wait=wait, quiet=quiet))
    if not quiet:
        price = "" if outcome.price is None else f": {dollars(outcome.price)}"
        watcher.note(
            f"batches: {counted(outcome.submitted, 'request')} submitted, {outcome.answered:,} "
            f"answered ({outcome.input_tokens:,} tokens in, {outcome.output_tokens:,} out){price}"
        )
    if outcome.still_running:
        under_way = counted(outcome.still_running, "batch", "batches")
        watcher.note(f"{under_way} under way: the same command goes on")
        raise typer.Exit
    return outcome.failed


def _tell(options: RunOptions, summary: RunSummary, watcher: RunProgress, end: RunEnd) -> None:
    """Print the summary for a person; for a program it is the last event."""
    if watcher.settings.uses_model and not options.is_quiet:
        for line in spending_lines(watcher.traffic, watcher.settings):
            typer.echo(line, err=True)
    if end.stopped:
        print_text(f"stopped early: {end.stopped}\n", err=True)
    if options.shown == "jsonl":
        print_data(f'{{"event": "summary", "summary": {summary.model_dump_json()}}}\n')
    elif options.is_quiet:
        for line in cause_lines(NOT_PROCESSED, summary.causes):
            note(line)
    else:
        print_text("".join(f"{line}\n" for line in summary_lines(summary)))
        if summary.articles.failed:
            typer.echo("What failed is tried once more with --retry-failed")


def _finish(summary: RunSummary, watcher: RunProgress, end: RunEnd, options: RunOptions) -> None:
    if end.over_budget:
        raise typer.Exit(OVER_BUDGET)
    failed = summary.articles.failed + summary.articles.dead
    if end.stopped or failed or watcher.files_left_out.has_losses:
        raise typer.Exit(SOME_FAILED)
    if options.fails_on({Tier(alert.check[0]) for alert in summary.totals.alerts}):
        raise typer.Exit(FOUND)


def _show_dry_run(plan: Plan) -> None:
    """Print how many articles there are and what they would take; nothing is sent or written.

    Raises what reading a corpus raises.
    """
    counts = {"read": 0, "unreadable": 0}
    left_out = LeftOutFiles()

    def articles() -> Iterator[Article]:
        for record in plan.records(left_out.count):
            try:
                article = article_of(record, language_check=plan.recipe.language_check)
            except ArticleError:
                counts["unreadable"] += 1
            else:
                counts["read"] += 1
                yield article

    asked = articles()
    show_dry_run(asked, plan.recipe.settings)
    for _ in asked:  # those that no estimate was made of, as without a model
        pass
    Screen().print(f"Articles: {counts['read']:,}; not processable: {counts['unreadable']:,}.")
    for line in cause_lines(LEFT_OUT, left_out.ordered()):
        print_text(f"{line}\n")


def renaming_of(given: Sequence[str]) -> Renaming:
    """Return what "text=body,title=headline" says, given once or more. Raises SettingsError."""
    pairs = [pair for option in given for pair in option.split(",") if pair.strip()]
    meant = tuple(map(_name_and_column, pairs))
    for names in zip(*meant, strict=True):
        for name in names:
            if names.count(name) > 1:
                raise SettingsError(f"--columns names {name!r} twice: give it once")
    return Renaming(meant)


def _name_and_column(pair: str) -> tuple[str, str]:
    name, sign, column = (part.strip() for part in pair.partition("="))
    if not (sign and column):
        raise SettingsError(f"--columns {pair!r} names no column: give it as text=body")
    if name not in UNDERSTOOD:
        known = ", ".join(sorted(UNDERSTOOD))
        raise SettingsError(f"--columns knows no {name!r}: it is one of {known}")
    return name, column


def write_results(
    ledger: Ledger,
    folder: Folder,
    results: ResultsFormat,
    *,
    bom: bool,
    left_out: tuple[FailureCause, ...],
) -> tuple[RunSummary, tuple[str, ...]]:
    """Write the files of a run, with the work that people entered into the one before kept.

    Return the summary and the names. Raises SettingsError for a file that cannot be written.
    """
    worked = Worked(
        make_way(folder, RESULTS_FILES[results]), functools.partial(_keep_lapsed, folder)
    )
    return write_outputs(ledger, folder, results, bom=bom, left_out=left_out, worked=worked)


def make_way(folder: Folder, results: str) -> Mapping[str, Entered]:
    """Return what people entered into the merged table; all else that they changed is set aside.

    At an address the table is set aside as a whole.
    """
    for name in (results, *OTHER_FILES):
        if not folder.is_here or name != WORKLIST_TABLE:
            _keep(folder, name)
    if not folder.is_here:
        return NO_WORK
    table = Path(folder.name_of(WORKLIST_TABLE))
    if not table.is_file():
        return NO_WORK
    work = work_in(table)
    if work is None or not folder.own_files.knows(GENERATED, work.generated):
        _keep(folder, WORKLIST_TABLE)
    return NO_WORK if work is None else work.entered


def _keep(folder: Folder, name: str) -> None:
    if kept := folder.keep_changed(name):
        note(f"{folder.name_of(name)} was changed since it was written: it is kept as {kept}")


def _keep_lapsed(folder: Folder, ids: AbstractSet[str]) -> None:
    table = Path(folder.name_of(WORKLIST_TABLE))
    rows = f"work on {len(ids)} row{'' if len(ids) == 1 else 's'} of {table}"
    note(f"{rows} has no row in the new list: it is kept in {set_aside(table)}")
