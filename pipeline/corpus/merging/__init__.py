"""Merging: one worklist over a corpus, near-duplicates together, and the summary of a run.

`listing` takes from a report what the list needs, in the worker that made it: of each row its `traits`,
which `traits_of` finds (`names`, `slots`, `signals`, `times` and `course`, in the parts of a `cut`
sentence without its `attribution`). `store` keeps that in the run's ledger. `grouping` puts together
what is one figure, as `sameness` decides of two rows that are made ready (`compared`): no `guards` speak
against it, and there is `evidence` enough; `families`, read by `meanings`, says which words mean one
thing. `conflicts` finds other values for the same thing; `writing` streams the list out. `summing` and
`summary_lines` say what the run came to.
"""

from pipeline.corpus.merging.listing import ListedRow, listed_rows
from pipeline.corpus.merging.store import RowStore
from pipeline.corpus.merging.summary_lines import (
    LEFT_OUT,
    NOT_PROCESSED,
    cause_lines,
    summary_lines,
)
from pipeline.corpus.merging.summing import Failure, Price, add_up, run_summary, summary_part
from pipeline.corpus.merging.worked import NO_WORK, Worked, work_in
from pipeline.corpus.merging.writing import write_worklist

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
