"""`factdesk run`: its arguments; the work is in `corpus_run`, imported when the command runs."""

from pipeline.cli.brief_options import (
    Bom,
    Budget,
    DryRun,
    FailOn,
    Model,
    NoCache,
    Private,
    Refresh,
    Window,
)
from pipeline.cli.choices import BriefFailOn, EngineName, RunFormat, ShownProgress
from pipeline.cli.desk_options import Alert, Desk, NoAlert, Off, Sense
from pipeline.cli.run_options import (
    Batch,
    Columns,
    Concurrency,
    Corpus,
    Engine,
    Folders,
    Format,
    LedgerFolder,
    NoWait,
    Out,
    Processes,
    Progress,
    Quiet,
    RetryDead,
    RetryFailed,
    Rpm,
    SharedCache,
    Tpm,
)


def run(
    corpus: Corpus,
    *,
    out: Out,
    columns: Columns = None,
    model: Model = None,
    results: Format = RunFormat.JSONL,
    folders: Folders = False,
    bom: Bom = False,
    retry_failed: RetryFailed = False,
    retry_dead: RetryDead = False,
    concurrency: Concurrency = None,
    rpm: Rpm = None,
    tpm: Tpm = None,
    budget: Budget = None,
    shared_cache: SharedCache = None,
    no_cache: NoCache = False,
    refresh: Refresh = False,
    window: Window = None,
    batch: Batch = False,
    no_wait: NoWait = False,
    engine: Engine = EngineName.LOCAL,
    processes: Processes = None,
    ledger: LedgerFolder = None,
    progress: Progress = ShownProgress.AUTO,
    quiet: Quiet = False,
    dry_run: DryRun = False,
    private: Private = False,
    fail_on: FailOn = BriefFailOn.NONE,
    desk: Desk = None,
    sensitivity: Sense = None,
    off: Off = None,
    alert: Alert = None,
    no_alert: NoAlert = None,
) -> None:
    """Brief a whole corpus: every article's result, and one worklist over all of them.

    The same command again does only what is missing: a run that was stopped, killed or out of budget
    goes on where it was, and new articles are added. An article that cannot be processed is a line in
    not-processed.jsonl with its reason, and costs no other article anything.

    Examples:
      factdesk run stories/ --out out
      factdesk run corpus.jsonl --out out --model gpt-5-mini --dry-run
      factdesk run s3://news/2026.parquet --out s3://desk/2026 --format parquet
      factdesk run export.csv --out out --columns text=body,title=headline
      factdesk run corpus.jsonl --out out --retry-failed
    """
    from pipeline.cli.corpus_run import run_corpus
    from pipeline.cli.desk import desk_settings
    from pipeline.cli.run_request import Again, Asking, Batched, Kept, Machine, Output, Request

    request = Request(
        corpus=corpus,
        columns=tuple(columns or ()),
        output=Output(out, results, folders, bom),
        again=Again(retry_failed, retry_dead),
        asking=Asking(model, window, concurrency, rpm, tpm, budget),
        kept=Kept(shared_cache, no_cache, refresh),
        batch=Batched(batch, no_wait),
        machine=Machine(engine, processes, ledger),
        progress=ShownProgress.QUIET if quiet else progress,
        dry_run=dry_run,
        private=private,
        fail_on=fail_on,
        desk=desk_settings(desk, sensitivity=sensitivity, off=off, alert=alert, no_alert=no_alert),
    )
    run_corpus(request)
