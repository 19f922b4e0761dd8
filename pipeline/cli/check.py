"""`factdesk check`: read statements and sources, compare, deliver, end with the right exit code."""

import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from io import StringIO
from pathlib import Path
from typing import NamedTuple, TypeVar

from rich.console import Console

from pipeline.cli.check_options import (
    CheckFormat,
    CheckOptions,
    is_reviewed,
    require_one_draft,
    reviewed_of,
)
from pipeline.cli.check_plan import CheckPlan, Draft, SourcesOfDrafts, planned
from pipeline.cli.options import command
from pipeline.cli.output_files import alone_in, refuse_to_write_over, require_path, write_file
from pipeline.cli.standard_output import ci_text, complain, note, print_ci, print_data, print_text
from pipeline.corpus.pairs.checking import Sources
from pipeline.errors import ArticleError, SettingsError
from pipeline.files import read_bytes
from pipeline.project import FILE
from pipeline.settings import Settings
from pipeline.stages.check_statements import NamedSource, check_placed
from pipeline.stages.read_statements import Form, Statement, StatementFile, read_statements
from pipeline.stages.render.checked_text import notes_of, show_checked, summary_of
from pipeline.stages.suppress import baseline_of, with_baseline, with_codes, with_suppressions
from schemas import CheckedStatement, CheckRun, Sensitivity, Unread

Item = TypeVar("Item")
_LONG_STATEMENTS = 200
"""Statements that take about a second: fewer are done before a bar could be read."""
_LARGEST_BASELINE_BYTES = 10_000_000
_FILE_COLUMNS = 100
"""Width of a text that goes to a file, where no terminal says how wide it is."""


def check_numbers(options: CheckOptions) -> None:
    """Check every number of a draft, headline or summary against its article, by code.

    The outcome says whether the article bears a number out:
      supported (✓), review (~: a person had better look), not supported (!)

    The support beside it, from 0 to 1, says how likely that is, and the status why:
      in the article (exact in JSON), reformatted, rounded, within bound, derived; unclear;
      elsewhere (said of something else), changed, absent

    With --evidence each number is sought in a library of documents and tables as well, or in that
    alone where there is no source:
      borne out (✓), contradicted (!), other time or scope, nothing found

    What is not supported or is contradicted ends the command with code 1, what could not be
    checked with 3.

    Each row of --pairs gives one line, in order:
      {"line": 7, "digest": …, "checked": …, "reason": null, or why it was not}
    Stopped (code 130) or killed, --resume ends with the same file all the same.

    With no --source, a factdesk.toml in this folder says what each draft is held against.

    Examples:
      factdesk check
      factdesk check summary.txt --source article.html
      factdesk check draft.md --source report.txt --source release.txt
      echo "Nine of the 13 voted." | factdesk check - --source article.html
      factdesk check result.json --sensitivity strict
      factdesk check pairs.jsonl --format junit --out checks.xml
      factdesk check --pairs pairs.jsonl.gz --out checked.jsonl --resume
      factdesk check draft.md --source article.html --format github
      factdesk check draft.docx --source story.pdf --out reviewed.docx
      factdesk check draft.md --evidence evidence.sqlite
      factdesk check draft.md --source article.html --baseline known.json --write-baseline

    A finding stands no more in the way with a comment behind its sentence, or at the end of its
    line of plain text, and --baseline lets those of an earlier run stand:
      <!-- factdesk: ok(scale) the council's own figure -->    # factdesk: ok REASON

    With --model a model looks once more at what is in doubt, one request a statement. Only
    arithmetic that code recomputes counts: it moves a number from unsupported to review, or from
    review to supported, marked with the model's name.
    """
    if options.pairs is None:
        if options.resume or options.workers or options.quiet:
            raise SettingsError("--resume, --workers and --quiet belong to --pairs")
        _check_files(options, planned(options))
        return
    if options.statements:
        raise SettingsError("give STATEMENTS or --pairs FILE, not both")
    if options.output not in {"text", "jsonl"}:
        raise SettingsError("--pairs writes JSON lines: leave out --format")
    if options.form not in {"auto", "pairs"}:
        raise SettingsError("--pairs reads JSON lines: leave out --input")
    if options.baseline:
        raise SettingsError("--baseline belongs to files of statements, not to --pairs")
    if options.evidence:
        raise SettingsError("--evidence belongs to files of statements, not to --pairs")
    if options.model or options.cassette:
        raise SettingsError("--model and --cassette belong to files of statements, not to --pairs")
    from pipeline.cli.check_pairs import check_pairs

    check_pairs(options, options.pairs)


