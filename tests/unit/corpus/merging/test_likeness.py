"""What is one figure; `bench.merging` measures how often that is right on whole stories."""

import pytest

from pipeline.corpus.merging.row_frames import RowFrames, read_row_frame
from tests.unit.corpus.merging.telling import merged, told

STORM = (
    "A storm cut power to nearly 480 homes in Harwick on Monday, the grid operator Nordlink said."
)


def sizes(*texts: str) -> list[int]:
    """Return how many articles tell each figure, the most told first."""
    return sorted((len(entry["places"]) for entry in merged(*texts).entries), reverse=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(STORM, "Some 480 households in Harwick lost power in a storm on Monday.", id="another word for the thing"),
        pytest.param("The mines of Velta shipped 8.2 million tons of coal in March.", "In March 8.2 million tonnes of coal were shipped by the mines of Velta.", id="tons and tonnes"),
        pytest.param("Brenn City striker Juna Okonjo has scored 16 goals this season.", "Juna Okonjo has scored 16 goals for Brenn City this season, a record.", id="rewritten"),
        pytest.param("The river Ister rose to 6.2 metres at Molveno on Monday.", "The river Ister rose to 620 centimetres at Molveno on Monday.", id="another unit"),
        pytest.param("An explosion in Dorn killed seven people on Thursday.", "Seven people died in a blast in Dorn on Thursday, police said.", id="words of one meaning"),
        pytest.param("Norvian courts have a backlog of 310,000 cases.", "The backlog of cases in the courts of Norvia has grown to 310,000.", id="what is of a place"),
        pytest.param("Quake in Ambara\n\nThe death toll has reached 1,130, the agency said.", "The earthquake in Ambara killed 1,130 people.", id="the name in the headline"),
    ],
)  # fmt: skip
def test_a_figure_told_anew_is_one_entry(one: str, other: str) -> None:
    assert sizes(one, other)[0] == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(STORM, STORM.replace("Harwick", "Dorn"), id="place"),
        pytest.param(STORM, STORM.replace("Monday", "Thursday"), id="day"),
        pytest.param("The storm in Harwick damaged 480 cars.", STORM, id="thing"),
        pytest.param("Unemployment in Velmar fell to 5.2 percent in March.", "Unemployment in Velmar rose to 5.2 percent in June.", id="month"),
        pytest.param("Exports from Sardonia rose 12 percent.", "Exports from Sardonia fell 12 percent.", id="direction"),
        pytest.param("Exports from Sardonia rose 12 percent.", "Imports to Sardonia rose 12 percent.", id="opposite"),
        pytest.param("Exports of wheat from Sardonia rose 12 percent.", "Exports of timber from Sardonia rose 12 percent.", id="a word swapped"),
        pytest.param("Twelve people died in a bus crash near Castra.", "Twelve people were injured in a bus crash near Castra.", id="dead and injured"),
        pytest.param("Unemployment in Velmar was 5.2 percent.", "Unemployment among women in Velmar was 5.2 percent.", id="population"),
        pytest.param("More than 40,000 people fled from Sardonia to Velmar.", "Fewer than 40,000 people fled from Sardonia to Velmar.", id="bound"),
        pytest.param("Rents in Brenn rose to $36 a square metre on average.", "Parking in Brenn costs $36 a week on average.", id="rate"),
        pytest.param("The Velmar index lost 7 points, or 0.4 percent, to 2,165.", "The Velmar index lost 8 points, or 0.4 percent, to 2,263.", id="other figures beside it"),
        pytest.param("Orlan lost a lawsuit. The company's shares fell 3 percent.", "Brandt warned of weak demand. The company's shares fell 3 percent.", id="copied sentence of another article"),
        pytest.param("Police said that two men were arrested.", "Officials said that two men were arrested.", id="nobody named"),
    ],
)  # fmt: skip
def test_another_figure_of_one_value_is_another_entry(one: str, other: str) -> None:
    assert sizes(one, other)[0] == 1


def test_last_year_is_another_year_in_an_article_of_another_year() -> None:
    text = "Velmar, {} (AN) - The harbour of Velmar handled 4,120 ships last year, the port said."

    assert sizes(text.format("March 3, 2019"), text.format("March 3, 2021"))[0] == 1


def test_an_article_tells_a_figure_once_so_its_rows_never_merge() -> None:
    both = "Lowick will close three schools and three libraries next year, the council said."

    entries = merged(both, both).entries

    assert sorted(len(entry["places"]) for entry in entries) == [2, 2]
    assert all(len({place["quote"] for place in e["places"]}) == 1 for e in entries)
    assert {len({place["figure"]["text"] for place in e["places"]}) for e in entries} == {1}


def test_a_row_joins_the_group_that_it_is_likest_on_average() -> None:
    rewritten = "A storm cut power to 480 homes in Harwick on Monday, said Nordlink."

    found = merged(STORM, STORM.replace("Harwick", "Dorn"), rewritten, STORM)

    assert [[p["source"] for p in e["places"]] for e in found.entries] == [
        ["0.txt", "2.txt", "3.txt"],
        ["1.txt"],
    ]


def test_a_frame_is_read_back_as_it_was_written() -> None:
    report = told(f"{STORM}\n\nIt was the worst storm since 2011, and 12 roads were shut.")
    frames = RowFrames(report)

    for row in report.worklist.rows:
        frame = frames.of(row)
        again = read_row_frame(frame.written())
        assert again.written() == frame.written()
        assert again.block == frame.block


def test_a_number_that_the_article_does_not_have_has_a_frame_without_words() -> None:
    report = told(STORM)
    row = report.worklist.rows[0]
    moved = row.quantity.span.model_copy(update={"end": row.quantity.span.end + 1})
    elsewhere = row.model_copy(update={"quantity": row.quantity.model_copy(update={"span": moved})})

    frame = RowFrames(report).of(elsewhere)

    assert (frame.near, frame.names) == ({}, ())
    assert frame.block == RowFrames(report).of(row).block
