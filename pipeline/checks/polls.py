"""The check of polls: how many they asked, and whether a lead is one."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage, Reading
from schemas import Quantity, QuantityKind

_OF_POLLS = frozenset("poll polls polled pollster pollsters survey surveys surveyed".split())
"""One of these words is in whatever tells of a poll."""
_POLL = re.compile(r"\b(?:polls?|polled|pollsters?|opinion surveys?)\b", re.IGNORECASE)
# An election is called a poll too: what was voted is no opinion.
_NO_POLL = re.compile(
    r"\bpoll[ -]tax\w*|\bpolling\b|\b(?:to|at) the polls\b|\bpolls (?:close[sd]?|open(?:s|ed)?)\b|"
    r"\bpoll(?: results?| returns| numbers| ratings| workers?| watchers?| book)|"
    r"\bhead of the poll\b",
    re.IGNORECASE,
)
_VOTED = re.compile(
    r"\b(?:turnout|of the votes?|votes? (?:cast|counted)|voting|elected)\b", re.IGNORECASE
)
_SURVEY = re.compile(r"\bsurvey(?:s|ed)?\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:respondents?|people|adults|voters|residents|parents|employees|workers|consumers|readers|"
    r"americans|britons|said they|asked)\b",
    re.IGNORECASE,
)
# What analysts expect is no sample of a people.
_EXPERTS = re.compile(r"\b(?:analysts?|economists?|forecasters|strategists)\b", re.IGNORECASE)
_SAMPLED = re.compile(
    r"\b(?:poll(?:s|ed)?|survey(?:s|ed)?|interview(?:s|ed)?|questioned|asked|sampled?|respondents|"
    r"participants|questionnaires?)\b",
    re.IGNORECASE,
)
_MARGIN = re.compile(r"\bmargins? of (?:sampling )?error\b|\bplus or minus\b|±|\+/-", re.IGNORECASE)
_SAID_WITHIN = re.compile(
    r"\b(?:within|inside) (?:the|its|that) (?:poll[’']s )?margin|"
    r"\bstatistical(?:ly)? (?:tied?|dead heat)|\btoo close\b",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\b(?:leads?|leading|led|ahead|behind|trail(?:s|ed|ing)?|edges? out|beats?)\b", re.IGNORECASE
)
_AGAINST = re.compile(
    r"[\s,;(]*(?:to|against|versus|vs\.?|compared (?:with|to)|[-–])(?:\s+[\w’'.]+){0,3}\s*$",
    re.IGNORECASE,
)
_FEWEST_ASKED = 50
_WIDEST_MARGIN = 10  # points
_NEAR = 40  # characters between a lead and its points


def b09_poll_details(passage: Passage) -> Iterator[Pitfall]:
    """Yield the percentages of a poll that is not described, and a lead that its error swallows."""
    polls = not _OF_POLLS.isdisjoint(passage.words)
    shares = tuple(q for q in passage.quantities if q.unit == "percent")
    if polls and shares and _is_of_poll(passage.text) and not _is_described(passage.reading):
        said = shares[0].text if len(shares) == 1 else f"{shares[0].text} and others"
        yield Pitfall(f"{said}: how many were asked, when, with what margin of error?", shares)
    yield from _lead_within_error(passage)


def _is_of_poll(text: str) -> bool:
    """Return whether a sentence tells what a poll of opinion found."""
    if _VOTED.search(text) or _EXPERTS.search(text):
        return False
    rest = _NO_POLL.sub("", text)
    return bool(_POLL.search(rest) or (_SURVEY.search(rest) and _ASKED.search(rest)))


@lru_cache(maxsize=2)
def _is_described(reading: Reading) -> bool:
    """Return whether the article says how many were asked, or with what error."""
    return _margin(reading) is not None or any(
        quantity.kind is QuantityKind.COUNT and (quantity.high or 0) >= _FEWEST_ASKED
        for passage in reading.passages
        if _SAMPLED.search(passage.text)
        for quantity in passage.quantities
    )


@lru_cache(maxsize=2)
def _margin(reading: Reading) -> Decimal | None:
    """Return the margin of error in points that the article gives, or None."""
    if not _MARGIN.search(reading.source.article.reading_text):
        return None
    for passage in reading.passages:
        margin = _MARGIN.search(passage.text)
        for quantity in passage.all_quantities if margin else ():
            value = abs(quantity.value or Decimal(0))
            behind = margin is not None and passage.at(quantity.span).end > margin.end()
            if behind and 0 < value <= _WIDEST_MARGIN:
                return value
    return None


def _lead_within_error(passage: Passage) -> Iterator[Pitfall]:
    margin = _margin(passage.reading)
    if margin is None or not _LEADS.search(passage.text):
        return
    if any(_SAID_WITHIN.search(each.text) for each in passage.neighbours):
        return
    for lead, quantities in _leads(passage):
        if 0 < lead < 2 * margin:
            message = (
                f"a lead of {lead:f} with a margin of error of {margin:f}: is it a lead at all?"
            )
            yield Pitfall(message, quantities, f"2 x {margin:f} = {2 * margin:f} > {lead:f}")


def _leads(passage: Passage) -> Iterator[tuple[Decimal, tuple[Quantity, ...]]]:
    """Yield each lead in points: three points ahead; 48% to 45%."""
    for quantity in passage.quantities:
        points, low, high = quantity.value, quantity.low, quantity.high
        near = f"{passage.before(quantity, _NEAR)} {passage.after(quantity, _NEAR)}"
        if quantity.kind is QuantityKind.PERCENTAGE_POINT and points and _LEADS.search(near):
            yield points, (quantity,)
        elif quantity.kind is QuantityKind.RANGE and quantity.unit == "percent" and low and high:
            yield high - low, (quantity,)
    for one, other in pairwise(passage.quantities):
        alike = other.kind is QuantityKind.PERCENT and one.unit in {"percent", None}
        if alike and one.value and other.value and _AGAINST.fullmatch(passage.between(one, other)):
            yield abs(one.value - other.value), (one, other)


CHECKS = (
    Check(
        "B09",
        "poll-details",
        "A poll is not described, or its lead is less than twice its margin of error.",
        fires="A poll found that 52% back the plan.",
        silent="A poll of 1,012 adults found that 52% back the plan.",
        settles="The pollster's tables: sample, dates, method and margin of error.",
        find=b09_poll_details,
        alerts=True,
    ),
)
