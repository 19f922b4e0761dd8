"""How much two rows must share, and what is held against them."""

import pytest

from tests.unit.corpus.merging.telling import merged


def sizes(*texts: str) -> list[int]:
    """Return how many articles tell each figure that several may tell, the largest first."""
    return sorted((len(e["places"]) for e in merged(*texts).entries), reverse=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Seven people lost their lives when a ferry sank off Dorn on Thursday.", "A ferry sank off Dorn on Thursday, killing seven.", id="a phrase"),
        pytest.param("Norvian courts have a backlog of 310,000 cases.", "The backlog of cases in the courts of Norvia has grown to 310,000.", id="what is of a place"),
        pytest.param("Quake in Ambara\n\nThe death toll has reached 1,130, the agency said.", "The earthquake in Ambara killed 1,130 people.", id="the name in the headline"),
        pytest.param("Ambara quake: dead now number 1,130\n\nRescuers have lost hope.", "The earthquake in Ambara killed 1,130 people.", id="a name that opens a headline"),
        pytest.param("In July 23 percent of Norvia's power came from solar panels.", "Solar panels supplied 23 percent of Norvia's electricity in July.", id="no day of July"),
        pytest.param("Kestria will tax carbon at $55 a tonne from 2027.", "From 2027 companies in Kestria will pay 55 dollars for their carbon as a tax.", id="a rate that one tells"),
        pytest.param("Rents of furnished student flats near the harbour of Grauben must not rise by more than 2.5 percent from January.", "From January rents of furnished student flats near the harbour of Grauben may rise by 2.5 percent at most.", id="a bound turned round"),
        pytest.param("An explosion in Dorn killed seven people and injured 19 on Thursday.", "A blast in Dorn on Thursday killed seven people, police said.", id="another figure's verb"),
    ],
)  # fmt: skip
def test_a_figure_told_anew_is_one_entry(one: str, other: str) -> None:
    assert sizes(one, other)[0] == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Kestria fired three ballistic missiles into the sea on Tuesday.", "Kestria fired three ballistic missiles in March.", id="a day and a month"),
        pytest.param("Six people were injured in a knife attack in Tolna on Friday.", "In a knife attack in Tolna two years ago six people were injured.", id="years ago"),
        pytest.param("Maren Dahl won 53.4 percent of the vote in Norlund, more than Erik Voss.", "Erik Voss won 53.4 percent of the vote in Norlund, more than Maren Dahl.", id="holder"),
        pytest.param("Women hold 29 percent of seats in Norvia's largest companies.", "Women lead 29 percent of companies in Norvia.", id="a share of something else"),
        pytest.param("Rents in Brenn rose to $36 a square metre on average.", "Parking in Brenn costs $36 a week on average.", id="rate"),
        pytest.param("Rents in Brenn rose to $36 a square metre on average.", "Office space in Brenn costs $36 a square metre on average.", id="each tells something else"),
        pytest.param("Volunteers filled 12,500 sandbags along the Vesk.", "Some 12,500 people had to leave their homes along the Vesk.", id="thing"),
        pytest.param("The Velmar index lost 7 points, or 0.4 percent, to 2,165.", "The Velmar index lost 8 points, or 0.4 percent, to 2,263.", id="another occasion"),
        pytest.param("Shares fall in Velmar\n\nThe Tessin index and the Brandt index fell in Velmar. At the close the Tessin was 0.41 percent lower on weak trade.", "Shares fall in Velmar\n\nThe Tessin index and the Brandt index fell in Velmar. At the close the Brandt was 0.41 percent lower on weak trade.", id="nobody in common"),
        pytest.param("The average house in Brenn cost $287,000 in May.", "The average house in Brenn cost $287,000 less than a hotel in May.", id="a difference"),
        pytest.param("Norlund plans to build 12,500 homes for people on low incomes.", "Last year 12,500 homes for people on low incomes were built in Norlund.", id="planned and done"),
        pytest.param("In Norlund 14 percent of adults are obese.", "Among children in Norlund 14 percent are obese.", id="of whom"),
    ],
)  # fmt: skip
def test_another_figure_of_one_name_is_another_entry(one: str, other: str) -> None:
    assert sizes(one, other)[0] == 1


def test_a_telling_joins_by_the_nearest_of_a_group() -> None:
    first = "A storm cut power to nearly 480 homes in Harwick on Monday, the operator said."
    second = "A storm on Monday cut power to 480 homes in Harwick. Power lines came down."
    third = "When power lines came down in Harwick on Monday 480 homes went without power."

    assert sizes(first, second, third)[0] == 3
