"""Reading, comparing and deriving numbers: pure, deterministic, no model.

Lives here: `read` (text → quantities) with the rules of `grammar` and the words of `tables`, and
`reconcile` (a stated number against the source's). What to do about a finding is the stages' concern.
"""

from pipeline.numbers.read import find_quantities
from pipeline.numbers.reconcile.check import check_statement, check_text
from pipeline.numbers.reconcile.same import group_repeats
from pipeline.numbers.reconcile.source import Source, SourceQuantity, source_of
from pipeline.numbers.reconcile.verbatim import verbatim

__all__ = [
    "Source",
    "SourceQuantity",
    "check_statement",
    "check_text",
    "find_quantities",
    "group_repeats",
    "source_of",
    "verbatim",
]
