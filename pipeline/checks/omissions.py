"""Checks of what a figure leaves out: the baseline, the time, the kind of average, the sample."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage, Reading
from pipeline.reconcile.operands import years_of
from pipeline.text.clauses import is_foretold
from pipeline.text.words import content_stems
from schemas import Part, Quantity, QuantityKind

_RELATIVE = {QuantityKind.PERCENT, QuantityKind.MULTIPLIER, QuantityKind.PERCENTAGE_POINT}
_TIMES = {QuantityKind.YEAR, QuantityKind.DATE, QuantityKind.DURATION, QuantityKind.TIME}
_MONEY = {QuantityKind.MONEY, QuantityKind.RANGE}

# --- changes ---

_BASES = frozenset(
    "from than compared since versus against annual annually previous past last same prior earlier "
    "before between relative after every each per ago year quarter decade".split()
)
"""One of these is in a sentence that says what a change is measured from."""
_MARKETS = re.compile(
    r"\b(?:shares?|stocks?|ind(?:ex|ices)|FTSE|Dow|Nasdaq|S&P|Nikkei|DAX|futures|yields?|bonds?|"
    r"traders?|trading|currency|against the (?:dollar|euro|pound|yen))\b",
    re.IGNORECASE,
)
_LEVEL = (" to", " at", " of", " below", " above")


def b05_no_baseline(passage: Passage) -> Iterator[Pitfall]:
    """Yield each change without what it is measured from; moves of markets are exempt."""
    changes = [q for q in passage.quantities if _is_relative_change(passage, q)]
    if changes and _BASES.isdisjoint(passage.words) and not _is_of_markets(passage):
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


_TIMED = frozenset({"since", "annual", "annually", "yearly", "over"})
# A risk or a price that is higher than another has not moved.
_CHANCES = frozenset("risk risks odds chance chances likelihood likely probability prone".split())


def b06_no_timeframe(passage: Passage) -> Iterator[Pitfall]:
    """Yield each change of which it is not said over what time; moves of markets are exempt."""
    changes = [q for q in passage.quantities if q.part is Part.CHANGE and q.kind in _RELATIVE]
    if not changes or any(q.kind in _TIMES or q.per or q.period for q in passage.all_quantities):
        return
    frame = passage.frame(changes[0])
    timed = (frame and frame.times) or not passage.words.isdisjoint(_TIMED | {"than"} | _CHANCES)
    if not timed and not _is_of_markets(passage):
        for quantity in changes:
            yield Pitfall(f"{quantity.text}: over what time?", (quantity,))


# --- risks ---

_NEAR_RISK = 7  # steps from a change to the word of the risk that it is of
_RISKS = frozenset(content_stems(" ".join(_CHANCES)))
_NO_HARM = frozenset({"premium", "premiums", "credit"})
"""Beside these the words of a risk are of money, not of harm."""
_SHARES = {QuantityKind.RATIO, QuantityKind.FRACTION}


def b04_relative_risk(passage: Passage) -> Iterator[Pitfall]:
    """Yield each change of a risk where no sentence by it has the risk itself."""
    if _CHANCES.isdisjoint(passage.words) or not _NO_HARM.isdisjoint(passage.words):
        return
    changes = tuple(q for q in passage.quantities if _is_risk_change(passage, q))
    if changes and not any(_has_base_rate(each, changes) for each in passage.neighbours):
        said = ", ".join(quantity.text for quantity in changes)
        yield Pitfall(f"{said}: of what risk? Ask for the rate itself, before and after", changes)


def _is_risk_change(passage: Passage, quantity: Quantity) -> bool:
    multiple, frame = quantity.kind is QuantityKind.MULTIPLIER, passage.frame(quantity)
    changed = quantity.kind is QuantityKind.PERCENT and quantity.direction is not None
    if frame is None or not (changed or multiple):
        return False
    near = {stem for stem, steps in frame.near.items() if steps <= _NEAR_RISK}
    said = _RISKS & near & frame.clause
    # More likely is a risk; what will likely grow by 2 percent is none.
    return any(not stem.startswith("likel") or frame.sides[stem] < 0 for stem in said)


def _has_base_rate(passage: Passage, changes: tuple[Quantity, ...]) -> bool:
    """Return whether a sentence gives a share that is no change: one in 100, 5 per 1,000."""
    return "absolute" in passage.words or any(
        q.kind in _SHARES
        or (q.kind is QuantityKind.COUNT and q.per)
        or (q.kind is QuantityKind.PERCENT and q.part is not Part.CHANGE)
        for q in passage.quantities
        if all(q.span != change.span for change in changes)
    )


# --- averages and totals ---

_AVERAGE = content_stems("average")[0]
_KINDS_OF_AVERAGE = frozenset({"median", "mean", "typical"})
_ON_AVERAGE = ("on", "average")
_NEAR_AVERAGE, _FAR = 6, 99  # steps
# Of counts it is the mean, as of runs and goals: the median tells more of pay, prices and times.
_AVERAGED = {QuantityKind.MONEY, QuantityKind.DURATION}


def b10_average_kind(passage: Passage) -> Iterator[Pitfall]:
    """Yield each average of which it is not said whether it is the mean or the median."""
    if any(not _KINDS_OF_AVERAGE.isdisjoint(each.words) for each in passage.neighbours):
        return
    for quantity in passage.quantities:
        frame = passage.frame(quantity) if quantity.kind in _AVERAGED else None
        if frame is None:
            continue
        near = frame.near.get(_AVERAGE, _FAR) <= _NEAR_AVERAGE and frame.sides[_AVERAGE] > 0
        if near or frame.right[:2] == _ON_AVERAGE:
            yield Pitfall(f"{quantity.text}: mean or median?", (quantity,))


_SEVERAL_YEARS = 2


def b12_multi_year_total(passage: Passage) -> Iterator[Pitfall]:
    """Yield each amount of money over several years without what it is a year."""
    if any(each.per == "year" for each in passage.quantities):
        return
    for amount, years in pairwise(passage.quantities):
        several = years.kind is QuantityKind.DURATION and years.unit == "year" and years.value
        if amount.kind is not QuantityKind.MONEY or not several or several < _SEVERAL_YEARS:
            continue
        if (amount.period or "").lower().startswith(("over ", "during ")):
            value = amount.value
            computed = value and f"{value:,f} / {several:f} = {round(value / several):,} a year"
            yield Pitfall(
                f"{amount.text} over {years.text}: how much a year?", (amount,), computed or None
            )


# --- days ---


def b13_currency_undated(passage: Passage) -> Iterator[Pitfall]:
    """Yield each amount converted in brackets where the rate has no date."""
    for amount, converted in pairwise(passage.quantities):
        both = amount.kind in _MONEY and converted.kind in _MONEY
        if not both or not amount.unit or not converted.unit or amount.unit == converted.unit:
            continue
        bracketed = passage.between(amount, converted).strip() in {"(", "[", "(or"}
        if bracketed and passage.words.isdisjoint({"rate", "rates"}):
            yield Pitfall(f"{converted.text}: converted at the rate of which day?", (converted,))


_LATEST = re.compile(
    r"\b(?:latest|current|most recent|newest|up-to-date)\s+(?:\w+\s+){0,2}?"
    r"(?:figures?|data|numbers?|statistics|survey|census|report|estimates?|count|study|results)\b"
    r"|\b(?:figures?|data|statistics|numbers) (?:currently )?available\b",
    re.IGNORECASE,
)
_STALE_YEARS = 3
_NEAR = 100  # characters from "the latest figures" to the year that they are of


def b14_stale_date(passage: Passage) -> Iterator[Pitfall]:
    """Yield the year of "latest figures" where it lies three years or more before publication."""
    latest = _LATEST.search(passage.text)
    newest = _newest_year(passage.reading) if latest else None
    if latest is None or newest is None:
        return
    for quantity in passage.all_quantities:
        at, year = passage.at(quantity.span), next(iter(years_of(quantity)), None)
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
    quantities = (quantity for passage in told for quantity in passage.all_quantities)
    return max((year for quantity in quantities for year in years_of(quantity)), default=None)


# --- polls ---

_OF_POLLS = frozenset("poll polls polled pollster pollsters survey surveys surveyed".split())
"""One of these words is in whatever tells of a poll."""
# An election is called a poll too, and what analysts expect is no sample of a people.
_NO_POLL = re.compile(
    r"\bpoll[ -]tax\w*|\bpolling\b|\b(?:to|at) the polls\b|\bpolls? (?:close|open|results?|returns|"
    r"numbers|ratings|workers?|watchers?)|\bturnout\b|\bof the votes?\b|"
    r"\bvotes? (?:cast|counted)\b|\bvoting\b|\belected\b|"
    r"\banalysts?\b|\beconomists?\b",
    re.IGNORECASE,
)
_SAMPLED = re.compile(
    r"\b(?:poll(?:s|ed)?|survey(?:s|ed)?|interview(?:s|ed)?|questioned|asked|sampled?|respondents|"
    r"participants|questionnaires?)\b",
    re.IGNORECASE,
)
_MARGIN = re.compile(r"\bmargins? of (?:sampling )?error\b|\bplus or minus\b|±|\+/-", re.IGNORECASE)
_LEADS = frozenset({"lead", "leads", "beat", "ahead", "behind"})
_NO_LEAD = frozenset({"within", "tied", "tie", "close"})
_FEWEST_ASKED = 50
_WIDEST_MARGIN = 10  # points


def b09_poll_details(passage: Passage) -> Iterator[Pitfall]:
    """Yield the percentages of a poll that is not described, and a lead that its error swallows."""
    polls = not _OF_POLLS.isdisjoint(passage.words) and not _NO_POLL.search(passage.text)
    shares = tuple(q for q in passage.quantities if q.unit == "percent")
    if polls and shares and not _is_described(passage.reading):
        said = shares[0].text if len(shares) == 1 else f"{shares[0].text} and others"
        yield Pitfall(f"{said}: how many were asked, when, with what margin of error?", shares)
    yield from _lead_within_error(passage)


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
    for passage in reading.passages:
        margin = _MARGIN.search(passage.text)
        for quantity in passage.all_quantities if margin else ():
            value = abs(quantity.value or Decimal(0))
            behind = margin is not None and passage.at(quantity.span).end > margin.end()
            if behind and 0 < value <= _WIDEST_MARGIN:
                return value
    return None


def _lead_within_error(passage: Passage) -> Iterator[Pitfall]:
    """Yield each lead in points that is less than twice the margin of error."""
    if _LEADS.isdisjoint(passage.words) or not _NO_LEAD.isdisjoint(passage.words):
        return
    margin = _margin(passage.reading)
    for quantity in passage.quantities if margin else ():
        lead = quantity.value
        if quantity.kind is QuantityKind.PERCENTAGE_POINT and margin and lead and lead < 2 * margin:
            message = (
                f"a lead of {lead:f} with a margin of error of {margin:f}: is it a lead at all?"
            )
            yield Pitfall(message, (quantity,), f"2 x {margin:f} = {2 * margin:f} > {lead:f}")


CHECKS = (
    Check(
        "B04",
        "relative-risk-only",
        "A risk is said to change by so much, and not how large it is.",
        fires="The drug raises the risk of stroke by 40%.",
        silent="The drug raises the risk of stroke by 40%, from five to seven in 1,000 patients.",
        settles="The rate itself before and after: of 1,000 people, how many?",
        find=b04_relative_risk,
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
    ),
    Check(
        "B06",
        "no-timeframe",
        "A change is given and not over what time; moves of markets are exempt.",
        fires="Crime rose by 12%.",
        silent="Crime rose by 12% in 2024.",
        settles="The first and the last day of the period.",
        find=b06_no_timeframe,
    ),
    Check(
        "B10",
        "average-kind",
        "An average of money or time is given and not said whether it is the mean or the median.",
        fires="The average pay is $52,000.",
        silent="The median pay is $52,000.",
        settles="Which average the source took; for pay and prices the median tells more.",
        find=b10_average_kind,
    ),
    Check(
        "B12",
        "multi-year-total",
        "A total of several years is given and not what it is a year.",
        fires="The state will spend £20bn over four years.",
        silent="The state will spend £20bn over four years, £5bn a year.",
        settles="The plan by years, and what was spent before.",
        find=b12_multi_year_total,
    ),
    Check(
        "B13",
        "currency-undated",
        "An amount is converted and the day of the rate is not said.",
        fires="The bridge cost £20m ($25m).",
        silent="The bridge cost £20m ($25m at the exchange rate of 3 March).",
        settles="The rate of that day.",
        find=b13_currency_undated,
    ),
    Check(
        "B14",
        "stale-date",
        "Figures called the latest are three years old or more.",
        fires="The latest figures, of 2019, count 300 boats; the port closed in 2024.",
        silent="The latest figures, of 2023, count 300 boats; the port closed in 2024.",
        settles="The newest release of the same series.",
        find=b14_stale_date,
    ),
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
