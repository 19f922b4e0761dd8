"""What `find_quantities` reads, phenomenon by phenomenon. Sentences are ours."""

from decimal import Decimal

import pytest

from pipeline import find_quantities
from schemas import Direction, Modifier, QuantityKind
from tests.unit.numbers import only


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They counted 1,500 boats.", "1500"),
        ("They counted 1\u202f500 boats.", "1500"),
        ("It took 12,34,500 votes.", "1234500"),
        ("They sold 2.5 million cars.", "2500000"),
        ("They sold two and a half million cars.", "2500000"),
        ("They sold 3.2bn shares.", "3200000000"),
        ("About 450m people live there.", "450000000"),
        ("Some 5k runners came.", "5000"),
        ("Half a million homes lost power.", "500000"),
        ("A dozen eggs broke.", "12"),
        ("Half a dozen eggs broke.", "6"),
        ("Two dozen eggs broke.", "24"),
        ("Twenty-three firms closed.", "23"),
        ("One hundred and five thousand voters stayed at home.", "105000"),
        ("A couple of hundred guests came.", "200"),
        ("A couple more guests came.", "2"),
        ("Add 2 1/2 cups.", "2.5"),
        ("A hundred boats sank.", "100"),
    ],
)
def test_a_number_has_one_value_however_it_is_written(text: str, value: str) -> None:
    assert only(text).value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Thousands of homes lost power.", "1000", "10000"),
        ("Tens of thousands of homes lost power.", "10000", "100000"),
        ("Dozens of people were hurt.", "12", "120"),
    ],
)
def test_a_vague_number_is_an_interval(text: str, low: str, high: str) -> None:
    quantity = only(text)

    assert quantity.kind is QuantityKind.VAGUE
    assert (quantity.low, quantity.high) == (Decimal(low), Decimal(high))
    assert quantity.value is None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It cost $3.2bn.", "3200000000", "USD"),
        ("It cost US$450m.", "450000000", "USD"),
        ("It cost A$1.5 million.", "1500000", "AUD"),
        ("It cost £12.", "12", "GBP"),
        ("It cost €68m.", "68000000", "EUR"),
        ("It cost Rs 40 crore.", "400000000", "INR"),
        ("It cost R1.2 billion.", "1200000000", "ZAR"),
        ("It cost USD 10m.", "10000000", "USD"),
        ("It cost 30 pence.", "0.3", "GBP"),
        ("It cost 12 cents.", "12", "cent"),
        ("It cost 45 billion kroner.", "45000000000", "kroner"),
    ],
)
def test_money_is_read_with_its_currency(text: str, value: str, unit: str) -> None:
    quantity = only(text)

    assert (quantity.kind, quantity.value, quantity.unit) == (
        QuantityKind.MONEY,
        Decimal(value),
        unit,
    )


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("Prices rose 2.8 percent.", QuantityKind.PERCENT, "2.8", "percent"),
        ("Prices rose 2.8 per cent.", QuantityKind.PERCENT, "2.8", "percent"),
        (
            "The rate rose 0.3 percentage points.",
            QuantityKind.PERCENTAGE_POINT,
            "0.3",
            "percentage_point",
        ),
        ("It lies 40 kilometres away.", QuantityKind.MEASURE, "40", "km"),
        ("A 40-kilometre wall stands.", QuantityKind.MEASURE, "40", "km"),
        ("It covers 12 square miles.", QuantityKind.MEASURE, "12", "square_mile"),
        ("It ran at 95km/h then.", QuantityKind.MEASURE, "95", "km/h"),
        ("It reached 47.8C there.", QuantityKind.TEMPERATURE, "47.8", "celsius"),
        ("He has a five-year contract.", QuantityKind.DURATION, "5", "year"),
        ("It lasted three months.", QuantityKind.DURATION, "3", "month"),
        ("They met a 40-year-old man.", QuantityKind.AGE, "40", "year"),
        ("They met a 40-year-old's son.", QuantityKind.AGE, "40", "year"),
        ("A boy aged four was found.", QuantityKind.AGE, "4", "year"),
        ("Maria Rossi, 65, resigned.", QuantityKind.AGE, "65", "year"),
        ("The list, 71, was long.", QuantityKind.COUNT, "71", None),
        ("Sales doubled.", QuantityKind.MULTIPLIER, "2", "times"),
        ("It is three times as fast.", QuantityKind.MULTIPLIER, "3", "times"),
        ("It saw a threefold rise.", QuantityKind.MULTIPLIER, "3", "times"),
    ],
)
def test_a_measure_is_read_with_its_unit(
    text: str, kind: QuantityKind, value: str, unit: str
) -> None:
    quantity = only(text)

    assert (quantity.kind, quantity.value, quantity.unit) == (kind, Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("22 of the league’s 32 clubs agree.", 22, 32),
        ("Nine of 16 stations closed.", 9, 16),
        ("One in five voters stayed at home.", 1, 5),
        ("Three out of four pupils passed.", 3, 4),
        ("A third of the homes burned.", 1, 3),
        ("Two-thirds of the homes burned.", 2, 3),
        ("More than half of the homes burned.", 1, 2),
    ],
)
def test_a_share_keeps_its_part_and_its_whole(text: str, part: int, whole: int) -> None:
    quantity = only(text)

    assert (quantity.low, quantity.whole) == (Decimal(part), Decimal(whole))


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("They need between 8 and 10 boats.", 8, 10, None),
        ("It takes 36 to 48 hours.", 36, 48, "hour"),
        ("It grew 3-5% then.", 3, 5, "percent"),
        ("It costs $3 to $9 million.", 3_000_000, 9_000_000, "USD"),
        ("It grew 15 per cent to 20 per cent.", 15, 20, "percent"),
        ("They expect two or three cuts.", 2, 3, None),
    ],
)
def test_a_range_has_both_ends(text: str, low: int, high: int, unit: str | None) -> None:
    quantity = only(text)

    assert quantity.kind is QuantityKind.RANGE
    assert (quantity.low, quantity.high) == (Decimal(low), Decimal(high))
    assert quantity.unit == unit


