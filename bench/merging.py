"""How well merging tells what is one figure: `python -m bench.merging`, and how fast it is.

Every text of `data/merging` becomes an article of one corpus, which is merged as a run merges it. A pair
of marked figures is right to be together where both stand under `same` of one story. Precision is
the share of the pairs put together that are right, recall the share of the right pairs that are put
together. The rules were made on `tuned.yaml`; `held_out.yaml` was written afterwards and the rules
left alone.
"""

import re
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import yaml

from bench.table import percent, table
from pipeline import ExtractiveDrafter, article_from_text, fact_check
from pipeline.corpus.merging import RowStore, listed_rows
from pipeline.corpus.merging.grouping import Key
from pipeline.corpus.merging.writing import grouped
from schemas import ListedRow

DATA = Path(__file__).parent / "data" / "merging"
SETS = ("tuned",)
_MARK = re.compile(r"\[\[(.*?)\]\]")


class Telling(NamedTuple):
    """A text with one figure marked: under `same` of a story, or another figure and why."""

    story: str
    why: str | None
    text: str
    start: int
    end: int


class Pair(NamedTuple):
    """Two marked figures: whether they are one, and whether they were put together."""

    one: Telling
    other: Telling
    is_same: bool
    is_merged: bool


def tellings(name: str) -> Iterator[Telling]:
    """Yield the texts of a set in order; raises ValueError where a text marks no figure."""
    for story in yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8")):
        texts = [(None, text) for text in story["same"]] + list(story["other"].items())
        for why, text in texts:
            found = _MARK.search(text)
            if found is None:
                raise ValueError(f"no figure is marked in {text!r}")
            bare = text[: found.start()] + found[1] + text[found.end() :]
            end = found.start() + len(found[1])
            yield Telling(story["story"], why, bare.strip(), found.start(), end)


def measured(told: Sequence[Telling]) -> list[Pair]:
    """Return every pair of marked figures after all texts were merged as one corpus."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    RowStore.create(connection)
    marked: dict[int, int | None] = {}
    for number, each in enumerate(told):
        article = article_from_text(each.text, source=f"{number}.txt")
        rows = listed_rows(fact_check(article, drafter=ExtractiveDrafter()))
        RowStore(connection).put(number, article.article_id, rows)
        marked[number] = next((at for at, row in enumerate(rows) if _is_marked(row, each)), None)
    homes = {Key(*row[:2]): Key(*row[2:4]) for row in grouped(connection)}
    entries = {
        number: None if position is None else homes[Key(number, position)]
        for number, position in marked.items()
    }
    return [
        Pair(
            told[one],
            told[other],
            told[one].story == told[other].story and told[one].why is told[other].why is None,
            entries[one] is not None and entries[one] == entries[other],
        )
        for one, other in combinations(range(len(told)), 2)
    ]


def _is_marked(row: ListedRow, telling: Telling) -> bool:
    span = row.place.span
    return span.start < telling.end and telling.start < span.end


def pairs_report(names: Sequence[str] = SETS) -> str:
    """Return the table of precision and recall."""
    lines = []
    for name in names:
        told = list(tellings(name))
        pairs = measured(told)
        right = sum(pair.is_same for pair in pairs)
        near = sum(_is_near_miss(pair) for pair in pairs)
        merged = sum(pair.is_merged for pair in pairs)
        both = sum(pair.is_merged and pair.is_same for pair in pairs)
        cells = [len({each.story for each in told}), len(told), right, near, merged, merged - both]
        precision = both / merged if merged else float("nan")
        lines.append([name, *map(str, cells), percent(precision), percent(both / right)])
    return table(
        "Merging: figures told by several articles, in percent of pairs",
        ["", "stories", "texts", "one figure", "near misses", "merged", "wrong", "precision", "recall"],
        lines,
    )  # fmt: skip


def _is_near_miss(pair: Pair) -> bool:
    return pair.one.story == pair.other.story and not pair.is_same


def wrong(name: str) -> Iterator[str]:
    """Yield each pair of a set that was judged wrongly, for whoever works on the rules."""
    for pair in measured(list(tellings(name))):
        if pair.is_same is not pair.is_merged:
            kind = "missed" if pair.is_same else f"MERGED ({pair.other.why or pair.other.story})"
            yield f"{kind}: {pair.one.story}\n    {pair.one.text!r}\n    {pair.other.text!r}"


def report() -> str:
    """Return the tables."""
    return pairs_report()


if __name__ == "__main__":
    if sys.argv[1:]:
        sys.stdout.writelines(f"{each}\n" for each in wrong(sys.argv[1]))
    sys.stdout.write(report())
