"""The generated tables of units and currencies: what is in them, and that they are generated."""

import importlib.util
from pathlib import Path

import pytest

from pipeline.numbers import tables
from pipeline.numbers.grammar import lexicon
from pipeline.numbers.tables import read_currencies, read_units

TABLES = Path(tables.__file__).parent  # of the package that is tested, installed or not
SOURCES = ("babel", "pint", "quantulum3")


def test_every_unit_has_a_word_or_a_symbol() -> None:
    rows = [row for table in ("units", "news_units") for row in read_units(table)]

    assert all(row.words or row.symbols or row.name in lexicon.UNITS for row in rows)


def test_words_that_news_adds_are_those_of_a_known_unit() -> None:
    known = {row.name for row in read_units("units")}

    assert {row.name for row in read_units("news_units") if not row.dimension} <= known


def test_no_word_of_a_unit_is_an_ordinary_word() -> None:
    ordinary = {"in", "at", "m", "s", "are", "bar", "bars", "mole", "cup", "cups", "drop", "gold"}

    assert not ordinary & set(lexicon.UNITS)
    assert not ordinary & set(lexicon.CURRENCY_WORDS)


def test_currencies_have_codes_of_three_capitals() -> None:
    codes = [row.code for row in read_currencies("currencies")]

    assert len(codes) > 150
    assert all(len(code) == 3 and code.isupper() for code in codes)


@pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in SOURCES),
    reason="compares with the sources of the tables, which only those who generate them install",
)
def test_the_tables_are_what_the_script_writes() -> None:
    written = importlib.import_module("bench.unit_tables")

    assert written.units_table() == (TABLES / "units.tsv").read_text("utf-8")
    assert written.currencies_table() == (TABLES / "currencies.tsv").read_text("utf-8")
    assert written.licences() == (TABLES / "LICENSES.txt").read_text("utf-8")


def test_the_licences_of_the_sources_are_kept_with_the_tables() -> None:
    kept = (TABLES / "LICENSES.txt").read_text("utf-8")

    assert all(f"{name} " in kept for name in SOURCES)
    assert "UNICODE" in kept
