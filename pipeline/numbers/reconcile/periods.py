"""Periods: over what time a figure runs, and against what earlier time a change is counted.

"$36 a week" is no "$36 a fortnight", and "up 2.8% from a year earlier" no "up 2.8% from the
previous month": the words for it stand behind the number, close by.
"""

import re

from pipeline.numbers.reconcile.comparison import Comparison, quoted
from pipeline.numbers.reconcile.mention import Mention
from schemas import Status

_SPAN = r"(?P<{}>second|minute|hour|day|night|week|fortnight|month|quarter|semester|term|season|year|decade)"
_RATE = re.compile(
    r"(?:\b(?:an?|each|every|per)\s+"
    + _SPAN.format("one")
    + r"\b(?!\s+(?:ago|earlier|before|later|old))"
    r"|\b(?P<ly>hourly|daily|weekly|monthly|quarterly|yearly|annually|annual)\b)",
    re.IGNORECASE,
)
_IN_ALL = re.compile(
    r"\bover (?:the )?(?:next |past |last )?[\w-]+ (?:years|months|weeks)\b", re.IGNORECASE
)
_BASELINE = re.compile(
    r"\b(?:from|than|on|over|compared with|compared to|against)\s+(?:in\s+)?(?:an?|the|one)?\s*"
    r"(?:(?:previous|prior|last|preceding)\s+" + _SPAN.format("one") + r"|"
    + _SPAN.format("two") + r"\s+(?:earlier|ago|before))\b"
    r"|\b" + _SPAN.format("three") + r"[ -](?:on|over)[ -]" + _SPAN.format("four") + r"\b",
    re.IGNORECASE,
)  # fmt: skip
# In what time something changed: "in the year to April", "in a month".
_WITHIN = re.compile(
    r"^\s*(?:in|over)\s+(?:(?:a|an|one)\s+"
    + _SPAN.format("one")
    + r"\b(?!\s+(?:of|when|that|where))"
    r"|the\s+" + _SPAN.format("two") + r"\s+to\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(hourly|daily|weekly|monthly|quarterly|yearly|annual)\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE
)
# The one span of time that a number is of, where the source gives no rate.
_SPAN_SAID = re.compile(
    r"^[^.;:]{0,100}?\b((?:this|next|last) (?:week|month|quarter|year|decade))\b"
)
_TIMES = {"second", "minute", "hour", "day", "week", "fortnight", "month", "quarter", "year"}
_REACH = 60  # characters behind the number
_ENDS = re.compile(r"[;.:]\s|,? (?:and|but) |\d")  # another number has a time of its own
_ADVERBS = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month",
    "quarterly": "quarter", "yearly": "year", "annually": "year", "annual": "year",
}  # fmt: skip


def other_period(stated: Mention, source: Mention) -> Comparison | None:
    """Report another period than the source's: a rate by another time, a change from another."""
    said, meant = _rate(stated), _rate(source)
    if said and meant and said != meant:
        label = quoted(source.quantity)
        return Comparison(Status.CHANGED, "period", f"in the source it is {label} by {meant}")
    if said in _TIMES and not meant and stated.quantity.per:
        label = quoted(source.quantity)
        if span := _SPAN_SAID.search(source.after):
            reason = f"stated per {said}; the source gives {label} for “{span[1]}”"
            return Comparison(Status.CHANGED, "period", reason)
        reason = f"stated per {said}; the source gives {label} for no time"
        return Comparison(Status.CHANGED, "period_added", reason)
    said, meant = _named(stated, _WITHIN), _named(source, _WITHIN)
    if said and meant and said != meant:
        return Comparison(
            Status.CHANGED, "period", f"in the source it is {quoted(source.quantity)} in a {meant}"
        )
    said = _named(stated, _BASELINE)
    meant = _named(source, _BASELINE) if said else None
    if said and meant and said != meant:
        reason = f"in the source it is {quoted(source.quantity)} against the {meant} before"
        return Comparison(Status.CHANGED, "period", reason)
    return None


def _rate(mention: Mention) -> str | None:
    """Return by what a number is: as it was read, or as the words around it say."""
    behind = mention.quantity.per or _named(mention, _RATE)
    if behind:
        return behind
    before = _BEFORE.search(mention.before)
    return _ADVERBS[before[1].lower()] if before else None


def _named(mention: Mention, pattern: re.Pattern[str]) -> str | None:
    """Return the time that the words behind a number name, as its bare noun."""
    behind = _ENDS.split(mention.after[:_REACH], maxsplit=1)[0]
    found = pattern.search(behind)
    if found is None and pattern is _RATE and _IN_ALL.search(behind):
        return "the whole time"
    word = next((each for each in found.groups() if each), None) if found else None
    return _ADVERBS.get(word.lower(), word.lower()) if word else None
