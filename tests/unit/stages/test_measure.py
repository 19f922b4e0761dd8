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
        ("The port doubled the wages of its crews.", "doubled", "wages of its crews"),
        ("The harbour and the market fell 4%.", "4%", None),
        ("The harbour fell 4% and the market rose 5%.", "5%", "market"),
        ("The harbour fell 4% Monday and the market lost 5%.", "5%", "market"),
        ("The Selm bank sent shares down 44%.", "44%", None),
        ("Mail carriers have fallen 13%.", "13%", "Mail carriers"),
        ("The mother of four left.", "four", None),
        ("His wife of 30 years left.", "30 years", None),
        ("They found the boat of 25-year-old Ana Lima.", "25-year-old", None),
        ("She lost her boat at the age of 35.", "35", "age"),
        ("The number of reported thefts rose by 50%.", "50%", "number of reported thefts"),
        ("It has $400 lying around.", "$400", None),
        ("It has a 100% rating.", "100%", "rating"),
        (
            "Of them, 54 percent of the crews said they would sail.",
            "54 percent",
            "said they would sail",
        ),
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
        ("In Selm, 40 boats sank.", "40", "Selm"),
        ("The tax is low, but in Selm, 40 boats sank.", "40", "Selm"),
        ("Fire hit a quay in Selm early Sunday and sank 40 boats in Varn.", "40", "Varn"),
        # A place of another clause, of another number or of nothing that is counted.
        ("In Selm lives the crew that lost 40 boats.", "40", None),
        ("Police in Selm say the storm sank 40 boats.", "40", None),
        ("They sank 40 boats after a feud in Selm.", "40", None),
        ("Shops opened in Selm lost 40 people.", "40", None),
        ("Those who lost 40 boats were in Selm.", "40", None),
        ("They sank 40 boats to help the market in Selm.", "40", None),
        ("The quay in Selm’s port has 40 boats.", "40", None),
        ("The fleet in the Selm area has 40 boats.", "40", None),
        ("She sang in the Lord of the Isles for 40 people.", "40", None),
        ("It hit a quay in Selm, 40 miles off.", "40 miles", None),
        ("The port in Selm was shut for 40 days.", "40 days", None),
        ("He met his 40 crews in Selm.", "40", "Selm"),
        ("In Selm he met his 40 crews.", "40", None),
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
        ("It made 20 boats earlier this year.", "20", "earlier this year"),
        ("Rents fell 4% in May, after a rise of 2% in April.", "4%", "in May"),
        ("It is worth $40 million, the council said on Tuesday.", "$40 million", None),
        ("It makes as much as it did in a year, and it is to make 50 boats.", "50", None),
        ("It sold 34 cars in 2025, more than the 31 of the year before.", "31", None),
        ("Some 40 boats sank between 2000 and 2004.", "Some 40", "between 2000 and 2004"),
        ("The port is shut, but last year, 40 boats sank.", "40", "last year"),
        ("It began in 15 towns in 1971 and now sells in more than 500.", "more than 500", None),
        ("Rossi, who left the port last year, gave it $500,000.", "$500,000", None),
        ("The port has 52,000 pages, a list that began in May.", "52,000", None),
        ("They learned this month that 40 boats sank.", "40", None),
        ("This week, the port announced it will sell 40 boats.", "40", None),
        ("It raised $30,000 to open the quay in May.", "$30,000", None),
        ("Three of the crews were laid off for five days.", "Three", None),
        ("It met the 40 crews before the 2019 race.", "40", None),
        ("Last week’s storm sank 40 boats.", "40", None),
        ("Four men are charged with burning a boat in May.", "Four", None),
        ("They shut the quay last year after a storm sank 24 boats.", "24", None),
        ("It will send 40 boats within the next few weeks.", "40", "the next few weeks"),
        ("It lost 40 boats before the vote in May.", "40", None),
        ("It lost 40 boats ahead of Rossi’s vote in May.", "40", None),
        ("It sold 40 boats a month in 2019.", "40", "in 2019"),
        ("The only time it lost 40 boats was in 1988.", "40", None),
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
        ("Rents rose 4% last year.", "4%", None, ChangeKind.RELATIVE),
        ("Support rose by 3 percentage points.", "3 percentage points", None, ChangeKind.POINTS),
        ("The number of boats rose by 2,000.", "2,000", None, ChangeKind.ABSOLUTE),
        ("They make three times as many boats.", "three times", None, ChangeKind.MULTIPLE),
        ("The tax is 12 percent.", "12 percent", None, None),
        ("Rents fell to 4 percent, down from 5 percent in May.", "4 percent", "5 percent in May", None),
        ("Rents fell 4% from the 50 boats who left in May.", "4%", "the 50 boats",
         ChangeKind.RELATIVE),
        ("Oil was kept from plummeting 4%.", "4%", None, ChangeKind.RELATIVE),
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
