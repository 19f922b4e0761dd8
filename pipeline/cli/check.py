"""`factdesk check`: read statements and sources, compare, deliver, end with the right exit code.

A file of statements is checked as a whole, and its findings are printed together; pairs are a
stream, checked by processes, of which each row gives a line.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import TypeVar

import typer
from rich.console import Console

from pipeline.cli.exits import FOUND, SOME_FAILED
from pipeline.cli.options import (
    SENSITIVITY,
    LanguageOption,
    LimitOptions,
    PrivateOption,
    argument,
    command,
    option,
)
from pipeline.cli.output_files import alone_in, refuse_to_write_over, require_path, write_file
from pipeline.cli.reviewed import is_reviewed, require_one_draft, reviewed_of
from pipeline.cli.standard_output import ci_text, complain, note, print_ci, print_data, print_text
from pipeline.corpus.pairs.checking import Plan, Result, Sources, read_sources
from pipeline.corpus.pairs.pair_rows import Pairs, Row, folder_of, opened
from pipeline.corpus.pairs.result_file import Counts, ResultFile, result_file
from pipeline.errors import ArticleError, SettingsError
from pipeline.files import STDIN
from pipeline.stages.check_statements import check_placed
from pipeline.stages.read_statements import Form, Statement, StatementFile, read_statements
from pipeline.stages.render.checked_text import show_checked, summary_of
from schemas import CheckedStatement, CheckRun, Sensitivity, Unread

Item = TypeVar("Item")
_LONG_STATEMENTS = 200
"""Statements that take about a second: fewer are done before a bar could be read."""
_FILE_COLUMNS = 100
"""Width of a text that goes to a file, where no terminal says how wide it is."""
_MOST_NAMED_ROWS = 20
"""Rows that were not checked are named on the screen up to this many; the results hold them all."""


class CheckFormat(StrEnum):
    """How `check` prints its findings."""

    TEXT = "text"
    JSONL = "jsonl"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"


class CheckInput(StrEnum):
    """How the statements of `check` are written; auto tells by the name and the text."""

    AUTO = "auto"
    LINES = "lines"
    MARKDOWN = "markdown"
    JSON = "json"
    PAIRS = "pairs"


class CheckFailOn(StrEnum):
    """What makes `check` end with exit code 1."""

    FLAGGED = "flagged"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class CheckOptions(PrivateOption, LanguageOption, LimitOptions):
    """The options of `factdesk check`."""

    statements: list[str] | None = argument(
        "What to check: a text file with one statement a line, a draft in Markdown, Word or PDF, a "
        "brief (brief.md, result.json), a .jsonl file of pairs, or - for standard input.",
        show_default=False,
        default=None,
    )
    pairs: str | None = option(
        "Pairs by the million, instead of STATEMENTS: a .jsonl file, packed or not (.gz, .bz2, "
        ".xz), an address such as s3://bucket/pairs.jsonl, or -. They stream through several "
        "processes; each row gives a line of JSON.",
        metavar="FILE",
    )
    workers: int | None = option("Processes for --pairs.", min=1, show_default="one a core")
    resume: bool = option(
        "Go on with the --out of a --pairs run that was interrupted.", "--resume", default=False
    )
    quiet: bool = option(
        "Of --pairs, say nothing but what went wrong.", "--quiet", "-q", default=False
    )
    source: list[str] | None = option(
        "The article: a file (text, Markdown, HTML, .docx, .pdf), a URL, or -. Give it again for "
        "several: a number is fine when one of them bears it out. Pairs and result.json bring "
        "their own.",
        "--source",
        metavar="ARTICLE",
    )
    form: CheckInput = option(
        "How the statements are written; auto looks for itself.", "--input", default=CheckInput.AUTO
    )
    output: CheckFormat = option(
        "text to read, jsonl for programs, github for annotations, sarif for code scanning, "
        "junit for test reports.",
        "--format",
        default=CheckFormat.TEXT,
    )
    out: Path | None = option(
        "Write it to this file; the counts are still printed. Of a Word draft, a name that ends in "
        ".docx gives the draft back with a comment at each number in doubt.",
        "--out",
        "-o",
    )
    sensitivity: Sensitivity = option(SENSITIVITY, default=Sensitivity.NORMAL)
    fail_on: CheckFailOn = option(
        "Exit 1 on an unsupported number, or on none.", "--fail-on", default=CheckFailOn.FLAGGED
    )

    def sources(self) -> Sources:
        """Return the sources of the command line, read. Raises FactdeskError."""
        if [*(self.statements or ()), self.pairs, *(self.source or ())].count(STDIN) > 1:
            raise SettingsError("standard input can be read once: give only one of them as -")
        given = read_sources(
            self.source or (),
            private=self.private,
            language_check=self.checks_language,
            limits=self.limits,
        )
        return Sources(given, limits=self.limits)

    def end(self, *, failed: bool, flagged: bool) -> None:
        """End with the exit code of the outcome; raises typer.Exit for the codes 1 and 3."""
        if failed:
            raise typer.Exit(SOME_FAILED)
        if flagged and self.fail_on is CheckFailOn.FLAGGED:
            raise typer.Exit(FOUND)


def check_numbers(options: CheckOptions) -> None:
    """Check every number of a draft, headline or summary against its article. No model.

    The outcome says whether the article bears a number out:
      supported (✓), review (~: a person had better look), not supported (!)

    The support beside it, from 0 to 1, says how likely that is, and the status why:
      in the article (exact in JSON), reformatted, rounded, within bound, derived; unclear;
      elsewhere (said of something else), changed, absent

    What is not supported ends the command with code 1, what could not be checked with 3.

    Each row of --pairs gives one line, in order:
      {"line": 7, "digest": …, "checked": …, "reason": null, or why it was not}
    Stopped (code 130) or killed, --resume ends with the same file all the same.

    Examples:
      factdesk check summary.txt --source article.html
      factdesk check draft.md --source report.txt --source release.txt
      echo "Nine of the 13 voted." | factdesk check - --source article.html
      factdesk check result.json --sensitivity strict
      factdesk check pairs.jsonl --format junit --out checks.xml
      factdesk check --pairs pairs.jsonl.gz --out checked.jsonl --resume
      factdesk check draft.md --source article.html --format github
      factdesk check draft.docx --source story.pdf --out reviewed.docx
    """
    if options.pairs is None:
        if not options.statements:
            raise SettingsError("nothing to check: name a file of statements, or --pairs FILE")
        if options.resume or options.workers or options.quiet:
            raise SettingsError("--resume, --workers and --quiet belong to --pairs")
        _check_files(options, options.statements)
        return
    if options.statements:
        raise SettingsError("give STATEMENTS or --pairs FILE, not both")
    if options.output not in {CheckFormat.TEXT, CheckFormat.JSONL}:
        raise SettingsError("--pairs writes JSON lines: leave out --format")
    if options.form not in {CheckInput.AUTO, CheckInput.PAIRS}:
        raise SettingsError("--pairs reads JSON lines: leave out --input")
    _check_pairs(options, options.pairs)


check = command(check_numbers, CheckOptions)


def _check_files(options: CheckOptions, names: Sequence[str]) -> None:
    """Check each file of statements and print the findings; raises typer.Exit for codes 1 and 3.

    Raises FactdeskError when a source, or the only file of statements, cannot be read.
    """
    require_path(options.out)
    if is_reviewed(options.out):
        require_one_draft(names, in_a_format=options.output is not CheckFormat.TEXT)
    if options.out:
        refuse_to_write_over([options.out], [*names, *(options.source or ())])
    sources = options.sources()
    read = [_read(name, options) for name in names]
    files = [file for file in read if isinstance(file, StatementFile)]
    failures = [error for error in read if isinstance(error, ArticleError)]
    if not files:
        raise failures[0]
    for file in files:
        _require_source(file, sources)
    run = _checked(files, sources, options)
    _deliver(run, files, options)
    for unread in run.unread:
        complain(f"not checked: {unread.place.file}, {unread.place.line_name}: {unread.reason}")
    for failure in failures:
        complain(f"not checked: {failure}")
    flagged = any(statement.flagged for statement in run.statements)
    options.end(failed=bool(run.unread or failures), flagged=flagged)


def _read(name: str, options: CheckOptions) -> StatementFile | ArticleError:
    form = None if options.form is CheckInput.AUTO else Form(options.form.value)
    try:
        return options.limits.keep(lambda: read_statements(name, form), name)
    except ArticleError as error:
        return error


def _require_source(file: StatementFile, sources: Sources) -> None:
    """Raise SettingsError when no statement of the file has anything to be held against."""
    bring_one = any(statement.source or statement.source_path for statement in file.statements)
    if file.statements and not (sources.given or file.article or bring_one):
        raise SettingsError(f"{file.name} names no source: give it with --source ARTICLE")


def _checked(files: Sequence[StatementFile], sources: Sources, options: CheckOptions) -> CheckRun:
    """Return the verdicts on all statements, and what could not be checked, in order."""
    outcomes = list(_outcomes(files, sources, options))
    return CheckRun(
        sources=sources.names,
        statements=tuple(done for done in outcomes if isinstance(done, CheckedStatement)),
        unread=tuple(unread for unread in outcomes if isinstance(unread, Unread)),
    )


def _outcomes(
    files: Sequence[StatementFile], sources: Sources, options: CheckOptions
) -> Iterator[CheckedStatement | Unread]:
    work = [
        (file, places, statement)
        for file in files
        for places in [file.places]
        for statement in file.in_order
    ]
    for file, places, statement in counted(work):
        if isinstance(statement, Unread):
            yield statement
            continue
        try:
            against = sources.of(
                statement,
                Path(file.name).parent,
                article=file.article,
                name=partial(_name_of_source, file, statement),
            )
            check = partial(check_placed, statement.words, places, against, options.sensitivity)
            checked = options.limits.keep(check)
        except ArticleError as error:
            yield Unread(place=places.at(statement.words.whole), reason=str(error))
        else:
            yield checked


def counted(work: Sequence[Item]) -> Iterator[Item]:
    """Yield the items to work on; where they are many, a bar moves as they are taken."""
    if len(work) <= _LONG_STATEMENTS:
        yield from work
        return
    from pipeline.cli.progress import showing

    with showing(logs=False) as show:
        for number, item in enumerate(work):
            show("checking statements", number / len(work))
            yield item


def _name_of_source(file: StatementFile, statement: Statement) -> str:
    line = file.text.count("\n", 0, statement.words.starts[0]) + 1
    return f"source of line {line}"


def _deliver(run: CheckRun, files: Sequence[StatementFile], options: CheckOptions) -> None:
    """Print the findings, or write them to a file and print the counts."""
    if options.out:
        refuse_to_write_over([options.out], run.sources)  # those that pairs name among them
        if is_reviewed(options.out):
            content: str | bytes = reviewed_of(run, files, options.limits)
        else:
            content = _rendered(run, options.output)
        _write(options.out, content)
        print_text("\n".join([*summary_of(run), f"Wrote {options.out}\n"]))
    elif options.output is CheckFormat.TEXT:
        console = Console()
        with console.capture() as captured:
            show_checked(run, console)
        sys.stdout.write(_trimmed(captured.get()))
    elif options.output is CheckFormat.JSONL:
        print_data(_rendered(run, options.output))
    else:
        from pipeline.stages.render.ci_results import results_of_check

        print_ci(results_of_check(run), options.output, os.environ)


def _write(path: Path, content: str | bytes) -> None:
    """Write a file; what is there and not as a command wrote it is kept beside, and named."""
    device = path.exists() and not path.is_file()  # /dev/stderr
    if device or (path.parent.exists() and not path.parent.is_dir()):
        write_file(path, content)  # or says why not
        return
    from pipeline.cli.article_folder import write_files  # loads templates

    with alone_in(path.parent):
        write_files(path.parent, {path.name: content})


def _rendered(run: CheckRun, output: CheckFormat) -> str:
    """Return the findings in a format; each is imported only when it is asked for."""
    if output is CheckFormat.TEXT:
        text = StringIO()
        show_checked(run, Console(file=text, width=_FILE_COLUMNS, color_system=None))
        return _trimmed(text.getvalue())
    if output is CheckFormat.JSONL:
        from pipeline.stages.render.json_output import checked_jsonl

        return checked_jsonl(run)
    from pipeline.stages.render.ci_results import results_of_check

    return ci_text(results_of_check(run), output)


def _trimmed(text: str) -> str:
    """Return the text without the spaces that fill up columns at the ends of lines."""
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def _check_pairs(options: CheckOptions, name: str) -> None:
    """Check every row and write its result as it comes; raises typer.Exit for codes 1 and 3.

    A run can be resumed. Raises FactdeskError when pairs, sources or results cannot be read or
    written.
    """
    if options.resume and options.out is None:
        raise SettingsError("--resume goes on with a file of results: name it with --out")
    plan = Plan(
        name="stdin" if name == STDIN else name,
        sensitivity=options.sensitivity,
        sources=options.sources().given,
        folder=folder_of(name),
        limits=options.limits,
    )
    with opened(name, private=options.private) as pairs:
        counts = _checked_pairs(pairs, plan, options)
        pairs.require_whole()
    if not options.quiet:
        note(said_of(counts) + (f"; wrote {options.out}" if options.out else ""))
    options.end(failed=counts.failed > 0, flagged=counts.flagged > 0)


def _checked_pairs(pairs: Pairs, plan: Plan, options: CheckOptions) -> Counts:
    """Return the counts of all rows, those done before included."""
    # They take a tenth of a second to load, which a check of files need not pay.
    from pipeline.cli.progress import ShownProgress, showing
    from pipeline.corpus.pairs.pool import check_rows
    from pipeline.corpus.processes import processes_here

    rows = pairs.rows()
    first = next(rows, None)
    if first is None:
        pairs.require_whole()
        raise ArticleError(f"{plan.name} is empty and holds no statement")
    rows = chain([first], rows)
    # Nor is progress shown beside results that scroll by on the same screen.
    quiet = options.quiet or (options.out is None and sys.stdout.isatty())
    how = ShownProgress.QUIET if quiet else ShownProgress.AUTO
    with _results(options, rows, plan.basis) as results, showing(how) as show:
        workers = options.workers or processes_here()
        try:
            for done in check_rows(rows, plan, workers=workers):
                results.write(done)
                _name_failures(done, plan, results.counts)
                show(said_of(results.counts), pairs.share())
        except KeyboardInterrupt:
            said = said_of(results.counts)
            complain(f"stopped after {said}{'; --resume goes on' if options.out else ''}")
            raise
        return results.counts


class _Printed:
    """Results on standard output, which cannot be gone on with."""

    def __init__(self) -> None:
        self.counts = Counts()

    def write(self, results: list[Result]) -> None:
        print_data("".join(result.line.decode() for result in results))
        self.counts = self.counts.and_of(results)


@contextmanager
def _results(
    options: CheckOptions, rows: Iterator[Row], basis: str
) -> Iterator[ResultFile | _Printed]:
    """Open what results go to; with --resume the rows that are done are taken."""
    if options.out is None:
        yield _Printed()
    else:
        with result_file(options.out, resume=options.resume) as file:
            if options.resume:
                file.resume(rows, basis)
            yield file


def _name_failures(results: list[Result], plan: Plan, counts: Counts) -> None:
    """Say which rows could not be checked; `counts` has them counted already."""
    failures = [result for result in results if result.reason is not None]
    for number, failure in enumerate(failures, counts.failed - len(failures) + 1):
        if number <= _MOST_NAMED_ROWS:
            complain(f"not checked: {plan.name}, line {failure.row}: {failure.reason}")
        if number == _MOST_NAMED_ROWS:
            complain("further rows that are not checked are named in the results alone")


def said_of(counts: Counts) -> str:
    """Return the counts in words."""
    return f"{counts.rows:,} rows, {counts.flagged:,} flagged, {counts.failed:,} not checked"
