"""What `factdesk run` does: open the ledger, run what is missing, write what came of it, exit rightly."""

import functools
import hashlib
from pathlib import Path

import platformdirs
import typer

from pipeline.cli.choices import BriefFailOn, EngineName, RunFormat, ShownProgress
from pipeline.cli.columns import renaming_of
from pipeline.cli.exits import FOUND, OVER_BUDGET, SOME_FAILED, STOPPED
from pipeline.cli.failing import FAILS
from pipeline.cli.merged_work import work_of
from pipeline.cli.run_progress import Standing, telling
from pipeline.cli.run_request import Request, settings_of
from pipeline.cli.spending import spending_lines
from pipeline.cli.standard_error import note
from pipeline.cli.stopping import run_until_stopped
from pipeline.corpus.ledger import Ledger
from pipeline.corpus.merging import LEFT_OUT, NOT_PROCESSED, cause_lines, summary_lines
from pipeline.corpus.outcome import State
from pipeline.corpus.outputs import ResultsFormat, left_from_earlier, write_outputs
from pipeline.corpus.places import Folder
from pipeline.corpus.plan import Plan, RunEnd, Watcher
from pipeline.corpus.results_table import require_parquet
from pipeline.corpus.running import run_locally
from pipeline.corpus.work import Deliver, How
from pipeline.corpus.workers import processes_here
from pipeline.errors import BudgetSpent, CorpusError, SettingsError
from pipeline.settings import Settings
from schemas import RunSummary, Tier


def run_corpus(request: Request) -> None:
    """Run the corpus and write what came of it; raises typer.Exit for the codes 1, 3, 4 and 130.

    Raises FactdeskError where the corpus, the ledger or a setting cannot work.
    """
    settings, folder = settings_of(request), Folder(request.output.out)
    _refuse_what_cannot_work(request, folder)
    plan = _plan(request, settings)
    if request.dry_run:
        from pipeline.cli.corpus_dry_run import show_corpus_dry_run

        show_corpus_dry_run(plan)
        return
    with (
        folder.held(),
        Ledger.open(plan.ledger) as ledger,
        telling(request.progress, settings) as (watcher, standing),
    ):
        end = _end_of_run(request, plan, ledger, watcher, standing)
        watcher.writing()
        summary, files = write_outputs(
            ledger,
            folder,
            ResultsFormat(request.output.results),
            bom=request.output.bom,
            left_out=standing.left_out.causes(),
            worked=work_of(folder),
        )
    _tell(request, settings, summary, standing, end)
    if request.progress is not ShownProgress.QUIET:
        typer.echo(f"Wrote {', '.join(files)} to {request.output.out}", err=_is_data(request))
        for name in left_from_earlier(folder, files):
            note(f"{folder.name_of(name)} is left from an earlier run, and not of this one")
    _finish(summary, standing, end, request.fail_on)


def _refuse_what_cannot_work(request: Request, folder: Folder) -> None:
    if request.output.folders and not folder.is_here:
        raise SettingsError("--folders writes to a folder of this machine: give --out a path")
    if request.batch.no_wait and not request.batch.wanted:
        raise SettingsError("--no-wait is about batches: give --batch as well")
    if request.batch.wanted and request.machine.engine is EngineName.RAY:
        raise SettingsError("--batch asks a server and needs no cluster: leave --engine ray out")
    if request.output.results is RunFormat.PARQUET:
        require_parquet()


def _plan(request: Request, settings: Settings) -> Plan:
    again = {State.FAILED} if request.again.failed else set[State]()
    if request.again.dead:
        again = {State.FAILED, State.DEAD}
    return Plan(
        request.corpus,
        _ledger_folder(request),
        How(settings, request.desk, _deliver(request)),
        request.machine.processes or processes_here(),
        request.private,
        renaming_of(request.columns),
        frozenset(again),
    )


def _deliver(request: Request) -> Deliver | None:
    if not request.output.folders:
        return None
    from pipeline.cli.article_folder import write_article_folder  # a second, for those who want it

    return functools.partial(write_article_folder, Path(request.output.out))


