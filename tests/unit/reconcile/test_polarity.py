"""An equal number of the opposite: passed for failed, a profit for a loss, solved for not solved."""

import pytest

from tests.unit.reconcile import codes, doubts


@pytest.mark.parametrize(
    ("source", "wrong", "right"),
    [
        (
            "Of the pupils 1,521 passed the test.",
            "1,521 pupils failed the test.",
            "1,521 pupils passed.",
        ),
        (
            "Orbita lost $41 million in the quarter.",
            "Orbita made a profit of $41 million.",
            "Orbita made a loss of $41 million.",
        ),
        (
            "Among women Ortiz has 54%; among men Danner leads with 47%.",
            "Ortiz has 54% among men.",
            "Ortiz has 54% among women.",
        ),
        (
            "They trail by 118 runs.",
            "They lead by 118 runs.",
            "They are trailing by 118 runs.",
        ),
        (
            "The quake struck 40 km north of Dorn.",
            "The quake struck 40 km south of Dorn.",
            "The quake struck 40 km to the north of Dorn.",
        ),
        (
            "Officers solved 31% of burglaries.",
            "Officers failed to solve 31% of burglaries.",
            "Some 31% of burglaries were solved.",
        ),
        (
            "Of those infected, 92% had not been vaccinated.",
            "Of those infected, 92% had been vaccinated.",
            "Some 92% of the infected were not vaccinated.",
        ),
    ],
)
def test_the_opposite_is_not_the_same_figure(source: str, wrong: str, right: str) -> None:
    assert codes(source, wrong) == ["opposite"]
    assert not doubts(source, right)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        # In a headline other words may stand for it.
        ("Of the pupils 1,521 passed the test.", "1,521 pupils failed test"),
        # What does not open before a month may open in it.
        ("It will not open before August 2027.", "It will open in August 2027."),
        # A noun of the verb, with the denial in another word.
        ("Two boys were not injured there.", "Two boys escaped injury there."),
        # Both words stand as near.
        ("The club won and lost 12 games.", "The club lost 12 games."),
    ],
)
def test_where_it_may_be_the_same_it_is_left_alone(source: str, statement: str) -> None:
    assert "opposite" not in codes(source, statement)
