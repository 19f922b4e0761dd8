"""What `factdesk worklist import` does: read, merge, write anew, and say what came in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from pipeline.cli.carrying import (
    edited_tables,
    keep_result,
    keep_tables,
    say_conflicts,
    standing_work,
)
from pipeline.cli.choices import ImportFailOn
from pipeline.cli.exits import FOUND
from pipeline.cli.output import alone_in, write_folder
from pipeline.cli.standard_error import note
from pipeline.cli.standard_output import print_text
from pipeline.locks import holding
from pipeline.stages.compare_reports import compare_reports
from pipeline.stages.read_report import RESULT, read_report, result_path
from pipeline.stages.render import printable
from pipeline.stages.render.files import render_files
from pipeline.stages.render.version_changes import STATUS_WORDS, lapsed_lines
from pipeline.stages.take_work import NamedWork, Taken, Unplaced, read_work, take_work
from schemas import Report


@dataclass(frozen=True, slots=True)
class Request:
    """The options of one `factdesk worklist import`."""

    result: str
    work: Sequence[str]
    out: Path | None
    replace: bool
    earlier_version: bool
    fail_on: ImportFailOn


def import_work(request: Request) -> None:
    """Take the work into the result and write its files; raises typer.Exit for code 1.

    Raises WorkError, and writes nothing, for what cannot be read or is of another article.
    """
    folder = request.out or result_path(request.result).parent
    # Of two imports at once the later one would not know what the earlier one took in.
    with alone_in(folder) if request.out else holding(folder, wait=True):
        taken, lapsed, written = _imported(request, folder)
    say_conflicts(taken.conflicts)
    _say(taken, lapsed)
    print_text(f"Wrote {', '.join(written)} to {folder}\n")
    if (taken.unplaced or lapsed) and request.fail_on is ImportFailOn.UNPLACED:
        raise typer.Exit(FOUND)


def _imported(request: Request, folder: Path) -> tuple[Taken, list[str], Sequence[str]]:
    """Write the result with the work in it; return what was taken, what lapsed, and the files' names."""
    report, path = read_report(request.result), result_path(request.result)
    read = [_work_of(name, report) for name in request.work]
    files, lapsed = [work for work, _ in read], [line for _, lines in read for line in lines]
    in_place = (folder / RESULT).resolve() == path.resolve()
    # A table of the folder is about to be written anew: what was filled in there comes in as well.
    named = {Path(name).resolve() for name in request.work}
    before = render_files(report)
    tables = [t for t in edited_tables(folder, before) if Path(t.name).resolve() not in named]
    taken = take_work(
        report,
        [*(tables if in_place else ()), *files],
        replace=request.replace,
        earlier=request.earlier_version,
    )
    if not in_place:
        keep_result(folder, taken.report)
    keep_tables(folder, taken.report, before)
    written = render_files(taken.report)
    write_folder(folder, written)
    return taken, lapsed, tuple(written)


def _work_of(name: str, report: Report) -> tuple[NamedWork, tuple[str, ...]]:
    """Return the work in a file, and a line for each row of another version that lapsed."""
    path = result_path(name)
    work = read_work(str(path))
    if not work.is_result or work.work.article_id == report.article.article_id:
        return work, ()
    changes = compare_reports(read_report(name), report)
    return standing_work(name, changes), lapsed_lines(changes)


def _say(taken: Taken, lapsed: Sequence[str]) -> None:
    """Print what came in, and on standard error what needs a person."""
    print_text(printable(f"{summary_of(taken)}\n"))
    for name, entry in taken.unplaced:
        figure = entry.row_id or "an entry without row_id"
        said = " · ".join(part for part in (entry.note, *(entry.evidence or ())) if part)
        note(f"not placed: {figure} of {name}: {entry.status or 'open'} {said}".rstrip())
    for line in lapsed:
        note(f"does not stand: {line}")
    if taken.regrouped:
        note(
            "found by figure in another version of the article, so look at wording and source: "
            + ", ".join(taken.regrouped)
        )


def summary_of(taken: Taken) -> str:
    """Return "12 rows: 9 verified, 3 wrong; 2 unchanged; 1 not in this worklist (r1)"."""
    counts = Counter(row.work.status for row in taken.changed)
    kinds = ", ".join(f"{n} {STATUS_WORDS[status]}" for status, n in counts.most_common())
    rows = len(taken.changed)
    parts = [f"{rows} row{'s' * (rows != 1)}" + (f": {kinds}" if kinds else "")]
    parts.append(f"{taken.unchanged} unchanged")
    if taken.unplaced:
        parts.append(f"{len(taken.unplaced)} not in this worklist ({_ids(taken.unplaced)})")
    return "; ".join(parts)


def _ids(unplaced: Sequence[Unplaced]) -> str:
    return ", ".join(entry.row_id or "no row_id" for _, entry in unplaced)
