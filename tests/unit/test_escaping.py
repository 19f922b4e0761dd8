"""Text for people: nothing hidden, no cell that a spreadsheet runs, and the same text back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.escaping import (
    as_typed,
    formula_safe,
    json_escaped,
    markdown_text,
    printable,
    text_of_cell,
    visible,
)
from tests.hostile_text import TEXT


@pytest.mark.parametrize(
    "cell",
    [
        "=1", "+1", "-1", "@a", "\ta", "\ra", "\na", "＝1", "＋1", "－1", "＠a",
        " =1", '"=1', "'\"=1", "\u00a0=1", "\u3000=1", "\u200b=1", "\ufeff=1", "'=1", "' =1",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_might_run_begins_with_an_apostrophe(cell: str) -> None:
    assert formula_safe(cell) == f"'{cell}"


@pytest.mark.parametrize("sign", ["\x00", "\u202e", "\x85"])
def test_a_hidden_sign_before_a_formula_is_shown_and_so_is_no_formula(sign: str) -> None:
    assert formula_safe(f"{sign}=1") == f"⟦U+{ord(sign):04X}⟧=1"


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
    assert text_of_cell(formula_safe(text)) == text.replace("\ud800", "⟦U+D800⟧")


HIDDEN = "\x00\x07\x1b\x7f\x85\x9b\u061c\u200e\u200f\u202a\u202e\u2066\u2069\ufffe"


def test_what_is_hidden_stands_by_its_code_point_or_is_replaced() -> None:
    text = f"a{HIDDEN}b"

    assert visible("5\u202e12\x1b") == "5⟦U+202E⟧12⟦U+001B⟧"
    assert printable(f"{text}\r\n") == f"a{len(HIDDEN) * chr(0xFFFD)}b\ufffd\n"
    assert markdown_text("*\x1b\n5\u202e") == r"\*⟦U+001B⟧ 5⟦U+202E⟧"
    for shown in map(ord, "".join([visible(text), markdown_text(text), json_escaped(text)])):
        assert chr(shown) not in HIDDEN


@given(st.text(st.sampled_from(f"{HIDDEN}a⟦U+⟧\n"), max_size=20))
def test_what_is_shown_by_its_code_point_is_what_was_typed(text: str) -> None:
    assert as_typed(visible(text)) == text
    assert as_typed(f"{visible(text)} ⟦U+0041⟧ ⟦U+D800⟧") == f"{text} ⟦U+0041⟧ ⟦U+D800⟧"
    assert json.loads(json_escaped(json.dumps(text, ensure_ascii=False))) == text


@given(TEXT)
def test_no_cell_begins_with_what_a_spreadsheet_runs(text: str) -> None:
    cell = formula_safe(text)

    assert cell.lstrip(" \t\r\n\x00\u200b\ufeff")[:1] not in tuple("=+-@＝＋－＠")
    assert cell[:1] not in tuple("\t\r\n")
