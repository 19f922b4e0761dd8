"""The check of risks: a change of a risk says little without the risk itself."""

import re
from collections.abc import Iterator

from pipeline.checks.check import Check, Pitfall, needs
from pipeline.checks.passage import Passage
from schemas import Part, Quantity, QuantityKind

_LIKELY = re.compile(
    r"\s+(?:(?:as|more|less)\s+)?(?:likely|unlikely|likelier|at risk|prone)\b", re.IGNORECASE
)
_OF_RISKS = ("risk", "odds", "chance", "likel", "probability", "prone")
"""One of these stands in whatever tells of a risk."""
_RISK = r"(?:risks?|odds|chances?|likelihood|probability)"
# As in: 40% higher risk, a threefold increase in the risk, doubles her chances.
_RISK_BEHIND = re.compile(
    r"\s+(?:(?:higher|lower|greater|smaller|increased?|reduced|reduction|rise|fall|drop|decrease|jump|"
    r"more|less|in|of|the|a|an|their|his|her|its|your|our|people|s|’s|'s)\s+)*" + _RISK + r"\b",
    re.IGNORECASE,
)
# As in: the risk of stroke rose by 40%, cut the odds of dying by half.
_RISK_BEFORE = re.compile(
    rf"\b{_RISK}\s+(?:of|for|that|to|in)?(?:\s+[\w’'-]+){{0,8}}\s*(?:by\s+)?\S*\s*$", re.IGNORECASE
)
# Here the words are of money or of play, not of harm.
_NO_HARM = re.compile(
    r"\brisk\s+(?:premiums?|appetite|management|assets?|weight\w*)\b|\b(?:credit|betting|at)\s+(?:risk|odds)\b",
    re.IGNORECASE,
)
_BASE_RATE = re.compile(
    r"\b(?:absolute risk|base ?(?:line )?rate|baseline|in every|per (?:\d[\d,]*|thousand|million)|"
    r"out of (?:every )?[\d\w]+)\b",
    re.IGNORECASE,
)
_SHARES = {QuantityKind.RATIO, QuantityKind.FRACTION}


def b04_relative_risk(passage: Passage) -> Iterator[Pitfall]:
    """Yield each change of a risk where neither the sentence nor one beside it has the risk itself."""
    if not any(each in passage.lower for each in _OF_RISKS):
        return
    changes = tuple(q for q in passage.quantities if _is_risk_change(passage, q))
    if not changes or _NO_HARM.search(passage.text):
        return
    if not any(_has_base_rate(each, changes) for each in passage.neighbours):
        said = ", ".join(quantity.text for quantity in changes)
        yield Pitfall(f"{said}: of what risk? Ask for the rate itself, before and after", changes)


def _is_risk_change(passage: Passage, quantity: Quantity) -> bool:
    if quantity.kind not in {QuantityKind.PERCENT, QuantityKind.MULTIPLIER}:
        return False
    behind = passage.after(quantity)
    if _LIKELY.match(behind) or _RISK_BEHIND.match(behind):
        return quantity.direction is not None or quantity.kind is QuantityKind.MULTIPLIER
    changed = quantity.part is Part.CHANGE or quantity.kind is QuantityKind.MULTIPLIER
    return changed and bool(_RISK_BEFORE.search(passage.before(quantity)))


def _has_base_rate(passage: Passage, changes: tuple[Quantity, ...]) -> bool:
    """Return whether a sentence gives a share that is no change: one in 100, from 2%, 5 per 1,000."""
    if _BASE_RATE.search(passage.text):
        return True
    spans = {change.span for change in changes}
    return any(
        q.kind in _SHARES or (q.kind is QuantityKind.PERCENT and q.part is not Part.CHANGE)
        for q in passage.quantities
        if q.span not in spans
    )


CHECKS = (
    Check(
        "B04",
        "relative-risk-only",
        "A risk is said to change by so much, and not how large it is.",
        fires="The drug raises the risk of stroke by 40%.",
        silent="The drug raises the risk of stroke by 40%, from five to seven in 1,000 patients.",
        settles="The rate itself before and after: of 1,000 people, how many?",
        find=b04_relative_risk,
        needs=needs(QuantityKind.PERCENT, QuantityKind.MULTIPLIER),
        alerts=True,
    ),
)
