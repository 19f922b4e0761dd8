"""Prioritising: one row a figure, gated, scored with every component, in order.

`ranking` makes the rows and puts them in order; a row holds what `figure`, `measure`, `evidence`,
`computed` and `score` say of its figure, one module each.
"""

from pipeline.stages.prioritise.evidence import with_suggestions
from pipeline.stages.prioritise.ranking import prioritise

__all__ = ["prioritise", "with_suggestions"]