def test_a_change_is_two_numbers_and_no_range() -> None:
    found = find_quantities("The rate went from 32 to 40 boats.")

    assert [quantity.value for quantity in found] == [32, 40]


@pytest.mark.parametrize(
    ("words", "modifier"),
    [
        ("nearly", Modifier.JUST_UNDER),
        ("some", Modifier.APPROXIMATE),
        ("at least", Modifier.AT_LEAST),
        ("no fewer than", Modifier.AT_LEAST),
        ("up to", Modifier.AT_MOST),
        ("no more than", Modifier.AT_MOST),
        ("more than", Modifier.MORE_THAN),
        ("fewer than", Modifier.LESS_THAN),
        ("just over", Modifier.JUST_OVER),
        ("exactly", Modifier.EXACTLY),
    ],
)
def test_a_hedge_or_bound_belongs_to_its_number(words: str, modifier: Modifier) -> None:
    quantity = only(f"They sent {words} 480 boats.")

    assert quantity.modifier is modifier
    assert quantity.text == f"{words} 480"


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Moscow launched 500 drones and missiles at the town.", "drones and missiles"),
        ("22 of the league’s 32 rowing clubs agree.", "rowing clubs"),
        ("They spend 2% of GDP now.", "GDP"),
        (
            "Thousands of additional armoured vehicles and tanks came.",
            "armoured vehicles and tanks",
        ),
        ("About 1 billion people live there.", "people"),
        ("Nineteen people were killed.", "people"),
        ("They ordered 700 U.S.-made X-wing fighter jets.", "U.S.-made X-wing fighter jets"),
    ],
)
def test_a_number_knows_what_it_counts(text: str, noun: str) -> None:
    assert only(text).noun == noun


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Prices rose by 5%.", Direction.UP),
        ("Prices fell 5% then.", Direction.DOWN),
        ("A 5% increase came.", Direction.UP),
        ("They hold 5% of it.", None),
    ],
)
def test_a_change_has_its_direction(text: str, way: Direction | None) -> None:
    assert only(text).direction is way


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("They make 40 tanks a month.", "month"),
        ("It costs $3 per kilometre.", "km"),
        ("They made 40 tanks a year ago.", None),
    ],
)
def test_a_rate_has_its_period(text: str, per: str | None) -> None:
    assert only(text).per == per


@pytest.mark.parametrize(
    "text",
    [
        "The F-35 landed.", "A MiG-29 was lost.", "Covid-19 came back.", "The G7 met.", "A Boeing 737 landed.",
        "They closed Highway 61 again.", "It falls under Section 230 now.", "A new iPhone 11 was sold.",
        "They sell 5G phones.", "Room 12 burned.",
    ],
)  # fmt: skip
def test_a_name_counts_nothing(text: str) -> None:
    quantity = only(text)

    assert (quantity.kind, quantity.checkable) == (QuantityKind.IDENTIFIER, False)


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        ("It began on June 9, 2025 there.", QuantityKind.DATE, "2025-06-09"),
        ("It began on 3 May.", QuantityKind.DATE, "--05-03"),
        ("It began in Sept. 2016 there.", QuantityKind.DATE, "2016-09"),
        ("It began in early 2022.", QuantityKind.YEAR, "2022"),
        ("From 2016 to 2021 he lived there.", QuantityKind.YEAR, "2016 to 2021"),
        ("It began at 6 p.m. there.", QuantityKind.TIME, "18:00"),
        ("It began at 14:30 there.", QuantityKind.TIME, "14:30"),
        ("In the 1990s it grew.", QuantityKind.YEAR, "1990s"),
    ],
)
def test_a_point_in_time_is_no_item_to_verify(text: str, kind: QuantityKind, date: str) -> None:
    quantity = only(text)

    assert (quantity.kind, quantity.date, quantity.checkable) == (kind, date, False)


