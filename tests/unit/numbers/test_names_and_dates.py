"""What is no amount: names, addresses, telephone numbers, dates, clock times. Sentences are ours."""

from decimal import Decimal

import pytest

from pipeline import check_statement, find_quantities
from schemas import QuantityKind, Status


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He ran the 4x400m relay.", "4x400m"),
        ("Call 555-0142 now.", "555-0142"),
        ("He has a 401(k) there.", "401(k)"),
        ("It is a 501(c)(3) group.", "501(c)(3)"),
        ("He wrote to @harbourtalk5 then.", "harbourtalk5"),
        ("Call 020 7946 0958 now.", "020 7946 0958"),
        ("Call 1-800-555-0199 now.", "1-800-555-0199"),
        ("They work 24/7 there.", "24/7"),
        ("It was after the 7/7 attacks.", "7/7"),
        ("It is 50/50 so far.", "50/50"),
        ("He read 9to5Harbour there.", "9to5Harbour"),
        ("He read 7Harbour there.", "7Harbour"),
        ("They went to @10boats then.", "10boats"),
        ("It stands at #15.", "15"),
        ("It stands at 16-18 Harbour Avenue.", "16-18 Harbour Avenue"),
        ("It stands at 9 E 71st St.", "9 E 71st St"),
        ("He drove a Porsche 911.", "Porsche 911"),
        ("The 40-year-old Brenholm 2 reactor", "Brenholm 2"),
        ("They flew on Voyager 2.", "Voyager 2"),
        ("He has type 2 diabetes.", "type 2"),
        ("A category 4 storm came.", "category 4"),
        ("The sp 500 fell.", "sp 500"),
        ("The Standard & Poor’s 500 index fell.", "Standard & Poor’s 500"),
        ("They reached the last 16.", "last 16"),
        ("It is a Grade II-listed house.", "Grade II"),
        ("Take bus No 42 there.", "No 42"),
        ("No 10 rejected the call.", "No 10"),
        ("It plays mp3 files.", "mp3"),
        ("They sent old Patriot PAC-3 batteries.", "Patriot PAC-3"),
        ("They sent old Russian MiG-29 jets.", "MiG-29"),
        ("They sat in a 7-Eleven there.", "7-Eleven"),
        ("It is shown in 3-D there.", "3-D"),
        ("It runs on version 10.15.7 now.", "10.15.7"),
        ("It answers at 192.168.1.2 now.", "192.168.1.2"),
        ("The winning row was 28-30-39-59 then.", "28-30-39-59"),
        ("It has a 4K screen.", "4K"),
        ("They fly 747s there.", "747s"),
        ("He drew a P226 there.", "P226"),
        ("She wore an N95 there.", "N95"),
        ("It is the H5N1 strain.", "H5N1"),
        ("She sat in Terminal 2 there.", "Terminal 2"),
        ("It was on Radio 4 there.", "Radio 4"),
        ("Hindsight is 20/20 there.", "20/20"),
        ("It grew in FY2022-23 there.", "FY2022-23"),
    ],
)
def test_a_name_with_digits_is_set_aside(text: str, name: str) -> None:
    found = [q for q in find_quantities(text) if q.kind is QuantityKind.IDENTIFIER]

    assert [(quantity.text, quantity.checkable) for quantity in found] == [(name, False)]


def test_results_behind_names_are_counts() -> None:
    found = find_quantities("Seats: Labour 412, Tories 121 (-251), Greens 4.")

    assert [quantity.value for quantity in found] == [412, 121, -251, 4]


def test_results_of_a_headline_and_of_a_batsman_are_counts() -> None:
    found = find_quantities("Man City 3 Arsenal 1: late goals. England rely on Root 152 not out.")

    assert [quantity.value for quantity in found] == [3, 1, 152]


def test_the_seats_of_a_party_are_no_index() -> None:
    found = find_quantities("Seats: BJP 240, SP 37, TMC 29.")

    assert [quantity.value for quantity in found] == [240, 37, 29]


def test_results_joined_by_and_are_counts() -> None:
    found = find_quantities("The count so far: seats to Labour 412 and to Greens 4")

    assert [quantity.value for quantity in found] == [412, 4]


