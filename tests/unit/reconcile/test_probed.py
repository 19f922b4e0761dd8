"""Statements of many desks that were judged wrongly once, each for a cause of its own. Sentences are ours."""

import pytest

from tests.unit.reconcile import doubts

RATE = (
    "The bank raised its main rate by a quarter of a point to 4.75%, and said inflation would ease to "
    "3% by the end of next year from 6.4% now."
)
FARES = "Fares will go up in March, adding £187 to a season ticket, which now costs £4,060."
EMISSIONS = "Emissions were 8.2 million tons in 2023, 9.6 million tons in 2019 and 10.4 million tons in 2010."
FOOD = "Food prices rose 5.6%, down from 6.2%."
BOOK = "The book has sold 90,000 copies in 14 countries since Article 50 was triggered."
STAFF = "The firm had 40 shops in 2019. Its staff numbered 1,200 in 2019, up from 900 in 2015."

DAM = "The dam, enough for two million homes, cost $3.9bn, $1.1bn more than planned."
PRICES = "House prices rose 2.4%. Prices in Wales were up 4.4% and in London 2.6%; Dorn saw a fall, of 0.3%."
CARS = "Tessa delivered 386,810 cars, short of the 449,080 analysts had expected. It made 433,371 cars."
SURVEY = "Of all firms 62% plan to hire, up from 55% in 2023. Among small firms 48% plan to hire."
COURT = (
    "Kemp was jailed for 12 years and his brother Lee to seven. Four others got two to five years."
)
VOTE = "They voted 7-2 to hold the rate, with two members wanting a cut to 5%."
CRICKET = "Essex were all out for 298 and lost by 43 runs. Khan took five for 61."
DRUGS = "They smuggled 1.2 tonnes of cocaine worth £96m."

TABLE = "The Lions have 41 points from 22 games, six behind the leaders."
HOMES = "Home prices climbed 5.1 percent in the year to April, faster than the 4.8 percent of March. Prices in Dorn fell 2.3 percent."
BLAST = "At least 37 people were killed and 112 injured."
PLANES = "Boeing took orders for 43 planes; Airbus delivered 57 planes in May."
PARTY = "The Liberals, who had held 29 seats, were left with 17."
MATCH = "Sinner beat Danner 3-6, 3-6, 6-4, 6-4, 6-3. He hit 50 winners to his rival's 44."
COMET = "The comet will pass within 44 million miles of Earth; its tail is 18 million miles long."
TRIAL = "He stole £2.1m between 2011 and 2016. He is 52."
BUS = "A bus with 41 pupils left the road. The driver was doing 62mph in a 40mph zone."


@pytest.mark.parametrize(
    ("source", "statement", "number", "code"),
    [
        # A level that is reached through a change goes the way of the verb,
        (RATE, "The bank cut its rate to 4.75%.", "4.75%", "direction"),
        # and is not reckoned further than it is.
        (RATE, "The rate was raised to 5%.", "5%", "absent"),
        # What is added to a price is no price.
        (FARES, "A season ticket will cost £187.", "£187", "by_to"),
        # From where something went is not where it went to.
        (FOOD, "Food prices rose to 6.2%.", "6.2%", "by_to"),
        # A change since a year is reckoned from the number of that year.
        (EMISSIONS, "Emissions have fallen by about 21% since 2019.", "about 21%", "absent"),
        # What it became is not what was planned, and a wish is no deed.
        (DAM, "It was planned to cost $3.9bn.", "$3.9bn", "outcome"),
        (VOTE, "The bank cut its rate to 5%.", "5%", "projection"),
        # Several people share a home.
        (DAM, "It will supply two million people.", "two million", "noun"),
        # A fall of so much goes down, though a comma stands between.
        (PRICES, "Prices in Dorn rose 0.3%.", "0.3%", "direction"),
        # Who won did not lose.
        (CRICKET, "Essex won by 43 runs.", "43", "opposite"),
        # In a month is not in the year to April.
        (HOMES, "Home prices climbed 5.1 percent in a month.", "5.1 percent", "period"),
        # The dead are not the injured,
        (BLAST, "At least 37 people were injured.", "At least 37", "opposite"),
        # what is behind a semicolon is of whom it names,
        (PLANES, "Boeing delivered 57 planes.", "57", "subject"),
        # and what had been held before is not what was won.
        (PARTY, "The Liberals won 29 seats.", "29", "time"),
        # A count that leaves its noun out is of whom it names all the same.
        (MATCH, "Sinner hit 44 winners.", "44", "binding"),
        # What leaves a bound out may be of something else as well.
        (COMET, "The comet's tail is 44 million miles long.", "44 million miles", "binding"),
        # Digits of a name excuse no count of what the source counts.
        (BOOK, "The book has sold in 50 countries.", "50", "absent"),
    ],
)
def test_a_wrong_statement_is_flagged(source: str, statement: str, number: str, code: str) -> None:
    assert doubts(source, statement)[:1] == [(number, code)]


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        (RATE, "Inflation is running at 6.4%."),
        (RATE, "The rate was 4.5% before."),
        (FARES, "A season ticket costs £4,060."),
        (EMISSIONS, "Emissions have fallen by about 15% since 2019."),
        (FOOD, "Food prices were up 5.6%."),
        (STAFF, "In 2015 the firm had 900 staff."),
        ("Last year it got £18m, three times as much as in 2019.", "It got around £6m in 2019."),
        (DAM, "It will supply two million households."),
        (TABLE, "The Lions are six points off the top."),
        (HOMES, "The annual rise in home prices picked up to 5.1 percent from 4.8 percent."),
        (BLAST, "112 people were hurt."),
        (PLANES, "Airbus delivered 57 planes."),
        (PARTY, "The Liberals had 29 seats before."),
        (MATCH, "Sinner won 3-6, 3-6, 6-4, 6-4, 6-3."),
        (COMET, "The comet's tail is 18 million miles long."),
        (TRIAL, "The thefts went on for five years."),
        (BUS, "The bus was 22mph too fast."),
        (PRICES, "London prices rose 2.6%."),
        (CARS, "Tessa made 46,561 more cars than it delivered."),
        (CARS, "Deliveries missed forecasts by more than 62,000."),
        (SURVEY, "In 2023, 55% of firms planned to hire."),
        (COURT, "Lee got seven years."),
        (CRICKET, "Surrey won by 43 runs."),
        (CRICKET, "Khan took 5 for 61."),
        (DRUGS, "The cocaine was worth £80m a tonne."),
        ("Sales reached 40 tons, profit rose 3%.", "The two were told apart."),
    ],
)
def test_a_right_statement_is_not(source: str, statement: str) -> None:
    assert doubts(source, statement) == []
