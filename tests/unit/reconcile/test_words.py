"""The words that tell a change, a plan, a sum or a rest: each does it by itself."""

import pytest

from pipeline.numbers.reconcile.changes import is_difference
from pipeline.numbers.reconcile.tense import is_foretold
from schemas import Status
from tests.unit.reconcile import codes, findings, found, mention


@pytest.mark.parametrize(
    "ahead",
    "will|shall|would|could|might|may|should|is due to|plans to|planned to|is planning to|"
    "expects to|is expected to|is projected to|is predicted to|aims to|hopes to|is hoping to|"
    "is set to|intends to|intended to|proposes to|proposed to|is on track to|is likely to|"
    "pledged to|promised to|wants to|wanted to|seeks to|sought to|is pushing for them to|"
    "called for them to|calls on them to|urged them to|demands to|needs to|is ready to|"
    "by 2031 has to".split("|"),
)
def test_a_word_puts_a_figure_ahead(ahead: str) -> None:
    source = f"Norvik {ahead} sell 96 boats."

    assert is_foretold(mention(source, "96"))
    assert codes(source, "Norvik sold 96 boats.") == ["projection"]


@pytest.mark.parametrize(
    "behind",
    ["will be sold", "would be sold", "should go", "could go", "are expected to go", "are due"],
)
def test_a_word_behind_puts_a_figure_ahead(behind: str) -> None:
    assert is_foretold(mention(f"Some 96 old boats {behind}."))
    assert not is_foretold(mention(f"Some 96 boats, it is said, {behind}."))


@pytest.mark.parametrize(
    "done",
    "sold|won|built|sent|bought|shipped|hired|delivered|has ordered|had quickly mended|has cut|"
    "has been offered|raised|closed|opened|holds|runs|employs|has".split("|"),
)
def test_a_word_says_that_a_figure_is_done_or_so(done: str) -> None:
    assert codes("Norvik may get 96 boats.", f"Norvik {done} 96 boats.") == ["projection"]


@pytest.mark.parametrize(
    "difference",
    "longer|higher|older|taller|heavier|wider|deeper|larger|bigger|above|slower|warmer|ahead|"
    "shorter|quicker|faster|lower|younger|lighter|narrower|smaller|cheaper|below|cooler|behind|"
    "apart|clear|adrift|more than last year|less than last year".split("|"),
)
def test_a_word_behind_a_number_makes_it_a_difference(difference: str) -> None:
    assert is_difference(mention(f"It is 14 metres {difference}.", "14"))
    assert not is_difference(mention(f"It is 14 metres on {difference}.", "14"))


@pytest.mark.parametrize("speaking", "said|says|told us that|warned|argued|claims".split("|"))
def test_a_speaker_owns_no_number(speaking: str) -> None:
    assert codes(f"Okafor {speaking} 96 boats were sold.", "Norvik sold 96 boats.") == ["exact"]


APART = "Norvik had 96 boats. Ostland had 57 boats."


@pytest.mark.parametrize(
    "statement",
    [
        f"The boats {words} 39."
        for words in (
            "differ by", "of Norvik exceed the others by", "rose by", "fell by", "grew by",
            "dropped by", "lead by", "are ahead by", "trail, behind by", "gained", "lost", "left:",
            "remaining are", "that are extra:", "of the gap are", "to spare:",
        )
    ],
)  # fmt: skip
def test_a_word_speaks_of_a_difference(statement: str) -> None:
    assert Status.DERIVED in {each.status for each in findings(APART, statement)}


@pytest.mark.parametrize(
    "words", "total|combined|together|in all|altogether|overall|both|all told".split("|")
)
def test_a_word_speaks_of_a_sum(words: str) -> None:
    assert found(APART, f"The boats, {words}, are 153.").status is Status.DERIVED
    assert found(APART, "The boats are 153.").status is Status.ABSENT


@pytest.mark.parametrize(
    "words", "killed|dead|died|deaths|injured|wounded|hurt|arrested|on board|aboard".split("|")
)
def test_casualties_add_up_whatever_they_are_called(words: str) -> None:
    source = "The fire hit 13 guards, while five guests fell ill."

    assert found(source, f"In the fire there were 18 {words}.").status is Status.DERIVED
    assert found(source, "In the fire there were 18 sirens.").status is Status.ABSENT


@pytest.mark.parametrize(
    "words",
    "below|less|the rest|remain|others|not|never|no|unlit|without|yet to be|still|left".split("|"),
)
def test_a_word_speaks_of_the_rest_of_a_share(words: str) -> None:
    source = "78% of the roofs are tiled."

    assert found(source, f"Of the roofs {words}: 22%.").status is Status.DERIVED
    assert found(source, "Of the roofs: 22%.").status is not Status.DERIVED


@pytest.mark.parametrize(
    "words",
    "previously|formerly|of old|before|earlier|originally|planned|was|without it|last|"
    "normally|at present".split("|"),
)
def test_a_word_speaks_of_a_former_state(words: str) -> None:
    source = "Sales rose 25% to 150 boats."

    assert found(source, f"Sales, {words}: 120 boats.").status is Status.DERIVED
    assert found(source, "Sales: 120 boats.").status is not Status.DERIVED
