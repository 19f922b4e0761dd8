"""What stands in quotation marks, and "he said" with a name."""

import re

import pytest

from pipeline.text.quotations import is_quoted, with_name


def test_a_name_put_in_for_a_pronoun_is_marked() -> None:
    assert with_name("Still, she said it was late.", "Rossi") == "Still, [Rossi] said it was late."
    assert with_name("Still, she said it was late.", None) == "Still, she said it was late."


def test_only_words_inside_the_marks_are_quoted() -> None:
    sentence = "Rossi said “it cost 40 million” in 2024."

    assert is_quoted(sentence, sentence.index("40"), sentence.index("40") + 2)
    assert not is_quoted(sentence, sentence.index("2024"), len(sentence) - 1)


@pytest.mark.parametrize(
    ("sentence", "inside"),
    [
        ("It is about 30 million people.”", ["30 million"]),
        ("It took 5 years,” she said, and cost 9.", ["5 years"]),
        ("He said that 40 of the “300” came.", ["300"]),
        ("They lost 12, he said, “and 4 more.”", ["4"]),
    ],
)
def test_a_quotation_that_began_before_the_sentence_goes_on_to_its_end(
    sentence: str, inside: list[str]
) -> None:
    figures = re.finditer(r"\d+(?: million| years)?", sentence)

    assert [f.group() for f in figures if is_quoted(sentence, f.start(), f.end())] == inside
