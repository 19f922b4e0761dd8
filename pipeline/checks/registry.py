"""START HERE: every check there is, in the order of the ids. A new family is one line below."""

from pipeline.checks import change, conflicts, cues, dates, omissions, shares, sums, wording
from pipeline.checks.check import Check

_FAMILIES = (change, shares, sums, dates, conflicts, wording, omissions, cues)
_S01 = Check(
    "S01",
    "brief-number-not-in-source",
    "A number of the brief that the article does not bear out; the sentence is withheld.",
    fires="The article says 22 of 32 members; the brief says 32 members.",
    silent="The article says 1,500 tanks; the brief says fifteen hundred tanks.",
    settles="The sentences of the article beside it: correct the brief or leave the sentence out.",
    find=None,
)
"""Made from the findings of reconciling, not from a sentence of the article."""
RETIRED = {
    "B01": "it fired in none of 3,154 articles",
    "B07": "it fired in none of 3,154 articles",
    "B08": "it fired in most articles; the score says who vouches for a figure",
    "B11": "it fired in 1 of 1,000 articles, on what needed no real terms",
    "B16": "it fired in 1 of 1,500 articles, half of the time wrongly",
    "C02": "it fired in most articles, and what it told stands in the figure itself",
    "C03": "it fired in most articles; forecasts are a list of their own",
    "C06": "it fired in half of all articles; the row gives the period and its date",
}
"""Ids of checks that are gone, with the reason; an id is never used for another check."""

_TIERS = "SABC"


def _order(check: Check) -> tuple[int, str]:
    return _TIERS.index(check.tier), check.check_id


CHECKS: tuple[Check, ...] = tuple(
    sorted((_S01, *(check for family in _FAMILIES for check in family.CHECKS)), key=_order)
)
_BY_ID = {check.check_id: check for check in CHECKS}


def check_of(check_id: str) -> Check:
    """Return the check of that id, in any case of letters; raises KeyError when there is none."""
    return _BY_ID[check_id.upper()]
