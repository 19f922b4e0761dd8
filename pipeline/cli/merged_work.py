"""What people entered into the merged table of a run, before the run writes it anew."""

from collections.abc import Collection
from pathlib import Path

from pipeline.cli.setting_aside import set_aside
from pipeline.cli.standard_error import note
from pipeline.corpus.merging import NO_WORK, Worked, work_in
from pipeline.corpus.outputs import WORKLIST_TABLE
from pipeline.corpus.places import Folder


def work_of(folder: Folder) -> Worked:
    """Return the work in the folder's table; what cannot be carried over is set aside, and said to be."""
    table = Path(folder.name_of(WORKLIST_TABLE))
    if not folder.is_here or not table.is_file():
        return NO_WORK
    found = work_in(table)
    if found is None:
        note(f"{table} cannot be read any more: it is kept in {set_aside(table)}")
        return NO_WORK

    def lapsed(ids: Collection[str]) -> None:
        rows = f"work on {len(ids)} row{'' if len(ids) == 1 else 's'} of {table}"
        note(f"{rows} has no row in the new list: it is kept in {set_aside(table)}")

    return Worked(found, lapsed)
