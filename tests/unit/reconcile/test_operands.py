"""Which numbers of the source may enter a calculation, and which of them together."""

import pytest

from pipeline.numbers.reconcile.operands import alike, between, is_plain, near, pairs
from tests.unit.reconcile import quantity, source_of


def test_only_the_six_sentences_that_share_most_words_are_near() -> None:
    sentences = [f"The harbour of Halden held {n} boats." for n in range(20, 26)]
    source = source_of(" ".join([*sentences, "The mill of Halden held 77 tons."]))

    chosen = near("Boats in the harbour of Halden", source)

    assert [each.quantity.text for each in chosen] == ["20", "21", "22", "23", "24", "25"]


def test_a_sentence_that_shares_no_word_is_not_near() -> None:
    source = source_of("The harbour held 20 boats. Norvik hired 57 pilots.")

    assert [each.quantity.text for each in near("Boats and pilots", source)] == ["20", "57"]
    assert [each.quantity.text for each in near("Norvik has pilots", source)] == ["57"]


def test_the_sentence_behind_the_only_one_like_it_is_near_and_nothing_is_where_none_is() -> None:
    source = source_of("The harbour held 20 boats. Norvik hired 57 pilots. It rained for 9 days.")

    assert [q.quantity.text for q in near("Boats in the harbour", source)] == ["20", "57"]
    assert [q.quantity.text for q in near("Nothing alike", source)] == []


def test_a_date_is_not_near_and_the_time_of_a_race_is_a_length_of_time() -> None:
    source = source_of("The race of 4 May began at 17:30 and was won in 2:19:52.")

    assert [each.quantity.text for each in near("The race was won", source)] == ["2:19:52"]
    assert [each.quantity.unit for each in near("The race was won", source)] == ["second"]


def test_numbers_pair_within_a_sentence_and_over_two_paragraphs() -> None:
    source = source_of("He sold 20 boats.\n\nShe sold 31.\n\nIt rained.\n\nThey sold 42 boats.")

    both = {(one.quantity.text, other.quantity.text) for one, other in pairs(source.quantities)}

    assert both == {("20", "31"), ("31", "20"), ("31", "42"), ("42", "31")}


def test_a_part_of_a_whole_pairs_by_each_of_its_counts() -> None:
    source = source_of("Of the fleet 22 of 32 boats leak, and 5 sank.")

    values = [
        one.quantity.low
        for one, other in pairs(source.quantities)
        if other.quantity.text == "5" and one.quantity.whole is None
    ]

    assert values == [22, 32]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("He sold 20 boats and 31 boats.", True),
        ("He sold 20 boats and 31 cars.", False),
        ("He sold 20 boats and then 31.", True),
        ("He paid $20 and got $31.", True),
        ("Of his boats 22 of 32 leak, and 31% are old.", False),
        ("He paid $20 and got 31 boats.", False),
        ("He paid $20 a day, up from $31.", True),
        ("He paid $20 a day and $31 a week.", False),
        ("He paid $20 a day. She paid $31.", False),
        ("He walked 20 km and 31 miles.", True),
        ("He sold 20 tons of rye and 31 tons of oats.", True),
    ],
)
def test_numbers_are_alike_that_measure_the_same(text: str, same: object) -> None:
    one, other = source_of(text).quantities

    assert alike(one, other) is same


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("20 boats", True),
        ("about $20", True),
        ("a 20-year-old", False),
        ("dozens of boats", False),
        ("three times as much", False),
        ("2 to 3 boats", False),
        ("22 of 32 boats", False),
        ("won 9-4", False),
        ("the 20th boat", False),
    ],
)
def test_an_operand_of_a_sum_is_a_plain_number(text: str, plain: object) -> None:
    assert is_plain(quantity(text)) is plain


def test_words_between_two_numbers_are_those_of_one_sentence() -> None:
    one, other, third = source_of("He sold 20 boats and another 31 boats. Then 42.").quantities

    assert between(one, other).split() == ["boats", "and", "another"]
    assert between(other, third) == ""
