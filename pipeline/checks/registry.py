"""START HERE: every check there is, in the order of the ids. A new family is one line below."""

from pipeline.checks import (
    brief,
    calendar_dates,
    change_arithmetic,
    changes,
    comparisons,
    conflicts,
    cues,
    elapsed,
    hundreds,
    money,
    polls,
    ranges,
    risks,
    shares,
    sources,
    sums,
    timing,
    units,
    wholes,
    wording,
)
from pipeline.checks.check import Check

_FAMILIES = (
    brief,
    change_arithmetic,
    shares,
    sums,
    wholes,
    hundreds,
    calendar_dates,
    elapsed,
    ranges,
    conflicts,
    wording,
    units,
    risks,
    changes,
    sources,
    polls,
    money,
    timing,
    comparisons,
    cues,
)

_TIERS = "SABC"


def _order(check: Check) -> tuple[int, str]:
    return _TIERS.index(check.tier), check.check_id


CHECKS: tuple[Check, ...] = tuple(
    sorted((check for family in _FAMILIES for check in family.CHECKS), key=_order)
)
_BY_ID = {check.check_id: check for check in CHECKS}


def check_of(check_id: str) -> Check:
    """Return the check of that id, in any case of letters; raises KeyError when there is none."""
    return _BY_ID[check_id.upper()]
