"""No number is passed over: each digit and each number word of a text is read or known to count nothing.

What counts nothing is listed here by the words around it, so that a new gap in the reading shows.
"""

import re
from pathlib import Path

import pytest

from pipeline import find_quantities, read_article
from pipeline.numbers.grammar import lexicon

EXAMPLES = Path(__file__).parents[3] / "examples"
NUMBER_WORDS = {
    *lexicon.ONES, *lexicon.TENS, *lexicon.MAGNITUDES, *lexicon.ORDINALS, *lexicon.DENOMINATORS,
    *lexicon.VAGUE, *lexicon.MULTIPLIERS, "dozen", "twice", "thrice", "couple", "pair",
}  # fmt: skip
NON_NUMERIC = re.compile(
    r"(?:no|any|every|some|another|this|that|each|the|which|not|second|last|next|new|only|as|and|"
    r"or|to) one\b"
    r"|\bone (?:another|of (?:them|us|you)|would|is|was|can|who|that|in|by|does)\b|\bone's\b"  # someone
    r"|\bat first\b|\b(?:split|per|each|every) second\b|\b(?:a|metres a) second\b(?= [.,])"
    r"|\b(?:first|second|final|other|better|latter|each|this|last|either) half\b|\bhalf-\w+"
    r"|\b(?:double|triple|quadruple)[ -]\w+|\bthe (?:couple|pair)\b|\ba pair of (?:trousers|"
    r"glasses)\b"
    r"|\b(?:the|last|this|next|June) quarter\b|\b(?:per|parts per) (?:million|billion|hundred)\b"
    r"|\b(?:math|reading|test) scores\b",
    re.IGNORECASE,
)


def unread(text: str) -> list[str]:
    """Return the digits and number words that no quantity holds and no known use explains."""
    held = [(q.span.start, q.span.end) for q in find_quantities(text)]
    held += [found.span() for found in NON_NUMERIC.finditer(text)]
    words = re.finditer(r"\d+|[^\W\d_]+", text)
    return [
        word[0]
        for word in words
        if (word[0].isdecimal() or word[0].lower() in NUMBER_WORDS)
        and not any(start <= word.start() < end for start, end in held)
    ]


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.*")), ids=lambda path: path.name)
def test_an_example_has_no_number_that_is_passed_over(path: Path) -> None:
    is_document = path.suffix in {".docx", ".pdf"}
    text = read_article(str(path)).text if is_document else path.read_text(encoding="utf-8")

    assert unread(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Half were worried, and half of those left within two-and-a-half hours.",
        "It ran for a mile and a half, and 2 dozen firms followed over the past dozen years.",
        "In the 2nd quarter 25,000 out of every million people moved, one of several records.",
        "A second-year student found one more boat and one of at least 10 wrecks.",
        "Several thousand came twice; a few hundred stayed a third time, half-price.",
        "The hundred guests of the first thousand days paid half a million, a tenth of it in cash.",
        "Two thirds agreed on the twenty-first try; the last one hundredth did not.",
        "They doubled it, halved it, tripled it and grew it tenfold, a millionth of a second apart.",
    ],
)
def test_a_sentence_has_no_number_word_that_is_passed_over(text: str) -> None:
    assert unread(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "No one saw it.",
        "At first one would doubt it.",
        "They led in the first half of a double-header.",
    ],
)
def test_a_number_word_that_counts_nothing_is_known(text: str) -> None:
    assert unread(text) == []
