"""What a cell holds: a figure, a year, a sign that there is none, or words."""

import pytest

from pipeline.evidence.readers.cell_numbers import CellKind, figure_in, kind_of


@pytest.mark.parametrize(
    ("cell", "number", "form"),
    [
        ("1234", "1,234", "{}"),
        ("1,234", "1,234", "{}"),
        ("1 234", "1,234", "{}"),
        ("12\u00a0345", "12,345", "{}"),
        ("12,345,678.90", "12,345,678.90", "{}"),
        ("0.5", "0.5", "{}"),
        (".5", "0.5", "{}"),
        ("3,5", "3.5", "{}"),
        ("007", "7", "{}"),
        ("-4.2", "-4.2", "{}"),
        ("−4.2", "-4.2", "{}"),
        ("– 4.2", "-4.2", "{}"),
        ("+3", "3", "{}"),
        ("(12)", "-12", "{}"),
        ("(1,234.5)", "-1,234.5", "{}"),
        ("(£12m)", "-12", "£{}m"),
        ("(3.4%)", "-3.4", "{}%"),
        ("12.5%", "12.5", "{}%"),
        ("12.5 %", "12.5", "{} %"),
        ("£3.2m", "3.2", "£{}m"),
        ("$1.2bn", "1.2", "${}bn"),
        ("€ 4.5 million", "4.5", "€{} million"),
        ("18 weeks", "18", "{} weeks"),
        ("5°C", "5", "{}°C"),
        ("1,234 (r)", "1,234", "{}"),
        ("1,234*", "1,234", "{}"),
        ("1,234 [b]", "1,234", "{}"),
        ("1,234¹", "1,234", "{}"),
        ("12 (2)", "12", "{}"),
    ],
)
def test_a_figure_is_read_without_its_marks_and_with_its_unit(
    cell: str, number: str, form: str
) -> None:
    found = figure_in(cell)

    assert found is not None
    assert (found.number, found.form) == (number, form)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("", CellKind.BLANK),
        *(
            (sign, CellKind.MISSING)
            for sign in ("..", "n/a", "N/A", "-", "–", "—", "*", "[c]", ":")
        ),
        ("#DIV/0!", CellKind.MISSING),
        ("2024", CellKind.YEAR),
        ("2023-24", CellKind.YEAR),
        ("2023/24", CellKind.YEAR),
        ("2025 (p)", CellKind.YEAR),
        ("1,234", CellKind.FIGURE),
        ("12 days", CellKind.FIGURE),
        ("10-14", CellKind.RANGE),
        ("<5", CellKind.RANGE),
        ("120 (45%)", CellKind.RANGE),
        ("1:45:30", CellKind.RANGE),
        ("2024-03-01", CellKind.WORDS),
        ("12/03/2024", CellKind.WORDS),
        ("12 High Street", CellKind.WORDS),
        ("E06000001", CellKind.WORDS),
        ("12)", CellKind.RANGE),
        ("Leeds", CellKind.WORDS),
        ("7" * 41, CellKind.WORDS),
        ("1" + "*" * 38 + "x", CellKind.WORDS),
    ],
)
def test_a_cell_is_told_by_its_shape(cell: str, kind: CellKind) -> None:
    assert kind_of(cell) is kind
