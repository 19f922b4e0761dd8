"""Rows of cells as tables: where the headings are, what is a title, a group, a note, a label.

Shape decides: which cells are figures, years or words. Rows are read once, in order, and only the
first of a table are held in memory.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from pipeline.evidence.parts import Part, PlacedSentence, Prose, Table
from pipeline.evidence.readers.body import Body, BodyRow
from pipeline.evidence.readers.columns import Columns
from pipeline.evidence.readers.heading_units import caption_unit
from pipeline.evidence.readers.headings import Head, Line, head_of
from pipeline.evidence.readers.prose import sentences_of
from pipeline.evidence.readers.raw_rows import RawRow, Rows
from pipeline.numbers import find_quantities
from pipeline.text.blocks import is_stopped

_SAMPLE = 400
"""Rows of a table that are looked at before it is handed on."""
_WORDY = 30
"""Mean characters of the cells of a table that is prose."""
_LONGEST_TITLE = 500
"""Characters of a line in which a unit is looked for."""


class Setting(NamedTuple):
    """What is known of rows before they are read."""

    context: str
    name: str
    in_cells: bool
    caption: str = ""
    """What stands above them apart from them."""


def tables_in(rows: Iterable[RawRow], setting: Setting) -> Iterator[Part]:
    """Yield the tables in rows of cells, and what stands around them as prose.

    The rows of a table must be read before the next part is asked for; those that are not are
    passed over.
    """
    source = Rows(rows)
    while (head := head_of(source)) is not None:
        yield from _table(head, Body(source, head), setting)


def record_table(
    keys: Sequence[str], records: Iterable[RawRow], setting: Setting
) -> Iterator[Table]:
    """Yield the table of records that all have the same keys; none where there is no record."""
    rows = (BodyRow(record, "") for record in records)
    sample = list(islice(rows, _SAMPLE))
    if sample:
        columns = Columns.of(Head((), (RawRow.of(0, keys),), has_figures=True), sample, None)
        made = columns.rows(chain(sample, rows))
        yield Table(setting.context, "", setting.name, columns.columns, made, setting.in_cells)


def _table(head: Head, body: Body, setting: Setting) -> Iterator[Part]:
    rows = body.rows()
    sample = list(islice(rows, _SAMPLE))
    is_whole = len(sample) < _SAMPLE
    lines = [*head.caption, *body.notes] if is_whole else list(head.caption)
    texts = [*filter(None, [setting.caption]), *(line.text for line in lines)]
    columns = Columns.of(head, sample, caption_unit(text[:_LONGEST_TITLE] for text in texts))
    if _is_prose(columns, sample):
        yield Prose(setting.context, _sentences(map(_line_of, chain(sample, rows)), setting))
    elif sample:
        made = columns.rows(chain(sample, rows))
        held = list(made) if is_whole else made
        caption = " · ".join(texts)
        yield Table(setting.context, caption, setting.name, columns.columns, held, setting.in_cells)
        for _ in made:  # what nobody has read
            pass
    lines = [*head.caption, *body.notes]
    sentences = list(_sentences((each for each in lines if _says_something(each.text)), setting))
    if sentences:
        yield Prose(setting.context, sentences)


def _is_prose(columns: Columns, sample: Sequence[BodyRow]) -> bool:
    """Return whether rows are sentences: none has a figure of its own, and the cells are long."""
    cells = [cell for row in sample for cell in row.raw.cells if cell]
    return not columns.has_figures and sum(map(len, cells)) > _WORDY * len(cells)


def _line_of(row: BodyRow) -> Line:
    return Line(row.raw.number, " ".join(filter(None, row.raw.cells)))


def _says_something(text: str) -> bool:
    """Return whether a line is more than a title."""
    if text.lower().startswith("table ") and not is_stopped(text):
        return False
    return is_stopped(text) or any(quantity.checkable for quantity in find_quantities(text))


def _sentences(lines: Iterable[Line], setting: Setting) -> Iterator[PlacedSentence]:
    for line in lines:
        place = ", ".join(filter(None, (setting.name, f"row {line.row}")))
        yield from sentences_of(line.text, place)
