"""One claim a rule; `bench.merging` measures how they do together."""

import pytest

from tests.unit.corpus.merging.telling import merged

STORM = (
    "A storm cut power to nearly 480 homes in Harwick on Monday, the grid operator Nordlink said."
)


def is_one_figure(one: str, other: str, value: str) -> bool:
    found = [each for each in merged(one, other).entries if each["figure"]["value"] == value]
    assert sum(len(entry["places"]) for entry in found) == 2
    return len(found) == 1


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        pytest.param(STORM, "Some 480 households in Harwick lost power in a storm on Monday.", "480", id="another word for the thing"),
        pytest.param(STORM, "Storm leaves 480 homes without power in Harwick", "480", id="headline"),
        pytest.param("The river Ister rose to 6.2 metres at Molveno.", "At Molveno the river Ister stood at 620 centimetres.", "6.2", id="another unit"),
        pytest.param("Velta must pay a fine of €2.5 million for misleading savers in Brenn.", "The insurer Velta was fined 2.5 million euros over misleading savers in Brenn.", "2500000", id="money as written"),
        pytest.param("The mines of Velta shipped 8.2 million tons of coal in March.", "In March 8.2 million tonnes of coal were shipped by the mines of Velta.", "8200000", id="tons and tonnes"),
        pytest.param("Consumer prices in Tessin rose 3.4 percent in the year to May.", "Annual inflation in Tessin was 3.4 percent in May.", "3.4", id="inflation is a rise"),
        pytest.param("Brenn City striker Juna Okonjo has scored 16 goals this season.", "Juna Okonjo has scored 16 goals for Brenn City this season, a record.", "16", id="rewritten"),
    ],
)  # fmt: skip
def test_one_figure_told_twice_is_one_entry(one: str, other: str, value: str) -> None:
    values = {value, "620"} if value == "6.2" else {value}

    found = [e for e in merged(one, other).entries if e["figure"]["value"] in values]

    assert [len(entry["places"]) for entry in found] == [2]


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        pytest.param(STORM, STORM.replace("Harwick", "Dorn"), "480", id="place"),
        pytest.param(STORM, STORM.replace("Monday", "Thursday"), "480", id="day"),
        pytest.param("Unemployment in Velmar fell to 5.2 percent in March.", "Unemployment in Velmar was 5.2 percent in March 2019.", "5.2", id="year"),
        pytest.param("Unemployment in Velmar fell to 5.2 percent in March.", "Unemployment in Velmar rose to 5.2 percent in June.", "5.2", id="month"),
        pytest.param("Exports from Sardonia rose 12 percent.", "Exports from Sardonia fell 12 percent.", "12", id="direction"),
        pytest.param("Exports from Sardonia rose 12 percent.", "Imports to Sardonia rose 12 percent.", "12", id="opposite"),
        pytest.param("Wheat exports from Sardonia rose 12 percent.", "Wheat makes up 12 percent of exports from Sardonia.", "12", id="share and change"),
        pytest.param("Exports of wheat from Sardonia rose 12 percent.", "Exports of timber from Sardonia rose 12 percent.", "12", id="a word swapped"),
        pytest.param("Twelve people died in a bus crash near Castra.", "Twelve people were injured in a bus crash near Castra.", "12", id="dead and injured"),
        pytest.param("Unemployment in Velmar was 5.2 percent.", "Unemployment among women in Velmar was 5.2 percent.", "5.2", id="population"),
        pytest.param("More than 40,000 people fled from Sardonia to Velmar.", "Fewer than 40,000 people fled from Sardonia to Velmar.", "40000", id="bound"),
        pytest.param("Of the 32 allies, 22 of 32 meet the target of Brenn.", "Of the 32 allies, 22 of 32 do not meet the target of Brenn.", "22 of 32", id="negation"),
        pytest.param("Prices in Tessin rose 3.4 percent from a year earlier.", "Prices in Tessin rose 3.4 percent from the previous month.", "3.4", id="step"),
        pytest.param("The storm in Harwick damaged 480 cars.", STORM, "480", id="thing"),
        pytest.param("Orlan lost a lawsuit. The company's shares fell 3 percent.", "Brandt warned of weak demand. The company's shares fell 3 percent.", "3", id="copied sentence of another article"),
        pytest.param("Rail workers in Velmar will strike for three days over pay.", "Rail workers in Velmar talked for three days before the strike.", "3", id="for how long"),
        pytest.param("The film “Low Water” took $41 million in cinemas, its studio Brandt said.", "The film “Low Water” cost its studio Brandt $41 million.", "41000000", id="took and cost"),
        pytest.param("Police said that two men were arrested.", "Officials said that two men were arrested.", "2", id="nothing to tell by"),
    ],
)  # fmt: skip
def test_two_figures_of_one_value_are_two_entries(one: str, other: str, value: str) -> None:
    assert not is_one_figure(one, other, value)


def test_an_article_tells_a_figure_once_so_its_rows_never_merge() -> None:
    both = "Lowick will close three schools and three libraries next year, the council said."

    entries = merged(both, both).entries

    assert sorted(len(entry["places"]) for entry in entries) == [2, 2]
    assert all(len({place["quote"] for place in e["places"]}) == 1 for e in entries)
    assert {len({place["figure"]["text"] for place in e["places"]}) for e in entries} == {1}
