"""The report as one HTML file, which works offline and without scripts: nothing from outside.

Put together here from what `annotated_article`, `statement_views` and `worklist_views` return;
how it looks and behaves stands in `templates/`.
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipeline.stages.render.brief_text import ledger_sentence
from pipeline.stages.render.codes import outcome_of, standing_of
from pipeline.stages.render.evidence_words import counts_line, has_evidence, outcomes_of
from pipeline.stages.render.html.annotated_article import article_blocks
from pipeline.stages.render.html.evidence_views import Standpoint
from pipeline.stages.render.html.page_text import Anchors, Link, clipped, web_address
from pipeline.stages.render.html.statement_views import Statements
from pipeline.stages.render.html.worklist_views import (
    fired_checks,
    loose_flags,
    row_lists,
    sentence_views,
    set_aside,
    speakers,
    unlisted_line,
)
from pipeline.stages.render.work_words import STATUS_WORDS, still_open, work_words
from pipeline.text.escaping import visible
from schemas import EvidenceOutcome, Provenance, Report, WorkStatus

__all__ = ["report_html"]


def report_html(report: Report, *, folder: Path | None = None) -> str:
    """Return the page. Whatever the article holds, it runs nothing and asks no network.

    `folder` is where the page will stand: from there its links lead to files of evidence.
    """
    style, script = _own("page.css"), _own("page.js")
    if has_evidence(report):
        style += "\n" + _own("evidence.css")
    return (
        _environment()
        .get_template("page.html")
        .render(
            page=_page(report, folder), style=style, script=script, policy=_policy(style, script)
        )
    )


def _page(report: Report, folder: Path | None) -> dict[str, object]:
    anchors = Anchors(report)
    statements = Statements(report, anchors)
    doubts, loose = statements.doubts(), loose_flags(report, anchors)
    source = report.article.source
    return {
        "title": clipped(report.article.title or report.brief.headline.text, 120),
        "article_id": report.article.article_id,
        "source": Link(web_address(source), source),
        "published": report.article.published,
        "made": _made(report.provenance),
        "notes": report.provenance.notes,
        "headline": statements.headline(report.brief.headline),
        "points": statements.points(),
        "doubts": doubts,
        "lists": row_lists(report, anchors, Standpoint(folder, report.provenance.library)),
        "evidence": counts_line(outcomes_of(report)),
        "outcomes": [each for each in EvidenceOutcome if outcomes_of(report)[each]],
        "speakers": speakers(report),
        "sentences": sentence_views(report, anchors),
        "statuses": [(status, STATUS_WORDS[status], key) for status, key in _KEYS.items()],
        "loose": loose,
        "checks": fired_checks(report),
        "ledger": ledger_sentence(report),
        "set_aside": set_aside(report, anchors),
        "unlisted": unlisted_line(report),
        "claims": statements.claims(),
        "blocks": article_blocks(report, doubts, loose),
    }


_KEYS = {
    WorkStatus.OPEN: "o",
    WorkStatus.VERIFIED: "v",
    WorkStatus.WRONG: "w",
    WorkStatus.MISLEADING: "m",
    WorkStatus.NEEDS_SOURCE: "s",
    WorkStatus.UNVERIFIABLE: "u",
    WorkStatus.NOT_A_CLAIM: "n",
}
"""The key that marks a row, by the status that it sets."""


def _made(made: Provenance) -> str:
    by = f"Drafted by {made.model}" if made.model else "Taken from the article by rule, no model"
    return f"{by}; numbers checked by factdesk {made.factdesk}."


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("pipeline.stages.render.html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "clipped": clipped,
        "outcome": outcome_of,
        "standing": standing_of,
        "found": work_words,
        "still_open": still_open,
        "status_words": STATUS_WORDS.__getitem__,
    }
    return environment


def _finalize(value: object) -> object:
    """Make hidden characters visible in all that a template prints, before it is escaped."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _own(name: str) -> Markup:
    """Return a file of ours as it goes into the page: without indents and lines of comment."""
    text = files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    kept = "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))
    return Markup(kept)  # noqa: S704  our own file


def _policy(style: str, script: str) -> Markup:
    """Return a content security policy under which only the page's own script and style count."""
    return Markup(  # noqa: S704  digests, no text of an article
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
