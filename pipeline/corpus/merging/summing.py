"""Summing: what each article adds to the summary of a run, and the summary."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import PurePath
from typing import NamedTuple

from pipeline.corpus.causes import Causes
from schemas import (
    AlertCount,
    ArticleCounts,
    FailureCause,
    MergedCounts,
    Report,
    RunSummary,
    SummaryPart,
)

Price = Callable[[int, int], Decimal | None]
"""What so many input and output tokens cost in US dollars; None where that is not known."""

_COUNTED = (
    "articles", "rows", "quantities", "covered", "swept", "set_aside", "requests", "input_tokens",
    "output_tokens", "unpriced",
)  # fmt: skip


class Failure(NamedTuple):
    """An article that was not processed: where it came from, and the error's text."""

    source: str
    cause: str


def summary_part(report: Report, price: Price | None = None) -> SummaryPart:
    """Return what one article adds to the summary; without a price its tokens are unpriced."""
    usage, ledger = report.usage, report.ledger
    requests = sum(each.answers for each in usage.prompts)  # re-asks are among them
    cost = price(usage.input_tokens, usage.output_tokens) if price and requests else None
    alerts = Counter(flag.check for flag in report.worklist.alerts)
    return SummaryPart(
        articles=1,
        rows=len(report.worklist.rows),
        quantities=ledger.quantities,
        covered=ledger.covered,
        swept=ledger.swept,
        set_aside=ledger.set_aside,
        alerts=_alert_counts(alerts),
        requests=requests,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cost=cost,
        unpriced=int(bool(requests) and cost is None),
    )


def add_up(parts: Iterable[SummaryPart]) -> SummaryPart:
    """Return the sum of parts, in any order and any grouping; of none, a part of zeros."""
    sums: Counter[str] = Counter()
    alerts: Counter[str] = Counter()
    cost: Decimal | None = None
    for part in parts:
        sums.update({name: getattr(part, name) for name in _COUNTED})
        alerts.update({each.check: each.count for each in part.alerts})
        if part.cost is not None:
            cost = part.cost if cost is None else cost + part.cost
    return SummaryPart(**sums, alerts=_alert_counts(alerts), cost=cost)


def _alert_counts(alerts: Counter[str]) -> tuple[AlertCount, ...]:
    return tuple(AlertCount(check=check, count=count) for check, count in sorted(alerts.items()))


def run_summary(
    counts: ArticleCounts,
    totals: SummaryPart,
    failures: Iterable[Failure],
    merged: MergedCounts | None,
) -> RunSummary:
    """Return the summary of a run; the failures come in the order of the corpus."""
    return RunSummary(articles=counts, totals=totals, causes=group_causes(failures), merged=merged)


def group_causes(failures: Iterable[Failure]) -> tuple[FailureCause, ...]:
    """Return why articles were not processed, the most frequent cause first.

    Two causes are one that differ only in the article's name or in numbers.
    """
    causes = Causes()
    for source, cause in failures:
        causes.add(_without_name(cause, source), source)
    return causes.ordered()


def _without_name(cause: str, source: str) -> str:
    """Return the text of an error without the article that it names, quoted or not."""
    for name in dict.fromkeys((source, PurePath(source).name)):
        if name:
            cause = re.sub(rf"^{re.escape(name)}:\s+", "", cause)
            for quoted in (repr(name), f'"{name}"', f"“{name}”", name):
                cause = cause.replace(quoted, "it")
    return cause
