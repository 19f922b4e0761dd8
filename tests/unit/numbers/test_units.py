"""In what a number is measured, phenomenon by phenomenon. Sentences are ours."""

import re
from decimal import Decimal

import pytest

from pipeline import check_statement, find_quantities
from schemas import Quantity, QuantityKind


def only(text: str) -> Quantity:
    found = [quantity for quantity in find_quantities(text) if quantity.checkable]
    assert len(found) == 1, [quantity.text for quantity in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("It sank 12 nautical miles off the cape.", "nautical_mile"),
        ("They mined 300 metric tons.", "tonne"),
        ("They mined 300 long tons.", "long_ton"),
        ("It makes 275 pound-feet of torque.", "pound-foot"),
        ("It makes 370 lb-ft of torque.", "pound-foot"),
        ("It makes 450 Nm of torque.", "newton_metre"),
        ("It makes 640 bhp.", "bhp"),
        ("The shed covers 570 sq m.", "square_metre"),
        ("The shed covers 570 sq. ft.", "square_foot"),
        ("The shed covers 32m2.", "square_metre"),
        ("The shed covers 32 m².", "square_metre"),
        ("The lake holds 12 cubic kilometres.", "cubic_kilometre"),
        ("It flew at 80 m.p.h. there.", "mph"),
        ("It flew at 20m/s there.", "metre/s"),
        ("It found 12 parts per million of lead.", "ppm"),
        ("It draws 5 W at rest.", "watt"),
        ("It draws 5kWh a night.", "kWh"),
        ("It made 900 kilowatt-hours.", "kWh"),
        ("It made 900 kilowatt hours.", "kWh"),
        ("It made 3 terawatts.", "terawatt"),
        ("The line carries 400 kilovolts.", "kilovolt"),
        ("It has a 4500mAh battery.", "milliampere-hour"),
        ("The storm sank to 950 millibars.", "millibar"),
        ("It stands 20 light-years away.", "light-year"),
        ("It loads at 100Mbps.", "megabit_per_second"),
        ("It holds 2 petabytes.", "petabyte"),
        ("A dose of 3 millisieverts is safe.", "millisievert"),
        ("She ran for 120 rushing yards.", "yard"),
        ("They lost hundreds of hours.", "hour"),
        ("It has a 1.5L engine.", "litre"),
        ("It has a 12MP camera.", "megapixel"),
        ("It runs at 60fps.", "frame_per_second"),
        ("It rose 25bps.", "basis_point"),
        ("It rose 3pp.", "percentage_point"),
        ("It fell 5 pc.", "percent"),
        ("They built 300sqm.", "square_metre"),
        ("Ships of 300,000 deadweight tons came.", "deadweight_ton"),
        ("They grow tens of thousands of tonnes.", "tonne"),
        ("A 7,000-pound pipe fell.", "lb"),
        ("She weighs 200 pounds.", "lb"),
        ("She left a couple of days ago.", "day"),
        ("She lost 26 pounds that summer.", "lb"),
        ("It can tow 1,100 pounds more.", "lb"),
        ("They found 3 pounds of gold.", "lb"),
        ("It is 1/16 of a US pint.", "pint"),
        ("It holds 12 g/l.", "gram"),
        ("It lies 12 m away.", "metre"),
        ("It is 12 m.", "metre"),
    ],
)
def test_units_of_one_word_or_several_are_known(text: str, unit: str) -> None:
    quantity = only(text)

    assert unit in {quantity.unit, quantity.noun}


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It cost 45 Danish kroner.", "45", "DKK"),
        ("It cost 45 Norwegian kroner.", "45", "NOK"),
        ("It cost 45 Swedish kronor.", "45", "SEK"),
        ("It cost 45 Canadian dollars.", "45", "CAD"),
        ("It cost 45 Hong Kong dollars.", "45", "HKD"),
        ("It cost 45 New Zealand dollars.", "45", "NZD"),
        ("It cost 45 U.S. dollars.", "45", "USD"),
        ("It cost 45 Egyptian pounds.", "45", "EGP"),
        ("It cost 45 Mexican pesos.", "45", "MXN"),
        ("It cost 45 pesos.", "45", "peso"),
        ("It cost 45 Brazilian reais.", "45", "BRL"),
        ("It cost 45 ringgit.", "45", "MYR"),
        ("It cost 45 baht.", "45", "THB"),
        ("It cost 45 dirhams.", "45", "AED"),
        ("It cost 45 Moroccan dirhams.", "45", "MAD"),
        ("It cost 9 million rupiah.", "9000000", "IDR"),
        ("It cost 50,000 won.", "50000", "KRW"),
        ("It cost 3000 won.", "3000", "KRW"),
        ("It cost R$45.", "45", "BRL"),
        ("It cost ₪45.", "45", "ILS"),
        ("It cost C $6.", "6", "CAD"),
        ("He paid A $6 million.", "6000000", "AUD"),
        ("A $6 toy broke.", "6", "USD"),
        ("It cost $20 CAD.", "20", "CAD"),
        ("It cost $20m Canadian.", "20000000", "CAD"),
        ("The $20 Canadian note changes.", "20", "USD"),
        ("It cost 75¢.", "75", "cent"),
        ("It cost 12c.", "12", "cent"),
        ("It cost Y28,030.", "28030", "JPY"),
        ("It cost Y=28,030.", "28030", "JPY"),
        ("It cost RMB 45.", "45", "CNY"),
        ("It cost AUD$45.", "45", "AUD"),
        ("It cost 45 MEUR.", "45000000", "EUR"),
        ("It cost 45USD.", "45", "USD"),
        ("It cost 45 €.", "45", "EUR"),
        ("It cost 45 quid.", "45", "GBP"),
        ("It cost five million pounds of public money.", "5000000", "GBP"),
        ("She got a 500-pound fine.", "500", "GBP"),
        ("She paid the boatman all of 30 pounds.", "30", "GBP"),
        ("It took 3 million pounds.", "3000000", "GBP"),
    ],
)
def test_a_currency_is_known_by_its_country_sign_or_code(text: str, value: str, unit: str) -> None:
    quantity = only(text)

    assert (quantity.kind, quantity.value, quantity.unit) == (
        QuantityKind.MONEY,
        Decimal(value),
        unit,
    )


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("They fired 3 Iskander missiles.", "Iskander missiles"),
        ("They built 3 bars there.", "bars"),
        ("They bought 3 Teslas.", "Teslas"),
        ("They sold 4 cups.", "cups"),
        ("The other 3 won.", None),
        ("They met 3 times in Berlin.", "times"),
        ("He bought 12 in May.", None),
        ("They need 12 at most.", None),
    ],
)
def test_words_that_only_look_like_units_are_none(text: str, noun: str | None) -> None:
    quantity = only(text)

    assert (quantity.unit, quantity.noun) == (None, noun)


