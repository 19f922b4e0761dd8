"""Checking pairs by the million: a stream of rows, worker processes, and results that can be resumed.

`running` puts it together and is what callers use; `rows` reads, `checking` does one row, `pool` has
many done at once and in order, `results` is the file they go to and the ledger of a run.
"""

from pipeline.corpus.pairs.checking import Plan
from pipeline.corpus.pairs.opening import folder_of, opened
from pipeline.corpus.pairs.results import Counts, result_file
from pipeline.corpus.pairs.running import check_rows

__all__ = ["Counts", "Plan", "check_rows", "folder_of", "opened", "result_file"]
