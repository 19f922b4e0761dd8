"""Where briefs go: a folder of files for each article, and one output of all of them."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import typer

from pipeline.cli.annotating import print_annotations
from pipeline.cli.carrying import carried_over
from pipeline.cli.choices import BriefFormat
from pipeline.cli.output import alone_in, write_folder
from pipeline.cli.standard_output import Screen, print_data
from pipeline.errors import FactdeskError
from pipeline.files import is_text_of_file
from pipeline.stages.render import show_report
from pipeline.stages.render.brief_text import brief_markdown
from pipeline.stages.render.ci_results import Briefed, NotChecked, Results, results_of_briefs
from pipeline.stages.render.files import render_files, result_json
from schemas import Article, Report


class Outcome(NamedTuple):
    """What has come of one article so far, the folder its files go to, and those written there."""

    source: str
    result: Article | Report | FactdeskError
    folder: Path | None
    files: tuple[str, ...] = ()


def finished(outcome: Outcome, result: Report | FactdeskError, *, bom: bool) -> Outcome:
    """Return the outcome with its result, the files of a report written to its folder."""
    if outcome.folder is None or isinstance(result, FactdeskError):
        return outcome._replace(result=result)
    with alone_in(outcome.folder):
        report = carried_over(result, outcome.folder)
        files = render_files(report, bom=bom)
        write_folder(outcome.folder, files)
    return outcome._replace(result=report, files=tuple(files))


def deliver(outcomes: Sequence[Outcome], output: BriefFormat, *, bom: bool) -> None:
    """Print what was asked for, in the order in which the articles were given."""
    if output is BriefFormat.TEXT:
        for each in outcomes:
            _show(each)
    elif output is BriefFormat.GITHUB:
        print_annotations(_results(outcomes), os.environ)
    else:
        print_data(_rendered(outcomes, output, bom=bom))


def _show(outcome: Outcome) -> None:
    if isinstance(outcome.result, Report):
        show_report(outcome.result, Screen())
    if outcome.files:
        typer.echo(f"Wrote {', '.join(outcome.files)} to {outcome.folder}")


def _rendered(outcomes: Sequence[Outcome], output: BriefFormat, *, bom: bool) -> str:
    """Return all reports in a format; each is imported only when it is asked for."""
    reports = [each.result for each in outcomes if isinstance(each.result, Report)]
    match output:
        case BriefFormat.MARKDOWN:
            return "".join(map(brief_markdown, reports))
        case BriefFormat.HTML:
            from pipeline.stages.render.html import report_html

            return "".join(map(report_html, reports))
        case BriefFormat.JSONL:
            from pipeline.stages.render.worklist_table import worklist_jsonl

            return worklist_jsonl(reports)
        case BriefFormat.CSV:
            from pipeline.stages.render.worklist_table import worklist_csv

            return worklist_csv(reports, bom=bom)
        case BriefFormat.CLAIMREVIEW:
            from pipeline.stages.render.claim_review import claim_reviews

            return claim_reviews(reports)
        case BriefFormat.SARIF:
            from pipeline.stages.render.sarif import sarif_log

            return sarif_log(_results(outcomes))
        case BriefFormat.JUNIT:
            from pipeline.stages.render.junit import junit_xml

            return junit_xml(_results(outcomes))
    return "".join(map(result_json, reports))


def _results(outcomes: Sequence[Outcome]) -> Results:
    """Return the alerts on every article, and the articles that gave no report."""
    results = [each.result for each in outcomes]
    briefed = [_briefed(result) for result in results if isinstance(result, Report)]
    missed = [
        NotChecked(each.source, None, str(each.result))
        for each in outcomes
        if isinstance(each.result, FactdeskError)
    ]
    return results_of_briefs(briefed, missed)


def _briefed(report: Report) -> Briefed:
    article = report.article
    return Briefed(report, is_file_text=is_text_of_file(article.source, article.text))
