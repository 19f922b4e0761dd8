"""A library of evidence as it grows: `python -m bench.evidence_size [SENTENCES] [CELLS] [TABLES]`.

A million sentences (`bench.synthetic`) and a million cells in ten tables unless told: how long
`factdesk evidence add` takes with all its processes and what they hold, the same command again,
look-ups in a library that was opened once, and worklists of 20 rows, whose figures stand in it.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from bench import synthetic
from bench.corpus_runs import Took, Watch
from bench.table import table
from pipeline import article_from_text, fact_check
from pipeline.evidence.library.searching import Library, Stored
from pipeline.evidence.readers.cells import cell_words
from pipeline.gc_tuning import collect_seldom
from pipeline.numbers.read import find_quantities
from pipeline.reconcile.values import value_of
from pipeline.stages.verify import verify
from schemas import Report

Asked = TypeVar("Asked")
SENTENCES, CELLS, TABLES = 1_000_000, 1_000_000, 10
WORDS_A_FILE = 26_000
"""Some two thousand sentences, as a long report has."""
LOOKUPS = 300
ROWS, WORKLISTS = 20, 6
"""Rows of a worklist; worklists that are verified, the first of which warms up."""
_SERVICES = "Roads|Parks|Schools|Libraries|Housing|Waste|Buses|Museums|Lighting|Care"
_PLACES = "Ashford|Brent|Calder|Dunmore|Elgin|Fenwick|Garston|Hexham|Irvine|Jarrow"
_HEADINGS = (
    "Place", "Service", "Year", "Budget (£m)", "Spending (£m)", "Change (%)", "Staff", "Visits",
    "Cost per visit (£)", "Share of total (%)",
)  # fmt: skip


def write_documents(folder: Path, sentences: int) -> None:
    """Write texts of so many sentences, as a count of full stops has it, a paragraph a block."""
    written = 0
    texts = synthetic.articles(WORDS_A_FILE)
    for number, text in enumerate(texts):
        left = sentences - written
        if left <= 0:
            return
        paragraphs: list[str] = []
        for paragraph in text.split("\n\n"):
            if left <= 0:
                break
            paragraphs.append(paragraph)
            left -= paragraph.count(". ") + 1
        written = sentences - left
        (folder / f"report-{number}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")


def write_tables(folder: Path, cells: int, tables: int) -> None:
    """Write so many cells in so many tables of ten columns."""
    chance = random.Random(5)  # noqa: S311  # no secret depends on it
    for number in range(tables):
        with (folder / f"table-{number}.csv").open("w", encoding="utf-8") as file:
            file.write(",".join(_HEADINGS) + "\n")
            file.writelines(_rows(chance, cells // tables // len(_HEADINGS)))


def _rows(chance: random.Random, rows: int) -> Iterator[str]:
    places, services = _PLACES.split("|"), _SERVICES.split("|")
    for at in range(rows):
        figures = (
            f"{chance.uniform(1, 900):.1f}",
            f"{chance.uniform(1, 900):.1f}",
            f"{chance.uniform(-20, 20):.1f}",
            str(chance.randrange(5, 5000)),
            str(chance.randrange(100, 900_000)),
            f"{chance.uniform(1, 40):.2f}",
            f"{chance.uniform(0, 100):.1f}",
        )
        place = f"{places[at % 10]} {at // 1000 + 1}"
        line = (place, services[at // 10 % 10], str(2014 + at // 100 % 10), *figures)
        yield ",".join(line) + "\n"


def add(folder: Path) -> Took:
    """Return what it took to add the folder; raises AssertionError where that fails."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "pipeline", "evidence", "add", "documents"]
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(  # noqa: S603  # our own command
        command, cwd=folder, env=environ, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        watch = Watch(process.pid)
        told, said = process.communicate()
        seconds = time.perf_counter() - began
        watch.end()
    assert process.returncode == 0, said  # noqa: S101  # or what was measured is not what is told
    sys.stdout.write(told)
    return Took(seconds, watch.cpu, watch.megabytes)


def look_up(library: Library) -> list[list[str]]:
    """Return a line of times for each way of looking something up."""
    chance = random.Random(11)  # noqa: S311
    last = sum(entry.sentences + entry.table_rows for entry in library.sources())
    chosen = library.read(chance.sample(range(1, last + 1), LOOKUPS))
    words = [_text(stored).replace(",", "").split() for stored in chosen]
    values = [
        value
        for stored in chosen
        for value in map(value_of, find_quantities(_text(stored)))
        if value is not None
    ]
    numbers = [stored.passage for stored in chosen]
    return [
        _timed("by number", lambda v: library.by_number(v.dimension, v.low, v.high, 50), values),
        _timed(
            "by number, within 10 %",
            lambda v: library.by_number(v.dimension, v.low * 0.95, v.low * 1.05, 50),
            values,
        ),
        _timed("rarity of its words, first time", library.rarity, words),
        _timed("rarity of its words, again", library.rarity, words),
        _timed("by words", lambda some: library.by_words(some, 50), words),
        _timed("read one", lambda number: library.read([number]), numbers),
        _timed("the 40 beside it", lambda number: library.beside(number, 40), numbers),
    ]


def verified(library: Library) -> list[str]:
    """Return a line of times for worklists of 20 rows, each of another article."""
    chance = random.Random(13)  # noqa: S311
    last = sum(entry.sentences + entry.table_rows for entry in library.sources())
    first, *rest = [worklist(library, chance, last) for _ in range(WORKLISTS)]
    verify(first, library)
    return _timed("a worklist of 20 rows", lambda each: verify(each, library), rest)


def worklist(library: Library, chance: random.Random, last: int) -> Report:
    """Return the report on an article of sentences and cells of the library, cut to 20 rows.

    Half of them are of tables, whose percentages and years stand in hundreds of rows.
    """
    said: dict[bool, list[str]] = {True: [], False: []}
    while min(map(len, said.values())) < ROWS:
        for stored in library.read(chance.sample(range(1, last + 1), ROWS)):
            told = _statement(stored, chance)
            if told:
                said[stored.row is None].append(told)
    pairs = zip(said[True][:ROWS], said[False][:ROWS], strict=True)
    text = "\n\n".join(f"{prose} {cell}" for prose, cell in pairs)
    report = fact_check(article_from_text(text))
    rows = sorted(report.worklist.rows, key=lambda row: row.span.start)[:ROWS]
    cut = report.worklist.model_copy(update={"rows": tuple(rows)})
    return report.model_copy(update={"worklist": cut})


def _statement(stored: Stored, chance: random.Random) -> str:
    """Return a sentence with a number, or a cell with what it is of; empty where there is none."""
    if stored.row is None:
        text = _text(stored)
        return text if any(map(value_of, find_quantities(text))) else ""
    place, service, year, *_ = stored.row.cells
    words = cell_words(stored.part.columns, stored.row, chance.randrange(3, len(_HEADINGS)))
    heading = words.text.partition(f"{year}, ")[2].partition(":")[0].lower()
    return f"In {year} {place} gave {words.value} as its {heading} of {service.lower()}."


def _text(stored: Stored) -> str:
    if stored.sentence is not None:
        return stored.sentence.text
    return " ".join(stored.row.cells) if stored.row else ""


def _timed(name: str, ask: Callable[[Asked], object], asked: Sequence[Asked]) -> list[str]:
    took = []
    for each in asked:
        began = time.perf_counter()
        ask(each)
        took.append((time.perf_counter() - began) * 1000)
    shares = statistics.quantiles(took, n=20)
    return [name, f"{statistics.median(took):.2f}", f"{shares[-1]:.2f}", f"{max(took):.2f}"]


def report(sentences: int, cells: int, tables: int) -> str:
    """Return the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents = folder / "documents"
        documents.mkdir()
        write_documents(documents, sentences)
        write_tables(documents, cells, tables)
        took, again = add(folder), add(folder)
        path = folder / "evidence.sqlite"
        with Library.open(path) as library:
            entries = library.sources()
            lookups = [*look_up(library), verified(library)]
        size = path.stat().st_size / 1e6
    found = sum(entry.sentences for entry in entries)
    head = ("", "seconds", "CPU s", "peak MB", "sentences a second")
    lines = [
        ["added", *_figures(took), f"{found / took.seconds:,.0f}"],
        ["the same again", *_figures(again), "-"],
    ]
    counts = f"{found:,} sentences, {sum(entry.cells for entry in entries):,} cells"
    return table(f"Evidence: {counts}; the library has {size:,.0f} MB", head, lines) + table(
        "Look-ups, milliseconds", ("", "median", "95 %", "most"), lookups
    )


def _figures(took: Took) -> list[str]:
    return [f"{took.seconds:.1f}", f"{took.cpu:.1f}", f"{took.megabytes:.0f}"]


def main(sentences: int = SENTENCES, cells: int = CELLS, tables: int = TABLES) -> None:
    """Add, look up, and print; garbage is looked for as seldom as in the commands."""
    collect_seldom()
    sys.stdout.write(report(sentences, cells, tables))


if __name__ == "__main__":
    main(*(int(each.replace(",", "")) for each in sys.argv[1:]))
