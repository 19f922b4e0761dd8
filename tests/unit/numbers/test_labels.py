"""Common nouns that number their holder, in small letters: "junction 9", "omega-3", "Year 6"."""

import pytest

from pipeline import find_quantities
from schemas import QuantityKind


def labels(text: str) -> list[str]:
    return [q.text for q in find_quantities(text) if q.kind is QuantityKind.IDENTIFIER]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("It shut the road between junctions 9 and 11.", "junctions 9 and 11"),
        ("It is told on pages 4-5.", "pages 4-5"),
        ("He was held at gate 4 of the stadium.", "gate 4"),
        ("They drew on day 3 of the Test.", "day 3"),
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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She called 911 at once.", "911"),
        ("The 999 call was brief.", "999"),
        ("He holds the no. 2 seed.", "no. 2"),
        ("1. Boil the rice.", "1"),
        ("They flew on Harbour Force One today.", "One"),
        ("It hung on the roof of One Quay Square.", "One"),
        ("He should only use 911 for fires.", "911"),
        ("The Gang of Eight met there.", "Eight"),
        ("They gave it to the Selm Four inmates there.", "Four"),
        ("He went to Six Flags on Monday.", "Six"),
        ("She told it on 60 Minutes last night.", "60 Minutes"),
        ("He played in One Day at a Time as a boy.", "One Day"),
        ("It began in a Selmplex 16 theater there.", "Selmplex 16"),
        ("It began in a Century 16 theater there.", "Century 16"),
        ("The list is at http://selm.example/1rq8R there.", "1rq8R"),
        ('A note <note id="746104714429927424"> hung there.', '746104714429927424">'),
    ],
)
def test_a_number_that_names_is_no_count(text: str, name: str) -> None:
    (found,) = find_quantities(text)

    assert (found.kind, found.text, found.checkable) == (QuantityKind.IDENTIFIER, name, False)


@pytest.mark.parametrize("text", ["Some 911 people came.", "They kept 911 of them."])
def test_911_of_things_is_a_count(text: str) -> None:
    assert find_quantities(text)[0].checkable


@pytest.mark.parametrize(
    "text", ["It has 911 rooms.", "They called 911 farmers.", "There were no 2 alike."]
)
def test_what_is_counted_is_no_label(text: str) -> None:
    assert find_quantities(text)[0].checkable


def test_what_a_rate_is_told_by_is_not_to_verify() -> None:
    found = find_quantities("It was 12 per 100,000 people.")

    assert [(each.text, each.checkable) for each in found] == [("12", True), ("100,000", False)]
