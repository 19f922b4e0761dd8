"""What is written for an article: a name and its content each, the same bytes on every run."""

from collections.abc import Mapping
from pathlib import Path

from pipeline.stages.render.brief_text import brief_markdown
from pipeline.stages.render.html import report_html
from pipeline.stages.render.json_output import claim_reviews, result_json, worklist_jsonl
from pipeline.stages.render.worklist_table import worklist_csv, worklist_xlsx
from schemas import Report


def render_files(
    report: Report, *, bom: bool = False, folder: Path | None = None
) -> Mapping[str, str | bytes]:
    """Return each file's content by its name; `bom` marks `worklist.csv` as UTF-8 for Excel.

    `folder` is where they go: links of the page lead from there to files of evidence.
    """
    return {
        "brief.md": brief_markdown(report),
        "report.html": report_html(report, folder=folder),
        "result.json": result_json(report),
        "worklist.csv": worklist_csv([report], bom=bom),
        "worklist.xlsx": worklist_xlsx(report),
        "worklist.jsonl": worklist_jsonl([report]),
        "claimreview.json": claim_reviews([report]),
    }
