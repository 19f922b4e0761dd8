"""Totals: which rows of a table are summed, and to what."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evidence.library.passages import PartKind, SourceEntry, StoredPart
from pipeline.evidence.library.searching import Stored
from pipeline.evidence.parts import Column, PlacedSentence, Table, TableRow
from pipeline.evidence.verdict.totals import LABEL, totals
from pipeline.text.words import content_stems
from tests.unit.evidence.asking import spending

SOURCE = SourceEntry("budget.csv", None, "csv", "digest", 0, 3, 9, 9)
NONE: frozenset[str] = frozenset()
ROADS, PARKS, BUSES = (
    ("Roads", "1.5", "2", "3"), ("Parks", "2.5", "3", "4"), ("Buses", "4.5", "5.25", "6"),
)  # fmt: skip


def stored(table: Table) -> list[Stored]:
    part = StoredPart(PartKind.TABLE, table.context, table.caption, table.name, table.columns)
    return [Stored(at, SOURCE, part, None, row) for at, row in enumerate(table.rows, 1)]


def sums(
    table: Table, words: str = "", years: frozenset[int] = frozenset()
) -> list[tuple[str, tuple[str, ...]]]:
    """Return the group and the cells of each row of sums."""
    found = totals(stored(table), frozenset(content_stems(words)), years)
    return [(each.row.row.group, each.row.row.cells) for each in found if each.row.row]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (spending(ROADS, PARKS, BUSES), [("", (LABEL, "8.5", "10.25", "13"))]),
        (spending(ROADS, PARKS), []),
        (spending(), []),
        (spending(ROADS, PARKS, ("Buses", "", "n/a", "6")), [("", (LABEL, "", "", "13"))]),
        (spending(ROADS, PARKS, ("Buses", "4.5", "5.5", "6%")), [("", (LABEL, "8.5", "10.5", ""))]),
        (spending(ROADS, PARKS, ("Both", "4", "5", "7")), []),
        (spending(ROADS, PARKS, ("Both", "4", "5", "9")), [("", (LABEL, "", "", "16"))]),
        (spending(ROADS, PARKS, BUSES, form="{} percent"), []),
        (
            spending(("Roads", "1,500", "2", "-3"), PARKS, BUSES),
            [("", (LABEL, "1,507.0", "10.25", "7"))],
        ),
        (
            spending(("Roads", "", "", ""), ("Parks", "", "", ""), ("Buses", "", "", "")),
            [],
        ),
    ],
)
def test_a_column_is_summed_where_every_row_has_a_number_of_one_measure(
    table: Table, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert sums(table) == expected


def test_each_group_is_summed_where_there_are_several() -> None:
    north = [(f"North/{name}", *cells) for name, *cells in (ROADS, PARKS, BUSES)]
    south = [(f"South/{name}", *cells) for name, *cells in (ROADS, PARKS, BUSES)]
    two = [(f"West/{name}", *cells) for name, *cells in (ROADS, PARKS)]

    found = sums(spending(*north, *south, *two))

    assert found == [
        ("", (LABEL, "21.0", "25.50", "33")),
        ("North", (LABEL, "8.5", "10.25", "13")),
        ("South", (LABEL, "8.5", "10.25", "13")),
    ]
    assert sums(spending(*north)) == [("", (LABEL, "8.5", "10.25", "13"))]


COLUMNS = (
    Column("Branch", "", is_label=True),
    Column("Month", "", is_label=True),
    Column("Visits", "{}", is_label=False),
)
MONTHS = [
    (branch, f"{month} {year}", visits)
    for branch, visits in (("Quayside", "10"), ("Hilltop", "7"))
    for year in (2023, 2024)
    for month in ("January", "February", "March")
]


def visits() -> Table:
    rows = [TableRow(number, cells) for number, cells in enumerate(MONTHS, 2)]
    return Table("Libraries", "", "", COLUMNS, rows)


@pytest.mark.parametrize(
    ("words", "years", "expected"),
    [
        ("", NONE, [(LABEL, "", "102")]),
        ("the Quayside branch", NONE, [(LABEL, "", "102"), ("Quayside", "", "60")]),
        ("", frozenset({2024}), [(LABEL, "", "102"), (LABEL, "2024", "51")]),
        (
            "Hilltop",
            frozenset({2023}),
            [(LABEL, "", "102"), ("Hilltop", "", "42"), (LABEL, "2023", "51")],
        ),
    ],
)
def test_rows_of_a_label_or_a_year_are_summed_where_a_figure_names_it(
    words: str, years: frozenset[int], expected: list[tuple[str, ...]]
) -> None:
    assert [cells for _, cells in sums(visits(), words, years)] == expected


def test_a_row_of_sums_stands_in_the_place_of_the_last_of_its_rows() -> None:
    rows = stored(spending(ROADS, PARKS, BUSES))

    (found,) = totals(rows, NONE, frozenset())

    assert found.of == tuple(rows)
    assert found.row.passage == rows[-1].passage
    assert found.row.row is not None
    assert found.row.row.number == 4


@pytest.mark.parametrize(
    ("forms", "expected"), [(("£{}", "£{}", "£{}"), "£{}"), (("£{}", "£{}", "{}"), "")]
)
def test_sums_are_said_as_their_rows_are_where_these_agree(
    forms: tuple[str, ...], expected: str
) -> None:
    rows = [
        each._replace(row=each.row and each.row._replace(form=form))
        for each, form in zip(stored(spending(ROADS, PARKS, BUSES, form="{}")), forms, strict=True)
    ]

    found = totals(rows, NONE, frozenset())

    assert [each.row.row.form for each in found if each.row.row] == [expected] * len(found)


def test_sentences_are_not_summed() -> None:
    row = stored(spending(ROADS))[0]._replace(row=None, sentence=PlacedSentence("Of 7.", "line 1"))

    assert totals([row] * 3, NONE, frozenset()) == []


@given(
    st.lists(
        st.decimals(min_value=1, max_value=9, places=2, allow_nan=False), min_size=3, max_size=12
    )
)
def test_the_sum_of_cells_is_their_sum_unless_one_may_be_a_printed_total(
    numbers: Sequence[Decimal],
) -> None:
    rows = [("Roads", format(number, "f"), "", "") for number in numbers]
    before = [sum(numbers[:at]) for at in range(len(numbers))]
    printed = any(
        at > 1 and abs(number - before[at]) <= Decimal("0.005") * number
        for at, number in enumerate(numbers)
    )

    found = sums(spending(*rows))

    assert [Decimal(cells[1]) for _, cells in found] == ([] if printed else [sum(numbers)])
