"""Checks of comparisons: records, superlatives, and two figures set beside each other."""

import re
from collections.abc import Iterator

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage
from schemas import QuantityKind

_RECORD = re.compile(
    r"\b(?:record|largest|highest|lowest|biggest|smallest|worst|best|fastest|most|fewest|longest|"
    r"deadliest|unprecedented|first time|for the first|ever)\b",
    re.IGNORECASE,
)
_AT_MOST = re.compile(r"\bat (?:most|best|worst)\b", re.IGNORECASE)
_COMPARISON = re.compile(
    r"\b(?:equal to|equals|as (?:much|many|large|high|long) as|same as|more than any|than any other|"
    r"compared (?:with|to)|twice|outnumber\w*|exceeds?|outpac\w*)\b",
    re.IGNORECASE,
)


def c04_record(passage: Passage) -> Iterator[Pitfall]:
    """Yield the quantities of a sentence that speaks of a record or superlative."""
    found = _RECORD.search(passage.text)
    if found and passage.quantities and not _AT_MOST.search(passage.text):
        message = f"“{found.group()}”: check the series, not only this figure"
        yield Pitfall(message, passage.quantities)


def c05_two_sources(passage: Passage) -> Iterator[Pitfall]:
    """Yield figures that are compared and may come from two sources and two ways of counting."""
    found = _COMPARISON.search(passage.text)
    compared = [q for q in passage.quantities if q.kind is not QuantityKind.AGE]
    bound = any(q.text.lower().startswith(("as many as", "as much as")) for q in compared)
    if found and len(compared) > 1 and not bound:
        message = f"“{found.group()}”: are both sides counted the same way?"
        yield Pitfall(message, passage.quantities)


CHECKS = (
    Check(
        "C04",
        "record",
        "A record or superlative stands with the number: it needs the whole series.",
        fires="It was the largest fleet, with 500 boats.",
        silent="It was a large fleet, with 500 boats.",
        settles="The whole series back to where the record is said to begin.",
        find=c04_record,
    ),
    Check(
        "C05",
        "two-source-comparison",
        "Two figures are compared that may come from two sources and two ways of counting.",
        fires="It makes in three months as much as they make in five years.",
        silent="It made 500 boats in three months.",
        settles="Both figures from one source, or how each source counts.",
        find=c05_two_sources,
    ),
)
