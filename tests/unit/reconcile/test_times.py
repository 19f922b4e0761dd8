"""Levels of another time than the one that is stated."""

import pytest

from tests.unit.reconcile import doubts

OUTLETS = "The chain has grown to 1,240 outlets, up from 40 in 2009."
JOBLESS = "Unemployment stood at 5.2 percent in May. It had been 4.8 percent a year earlier."
WHEAT = "Wheat output is forecast at 12.1m tonnes this year. Last year's crop was 14.6m tonnes."
SHOPS = "The firm had 40 shops in 2019 and has 52 now."
CASES = "There were 353 measles cases last year, compared with 53 the year before."
FIRE = "The blaze has burned 14,200 acres, officials said, up from 9,800 acres on Sunday."
TURNOUT = "Turnout was 48%, down from 61% in 2019."
BUILT = "Last year it finished 95 homes, 20 fewer than in 2022."
GRANT = "Ministers gave the operator £18m last year, three times as much as in 2019."


@pytest.mark.parametrize(
    ("source", "statement", "number", "code"),
    [
        (OUTLETS, "The chain has 40 outlets.", "40", "time"),
        (JOBLESS, "Unemployment stood at 4.8 percent in May.", "4.8 percent", "binding"),
        (WHEAT, "Wheat output was 12.1m tonnes last year.", "12.1m tonnes", "time"),
        (SHOPS, "The firm has 40 shops.", "40", "time"),
        (GRANT, "The operator got £18m in 2019.", "£18m", "time"),
        (CASES, "There were 53 measles cases last year.", "53", "time"),
        (FIRE, "The fire covers 9,800 acres.", "9,800 acres", "time"),
        (FIRE, "The fire had burned 14,200 acres on Sunday.", "14,200 acres", "time"),
        (TURNOUT, "Turnout was 61%.", "61%", "time"),
        (BUILT, "Last year it finished 115 homes.", "115", "absent"),
    ],
)
def test_a_level_of_another_time_is_flagged(
    source: str, statement: str, number: str, code: str
) -> None:
    assert doubts(source, statement) == [(number, code)]


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        (OUTLETS, "The chain had 40 outlets in 2009."),
        (OUTLETS, "In 2009 the chain had 40 outlets."),
        (OUTLETS, "The chain has 1,240 outlets."),
        (OUTLETS, "The number of outlets has risen from 40 to 1,240."),
        (JOBLESS, "Unemployment was 4.8 percent a year earlier."),
        (JOBLESS, "In May unemployment stood at 5.2 percent."),
        (WHEAT, "Wheat output was 14.6m tonnes last year."),
        (SHOPS, "The firm has 52 shops."),
        (GRANT, "The operator got £18m last year."),
        (CASES, "The year before there were 53 measles cases."),
        (FIRE, "On Sunday the fire covered 9,800 acres."),
        (TURNOUT, "In 2019 turnout was 61%."),
        (TURNOUT, "Turnout was 61% before."),
        (BUILT, "It finished 115 homes in 2022."),
        ("Oil was $80 in May. It was $80 in June and $70 in July.", "Oil was $80 in June."),
    ],
)
def test_a_level_of_its_own_time_is_not(source: str, statement: str) -> None:
    assert doubts(source, statement) == []