check = command(check_numbers, CheckOptions)


class _ReadDraft(NamedTuple):
    """A draft as it was read, with what it is held against."""

    file: StatementFile
    sources: Sources
    sensitivity: Sensitivity

    def has_source(self, statement: Statement) -> bool:
        return bool(self.sources.given or self.file.article or statement.brings_source)


def _check_files(options: CheckOptions, plan: CheckPlan) -> None:
    """Check each file of statements and print the findings; raises typer.Exit for codes 1 and 3.

    Raises FactdeskError when a source of the command line, or the only file of statements, cannot
    be read.
    """
    settings = _second_look(options, plan)
    _require_outputs(options, plan, settings)
    sources = SourcesOfDrafts(options)
    read = [_read_draft(draft, sources, options) for draft in plan.drafts]
    drafts = [draft for draft in read if isinstance(draft, _ReadDraft)]
    failures = [error for error in read if isinstance(error, ArticleError)]
    if not drafts:
        if failures:
            raise failures[0]
        return  # a hook that no file of was named for
    if plan.library is None:
        for draft in drafts:
            _require_source(draft)
    run, against = _checked(drafts, plan, options)
    looked = None
    if settings:
        from pipeline.cli.check_second_look import look_again

        looked = look_again(run, against, settings, options)
        run = looked.run
    _deliver(run, [draft.file for draft in drafts], options)
    for line in (*notes_of(run), *(looked.lines if looked else ())):
        note(line)
    for unread in run.unread:
        complain(f"not checked: {unread.place.file}, {unread.place.line_name}: {unread.reason}")
    for failure in failures:
        complain(f"not checked: {failure}")
    flagged = any(statement.flagged for statement in run.statements)
    if options.write_baseline and plan.baseline:
        flagged = False
        _write_baseline(run, [draft.file.name for draft in drafts], plan.baseline)
    failed = bool(run.unread or failures) or (looked is not None and looked.failed)
    over_budget = looked is not None and looked.over_budget
    options.end(failed=failed, flagged=flagged, over_budget=over_budget)


def _require_outputs(options: CheckOptions, plan: CheckPlan, settings: Settings | None) -> None:
    """Raise SettingsError for what cannot be written, or would be written over what is read."""
    if options.write_baseline and not plan.baseline:
        raise SettingsError("--write-baseline needs a name: --baseline FILE")
    require_path(options.out)
    if is_reviewed(options.out):
        names = [draft.name for draft in plan.drafts]
        require_one_draft(names, in_a_format=options.output != "text")
    recording = settings.cassette if settings else None
    is_read = settings is None or settings.record == "none"
    written = [options.out, options.write_baseline and plan.baseline, not is_read and recording]
    inputs = [
        *plan.inputs,
        *(options.source or ()),
        *([str(recording)] if recording and is_read else ()),
    ]
    refuse_to_write_over([path for path in written if path], inputs)


def _second_look(options: CheckOptions, plan: CheckPlan) -> Settings | None:
    """Return the settings of the model that looks again; None, and nothing loaded, without one."""
    if not (options.model or options.cassette or plan.model or plan.cassette):
        options.require_cassette(None)
        return None
    from pipeline.cli.check_second_look import second_look_settings

    return second_look_settings(options, plan)


def _read_draft(
    draft: Draft, sources: SourcesOfDrafts, options: CheckOptions
) -> _ReadDraft | ArticleError:
    try:
        file = _read(draft.name, options)
        return _ReadDraft(file, sources.of(draft), draft.sensitivity)
    except ArticleError as error:
        return error


def _read(name: str, options: CheckOptions) -> StatementFile:
    form = None if options.form == "auto" else Form(options.form)
    return options.limits.keep(lambda: read_statements(name, form), name)


def _require_source(draft: _ReadDraft) -> None:
    """Raise SettingsError when no statement of the file has anything to be held against."""
    file = draft.file
    if file.statements and not any(map(draft.has_source, file.statements)):
        raise SettingsError(
            f"{file.name} names no source: give it with --source ARTICLE, or name it in {FILE}"
        )


_Against = tuple[NamedSource, ...]
"""What a statement is held against."""


