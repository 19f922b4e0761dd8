"""Long lists of words: found as the plain alternatives would be, whatever letters they begin with."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.words import alternatives, any_of

WORDS = (
    "rose|roses are|rises?|r[io]se to|fell|fall(?:s|en)? (?:by|to)|falling|up from|U-\\d+|ran up"
)
PLAIN = re.compile(rf"\b(?:{WORDS})\b", re.IGNORECASE)
TEXTS = st.lists(
    st.sampled_from(
        "rose roses are Rises fall falls falling by to UP from u-2 ran up FELL prose, . x".split()
    ),
    max_size=12,
).map(" ".join)


@given(TEXTS)
def test_the_words_found_are_those_of_the_plain_alternatives(text: str) -> None:
    found = [each.span() for each in re.compile(rf"\b{any_of(WORDS)}\b").finditer(text)]

    assert found == [each.span() for each in PLAIN.finditer(text)]


def test_alternatives_inside_a_group_stay_together() -> None:
    assert alternatives("a(?:b|c(?:d|e))|f") == ["a(?:b|c(?:d|e))", "f"]


def test_an_alternative_without_a_first_letter_is_refused() -> None:
    with pytest.raises(ValueError, match="must begin with a letter"):
        any_of("tax|(?:air|missile) defence")
