"""Which sentences without a figure state something that can be checked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.checkworthy import checkworthiness, is_checkworthy


@pytest.mark.parametrize(
    "sentence",
    [
        "The governor vetoed the schools bill and cut every grant to farmers.",
        "Selm has lost more jobs than any other town in the county.",
        "Crime has doubled because of the police strike.",
        "The army closed the border and arrested dozens of refugees.",
    ],
)
def test_what_is_asserted_of_the_world_is_worth_checking(sentence: str) -> None:
    assert is_checkworthy(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Has the governor cut every grant to farmers?",
        "I think we should be proud of our values.",
        "We will cut taxes and we will create jobs, I promise you.",
        "Thank you all very much for coming.",
        "The mayor spoke to reporters on Monday.",
        "No comment.",
    ],
)
def test_questions_opinions_promises_and_small_talk_are_not(sentence: str) -> None:
    assert not is_checkworthy(sentence)


@given(st.text(max_size=300))
def test_the_worth_of_any_text_lies_between_none_and_all(text: str) -> None:
    assert 0 <= checkworthiness(text) <= 1
