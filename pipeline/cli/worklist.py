"""`factdesk worklist import`: read what people filled in, merge it, and write files anew."""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import typer

from pipeline.cli.article_folder import (
    changed_work_files,
    files_taken_in,
    keep_result,
    say_overruled,
    standing_work,
    with_way,
    write_files,
)
from pipeline.cli.exits import FOUND
from pipeline.cli.options import argument, command, flag, group, option
from pipeline.cli.output_files import alone_in
from pipeline.cli.standard_output import note, print_text
from pipeline.files import holding
from pipeline.stages.compare_reports import compare_reports
from pipeline.stages.read_report import RESULT, read_report, result_path
from pipeline.stages.render.files import render_files
from pipeline.stages.render.version_changes import lapsed_lines
from pipeline.stages.render.work_words import STATUS_WORDS, doubts_of_brief, said_words
from pipeline.stages.take_work import NamedWork, Taken, Unplaced, read_work, take_work
from schemas import Report


@dataclass(frozen=True, kw_only=True)
class ImportOptions:
    result: str = argument("The result.json to take the work into, or the folder it is in.")
    work: list[str] = argument(
        "What was filled in: the JSON or CSV that report.html exports, worklist.csv, "
        "worklist.xlsx or worklist.jsonl; or the result.json of another version of the article."
    )
    out: Path | None = option("Write all files to this folder instead of the one of RESULT.")
    replace: bool = flag(
        "Let an empty field (or the status open) erase what is there, and a list of evidence "
        "replace the one that is there."
    )
    earlier_version: bool = flag(
        "Take JSON that report.html of an earlier version of the article exported: each row is "
        "sought by its figure."
    )
    fail_on: Literal["unplaced", "none"] = option(
        "Exit 1 when some work belongs to no row of this worklist, or never.", default="unplaced"
    )


def import_work(options: ImportOptions) -> None:
    """Take what people entered into a result, and write its files anew.

    Rows are found by row_id; in a table only the columns row_id, status, evidence (an address or
    some words a line), note and checker are read. Work is merged: an empty cell erases nothing,
    and evidence is added. Where a file says something else than the result or an earlier file, it
    wins, and you are told whose status gave way to whose.

      status: open, verified, wrong, misleading, needs_source, unverifiable, not_a_claim

    With the result.json of another version of the article only checks that still stand are taken:
    same figure, same source, same wording. `factdesk diff` shows which and why.

    Examples:
      factdesk worklist import out/story work.json
      factdesk worklist import out/story anna.xlsx ben.csv
      factdesk worklist import out/story worklist.csv --out out/checked
      factdesk worklist import out/story-v2 out/story-v1
    """
    folder = options.out or result_path(options.result).parent
    # Of two imports at once the later one would not know what the earlier one took in.
    with alone_in(folder) if options.out else holding(folder, wait=True):
        taken, lapsed, written = _imported(options, folder)
    say_overruled(taken)
    _say(taken, lapsed)
    print_text(f"Wrote {', '.join(written)} to {folder}\n")
    if (taken.unplaced or lapsed) and options.fail_on == "unplaced":
        raise typer.Exit(FOUND)


worklist = group(**{"import": command(import_work, ImportOptions)})  # a word of Python


def _imported(options: ImportOptions, folder: Path) -> tuple[Taken, list[str], Sequence[str]]:
    """Write the result with the work in it; return what was taken, what lapsed, and the files."""
    report, path = read_report(options.result), result_path(options.result)
    read = [_work_of(name, report) for name in options.work]
    files, lapsed = [work for work, _ in read], [line for _, lines in read for line in lines]
    in_place = (folder / RESULT).resolve() == path.resolve()
    # A table of the folder is about to be written anew: what was filled in there comes in as well.
    named = {Path(name).resolve() for name in options.work}
    changed = changed_work_files(folder)
    unnamed = [path for path in changed if in_place and path.resolve() not in named]
    taken = take_work(
        report,
        [*map(read_work, map(str, unnamed)), *files],
        replace=options.replace,
        earlier=options.earlier_version,
    )
    keep_result(folder, taken.report)
    taken_in = files_taken_in(changed, taken.report, render_files(report) if changed else {})
    if (way := taken.report.provenance.library) and not in_place:
        moved = with_way(taken.report, folder, path.parent / way)
        taken = dataclasses.replace(taken, report=moved)
    written = render_files(taken.report, folder=folder)
    write_files(folder, written, taken_in)
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
    print_text(f"{summary_of(taken)}\n")
    for line in doubts_of_brief(taken.report):
        print_text(f"the brief rests on {line}\n")
    for name, entry in taken.unplaced:
        figure = entry.row_id or "an entry without row_id"
        said = said_words(entry.note or "", entry.evidence or ())
        note(f"not placed: {figure} of {name}: {entry.status or 'open'} {said}".rstrip())
    for name, count in taken.kept_open.items():
        rows = "1 row is open" if count == 1 else f"{count} rows are open"
        keeps = "keeps its status" if count == 1 else "keep their status"
        note(f"{rows} in {name} and {keeps}: --replace takes over what the file says")
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
