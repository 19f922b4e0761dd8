"""Prioritising: one row a figure, gated, scored with every component, in order.

`ranking` puts the rows in order; a row is made of what `figure`, `attribution`, `measure`,
`evidence`, `computed` and `score` say of its figure, one module each.
"""

from pipeline.stages.prioritise.ranking import prioritise

__all__ = ["prioritise"]
