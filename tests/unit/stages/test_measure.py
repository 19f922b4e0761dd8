"""What a figure measures, of whom, when, from what: in the words of its sentence or not at all."""

import pytest

from pipeline import ExtractiveDrafter, article_from_text, fact_check
from schemas import ChangeKind, ClaimType, Row


def row(sentence: str, figure: str) -> Row:
    report = fact_check(article_from_text(sentence + "\n"), drafter=ExtractiveDrafter())
    return next(each for each in report.worklist.rows if each.quantity.text == figure)


@pytest.mark.parametrize(
    ("sentence", "figure", "measure"),
    [
        ("The unemployment rate fell to 4.1 percent in May.", "4.1 percent", "unemployment rate"),
        ("The council wants a 40% increase in river defences.", "40%", "river defences"),
        ("They raised their river defences by 40%.", "40%", "river defences"),
        ("It was given a sentence of 12 years.", "12 years", "sentence"),
        ("Some 22 of the 32 towns meet the goal.", "Some 22 of the 32", "meet the goal"),
        ("Rents in Selm were 12 percent higher than in 2019.", "12 percent", "Rents"),
        ("The jail is 40 years old, and its roof is $4 million.", "$4 million", "roof"),
        ("Russia built 1,500 tanks this year.", "1,500", "tanks"),
        ("Sales doubled to $4 million.", "doubled", "Sales"),
        ("It paid $12 million in federal taxes.", "$12 million", "federal taxes"),
        ("It got a two-year, $12 million deal.", "$12 million", "deal"),
        ("It was left with a $3 billion quarterly loss.", "$3 billion", "quarterly loss"),
        ("Job growth in Selm was 4%.", "4%", "Job growth"),
        ("New cases fell slightly to 2,478.", "2,478", "New cases"),
        ("The index climbed 40 points, or 0.2%.", "0.2%", "index"),
        ("The campaign raised $12 million.", "$12 million", None),
        ("In May exports fell 4%, compared with a rise of 2% in April.", "2%", None),
        ("A national grant covers $40 million more.", "$40 million", None),
    ],
)
def test_the_measure_is_what_the_sentence_says_or_nothing(
    sentence: str, figure: str, measure: str | None
) -> None:
    assert row(sentence, figure).measure.measure == measure


@pytest.mark.parametrize(
    ("sentence", "figure", "population"),
    [
        ("In all 22 of the league’s 32 clubs paid.", "22 of the league’s 32", "the league’s 32 clubs"),
        ("The study found 40 percent of households in Selm own a car.", "40 percent",
         "households in Selm"),
        ("In Selm, the council found 40 boats.", "40", "Selm"),
        ("Rossi, 40, was raised in Selm.", "40", None),
        ("Rents in Selm rose 12 percent.", "12 percent", "Selm"),
        ("Rents rose 12 percent.", "12 percent", None),
    ],
)  # fmt: skip
def test_the_population_is_the_whole_the_noun_or_the_place(
    sentence: str, figure: str, population: str | None
) -> None:
    assert row(sentence, figure).measure.population == population


@pytest.mark.parametrize(
    ("sentence", "figure", "period"),
    [
        ("It is to make 20 boats this year alone.", "20", "this year"),
        ("Over the past five years it made 20 boats.", "20", "Over the past five years"),
        ("In the 2019 election 20 members lost.", "20", "In the 2019 election"),
        ("It made 20 boats, and 12 in the fourth quarter.", "12", "in the fourth quarter"),
        ("Last year it saw 90 boats sink and 20 return.", "20", "Last year"),
        ("It made 20 boats earlier this year.", "20", "earlier this year"),
        ("Rents fell 4% in May, after a rise of 2% in April.", "4%", "in May"),
        ("It is worth $40 million, the council said on Tuesday.", "$40 million", None),
        ("It makes as much as it did in a year, and it is to make 50 boats.", "50", None),
        ("It sold 34 cars in 2025, more than the 31 of the year before.", "31", None),
    ],
)
def test_a_period_is_that_of_the_figure_and_not_of_another(
    sentence: str, figure: str, period: str | None
) -> None:
    assert row(sentence, figure).measure.period == period


@pytest.mark.parametrize(
    ("sentence", "figure", "baseline", "change"),
    [
        ("Unemployment fell to 4.1 percent from 4.5 percent a year earlier.", "4.1 percent",
         "4.5 percent a year earlier", None),
        ("Rents were 12 percent higher than in 2019.", "12 percent", "in 2019", ChangeKind.RELATIVE),
        ("Rents rose 12 percent.", "12 percent", None, ChangeKind.RELATIVE),
        ("Sales rose from $3 million in May to $4 million.", "$4 million", "$3 million in May", None),
        ("Rents fell 4% from the previous week.", "4%", "the previous week", ChangeKind.RELATIVE),
        ("Rents rose 4% last year.", "4%", None, ChangeKind.RELATIVE),
        ("Support rose by 3 percentage points.", "3 percentage points", None, ChangeKind.POINTS),
        ("The number of boats rose by 2,000.", "2,000", None, ChangeKind.ABSOLUTE),
        ("They make three times as many boats.", "three times", None, ChangeKind.MULTIPLE),
        ("The tax is 12 percent.", "12 percent", None, None),
    ],
)  # fmt: skip
def test_a_change_has_its_kind_and_what_it_starts_from(
    sentence: str, figure: str, baseline: str | None, change: ChangeKind | None
) -> None:
    measure = row(sentence, figure).measure

    assert (measure.baseline, measure.change) == (baseline, change)


@pytest.mark.parametrize(
    ("sentence", "figure", "sort"),
    [
        ("Rents were 12 percent higher than in 2019.", "12 percent", ClaimType.COMPARISON),
        ("They make three times as many boats.", "three times", ClaimType.COMPARISON),
        ("It took 30 to 40 boats.", "30 to 40", ClaimType.INTERVAL),
        ("The trip lasted nine days.", "nine days", ClaimType.TEMPORAL),
        ("It took 40 boats.", "40", ClaimType.STATISTICAL),
    ],
)
def test_claims_are_of_four_sorts(sentence: str, figure: str, sort: ClaimType) -> None:
    assert row(sentence, figure).claim_type is sort
