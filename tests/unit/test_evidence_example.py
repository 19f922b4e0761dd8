"""The budget story of examples/evidence against its documents: the whole way, in two commands.

The outcomes are those that an editor would give. Chances are not asserted: they are fitted anew.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.command import Command

EXAMPLES = Path(__file__).parents[2] / "examples"
STORY = "examples/evidence/budget-story.md"
DOCUMENTS = "examples/evidence/documents"
OUT = Path("out/budget-story")
BORNE, AGAINST, OTHER, NOTHING = "borne_out", "contradicted", "other_time_or_scope", "nothing_found"
EXPECTED = {
    "£48.2 million": (BORNE, "budget-report.pdf", "page 1", None),
    "£6.4 million": (BORNE, "service-spending.csv", "cell D3", None),
    "12 percent": (
        BORNE,
        "service-spending.csv",
        "cell C3",
        "the change £5,725 thousand → £6,412 thousand = 12 %",
    ),
    "£1.96 million": (AGAINST, "service-spending.csv", "cell D5", None),
    "£214.56": (BORNE, "council-tables.xlsx", "sheet Council tax, cell C6", None),
    "£3.5 million": (BORNE, "budget-report.pdf", "page 1", None),
    "195,649": (
        BORNE,
        "council-tables.xlsx",
        "sheet Library visits, cells C3:C14",
        "sum of C3:C14 = 195,649",
    ),
    "42": (AGAINST, "budget-report.pdf", "page 1", None),
    "47 percent": (OTHER, "budget-report.pdf", "page 1", None),
    "3,800": (NOTHING, "", "", None),
}
"""By figure: the outcome, and of the best place its document, where in it, and the formula."""


@pytest.fixture
def rows(factdesk: Command) -> dict[str, dict[str, Any]]:
    """Return what is found, by figure, after both commands."""
    shutil.copytree(EXAMPLES, "examples")
    added = factdesk("evidence", "add", DOCUMENTS)
    done = factdesk("brief", STORY, "--evidence", "evidence.sqlite", "--out", "out")

    assert (added.code, done.code, added.err) == (0, 0, "")
    report = json.loads((OUT / "result.json").read_text(encoding="utf-8"))
    return {row["quantity"]["text"]: row["found"] for row in report["worklist"]["rows"]}


def test_each_figure_gets_its_outcome_with_place_and_formula(
    rows: dict[str, dict[str, Any]],
) -> None:
    best = {
        figure: (
            found["outcome"],
            *((place["source"].rpartition("/")[2], place["where"]) if place else ("", "")),
            found["formula"],
        )
        for figure, found in rows.items()
        for place in [next(iter(found["places"]), None)]
    }

    assert best == EXPECTED


def test_the_reason_says_what_agrees_and_what_does_not(rows: dict[str, dict[str, Any]]) -> None:
    assert {figure: found["reason"] for figure, found in rows.items()} == {
        "£48.2 million": "budget-report.pdf, page 1, says £48,236,000, which is £48.2 million in "
        "round figures.",
        "£6.4 million": "service-spending.csv, cell D3, says £6,412 thousand, which is £6.4 "
        "million in round figures.",
        "12 percent": "12 percent follows by arithmetic from service-spending.csv, cells C3 and "
        "D3.",
        "£1.96 million": "service-spending.csv, cell D5, says £1,692 thousand where the text says "
        "£1.96 million; it seems to be the same thing and time.",
        "£214.56": "council-tables.xlsx, sheet Council tax, cell C6, says £214.56.",
        "£3.5 million": "budget-report.pdf, page 1, says £3.5 million.",
        "195,649": "12 rows of council-tables.xlsx, sheet Library visits, column Visits, add up to "
        "195,649.",
        "42": "budget-report.pdf, page 1, says 24 where the text says 42 full-time posts; it "
        "seems to be the same thing and time.",
        "47 percent": "budget-report.pdf, page 1, says 47 percent, but of 2024, not of 2026.",
        "3,800": "No number in the library seems to be about the same thing as 3,800 signatures.",
    }


def test_the_page_marks_the_cells_that_a_change_rests_on_in_one_table(
    rows: dict[str, dict[str, Any]],
) -> None:
    page = (OUT / "report.html").read_text(encoding="utf-8")

    assert [place["where"] for place in rows["12 percent"]["places"]] == ["cell C3", "cell D3"]
    assert '<th scope="row">Highways<td>5,480<td><mark>5,725</mark><td><mark>6,412</mark>' in page
    assert '<th scope="row">Sum of 12 rows<td><td><mark>195,649</mark>' in page
    assert f'href="../../{DOCUMENTS}/budget-report.pdf#page=1"' in page
