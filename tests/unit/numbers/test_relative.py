"""Points in time told from the day of publication. Sentences are ours."""

from datetime import date

import pytest

from pipeline import article_from_text, find_quantities
from pipeline.reconcile import Source, check_statement
from schemas import QuantityKind, Status

WEDNESDAY = date(2025, 6, 11)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They met today.", "2025-06-11"),
        ("They met yesterday.", "2025-06-10"),
        ("They meet tomorrow.", "2025-06-12"),
        ("They met on Tuesday.", "2025-06-10"),
        ("They met on Wednesday.", "2025-06-11"),
        ("They met last Wednesday.", "2025-06-04"),
        ("They met on Thursday.", "2025-06-05"),
        ("They will meet on Thursday.", "2025-06-12"),
        ("They meet next Tuesday.", "2025-06-17"),
        ("They met last week.", "2025-W23"),
        ("They met last month.", "2025-05"),
        ("They met last quarter.", "2025-Q1"),
        ("They met in March.", "2025-03"),
        ("They met in November.", "2024-11"),
        ("They will meet in November.", "2025-11"),
        ("It grew in the fourth quarter of 2024.", "2024-Q4"),
        ("It grew in the second quarter.", "2025-Q2"),
        ("It grew in the fourth quarter.", "2024-Q4"),
        ("They met three days ago.", "2025-06-08"),
        ("They met five months ago.", "2025-01"),
        ("They met on June 9.", "--06-09"),
    ],
)
def test_a_day_told_from_publication_has_its_date(text: str, day: str) -> None:
    (quantity,) = find_quantities(text, WEDNESDAY)

    assert (quantity.kind, quantity.date, quantity.checkable) == (QuantityKind.DATE, day, False)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("They met this year.", "2025"),
        ("They met last year.", "2024"),
        ("They meet next year.", "2026"),
        ("They met two years ago.", "2023"),
        ("They met a year ago.", "2024"),
    ],
)
def test_a_year_told_from_publication_has_its_number(text: str, year: str) -> None:
    (quantity,) = find_quantities(text, WEDNESDAY)

    assert (quantity.kind, quantity.date, quantity.checkable) == (QuantityKind.YEAR, year, False)


@pytest.mark.parametrize(
    "text",
    ["They met last week.", "They met yesterday.", "They met on Monday.", "In March it rained."],
)
def test_without_the_day_of_publication_they_are_left_unread(text: str) -> None:
    assert find_quantities(text) == ()


def test_the_last_year_is_a_length_of_time() -> None:
    (quantity,) = find_quantities("It grew over the last year.", WEDNESDAY)

    assert (quantity.kind, quantity.unit) == (QuantityKind.DURATION, "year")


def test_a_statement_with_the_date_follows_from_a_source_with_the_day() -> None:
    page = (
        f'<html><head><meta property="article:published_time" content="{WEDNESDAY}T09:00Z"></head>'
        "<body><p>The council met on Tuesday and spent $5m last year.</p></body></html>"
    )
    source = Source(article_from_text(page, kind="html"))

    findings = check_statement("The council met on June 10 and spent $5m in 2024.", source).findings

    assert {finding.status for finding in findings} <= {Status.EXACT, Status.REFORMATTED}
