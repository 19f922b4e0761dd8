"""Reading numbers: pure, deterministic, no model.

Lives here: `read` (text → quantities) with the rules of `grammar` and the words of `tables`, and
`dimensions` (what a quantity measures). Whether a stated number is borne out is
`pipeline.reconcile`'s.
"""

from pipeline.numbers.read import find_quantities

__all__ = ["find_quantities"]
