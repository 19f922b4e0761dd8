"""The summary of a run: what each article adds to it, the sum, and the lines for the screen."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path, PurePath

from pipeline.corpus.causes import Causes
from pipeline.stages.render.evidence_words import counts_line, outcomes_of
from schemas import (
    AlertCount,
    ArticleCounts,
    EvidenceCount,
    EvidenceOutcome,
    FailureCause,
    MergedCounts,
    RepeatedIds,
    Report,
    RunSummary,
    SummaryPart,
)

Price = Callable[[int, int], Decimal | None]
"""What so many input and output tokens cost in US dollars; None where that is not known."""

_COUNTED = (
    "articles", "noted", "rows", "quantities", "covered", "swept", "set_aside", "requests",
    "input_tokens", "output_tokens", "unpriced",
)  # fmt: skip


def summary_part(report: Report, price: Price | None = None) -> SummaryPart:
    """Return what one article adds to the summary; without a price its tokens are unpriced."""
    usage, ledger = report.usage, report.ledger
    requests = sum(each.answers for each in usage.prompts)  # re-asks are among them
    cost = price(usage.input_tokens, usage.output_tokens) if price and requests else None
    alerts = Counter(flag.check for flag in report.worklist.alerts)
    return SummaryPart(
        articles=1,
        noted=int(bool(report.article.notes)),
        rows=len(report.worklist.rows),
        quantities=ledger.quantities,
        covered=ledger.covered,
        swept=ledger.swept,
        set_aside=ledger.set_aside,
        alerts=_alert_counts(alerts),
        evidence=_evidence_counts(outcomes_of(report)),
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
    evidence: Counter[EvidenceOutcome] = Counter()
    cost: Decimal | None = None
    for part in parts:
        sums.update({name: getattr(part, name) for name in _COUNTED})
        alerts.update({each.check: each.count for each in part.alerts})
        evidence.update(outcomes_in(part))
        if part.cost is not None:
            cost = part.cost if cost is None else cost + part.cost
    return SummaryPart(
        **sums, alerts=_alert_counts(alerts), evidence=_evidence_counts(evidence), cost=cost
    )


def _alert_counts(alerts: Counter[str]) -> tuple[AlertCount, ...]:
    return tuple(AlertCount(check=check, count=count) for check, count in sorted(alerts.items()))


def _evidence_counts(outcomes: Counter[EvidenceOutcome]) -> tuple[EvidenceCount, ...]:
    counted = ((each, outcomes[each]) for each in EvidenceOutcome if outcomes[each])
    return tuple(EvidenceCount(outcome=each, count=count) for each, count in counted)


def outcomes_in(part: SummaryPart) -> Counter[EvidenceOutcome]:
    """Return of how many figures each outcome was found."""
    return Counter({each.outcome: each.count for each in part.evidence})


def left_out_in(file: Path) -> tuple[FailureCause, ...]:
    """Return the files that an earlier run left out, from its summary; none if it has none."""
    with suppress(OSError, ValueError):
        return RunSummary.model_validate_json(file.read_text(encoding="utf-8")).left_out
    return ()


def group_causes(failures: Iterable[tuple[str, str]]) -> tuple[FailureCause, ...]:
    """Return why articles were not processed, the most frequent cause first.

    `failures` are where an article came from and the error's text, in the order of the corpus. Two
    causes are one that differ only in the article's name or in numbers.
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


NOT_PROCESSED, LEFT_OUT = "Not processed", "Left out"
"""What is said of articles that failed, and of files that are none."""


def summary_lines(summary: RunSummary) -> list[str]:
    """Return plain lines: what was done, what is to check, what was not processed and why."""
    return [
        *_articles(summary.articles),
        *_noted(summary.totals),
        *_figures(summary.totals),
        *filter(None, [counts_line(outcomes_in(summary.totals))]),
        *(_merged(summary.merged) if summary.merged else ()),
        *_cost(summary.totals),
        *_repeated(summary.repeated_ids),
        *cause_lines(LEFT_OUT, summary.left_out),
        *cause_lines(NOT_PROCESSED, summary.causes),
    ]


def _articles(counts: ArticleCounts) -> Iterator[str]:
    parts = [f"{counts.done:,} done"]
    named = (counts.failed, "failed"), (counts.dead, "not processable"), (counts.pending, "pending")
    parts += [f"{count:,} {word}" for count, word in named if count]
    yield f"{counted(counts.total, 'article')}: {', '.join(parts)}"


def _noted(totals: SummaryPart) -> Iterator[str]:
    if totals.noted:
        yield (
            f"{counted(totals.noted, 'article')} with little text of an article (a teaser, a front "
            "page) or of many (a live blog): the notes of each result say which"
        )


def _figures(totals: SummaryPart) -> Iterator[str]:
    yield (
        f"{counted(totals.quantities, 'quantity', 'quantities')} = {totals.covered:,} covered "
        f"+ {totals.swept:,} swept + {totals.set_aside:,} set aside"
    )
    if totals.alerts:
        listed = ", ".join(f"{each.check} ×{each.count:,}" for each in totals.alerts)
        yield f"{counted(sum(each.count for each in totals.alerts), 'alert')}: {listed}"


def _merged(counts: MergedCounts) -> Iterator[str]:
    places = counted(counts.rows, "place")
    line = f"Worklist: {counted(counts.entries, 'figure')} to check, told in {places}"
    if counts.shared:
        line += f"; {counts.shared:,} by more than one article"
    if counts.conflicting:
        line += f"; {counts.conflicting:,} with another value elsewhere"
    yield line


def _cost(totals: SummaryPart) -> Iterator[str]:
    if not totals.requests:
        return
    line = (
        f"The results rest on {counted(totals.requests, 'answer')}: "
        f"{totals.input_tokens:,} tokens in, {totals.output_tokens:,} out"
    )
    if totals.cost is not None:
        # It takes a second, and not every run asks.
        from pipeline.llm.prices import dollars  # noqa: PLC0415

        line += f", {dollars(totals.cost)}"
    if totals.unpriced:
        line += f" ({counted(totals.unpriced, 'article')} unpriced)"
    yield line


def _repeated(ids: RepeatedIds) -> Iterator[str]:
    if ids.count:
        yield f"Ids given more than once, {ids.count:,}: {_named(ids.examples, ids.count)}"


def cause_lines(what: str, causes: Iterable[FailureCause]) -> Iterator[str]:
    """Yield a line a cause: "Not processed, 3: it is empty … (a.txt, b.txt, c.txt)"."""
    for each in causes:
        yield f"{what}, {each.count:,}: {each.cause} ({_named(each.examples, each.count)})"


def _named(examples: Sequence[str], count: int) -> str:
    rest = count - len(examples)
    return ", ".join(examples) + (f" and {rest:,} more" if rest > 0 else "")


def counted(count: int, noun: str, several: str = "") -> str:
    """Return a number with its noun: "1 article", "2 articles"."""
    return f"{count:,} {noun if count == 1 else several or f'{noun}s'}"
