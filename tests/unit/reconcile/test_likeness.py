"""How well the words around a stated number fit those around one of the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.reconcile import mention, source_of

TEXT = (
    "Storm over Halden.\n\n"
    "The rowing club lost 41 boats at the quay. Rain fell on the town for days.\n\n"
    "Norvik repaired the roof of the mill for 95 euros. Its owner was glad."
)
SOURCE = source_of(TEXT)
BOATS, EUROS = SOURCE.quantities


def test_its_own_sentence_fits_a_number_best() -> None:
    boats = mention("The rowing club lost 41 boats at the quay.")
    euros = mention("Norvik repaired the roof of the mill for 95 euros.")

    assert SOURCE.likeness(boats, BOATS) > SOURCE.likeness(boats, EUROS)
    assert SOURCE.likeness(euros, EUROS) > SOURCE.likeness(euros, BOATS)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        # A word counts the more the nearer it stands,
        ("Boats: 41, at the old and windy harbour.", "Harbour: 41, at the old and windy boats."),
        # the more if it stands in the sentence,
        ("The quay has 41.", "The mill has 41."),
        # and something in a neighbouring one or the headline.
        ("In the rain, 41.", "At the mill, 41."),
        ("In the storm, 41.", "At the mill, 41."),
    ],
)
def test_near_words_of_the_sentence_count_most(better: str, worse: str) -> None:
    assert SOURCE.likeness(mention(better), BOATS) >= SOURCE.likeness(mention(worse), BOATS)
    assert SOURCE.likeness(mention(better), BOATS) > 0


def test_words_that_the_article_does_not_know_count_nothing() -> None:
    strange = mention("Zebras galloped past 41 tents.")
    mixed = mention("Zebras galloped past 41 boats.")

    assert SOURCE.likeness(strange, BOATS) == 0
    assert SOURCE.likeness(mixed, BOATS) == SOURCE.likeness(mention("Past 41 boats."), BOATS)


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    source = source_of(
        "Rain.\n\nThe mill sold 20.\n\nWind.\n\nHalden sold 31.\n\nFog.\n\nHalden slept. So did Halden."
    )
    tons, beds = source.quantities
    stated = mention("Mill 52 Halden")

    assert source.likeness(stated, tons) > source.likeness(stated, beds)


def test_a_stated_word_counts_half_at_eight_steps_and_one_of_the_source_at_twelve() -> None:
    source = source_of(
        "Rain.\n\nTwo boats.\n\nWind.\n\nRoofs are so so so so so so so so so so so 31."
    )
    two, many = source.quantities
    stated = mention("Boats so so so so so so so 41 roofs")
    at_8, at_1 = 1 / 2, 1 / (1 + 1 / 8)
    likeness = at_8 * 1 / (1 + 1 / 12) / (at_8 + at_1), at_1 * 1 / (1 + 13 / 12) / (at_8 + at_1)

    assert source.likeness(stated, two) == pytest.approx(likeness[0])
    assert source.likeness(stated, many) == pytest.approx(likeness[1])


WORDS = st.lists(
    st.sampled_from("club boats quay rain mill roof owner storm and, ; the 7 Norvik zebra".split()),
    max_size=12,
).map(" ".join)


@given(WORDS, WORDS)
def test_a_likeness_lies_between_0_and_1(before: str, after: str) -> None:
    stated = mention(f"{before} 4100 {after}", "4100")

    assert all(0 <= SOURCE.likeness(stated, each) <= 1 for each in SOURCE.quantities)
