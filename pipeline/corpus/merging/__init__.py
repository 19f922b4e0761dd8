"""Merging: one worklist over a corpus, near-duplicates together, and the summary of a run.

`row_store` takes from a report what the list needs, in the worker that made it: of each row its
frame (`row_frames`, in words of `word_groups`), and keeps it in the run's ledger. `likeness` says
how likely two rows of one value are one figure, `grouping` puts together what is. `merged_list`
streams the list out, with other values for the same thing, and `merged_table` is the CSV.
`run_summary` says what the run came to.
"""

from pipeline.corpus.merging.merged_list import write_worklist
from pipeline.corpus.merging.merged_table import NO_WORK, Worked, work_in
from pipeline.corpus.merging.row_store import ListedRow, RowStore, listed_rows
from pipeline.corpus.merging.run_summary import (
    LEFT_OUT,
    NOT_PROCESSED,
    Failure,
    Price,
    add_up,
    cause_lines,
    run_summary,
    summary_lines,
    summary_part,
)

__all__ = [
    "LEFT_OUT",
    "NOT_PROCESSED",
    "NO_WORK",
    "Failure",
    "ListedRow",
    "Price",
    "RowStore",
    "Worked",
    "add_up",
    "cause_lines",
    "listed_rows",
    "run_summary",
    "summary_lines",
    "summary_part",
    "work_in",
    "write_worklist",
]
