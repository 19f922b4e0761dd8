"""The tables of meanings and the words looked up in them."""

import pytest

from pipeline.corpus.merging.families import CONTRASTS, DIRECTIONS, SYNONYMS
from pipeline.corpus.merging.meanings import common, contrast, joined, sides
from pipeline.corpus.merging.names import root
from pipeline.corpus.merging.vocabulary import Vocabulary
from pipeline.text.words import content_stems


def meaning(word: str) -> str:
    return common(content_stems(word)[0])


def test_a_word_stands_for_one_meaning() -> None:
    lines = [set(content_stems(line)) for line in SYNONYMS.strip().splitlines()]

    assert sum(map(len, lines)) == len(set.union(*lines))


def test_no_meaning_excludes_itself() -> None:
    for line in (*CONTRASTS.strip().splitlines(), *DIRECTIONS.strip().splitlines()):
        words = [meaning(word) for word in line.split("|")]
        assert len(set(words)) == len(words), line


@pytest.mark.parametrize(
    ("one", "other"), [("killed", "died"), ("blast", "explosion"), ("uses", "use"), ("hens", "hen")]
)
def test_words_of_one_meaning_have_one_form(one: str, other: str) -> None:
    assert meaning(one) == meaning(other)


def test_two_words_that_are_one_phrase_become_what_they_mean() -> None:
    assert joined(content_stems("lost their lives in Dorn")) == ("died", "dorn")


def test_a_direction_counts_near_the_figure_alone() -> None:
    up, down = frozenset({meaning("raised")}), frozenset({meaning("lowered")})

    assert contrast(sides(up, are_near=True), sides(down, are_near=True))
    assert not contrast(sides(up, are_near=False), sides(down, are_near=False))


@pytest.mark.parametrize("other", ["norvian", "norvians"])
def test_a_place_and_what_is_of_it_have_one_root(other: str) -> None:
    assert root("norvia") == root(other)


def test_short_names_keep_their_ending() -> None:
    assert root("iran") != root("iraq")
    assert root("orlan") != root("orlando")


def test_a_vocabulary_has_words_of_one_root() -> None:
    words = Vocabulary(("visitor", "farm"))

    assert words.has_any(["farmer"])
    assert words.has("visit")
    assert not words.has("vision")
    assert words.lacking(["farmer", "vision"]) == 1
