"""Units in headings, labels and captions, as the form in which a number is said."""

import pytest

from pipeline.evidence.readers.heading_units import (
    caption_unit,
    heading_unit,
    label_unit,
    spoken,
    without_marks,
)
from pipeline.evidence.readers.units import read_unit

UNITS = {
    "£m": "£{} million",
    "£ million": "£{} million",
    "£'000": "£{} thousand",
    "£000s": "£{} thousand",
    "£k": "£{} thousand",
    "(£ thousands)": "£{} thousand",
    "£ (thousands)": "£{} thousand",
    "in thousands": "{} thousand",
    "thousands of pounds": "£{} thousand",
    "US$ million": "US${} million",
    "$ billions": "${} billion",
    "GBP million": "£{} million",
    "NOK million": "{} million NOK",
    "€/MWh": "€{} per MWh",
    "€ per tonne": "€{} per tonne",
    "Dollars a month": "${} per month",
    "pence per kWh": "{} pence per kWh",
    "p": "{} pence",
    "%": "{} percent",
    "per cent": "{} percent",
    "% of GDP": "{} percent of GDP",
    "percentage points": "{} percentage points",
    "thousand £": "£{} thousand",
    "per 1,000": "{} per 1,000",
    "tonnes": "{} tonnes",
    "Tonnes": "{} tonnes",
    "t/ha": "{} tonnes per ha",
    "kg/ha": "{} kg per ha",
    "'000 tonnes": "{} thousand tonnes",
    "thousand head": "{} thousand head",
    "million passengers": "{} million passengers",
    "m": "{}m",
    "m³": "{} m³",
    "km": "{} km",
    "°C": "{} °C",
    "hours": "{} hours",
    "number": "{}",
    "No.": "{}",
}


@pytest.mark.parametrize(("text", "form"), UNITS.items())
def test_a_unit_is_read_from_end_to_end(text: str, form: str) -> None:
    unit = read_unit(text)

    assert unit is not None
    assert unit.form == form


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Leeds",
        "population",
        "2024",
        "r",
        "a",
        "Week",
        "Year",
        "100 km",
        "x" * 70,
        "of",
        "£ Leeds",
    ],
)
def test_other_words_are_no_unit(text: str) -> None:
    assert read_unit(text) is None


@pytest.mark.parametrize(
    ("heading", "words", "form"),
    [
        ("Spending (£m)", "Spending", "£{} million"),
        ("Spending [£m]", "Spending", "£{} million"),
        ("Spending, £m", "Spending", "£{} million"),
        ("Spending £m", "Spending", "£{} million"),
        ("Turnover £000", "Turnover", "£{} thousand"),
        ("Sold in £m", "Sold", "£{} million"),
        ("Roads, £, 2024", "Roads, 2024", "£{}"),
        ("Cost (£, 2024 prices)", "Cost", "£{}"),
        ("Price per tonne (€)", "Price per tonne", "€{}"),
        ("% change", "change", "{} percent"),
        ("Turnout %", "Turnout", "{} percent"),
        ("Percentage of pupils", "", "{} percent of pupils"),
        ("Percentage point change", "change", "{} percentage points"),
        ("Waiting over 18 weeks (%)", "Waiting over 18 weeks", "{} percent"),
        ("Rate per 1 000 population, 2024", "Rate, 2024", "{} per 1,000 population"),
        ("Births per 1,000 women", "Births", "{} per 1,000 women"),
        ("Number of people (thousands)", "Number of people", "{} thousand"),
        ("Average wait in weeks", "Average wait", "{} weeks"),
        ("Mean days to repair", "Mean days to repair", "{} days"),
        ("Sunshine hours", "Sunshine hours", "{} hours"),
        ("Hours worked", "Hours worked", "{} hours"),
        ("Min temp °C", "Min temp", "{} °C"),
        ("Rainfall mm", "Rainfall", "{} mm"),
        ("Number", "Number", "{}"),
    ],
)
def test_a_heading_says_its_unit(heading: str, words: str, form: str) -> None:
    said = heading_unit(heading)

    assert said.words == words
    assert said.unit is not None
    assert said.unit.form == form


@pytest.mark.parametrize(
    "heading",
    [
        "2024 (p)",
        "Price per tonne",
        "Waiting over 18 weeks",
        "Mean min",
        "Visits on working days",
        "Net debt, 30 June 2025",
        "Change 2022-26",
        "Years ending 31 March",
    ],
)
def test_a_heading_without_a_unit_is_left_as_it_is(heading: str) -> None:
    assert heading_unit(heading) == (heading, None)


@pytest.mark.parametrize(
    ("label", "words", "form"),
    [
        ("Agency spend (£k)", "Agency spend", "£{} thousand"),
        ("Rainfall, mm", "Rainfall", "{} mm"),
        ("Compensation (20% uplift)", "Compensation (20% uplift)", None),
        ("Port Tarrow, Leeds", "Port Tarrow, Leeds", None),
        ("Possession of weapons (b)", "Possession of weapons (b)", None),
    ],
)
def test_a_label_says_its_unit_only_apart_from_its_words(
    label: str, words: str, form: str | None
) -> None:
    said = label_unit(label)

    assert said.words == words
    assert (said.unit.form if said.unit else None) == form


@pytest.mark.parametrize(
    ("lines", "form"),
    [
        (["Table 1: Spending by department (£ thousands)"], "£{} thousand"),
        (["All figures in £ thousands unless otherwise stated"], "£{} thousand"),
        (["Figures are in thousands of tonnes."], "{} thousand tonnes"),
        (["Private rents", "Dollars a month. Source: City bond register."], "${} per month"),
        (["Rate per 100,000 population by area"], "{} per 100,000 population"),
        (["Waits in weeks"], "{} weeks"),
        (["Median working days from application to permit"], "{} days"),
        (["Pupils in year 11"], None),
        (["Number of offences; years ending 31 March"], None),
        (["(p) provisional; year to 31 January"], None),
        ([], None),
    ],
)
def test_a_caption_says_the_unit_of_all(lines: list[str], form: str | None) -> None:
    unit = caption_unit(lines)

    assert (unit.form if unit else None) == form


@pytest.mark.parametrize(
    ("key", "heading"),
    [
        ("revenue_gbp_m", "revenue (GBP m)"),
        ("operating_margin_pct", "operating margin (pct)"),
        ("avg_wait_101_sec", "avg wait 101 (sec)"),
        ("wind_curtailed_gwh", "wind curtailed (gwh)"),
        ("emergency_calls", "emergency calls"),
        ("years", "years"),
        ("Two words_here", "Two words_here"),
    ],
)
def test_the_name_of_a_field_is_said_as_a_heading(key: str, heading: str) -> None:
    assert spoken(key) == heading


@pytest.mark.parametrize(
    ("label", "bare"),
    [
        ("Possession of weapons [b]", "Possession of weapons"),
        ("2025 (p)", "2025"),
        ("Port Ellery*", "Port Ellery"),
        ("Cod² (r)", "Cod"),
        ("Housing (all)", "Housing (all)"),
        ("*", "*"),
        ("Cod" + "*" * 300 + "x", "Cod" + "*" * 300 + "x"),
    ],
)
def test_marks_of_notes_are_no_part_of_a_label(label: str, bare: str) -> None:
    assert without_marks(label) == bare
