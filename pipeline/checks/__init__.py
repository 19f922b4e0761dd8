"""Checks for numeric pitfalls: each one function over the typed quantities of a sentence. Pure.

Lives here: `passage` (the article as checks see it), `check` (what a check is), `rounding` (how far
a written number may be off), one module a family of checks, and `registry`, the list of them all.
What is done about a pitfall is the stages' concern.
"""

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage, Reading
from pipeline.checks.registry import CHECKS, RETIRED, check_of

__all__ = ["CHECKS", "RETIRED", "Check", "Passage", "Pitfall", "Reading", "check_of"]
