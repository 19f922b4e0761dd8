"""Faults that were found by trying the checker on sentences of our own; each stays mended."""

import pytest

from tests.unit.reconcile import codes, doubts, findings


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Norvik has 3 boats and 3 cranes. Norvik counted 2 boats.", "Norvik has 3 boats and 3 cranes."),
        ("The mill ran from 1998 to 2004.", "The mill opened in 1998."),
        ("Three brothers run a mill.", "One of three brothers runs the mill."),
        ("The plant will employ 830 people.", "The plant is to employ 830 people."),
        ("The council will cut 48 posts.", "The council has agreed to cut 48 posts."),
        ("Between 8 and 10 boats sank.", "At least 8 boats sank."),
        ("Between 8 and 10 boats sank.", "Up to 10 boats sank."),
        ("About two thirds of the roofs were lost.", "Some 67% of the roofs were lost."),
        ("The grocer made £312m, up from £274m and above the £298m forecast.", "It was £274m before."),
        ("The probe flew past at 6.3 kilometres a second.", "The probe flew past at 6.3km a second."),
        ("Allies have yet to hand over €900 million.", "Allies still owe €900 million."),
        ("The mill ground 48 tons over four days.", "On average the mill ground 12 tons a day."),
        (
            "The ferry ran aground at 8.20pm on Saturday. It floated free at 9.05am on Sunday.",
            "The ferry was stuck for 12 hours and 45 minutes.",
        ),
        ("The fault lasted 48 hours.", "The fault lasted two days."),
        ("The 2019 census counted 410 farms.", "There were 410 farms in 2019."),
    ],
)  # fmt: skip
def test_a_fair_statement_is_not_flagged(source: str, statement: str) -> None:
    assert doubts(source, statement) == []


@pytest.mark.parametrize(
    ("source", "statement", "code"),
    [
        ("The gate shuts at 5:30 am.", "The gate shuts at 5:30 pm.", "absent"),
        ("The reservoir was 30% below normal.", "The reservoir was at 30% of normal.", "by_to"),
        (
            "A projection by the marine institute of Norvik shows 2,300 homes lost.",
            "The town has lost 2,300 homes.",
            "projection",
        ),
        ("A third of the growers lost their crop.", "A third of the crop was lost.", "base"),
        ("Annual profits of 31 million euros were reported.", "It made 31 million euros a month.", "period"),
        (
            "The ferry ran aground at 8.20pm on Saturday. It floated free at 9.05am on Sunday.",
            "The ferry was stuck for 14 hours.",
            "absent",
        ),
        ("The quay was lengthened by 40 metres.", "The quay was lengthened to 40 metres.", "by_to"),
        ("The inn takes 640 euros a week.", "The inn takes 640 euros a decade.", "period"),
        ("They will make 1,500 carts and 30 sledges this year.", "They make 1,500 carts a month.", "period"),
    ],
)  # fmt: skip
def test_a_wrong_statement_is_flagged(source: str, statement: str, code: str) -> None:
    assert code in codes(source, statement)


def test_the_time_of_a_race_is_shown_as_one() -> None:
    source = "She won in 2:19:52, 41 seconds inside the old course record."

    (finding,) = findings(source, "The previous course record was 2:20:33.")

    assert finding.formula == "2:19:52 + 41 seconds = 2:20:33"
