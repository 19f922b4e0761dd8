"""The folder of one article of a corpus, written by the process that made its report."""

from pathlib import Path

from pipeline.cli.carrying import carried_over
from pipeline.cli.output import alone_in, slugs, write_folder
from pipeline.stages.render.files import render_files
from schemas import Report


def write_article_folder(out: Path, number: int, report: Report) -> Report:
    """Write what `brief --out` writes; return the report with the work of people carried over.

    The folder is `out/articles/<number>-<name>/`, counted from 1. Raises SettingsError for a file
    that cannot be written.
    """
    (slug,) = slugs([report.article.source])
    folder = out / "articles" / f"{number + 1:06}-{slug}"
    with alone_in(folder):
        report = carried_over(report, folder)
        write_folder(folder, render_files(report))
    return report
