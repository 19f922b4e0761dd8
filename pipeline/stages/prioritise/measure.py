"""Measure: what a figure is of, in the article's words."""

import re

from pipeline.stages.prioritise.figure import Figure
from pipeline.stages.prioritise.measure_words import (
    amount_compared,
    baseline_in,
    is_changed_by,
    measured_words,
    named_after,
    period_near,
)
from pipeline.text.clauses import split_clauses
from schemas import ChangeKind, ClaimType, Measure, Part, Quantity, QuantityKind

_CHANGES = {
    QuantityKind.PERCENT: ChangeKind.RELATIVE,
    QuantityKind.PERCENTAGE_POINT: ChangeKind.POINTS,
    QuantityKind.MULTIPLIER: ChangeKind.MULTIPLE,
}
_SHARES = {QuantityKind.PERCENT, QuantityKind.FRACTION, QuantityKind.RATIO}
_COUNTS = {QuantityKind.COUNT, QuantityKind.VAGUE, QuantityKind.RANGE, QuantityKind.RATIO}
# A figure by itself has no change kind when it is a length of time, a rank or a name.
_AMOUNTS = {*_CHANGES, *_COUNTS, QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.DURATION}
_COMPARED = re.compile(
    r"^\s*(?:percentage points?\s)?(?:more|less|fewer|higher|lower|longer|shorter|larger|smaller|"
    r"above|below|up|down|"
    r"increase|rise|fall|drop|cut|decline|growth|jump|reduction)\b"
)
_PREDICATE = re.compile(
    r"^\s+(?:also\s|now\s)?(?P<does>(?!(?:in|of|for|at|on|to|from|by|with|and|or|who|which|that|"
    r"more|less|"
    r"fewer|are|is|was|were|will|would|between|since|over|during|under|last|this|next|before|after|"
    r"as|than)\b)[a-z][\w’'-]*[^,;:.()“”\"]{2,60}?)(?=[,;:.()“”\"]|$)"
)
_PLACE = re.compile(
    r"\s(?:in|across|throughout)\s(?P<place>(?:the\s)?(?:city|country|region|state|county|town|"
    r"district|world|"
    r"capital|province|village|area|nation|European Union|eurozone)\b|"
    r"(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)"
)
_PLACE_FIRST = re.compile(rf"^{_PLACE.pattern}")
_TIMES = re.compile(
    r"(?:the\s)?(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|"
    r"Satur|Sun)\w*"
)
_REACH = 300  # characters to either side
_SPACE = re.compile(r"(?: (?=\s)|[^\S ])\s*")
"""White space but for a single blank, which may stay."""
_HARD_BORDER = re.compile(r"[;:“”\"()—–]")


def measure_of(figure: Figure) -> Measure:
    """Return what is measured, of whom, for what time, from what."""
    before, after = _clause(figure)
    quantity = figure.quantity
    is_time = quantity.kind in {QuantityKind.DURATION, QuantityKind.AGE}
    change = _change(quantity, before, after)
    baseline = _baseline(quantity, before, after, change)
    period = quantity.period or (None if is_time else period_near(before, after))
    return Measure(
        measure=_measure(quantity, before, after) or _compared_with(figure, before, after),
        population=_population(quantity, before, after),
        period=None if _is_of_baseline(period, baseline) else period,
        baseline=baseline,
        change=change,
    )


def _baseline(quantity: Quantity, before: str, after: str, change: ChangeKind | None) -> str | None:
    """Return what a change starts from; None of what is no change, and of the start itself."""
    if quantity.part is Part.ORIGIN or not (change or quantity.direction):
        return None
    clause = before + quantity.text + after
    found = baseline_in(clause, len(before) + len(quantity.text))
    return None if found is None or quantity.text in found else found


def _is_of_baseline(period: str | None, baseline: str | None) -> bool:
    """Return whether a time is that of the baseline; "since 2019" is both."""
    return bool(period and baseline and period in baseline and not period.startswith("since"))


