"""The order of the worklist, beside two orders that cost nothing: average precision.

`python -m bench.priority`. The development sets, those from elsewhere where FACTDESK_BENCH_DATA
holds them:

- Our own articles (bench/data/recon, later). By rule, a figure counts where a statement on the
  article rests on it: a summariser thought it worth stating. Each article is one ranking; shown is
  the mean over articles, and the middle 95 % of a thousand means over articles drawn anew.
- News articles with the summaries of three writers each (`prose/briefs`): a figure counts where a
  summary has it.
- Sentences of debates labelled check-worthy or not (CheckThat! 2024, `checkworthy/ct24_dev.jsonl`):
  one ranking; a sentence with figures stands by its best row, another by `checkworthiness`.
- Sentences of six debates and speeches that fact-checking organisations picked or not
  (`prose/claimrank`): a ranking each.

The baselines are the order of the text and the count of numbers in the sentence.
"""

import gzip
import json
import random
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from bench import labelled
from bench.table import percent, table
from pipeline import (
    ExtractiveDrafter,
    article_from_text,
    check_statement,
    fact_check,
    find_quantities,
)
from pipeline.text.checkworthy import checkworthiness, is_checkworthy
from pipeline.text.words import content_stems
from schemas import Article, ClaimKind, DeskSettings, Report, Row, Status, TextSpan

_SEED = "factdesk"
_DRAWS = 1000
_MIDDLE = (0.025, 0.975)
BRIEFS, CLAIM_RANK = "prose/briefs.jsonl.gz", "prose/claimrank.jsonl.gz"
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'])")
_HELD = {Status.EXACT, Status.REFORMATTED, Status.ROUNDED, Status.WITHIN_BOUND}
_LEAST_ROWS = 4
_ALONE = 1.5
"""A sentence alone has no place in an article: its row reaches a third of the points at most."""


class Ranking(NamedTuple):
    """For each order of the same items, whether each item is wanted, the first item first."""

    ours: Sequence[bool]
    in_text: Sequence[bool]
    by_count: Sequence[bool]


class Labelled(NamedTuple):
    """A sentence and whether it is worth checking."""

    text: str
    wanted: bool


def average_precision(wanted: Sequence[bool]) -> float:
    """Return the mean of the precision at each wanted item; NaN where none is wanted."""
    places = [at for at, want in enumerate(wanted, start=1) if want]
    shares = [found / at for found, at in enumerate(places, start=1)]
    return mean(shares) if shares else float("nan")


def article_rankings(folder: str) -> list[Ranking]:
    """Return the rankings of our articles of a folder that have a wanted and an unwanted row."""
    stated: dict[str, list[tuple[str, str]]] = {}
    for case in labelled.rows(labelled.HERE / folder / "cases.jsonl"):
        passages = [n["source_text"] for n in case["numbers"] if n["source_text"]]
        stated.setdefault(case["article"], []).extend(
            (each, case["statement"]) for each in passages
        )
    found = []
    for name, text in labelled.articles(folder).items():
        report = fact_check(article_from_text(text), drafter=ExtractiveDrafter())
        ranking = _ranking(report, stated.get(name, []))
        if 0 < sum(ranking.ours) < len(ranking.ours):
            found.append(ranking)
    return found


def _ranking(report: Report, stated: list[tuple[str, str]]) -> Ranking:
    places = [_place(report.article, *passage) for passage in stated]
    return _orders(report.worklist.rows, [place for place in places if place is not None])


def _orders(rows: Sequence[Row], spans: Sequence[TextSpan]) -> Ranking:
    """Return the rows in each order; wanted are those that have a place in one of the spans."""
    wanted = {row.row_id: any(rests_on(row, span) for span in spans) for row in rows}
    in_text = sorted(rows, key=lambda row: row.quantity.span.start)
    by_count = sorted(in_text, key=lambda row: -len(find_quantities(row.quote)))
    return Ranking(*([wanted[row.row_id] for row in order] for order in (rows, in_text, by_count)))


def summarised(
    path: Path, desk: DeskSettings
) -> list[tuple[tuple[Row, ...], tuple[TextSpan, ...]]]:
    """Return of each news article the rows of its worklist and the spans that a summary holds.

    Articles of fewer than four rows are left out, and those where all rows or none are wanted.
    """
    sources = {row["source_id"]: row["source"] for row in _packed(_sources(path))}
    found = []
    for row in _packed(path):
        article = article_from_text(sources[row["source_id"]])
        rows = fact_check(article, drafter=ExtractiveDrafter(), desk=desk).worklist.rows
        spans = tuple(span for summary in row["summaries"] for span in _held(summary, article))
        wanted = sum(any(rests_on(row, span) for span in spans) for row in rows)
        if len(rows) >= _LEAST_ROWS and 0 < wanted < len(rows):
            found.append((rows, spans))
    return found


def _held(summary: str, article: Article) -> list[TextSpan]:
    """Return the places of the article's figures that a summary gives."""
    findings = [
        finding
        for sentence in _SENTENCE.split(summary.strip())
        for finding in check_statement(sentence, article).findings
    ]
    return [place for finding in findings if finding.status in _HELD for place in finding.source]


def _sources(path: Path) -> Path:
    return path.with_name(path.name.replace(".jsonl.gz", ".sources.jsonl.gz"))


