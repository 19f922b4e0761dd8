"""The folder of one article of a corpus, written by the process that made its report."""

from pathlib import Path

from pipeline.cli.carrying import carried_over
from pipeline.cli.output import alone_in, plain_name, slugs, write_folder
from pipeline.corpus.outcome import Job
from pipeline.stages.render.files import render_files
from schemas import Report


def write_article_folder(out: Path, job: Job, report: Report) -> Report:
    """Write what `brief --out` writes; return the report with the work of people carried over.

    The folder is `out/articles/<number>-<name>/`, counted from 1, with the article's id for a name
    where its row gives one. Raises SettingsError for a file that cannot be written.
    """
    is_given = not f"/{job.source}".endswith(f"/{job.id}")  # else it follows from the file's name
    (slug,) = [plain_name(job.id) or "article"] if is_given else slugs([job.source])
    folder = out / "articles" / f"{job.number + 1:06}-{slug}"
    with alone_in(folder):
        report = carried_over(report, folder)
        write_folder(folder, render_files(report))
    return report