@pytest.mark.parametrize(
    "text",
    [
        "They play to a house of one.",
        "No one came, and one another they blamed.",
        "A quantum leap is needed.",
        "Last week, ministers agreed.",
        "It stopped for a split second.",
        "A year ago he left.",
        "",
    ],
)
def test_words_that_only_look_like_numbers_are_left_alone(text: str) -> None:
    assert find_quantities(text) == ()


def test_a_length_of_time_with_an_article_is_one_of_it() -> None:
    quantity = only("Moscow makes as much as they do in a year.")

    assert (quantity.text, quantity.value, quantity.unit) == ("a year", Decimal(1), "year")


def test_the_hyphen_of_a_name_eats_no_quantity_before_it() -> None:
    found = find_quantities("They ordered at least 700 U.S.-made F-35 rotor blades.")

    assert [(quantity.text, quantity.checkable) for quantity in found] == [
        ("at least 700", True),
        ("F-35", False),
    ]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("They won 112-108 in overtime.", 112, 108), ("The court voted 5-2.", 5, 2)],
)
def test_two_numbers_that_count_nothing_together_are_a_score(
    text: str, low: int, high: int
) -> None:
    quantity = only(text)

    assert quantity.kind is QuantityKind.SCORE
    assert (quantity.low, quantity.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It was 31 degrees Celsius there.", "31", "celsius"),
        ("It was 88°F there.", "88", "fahrenheit"),
        ("It fell 1.3 degrees.", "1.3", "degree"),
        ("It weighs 60 g.", "60", "gram"),
        ("A 20m tall wave came.", "20", "metre"),
        ("They ran the 1,500m race.", "1500", "metre"),
        ("It holds 12 cubic metres.", "12", "cubic_metre"),
        ("It moved at 12.4 kilometres per second.", "12.4", "km/s"),
        ("It moved at 60 miles per hour.", "60", "mph"),
        ("It weighs 12 pounds of gold.", "12", "lb"),
        ("It cost 12 pounds.", "12", "GBP"),
        ("It cost 30p.", "0.30", "GBP"),
        ("It cost 10 million EUR.", "10000000", "EUR"),
        ("It cost $A82,615.", "82615", "AUD"),
        ("It rose 25 basis points.", "25", "basis_point"),
    ],
)
def test_units_that_are_easily_confused(text: str, value: str, unit: str) -> None:
    quantity = only(text)

    assert (quantity.value, quantity.unit) == (Decimal(value), unit)


def test_points_beside_a_percentage_are_percentage_points() -> None:
    found = find_quantities("The party is on 38%, up three points.")

    assert [quantity.unit for quantity in found] == ["percent", "percentage_point"]


def test_points_of_a_game_are_none() -> None:
    assert only("She scored 34 points.").unit is None


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("They sent 500 or more boats.", Modifier.AT_LEAST),
        ("They sent 500 or so boats.", Modifier.APPROXIMATE),
        ("They sent 500+ boats.", Modifier.AT_LEAST),
        ("They reached it within 48 hours.", Modifier.AT_MOST),
        ("They stayed there over five years.", Modifier.NONE),
    ],
)
def test_a_bound_may_stand_behind_its_number_or_be_a_preposition(
    text: str, modifier: Modifier
) -> None:
    assert only(text).modifier is modifier


@pytest.mark.parametrize(
    "text",
    ["It was built on 2025-06-09.", "It ended on June 9th, 2025.", "It ended on 9th of June 2025."],
)
def test_a_date_is_one_date_in_every_spelling(text: str) -> None:
    assert only(text).date == "2025-06-09"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The 4th precinct closed.", QuantityKind.ORDINAL),
        ("Q3 was good.", QuantityKind.DATE),
        ("The 2023-24 season ended.", QuantityKind.YEAR),
        ("It began in mid-2026.", QuantityKind.YEAR),
        ("Resolution No. 10 passed.", QuantityKind.IDENTIFIER),
        ("He took flight BA-117 home.", QuantityKind.IDENTIFIER),
    ],
)
def test_what_is_no_amount_has_its_own_kind(text: str, kind: QuantityKind) -> None:
    quantity = only(text)

    assert (quantity.kind, quantity.checkable) == (kind, False)


def test_a_base_with_a_hedge_of_its_own_is_a_number_of_its_own() -> None:
    found = find_quantities("They shot down 412 of some 480 drones.")

    assert [quantity.text for quantity in found] == ["412", "some 480"]


def test_half_of_a_game_is_no_half() -> None:
    assert only("They led in the first half.").kind is QuantityKind.ORDINAL


def test_zero_is_a_number() -> None:
    assert only("It has zero emissions.").value == 0


def test_a_run_of_a_million_digits_is_a_name_and_read_at_once() -> None:
    quantity = only("The key is " + "7" * 1_000_000 + " today.")

    assert (quantity.kind, quantity.checkable) == (QuantityKind.IDENTIFIER, False)


@pytest.mark.parametrize(
    "text", ["1" + "0" * 28, "9" * 24, "9" * 20 + " trillion trillion", "0." + "3" * 22 + " times"]
)
def test_numbers_beyond_the_precision_of_decimals_are_read_all_the_same(text: str) -> None:
    assert only(text).text.startswith(text[:20])
