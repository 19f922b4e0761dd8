"""Checks for numeric pitfalls: each one function over the typed quantities of a sentence. Pure.

`registry` is the list of them all, `check` says what one is, `passage` is the article as they see
it, `amounts` reads the parts of a sentence, `rounding` says how far a written number may be off,
`relations` what numbers give of which one is said to follow from the others; the rest is one module
a family. What is done about a pitfall is the stages' concern.
"""

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage, Reading
from pipeline.checks.registry import CHECKS, RETIRED, check_of

__all__ = ["CHECKS", "RETIRED", "Check", "Passage", "Pitfall", "Reading", "check_of"]