def _ledger_folder(request: Request) -> Path:
    """Return where the ledger is: beside the results, or here where they are on a storage."""
    if request.machine.ledger is not None:
        return request.machine.ledger
    if Folder(request.output.out).is_here:
        return Path(request.output.out)
    name = hashlib.sha256(request.output.out.rstrip("/").encode()).hexdigest()[:16]
    return platformdirs.user_state_path("factdesk") / "runs" / name


def _end_of_run(
    request: Request, plan: Plan, ledger: Ledger, watcher: Watcher, standing: Standing
) -> RunEnd:
    try:
        return _ran(request, plan, ledger, watcher)
    except KeyboardInterrupt:
        kept = plan.how.settings.cache_dir is not None and not standing.traffic.notes
        watcher.note(_stopped(ledger.counts()[State.DONE], kept=kept))
        raise typer.Exit(STOPPED) from None
    except CorpusError:  # what was left out may tell why it has no article
        for line in cause_lines(LEFT_OUT, standing.left_out.causes()):
            watcher.note(line)
        ledger.discard_if_empty()
        raise
    except BudgetSpent as error:  # before anything was submitted
        watcher.note(str(error))
        raise typer.Exit(OVER_BUDGET) from error


def _stopped(done: int, *, kept: bool) -> str:
    """Return what a stop costs; `kept` tells whether every answer was."""
    goes_on = f"stopped with {done} articles done; the same command goes on"
    return f"{goes_on}, and no answer that was paid for is asked for again" if kept else goes_on


def _ran(request: Request, plan: Plan, ledger: Ledger, watcher: Watcher) -> RunEnd:
    """Run the corpus in the way that was asked for; the vendors of each are loaded here alone."""
    if request.batch.wanted:
        from pipeline.cli.batch_run import run_batches, unanswered

        quiet = request.progress is ShownProgress.QUIET
        run_batches(plan, watcher, wait=not request.batch.no_wait, quiet=quiet)
        return run_until_stopped(run_locally(plan, ledger, watcher, unanswered=unanswered(plan)))
    if request.machine.engine is EngineName.RAY:
        from pipeline.corpus.ray_running import run_on_ray

        return run_on_ray(plan, ledger, watcher)
    return run_until_stopped(run_locally(plan, ledger, watcher))


def _tell(
    request: Request, settings: Settings, summary: RunSummary, standing: Standing, end: RunEnd
) -> None:
    """Print the summary for a person; for a program it is the last event."""
    is_quiet = request.progress is ShownProgress.QUIET
    tells_spending = settings.uses_model and not is_quiet
    lines = [*spending_lines(standing.traffic, settings)] if tells_spending else []
    if end.stopped:
        lines.append(f"stopped early: {end.stopped}")
    for line in lines:
        typer.echo(line, err=True)
    if request.progress is ShownProgress.JSONL:
        typer.echo(f'{{"event": "summary", "summary": {summary.model_dump_json()}}}')
    elif is_quiet:
        for line in cause_lines(NOT_PROCESSED, summary.causes):
            note(line)
    else:
        typer.echo("\n".join(summary_lines(summary)))
        if summary.articles.failed:
            typer.echo("What failed is tried once more with --retry-failed")


def _is_data(request: Request) -> bool:
    """Return whether standard output is read by a program."""
    return request.progress is ShownProgress.JSONL


def _finish(summary: RunSummary, standing: Standing, end: RunEnd, fail_on: BriefFailOn) -> None:
    """End with the exit code that the run calls for."""
    if end.over_budget:
        raise typer.Exit(OVER_BUDGET)
    failed = summary.articles.failed + summary.articles.dead
    if end.stopped or failed or standing.left_out.has_losses:
        raise typer.Exit(SOME_FAILED)
    if {Tier(alert.check[0]) for alert in summary.totals.alerts} & FAILS[fail_on]:
        raise typer.Exit(FOUND)
