"""The summary of a run as an editor reads it on the screen."""

from collections.abc import Iterator

from schemas import ArticleCounts, MergedCounts, RunSummary, SummaryPart


def summary_lines(summary: RunSummary) -> list[str]:
    """Return plain lines: what was done, what is to check, what was not processed and why."""
    return [
        *_articles(summary.articles),
        *_figures(summary.totals),
        *(_merged(summary.merged) if summary.merged else ()),
        *_cost(summary.totals),
        *_causes(summary),
    ]


def _articles(counts: ArticleCounts) -> Iterator[str]:
    parts = [f"{counts.done:,} done"]
    named = (counts.failed, "failed"), (counts.dead, "not processable"), (counts.pending, "pending")
    parts += [f"{count:,} {word}" for count, word in named if count]
    yield f"{_count(counts.total, 'article')}: {', '.join(parts)}"


def _figures(totals: SummaryPart) -> Iterator[str]:
    yield (
        f"{totals.quantities:,} quantities = {totals.covered:,} covered + {totals.swept:,} swept "
        f"+ {totals.set_aside:,} set aside"
    )
    if totals.alerts:
        listed = ", ".join(f"{each.check} ×{each.count:,}" for each in totals.alerts)
        yield f"{_count(sum(each.count for each in totals.alerts), 'alert')}: {listed}"


def _merged(counts: MergedCounts) -> Iterator[str]:
    line = f"Worklist: {_count(counts.entries, 'figure')} to check, told in {_count(counts.rows, 'place')}"
    if counts.shared:
        line += f"; {counts.shared:,} by more than one article"
    if counts.conflicting:
        line += f"; {counts.conflicting:,} with another value elsewhere"
    yield line


def _cost(totals: SummaryPart) -> Iterator[str]:
    if not totals.requests:
        return
    line = (
        f"{_count(totals.requests, 'request')}: {totals.input_tokens:,} tokens in, "
        f"{totals.output_tokens:,} out"
    )
    if totals.cost is not None:
        from pipeline.llm.prices import dollars  # noqa: PLC0415  # takes a second, and not every run asks

        line += f", {dollars(totals.cost)}"
    if totals.unpriced:
        line += f" ({_count(totals.unpriced, 'article')} unpriced)"
    yield line


def _causes(summary: RunSummary) -> Iterator[str]:
    for each in summary.causes:
        rest = each.count - len(each.examples)
        more = f" and {rest:,} more" if rest > 0 else ""
        yield f"Not processed, {each.count:,}: {each.cause} ({', '.join(each.examples)}{more})"


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
