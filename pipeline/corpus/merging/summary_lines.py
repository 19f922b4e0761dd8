"""The summary of a run as an editor reads it on the screen."""

from collections.abc import Iterable, Iterator, Sequence

from schemas import ArticleCounts, FailureCause, MergedCounts, RepeatedIds, RunSummary, SummaryPart

NOT_PROCESSED, LEFT_OUT = "Not processed", "Left out"
"""What is said of articles that failed, and of files that are none."""


def summary_lines(summary: RunSummary) -> list[str]:
    """Return plain lines: what was done, what is to check, what was not processed and why."""
    return [
        *_articles(summary.articles),
        *_figures(summary.totals),
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
    yield f"{_count(counts.total, 'article')}: {', '.join(parts)}"


def _figures(totals: SummaryPart) -> Iterator[str]:
    yield (
        f"{_count(totals.quantities, 'quantity', 'quantities')} = {totals.covered:,} covered + {totals.swept:,} swept "
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
        f"The results rest on {_count(totals.requests, 'answer')}: {totals.input_tokens:,} tokens in, "
        f"{totals.output_tokens:,} out"
    )
    if totals.cost is not None:
        from pipeline.llm.prices import dollars  # noqa: PLC0415  # takes a second, and not every run asks

        line += f", {dollars(totals.cost)}"
    if totals.unpriced:
        line += f" ({_count(totals.unpriced, 'article')} unpriced)"
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


def _count(count: int, noun: str, several: str = "") -> str:
    return f"{count:,} {noun if count == 1 else several or f'{noun}s'}"