def _packed(path: Path) -> list[labelled.Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def claim_rank(path: Path) -> dict[str, list[Labelled]]:
    """Return the sentences of each debate or speech; wanted where an organisation checked one."""
    found: dict[str, list[Labelled]] = {}
    for row in _packed(path):
        found.setdefault(row["doc"], []).append(Labelled(row["text"], row["organisations"] > 0))
    return found


def _place(article: Article, passage: str, statement: str) -> TextSpan | None:
    """Return where a passage stands; of several places the one whose sentence shares most words."""
    words = set(content_stems(statement))
    found = [
        (_shared(article, each.start(), words), TextSpan(start=each.start(), end=each.end()))
        for each in re.finditer(rf"(?<!\w){re.escape(passage)}(?!\w)", article.text)
    ]
    return max(found, key=lambda each: each[0])[1] if found else None


def _shared(article: Article, offset: int, words: set[str]) -> int:
    home = next((s for s in article.sentences if s.span.start <= offset < s.span.end), None)
    return len(words & set(content_stems(article.plain(home.span)))) if home else 0


def rests_on(row: Row, span: TextSpan) -> bool:
    """Return whether a row has a place in the span."""
    return any(p.span.start < span.end and span.start < p.span.end for p in row.places)


def sentence_ranking(sentences: Sequence[Labelled]) -> Ranking:
    """Return the ranking of sentences by what each one alone would score."""
    scores = [priority(each.text) for each in sentences]
    counts = [len(find_quantities(each.text)) for each in sentences]
    return Ranking(
        ours=_ordered(sentences, scores),
        in_text=[each.wanted for each in sentences],
        by_count=_ordered(sentences, counts),
    )


def priority(sentence: str) -> float:
    """Return from 0 up how soon a sentence should be checked: by its best row and its words."""
    report = fact_check(article_from_text(sentence), drafter=ExtractiveDrafter())
    facts = [row.score for row in report.worklist.rows if row.kind is ClaimKind.FACT]
    return _ALONE * max(facts, default=0) + 50 * checkworthiness(sentence)


def _ordered(sentences: Sequence[Labelled], keys: Sequence[float]) -> list[bool]:
    order = sorted(range(len(sentences)), key=lambda at: -keys[at])
    return [sentences[at].wanted for at in order]


def check_that(path: Path) -> list[Labelled]:
    """Return the sentences of CheckThat!."""
    return [Labelled(row["text"], row["check_worthy"]) for row in labelled.rows(path)]


_ORDERS: dict[str, Callable[[Ranking], Sequence[bool]]] = {
    "factdesk": lambda ranking: ranking.ours,
    "by count of numbers": lambda ranking: ranking.by_count,
    "in text order": lambda ranking: ranking.in_text,
}


def compare(title: str, rankings: Sequence[Ranking]) -> str:
    """Return the table of the orders: mean average precision, and its interval over rankings."""
    lines = []
    for name, order in _ORDERS.items():
        values = [average_precision(order(ranking)) for ranking in rankings]
        ends = interval(values) if len(values) > 1 else (float("nan"), float("nan"))
        lines.append([name, percent(mean(values)), *(percent(end) for end in ends)])
    items = sum(len(ranking.ours) for ranking in rankings)
    wanted = sum(sum(ranking.ours) for ranking in rankings)
    return table(
        f"{title}: {items} in {len(rankings)}, {wanted} of them wanted",
        ["", "average precision", "from", "to"],
        lines,
    )


def named(sentences: Sequence[Labelled]) -> str:
    """Return how well the sentences without a figure are told that state something to check."""
    without = [each for each in sentences if not find_quantities(each.text)]
    picked = [each for each in without if is_checkworthy(each.text)]
    hits = sum(each.wanted for each in picked)
    wanted = sum(each.wanted for each in without)
    shares = (hits / max(1, len(picked)), hits / max(1, wanted), wanted / max(1, len(without)))
    return table(
        f"Sentences of debates without a figure: {len(without)}, {wanted} of them wanted",
        ["", "precision", "recall", "all of them"],
        [["named as worth checking", *(percent(share) for share in shares)]],
    )


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the middle 95 % of the means of as many values drawn with replacement."""
    chance = random.Random(_SEED)  # noqa: S311  no secret
    means = sorted(mean(chance.choices(values, k=len(values))) for _ in range(_DRAWS))
    low, high = (means[min(_DRAWS - 1, int(share * _DRAWS))] for share in _MIDDLE)
    return low, high


def report() -> str:
    """Return the tables over our own articles, and over published sentences where at hand."""
    parts = [
        compare(f"Figures of articles (bench/data/{folder})", article_rankings(folder))
        for folder in ("recon", "later")
    ]
    if path := labelled.elsewhere(BRIEFS):
        kept = [_orders(*article) for article in summarised(path, DeskSettings())]
        parts.append(compare("Figures of news articles that a writer kept", kept))
    if path := labelled.elsewhere(CLAIM_RANK):
        spoken = [sentence_ranking(sentences) for sentences in claim_rank(path).values()]
        parts.append(compare("Sentences that fact-checkers picked (claim-rank)", spoken))
    path = labelled.elsewhere("checkworthy/ct24_dev.jsonl")
    if path:
        sentences = check_that(path)
        parts.append(compare("Sentences of debates", [sentence_ranking(sentences)]))
        parts.append(named(sentences))
    else:
        parts.append(
            "Sentences of debates: left out; "
            f"{labelled.VARIABLE} names no folder that holds them.\n"
        )
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(report())
