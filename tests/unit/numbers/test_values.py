"""The value of a number, however it is written. Sentences are ours."""

from decimal import Decimal

import pytest

from pipeline import find_quantities
from schemas import QuantityKind
from tests.unit.numbers import only


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It drew 12 500 fans.", "12500"),
        ("Its people number 1 414 021 100.", "1414021100"),
        ("Hundred thousand homes lost power.", "100000"),
        ("It drew 1.234,56 litres.", "1234.56"),
        ("It holds 2.5e6 cells.", "2500000"),
        ("It holds 10⁶ cells.", "1000000"),
        ("It holds 3 × 10⁻³ grams.", "0.003"),
        ("It holds 4 x 10^9 cells.", "4000000000"),
        ("Add 3 ¹/₂ cups.", "3.5"),
        ("Add ½ cup.", "0.5"),
        ("They sold twenty‑five boats.", "25"),
        ("They sold twenty-\nfive boats.", "25"),
        ("They sold two thou\u00adsand boats.", "2000"),
        ("Three point two million homes lost power.", "3200000"),
        ("A half dozen eggs broke.", "6"),
        ("Half million homes lost power.", "500000"),
        ("Three quarters of a million homes lost power.", "750000"),
        ("Two and a quarter million homes lost power.", "2250000"),
        ("A pair of boats sank.", "2"),
        ("They spent one hundred thousand million there.", "100000000000"),
        ("They have 5K followers.", "5000"),
        ("They have 2.1M views.", "2100000"),
        ("About 8 B people live there.", "8000000000"),
        ("They sold 3.5 bln shares.", "3500000000"),
        ("They sold 45 mio shares.", "45000000"),
        ("It owes 1.2mrd francs.", "1200000000"),
        ("It owes €3.4 trln.", "3400000000000"),
        ("It owes Rs 500 cr.", "5000000000"),
        ("It was a $5-bn deal.", "5000000000"),
        ("It was a 5-bln-dollar deal.", "5000000000"),
        ("It owes Rs 5 lakhs.", "500000"),
        ("It owes $1.5MM.", "1500000"),
        ("They sold 2 billions.", "2000000000"),
        ("They sold a million and a half boats.", "1500000"),
        ("It has one-hundred-and-twelve rooms.", "112"),
        ("They won two grand slams.", "2"),
        ("It stood at 99-16/32.", "99.5"),
        ("There were 2000 wells.", "2000"),
        ("They had 1500 men.", "1500"),
        ("They won it twice.", "2"),
        ("Labour 412", "412"),
    ],
)
def test_a_number_has_one_value_in_every_spelling(text: str, value: str) -> None:
    assert only(text).value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Several thousand fans came.", "3000", "9000"),
        ("A few hundred fans came.", "200", "900"),
        ("A few dozen fans came.", "24", "108"),
        ("Hundreds of thousands of fans came.", "100000", "1000000"),
        ("Lakhs of fans came.", "100000", "1000000"),
        ("A six-figure sum came.", "100000", "999999"),
    ],
)
def test_a_vague_number_of_scales_is_an_interval(text: str, low: str, high: str) -> None:
    quantity = only(text)

    assert quantity.kind is QuantityKind.VAGUE
    assert (quantity.low, quantity.high) == (Decimal(low), Decimal(high))


def test_a_year_before_a_plural_scale_is_no_factor_of_it() -> None:
    assert [q.low for q in find_quantities("In 2023 lakhs fled.")] == [2023, 100_000]


def test_the_dash_between_two_percentages_is_no_minus() -> None:
    found = find_quantities("She led 51%-44% among them.")

    assert [quantity.value for quantity in found] == [51, 44]