def _compared_with(figure: Figure, before: str, after: str) -> str | None:
    """Return what the figure before counts, where this one says how much less or more that is."""
    if not before.rstrip().endswith(",") or not _COMPARED.match(after):
        return None
    start = figure.main.span.start
    nouns = [q.quantity.noun for q in figure.beside if q.span.end <= start and q.quantity.checkable]
    return nouns[-1] if nouns else None


def _clause(figure: Figure) -> tuple[str, str]:
    """Return the words before and behind a figure, up to a hard mark on either side."""
    home = next(clause for clause in split_clauses(figure.reading) if figure.at.start < clause.end)
    start, end = figure.at.start, figure.at.end
    before = figure.reading[max(home.start, start - _REACH) : start]
    after = figure.reading[end : min(max(home.end, end), end + _REACH)]
    return (
        _SPACE.sub(" ", _HARD_BORDER.split(before)[-1]),
        _SPACE.sub(" ", _HARD_BORDER.split(after, maxsplit=1)[0]),
    )


def _measure(quantity: Quantity, before: str, after: str) -> str | None:
    """Return what is measured; of a count what is counted, of a share what the sharers do."""
    noun = quantity.noun
    if quantity.kind is QuantityKind.MULTIPLIER:
        return measured_words(before + quantity.text, after)
    if quantity.kind in _SHARES and (noun or quantity.kind is QuantityKind.RATIO):
        behind = _PLACE_FIRST.sub("", after.partition(noun)[2] if noun else after)
        does = _PREDICATE.match(behind)
        return (does["does"].strip() if does else measured_words(before, after)) or noun
    if quantity.kind in _COUNTS and noun:
        return noun
    if quantity.kind is QuantityKind.MEASURE and noun:
        return noun
    found = measured_words(before, after)
    if found is None and quantity.kind is QuantityKind.DURATION:
        return amount_compared(before)
    if found is None and quantity.kind is QuantityKind.MONEY:
        found = named_after(after)
    return found or noun


def _population(quantity: Quantity, before: str, after: str) -> str | None:
    """Return of whom or of what whole: the whole of a ratio, the noun of a share, the place."""
    words = " ".join(quantity.text.split())
    if quantity.kind is QuantityKind.RATIO and quantity.whole:
        whole = re.split(r"\b(?:of|out of|in)\s", words, maxsplit=1)[-1]
        return f"{whole} {quantity.noun}" if quantity.noun else whole
    if quantity.kind in _SHARES and quantity.noun:
        place = _PLACE_FIRST.match(after.partition(quantity.noun)[2])
        return quantity.noun + (place[0] if place else "")
    for side in (after, before):
        places = [p["place"] for p in _PLACE.finditer(side) if not _TIMES.match(p["place"])]
        if places:
            return places[0] if side is after else places[-1]
    return None


def _change(quantity: Quantity, before: str, after: str) -> ChangeKind | None:
    if quantity.part in {Part.LEVEL, Part.ORIGIN} or quantity.kind not in _AMOUNTS:
        return None
    points = quantity.kind is QuantityKind.PERCENTAGE_POINT and quantity.direction is not None
    compared = _COMPARED.match(after) or is_changed_by(before)
    is_change = quantity.part is Part.CHANGE or points or compared
    multiple = quantity.kind is QuantityKind.MULTIPLIER
    return _CHANGES.get(quantity.kind, ChangeKind.ABSOLUTE) if is_change or multiple else None


def claim_type_of(figure: Figure, measure: Measure) -> ClaimType:
    """Return what sort of numeric claim it is."""
    quantity = figure.quantity
    compares = quantity.kind is QuantityKind.MULTIPLIER or measure.baseline is not None
    if compares or any(flag.check == "C05" for flag in figure.flags):
        return ClaimType.COMPARISON
    if quantity.kind is QuantityKind.RANGE:
        return ClaimType.INTERVAL
    if quantity.kind in {QuantityKind.DURATION, QuantityKind.AGE}:
        return ClaimType.TEMPORAL
    return ClaimType.STATISTICAL
