"""What is written for an article: a name and its content each, the same bytes on every run."""

from collections.abc import Mapping

from pipeline.stages.render.brief_text import brief_markdown
from pipeline.stages.render.claim_review import claim_reviews
from pipeline.stages.render.html import report_html
from pipeline.stages.render.workbook import worklist_xlsx
from pipeline.stages.render.worklist_table import worklist_csv, worklist_jsonl
from schemas import Report


def render_files(report: Report, *, bom: bool = False) -> Mapping[str, str | bytes]:
    """Return each file's content by its name; `bom` marks `worklist.csv` as UTF-8 for Excel."""
    return {
        "brief.md": brief_markdown(report),
        "report.html": report_html(report),
        "result.json": result_json(report),
        "worklist.csv": worklist_csv([report], bom=bom),
        "worklist.xlsx": worklist_xlsx(report),
        "worklist.jsonl": worklist_jsonl([report]),
        "claimreview.json": claim_reviews([report]),
    }


def result_json(report: Report) -> str:
    """Return the whole report; `factdesk schema report` prints its form."""
    return report.model_dump_json(indent=2) + "\n"
