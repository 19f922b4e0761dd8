"""Checks of changes: how much, from what, over what time."""

import re
from collections.abc import Iterator

from pipeline.checks.check import Check, Pitfall, needs
from pipeline.checks.passage import Passage
from schemas import Part, Quantity, QuantityKind

_BASELINE = re.compile(
    r"\b(?:from|than|compared|since|versus|against|year[- ]on[- ]year|annual(?:ly|ised|ized)?|a year|"
    r"over the (?:past|last|same)|last (?:year|month|week|quarter)|previous|prior|earlier|before|pre-\w+|"
    r"between|in the (?:year|month|quarter|decade) to|relative to|on top of|after|every|each|per)\b",
    re.IGNORECASE,
)
_MARKETS = re.compile(
    r"\b(?:shares?|stocks?|ind(?:ex|ices)|FTSE|Dow|Nasdaq|S&P|Nikkei|DAX|futures|yields?|bonds?|"
    r"traders?|trading|currency|against the (?:dollar|euro|pound|yen))\b",
    re.IGNORECASE,
)
_RELATIVE = {QuantityKind.PERCENT, QuantityKind.MULTIPLIER, QuantityKind.PERCENTAGE_POINT}
_LEVEL = (" to", " at", " of", " below", " above")


def b05_no_baseline(passage: Passage) -> Iterator[Pitfall]:
    """Yield each change without what it is measured from; moves of markets are exempt."""
    changes = [q for q in passage.quantities if _is_relative_change(passage, q)]
    if not changes or _BASELINE.search(passage.text) or _is_of_markets(passage):
        return
    for quantity in changes:
        yield Pitfall(f"{quantity.text}: a change from what?", (quantity,))


def _is_of_markets(passage: Passage) -> bool:
    """Return whether prices of a market move; what moved may be said a sentence before."""
    return any(_MARKETS.search(each.text) for each in passage.neighbours)


def _is_relative_change(passage: Passage, quantity: Quantity) -> bool:
    """Return whether the number is how much, not up to what level: "by 5%", "a 5% rise"."""
    moved = quantity.direction or quantity.kind is QuantityKind.MULTIPLIER
    if quantity.kind not in _RELATIVE or not moved:
        return False
    return not passage.before(quantity, _VERB).rstrip().lower().endswith(_LEVEL)


_TIMED = re.compile(
    r"\b(?:a|per|each|every) (?:day|week|month|quarter|year|season)\b|\b(?:last|this|next|past|same|previous) "
    r"(?:day|week|month|quarter|year|season|decade|spring|summer|autumn|fall|winter)\b|\bsince\b|\bago\b|"
    r"\b(?:annual|year|month|week|dai|quarter|hour)ly\b|\byear[- ]on[- ]year\b|\b(?:to|yester)day\b|\bannual\b|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December)\b|\bovernight\b|\bearlier\b|\bso far\b|\bover (?:the|a)\b|\bin the \w+ to\b"
)
# A risk or a price that is higher than another has not moved.
_CHANCE = re.compile(r"\b(?:risks?|likely|likelihood|chances?|odds|than)\b", re.IGNORECASE)
_MOVED = _RELATIVE | {QuantityKind.MONEY}
_TIMES = {QuantityKind.YEAR, QuantityKind.DATE, QuantityKind.DURATION, QuantityKind.TIME}


def b06_no_timeframe(passage: Passage) -> Iterator[Pitfall]:
    """Yield each change of which it is not said over what time; moves of markets are exempt."""
    changes = [q for q in passage.quantities if q.part is Part.CHANGE and q.kind in _MOVED]
    if not changes or any(q.kind in _TIMES or q.per or q.period for q in passage.all_quantities):
        return
    if _TIMED.search(passage.text) or _CHANCE.search(passage.text) or _is_of_markets(passage):
        return
    for quantity in changes:
        yield Pitfall(f"{quantity.text}: over what time?", (quantity,))


