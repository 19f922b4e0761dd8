import pytest

from pipeline.text.blocks import paragraphs


def split(text: str) -> list[str]:
    return [" ".join(text[span.start : span.end].split()) for span in paragraphs(text)]


WRAPPED = """The harbour of Port Selm will close for six weeks in the spring so that
engineers can replace the gates of its old lock, the port's board said on
Monday. Ships will be sent to Korlin, 40 miles to the north.

The work costs $18 million. It was put off twice, in 2019 and again in the
year after, when the city ran out of money."""


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\x0c", "\x85"])
def test_hard_wrapped_lines_are_one_paragraph_whatever_ends_them(newline: str) -> None:
    text = WRAPPED.replace("\n", newline)

    assert [part.split()[-1] for part in split(text)] == ["north.", "money."]


def test_wrapped_text_without_blank_lines_parts_after_a_line_that_is_not_full() -> None:
    text = WRAPPED.replace("\n\n", "\n")

    assert [part.split()[0] for part in split(text)] == ["The", "The"]


def test_a_dump_with_one_paragraph_a_line_parts_at_every_newline() -> None:
    lines = ["Lock closes", "By Ann Roe", "The lock of Port Selm closes today. " * 6, "Share"]

    assert split("\n".join(lines)) == [line.strip() for line in lines]


def test_short_lines_without_blank_lines_stay_apart() -> None:
    lines = ["Subscribe", "Mayor Ana Ruiz speaks.", "The mayor spoke on Monday."]

    assert split("\n".join(lines)) == lines


def test_a_lone_line_that_breaks_off_carries_on_in_the_next() -> None:
    assert split("The board said it would pay the\nBank of Selm on Monday.") == [
        "The board said it would pay the Bank of Selm on Monday."
    ]


def test_bullets_begin_paragraphs_of_their_own() -> None:
    assert len(split(WRAPPED + "\n• one thing more\n• and another")) == 4


def test_invisible_characters_do_not_make_a_line() -> None:
    assert split("One.\n\u200b\u00a0\nTwo.") == ["One.", "Two."]


def test_an_indented_first_line_begins_a_paragraph() -> None:
    text = "\n".join(
        ("    " if at == 3 else "") + line
        for at, line in enumerate(line for line in WRAPPED.splitlines() if line)
    )

    assert len(split(text)) == 2


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u2028"])
def test_white_space_has_no_paragraphs(text: str) -> None:
    assert paragraphs(text) == ()
