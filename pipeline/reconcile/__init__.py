"""Reconciling numbers: whether what a statement says of a number is what its source says.

`findings` is what is called from outside. A number in its sentence is a frame (`frames`, with its
`values` and `moments`); a `source` is an article with its frames and the one table of `arithmetic`
on them. `align` holds a stated frame against one of the source, `direct` and `derive` make
hypotheses of what it finds, `weigh` brings them together, `features` describes them, `judge` says
how likely the number is borne out (`judge_model`, fitted by `make fit`), and `explain` says why.
`repeats` is for figures told twice.
"""

from pipeline.reconcile.findings import check_statement, check_text, verbatim
from pipeline.reconcile.repeats import group_repeats
from pipeline.reconcile.source import Source, SourceQuantity, source_of

__all__ = [
    "Source",
    "SourceQuantity",
    "check_statement",
    "check_text",
    "group_repeats",
    "source_of",
    "verbatim",
]
