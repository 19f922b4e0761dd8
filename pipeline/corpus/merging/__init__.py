"""Merging: one worklist over a corpus, near-duplicates together, and the summary of a run.

`listing` takes from a report what the list needs, in the worker that made it; `store` keeps that in the
run's ledger; `grouping` puts together what is one figure, as `sameness` decides of two rows: no `guards`
speak against it, and their `traits` give `evidence` enough; `families` says which words mean one thing.
`conflicts` finds other values for the same thing; `writing` streams the list out. `summing` and
`summary_lines` say what the run came to.
"""

from pipeline.corpus.merging.listing import ListedRow, listed_rows
from pipeline.corpus.merging.store import RowStore
from pipeline.corpus.merging.summary_lines import summary_lines
from pipeline.corpus.merging.summing import Failure, Price, add_up, run_summary, summary_part
from pipeline.corpus.merging.writing import write_worklist

__all__ = [
    "Failure",
    "ListedRow",
    "Price",
    "RowStore",
    "add_up",
    "listed_rows",
    "run_summary",
    "summary_lines",
    "summary_part",
    "write_worklist",
]
