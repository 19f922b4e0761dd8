"""Comparing reports: what became of each figure, and whether the work on it still stands.

`statement` says what a row states, `likeness` how near two statements are, `matching` which belong
together, `difference` what differs so that a check holds no longer; `comparing` puts it together.
"""

from pipeline.stages.compare_reports.comparing import compare_reports

__all__ = ["compare_reports"]
