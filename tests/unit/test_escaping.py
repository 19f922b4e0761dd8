"""Cells of a CSV file: text that no spreadsheet runs, and the same text back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.escaping import formula_safe, text_of_cell
from tests.hostile_text import TEXT


@pytest.mark.parametrize(
    "cell",
    [
        "=1", "+1", "-1", "@a", "\ta", "\ra", "\na", "＝1", "＋1", "－1", "＠a",
        " =1", '"=1', "'\"=1", "\u00a0=1", "\u3000=1", "\x00=1", "\u200b=1", "\ufeff=1", "\u202e=1", "'=1", "' =1",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_might_run_begins_with_an_apostrophe(cell: str) -> None:
    assert formula_safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "1", "a=1", "“=1", "'", "'90s", "5 - 3", "<b>", " a"])
def test_other_text_stays_as_it_is(cell: str) -> None:
    assert formula_safe(cell) == cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a;=1", "a;'=1"),
        ('a;"=1', "a;'\"=1"),
        ("a,\u200b@b|+c", "a,'\u200b@b|'+c"),
        ("a\t=1\n-2\r＝3", "a\t'=1\n'-2\r'＝3"),
        ("a;\t=1", "a;'\t'=1"),
        ("a\n\nb; c = d", "a\n\nb; c = d"),
    ],
)
def test_what_another_separator_would_begin_a_cell_with_is_marked_too(text: str, cell: str) -> None:
    assert formula_safe(text) == cell
    assert text_of_cell(cell) == text


@given(TEXT, st.sampled_from(",;\t|\n\r"))
def test_no_part_of_a_cell_begins_with_what_a_spreadsheet_runs(text: str, separator: str) -> None:
    for part in formula_safe(text).split(separator):
        assert part.lstrip(' \x00\u200b\ufeff"')[:1] not in tuple("=+-@＝＋－＠")


@given(TEXT)
def test_any_text_comes_back_from_its_cell(text: str) -> None:
    assert text_of_cell(formula_safe(text)) == text


@given(TEXT)
def test_no_cell_begins_with_what_a_spreadsheet_runs(text: str) -> None:
    cell = formula_safe(text)

    assert cell.lstrip(" \t\r\n\x00\u200b\ufeff")[:1] not in tuple("=+-@＝＋－＠")
    assert cell[:1] not in tuple("\t\r\n")
