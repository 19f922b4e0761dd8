"""A year from another year, and the time between two."""

import pytest

from schemas import Status
from tests.unit.reconcile import found


@pytest.mark.parametrize(
    ("source", "statement", "formula"),
    [
        (
            "The mill burned down in 2019. It opened 31 years earlier.",
            "The mill opened in 1988.",
            "2019 − 31 years = 1988",
        ),
        (
            "The lease was signed in 2019 and runs for 30 years.",
            "The lease ends in 2049.",
            "2019 + 30 years = 2049",
        ),
        (
            "The mill closed in May 2024. It opens again next year.",
            "The mill opens in 2025.",
            "2024: next year is 2025",
        ),
        (
            "The mill opened in May 2024. The last year had been bad.",
            "The mill made a loss in 2023.",
            "2024: last year is 2023",
        ),
        (
            "The mill ran in 1981. It was sold in 2012.",
            "The mill was sold after 31 years.",
            "2012 − 1981 = 31",
        ),
        (
            "The mill ran on 3 May 1981. It was sold on 8 May 2012.",
            "The mill was sold after 31 years.",
            "2012 − 1981 = 31",
        ),
    ],
)
def test_years_are_reckoned(source: str, statement: str, formula: str) -> None:
    finding = found(source, statement)

    assert (finding.status, finding.formula) == (Status.DERIVED, formula)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The mill burned down in 2019. It opened 31 years earlier.", "It opened in 1989."),
        ("The mill closed in May 2024. It opens again next year.", "It opens in 2026."),
        ("The mill closed in May 2024. It opens again this year.", "It opens in 2025."),
        ("The mill ran in 1981. It was sold in 2012.", "It was sold after 32 years."),
        ("The mill burned down in 2019. It held 372 sacks.", "The mill opened in 1988."),
        # Years are no months, and no tons.
        ("The mill ran in 1981. It was sold in 2012.", "It was sold after 31 months."),
        ("The mill ran in 1981. It was sold in 2012.", "It ground 31 tons."),
    ],
)
def test_years_that_do_not_add_up_do_not_follow(source: str, statement: str) -> None:
    assert found(source, statement).status is not Status.DERIVED
