"""`factdesk brief`: its arguments; the work is in `briefing`, imported when the command runs."""

from pipeline.cli.brief_options import (
    Bom,
    Budget,
    CassetteFile,
    DryRun,
    FailOn,
    Format,
    Model,
    NoCache,
    Out,
    Private,
    RecordMode,
    Refresh,
    Sources,
    Window,
)
from pipeline.cli.choices import BriefFailOn, BriefFormat, Record
from pipeline.cli.desk_options import Alert, Desk, NoAlert, Off, Sense


def brief(
    sources: Sources,
    *,
    private: Private = False,
    model: Model = None,
    out: Out = None,
    output: Format = BriefFormat.TEXT,
    bom: Bom = False,
    cassette: CassetteFile = None,
    record: RecordMode = Record.NONE,
    no_cache: NoCache = False,
    refresh: Refresh = False,
    window: Window = None,
    dry_run: DryRun = False,
    budget: Budget = None,
    fail_on: FailOn = BriefFailOn.NONE,
    desk: Desk = None,
    sensitivity: Sense = None,
    off: Off = None,
    alert: Alert = None,
    no_alert: NoAlert = None,
) -> None:
    """Write the brief and the worklist of one or several articles.

    Every number of the article ends in one place: covered by a claim, swept onto the list by code, or
    set aside with a reason. The ledger is printed and adds up.

    Examples:
      factdesk brief story.html --out out
      factdesk brief story.txt --model gpt-5-mini --dry-run
      factdesk brief stories/*.txt --format sarif --fail-on error > factdesk.sarif
    """
    from pipeline.cli.briefing import Request, write_briefs
    from pipeline.cli.desk import desk_settings

    request = Request(
        private=private,
        model=model,
        out=out,
        output=output,
        bom=bom,
        cassette=cassette,
        record=record,
        no_cache=no_cache,
        refresh=refresh,
        window=window,
        dry_run=dry_run,
        budget=budget,
        fail_on=fail_on,
        desk=desk_settings(desk, sensitivity=sensitivity, off=off, alert=alert, no_alert=no_alert),
    )
    write_briefs(sources, request)