def _checked(
    drafts: Sequence[_ReadDraft], plan: CheckPlan, options: CheckOptions
) -> tuple[CheckRun, list[_Against]]:
    """Return the verdicts on all statements, and what could not be checked, in order.

    Findings that comments, factdesk.toml or the baseline let stand are marked. Beside them stands
    what each statement was held against.
    """
    both = list(_outcomes(drafts, plan, options))
    outcomes = [outcome for outcome, _ in both]
    names = dict.fromkeys(name for draft in drafts for name in draft.sources.names)
    run = CheckRun(
        sources=tuple(names),
        statements=tuple(done for done in outcomes if isinstance(done, CheckedStatement)),
        unread=tuple(unread for unread in outcomes if isinstance(unread, Unread)),
    )
    if plan.library:
        from pipeline.cli.check_evidence import with_evidence

        read = [(draft.file, draft.sources) for draft in drafts]
        run = with_evidence(run, read, plan.library, options.limits)
    run = with_suppressions(run, [each for draft in drafts for each in draft.file.suppressions])
    run = with_codes(run, plan.reasons)
    if plan.baseline and not options.write_baseline:
        known = _names([draft.file.name for draft in drafts], plan.baseline)
        run = with_baseline(run, known, _baseline(plan.baseline), str(plan.baseline))
    return run, [against for outcome, against in both if isinstance(outcome, CheckedStatement)]


def _baseline(path: Path) -> str:
    advice = f"give a baseline of less than {_LARGEST_BASELINE_BYTES // 1_000_000} MB"
    if not path.is_file():  # a pipe or a device may have no end
        raise SettingsError(f"there is no baseline {str(path)!r}: --write-baseline makes it")
    try:
        return read_bytes(str(path), _LARGEST_BASELINE_BYTES, advice).decode("utf-8-sig")
    except ArticleError as error:
        raise SettingsError(f"cannot read the baseline: {error}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"cannot read the baseline {str(path)!r}: it is not UTF-8") from error


def _write_baseline(run: CheckRun, files: Sequence[str], path: Path) -> None:
    """Write the baseline anew for the files that were checked; what it has of others stays.

    Raises SettingsError where a file that is no baseline stands in its place.
    """
    before = _baseline(path) if path.exists() else None
    content = baseline_of(run, _names(files, path), before, str(path))
    write_file(path, content)
    note(f"Wrote {path}")


def _names(files: Sequence[str], baseline: Path) -> dict[str, str]:
    """Return what the baseline calls each file: its path from the baseline's own folder on."""
    folder = baseline.parent.resolve()
    return {file: Path(os.path.relpath(Path(file).resolve(), folder)).as_posix() for file in files}


def _outcomes(
    drafts: Sequence[_ReadDraft], plan: CheckPlan, options: CheckOptions
) -> Iterator[tuple[CheckedStatement | Unread, _Against]]:
    work = [
        (draft, places, statement)
        for draft in drafts
        for places in [draft.file.places]
        for statement in draft.file.in_order
    ]
    for draft, places, statement in counted(work):
        if isinstance(statement, Unread):
            yield statement, ()
            continue
        try:
            against = _against(draft, statement, plan)
            check = partial(check_placed, statement.words, places, against, draft.sensitivity)
            checked = options.limits.keep(check)
        except ArticleError as error:
            yield Unread(place=places.at(statement.words.whole), reason=str(error)), ()
        else:
            yield checked, against


def _against(draft: _ReadDraft, statement: Statement, plan: CheckPlan) -> _Against:
    """Return what a statement is held against: nothing where evidence alone is sought."""
    if plan.library and not draft.has_source(statement):
        return ()
    file = draft.file
    return draft.sources.of(
        statement,
        Path(file.name).parent,
        article=file.article,
        name=partial(_name_of_source, file, statement),
    )


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
    if options.out:
        refuse_to_write_over([options.out], run.sources)  # those that pairs name among them
        if is_reviewed(options.out):
            content: str | bytes = reviewed_of(run, files, options.limits)
        else:
            content = _rendered(run, options.output)
        _write(options.out, content)
        print_text("\n".join([*summary_of(run), f"Wrote {options.out}\n"]))
    elif options.output == "text":
        console = Console()
        with console.capture() as captured:
            show_checked(run, console)
        sys.stdout.write(_trimmed(captured.get()))
    elif options.output in {"jsonl", "markdown"}:
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
    if output == "text":
        text = StringIO()
        show_checked(run, Console(file=text, width=_FILE_COLUMNS, color_system=None))
        return _trimmed(text.getvalue())
    if output == "jsonl":
        from pipeline.stages.render.json_output import checked_jsonl

        return checked_jsonl(run)
    if output == "markdown":
        from pipeline.stages.render.checked_markdown import checked_markdown

        return checked_markdown(run)
    from pipeline.stages.render.ci_results import results_of_check

    return ci_text(results_of_check(run), output)


def _trimmed(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())
