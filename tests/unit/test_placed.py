"""Words for reading that still know where in the file each of them stands."""

import pytest

from pipeline.text.markdown import read_markdown
from pipeline.text.placed import PlacedText, Places, plain_text
from schemas import TextSpan


def plain(text: str) -> PlacedText:
    return plain_text(text, TextSpan(start=0, end=len(text)), read_markdown(text).markup)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It *fell* by **3.5**%, not 4.", "It fell by 3.5%, not 4."),
        ("It cost **$150** million.", "It cost $150 million."),
        ("The [plan](https://x.test/2025), which", "The plan, which"),
        ("([plan](x))", "(plan)"),
        ("one\n  two\r\nthree", "one two three"),
        ("> He said\n> no", "He said no"),
        ("one<br>two", "one two"),
        ("<b>trial</b>, which", "trial, which"),
        ("Use `rate` \\*", "Use rate *"),
        ("1\u00a0200 homes", "1\u00a0200 homes"),
        ("", ""),
    ],
)
def test_markup_is_left_out_and_white_space_folded(text: str, shown: str) -> None:
    assert plain(text).text == shown


def test_cells_of_a_table_stay_apart() -> None:
    text = "|Cargo|2025|\n|---|---|\n|22|32|"
    markdown = read_markdown(text)

    rows = [plain_text(text, block.span, markdown.markup).text for block in markdown.blocks]

    assert rows == ["Cargo | 2025", "22 | 32"]


def test_a_part_of_the_words_leads_to_its_place_and_back() -> None:
    text = "It cost **$150**\n  million, they said."
    words = plain(text)
    start = words.text.index("$150 million")
    span = TextSpan(start=start, end=start + len("$150 million"))

    place = words.place(span)

    assert text[place.start : place.end] == "$150**\n  million"
    assert words.find(place) == span


def test_what_is_not_shown_is_found_nowhere() -> None:
    words = plain("The [plan](https://x.test/2025) passed.")

    hidden = words.find(TextSpan(start=12, end=30))

    assert hidden.start == hidden.end


@pytest.mark.parametrize(
    ("text", "word", "line", "column"),
    [
        ("one two", "two", 1, 5),
        ("one\ntwo", "two", 2, 1),
        ("one\r\ntwo three", "three", 2, 5),
        ("one\rtwo", "two", 2, 1),
        ("\n\n two", "two", 3, 2),
        ("é😀 two", "two", 1, 4),
        ("one\u2028two", "two", 1, 5),
    ],
)
def test_lines_and_columns_are_those_of_an_editor(
    text: str, word: str, line: int, column: int
) -> None:
    start = text.index(word)

    place = Places("draft.md", text).at(TextSpan(start=start, end=start + len(word)))

    assert (place.line, place.column) == (line, column)
    assert (place.end_line, place.end_column) == (line, column + len(word))
    assert place.file == "draft.md"


def test_words_over_two_lines_end_on_the_second() -> None:
    place = Places("draft.md", "at\nall").at(TextSpan(start=0, end=6))

    assert (place.line, place.end_line, place.end_column) == (1, 2, 4)