@pytest.mark.parametrize(
    ("text", "low", "whole"),
    [
        ("It was a 1-in-100-year flood.", "1", "100"),
        ("He shot 12-of-18 there.", "12", "18"),
        ("He went 0-for-5 there.", "0", "5"),
        ("They made a 2-for-1 split.", "2", "1"),
        ("It has a 3:1 staff ratio.", "3", "1"),
        ("She won by 3-to-1 there.", "3", "1"),
        ("It is drawn at 1:10,000 there.", "1", "10000"),
        ("They own it 51:49 there.", "51", "49"),
        ("He gave it 4.5/5 there.", "4.5", "5"),
        ("He gave it 10/10 there.", "10", "10"),
    ],
)
def test_a_part_and_its_whole_are_one_quantity(text: str, low: str, whole: str) -> None:
    quantity = only(text)

    assert quantity.kind in {QuantityKind.RATIO, QuantityKind.FRACTION}
    assert (quantity.low, quantity.whole) == (Decimal(low), Decimal(whole))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It made $1.2 B then.", "1200000000", "USD"),
        ("It made $5 m then.", "5000000", "USD"),
        ("It made 75 USD million then.", "75000000", "USD"),
        ("It made 30 MUSD then.", "30000000", "USD"),
        ("It made 115USD then.", "115", "USD"),
        ("It rose 4-1/2 cents then.", "4.5", "cent"),
        ("It fell three-hundredths of a percentage point.", "0.03", "percentage_point"),
        ("It took a thousandth of a second.", "0.001", "second"),
        ("It rose nought point three percent.", "0.3", "percent"),
        ("It made N27.5trn then.", "27500000000000", "NGN"),
        ("It made N197 then.", "197", "NGN"),
        ("It made R2bn then.", "2000000000", "ZAR"),
        ("It made P1.2 billion then.", "1200000000", "PHP"),
        ("It made P50,000 then.", "50000", "PHP"),
        ("It made P15 million then.", "15000000", "PHP"),
        ("It made Php 20,000 then.", "20000", "PHP"),
        ("It made Bt1.2 billion then.", "1200000000", "THB"),
        ("It made N$5m then.", "5000000", "NAD"),
        ("It made Sh12.5 billion then.", "12500000000", "shilling"),
        ("He sold a $20 T-shirt.", "20", "USD"),
        ("They paid £145 B&B there.", "145", "GBP"),
        ("It cost 3 dollars 50 cents.", "3.5", "USD"),
        ("It cost thirteen dollars and forty-five cents.", "13.45", "USD"),
        ("It cost a half-cent more.", "0.5", "cent"),
        ("She weighs 12st 4lb.", "172", "lb"),
        ("He weighs 12st now.", "12", "stone"),
        ("She is 5ft 2in tall.", "62", "inch"),
        ("She is 5 feet 2 inches tall.", "62", "inch"),
        ("He is 6ft 5 now.", "77", "inch"),
        ("She is a 5-foot-9 guard.", "69", "inch"),
        ("She is 5 foot 9, he says.", "69", "inch"),
        ("She is a five-foot-two guard.", "62", "inch"),
        ("It is a 6-foot-7-inch fish.", "79", "inch"),
        ("He is 6'2\" now.", "74", "inch"),
        ("A 5’11 guard came.", "71", "inch"),
        ("They were 9lbs 4ozs.", "148", "ounce"),
        ("It took 18 mths then.", "18", "month"),
        ("He led for six years and four months.", "76", "month"),
        ("It is 32m2 in all.", "32", "square_metre"),
        ("It took half an hour.", "0.5", "hour"),
        ("It lies a quarter of a mile away.", "0.25", "mile"),
        ("They drew 3,5% more.", "3.5", "percent"),
        ("Ninety-nine point five percent agreed.", "99.5", "percent"),
        ("Rates fell by half a point.", "0.5", "percentage_point"),
        ("Rates fell by a quarter of a percentage point.", "0.25", "percentage_point"),
        ("They expect quarter-point cuts.", "0.25", "percentage_point"),
        ("Traffic grew 10x there.", "10", "times"),
        ("It grew in the past decade.", "1", "decade"),
        ("It grew for five quarters.", "5", "quarter"),
        ("It grew in the first nine months.", "9", "month"),
    ],
)
def test_an_amount_is_read_whole_with_its_unit(text: str, value: str, unit: str) -> None:
    quantity = only(text)

    assert (quantity.value, quantity.unit) == (Decimal(value), unit)


def test_commas_make_a_list_of_lengths_of_time_and_no_sum() -> None:
    found = find_quantities("It took 3 years, 2 months and 5 days.")

    assert found[0].unit == "year"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("She came first there.", 1),
        ("It was a second chance.", 2),
        ("The twenty-first one failed.", 21),
        ("The 21st one failed.", 21),
        ("The one hundred and fifth one failed.", 105),
        ("It was the two hundredth one.", 200),
        ("It was the two-hundredth one.", 200),
        ("The thirtieth one failed.", 30),
    ],
)
def test_a_rank_has_its_value_and_claims_nothing(text: str, value: int) -> None:
    quantity = find_quantities(text)[0]

    assert (quantity.kind, quantity.value) == (QuantityKind.ORDINAL, Decimal(value))
    assert not quantity.checkable