# Rates that are given in percent themselves. Crime, birth and exchange rates are not.
_RATE = (
    r"(?:(?:(?:un)?employment|jobless|inflation|interest|mortgage|lending|base|key|benchmark|tax|vacancy|"
    r"approval|turnout|poverty|literacy|vaccination|participation|graduation|dropout|default|"
    r"delinquency|occupancy|savings?|conversion|success|response|growth)[ -]rates?|inflation|"
    r"approval ratings?|(?:voter )?turnout)"
)
_OF_RATES = ("rate", "inflation", "rating", "turnout")
"""One of these stands in whatever tells of a rate."""
_WHERE = r"(?:\s+(?:in|for|among|of|across)(?:\s+[\w’'-]+){1,4}?)?"
_ROSE = (
    r"(?:rose|risen|rises|fell|fallen|falls|dropped|drops|climbed|increased|decreased|declined|jumped|"
    r"grew|grown|slipped|dipped|surged|soared|plunged|edged (?:up|down)|was (?:up|down)|(?:is|are|were) (?:up|down))"
)
_RATE_ROSE = re.compile(
    rf"\b{_RATE}{_WHERE}\s+(?:(?:has|have|had|also|then|only|just)\s+)*{_ROSE}\s+(?:by\s+)?(?:another\s+)?$",
    re.IGNORECASE,
)
_CUT_RATE = re.compile(
    rf"\b(?:cut|cuts|raised|raises|raise|lowered|increased|reduced|hiked)\s+(?:(?:the|its|their|key|official)\s+)*"
    rf"{_RATE}\s+(?:by\s+)?(?:another\s+)?$",
    re.IGNORECASE,
)
_RISE_IN_RATE = re.compile(
    rf"\s+(?:rise|fall|drop|increase|decrease|decline|jump|cut|reduction)\s+in\s+"
    rf"(?:(?:the|its|their|key|official|town’s|country’s)\s+)*{_RATE}(?![-–]\w)\b",
    re.IGNORECASE,
)
_VERB = 100  # characters before the number in which its verb and subject stand


def b07_rate_change(passage: Passage) -> Iterator[Pitfall]:
    """Yield each percentage by which a rate in percent is said to move: points may be meant."""
    rates = any(each in passage.lower for each in _OF_RATES)
    for quantity in passage.quantities if rates else ():
        if quantity.unit == "percent" and quantity.direction and _moves_a_rate(passage, quantity):
            message = f"{quantity.text} of a rate: percent or percentage points?"
            yield Pitfall(message, (quantity,))


def _moves_a_rate(passage: Passage, quantity: Quantity) -> bool:
    before, after = passage.before(quantity, _VERB), passage.after(quantity, _VERB)
    moved = _RATE_ROSE.search(before) or _CUT_RATE.search(before)
    return bool(moved or _RISE_IN_RATE.match(after))


CHECKS = (
    Check(
        "B05",
        "no-baseline",
        "A change is given without what it is measured from; moves of markets are exempt.",
        fires="Crime rose by 12%.",
        silent="Crime rose by 12% from a year earlier.",
        settles="The figure before the change, and its date.",
        find=b05_no_baseline,
        needs=needs(*_RELATIVE),
    ),
    Check(
        "B06",
        "no-timeframe",
        "A change is given and not over what time; moves of markets are exempt.",
        fires="Crime rose by 12%.",
        silent="Crime rose by 12% in 2024.",
        settles="The first and the last day of the period.",
        find=b06_no_timeframe,
        needs=needs(*_MOVED),
    ),
    Check(
        "B07",
        "rate-change",
        "A rate in percent is said to move by so many percent: percentage points may be meant.",
        fires="The unemployment rate fell 2%.",
        silent="The unemployment rate fell to 2%.",
        settles="The rate before and after.",
        find=b07_rate_change,
        alerts=True,
    ),
)
