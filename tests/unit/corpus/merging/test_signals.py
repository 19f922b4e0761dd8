"""What small words and the places of names say of which figure one is."""

import pytest

from pipeline.corpus.merging.evidence import WEIGHTS
from pipeline.corpus.merging.signals import signals_in
from pipeline.corpus.merging.slots import slots_in
from tests.unit.corpus.merging.telling import merged


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        pytest.param("Nine more had already closed", "shops", ("earlier",), id="before"),
        pytest.param("Unions had demanded", "crowns", ("earlier", "wish"), id="asked for"),
        pytest.param("A house cost", "less than in the capital", ("than",), id="a difference"),
        pytest.param("They hired", "workers more than last", ("earlier", "than"), id="behind a word"),
        pytest.param("Sales were", "crowns, which is no more", (), id="more, further on"),
        pytest.param("A storm cut power to", "homes in", (), id="none"),
    ],
)  # fmt: skip
def test_words_near_a_figure_say_which_it_is(left: str, right: str, found: tuple[str, ...]) -> None:
    assert signals_in(left, right) == found


def test_a_name_is_known_by_the_words_next_to_it() -> None:
    found = slots_in("The Sarn reef lost corals off Dorn", frozenset({"sarn", "dorn"}))

    assert found == ("coral>dorn", "reef<sarn")


def test_another_name_at_the_same_place_is_another_figure_though_the_article_knows_both() -> None:
    one = "Heat has bleached 61 percent of the corals on the Sarn reef, biologists said."
    other = (
        "Heat has bleached 61 percent of the corals on the Tamaru reef, biologists said. "
        "The corals on the Sarn reef suffered too."
    )

    found = merged(one, other).entries

    assert [len(each["places"]) for each in found] == [1, 1]


def test_sharing_speaks_for_one_figure_and_all_else_against() -> None:
    shared = {"copied", "near share", "sentence shared", "numbers"}

    assert {name for name, each in WEIGHTS.items() if each > 0} == shared
    assert all(WEIGHTS.values())