@pytest.mark.parametrize("text", ["It ran 5 metres a second.", "At first, all was well."])
def test_a_second_of_time_and_at_first_are_no_ranks(text: str) -> None:
    assert all(q.kind is not QuantityKind.ORDINAL for q in find_quantities(text))


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("A third agreed.", 1, 3),
        ("It fell by a third because of rain.", 1, 3),
        ("It affects 5/1,000 children.", 5, 1000),
        ("It was a one-in-a-million chance.", 1, 1_000_000),
        ("They lost one for every 30 boats.", 1, 30),
        ("They lost one for roughly every 30 boats.", 1, 30),
        ("It was one of just four boats.", 1, 4),
        ("It hit 772 of every million people.", 772, 1_000_000),
    ],
)
def test_a_share_is_told_by_what_follows(text: str, part: int, whole: int) -> None:
    quantity = only(text)

    assert (quantity.low, quantity.whole) == (Decimal(part), Decimal(whole))


@pytest.mark.parametrize(
    "text",
    [
        "Grandma, 85",
        "Maria Rossi, 39—a nurse—came.",
        "Rossi, now 39, came.",
        "She left at age 65 then.",
        "Singer Dead at 59",
        "She died there at 59.",
        "The age of 65 is low.",
    ],
)
def test_an_age_is_told_by_its_place(text: str) -> None:
    assert (only(text).kind, only(text).unit) == (QuantityKind.AGE, "year")


@pytest.mark.parametrize("text", ["A third party agreed.", "They came a third time."])
def test_a_rank_before_its_noun_is_no_share(text: str) -> None:
    assert only(text).kind is QuantityKind.ORDINAL


@pytest.mark.parametrize("text", ["They needed only one attempt.", "They sent one boat."])
def test_one_counts_where_it_says_how_many(text: str) -> None:
    assert (only(text).value, only(text).checkable) == (Decimal(1), True)


@pytest.mark.parametrize("text", ["It is one of the best boats.", "They do one thing well."])
def test_one_of_several_is_nothing_to_verify(text: str) -> None:
    assert (only(text).value, only(text).checkable) == (Decimal(1), False)


def test_twice_before_a_clause_compares_nothing() -> None:
    assert only("She scored twice as Rovers won.").kind is QuantityKind.COUNT


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("She is in her mid-40s.", QuantityKind.AGE, 40, 49),
        ("It is free for over 65s.", QuantityKind.AGE, 65, 65),
        ("It was in the mid-60s there.", QuantityKind.RANGE, 60, 69),
    ],
)
def test_digits_with_a_plural_s_are_no_unit(
    text: str, kind: QuantityKind, low: int, high: int
) -> None:
    quantity = only(text)

    assert (quantity.kind, quantity.low, quantity.high) == (kind, Decimal(low), Decimal(high))


def test_a_time_before_a_hyphen_belongs_to_the_word_behind_it() -> None:
    found = find_quantities("They expect three quarter-point cuts.")

    assert [quantity.text for quantity in found] == ["three", "quarter-point"]


def test_a_unit_with_digits_behind_it_begins_a_name() -> None:
    found = find_quantities("They built 95 V236 engines.")

    assert [quantity.text for quantity in found] == ["95", "V236"]


def test_and_joins_number_words_behind_hundreds_only() -> None:
    found = find_quantities("Of the twenty and three of their sons, one hundred and two left.")

    assert [quantity.value for quantity in found] == [20, 3, 102]


@pytest.mark.parametrize(
    "text",
    [
        "Two of his 14-year-old pupils came.",
        "One of its firms sold four boats.",
        "It is one of the 20th century's best boats.",
        "She doubled down on it.",
        "She doubled-down on it.",
        "She will think twice about it.",
        "The barn doubles as a hall.",
    ],
)
def test_what_only_looks_like_a_share_or_a_multiple_is_none(text: str) -> None:
    kinds = {quantity.kind for quantity in find_quantities(text)}

    assert not kinds & {QuantityKind.RATIO, QuantityKind.FRACTION, QuantityKind.MULTIPLIER}


@pytest.mark.parametrize(
    "text", ["It owes $1e90 there.", "It is 1e90 ft 5 high.", "It fell 1e90 cents."]
)
def test_a_number_of_ninety_digits_is_read_like_any_other(text: str) -> None:
    low = only(text).low

    assert low is not None
    assert low >= Decimal("1e90")


def test_a_couple_alone_are_two_people_and_no_number() -> None:
    assert not find_quantities("A couple who rowed ashore were well.")


def test_a_part_may_be_of_a_comparison() -> None:
    assert only("A fifth fewer boats sailed.").kind is QuantityKind.FRACTION
    assert only("A fifth boat sailed.").kind is QuantityKind.ORDINAL


def test_a_part_of_one_percent_is_one_number() -> None:
    (found,) = find_quantities("She led by one-half of 1 percent.")

    assert (found.low, found.unit) == (Decimal("0.5"), "percent")
