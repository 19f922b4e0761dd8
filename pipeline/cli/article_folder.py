"""The folder of an article: its files written anew, with the work that people did in them kept.

It is written by the process that made the report, so this imports no command.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.output_files import (
    alone_in,
    bytes_of,
    plain_name,
    set_aside,
    slugs,
    write_folder,
)
from pipeline.cli.standard_output import note
from pipeline.errors import WorkError
from pipeline.stages.compare_reports import compare_reports
from pipeline.stages.read_report import RESULT, read_report
from pipeline.stages.render.files import render_files
from pipeline.stages.render.version_changes import lapsed_lines
from pipeline.stages.take_work import (
    Conflict,
    NamedWork,
    holds_work,
    is_worked,
    read_table,
    read_work,
    take_work,
)
from schemas import Changes, Report, Standing, WorkedRow, WorkFile

if TYPE_CHECKING:
    from pipeline.corpus.outcome import Job  # it loads what merges worklists

Files = Mapping[str, str | bytes]
_TABLES = ("worklist.csv", "worklist.xlsx")


def write_report(
    report: Report, folder: Path, *, bom: bool = False
) -> tuple[Report, tuple[str, ...]]:
    """Write the files of an article; return the report with work carried over, and their names.

    Raises SettingsError for a file that cannot be written.
    """
    with alone_in(folder):
        report = carried_over(report, folder)
        files = render_files(report, bom=bom)
        write_folder(folder, files)
    return report, tuple(files)


def write_article_folder(out: Path, job: "Job", report: Report) -> Report:
    """Return the report of an article of a corpus as written, by `write_report`, to its folder.

    That is `out/articles/<number>-<name>/`, counted from 1, with the article's id for a name
    where its row gives one.
    """
    is_given = not f"/{job.source}".endswith(f"/{job.id}")  # else it follows from the file's name
    (slug,) = [plain_name(job.id) or "article"] if is_given else slugs([job.source])
    report, _ = write_report(report, out / "articles" / f"{job.number + 1:06}-{slug}")
    return report


def carried_over(report: Report, folder: Path) -> Report:
    """Return the report with the work that was done in the folder, as far as it still stands.

    What does not stays in the folder under another name, and standard error says so.
    """
    if not any((folder / name).is_file() for name in (RESULT, *_TABLES)):
        return report
    old = _previous(folder)
    written = render_files(old or report)
    taken = take_work(old or report, edited_tables(folder, written))
    say_conflicts(taken.conflicts)
    keep_tables(folder, taken.report, written)
    if old is None:
        return taken.report
    changes = compare_reports(taken.report, report)
    if lapsed := lapsed_lines(changes):
        kept = set_aside(folder / RESULT, bytes_of(render_files(taken.report)[RESULT]))
        note(f"not carried over, and kept in {kept}:")
        for line in lapsed:
            note(f"  {line}")
    return take_work(report, [standing_work(str(folder / RESULT), changes)]).report


def standing_work(name: str, changes: Changes) -> NamedWork:
    """Return the work of the old version that stands in the new one, for the rows of the new."""
    rows = [
        WorkedRow(row_id=pair.new.row_id, **dict(pair.old.work))
        for pair in changes.pairs
        if pair.work is Standing.STANDS
    ]
    return NamedWork(name, WorkFile(article_id=changes.new.article_id, rows=tuple(rows)))


def edited_tables(folder: Path, written: Files) -> list[NamedWork]:
    """Return the work in the tables of a folder that are not as they were `written`."""
    return [
        work
        for path in _tables(folder)
        if path.read_bytes() != bytes_of(written.get(path.name, "")) and (work := _work_of(path))
    ]


def keep_tables(folder: Path, report: Report, written: Files) -> None:
    """Set aside each table in which something would be lost when it is written anew.

    That is work that the report does not hold, or another change to what was `written`.
    """
    for path in _tables(folder):
        raw, ours = path.read_bytes(), bytes_of(written.get(path.name, ""))
        if not ours or raw == ours:
            continue
        work = _work_of(path)
        if work is None or not _holds_all(report, work):
            note(f"{path} holds work that cannot be placed: kept as {set_aside(path)}")
        elif read_table("", raw).generated() != read_table("", ours).generated():
            note(f"{path} has changes that are not read back: kept as {set_aside(path)}")


def keep_result(folder: Path, report: Report) -> None:
    """Set aside a result of the folder, which is not that of the report, with work of its own."""
    path = folder / RESULT
    if path.is_file():
        work = _work_of(path)
        if work is None or not _holds_all(report, work):
            note(f"{path} holds other work: kept as {set_aside(path)}")


def say_conflicts(conflicts: Iterable[Conflict]) -> None:
    """Say where two files disagreed and which of them won."""
    for row_id, field, lost, lost_in, won_in in conflicts:
        note(f"{row_id}: {field} {lost!r} of {lost_in} gave way to that of {won_in}")


def _previous(folder: Path) -> Report | None:
    """Return the report in the folder; one that cannot be read is set aside."""
    path = folder / RESULT
    if not path.is_file():
        return None
    try:
        return read_report(str(path))
    except WorkError as error:
        note(f"{error}; it is kept as {set_aside(path)}")
        return None


def _tables(folder: Path) -> Iterator[Path]:
    return (path for name in _TABLES if (path := folder / name).is_file())


def _work_of(path: Path) -> NamedWork | None:
    try:
        return read_work(str(path))
    except WorkError as error:
        note(f"not taken in: {error}")
        return None


def _holds_all(report: Report, work: NamedWork) -> bool:
    rows = {row.row_id: row for row in report.worklist.rows}
    return all(
        entry.row_id in rows and holds_work(rows[entry.row_id].work, entry)
        for entry in work.work.rows
        if is_worked(entry)
    )