@pytest.mark.parametrize(
    ("statement", "wrong", "source"),
    [
        ("It lies about 22 kilometres off.", "92", "It lies 12 nautical miles off."),
        ("It holds about 1,137 litres.", "9,137", "It holds 250 imperial gallons."),
        ("It makes 373 newton metres.", "973", "It makes 275 pound-feet of torque."),
        ("It stores 2,000 terabytes.", "9,000", "It stores 2 petabytes."),
    ],
)
def test_units_of_one_dimension_are_compared_through_their_factors(
    statement: str, wrong: str, source: str
) -> None:
    altered = re.sub(r"[\d,]+", wrong, statement)

    assert not check_statement(statement, source).flagged
    assert check_statement(altered, source).flagged


@pytest.mark.parametrize(
    "text",
    [
        "The S&P 500 gained 12.5 points, or 0.4%.",
        "The Hang Seng lost 40 points, 0.2%.",
        "She scored 12 points on 60% shooting.",
    ],
)
def test_points_of_an_index_or_a_game_are_no_percentage_points(text: str) -> None:
    assert next(q for q in find_quantities(text) if q.noun == "points").unit is None


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("She turned 90 last month.", [90]),
        ("His wife, 41, left.", [41]),
        ("A girl, 8, from Leeds left.", [8]),
        ("The striker, 24, left.", [24]),
    ],
)
def test_an_age_needs_no_word_for_years(text: str, ages: list[int]) -> None:
    found = find_quantities(text)

    assert [quantity.low for quantity in found] == ages
    assert {quantity.unit for quantity in found} == {"year"}


def test_what_was_turned_away_has_no_age() -> None:
    (found,) = find_quantities("He turned 10 people away.")

    assert found.unit is None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("She won by 2.08m.", "2.08", "metre"),
        ("It drew 83m readers.", "83000000", None),
    ],
)
def test_m_is_metres_or_a_million_by_what_stands_around_it(
    text: str, value: str, unit: str | None
) -> None:
    found = {(quantity.value, quantity.unit) for quantity in find_quantities(text)}

    assert (Decimal(value), unit) in found
