"""Places: where a number of a library stands, as a person finds and sees it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.evidence.library.searching import Library
from pipeline.evidence.verdict.pool import Candidate
from pipeline.evidence.verdict.totals import LABEL
from schemas import EvidencePlace, TableExcerpt, TextSpan
from schemas.evidence import short_name

_ROWS_AROUND = 2
_LETTERS = 26
_MOST_RUNS = 4
"""Runs of cells that a sum names one by one."""


def place_of(each: Candidate, library: Library) -> EvidencePlace:
    """Return where a number of the library stands, with what a person needs to see."""
    stored, frame = each.stored, each.figure.frame
    text, shift = _words(each)
    return EvidencePlace(
        source=stored.source.name,
        title=stored.source.title,
        where=", ".join(filter(None, (stored.part.name, place_words([each])))),
        text=text,
        number=TextSpan(start=frame.start + shift, end=frame.end + shift),
        value=frame.quantity.text,
        table=None if each.column is None else _excerpt(each, library),
    )


def _words(each: Candidate) -> tuple[str, int]:
    """Return the words of a number, and by how much they are longer than those of its frame."""
    text = each.figure.frame.sentence.text
    if not each.summed:
        return text, 0
    words = f"{_sum_label(each)}, {text.removeprefix(f'{LABEL}, ')}"
    return words, len(words) - len(text)


def _sum_label(each: Candidate) -> str:
    return f"Sum of {len(each.summed)} rows"


def _sum_cells(each: Candidate) -> tuple[str, ...]:
    """Return the row of sums, which says of itself that it is none of the table."""
    cells = each.stored.row.cells if each.stored.row else ()
    at = next((at for at, column in enumerate(each.stored.part.columns) if column.is_label), None)
    if at is None:
        return cells
    told = filter(None, (_sum_label(each), cells[at] if cells[at] != LABEL else ""))
    return (*cells[:at], ", ".join(told), *cells[at + 1 :])


def full_place(some: Sequence[Candidate]) -> str:
    """Return where some numbers stand: "budget.xlsx, sheet Roads, cells C3 and D3"."""
    homes: dict[tuple[str, str, bool], list[Candidate]] = {}
    for each in some:
        home = each.stored.source.name, each.stored.part.name, each.column is None
        homes.setdefault(home, []).append(each)
    return " and ".join(
        ", ".join(filter(None, (short_name(source), name, place_words(there))))
        for (source, name, _), there in homes.items()
    )


def table_name(each: Candidate) -> str:
    """Return which table of which document a number stands in: "budget.xlsx, sheet Roads"."""
    stored = each.stored
    return ", ".join(filter(None, (short_name(stored.source.name), stored.part.name)))


def place_words(some: Sequence[Candidate]) -> str:
    """Return where numbers of one table, or sentences of one document, stand in it."""
    first = some[0]
    if first.stored.sentence is not None:
        there = dict.fromkeys(each.stored.sentence.place for each in some if each.stored.sentence)
        return " and ".join(filter(None, there))
    kind = "cell" if first.stored.part.in_cells else "row"
    there = dict.fromkeys(_of_cell(each) for each in some)
    is_one = len(there) == 1 and not first.summed
    return f"{kind}{'s' * (not is_one)} {' and '.join(there)}"


def _of_cell(each: Candidate) -> str:
    rows = each.summed or (each.stored,)
    letters = column_letters(each.column or 0) if each.stored.part.in_cells else ""
    return _runs((row.row.number for row in rows if row.row is not None), letters)


def _runs(numbers: Iterable[int], letters: str) -> str:
    """Return rows as a spreadsheet names them, "C3:C5, C9"; without a column "3 to 5, 9"."""
    found = [*_consecutive(sorted(set(numbers)))]
    to = ":" if letters else " to "
    named = [
        f"{letters}{first}" if first == last else f"{letters}{first}{to}{letters}{last}"
        for first, last in found
    ]
    if len(named) > _MOST_RUNS:
        named = [*named[: _MOST_RUNS - 1], "…", named[-1]]
    return ", ".join(named)


def _consecutive(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of numbers that follow one another."""
    ends = [at for at, (one, other) in enumerate(pairwise(numbers), start=1) if other != one + 1]
    for start, stop in pairwise([0, *ends, len(numbers)]):
        yield numbers[start], numbers[stop - 1]


def sum_words(each: Candidate) -> str:
    """Return how a sum of a table came about: "sum of C3:C14 = 195,649"."""
    column, part = each.column or 0, each.stored.part
    cells = _of_cell(each)
    if not part.in_cells:
        heading = part.columns[column].heading
        cells = f"rows {cells}" + (f" of {heading}" if heading else "")
    return f"sum of {cells} = {each.figure.frame.quantity.text}"


def column_letters(column: int) -> str:
    """Return the name of a column of a spreadsheet, from 0: A, B, …, AA."""
    letters, rest = "", column + 1
    while rest:
        rest, at = divmod(rest - 1, _LETTERS)
        letters = chr(ord("A") + at) + letters
    return letters


def _excerpt(each: Candidate, library: Library) -> TableExcerpt | None:
    """Return the rows around a cell; of a sum, the last rows that were summed, and the sum."""
    part, column = each.stored.part, each.column or 0
    if each.summed:
        rows = [row.row.cells for row in each.summed[-2 * _ROWS_AROUND :] if row.row is not None]
        rows.append(_sum_cells(each))
        at = len(rows) - 1
    else:
        beside = library.beside(each.stored.passage, 2 * _ROWS_AROUND + 1)
        at = next((i for i, row in enumerate(beside) if row.passage == each.stored.passage), 0)
        rows = [row.row.cells for row in beside if row.row is not None]
    return TableExcerpt(
        caption=part.caption or part.context,
        columns=tuple(one.heading for one in part.columns),
        rows=tuple(rows),
        row=at,
        column=column,
    )
