"""The folder of an article: its files written anew, with the work that people did in them kept.

It is written by the process that made the report, so this imports no command.
"""

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.cli.output_files import (
    alone_in,
    bytes_of,
    name_of_title,
    plain_name,
    refuse_to_write_over,
    slugs,
    write_folder,
)
from pipeline.cli.standard_output import note
from pipeline.errors import WorkError
from pipeline.own_files import OwnFiles, refuse_odd_entries, set_aside
from pipeline.stages.compare_reports import compare_reports
from pipeline.stages.read_report import RESULT, read_report
from pipeline.stages.render.files import render_files
from pipeline.stages.render.version_changes import lapsed_lines
from pipeline.stages.render.work_words import status_words
from pipeline.stages.take_work import (
    NamedWork,
    StatusOf,
    Taken,
    generated_cells,
    holds_work,
    is_worked,
    read_work,
    shows_all,
    take_work,
)
from pipeline.text.word_runs import WordRuns
from schemas import Article, Changes, Report, Row, Standing, WorkedRow, WorkFile

if TYPE_CHECKING:
    from pipeline.corpus.outcome import Job  # it loads what merges worklists

Files = Mapping[str, str | bytes]
_SAME_SHARE = 0.3
"""Of the word runs of one version in the other; of 337,050 pairs of articles none shares .05."""
_WORK_FILES = ("worklist.csv", "worklist.xlsx", "worklist.jsonl")


class Written(NamedTuple):
    """The report on an article as it was written, work carried over, and where its files are."""

    report: Report
    folder: Path
    files: tuple[str, ...]


def write_report(
    report: Report, folder: Path, *, bom: bool = False, library: Path | None = None
) -> Written:
    """Write the files of an article into its folder.

    What a person changed in them is taken in, or kept beside. `library` is the file of the library
    of evidence that was asked. Raises SettingsError for a file that cannot be written.
    """
    with alone_in(folder):
        return _written(report, folder, bom=bom, library=library)


def write_paste(
    report: Report,
    out: Path,
    *,
    taken: Collection[str] = (),
    bom: bool = False,
    library: Path | None = None,
) -> Written:
    """Write the files of an article that has no name into a folder named after its headline.

    A folder that holds another article, or is `taken` by one, is left alone, and the next number is
    added to the name. Raises SettingsError as `write_report` does.
    """
    name = _name_of_paste(report.article)
    numbered = (f"{name}-{number}" for number in count(2))
    for folder in (out / each for each in chain([name], numbered) if each not in taken):
        with alone_in(folder):
            if not _holds_another(folder, report.article):
                return _written(report, folder, bom=bom, library=library)
    raise AssertionError("numbers do not end")


def _written(report: Report, folder: Path, *, bom: bool, library: Path | None) -> Written:
    refuse_odd_entries(folder.iterdir())
    report, taken_in = carried_over(report, folder)
    if library:
        report = with_way(report, folder, library.parent)
    files = render_files(report, bom=bom, folder=folder)
    refuse_to_write_over((folder / name for name in files), [report.article.source])
    write_files(folder, files, taken_in)
    return Written(report, folder, tuple(files))


def with_way(report: Report, folder: Path, library: Path) -> Report:
    """Return the report with the way from its folder to that of the library of evidence."""
    way = Path(os.path.relpath(library.absolute(), folder.absolute())).as_posix()
    made = report.provenance.model_copy(update={"library": way})
    return report.model_copy(update={"provenance": made})


def _name_of_paste(article: Article) -> str:
    first = article.title or article.plain(article.sentences[0].span)
    return name_of_title(first) or "article"


def _holds_another(folder: Path, article: Article) -> bool:
    """Return whether the results in a folder are of an article that shares little with this one."""
    if not (folder / RESULT).is_file():
        return False
    try:
        held = read_report(str(folder / RESULT)).article
    except WorkError:
        return True
    shares = WordRuns(held.text).share(article.text), WordRuns(article.text).share(held.text)
    return held.article_id != article.article_id and max(shares) < _SAME_SHARE


def write_files(folder: Path, files: Files, taken_in: Collection[str] = ()) -> None:
    """Write files into a folder; what somebody changed there since is kept beside, and named.

    Of the files that are `taken_in` all changes are in the new ones. Raises SettingsError for a
    file that cannot be written.
    """
    refuse_odd_entries(folder / name for name in files)
    own = OwnFiles(folder)
    for name in files:
        path = folder / name
        if name not in taken_in and own.is_changed(name) and not _holds(path, files[name]):
            note(f"{path} was changed since it was written: it is kept as {set_aside(path)}")
    own.expect({name: hashlib.sha256(bytes_of(files[name])).hexdigest() for name in files})
    write_folder(folder, files)
    own.settle(files)


def _holds(path: Path, content: str | bytes) -> bool:
    return path.read_bytes() == bytes_of(content)


