"""Plain text, Markdown and pages: prose under its headings, tables with what stands above them."""

import pytest

from pipeline.evidence.parts import Part, Prose, Table
from pipeline.evidence.readers.text_parts import html_parts, markdown_parts, text_parts
from tests.evidence_tables import kept, sentences_of, words_of

PAGE = """<!doctype html><html><head><title>Waits | Board</title></head><body>
<nav><a href="/">Home</a></nav>
<article><h1>How long will I wait?</h1>
<p>The board treated 4,100 people in the quarter, which was a record for it.</p>
<h2>Clinics</h2>
{table}
<p>The figures cover the three hospitals of the board and no other place.</p>
</article></body></html>"""


def tables(parts: list[Part]) -> list[Table]:
    return [part for part in parts if isinstance(part, Table)]


def contexts(parts: list[Part]) -> list[str]:
    return [part.context for part in parts if isinstance(part, Prose)]


def page(table: str) -> list[Part]:
    return kept(html_parts(PAGE.format(table=table)).parts)


def test_lines_without_a_stop_are_the_headings_of_a_plain_text() -> None:
    text = (
        "TOWN COUNCIL\n\nMinutes of 24 February.\n\n1. Roads\n\nThe council spent £3.2 million.\n\n"
        "It rose by 12 per cent\n\n2. Parks\n\nNothing was said."
    )

    read = text_parts(text)
    found = kept(read.parts)

    assert read.title == "TOWN COUNCIL"
    assert contexts(found) == ["TOWN COUNCIL", "TOWN COUNCIL · 1. Roads", "TOWN COUNCIL · 2. Parks"]
    assert ("It rose by 12 per cent", "line 9") in sentences_of(found)


@pytest.mark.parametrize("text", ["", "A sentence is no title.", "x" * 300])
def test_a_text_without_a_short_first_line_has_no_title(text: str) -> None:
    assert text_parts(text).title is None


def test_headings_of_markdown_nest() -> None:
    text = (
        "---\ntitle: Roads report\n---\n\n# Roads\n\nIt cost £7.\n\n## North\n\nIt cost £5.\n\n"
        "### Leeds\n\nIt cost £3.\n\n## South\n\nIt cost £2.\n\nFees\n----\n\nIt cost £1.\n"
    )

    read = markdown_parts(text)

    assert read.title == "Roads report"
    assert contexts(kept(read.parts)) == [
        "Roads report · Roads",
        "Roads report · Roads · North",
        "Roads report · Roads · North · Leeds",
        "Roads report · Roads · South",
        "Roads report · Roads · Fees",
    ]


@pytest.mark.parametrize(
    ("above", "caption", "words"),
    [
        ("**Table 2: Spending (£m)**", "Table 2: Spending (£m)", "Leeds, 2023: £3.2 million."),
        ("Spending by area", "Spending by area", "Leeds, 2023: 3.2."),
        ("We spent £7 in all.", "", "Leeds, 2023: 3.2."),
        ("x" * 300, "", "Leeds, 2023: 3.2."),
        ("", "", "Leeds, 2023: 3.2."),
    ],
)
def test_what_stands_above_a_table_may_be_its_title(above: str, caption: str, words: str) -> None:
    text = f"{above}\n\n| Area | 2023 |\n|---|--:|\n| **Leeds** | `3.2` |\n"

    (table,) = tables(kept(markdown_parts(text).parts))

    assert table.caption == caption
    assert words_of([table]) == [words]


def test_the_tables_of_a_text_are_numbered_and_their_rows_are_no_prose() -> None:
    table = "| Area | 2023 |\n|---|---|\n| Leeds | 3 |\n"

    found = kept(markdown_parts(f"It cost £7.\n\n{table}\nIt cost £8.\n\n{table}").parts)

    assert [each.name for each in tables(found)] == ["table 1", "table 2"]
    assert sentences_of(found) == [("It cost £7.", "line 1"), ("It cost £8.", "line 7")]


@pytest.mark.parametrize("text", ["<!-- nothing -->", "<html></html>"])
def test_a_page_that_shows_nothing_has_no_parts(text: str) -> None:
    read = html_parts(text)

    assert (read.title, list(read.parts)) == (None, [])


def test_a_page_is_read_without_what_stands_around_its_text() -> None:
    read = html_parts(PAGE.format(table=""))
    found = kept(read.parts)

    assert read.title == "Waits | Board"
    assert contexts(found)[-1] == "Waits | Board · How long will I wait? · Clinics"
    assert not [text for text, _ in sentences_of(found) if "Home" in text]


def test_cells_of_a_page_that_span_others_are_headings_of_all_of_them() -> None:
    table = """<table><caption>Waits (weeks)</caption><thead>
      <tr><th rowspan="2">Clinic</th><th colspan="2">Lorne</th><th rowspan="2">All</th></tr>
      <tr><th>2023</th><th>2024</th></tr></thead>
      <tr><td>Heart</td><td>17</td><td>21</td><td>19</td></tr>
      <tr><td rowspan="2">Skin</td><td>39</td><td>35</td><td>37</td></tr>
      <tr><td>3</td><td>4</td><td>5</td></tr></table>"""

    (found,) = tables(page(table))

    assert found.caption == "Waits (weeks)"
    assert found.context == "Waits | Board · Clinics"
    assert words_of([found]) == [
        "Heart, Lorne, 2023: 17 weeks.",
        "Heart, Lorne, 2024: 21 weeks.",
        "Heart, All: 19 weeks.",
        "Skin, Lorne, 2023: 39 weeks.",
        "Skin, Lorne, 2024: 35 weeks.",
        "Skin, All: 37 weeks.",
        "Lorne, 2023: 3 weeks.",
        "Lorne, 2024: 4 weeks.",
        "All: 5 weeks.",
    ]


@pytest.mark.parametrize(
    ("before", "caption"),
    [
        ("<p>Table 3: Waits (weeks)</p>", "Table 3: Waits (weeks)"),
        ("<p>Waits in the year:</p>", "Waits in the year:"),
        ("<p>We saw more people.</p>", ""),
        ("<ul><li>Waits</li></ul>", ""),
    ],
)
def test_the_line_above_a_table_of_a_page_may_be_its_title(before: str, caption: str) -> None:
    table = "<table><tr><th>Clinic</th><th>2023</th></tr><tr><td>Skin</td><td>7</td></tr></table>"

    (found,) = tables(page(before + table))

    assert found.caption == caption


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td>One cell with words.</td></tr></table>",
        (
            "<table><tr><td><table><tr><td>a</td></tr></table></td><td>b</td></tr><tr><td>c</td><td>d"
            "</td></tr></table>"
        ),
    ],
)
def test_a_table_that_lays_out_a_page_is_none(table: str) -> None:
    assert tables(page(table)) == []


def test_a_span_that_is_no_number_is_one() -> None:
    table = (
        "<table><tr><th colspan='x'>Clinic</th><th>2023</th></tr>"
        "<tr><td colspan='0'>Skin</td><td>7</td></tr></table>"
    )

    assert words_of(page(table)) == ["Skin, 2023: 7."]