def test_cells_of_a_table_are_read_apart() -> None:
    found = find_quantities("| 12 | million | 5 | percent |")

    assert [quantity.value for quantity in found] == [12, 5]
    assert [quantity.unit for quantity in found] == [None, None]


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        ("It began on 25/12/2024.", QuantityKind.DATE, "2024-12-25"),
        ("It began on 06/05/2024.", QuantityKind.DATE, "2024"),
        ("It began on 6.5.2024 there.", QuantityKind.DATE, "2024-05-06"),
        ("It began at 2019-09-01T10:38:07.190Z there.", QuantityKind.DATE, "2019-09-01"),
        ("It began on Saturday 6 September.", QuantityKind.DATE, "--09-06"),
        ("It ran on June 9-11, 2025.", QuantityKind.DATE, "2025-06-09/2025-06-11"),
        ("It opens on 1 October.", QuantityKind.DATE, "--10-01"),
        ("It shrank in the April-June quarter.", QuantityKind.DATE, "--04/--06"),
        ("It grew in Q3 2023.", QuantityKind.DATE, "2023-Q3"),
        ("It grew in Q3 there.", QuantityKind.DATE, "Q3"),
        ("It grew in the third quarter of 2023.", QuantityKind.DATE, "2023-Q3"),
        ("It told of third-quarter growth.", QuantityKind.DATE, "Q3"),
        ("It grew in the first half of 2024.", QuantityKind.DATE, "2024-H1"),
        ("It grew after 9/11 there.", QuantityKind.DATE, "2001-09-11"),
        ("A Post-9/11 law passed.", QuantityKind.DATE, "2001-09-11"),
        ("It began at 6.30pm there.", QuantityKind.TIME, "18:30"),
        ("It began at 12 a.m. there.", QuantityKind.TIME, "00:00"),
        ("It began at 5:30 there.", QuantityKind.TIME, "5:30"),
        ("It was loud in the '90s.", QuantityKind.YEAR, "1990s"),
        ("Who in 2021 won the seat then lost.", QuantityKind.YEAR, "2021"),
        ("It was built in AD 79.", QuantityKind.YEAR, "0079"),
        ("Between 2014 and 2017 prices fell.", QuantityKind.YEAR, "2014 and 2017"),
        ("In 2000 wells were dug.", QuantityKind.YEAR, "2000"),
        ("The 2018 sales fell.", QuantityKind.YEAR, "2018"),
        ("During 2016 Stone spoke.", QuantityKind.YEAR, "2016"),
    ],
)
def test_a_point_in_time_has_its_date(text: str, kind: QuantityKind, date: str) -> None:
    (quantity,) = find_quantities(text)

    assert (quantity.kind, quantity.date, quantity.checkable) == (kind, date, False)


@pytest.mark.parametrize(
    ("statement", "source", "status"),
    [
        ("It grew in Q3.", "It grew in Q3 2023.", Status.REFORMATTED),
        ("It grew in Q3 2024.", "It grew in Q3 2023.", Status.CHANGED),
        ("It opened at 5:30.", "It opened at 5:30 p.m. there.", Status.REFORMATTED),
        ("It opened at 5:30 a.m.", "It opened at 5:30 p.m. there.", Status.CHANGED),
        ("It opened on 9 June.", "It ran on June 9-11, 2025.", Status.REFORMATTED),
    ],
)
def test_a_date_bears_out_its_parts_and_no_other(
    statement: str, source: str, status: Status
) -> None:
    (finding,) = check_statement(statement, source).findings

    assert finding.status is status


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("She won in 2:19:52 there.", "8392"),
        ("She ran the half in 70:40 there.", "4240"),
        ("It set a lap record of 1:36.6 there.", "96.6"),
    ],
)
def test_a_race_time_is_a_length_of_time(text: str, seconds: str) -> None:
    quantity = next(q for q in find_quantities(text) if q.kind is QuantityKind.DURATION)

    assert (quantity.value, quantity.unit) == (Decimal(seconds), "second")


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("Car Bombs Kill 7 at Harbour Fair", 7),
        ("Treasure Hunters Find 10 Gold Coins", 10),
        ("Zoo Says 1M Goldfish Have New Home", 1_000_000),
    ],
)
def test_capitals_of_a_title_make_no_name(title: str, value: int) -> None:
    (quantity,) = find_quantities(title)

    assert (quantity.kind, quantity.value) == (QuantityKind.COUNT, Decimal(value))


def test_what_is_counted_in_words_behind_in_is_no_year() -> None:
    found = find_quantities("It was said in twenty fifty-minute hearings.")

    assert [quantity.low for quantity in found] == [20, 50]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In July 23 percent of the power came from the sun.", 23),
        ("In May 12 per cent of them left.", 12),
        ("In May 3 million people left.", 3_000_000),
    ],
)
def test_an_amount_behind_a_month_is_no_day(text: str, value: int) -> None:
    (found,) = find_quantities(text)

    assert found.kind is not QuantityKind.DATE
    assert found.low == value


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It opens at 2330 GMT there.", ["23:30"]),
        ("It opens at 0600 hours there.", ["06:00"]),
        ("It opens at 1400hrs there.", ["14:00"]),
        ("It opens at 7 o'clock there.", ["7:00"]),
        ("It opens at seven o’clock there.", ["7:00"]),
        ("It opens at half past seven there.", ["7:30"]),
        ("It opens at quarter to six there.", ["5:45"]),
    ],
)
def test_a_time_is_read_in_the_styles_of_newsrooms(text: str, dates: list[str]) -> None:
    assert [quantity.date for quantity in find_quantities(text)] == dates


@pytest.mark.parametrize(
    ("text", "value"),
    [("He filmed 1200 hours of it.", 1200), ("It rose a quarter to six per cent.", 6)],
)
def test_what_only_looks_like_a_clock_time_is_a_number(text: str, value: int) -> None:
    assert value in [quantity.value for quantity in find_quantities(text)]


def test_the_40s_of_the_weather_are_no_years() -> None:
    (found,) = find_quantities("Temperatures will be in the 40s.")

    assert (found.kind, found.low, found.high) == (QuantityKind.RANGE, Decimal(40), Decimal(49))


@pytest.mark.parametrize("shape", ["AB12", "P1 ", "R1 "])
def test_groups_of_letters_and_digits_are_names_however_many_follow_each_other(shape: str) -> None:
    quantities = find_quantities(shape * 5_000)

    assert {quantity.kind for quantity in quantities} == {QuantityKind.IDENTIFIER}
