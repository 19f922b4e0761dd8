"""A stated number held against one of the source, slot by slot."""

import pytest

from pipeline.reconcile.align import Fit, fit, touching
from pipeline.reconcile.features import local_vote
from pipeline.reconcile.frames import Frame
from tests.unit.reconcile import frame, source_of, weigh


def fits(source: str, statement: str) -> list[Fit]:
    """Return how well each number of a source fits the first of a statement."""
    read = source_of(source)
    stated = weigh(read, statement).stated
    return [fit(stated, each) for each in read.frames]


def alone(source: str, statement: str) -> Fit:
    (one,) = fits(source, statement)
    return one


def test_the_same_words_fit_better_than_other_words() -> None:
    own, other = fits(
        "The mill of Halden sold 41 boats. The yard bought 67 green carts.",
        "The mill of Halden sold 41 boats.",
    )

    for slot in ("near", "tight", "sentence", "wide", "touch", "names"):
        assert getattr(own, slot) > getattr(other, slot)


def test_words_count_the_more_the_nearer_they_stand_in_the_source() -> None:
    near, far = fits(
        "It sold 41 boats. It sold, to all and any who could be there, 67 boats.",
        "It sold 12 boats.",
    )

    assert near.near > 1.1 * far.near
    assert near.sentence == far.sentence


def test_words_count_the_more_the_nearer_they_stand_in_the_statement() -> None:
    source = "The mill 41. The yard 67."

    mill, yard = fits(source, "The mill 12, as one may say now, and not the yard.")

    assert mill.near > yard.near


def test_the_sentence_beside_counts_less_than_the_sentence_itself() -> None:
    own, beside, away = fits(
        "It rained. The mill sold 41. It lost 67. It rained again. Nobody won 12.",
        "The mill sold 41.",
    )

    assert own.wide > beside.wide > away.wide


@pytest.mark.parametrize(
    ("slot", "source", "statement", "verdict"),
    [
        ("noun", "It sold 41 boats.", "It sold 41 boats.", 1),
        ("noun", "It sold 41 boats.", "It sold 41 carts.", -1),
        ("noun", "It sold 41 boats.", "It sold 41.", 0),
        ("time", "It sold 41 boats in 2019.", "It sold 41 boats in 2019.", 1),
        ("time", "It sold 41 boats in 2019.", "It sold 41 boats in March.", 0),
        ("time", "It sold 41 boats last year.", "It sold 41 boats this year.", -1),
        ("time", "It sold 41 boats in March.", "It sold 41 boats in June.", -1),
        ("time", "It sold 41 boats.", "It sold 41 boats in June.", 0),
        ("role", "It rose by 41 boats.", "It rose by 41 boats.", 1),
        ("role", "It rose by 41 boats.", "It rose to 41 boats.", -1),
        ("role", "It sold 41 boats.", "It rose to 41 boats.", 0),
        ("way", "It rose by 41 boats.", "It climbed by 41 boats.", 1),
        ("way", "It rose by 41 boats.", "It fell by 41 boats.", -1),
        ("way", "It sold 41 boats.", "It fell by 41 boats.", 0),
        ("mood", "It will sell 41 boats.", "It will sell 41 boats.", 1),
        ("mood", "It will sell 41 boats.", "It sold 41 boats.", -1),
        ("mood", "It sold 41 boats.", "It will sell 41 boats.", 0),
        ("base", "Some 41 percent of pupils agreed.", "Some 41 percent of pupils agreed.", 1),
        ("base", "Some 41 percent of pupils agreed.", "Some 41 percent of nurses left.", -1),
        ("base", "Some 41 percent agreed.", "Some 41 percent of nurses agreed.", 0),
    ],
)  # fmt: skip
def test_a_slot_agrees_is_silent_or_conflicts(
    slot: str, source: str, statement: str, verdict: int
) -> None:
    read = source_of(source)
    stated = weigh(read, statement).stated
    own = next(each for each in read.frames if "41" in each.quantity.text)

    assert getattr(fit(stated, own), slot) == verdict


def test_a_time_may_be_said_in_the_sentence_before() -> None:
    (one,) = fits("It was in June. The mill sold 41 boats.", "The mill sold 41 boats in June.")

    assert one.time == 1


def test_names_near_a_number_are_found_near_the_other_or_further_off() -> None:
    near, far, nowhere = (
        alone(text, "In all, Halden sold 41 boats.").names
        for text in (
            "So far Halden sold 41 boats.",
            "It rained on Halden. So it sold 41 boats.",
            "So far Norvik sold 41 boats.",
        )
    )

    assert near > far > nowhere == 0


def test_without_a_name_nothing_is_said_of_names() -> None:
    assert alone("It sold 41 boats.", "It sold 41 boats.").names == -1


def test_words_touch_as_long_as_they_are_the_same_on_the_same_side() -> None:
    one = frame("The old mill sold 41 green boats.")

    assert touching(one, one) > touching(one, frame("The new mill sold 41 green boats."))
    assert touching(one, frame("Boats: 41 sold.")) == 0


def test_words_that_the_article_does_not_have_are_missing() -> None:
    source = "It sold 41 boats."

    assert weigh(source, "It sold 41 boats.").stated.missing == 0
    assert weigh(source, "Parrots flew 41 kites.").stated.missing == 1


def test_words_nearer_to_one_of_two_numbers_of_a_sentence_speak_for_it() -> None:
    read = source_of("Elm sold 41 boats while nobody in the valley of Oak bought 67 carts.")
    stated = weigh(read, "It sold 41 boats.").stated
    own, rival = read.frames

    def vote(one: Frame, other: Frame) -> float:
        return local_vote(stated, one, other)

    assert vote(own, rival) > 0 > vote(rival, own)
    assert vote(own, own) == 0
