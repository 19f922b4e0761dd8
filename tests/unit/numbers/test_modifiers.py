"""Hedges and bounds, before and behind a number. Sentences are ours."""

import pytest

from pipeline import find_quantities
from schemas import Modifier


def modifier_of(text: str) -> Modifier:
    return find_quantities(text)[-1].modifier


@pytest.mark.parametrize(
    ("words", "modifier"),
    [
        ("approximately", Modifier.APPROXIMATE),
        ("in the region of", Modifier.APPROXIMATE),
        ("more or less", Modifier.APPROXIMATE),
        ("just shy of", Modifier.JUST_UNDER),
        ("close to", Modifier.JUST_UNDER),
        ("just short of", Modifier.JUST_UNDER),
        ("well over", Modifier.MORE_THAN),
        ("north of", Modifier.MORE_THAN),
        ("upwards of", Modifier.MORE_THAN),
        ("exceeding", Modifier.MORE_THAN),
        ("not less than", Modifier.AT_LEAST),
        ("a minimum of", Modifier.AT_LEAST),
        ("as few as", Modifier.AT_LEAST),
        ("as many as", Modifier.AT_MOST),
        ("a maximum of", Modifier.AT_MOST),
        ("no more than", Modifier.AT_MOST),
        ("well under", Modifier.LESS_THAN),
        ("a record", Modifier.NONE),
        ("another", Modifier.NONE),
        ("only", Modifier.NONE),
    ],
)
def test_a_phrase_before_a_number_bounds_it(words: str, modifier: Modifier) -> None:
    assert modifier_of(f"They sent {words} 480 boats.") is modifier


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("Its losses exceeded 500 boats.", Modifier.MORE_THAN),
        ("A shade under 500 boats sank.", Modifier.JUST_UNDER),
        ("A touch over 500 boats sank.", Modifier.JUST_OVER),
        ("Close on 500 boats sank.", Modifier.APPROXIMATE),
        ("Nigh on 500 boats sank.", Modifier.JUST_UNDER),
        ("He saw c. 500 boats.", Modifier.APPROXIMATE),
        ("He saw approx. 500 boats.", Modifier.APPROXIMATE),
        ("He lacks vitamin C. 500 boats came.", Modifier.NONE),
        ("<b>500 boats came.", Modifier.NONE),
        ("Its losses topped 500 boats.", Modifier.MORE_THAN),
        ("No more than about 48 boats sank.", Modifier.AT_MOST),
        ("Its losses surpassed £500m.", Modifier.MORE_THAN),
        ("The fleet fell short of 500 boats.", Modifier.LESS_THAN),
        ("Fees were capped at £500.", Modifier.AT_MOST),
        ("The fleet more than doubled to about 40 boats.", Modifier.APPROXIMATE),
        ("At least another 30 boats sank.", Modifier.AT_LEAST),
        ("It made more than a $1 million profit.", Modifier.MORE_THAN),
        ("About one in five boats sank.", Modifier.APPROXIMATE),
        ("Nearly a third of the boats sank.", Modifier.JUST_UNDER),
    ],
)
def test_a_verb_may_bound_a_number_and_an_article_may_stand_between(
    text: str, modifier: Modifier
) -> None:
    assert modifier_of(text) is modifier


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("They sent 500-plus boats.", Modifier.AT_LEAST),
        ("It fetched $5m-plus, they said.", Modifier.AT_LEAST),
        ("They sent 500 plus boats.", Modifier.AT_LEAST),
        ("They sent 60-odd boats.", Modifier.APPROXIMATE),
        ("They sent 500 or fewer boats.", Modifier.AT_MOST),
        ("They sent 500 boats or more.", Modifier.AT_LEAST),
        ("They sent 500 boats or so.", Modifier.APPROXIMATE),
        ("Prices of £500 and above are common.", Modifier.AT_LEAST),
        ("Small firms need sub-300 sq m sheds.", Modifier.LESS_THAN),
    ],
)
def test_a_bound_may_stand_behind_its_number(text: str, modifier: Modifier) -> None:
    assert modifier_of(text) is modifier


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("They stayed there for over five years.", Modifier.MORE_THAN),
        ("They were paid over five years.", Modifier.NONE),
        ("Levels were 2 ppb below the limit of 15 ppb.", Modifier.NONE),
        ("It stands four points above 40%.", Modifier.NONE),
        ("It moved up to 40% in May.", Modifier.NONE),
        ("Sales edged up to €1.87bn in May.", Modifier.NONE),
        ("The bill adds up to $40 there.", Modifier.NONE),
        ("It may cost up to $40 there.", Modifier.AT_MOST),
        ("It rose above 40% in May.", Modifier.MORE_THAN),
    ],
)
def test_a_preposition_is_no_bound(text: str, modifier: Modifier) -> None:
    assert modifier_of(text) is modifier


def test_letters_glued_to_a_number_are_its_own_and_hedge_no_other() -> None:
    found = find_quantities("480nearly 5%")

    assert [quantity.text for quantity in found] == ["480nearly", "5%"]


def test_a_preposition_before_an_article_bounds_nothing() -> None:
    (found,) = find_quantities("They fight over a $24 billion budget.")

    assert (found.text, found.modifier) == ("$24 billion", Modifier.NONE)
