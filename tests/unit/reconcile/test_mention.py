"""A number where it stands: the words of its sentence, and how far off they are."""

import pytest

from pipeline.numbers.reconcile.mention import is_sentence
from tests.unit.reconcile import mention


def test_words_stand_further_off_over_a_mark_a_number_or_a_joiner() -> None:
    steps = mention("Boats 41 sheds, mills and barns 95 roofs", "41").steps

    assert (steps["boat"], steps["shed"]) == (1, 1)
    assert steps["mill"] == steps["shed"] + 3 + 1
    assert steps["barn"] == steps["mill"] + 2 + 1
    assert steps["roof"] == steps["barn"] + 3 + 1


def test_a_word_said_twice_counts_where_it_is_nearer() -> None:
    assert mention("The mill by the quay sold 41 mill stones.").steps["mill"] == 1


def test_what_measures_another_number_tells_nothing() -> None:
    steps = mention("Of 41 boats that cost euros, kilometres or points", "41").steps

    assert not {"euro", "kilometre", "kilometr", "point"} & set(steps)


def test_words_behind_a_number_end_at_the_next_mark() -> None:
    assert mention("It sold 41 boats of wood, and more.").words_after[:3] == ("boats", "of", "wood")
    assert len(mention("It sold 41 boats of wood, and more.").words_after) == 3
    assert len(mention("It sold 41 " + "old " * 60 + "boats.").words_after) == 20


def test_a_mention_knows_only_its_own_sentence() -> None:
    found = mention("The mill burned. It sold 41 boats. The inn stood.")

    assert (found.before.strip(), found.after.strip()) == ("It sold", "boats.")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("It sold 41 boats.", True),
        ("It sold 41 boats!", True),
        ("“It sold 41 boats.”", True),
        ("(It sold 41 boats.)", True),
        ("Mill sells 41 boats", False),
        ("Mill sells 41 boats:", False),
    ],
)
def test_a_sentence_ends_with_a_full_stop(text: str, whole: object) -> None:
    assert is_sentence(text) is whole
