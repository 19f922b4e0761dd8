"""Rows of cells as tables: headings, titles, groups, totals, notes and labels by their shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evidence.parts import Prose, Table
from pipeline.evidence.readers.cells import cell_values
from pipeline.evidence.readers.raw_rows import RawRow, RowKind, row_kind
from pipeline.evidence.readers.tables import record_table, tables_in
from tests.evidence_tables import (
    SHEET,
    forms_of,
    kept,
    parts_of,
    rows_of,
    sentences_of,
    table_of,
    words_of,
)

BUDGET = """Port Tarrow Council,,,
"Table 1: Budget by department (£ thousands)",,,
,2024-25,2025-26,Change on 2025-26
Department,Outturn,Plan,£k
Place,,,
Highways,"6,184","6,420",236
Street lighting,"1,148","1,090",(58)
Sub-total Place,"7,332","7,510",178
People,,,
Libraries,"2,368",..,
Leisure,"1,455","1,520",65
All services,"11,155","9,030","(2,125)"
,,,
"Source: accounts. Lighting was cut by £58,000.",,,
"""


def test_a_table_as_clerks_write_it_is_read_by_its_shape() -> None:
    table = table_of(BUDGET)

    headings = [column.heading for column in table.columns]
    assert headings == [
        "Department",
        "2024-25, Outturn",
        "2025-26, Plan",
        "Change on 2025-26, £k",
    ]
    assert forms_of(table) == ["£{} thousand"] * 3
    assert table.caption == (
        "Port Tarrow Council · Table 1: Budget by department (£ thousands) · "
        "Source: accounts. Lighting was cut by £58,000."
    )
    assert [(row.number, row.cells[0], row.group) for row in rows_of(table)] == [
        (6, "Highways", "Place"),
        (7, "Street lighting", "Place"),
        (8, "Sub-total Place", "Place"),
        (10, "Libraries", "People"),
        (11, "Leisure", "People"),
        (12, "All services", ""),
    ]


def test_the_notes_of_a_table_are_prose_as_well() -> None:
    sentences = sentences_of(parts_of(BUDGET))

    assert sentences == [
        ("Source: accounts.", "row 14"),
        ("Lighting was cut by £58,000.", "row 14"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "Area,2023,2024\nLeeds,12,14\n",
            ["Leeds, 2023: 12.", "Leeds, 2024: 14."],
            id="one heading",
        ),
        pytest.param(
            "Area,Budget,,Spent,\n,2023,2024,2023,2024\nLeeds,1,2,3,4\n",
            [
                "Leeds, Budget, 2023: 1.",
                "Leeds, Budget, 2024: 2.",
                "Leeds, Spent, 2023: 3.",
                "Leeds, Spent, 2024: 4.",
            ],
            id="two levels",
        ),
        pytest.param(
            "Area,Rain,Wind\n,mm,mph\nLeeds,12,14\n",
            ["Leeds, Rain: 12 mm.", "Leeds, Wind: 14 mph."],
            id="a row of units",
        ),
        pytest.param(
            "Area,Measure,Unit,2024\nLeeds,Roads,£m,3.2\nLeeds,Turnout,%,41\nLeeds,Seats,number,9\n",
            [
                "Leeds, Roads, 2024: £3.2 million.",
                "Leeds, Turnout, 2024: 41 percent.",
                "Leeds, Seats, 2024: 9.",
            ],
            id="a column of units",
        ),
        pytest.param(
            "Measure,2023,Change (%)\nSpending (£m),3.2,4\nGrowth (%),1.5,2\n",
            [
                "Spending, 2023: £3.2 million.",
                "Spending, Change: 4 percent.",
                "Growth, 2023: 1.5 percent.",
                "Growth, Change: 2 percent.",
            ],
            id="units in labels",
        ),
        pytest.param(
            "Measure (£ million),March 2024\nReserves,8.10\nDebt,31.4\n",
            ["Reserves, March 2024: £8.10 million.", "Debt, March 2024: £31.4 million."],
            id="the unit in the heading of the labels",
        ),
        pytest.param(
            "Year,Pupils\n2022,1995\n2023,2001\n",
            ["2022, Pupils: 1,995.", "2023, Pupils: 2,001."],
            id="years as labels",
        ),
        pytest.param(
            "Area,Year,Pupils\nLeeds,2022,140\nLeeds,2023,150\nYork,2022,90\nYork,2023,95\n",
            [
                "Leeds, 2022, Pupils: 140.",
                "Leeds, 2023, Pupils: 150.",
                "York, 2022, Pupils: 90.",
                "York, 2023, Pupils: 95.",
            ],
            id="a long table",
        ),
        pytest.param(
            "School,Opened,Pupils\nA,1932,140\nB,1871,150\nC,1998,90\nD,1904,95\n",
            [
                "A, Opened: 1932.",
                "A, Pupils: 140.",
                "B, Opened: 1871.",
                "B, Pupils: 150.",
                "C, Opened: 1998.",
                "C, Pupils: 90.",
                "D, Opened: 1904.",
                "D, Pupils: 95.",
            ],
            id="years that are no time of the row",
        ),
        pytest.param(
            "Phase,2021,2022,2023\nNursery,1842,1790,1705\nPrimary,24610,24001,23555\n",
            [
                "Nursery, 2021: 1,842.",
                "Nursery, 2022: 1,790.",
                "Nursery, 2023: 1,705.",
                "Primary, 2021: 24,610.",
                "Primary, 2022: 24,001.",
                "Primary, 2023: 23,555.",
            ],
            id="figures that look like years",
        ),
        pytest.param(
            "Region,Town,2023\nNorth,Leeds,12\n,York,14\nSouth,Hove,9\n",
            ["North, Leeds, 2023: 12.", "York, North, 2023: 14.", "South, Hove, 2023: 9."],
            id="a label said once for several rows",
        ),
        pytest.param(
            "Staff,2023,2024\nOfficers,,\n  Sergeants,10,12\n  Constables,30,31\nAll,40,43\nPCSOs,5,6\n",
            [
                "Sergeants, Officers, 2023: 10.",
                "Sergeants, Officers, 2024: 12.",
                "Constables, Officers, 2023: 30.",
                "Constables, Officers, 2024: 31.",
                "All, 2023: 40.",
                "All, 2024: 43.",
                "PCSOs, 2023: 5.",
                "PCSOs, 2024: 6.",
            ],
            id="rows set in",
        ),
        pytest.param(
            "Pos,Club,Points\n1,Orrin,42\n2,Holm,40\n2,Kilbray,40\n4,Lanport,12\n",
            [
                "Pos 1, Orrin, Points: 42 points.",
                "Pos 2, Holm, Points: 40 points.",
                "Pos 2, Kilbray, Points: 40 points.",
                "Pos 4, Lanport, Points: 12 points.",
            ],
            id="ranks",
        ),
        pytest.param(
            "A title, with commas in it\nArea,2021,2022,2023,2024\nLeeds,1,2,3,4\n",
            ["Leeds, 2021: 1.", "Leeds, 2022: 2.", "Leeds, 2023: 3.", "Leeds, 2024: 4."],
            id="a title that was cut at its commas",
        ),
        pytest.param(
            "School,Head,Pupils\nA,Ms Bell,closed\nB,Mr Dunn,140\nC,Ms Eck,150\n",
            ["B, Mr Dunn, Pupils: 140.", "C, Ms Eck, Pupils: 150."],
            id="a row of words below the headings",
        ),
        pytest.param(
            "School balances (£ thousand),,\nType,2024,2025,Schools in deficit\nPrimary,9840,9950,31\nSpecial,1260,1300,..\n",
            [
                "Primary, 2024: £9,840 thousand.",
                "Primary, 2025: £9,950 thousand.",
                "Primary, Schools in deficit: 31.",
                "Special, 2024: £1,260 thousand.",
                "Special, 2025: £1,300 thousand.",
            ],
            id="a count in a table of money",
        ),
        pytest.param(
            '"Working days lost, per FTE",\nTeam,2024\nRoads,12.1\n',
            ["Roads, 2024: 12.1 days per FTE."],
            id="a rate of days",
        ),
        pytest.param("12,14\n15,16\n", ["12.", "14.", "15.", "16."], id="no heading"),
    ],
)
def test_the_cells_of_a_table_are_said_in_words(text: str, words: list[str]) -> None:
    assert words_of(parts_of(text)) == words


def test_two_tables_of_a_sheet_are_told_apart() -> None:
    text = (
        "Scorers 2025\n\nPlayer,Club,Goals\nStrand,Rovers,19\nVenn,United,16\n\n"
        "Scorers 2024\n\nPlayer,Club,Goals\nCulver,Town,21\n"
    )

    tables = [part for part in parts_of(text) if isinstance(part, Table)]

    assert [table.caption for table in tables] == ["Scorers 2025", "Scorers 2024"]
    assert [row.number for table in tables for row in table.rows] == [4, 5, 10]


def test_headings_that_come_again_on_another_page_are_passed_over() -> None:
    text = "Area,2023\nLeeds,12\nYork,13\nArea,2023\nHove,14\n"

    assert words_of(parts_of(text)) == ["Leeds, 2023: 12.", "York, 2023: 13.", "Hove, 2023: 14."]


def test_rows_that_are_sentences_are_prose() -> None:
    text = (
        "1,Figures count offences in the year they were recorded and not earlier.\n"
        "2,Population used for rates is the estimate of 892 thousand of mid-2024.\n"
    )

    assert sentences_of(parts_of(text)) == [
        ("1 Figures count offences in the year they were recorded and not earlier.", "row 1"),
        ("2 Population used for rates is the estimate of 892 thousand of mid-2024.", "row 2"),
    ]


def test_a_table_of_words_is_a_table_without_figures() -> None:
    table = table_of("Ward,Winner,Party\nAbbey,Bell,Greens\nMill,Dunn,Labour\n")

    assert all(column.is_label for column in table.columns)
    assert [row.cells for row in table.rows] == [
        ("Abbey", "Bell", "Greens"),
        ("Mill", "Dunn", "Labour"),
    ]


@pytest.mark.parametrize("text", ["", ",,\n,,\n", "\n\n"])
def test_blank_rows_are_no_table(text: str) -> None:
    assert parts_of(text) == []


def test_lines_without_a_table_are_prose() -> None:
    text = "We spent £3.2 million on roads.\nNothing else was bought.\n"

    assert sentences_of(parts_of(text)) == [
        ("We spent £3.2 million on roads.", "row 1"),
        ("Nothing else was bought.", "row 2"),
    ]


def test_the_rows_of_a_long_table_are_read_as_they_come() -> None:
    read: list[int] = []

    def rows() -> "list[RawRow]":
        return [RawRow.of(1, ["Area", "2023"])]

    def endless() -> object:
        yield from rows()
        for number in range(2, 1_000_000):
            read.append(number)
            yield RawRow.of(number, [f"Area {number}", str(number)])

    parts = tables_in(endless(), SHEET)  # type: ignore[arg-type]  # rows that never end in time
    table = next(parts)

    assert isinstance(table, Table)
    first = next(iter(table.rows))
    assert first.cells == ("Area 2", "2")
    assert len(read) < 2_000


def test_rows_that_nobody_reads_are_passed_over() -> None:
    text = "".join(
        ["Area,2023\n", *(f"A{at},{at}\n" for at in range(900)), "\nTown,2022\nLeeds,5\nYork,6\n"]
    )
    parts = tables_in(
        (RawRow.of(at, line.split(",")) for at, line in enumerate(text.splitlines(), 1)), SHEET
    )

    names = [part.columns[1].heading for part in parts if isinstance(part, Table)]

    assert names == ["2023", "2022"]


def test_the_notes_of_a_long_table_are_prose_at_its_end() -> None:
    text = "".join(["Area,2023\n", *(f"A{at},{at}\n" for at in range(900)), "Revised by 3%.\n"])

    parts = parts_of(text)

    assert isinstance(parts[-1], Prose)
    assert sentences_of(parts) == [("Revised by 3%.", "row 902")]


def test_many_rows_without_figures_below_a_table_are_notes() -> None:
    notes = "".join(f"Note {at} says nothing new.\n" for at in range(70))

    found = sentences_of(parts_of(f"Area,2023\nLeeds,12\nYork,13\n{notes}"))

    assert len(found) == 70


def test_records_are_a_table_with_the_names_of_their_fields() -> None:
    records = [RawRow.of(1, ["Leeds", "3.2"]), RawRow.of(2, ["York", "1.1"])]

    (table,) = record_table(["town", "cost_gbp_m"], records, SHEET)

    assert [column.heading for column in table.columns] == ["town", "cost (GBP m)"]
    assert forms_of(table) == ["£{} million"]
    assert [row.number for row in table.rows] == [1, 2]


def test_no_record_is_no_table() -> None:
    assert list(record_table(["a"], [], SHEET)) == []


CELLS = st.sampled_from(
    "||Leeds|  York|Total|2023|2024|2023-24|7|1,234|(12)|12.5%|£3m|..|n/a|10-14|9:42|£m|%|"
    "Note: revised.|In thousands|A note that is longer than the heading of any group of rows is".split(
        "|"
    )
)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=12))
def test_no_row_with_figures_is_lost_whatever_the_rows_are(grid: list[list[str]]) -> None:
    rows = [RawRow.of(number, cells) for number, cells in enumerate(grid, 1)]

    parts = kept(tables_in(rows, SHEET))

    told: list[int] = []
    for part in parts:
        if isinstance(part, Table):
            told += [row.number for row in part.rows]
            assert all(len(row.cells) == len(part.columns) for row in part.rows)
    assert told == sorted(told)
    assert len(told) == len(set(told))
    words_of(parts)
    values = [
        list(cell_values(p.columns, row)) for p in parts if isinstance(p, Table) for row in p.rows
    ]
    assert len(values) == len(told)
    seen = {*told, *(int(place.rpartition(" ")[2]) for _, place in sentences_of(parts))}
    tables = [part for part in parts if isinstance(part, Table)]
    said = {text for each in tables for text in each.caption.split(" · ")}
    named = any(column.heading for each in tables for column in each.columns)
    for row in rows:
        if row_kind(row) is RowKind.FIGURES and row.number not in seen:
            assert named or row.line in said  # as the numbers of weeks, or above a wider table
