from datetime import date
from itertools import pairwise

import pytest

from pipeline.text.blocks import Mark
from pipeline.text.markdown import blanked, read_markdown


def reading(text: str) -> str:
    return " ".join(blanked(text, read_markdown(text).markup).split())


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("# Rates rise", "Rates rise"),
        ("## Rates rise ##", "Rates rise"),
        ("#5 on the list", "#5 on the list"),
        ("Rates rise\n=====", "Rates rise"),
        ("It *fell* by **3.5%** and __rose__ _again_.", "It fell by 3.5% and rose again ."),
        ("***Now***", "Now"),
        ("~~Then~~", "Then"),
        ("a snake_case_name and 5 * 3 and 2*3*4", "a snake_case_name and 5 * 3 and 2*3*4"),
        ("The price* rose.", "The price* rose."),
        ("The [bureau](https://x.test/2025(1) 'T') said", "The bureau said"),
        ("He said [sic] so [x](y).", "He said [sic] so x ."),
        ("The [bureau][b] said\n\n[b]: https://x.test/400", "The bureau said"),
        ("![A crane at work](crane-300.jpg)", "A crane at work"),
        ("[![A crane](a.jpg)](b.html)", "A crane"),
        ("It rose.[^1]\n\n[^1]: Since 2012.", "It rose. Since 2012."),
        ("- one\n* two\n+ three\n1. four\n2. five\n- [x] six", "one two three four five six"),
        ("in the year\n2012. That was", "in the year 2012. That was"),
        ("2012. That was", "2012. That was"),
        ("- one\n\n  two\n\n      three", "one two three"),
        ("1. \u00a0\none\n\u3000two", "one two"),
        ("> He said\n> no", "He said no"),
        ("one\n\n* * *\n\ntwo\n\n---", "one two"),
        ("```python\nx = 5\n```", "x = 5"),
        ("~~~\n*x*\n~~~", "*x*"),
        ("Use `rate * 2` or ``a`b``", "Use rate * 2 or a`b"),
        ("One ` tick", "One ` tick"),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |", "a b 1 2"),
        ("Vote: 5 | 4", "Vote: 5 | 4"),
        ("one <!-- 99\nhidden --> two", "one two"),
        ("one <!-- never closed", "one <!-- never closed"),
        ("<b>bold</b> and 3 < 5 > 2 <https://x.test/7>", "bold and 3 < 5 > 2"),
        (r"5\* and \[x\]", "5 * and [x ]"),
        ("---\ntitle: A\ndate: 2025-01-02\n---\nText", "Text"),
        ("---\nno front matter here", "no front matter here"),
    ],
)
def test_signs_are_hidden_and_prose_stays(text: str, prose: str) -> None:
    assert reading(text) == prose


def test_spans_are_sorted_and_apart() -> None:
    spans = read_markdown("# *A* [b](c) **d**\n> `e`\n| f |\n|---|\n").markup

    assert all(a.end < b.start for a, b in pairwise(spans))


def test_the_front_matter_names_the_title() -> None:
    assert read_markdown('---\ntitle: "Rates: rise"\n---\nx').head.title == "Rates: rise"
    assert read_markdown('+++\ntitle = "Rates"\n+++\nx').head.title == "Rates"
    assert read_markdown("---\ndate: 1\n---\nx").head.title is None


def test_blocks_carry_what_their_syntax_says() -> None:
    text = "# A\n\n![b](c)\n\nd\ne\n\n- f\n  g\n- h\n\nSub\n---\n\n> i\n\n| j |\n|---|\n| k |"

    blocks = [(block.mark, block.text) for block in read_markdown(text).blocks]

    assert blocks == [
        (Mark.HEADING, "A"),
        (Mark.CAPTION, "b"),
        (Mark.NONE, "d e"),
        (Mark.ITEM, "f g"),
        (Mark.ITEM, "h"),
        (Mark.HEADING, "Sub"),
        (Mark.NONE, "i"),
        (Mark.ITEM, "j"),
        (Mark.ITEM, "k"),
    ]


def test_line_ends_of_windows_change_nothing() -> None:
    text = "---\ntitle: A\n---\n# B *c*\n\n- d\n\n```\ne\n```\n\nF\n===\n"

    assert reading(text.replace("\n", "\r\n")) == reading(text) == "B c d e F"


def test_the_front_matter_gives_the_day_of_publication() -> None:
    for line, day in (
        ("date: 2026-02-03", date(2026, 2, 3)),
        ("published: '2026-02-03T10:00'", date(2026, 2, 3)),
        ("date: 2026-02-31", None),
        ("author: 2026-02-03", None),
    ):
        assert read_markdown(f"---\n{line}\n---\nText.\n").head.published == day
