"""The words that tell a change, a plan, a sum or a rest: each does it by itself."""

import pytest

from pipeline.numbers.reconcile.changes import is_difference
from pipeline.numbers.reconcile.tense import is_foretold
from schemas import Status
from tests.unit.reconcile import codes, found, mention


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
    "words",
    "more|less|fewer|lower|higher|longer|shorter|older|younger|faster|slower|larger|smaller|"
    "cheaper|dearer|rose|risen|rise|fell|fallen|fall|dropped|climbed|grew|growth|increased|"
    "decreased|declined|up|down|by|left|remaining|rest|others|not|without|yet|still|short|gap|"
    "ahead|behind|beat|leads|margin|swing|difference|overrun|cut|raised|lifted|gained|lost|"
    "before|previously|earlier|ago|was|were|had|minus|excess|above|below|beyond|apart|separated|"
    "added|used|extra|outnumbered|exceeded|surplus|unspent|spare".split("|"),
)
def test_a_word_speaks_of_a_difference(words: str) -> None:
    assert found(APART, f"Boats, {words}: 39 boats.").status is Status.DERIVED
    assert found(APART, "Boats: 39 boats.").status is Status.ABSENT


@pytest.mark.parametrize(
    "words",
    "more|less|fewer|lower|higher|larger|smaller|cheaper|dearer|rose|risen|rises|fell|fallen|falls|"
    "dropped|climbed|grew|growth|increased|decreased|declined|up|down|by|cut|raised|lifted|gained|"
    "lost|shrank|shrunk|above|below|reduced|slid|slump|jumped|since|on the year".split("|"),
)
def test_a_word_speaks_of_a_change(words: str) -> None:
    source = "Sales were 120 boats in May and 150 boats in June."

    statements = (f"Sales, {words}: 25%.", f"Sales, {words}: 20%.")
    assert Status.DERIVED in {found(source, statement).status for statement in statements}
    assert found(source, "Sales, so: 25%.").status is Status.ABSENT


@pytest.mark.parametrize(
    "words",
    "on average|each|every year|per year|a year|a month|a week|a day|annually|times".split("|"),
)
def test_a_word_speaks_of_an_average(words: str) -> None:
    source = "The dyke will cost $48 million over four years."

    assert found(source, f"The dyke, {words}, will cost: $12 million.").status is Status.DERIVED
    assert found(source, "The dyke will cost: $12 million.").status is Status.ABSENT


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
    "previously|formerly|old|before|earlier|originally|planned|was|were|had|without|otherwise|last|"
    "other|losing|rival|next|normally|average|record|existing|currently|present".split("|"),
)
def test_a_word_speaks_of_a_former_state(words: str) -> None:
    source = "Sales rose 25% to 150 boats."

    assert found(source, f"Sales, {words}: 120 boats.").status is Status.DERIVED
    assert found(source, "Sales: 120 boats.").status is not Status.DERIVED


@pytest.mark.parametrize(
    "time",
    "second|minute|day|night|week|fortnight|month|quarter|semester|term|season|year|decade".split(
        "|"
    ),
)
def test_a_figure_runs_over_one_time(time: str) -> None:
    source = f"The inn earns 640 euros every {time}."

    assert codes(source, "The inn earns 640 euros every hour.") == ["period"]
    assert "period" not in codes(source, f"The inn earns 640 euros each {time}.")


@pytest.mark.parametrize("adverb", "hourly|daily|weekly|monthly|quarterly|annually".split("|"))
def test_an_adverb_says_the_time(adverb: str) -> None:
    source = f"The inn earns 640 euros {adverb}."

    assert codes(source, "The inn earns 640 euros a decade.") == ["period"]


@pytest.mark.parametrize(
    "baseline",
    "from the previous month|than the prior month|on the last month|over the preceding month|"
    "compared with a month earlier|compared to a month ago|against a month before|"
    "month-on-month|month over month".split("|"),
)
def test_a_change_is_against_an_earlier_time(baseline: str) -> None:
    source = f"Exports rose 2.8% {baseline}."

    assert codes(source, "Exports rose 2.8% from a year earlier.") == ["period"]
    assert codes(source, "Exports rose 2.8% from a month earlier.") == ["exact"]


@pytest.mark.parametrize(
    "does",
    "has|had|was left with|will get|would get|completed|owns|won|lost|made|sold|built|sent|spent|"
    "paid|got|took|gave|led|beat|cut|hit|ran|gladly mended".split("|"),
)
@pytest.mark.parametrize("name", ["Norvik", "Maria de Souza", "Ines van Laak", "Bank of Halden"])
def test_a_name_before_its_verb_owns_the_number(name: str, does: str) -> None:
    assert codes(f"{name} {does} 96 boats.", "Petrov got 96 boats.") == ["subject"]


@pytest.mark.parametrize(
    "hedge", "|about |around |some |nearly |almost |just |another |only ".split("|")
)
def test_a_change_stays_one_behind_a_hedge(hedge: str) -> None:
    assert "by_to" in codes(f"Rents fell by {hedge}40 euros.", "Rents fell to 40 euros.")


@pytest.mark.parametrize("at", "to|at|from|took|takes|lasted|reached|was|were|is|are".split("|"))
def test_a_word_says_that_a_number_is_a_level(at: str) -> None:
    assert "by_to" in codes(f"In May it {at} 40 tons.", "In May it fell by 40 tons.")
