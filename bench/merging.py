"""How well merging tells what is one figure: `python -m bench.merging`, and how fast it is.

Every text of `data/merging` becomes an article of one corpus, which is merged as a run merges it. A
pair of marked figures is right to be together where both stand under `same` of one story. Precision
is the share of the pairs put together that are right, recall the share of the right pairs that are
put together. The weights of the evidence are fitted on the first three sets alone
(`bench.merging_folds`), so `unseen.yaml` and `last.yaml` say what they are worth; which figures are
weighed, and from which chance rows are merged, was chosen by what all five sets lose and find.
`tuned.yaml` and `fresh.yaml` are hard: a story has many near misses of its very value;
`unseen.yaml` and `last.yaml` have them as a day's news has.
"""

import json
import random
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import yaml

from bench.table import percent, table
from pipeline import ExtractiveDrafter, article_from_text, fact_check
from pipeline.corpus.merging.likeness import RowKey
from pipeline.corpus.merging.merged_list import grouped, write_worklist
from pipeline.corpus.merging.merged_table import MergedTable
from pipeline.corpus.merging.row_frames import read_row_frame
from pipeline.corpus.merging.row_store import ListedRow, RowStore, listed_rows

DATA = Path(__file__).parent / "data" / "merging"
TAUGHT = ("tuned", "held_out", "fresh")
"""Sets that the weights of merging were fitted on."""
NOT_TAUGHT = ("unseen", "last")
SETS = (*TAUGHT, *NOT_TAUGHT)
SIZES = (1_000, 10_000)
ROWS = 20
"""Rows of an article, as in a worklist of some 600 words."""
PLACES = 2_000
"""Names that articles are about: of 10,000 articles five are about one thing."""
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
        rows = _rows(each.text)
        RowStore(connection).put(number, str(number), rows)
        marked[number] = next((at for at, row in enumerate(rows) if _is_marked(row, each)), None)
    homes = {RowKey(*row[:2]): RowKey(*row[2:4]) for row in grouped(connection)}
    entries = {
        number: None if position is None else homes[RowKey(number, position)]
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


def _rows(text: str) -> tuple[ListedRow, ...]:
    return listed_rows(fact_check(article_from_text(text), drafter=ExtractiveDrafter()))


def marked_row(telling: Telling) -> ListedRow | None:
    """Return the row of a text's marked figure; None where its worklist does not have it."""
    return next((row for row in _rows(telling.text) if _is_marked(row, telling)), None)


def _is_marked(row: ListedRow, telling: Telling) -> bool:
    span = json.loads(row.told)["place"]["span"]
    return bool(span["start"] < telling.end and telling.start < span["end"])


def pairs_report(names: Sequence[str] = SETS) -> str:
    """Return the table of precision and recall."""
    lines = []
    found = {name: measured(list(tellings(name))) for name in names}
    if found.keys() >= {*NOT_TAUGHT}:
        found["both not taught"] = [pair for name in NOT_TAUGHT for pair in found[name]]
    for name, pairs in found.items():
        texts = {telling for pair in pairs for telling in pair[:2]}
        right = sum(pair.is_same for pair in pairs)
        near = sum(_is_near_miss(pair) for pair in pairs)
        merged = sum(pair.is_merged for pair in pairs)
        both = sum(pair.is_merged and pair.is_same for pair in pairs)
        stories = {telling.story for telling in texts}
        cells = [len(stories), len(texts), right, near, merged, merged - both]
        precision = both / merged if merged else float("nan")
        lines.append([name, *map(str, cells), percent(precision), percent(both / right)])
    return table(
        "Merging: figures told by several articles, in percent of pairs",
        [
            "",
            "stories",
            "texts",
            "one figure",
            "near misses",
            "merged",
            "wrong",
            "precision",
            "recall",
        ],
        lines,
    )


def _is_near_miss(pair: Pair) -> bool:
    return pair.one.story == pair.other.story and not pair.is_same


def wrong(name: str) -> Iterator[str]:
    """Yield each pair of a set that was judged wrongly, for whoever works on the rules."""
    for pair in measured(list(tellings(name))):
        if pair.is_same is not pair.is_merged:
            kind = "missed" if pair.is_same else f"MERGED ({pair.other.why or pair.other.story})"
            yield f"{kind}: {pair.one.story}\n    {pair.one.text!r}\n    {pair.other.text!r}"


def _corpus(pool: Sequence[ListedRow], articles: int) -> Iterator[list[ListedRow]]:
    """Yield the rows of made-up articles: small values are frequent, as in news, names are many."""
    chance = random.Random("factdesk")  # noqa: S311  no secret
    for number in range(articles):
        place = f"place{chance.randrange(PLACES)}"
        rows = []
        for position in range(ROWS):
            row = chance.choice(pool)
            value = int(2 * chance.paretovariate(0.5))
            frame = read_row_frame(row.frame)
            frame = frame._replace(
                value=f"count count - {value} {value} -",
                names=(*frame.names, place),
                lead=(place, str(number), str(position)),
                article_words=(*frame.article_words, place),
            )
            thing = row.thing and f"{row.thing} {place}"
            rows.append(row._replace(block=frame.block, thing=thing, frame=frame.written()))
        yield rows


def merged_in(articles: int) -> tuple[float, float, int, int]:
    """Return the seconds of putting and of writing, the entries, and the peak of memory in MB."""
    pool = [row for each in tellings("tuned") for row in _rows(each.text)]
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "run.db", isolation_level=None)
        RowStore.create(connection)
        putting = 0.0
        for number, rows in enumerate(_corpus(pool, articles)):
            began = time.process_time()
            connection.execute("BEGIN")
            RowStore(connection).put(number, str(number), rows)
            connection.execute("COMMIT")
            putting += time.process_time() - began
        began = time.process_time()
        with (Path(folder) / "a").open("w") as jsonl, (Path(folder) / "b").open("w") as lines:
            counts = write_worklist(connection, jsonl, MergedTable(lines))
        writing = time.process_time() - began
        connection.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return putting, writing, counts.entries, peak


def speed_report(sizes: Sequence[int] = SIZES) -> str:
    """Return the table of time and memory, each size in a process of its own."""
    lines = []
    for size in sizes:
        command = [sys.executable, "-c", f"from bench.merging import *; print(*merged_in({size}))"]
        run = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  our own
        found = run.stdout.split()
        putting, writing, entries, peak = float(found[0]), float(found[1]), int(found[2]), found[3]
        lines.append(
            [
                f"{size:,}",
                f"{size * ROWS:,}",
                f"{entries:,}",
                f"{putting:.1f}",
                f"{writing:.1f}",
                peak,
            ]
        )
    head = ["articles", "rows", "entries", "putting, s", "merging and writing, s", "peak, MB"]
    return table("Merging made-up worklists, 20 rows an article, CPU seconds", head, lines)


def report() -> str:
    """Return the tables."""
    return f"{pairs_report()}\n{speed_report()}"


if __name__ == "__main__":
    if sys.argv[1:]:
        sys.stdout.writelines(f"{each}\n" for each in wrong(sys.argv[1]))
    sys.stdout.write(report())
