"""Text that tries to break out of the file it is written to, and rows that hold it."""

from hypothesis import strategies as st

from pipeline import ExtractiveDrafter, fact_check
from schemas import Report, Row
from tests.articles import storm

CELLS = (
    '=HYPERLINK("http://x.test/","open")',
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "＝1+1",
    " =1+1",
    "\t=1+1",
    "\r\n=1+1",
    "\x00=1+1",
    "\u200b=1+1",
    "'=1+1",
    "''",
    'a,"b";c\nd\r\ne',
    "<r><t>raw</t></r>",
    "_x0041_ \x07\x1b \ufffe \ud800 😀 \u202e",
    "http://x.test/ mailto:x@x.test",
    "12",
    "1e5",
    "2025-01-01",
    "TRUE",
    "x" * 40_000,
    "😀" * 20_000,
)
TEXT = st.one_of(
    st.sampled_from(CELLS),
    st.text(max_size=40),
    st.tuples(st.text("\t\r\n '\x00\u200b\ufeff", max_size=3), st.sampled_from("=+-@＝＋－＠a1"), st.text(max_size=5)).map("".join),
)  # fmt: skip


def report_of(*texts: str) -> Report:
    """Return a report whose rows hold the texts, one row each, where an article's words stand."""
    report = fact_check(storm, drafter=ExtractiveDrafter())
    row = report.worklist.rows[0]
    rows = tuple(_row(row, text, rank) for rank, text in enumerate(texts, start=1))
    worklist = report.worklist.model_copy(update={"rows": rows})
    article = report.article.model_copy(update={"title": "".join(texts)[:99], "source": texts[0]})
    return report.model_copy(update={"worklist": worklist, "article": article})


def _row(row: Row, text: str, rank: int) -> Row:
    said = row.attribution.model_copy(update={"name": text, "role": text})
    work = row.work.model_copy(update={"note": text, "evidence": (text,), "checker": text})
    words = {"text": text, "quote": text, "before": text, "reason": text}
    return row.model_copy(update={**words, "rank": rank, "attribution": said, "work": work})
