"""Checks of what a figure leaves out: the baseline, the time, the kind of average, the day."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from pipeline.checks.check import Check, Pitfall, needs
from pipeline.checks.passage import Passage, Reading
from pipeline.text.clauses import is_foretold
from schemas import Part, Quantity, QuantityKind

_RELATIVE = {QuantityKind.PERCENT, QuantityKind.MULTIPLIER, QuantityKind.PERCENTAGE_POINT}
_TIMES = {QuantityKind.YEAR, QuantityKind.DATE, QuantityKind.DURATION, QuantityKind.TIME}
_MONEY = {QuantityKind.MONEY, QuantityKind.RANGE}

# --- changes ---

_BASELINE = re.compile(
    r"\b(?:from|than|compared|since|versus|against|year[- ]on[- ]year|annual\w*|a year|previous|"
    r"over the (?:past|last|same)|last (?:year|month|week|quarter)|prior|earlier|before|pre-\w+|"
    r"between|in the (?:year|month|quarter|decade) to|relative to|after|every|each|per)\b",
    re.IGNORECASE,
)
_MARKETS = re.compile(
    r"\b(?:shares?|stocks?|ind(?:ex|ices)|FTSE|Dow|Nasdaq|S&P|Nikkei|DAX|futures|yields?|bonds?|"
    r"traders?|trading|currency|against the (?:dollar|euro|pound|yen))\b",
    re.IGNORECASE,
)
_LEVEL = (" to", " at", " of", " below", " above")


def b05_no_baseline(passage: Passage) -> Iterator[Pitfall]:
    """Yield each change without what it is measured from; moves of markets are exempt."""
    changes = [q for q in passage.quantities if _is_relative_change(passage, q)]
    if changes and not _BASELINE.search(passage.text) and not _is_of_markets(passage):
        for quantity in changes:
            yield Pitfall(f"{quantity.text}: a change from what?", (quantity,))


def _is_of_markets(passage: Passage) -> bool:
    """Return whether prices of a market move; what moved may be said a sentence before."""
    return any(_MARKETS.search(each.text) for each in passage.neighbours)


def _is_relative_change(passage: Passage, quantity: Quantity) -> bool:
    """Return whether the number is how much, not up to what level: "by 5%", "a 5% rise"."""
    moved = quantity.direction or quantity.kind is QuantityKind.MULTIPLIER
    level = passage.before(quantity).rstrip().lower().endswith(_LEVEL)
    return quantity.kind in _RELATIVE and bool(moved) and not level


_TIMED = re.compile(
    r"\b(?:a|per|each|every) (?:day|week|month|quarter|year|season)\b|\b(?:last|this|next|past|"
    r"same|"
    r"previous) (?:day|week|month|quarter|year|season|decade|spring|summer|autumn|fall|winter)\b|"
    r"\bsince\b|\bago\b|\b(?:annual|year|month|week|dai|quarter|hour)ly\b|\byear[- ]on[- ]year\b|"
    r"\b(?:to|yester)day\b|\bannual\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|"
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\b|"
    r"\bovernight\b|\bearlier\b|\bso far\b|\bover (?:the|a)\b|\bin the \w+ to\b"
)
# A risk or a price that is higher than another has not moved.
_CHANCE = re.compile(r"\b(?:risks?|likely|likelihood|chances?|odds|than)\b", re.IGNORECASE)


def b06_no_timeframe(passage: Passage) -> Iterator[Pitfall]:
    """Yield each change of which it is not said over what time; moves of markets are exempt."""
    changes = [q for q in passage.quantities if q.part is Part.CHANGE and q.kind in _RELATIVE]
    if not changes or any(q.kind in _TIMES or q.per or q.period for q in passage.all_quantities):
        return
    if _TIMED.search(passage.text) or _CHANCE.search(passage.text) or _is_of_markets(passage):
        return
    for quantity in changes:
        yield Pitfall(f"{quantity.text}: over what time?", (quantity,))


# --- risks ---

_OF_RISKS = ("risk", "odds", "chance", "likel", "probability", "prone")
"""One of these stands in whatever tells of a risk."""
_RISK = r"(?:risks?|odds|chances?|likelihood|probability)"
# As in: 40% more likely, 40% higher risk, a threefold increase in the risk, doubles her chances.
_RISK_BEHIND = re.compile(
    r"\s+(?:(?:(?:as|more|less)\s+)?(?:likely|unlikely|likelier|at risk|prone)|"
    r"(?:(?:higher|lower|greater|increased?|reduced|reduction|rise|fall|drop|decrease|more|less|in|"
    r"of|"
    rf"the|a|an|their|his|her|its|your|our|people|s|’s|'s)\s+)*{_RISK})\b",
    re.IGNORECASE,
)
# As in: the risk of stroke rose by 40%, cut the odds of dying by half.
_RISK_BEFORE = re.compile(
    rf"\b{_RISK}\s+(?:of|for|that|to|in)?(?:\s+[\w’'-]+){{0,8}}\s*(?:by\s+)?\S*\s*$", re.IGNORECASE
)
# Here the words are of money, not of harm.
_NO_HARM = re.compile(
    r"\brisk\s+(?:premiums?|appetite|management|assets?|weight\w*)\b|\b(?:credit|at)\s+risk\b",
    re.IGNORECASE,
)
_BASE_RATE = re.compile(
    r"\b(?:absolute risk|base ?(?:line )?rate|baseline|in every|per (?:\d[\d,]*|thousand|million)|"
    r"out of (?:every )?[\d\w]+)\b",
    re.IGNORECASE,
)
_SHARES = {QuantityKind.RATIO, QuantityKind.FRACTION}


def b04_relative_risk(passage: Passage) -> Iterator[Pitfall]:
    """Yield each change of a risk where no sentence by it has the risk itself."""
    if not any(each in passage.lower for each in _OF_RISKS):
        return
    changes = tuple(q for q in passage.quantities if _is_risk_change(passage, q))
    if not changes or _NO_HARM.search(passage.text):
        return
    if not any(_has_base_rate(each, changes) for each in passage.neighbours):
        said = ", ".join(quantity.text for quantity in changes)
        yield Pitfall(f"{said}: of what risk? Ask for the rate itself, before and after", changes)


def _is_risk_change(passage: Passage, quantity: Quantity) -> bool:
    multiple = quantity.kind is QuantityKind.MULTIPLIER
    if quantity.kind is not QuantityKind.PERCENT and not multiple:
        return False
    if _RISK_BEHIND.match(passage.after(quantity)):
        return quantity.direction is not None or multiple
    changed = quantity.part is Part.CHANGE or multiple
    return changed and bool(_RISK_BEFORE.search(passage.before(quantity, 200)))


def _has_base_rate(passage: Passage, changes: tuple[Quantity, ...]) -> bool:
    """Return whether a sentence gives a share that is no change: one in 100, 5 per 1,000."""
    return bool(_BASE_RATE.search(passage.text)) or any(
        q.kind in _SHARES or (q.kind is QuantityKind.PERCENT and q.part is not Part.CHANGE)
        for q in passage.quantities
        if all(q.span != change.span for change in changes)
    )


# --- averages and totals ---

_AVERAGES = "average averages averaged averaging"
_AVERAGE = re.compile(rf"\b(?:{_AVERAGES.replace(' ', '|')})\b(?P<rest>[^\d,;]*)$", re.IGNORECASE)
_NO_AVERAGE = re.compile(
    r"\b(?:moving|weighted|than|industrial)\s+average\b|\b(?:above|below)[- ](?:the\s+)?average\b",
    re.IGNORECASE,
)
_KIND_OF_AVERAGE = re.compile(r"\b(?:median|mean|typical)\b", re.IGNORECASE)
_ON_AVERAGE = re.compile(r"\s+(?:\w+\s+)?on average\b")
# Of counts it is the mean, as of runs and goals: the median tells more of pay, prices and times.
_AVERAGED = {QuantityKind.MONEY, QuantityKind.DURATION}


def b10_average_kind(passage: Passage) -> Iterator[Pitfall]:
    """Yield each average of which it is not said whether it is the mean or the median."""
    if _NO_AVERAGE.search(passage.text):
        return
    if any(_KIND_OF_AVERAGE.search(each.text) for each in passage.neighbours):
        return
    for quantity in passage.quantities:
        behind = _ON_AVERAGE.match(passage.after(quantity))
        if quantity.kind in _AVERAGED and (behind or _AVERAGE.search(passage.before(quantity))):
            yield Pitfall(f"{quantity.text}: mean or median?", (quantity,))


_EACH_YEAR = re.compile(
    r"\b(?:a|per|each|every|one) year\b|\bannual\w*\b|\byearly\b|\bper annum\b|-a-year\b",
    re.IGNORECASE,
)
_SEVERAL_YEARS = 2


def b12_multi_year_total(passage: Passage) -> Iterator[Pitfall]:
    """Yield each amount of money over several years without what it is a year."""
    for amount, years in pairwise(passage.quantities):
        several = years.kind is QuantityKind.DURATION and years.unit == "year" and years.value
        if amount.kind is not QuantityKind.MONEY or not several or several < _SEVERAL_YEARS:
            continue
        spread = (amount.period or "").lower().startswith(("over ", "during "))
        if spread and not _EACH_YEAR.search(passage.text):
            value = amount.value
            computed = value and f"{value:,f} / {several:f} = {round(value / several):,} a year"
            yield Pitfall(
                f"{amount.text} over {years.text}: how much a year?", (amount,), computed or None
            )


# --- days ---

_BRACKET = re.compile(r"\s*[(\[]\s*(?:or |about |roughly |around |some )*$", re.IGNORECASE)
_RATE_DATED = re.compile(
    r"\b(?:exchange|conversion|current|today[’']s|(?:at|of) the) rates?\b", re.IGNORECASE
)


def b13_currency_undated(passage: Passage) -> Iterator[Pitfall]:
    """Yield each amount converted in brackets where the rate has no date."""
    for amount, converted in pairwise(passage.quantities):
        both = amount.kind in _MONEY and converted.kind in _MONEY
        if not both or not amount.unit or not converted.unit or amount.unit == converted.unit:
            continue
        bracketed = _BRACKET.fullmatch(passage.between(amount, converted))
        if bracketed and not _RATE_DATED.search(passage.text):
            yield Pitfall(f"{converted.text}: converted at the rate of which day?", (converted,))


_LATEST = re.compile(
    r"\b(?:latest|current|most recent|newest|up-to-date)\s+(?:\w+\s+){0,2}?"
    r"(?:figures?|data|numbers?|statistics|survey|census|report|estimates?|count|study|results)\b"
    r"|\b(?:figures?|data|statistics|numbers) (?:currently )?available\b",
    re.IGNORECASE,
)
_NEW = "latest current recent newest date available"
"""Without one of these words figures are not called the latest."""
_STALE_YEARS = 3
_NEAR = 100  # characters from "the latest figures" to the year that they are of
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d(?!\d)")


def b14_stale_date(passage: Passage) -> Iterator[Pitfall]:
    """Yield the year of "latest figures" where it lies three years or more before publication."""
    latest = _LATEST.search(passage.text)
    newest = _newest_year(passage.reading) if latest else None
    if latest is None or newest is None:
        return
    for quantity in passage.all_quantities:
        at, year = passage.at(quantity.span), _year(quantity)
        near = max(at.start, latest.start()) - min(at.end, latest.end()) < _NEAR
        start, end = min(at.start, latest.start()), max(at.end, latest.end())
        same = near and ";" not in passage.text[start:end]
        if same and year is not None and newest - year >= _STALE_YEARS:
            message = f"“{' '.join(latest[0].split())}” of {year}: is there anything newer?"
            yield Pitfall(message, (quantity,), f"{newest} - {year} = {newest - year} years")
            return


@lru_cache(maxsize=2)
def _newest_year(reading: Reading) -> int | None:
    """Return the year of publication; where it is unknown, the newest that the article tells of."""
    if reading.published:
        return reading.published.year
    told = (each for each in reading.passages if not is_foretold(each.text))
    years = (_year(quantity) for passage in told for quantity in passage.all_quantities)
    return max((year for year in years if year is not None), default=None)


def _year(quantity: Quantity) -> int | None:
    """Return the year of a date as far as it is known."""
    said = quantity.kind in {QuantityKind.YEAR, QuantityKind.DATE}
    year = _YEAR.match(quantity.date or "") if said else None
    return int(year[0]) if year else None


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
        needs=needs(*_RELATIVE),
    ),
    Check(
        "B10",
        "average-kind",
        "An average of money or time is given and not said whether it is the mean or the median.",
        fires="The average pay is $52,000.",
        silent="The median pay is $52,000.",
        settles="Which average the source took; for pay and prices the median tells more.",
        find=b10_average_kind,
        needs=needs(*_AVERAGED, words=_AVERAGES),
    ),
    Check(
        "B12",
        "multi-year-total",
        "A total of several years is given and not what it is a year.",
        fires="The state will spend £20bn over four years.",
        silent="The state will spend £20bn over four years, £5bn a year.",
        settles="The plan by years, and what was spent before.",
        find=b12_multi_year_total,
        needs=needs(QuantityKind.MONEY, numbers=2),
    ),
    Check(
        "B13",
        "currency-undated",
        "An amount is converted and the day of the rate is not said.",
        fires="The bridge cost £20m ($25m).",
        silent="The bridge cost £20m ($25m at the exchange rate of 3 March).",
        settles="The rate of that day.",
        find=b13_currency_undated,
        needs=needs(*_MONEY, numbers=2),
    ),
    Check(
        "B14",
        "stale-date",
        "Figures called the latest are three years old or more.",
        fires="The latest figures, of 2019, count 300 boats; the port closed in 2024.",
        silent="The latest figures, of 2023, count 300 boats; the port closed in 2024.",
        settles="The newest release of the same series.",
        find=b14_stale_date,
        needs=needs(words=_NEW),
    ),
)
