"""What `factdesk check` does: read statements and sources, compare, deliver, end with the right code."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import typer
from rich.console import Console

from pipeline.cli.check_progress import counted
from pipeline.cli.check_sources import Shelf
from pipeline.cli.choices import CheckFailOn, CheckFormat, CheckInput, SensitivityName
from pipeline.cli.exits import FOUND, SOME_FAILED
from pipeline.cli.output import write_file
from pipeline.cli.standard_error import complain
from pipeline.cli.standard_output import print_data, print_text
from pipeline.errors import ArticleError, SettingsError
from pipeline.stages.check_statements import check_placed
from pipeline.stages.read_statements import Form, Statement, StatementFile, read_statements
from pipeline.stages.render.checked_text import show_checked, summary_of
from pipeline.stages.render.ci_results import Results
from pipeline.text.placed import Places
from schemas import CheckedStatement, CheckRun, Sensitivity, Unread

_STDIN = "-"
_FILE_WIDTH = 100
"""Columns of a text that goes to a file, where no terminal says how wide it is."""


@dataclass(frozen=True, slots=True)
class Request:
    """The options of one `factdesk check`."""

    statements: Sequence[str]
    sources: Sequence[str]
    private: bool
    form: CheckInput
    output: CheckFormat
    out: Path | None
    sensitivity: SensitivityName
    fail_on: CheckFailOn


def check_drafts(request: Request) -> None:
    """Check each file of statements and print the findings; raises typer.Exit for codes 1 and 3.

    Raises FactdeskError when a source, or the only file of statements, cannot be read.
    """
    if [*request.statements, *request.sources].count(_STDIN) > 1:
        raise SettingsError("standard input can be read once: give only one of them as -")
    shelf = Shelf(request.sources, private=request.private)
    read = [_read(name, request.form) for name in request.statements]
    files = [each for each in read if isinstance(each, StatementFile)]
    failures = [each for each in read if isinstance(each, ArticleError)]
    if not files:
        raise failures[0]
    for file in files:
        shelf.require_source(file)
    run = _checked(files, shelf, Sensitivity(request.sensitivity))
    _deliver(run, request)
    _finish(run, failures, request.fail_on)


def _read(name: str, form: CheckInput) -> StatementFile | ArticleError:
    try:
        return read_statements(name, None if form is CheckInput.AUTO else Form(form.value))
    except ArticleError as error:
        return error


def _checked(files: Sequence[StatementFile], shelf: Shelf, sensitivity: Sensitivity) -> CheckRun:
    """Return the verdicts on all statements, and what could not be checked, in order."""
    outcomes = list(_outcomes(files, shelf, sensitivity))
    return CheckRun(
        sources=shelf.names,
        statements=tuple(each for each in outcomes if isinstance(each, CheckedStatement)),
        unread=tuple(each for each in outcomes if isinstance(each, Unread)),
    )


def _outcomes(
    files: Sequence[StatementFile], shelf: Shelf, sensitivity: Sensitivity
) -> Iterator[CheckedStatement | Unread]:
    work = [
        (file, places, each)
        for file in files
        for places in [Places(file.name, file.text)]
        for each in file.in_order
    ]
    for file, places, each in counted(work):
        if isinstance(each, Unread):
            yield each
        else:
            yield _outcome(file, places, each, shelf, sensitivity)


def _outcome(
    file: StatementFile,
    places: Places,
    statement: Statement,
    shelf: Shelf,
    sensitivity: Sensitivity,
) -> CheckedStatement | Unread:
    try:
        sources = shelf.sources_of(statement, file)
    except ArticleError as error:
        return Unread(place=places.at(statement.words.whole), reason=str(error))
    return check_placed(statement.words, places, sources, sensitivity)


def _deliver(run: CheckRun, request: Request) -> None:
    """Print the findings, or write them to a file and print the counts."""
    if request.out:
        write_file(request.out, _rendered(run, request.output))
        print_text("\n".join([*summary_of(run), f"Wrote {request.out}\n"]))
    elif request.output is CheckFormat.TEXT:
        console = Console()
        with console.capture() as captured:
            show_checked(run, console)
        print_text(_trimmed(captured.get()))
    elif request.output is CheckFormat.GITHUB:
        from pipeline.cli.annotating import print_annotations
        from pipeline.stages.render.ci_results import results_of_check

        print_annotations(results_of_check(run), os.environ)
    else:
        print_data(_rendered(run, request.output))


def _rendered(run: CheckRun, output: CheckFormat) -> str:
    """Return the findings in a format; each is imported only when it is asked for."""
    if output is CheckFormat.TEXT:
        return _plain_text(run)
    if output is CheckFormat.JSONL:
        from pipeline.stages.render.worklist_table import checked_jsonl

        return checked_jsonl(run)
    from pipeline.stages.render.ci_results import results_of_check

    render: Callable[[Results], str]
    match output:
        case CheckFormat.GITHUB:
            from pipeline.stages.render.github import github_commands as render
        case CheckFormat.SARIF:
            from pipeline.stages.render.sarif import sarif_log as render
        case CheckFormat.JUNIT:
            from pipeline.stages.render.junit import junit_xml as render
    return render(results_of_check(run))


def _plain_text(run: CheckRun) -> str:
    text = StringIO()
    show_checked(run, Console(file=text, width=_FILE_WIDTH, color_system=None))
    return _trimmed(text.getvalue())


def _trimmed(text: str) -> str:
    """Return the text without the spaces that fill up columns at the ends of lines."""
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def _finish(run: CheckRun, failures: Sequence[ArticleError], fail_on: CheckFailOn) -> None:
    """Say what was not checked, and end with the exit code that the outcome calls for."""
    for unread in run.unread:
        place = unread.place
        complain(f"not checked: {place.file}, line {place.line}: {unread.reason}")
    for failure in failures:
        complain(f"not checked: {failure}")
    if run.unread or failures:
        raise typer.Exit(SOME_FAILED)
    if fail_on is CheckFailOn.FLAGGED and any(each.flagged for each in run.statements):
        raise typer.Exit(FOUND)
