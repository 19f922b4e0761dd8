"""Common nouns that number their holder, in small letters: "junction 9", "omega-3", "Year 6"."""

import pytest

from pipeline import find_quantities
from schemas import QuantityKind


def labels(text: str) -> list[str]:
    return [q.text for q in find_quantities(text) if q.kind is QuantityKind.IDENTIFIER]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Diets rich in omega-3 help.", "omega-3"),
        ("Bake it at gas mark 4 until brown.", "gas mark 4"),
        ("Use factor 50 sun cream.", "factor 50"),
        ("Two lanes were shut at junction 9.", "junction 9"),
        ("It shut the road between junctions 9 and 11.", "junctions 9 and 11"),
        ("It is told on pages 4-5.", "pages 4-5"),
        ("He was held at gate 4 of the stadium.", "gate 4"),
        ("They drew on day 3 of the Test.", "day 3"),
        ("The Year 6 pupils walked there.", "Year 6"),
        ("Under-21 players made up most of it.", "Under-21"),
    ],
)
def test_a_label_counts_nothing(text: str, label: str) -> None:
    assert labels(text) == [label]


@pytest.mark.parametrize(
    "text",
    [
        "Twice a day 40 came.",
        "On the last day 3 boats sank.",
        "By week 12 boats had sunk.",
        "Over the days 3 and 4 boats came.",
        "They won by a factor 50% larger.",
        "Each game 7 of them sat out.",
        "In the week 12 million came.",
        "Wind made 38 per cent of it, gas 37 per cent.",
        "Coal made 12, gas 7 of it.",
        "Under-21s made up most of it.",
        "Year 12 months later it was worse.",
    ],
)
def test_what_follows_a_time_or_counts_things_is_no_label(text: str) -> None:
    assert labels(text) == []
