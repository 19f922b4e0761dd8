"""All that a source has to say of each number of a sentence."""

import pytest

from pipeline.numbers.read import find_quantities
from pipeline.reconcile.frames import is_judged
from pipeline.reconcile.values import BORNE_OUT, Relation
from pipeline.reconcile.weigh import counts_of, read_sentences
from tests.unit.reconcile import frame, source_of, weigh, weighed

PLAIN = source_of("It rained.")


def judged(text: str) -> list[str]:
    return [each.quantity.text for _, some in read_sentences(text, PLAIN) for each in some]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It sold 41 boats in 2019.", ["41", "2019"]),
        ("It came 12th.", ["12th"]),
        ("In the first place, it rained.", []),
        ("Boeing 747 landed.", []),
        ("It opened at 17:30 on 9 June.", ["17:30", "9 June"]),
    ],
)
def test_claims_dates_and_high_ranks_are_judged(text: str, expected: list[str]) -> None:
    assert judged(text) == expected


def test_each_sentence_is_read_by_itself() -> None:
    read = list(read_sentences("It sold 41 boats. It rained. It lost 12 carts.", PLAIN))

    assert [words for words, _ in read] == ["It sold 41 boats.", "It lost 12 carts."]
    assert "boat" not in read[1][1][0].near


def test_a_link_says_nothing_of_a_number() -> None:
    text = "It sold 41 boats [source](http://parrots.test/kites)."

    ((words, (one,)),) = read_sentences(text, PLAIN)

    assert len(words) == len(text)
    assert "parrot" not in words
    assert set(one.near) == {"sold", "boat"}


def test_what_bears_a_number_out_its_rivals_and_what_is_taken_are_told_apart() -> None:
    one = weigh("Elm has 41 boats, Oak 67 boats and Ash 20 boats.", "Elm has 41 boats and Ash 20.")

    assert [each.frame.quantity.text for each in one.direct] == ["41"]
    assert [each.frame.quantity.text for each in one.rivals] == ["67"]
    assert [each.frame.quantity.text for each in one.taken] == ["20"]
    assert all(each.relation in BORNE_OUT for each in one.direct)


def test_of_two_equal_numbers_the_one_of_the_words_comes_first() -> None:
    source = "The mill sold 41 boats. The yard bought 41 carts."

    mill, yard = (weigh(source, each).direct for each in source.split(". "))

    assert [each.frame.position for each in mill] == [0, 1]
    assert [each.frame.position for each in yard] == [1, 0]


def test_of_two_places_with_equal_words_the_exact_value_comes_first() -> None:
    one = weigh("Elm sold 1,480 boats. Elm sold 1,500 boats.", "Elm sold 1,500 boats.")

    assert [each.relation for each in one.direct] == [Relation.EQUAL, Relation.ROUNDED]


def test_the_chances_of_all_that_may_be_meant_add_up_to_one() -> None:
    one = weigh("Elm has 41 boats. Oak has 67 boats. Ash has 20 boats.", "Elm has 41 boats.")

    assert sum(chance for _, chance in one.binding.values()) == pytest.approx(1)
    assert len(one.binding) == 3


def test_cents_of_a_statement_are_of_the_money_of_the_source() -> None:
    statement = "A litre costs 18 cents."

    assert weigh("A litre costs €0.18.", statement).direct[0].relation is Relation.EQUAL
    assert weigh("A litre costs $0.18.", statement).direct[0].relation is Relation.EQUAL
    assert weigh("A litre costs €0.81.", statement).direct == ()


def test_both_ends_of_a_range_that_are_told_apart_are_the_range() -> None:
    source = "It cost 5 to 7 euros in Elm."

    apart = weighed(source, "It cost 5 euros in Elm, at times 7 euros.")

    assert [each.direct[0].relation for each in apart] == [Relation.EQUAL, Relation.EQUAL]
    assert weigh(source, "It cost 5 euros in Elm.").direct == ()


def test_an_interval_is_found_where_the_source_has_its_ends_apart() -> None:
    source = "It opened in 2019. It closed in 2023."

    one, other = (weigh(source, f"It was open in {years}.") for years in ("2019-2023", "2019-2024"))

    assert one.direct[0].relation is Relation.EQUAL
    assert other.direct == ()


def test_x_of_y_and_a_score_have_two_counts() -> None:
    ratio = counts_of(frame("It lost about 22 of 32 boats."))
    score = counts_of(frame("Elm won 9-4."))

    assert [each.quantity.low for each in ratio] == [22, 32]
    assert [each.quantity.modifier.value for each in ratio] == ["approximate", "none"]
    assert [each.quantity.low for each in score] == [9, 4]
    assert counts_of(frame("It lost 22 boats.")) == ()


def test_what_is_judged_is_told_of_a_quantity_alone() -> None:
    assert [is_judged(each) for each in find_quantities("It came second, with 41 boats.")] == [
        False,
        True,
    ]
