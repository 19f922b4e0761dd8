"""What three and more numbers of a list make together, and what they leave."""

import pytest

from tests.unit.reconcile import doubts, found

SECTORS = (
    "Emissions were 8.2 million tons. Transport accounted for 3.1 million tons, power for 2.6 "
    "million and farming for 1.4 million."
)
PLAN = "The plan has $5.2bn for rail, $4.1bn for roads and $2bn for ports. A further $800m is for buses."
SEATS = "Of the 650 seats, Labour took 326, the Tories 221 and the Liberals 48; the rest went to others."
LOAN = (
    "The museum spent £3.2m on a wing, £1.1m on a roof and £650,000 on lifts. Gifts covered £2.4m, "
    "and a bank lent the museum the rest."
)


@pytest.mark.parametrize(
    ("source", "statement", "formula"),
    [
        (
            SECTORS,
            "Transport, power and farming together emitted 7.1 million tons.",
            "3.1 million tons + 2.6 million + 1.4 million = 7100000",
        ),
        (
            SECTORS,
            "All other emissions came to 1.1 million tons.",
            "8.2 million tons − (3.1 million tons + 2.6 million + 1.4 million) = 1100000",
        ),
        (
            PLAN,
            "Rail, roads and ports get $11.3bn together.",
            "$5.2bn + $4.1bn + $2bn = 11300000000",
        ),
        (
            PLAN,
            "Rail, roads, ports and buses get $12.1bn together.",
            "$5.2bn + $4.1bn + $2bn + $800m = 12100000000",
        ),
        (SEATS, "Small parties won 55 seats.", "650 − (326 + 221 + 48) = 55"),
        (LOAN, "A bank lent the museum £2.55m.", "£3.2m + £1.1m + £650,000 − (£2.4m) = 2550000"),
    ],
)
def test_a_list_adds_up(source: str, statement: str, formula: str) -> None:
    finding = found(source, statement)

    assert (finding.code, finding.formula) == ("derived", formula)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        (SECTORS, "Transport, power and farming together emitted 7.3 million tons."),
        (SECTORS, "Farming emitted 7.1 million tons."),  # speaks of no sum
        (PLAN, "Rail, roads, ports and buses get $12.8bn together."),
        (SEATS, "Small parties won 65 seats."),
    ],
)
def test_another_sum_or_none_is_flagged(source: str, statement: str) -> None:
    assert [code for _, code in doubts(source, statement)] == ["absent"]
