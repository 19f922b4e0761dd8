"""Verifying: what a library of evidence says of each figure of a worklist."""

from pipeline.evidence.library import Library
from schemas import Report


def verify(report: Report, library: Library) -> Report:
    """Return the report with what the library says of each row in its `found`."""
    raise NotImplementedError
