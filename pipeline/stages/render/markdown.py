"""The brief as Markdown, for an editor: what it says, on what it rests, what to verify first."""

import re
from collections.abc import Iterator, Sequence

from pipeline.stages.render.codes import reviews_of
from schemas import ClaimKind, Origin, Point, Report, Row

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
_MOST_ROWS = 10
_HEADINGS = {
    ClaimKind.FACT: "Before you reuse it: figures to verify",
    ClaimKind.FORECAST: "Planned or expected: who says so?",
    ClaimKind.OPINION: "Figures in an opinion",
    ClaimKind.PERSONAL: "Figures of personal experience",
}


def brief_markdown(report: Report) -> str:
    """Return the brief: headline, points with their sentences, figures to verify, what was withheld."""
    return "\n".join(
        [
            f"# {markdown_text(report.brief.headline.text)}",
            "",
            *_origin(report),
            "",
            *(
                f"- {markdown_text(point.text)} {_cites(point, report)}"
                for point in report.brief.points
            ),
            "",
            *_figures(report),
            *_loose(report),
            *_review(report),
            *_withheld(report),
            *_sources(report),
            *_ledger(report),
        ]
    )


def markdown_text(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _cites(point: Point, report: Report) -> str:
    """Return the sentences of a point; and, in a model's brief, that the words are the article's."""
    own = point.origin is Origin.EXTRACTIVE and report.provenance.model
    return f"({', '.join(point.sentence_ids)}{'; the article’s own words' if own else ''})"


def _origin(report: Report) -> Iterator[str]:
    """Say what made the brief, before anything that it says."""
    made = report.provenance
    by = f"drafted by {made.model}" if made.model else "taken from the article by rule, no model"
    yield f"*From {markdown_text(report.article.source)}; {markdown_text(by)}. Numbers checked by factdesk {made.factdesk}.*"
    for note in made.notes:
        yield ""
        yield f"> {markdown_text(note)}"


def _figures(report: Report) -> Iterator[str]:
    """List the first rows of each list; a forecast is no fact to verify."""
    for kind, heading in _HEADINGS.items():
        rows = [row for row in report.worklist.rows if row.kind is kind]
        if rows:
            yield f"## {heading}: {len(rows)}"
            yield ""
            yield from _rows(rows)
    left = report.worklist
    yield (
        f"{left.sentences_without_numbers} sentences hold no figure and are not on this list; "
        f"{len(left.unlisted)} of them state something that could be checked."
    )
    yield ""


def _rows(rows: Sequence[Row]) -> Iterator[str]:
    yield "| # | Figure | Said by | Why it stands here |"
    yield "|--:|---|---|---|"
    for row in rows[:_MOST_ROWS]:
        said_by = markdown_text(row.attribution.name or "the article")
        figure = markdown_text(row.quantity.label())
        alerts = [
            f"**{flag.check}** {markdown_text(flag.message)}" for flag in row.flags if flag.alert
        ]
        why = ". ".join([*alerts, markdown_text(row.reason)])
        yield f"| {row.rank} | {figure} | {said_by} | {why} |"
    yield ""
    if (more := len(rows) - _MOST_ROWS) > 0:
        yield f"{more} more {'is' if more == 1 else 'are'} in worklist.csv."
        yield ""


def _loose(report: Report) -> Iterator[str]:
    """List the alerts on what is no row, such as a date that does not exist."""
    alerts = [flag for flag in report.worklist.loose_flags if flag.alert]
    if alerts:
        yield "## Also look at"
        yield ""
        yield from (f"- **{flag.check}** {markdown_text(flag.message)}" for flag in alerts)
        yield ""


def _review(report: Report) -> Iterator[str]:
    if lines := [
        f"- {markdown_text(point.text)} — {markdown_text(said)}"
        for point, said in reviews_of(report)
    ]:
        yield from ("## For review: numbers that the article may not bear out", "", *lines, "")


def _withheld(report: Report) -> Iterator[str]:
    if not report.brief.withheld:
        return
    yield "## Withheld: numbers that the article does not bear out"
    yield ""
    for withheld in report.brief.withheld:
        yield f"- {markdown_text(withheld.point.text)} — {markdown_text(withheld.reason)}"
    yield ""


def _sources(report: Report) -> Iterator[str]:
    """Quote each sentence that the brief cites."""
    cited = {each for point in report.brief.points for each in point.sentence_ids}
    yield "## Sentences cited"
    yield ""
    for sentence in report.article.sentences:
        if sentence.sentence_id in cited:
            yield f"- {sentence.sentence_id}: {markdown_text(report.article.plain(sentence.span))}"
    yield ""


def _ledger(report: Report) -> Iterator[str]:
    ledger = report.ledger
    yield "## Ledger"
    yield ""
    yield (
        f"{ledger.quantities} quantities in the article = {ledger.covered} covered by claims "
        f"+ {ledger.swept} swept onto the list + {ledger.set_aside} set aside."
    )
    yield ""
