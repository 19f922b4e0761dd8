"""What a library of evidence says stands in every output, beside what a person enters."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console

from pipeline.stages.render import show_report
from pipeline.stages.render.brief_text import brief_markdown, point_alerts
from pipeline.stages.render.evidence_words import (
    confidence_words,
    counts_line,
    found_words,
    outcomes_of,
)
from pipeline.stages.render.files import render_files
from pipeline.stages.render.html import report_html
from pipeline.stages.render.html.evidence_views import Standpoint, found_view
from pipeline.stages.render.json_output import claim_reviews, worklist_jsonl
from pipeline.stages.render.worklist_table import worklist_csv, worklist_xlsx
from schemas import EvidenceOutcome, FoundEvidence, Report, Row, TextSpan, WorkStatus
from tests.evidence import (
    BORNE_OUT,
    CONTRADICTED,
    NOTHING,
    OTHER,
    TABLE,
    cell,
    evidence_report,
    found,
    place,
    with_found,
)
from tests.reports import full_report

COUNTS = "Evidence: 1 borne out, 1 contradicted, 1 of another time or scope, 5 nothing found"
HERE, NOWHERE = Standpoint(library="."), Standpoint()
KNOWN = Standpoint(Path("/srv/out/story"), ".")
CONTRADICTION = (
    "contradicted, 512 homes (grid-report.pdf, page 3): “The storm cut power to 512 homes.”"
)


def screen(report: Report) -> str:
    text = io.StringIO()
    show_report(report, Console(file=text, width=400, color_system=None))
    return text.getvalue()


def csv_rows(report: Report) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(worklist_csv([report]), newline=""))]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (CONTRADICTED, CONTRADICTION),
        (
            BORNE_OUT,
            "borne out: 9 + 13 = 22 (pumps.xlsx, sheet Pumps, cell C4 and grid-report.pdf, page 3)",
        ),
        (NOTHING, "nothing found"),
        (
            found(EvidenceOutcome.OTHER),
            "other time or scope: The thing and the time agree: other time or scope.",
        ),
        (
            found(EvidenceOutcome.BORNE_OUT, place(where="")),
            "borne out, 512 homes (grid-report.pdf): “The storm cut power to 512 homes.”",
        ),
    ],
)
def test_what_was_found_is_told_in_a_line(given: FoundEvidence, words: str) -> None:
    assert found_words(given) == words


def test_a_long_passage_is_cut_at_a_word() -> None:
    long = found(EvidenceOutcome.BORNE_OUT, place("512 homes " + "without power " * 50))

    assert len(found_words(long)) < 250
    assert "without …”" in found_words(long)


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (0.92, "confidence 92 %, high"),
        (0.9, "confidence 90 %, high"),
        (0.29, "confidence 29 %, low"),
        (0.7, "confidence 70 %, medium"),
        (0.998, "confidence 99 %, high"),
        (1.0, "confidence 100 %, high"),
        (0.0, "confidence 0 %, low"),
    ],
)
def test_confidence_is_told_in_words_and_figure(confidence: float, words: str) -> None:
    assert confidence_words(found(EvidenceOutcome.NOTHING, confidence=confidence)) == words


@pytest.mark.parametrize(
    "told", [screen, brief_markdown, report_html], ids=["screen", "brief.md", "page"]
)
def test_the_summary_says_of_how_many_figures_something_was_found(
    told: Callable[[Report], str],
) -> None:
    assert COUNTS in told(evidence_report())
    assert "Evidence: " not in told(full_report())


def test_outcomes_that_nothing_has_are_not_counted() -> None:
    report = with_found(full_report(), [NOTHING])

    assert counts_line(outcomes_of(report)) == "Evidence: 8 nothing found"


def test_a_report_without_evidence_has_no_trace_of_it() -> None:
    plain = full_report()
    files = render_files(plain)

    assert "evidence_found" not in str(files["worklist.csv"])
    assert "found-line" not in str(files["report.html"])
    assert "Suggested by factdesk" not in str(files["claimreview.json"])
    assert "Evidence" not in str(files["brief.md"])


def test_the_row_of_the_brief_has_the_evidence_below_its_reason() -> None:
    rows = [line for line in brief_markdown(evidence_report()).splitlines() if line[:3] == "| 1"]

    assert f"<br>Evidence: ▲ **{CONTRADICTION}**; confidence 92 %, high" in rows[0]


def test_a_contradicted_figure_is_an_alert_beside_each_point_that_rests_on_it() -> None:
    report = evidence_report()
    row = report.worklist.rows[0]

    alerts = point_alerts(report)

    assert set(row.point_ids) <= set(alerts)
    for point_id in row.point_ids:
        assert CONTRADICTION in [alert.words for alert in alerts[point_id]]
    assert f"! nearly 480 homes: {CONTRADICTION}" in screen(report)
    assert f"▲ **nearly 480 homes: {CONTRADICTION}**" in brief_markdown(report)


def test_other_outcomes_are_no_alerts() -> None:
    plain = full_report()
    report = with_found(plain, [BORNE_OUT, OTHER, NOTHING])

    assert [*point_alerts(report)] == [*point_alerts(plain)]
    assert report.worklist.alerts == plain.worklist.alerts


def test_the_table_has_what_was_found_beside_the_evidence_of_the_person() -> None:
    contradicted, borne_out, *_, nothing = csv_rows(evidence_report())

    assert contradicted["evidence_found"] == "contradicted"
    assert contradicted["evidence_says"] == "The storm cut power to 512 homes."
    assert contradicted["evidence_place"] == "grid-report.pdf, page 3"
    assert contradicted["evidence_confidence"] == "0.92"
    assert contradicted["evidence"] == ""
    assert contradicted["status"] == "open"
    assert borne_out["evidence"] == "https://grid.example/outages\nby telephone"
    assert borne_out["evidence_says"] == "All, Failed, 2025: 22\nAll failed."
    assert borne_out["evidence_place"].splitlines()[0] == "pumps.xlsx, sheet Pumps, cell C4"
    assert borne_out["evidence_why"].endswith("9 + 13 = 22")
    assert nothing["evidence_found"] == "nothing found"
    assert nothing["evidence_says"] == nothing["evidence_place"] == ""


def test_the_workbook_has_the_same_cells_and_says_what_they_are() -> None:
    book = openpyxl.load_workbook(io.BytesIO(worklist_xlsx(evidence_report())))
    sheet = book["Worklist"]
    names = [str(cell.value) for cell in sheet[1]]
    cells = dict(zip(names, (cell.value for cell in sheet[2]), strict=True))

    assert names == [*csv_rows(evidence_report())[0]]
    assert cells["evidence_found"] == "contradicted"
    assert cells["evidence_confidence"] == 0.92
    assert sheet.freeze_panes == "E2"
    assert sheet.print_area.endswith("$J$9")
    assert names[9] == "alerts"
    about = [str(line[0].value) for line in book["About"].iter_rows()]
    assert any("a suggestion" in line for line in about)


def test_what_a_document_says_runs_in_no_spreadsheet() -> None:
    hostile = found(EvidenceOutcome.CONTRADICTED, place('=HYPERLINK("x")', source="=1+1"))
    row = csv_rows(with_found(full_report(), [hostile]))[0]

    assert row["evidence_says"].startswith("'=")
    assert row["evidence_place"].startswith("'=")


def test_a_line_of_json_holds_all_that_was_found() -> None:
    rows = [Row.model_validate_json(line) for line in worklist_jsonl([evidence_report()]).split("\n") if line]  # fmt: skip

    assert rows == [*evidence_report().worklist.rows]


def test_a_draft_of_markup_cites_what_was_found_as_a_suggestion() -> None:
    drafts = {draft["identifier"]: draft for draft in json.loads(claim_reviews([evidence_report()]))}  # fmt: skip
    first, second, third, *_ = evidence_report().worklist.rows

    suggested = drafts[first.row_id]["citation"]

    assert suggested == [
        {
            "@type": "Quotation",
            "creativeWorkStatus": "Suggested by factdesk, contradicted, confidence 92 %, high: "
            "look at it before it is published",
            "text": "The storm cut power to 512 homes.",
            "position": "page 3",
            "isPartOf": {
                "@type": "CreativeWork",
                "name": "Grid report 2025",
                "identifier": "grid-report.pdf",
            },
        }
    ]
    assert "reviewRating" not in drafts[first.row_id]
    assert drafts[second.row_id]["citation"][:2] == ["https://grid.example/outages", "by telephone"]
    assert drafts[third.row_id]["citation"][0]["isPartOf"]["url"] == "https://grid.example/a.pdf"


@pytest.mark.parametrize(
    ("source", "where", "standpoint", "address"),
    [
        ("a b.pdf", "page 3", HERE, "a%20b.pdf#page=3"),
        ("docs/a.PDF", "table 2 on page 7", HERE, "docs/a.PDF#page=7"),
        ("docs/a.pdf", "paragraph 3", HERE, "docs/a.pdf"),
        ("docs/a.docx", "page 3", HERE, "docs/a.docx"),
        (
            "/srv/docs/a.pdf",
            "page 3",
            Standpoint(Path("/srv/out/story")),
            "../../docs/a.pdf#page=3",
        ),
        ("/srv/docs/a.pdf", "page 3", NOWHERE, ""),
        ("//evil.example/a.pdf", "page 3", NOWHERE, ""),
        ("//evil.example/a.pdf", "page 3", KNOWN, "../../../evil.example/a.pdf#page=3"),
        ("docs/a.pdf", "page 3", NOWHERE, ""),
        ("docs/a.pdf", "page 3", Standpoint(library="//evil.example"), ""),
        ("a.pdf", "page 3", Standpoint(library="javascript:x"), "javascript%3Ax/a.pdf#page=3"),
        ("docs/a.pdf", "page 3", Standpoint(library="../.."), "../../docs/a.pdf#page=3"),
        ("../b/a.pdf", "page 3", Standpoint(library="../lib"), "../b/a.pdf#page=3"),
        ("https://x.example/a.pdf", "page 3", HERE, "https://x.example/a.pdf#page=3"),
        ("https://x.example/a.pdf#two", "page 3", HERE, "https://x.example/a.pdf#two"),
        ("https://x.example/a", "page 3", HERE, "https://x.example/a"),
        ("javascript:alert(1)", "page 3", KNOWN, ""),
        (" JavaScript:alert(1)", "page 3", KNOWN, ""),
        ("\tdata:text/html,x.pdf", "page 3", KNOWN, ""),
        ("file:///etc/passwd", "page 3", KNOWN, ""),
        ("http://[broken/a.pdf", "page 3", KNOWN, ""),
        ("what?.pdf", "page 3", HERE, "what%3F.pdf#page=3"),
        ("half\ud800.pdf", "page 3", HERE, "half%3F.pdf#page=3"),
        ("", "page 3", KNOWN, ""),
    ],
)
def test_only_files_and_web_addresses_are_linked(
    source: str, where: str, standpoint: Standpoint, address: str
) -> None:
    given = found(EvidenceOutcome.BORNE_OUT, place(source=source, where=where))

    view = found_view(given, standpoint)

    assert view
    assert view.passages[0].link == (address, source)


def test_the_page_marks_the_number_of_a_passage_and_the_cell_of_a_table() -> None:
    page = report_html(evidence_report())

    assert "The storm cut power to <mark>512 homes</mark>." in page
    assert '<th scope="col">Failed, 2025</thead>' in page
    assert '<th scope="row">All<td>32<td><mark>22</mark>' in page
    assert '<a href="grid-report.pdf#page=3" rel="noopener noreferrer">grid-report.pdf</a>' in page
    assert "<b>9 + 13 = 22</b>" in page
    assert "confidence 92 %, high" in page


def test_the_article_marks_a_contradicted_figure_wherever_it_stands() -> None:
    plain = full_report()
    last = len(plain.worklist.rows) - 1
    page = report_html(with_found(plain, [NOTHING] * last + [CONTRADICTED]))
    row = plain.worklist.rows[last]

    for each in row.places:
        id_ = f"place-{each.span.start}-{each.span.end}"
        assert f'alert" id="{id_}"' in page


def test_of_a_large_table_the_part_around_the_cell_is_shown() -> None:
    wide = TABLE.model_copy(
        update={
            "columns": tuple(f"h{n}" for n in range(50)),
            "rows": tuple(tuple(f"r{row}c{n}" for n in range(50)) for row in range(30)),
            "row": 20,
            "column": 40,
        }
    )
    view = found_view(found(EvidenceOutcome.BORNE_OUT, place(table=wide)), HERE)

    assert view
    table = view.passages[0].table
    assert table
    assert table.headings[0] == "h0"
    assert len(table.headings) == 5
    assert table.caption == f"{TABLE.caption} (5 of 50 columns)"
    assert len(table.rows) == 7
    (marked,) = (each for row in table.rows for each in row if each.is_marked)
    assert marked.text == "r20c40"


def test_cells_of_the_same_rows_are_marked_in_one_table() -> None:
    other = TABLE.model_copy(update={"row": 0, "column": 1})
    elsewhere = TABLE.model_copy(update={"caption": "Another table"})
    places = [
        place(where=f"sheet Pumps, cell {at}", table=table)
        for at, table in (("C4", TABLE), ("B2", other), ("C9", elsewhere))
    ]

    view = found_view(found(EvidenceOutcome.BORNE_OUT, *places, formula="22 + 12 = 34"), HERE)

    assert view
    first, second = view.passages
    assert (first.where, second.where) == (
        "sheet Pumps, cell C4 and cell B2",
        "sheet Pumps, cell C9",
    )
    assert first.table
    marked = [each.text for row in first.table.rows for each in row if each.is_marked]
    assert marked == ["12", "22"]


@pytest.mark.parametrize(
    ("row", "column", "marked"), [(0, 0, "North"), (9, 2, None), (2, 9, None), (1, 1, "20")]
)
def test_a_cell_that_a_table_does_not_have_is_not_marked(
    row: int, column: int, marked: str | None
) -> None:
    table = TABLE.model_copy(
        update={"row": row, "column": column, "rows": (*TABLE.rows[:2], ("All",))}
    )

    view = found_view(found(EvidenceOutcome.BORNE_OUT, place(table=table)), HERE)

    assert view
    assert view.passages[0].table
    cells = [each for line in view.passages[0].table.rows for each in line if each.is_marked]
    assert [each.text for each in cells] == ([marked] if marked else [])


def test_a_number_beyond_its_passage_marks_nothing() -> None:
    odd = place().model_copy(update={"number": TextSpan(start=500, end=510)})

    page = report_html(with_found(full_report(), [found(EvidenceOutcome.OTHER, odd)]))

    assert "<blockquote>The storm cut power to 512 homes.</blockquote>" in page


def test_what_documents_say_is_text_on_the_page() -> None:
    script = "<script>window.ran = 1</script>"
    hostile = place(script, source=script, where=script, title=script, value=script)
    shown = with_found(
        full_report(), [found(EvidenceOutcome.CONTRADICTED, hostile, formula=script)]
    )

    assert script not in report_html(shown)
    assert "<script>" not in brief_markdown(shown)


def test_no_outcome_sets_a_status() -> None:
    statuses = [row.work.status for row in evidence_report().worklist.rows]

    assert statuses.count(WorkStatus.OPEN) == len(statuses) - 1


def test_a_page_of_a_thousand_words_with_evidence_stays_small() -> None:
    several = found(EvidenceOutcome.CONTRADICTED, cell(), place(), place(source="b.pdf"))
    report = full_report()
    rows = report.worklist.rows * 8  # as many as a thousand words of figures have
    many = report.model_copy(update={"worklist": report.worklist.model_copy(update={"rows": rows})})

    page = report_html(with_found(many, [several] * len(rows)))

    assert len(rows) >= 60
    assert len(page.encode()) < 400_000
