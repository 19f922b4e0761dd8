"""The documents in examples/ that are not plain text: `python -m tests.example_documents`."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from bench.evidence_files import pdf, xlsx
from pipeline.stages.read_article import read_article
from schemas import Role
from tests.example_evidence import REPORT, WORKBOOK
from tests.pdf_documents import LEFT, drawn, lines, wrapped
from tests.word_documents import cited, deleted, inserted, note, p, style, t, table, tr, word

EXAMPLES = Path(__file__).parents[1] / "examples"
_RIGHT, _UPPER = 320.0, 700.0


def draft() -> bytes:
    """Return a draft about the article on the harbour, with a change that Word has tracked."""
    return word(
        p("Harbour rebuild to cost $212 million", style="Title")
        + p("The port handled about ", t("3.4 million tonnes", "<w:b/>"), " of cargo in 2025.")
        + p("A typical household would pay ", deleted("$84"), inserted("$94"), " more a year.")
        + p("The city will borrow $150 billion.", cited(2))
        + table(tr("Wharves", "18"), tr("Unsafe for heavy loads", "11")),
        {
            "styles": style("Title", "Title"),
            "footnotes": note(2, "Interest costs up to $9 million a year."),
        },
    )


def story(canvas: Canvas) -> None:
    """Draw the article on the harbour as a page of two columns."""
    article = read_article(str(EXAMPLES / "harbour-budget.html"))
    headline = next(each for each in article.sentences if each.role is Role.HEADLINE)
    paragraphs: dict[int, list[str]] = {}
    for sentence in article.sentences:
        if sentence.role in {Role.LEDE, Role.BODY}:
            words = paragraphs.setdefault(sentence.paragraph, [])
            words.append(article.plain(sentence.span))
    rows = [row for text in paragraphs.values() for row in [*wrapped(" ".join(text), 46), ""]]
    half = (len(rows) + 1) // 2
    lines(canvas, ["The Ellery Courier, 14 October 2026"], y=800, size=8)
    lines(canvas, [article.plain(headline.span)], y=740, size=16)
    lines(canvas, rows[:half], y=_UPPER)
    lines(canvas, rows[half:], x=_RIGHT, y=_UPPER)
    lines(canvas, ["1"], x=(LEFT + _RIGHT) / 2, y=40, size=8)


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "harbour-draft.docx": draft,
    "harbour-budget.pdf": partial(drawn, story),
}

EVIDENCE: dict[str, Callable[[], bytes]] = {
    "budget-report.pdf": partial(pdf, REPORT),
    "council-tables.xlsx": partial(xlsx, WORKBOOK),
}
"""Those of `examples/evidence/documents`."""

if __name__ == "__main__":
    for folder, documents in ((EXAMPLES, DOCUMENTS), (EXAMPLES / "evidence/documents", EVIDENCE)):
        for name, make in documents.items():
            (folder / name).write_bytes(make())