def write_article_folder(
    out: Path, job: "Job", report: Report, *, library: Path | None = None
) -> Report:
    """Return the report of an article of a corpus as written, by `write_report`, to its folder.

    That is `out/articles/<number>-<name>/`, counted from 1, with the article's id for a name
    where its row gives one.
    """
    is_given = not f"/{job.source}".endswith(f"/{job.id}")  # else it follows from the file's name
    (slug,) = [plain_name(job.id) or "article"] if is_given else slugs([job.source])
    folder = out / "articles" / f"{job.number + 1:06}-{slug}"
    return write_report(report, folder, library=library).report


def carried_over(report: Report, folder: Path) -> tuple[Report, frozenset[str]]:
    """Return the report with the work that was done in the folder, as far as it still stands.

    And the names of the files from which all that was changed is in it. What does not stand stays
    in the folder under another name, and standard error says so.
    """
    changed = changed_work_files(folder)
    if not changed and not (folder / RESULT).is_file():
        return report, frozenset()
    old = _previous(folder)
    taken = take_work(old or report, [work for path in changed if (work := _work_of(path))])
    say_overruled(taken)
    taken_in = files_taken_in(changed, taken.report, render_files(old or report) if changed else {})
    if old is None:
        return taken.report, taken_in | {RESULT}
    changes = compare_reports(taken.report, report)
    if lapsed := lapsed_lines(changes):
        kept = set_aside(folder / RESULT, bytes_of(render_files(taken.report)[RESULT]))
        note(f"not carried over, and kept in {kept}:")
        for line in lapsed:
            note(f"  {line}")
    standing = standing_work(str(folder / RESULT), changes)
    return take_work(report, [standing]).report, taken_in


def standing_work(name: str, changes: Changes) -> NamedWork:
    """Return the work of the old version that stands in the new one, for the rows of the new."""
    rows = [
        WorkedRow(row_id=pair.new.row_id, **dict(pair.old.work))
        for pair in changes.pairs
        if pair.work is Standing.STANDS
    ]
    rows += [
        WorkedRow(row_id=pair.new.row_id, **dict(pair.old.work))
        for pair in changes.sentences
        if pair.new
    ]
    return NamedWork(name, WorkFile(article_id=changes.new.article_id, rows=tuple(rows)))


def changed_work_files(folder: Path) -> list[Path]:
    """Return the files of a folder that hold work and are not as they were written."""
    own = OwnFiles(folder)
    return [folder / name for name in _WORK_FILES if own.is_changed(name)]


def files_taken_in(changed: Iterable[Path], report: Report, written: Files) -> frozenset[str]:
    """Return the names of changed files in which nothing is lost when they are written anew.

    Their work is in the report, and all else in them is as it was `written`.
    """
    return frozenset(
        path.name
        for path in changed
        if path.name in written
        and (work := _work_of(path)) is not None
        and _holds_all(report, work)
        and _is_as_written(path, bytes_of(written[path.name]))
    )


def _is_as_written(path: Path, written: bytes) -> bool:
    """Return whether a file holds nothing beside work that was not written there."""
    name, raw = path.name, path.read_bytes()
    same = generated_cells(name, raw) == generated_cells(name, written)
    return same and shows_all(name, raw, written)


def keep_result(folder: Path, report: Report) -> None:
    """Set aside a result of the folder, which is not that of the report, with work of its own."""
    path = folder / RESULT
    if path.is_file():
        work = _work_of(path)
        if work is None or not _holds_all(report, work):
            note(f"{path} holds other work: kept as {set_aside(path)}")


def say_overruled(taken: Taken) -> None:
    """Say whose status gave way to whose, and where else two files disagreed and which won."""
    for item, before, after in taken.overruled:
        place = f"row {item.rank}" if isinstance(item, Row) else f"sentence {item.sentence_id}"
        note(f"{place}: {_status(before)} gave way to {_status(after)}")
    for each in taken.conflicts:
        lost = f"{each.field} {each.lost!r} of {each.lost_in}"
        note(f"{each.row_id}: {lost} gave way to that of {each.won_in}")


def _status(each: StatusOf) -> str:
    words = status_words(each.status, each.checker)
    return f"{words} of {each.name}" if each.name else words


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


def _work_of(path: Path) -> NamedWork | None:
    try:
        return read_work(str(path))
    except WorkError as error:
        note(f"not taken in: {error}")
        return None


def _holds_all(report: Report, work: NamedWork) -> bool:
    work_on = {row.row_id: row.work for row in report.worklist.rows}
    work_on |= {sentence.row_id: sentence.work for sentence in report.unlisted}
    return all(
        entry.row_id in work_on and holds_work(work_on[entry.row_id], entry)
        for entry in work.work.rows
        if is_worked(entry)
    )
