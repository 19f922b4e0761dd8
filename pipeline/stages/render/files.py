"""What is written for an article: a name and its content each, the same bytes on every run."""

from collections.abc import Mapping

from pipeline.stages.render.markdown import brief_markdown
from pipeline.stages.render.table import worklist_csv
from schemas import Report


def render_files(report: Report) -> Mapping[str, str]:
    """Return the content of `brief.md`, `report.html`, `result.json` and `worklist.csv`, by file name."""
    from pipeline.stages.render.html import (  # noqa: PLC0415  jinja2, which checking does not need
        report_html,
    )

    return {
        "brief.md": brief_markdown(report),
        "report.html": report_html(report),
        "result.json": report.model_dump_json(indent=2) + "\n",
        "worklist.csv": worklist_csv(report),
    }
