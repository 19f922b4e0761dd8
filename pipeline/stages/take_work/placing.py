"""Placing: which row an entry of another version of the article belongs to, if that is clear."""

from collections import Counter
from collections.abc import Collection, Sequence

from schemas import Row, WorkedRow


def rows_by_group(rows: Collection[Row], entries: Sequence[WorkedRow]) -> dict[str, str]:
    """Return for ids that the worklist does not have the id of the one row with their figure.

    Clear it is where one row has the figure, one entry has it, and no entry names the row itself.
    """
    known = {row.row_id for row in rows}
    named = {entry.row_id for entry in entries}
    strangers = {
        entry.row_id: entry.group_id
        for entry in entries
        if entry.row_id and entry.group_id and entry.row_id not in known
    }
    there, here = Counter(strangers.values()), Counter(row.group_id for row in rows)
    homes = {row.group_id: row.row_id for row in rows}
    return {
        row_id: homes[group]
        for row_id, group in strangers.items()
        if here[group] == there[group] == 1 and homes[group] not in named
    }
