"""Shares, rests, multiples and amounts per period, from one or two numbers of the source."""

import pytest

from schemas import Status
from tests.unit.reconcile import findings, found


@pytest.mark.parametrize(
    ("source", "statement", "formula"),
    [
        ("Of the pumps, 22 of 32 failed.", "69% of the pumps failed.", "22 / 32 = 68.8 %"),
        ("22 of 32 pumps failed.", "31% of the pumps worked.", "1 − 22 / 32 = 31.2 %"),
        ("22 of 32 pumps failed.", "Ten pumps still worked.", "32 − 22 = 10"),
        ("78% of the roofs are tiled.", "22% of the roofs are not tiled.", "100 − 78% = 22 %"),
        ("31% of the pumps were mended.", "The yard failed to mend 69%.", "100 − 31% = 69 %"),
        ("Orders rose by 400%.", "Orders grew fivefold.", "1 + 400% = 5"),
        ("Halden won 9-4.", "Halden won by five goals.", "9-4: 5 apart"),
        ("It was 35C in Halden.", "It was 95F in Halden.", "35C × 9/5 + 32 = 95"),
        (
            "The stall earns 640 euros a week.",
            "In 52 weeks the stall earns 33,280 euros.",
            "640 euros × 52 = 33280",
        ),
    ],
)
def test_one_number_gives_a_share_a_rest_or_a_multiple(
    source: str, statement: str, formula: str
) -> None:
    assert formula in {each.formula for each in findings(source, statement)}


@pytest.mark.parametrize(
    ("source", "statement", "formula"),
    [
        (
            "The yard built 80 boats and sold 28 boats.",
            "The yard sold 35% of its boats.",
            "28 / 80 = 35.0 %",
        ),
        (
            "Sales were 120 boats in May and 150 boats in June.",
            "Sales rose by 25%.",
            "150 / 120 − 1 = 25.0 %",
        ),
        (
            "Sales were 150 boats in May and 120 boats in June.",
            "Sales fell by 20%.",
            "120 / 150 − 1 = -20.0 %",
        ),
        (
            "Norvik has 96 boats and Ostland 32 boats.",
            "Norvik has three times the boats of Ostland.",
            "96 / 32 = 3.00",
        ),
        (
            "There were 5 cases per 1,000 sheep.",
            "Of the sheep 0.5% were cases.",
            "5 / 1,000 = 0.5 %",
        ),
        (
            "Of the budget of $340 million, 15% goes to the quay.",
            "The quay gets $51 million of the budget.",
            "15% × $340 million = 51000000",
        ),
        (
            "Of the budget of $340 million, 15% goes to the quay.",
            "All but the quay gets $289 million of the budget.",
            "15% × the rest of $340 million = 289000000",
        ),
        (
            "In Halden 40%, or 520 homes, were dark.",
            "There are 1,300 homes.",
            "520 / 40% = 1300",
        ),
        (
            "The dyke will cost $48 million over four years.",
            "On average the dyke will cost $12 million a year.",
            "$48 million / 4 = 12000000",
        ),
    ],
)
def test_two_numbers_give_a_share_a_change_or_an_amount(
    source: str, statement: str, formula: str
) -> None:
    finding = found(source, statement)

    assert (finding.status, finding.formula) == (Status.DERIVED, formula)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        # The rest needs a word for it.
        ("78% of the roofs are tiled.", "22% of the roofs are tiled."),
        # An increase by 400% is fivefold, and a fall is none.
        ("Orders rose by 400%.", "Orders grew fourfold."),
        ("Halden won 9-4.", "Halden won by six goals."),
        # A change needs a word for it, and goes one way.
        (
            "Sales were 120 boats in May and 150 boats in June.",
            "The owners sold 25% of the yard.",
        ),
        ("Sales were 150 boats in May and 120 boats in June.", "Sales rose by 20%."),
        # Of other things.
        ("The yard built 80 boats and hired 28 pilots.", "The yard sold 35% of its boats."),
        ("Norvik has 96 boats and Ostland 32 pilots.", "Norvik has three times the boats."),
        # An amount by time needs a word for an average or a rate.
        (
            "The dyke will cost $48 million over four years.",
            "The first stones of the dyke will cost $12 million.",
        ),
        # A whole is told by its share only side by side.
        (
            "Some 40% of the streets that lead from the quay to the mill were dark, and 520 homes.",
            "There are 1,300 homes.",
        ),
        (
            "Some 40% of the homes were dark. Lights went out in 520 homes.",
            "There are 1,300 homes.",
        ),
        # A sum of weeks is yearly only where a year is spoken of.
        ("The stall earns 640 euros a week.", "The stall earns 33,280 euros."),
        ("The stall earns 640 euros a week.", "In 52 weeks the stall earns $33,280."),
        # A share is of one amount, and only a share is one of it.
        ("Some 15% of the 200 to 300 boats leak.", "Of the boats 30 leak."),
        ("The yard built 80 boats and sold 50 boats.", "The yard rents 40 boats."),
        # Only degrees are turned into degrees.
        ("The well is 35 metres deep.", "In the well it was 95F."),
        ("In the well it was 35C.", "In the well there were 95 fish."),
    ],
)
def test_what_nothing_speaks_of_does_not_follow(source: str, statement: str) -> None:
    assert Status.DERIVED not in {each.status for each in findings(source, statement)}


@pytest.mark.parametrize(
    ("source", "statement", "formula"),
    [
        ("Dust is at 151% of its old level.", "Dust is 51% above its level.", "151% − 100 = 51 %"),
        ("Dust is at 150% of its level.", "Dust is at 1.5 times its level.", "150% = 1.5 times"),
        (
            "The fund paid 12.5 million euros to 1,900 savers.",
            "Each saver of the fund got about 6,600 euros.",
            "12.5 million euros / 1900 = 6578.95",
        ),
    ],
)
def test_more_than_all_of_it_and_an_amount_for_each_follow(
    source: str, statement: str, formula: str
) -> None:
    assert found(source, statement).formula == formula


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Dust rose by 151%.", "Dust is 51% above its level."),
        ("The fund paid 12.5 million euros to 1,900 savers.", "The fund paid 6,600 euros."),
    ],
)
def test_a_rise_is_no_level_and_what_is_not_shared_out_is_not_divided(
    source: str, statement: str
) -> None:
    assert found(source, statement).status.flagged


@pytest.mark.parametrize(
    ("source", "statement", "formula"),
    [
        ("The winners got 50 euros each.", "Both winners got 100 euros.", "2 × 50 euros = 100"),
        ("7% of patients stopped taking it.", "93% of patients kept on.", "100 − 7% = 93 %"),
        ("92% of riders had not paid.", "8% of riders had.", "100 − 92% = 8 %"),
    ],
)
def test_two_of_each_and_what_a_denial_leaves_follow(
    source: str, statement: str, formula: str
) -> None:
    assert found(source, statement).formula == formula
