"""Reading quantities, ours beside its peers: F1, traps and sentences a second, as a table.

`python -m bench.quantities [PYTHON]`, where PYTHON is the interpreter that holds the peers. The
rules of agreement stand in `bench.agreement`. Peers are scored as they ship: what the labels do not
call a quantity, such as a bare year in NewsQuant, counts against whoever reports it.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from bench import baseline, labelled, ours, peers
from bench.agreement import RULES, Reading, Sample, Scores, score
from bench.table import percent, table
from pipeline import find_quantities

Read = Callable[[str], list[Reading]]
PEERS = {"quantulum3": "quantulum3 {}, no classifier", "text2num": "text2num {} + digits"}
_WARM_UP = "About 3 of the 12 ships carried $4.5 million in goods, up 7 percent from 2019."


class System(NamedTuple):
    """What a system read in each sample, and the CPU seconds that it took."""

    name: str
    readings: Sequence[Sequence[Reading]]
    seconds: float


class Line(NamedTuple):
    """One line of the table before it is drawn."""

    name: str
    scores: Scores
    rate: float


def run_here(name: str, read: Read, samples: Sequence[Sample]) -> System:
    """Return what a function of this process reads."""
    read(_WARM_UP)  # patterns are compiled at first use
    began = time.process_time()
    readings = [read(sample.text) for sample in samples]
    return System(name, readings, time.process_time() - began)


def run_peer(python: Path, peer: str, samples: Sequence[Sample]) -> System:
    """Return what a peer reads in its own environment."""
    answers = peers.ask(python, peer, [{"text": sample.text} for sample in samples])
    readings = [peers.readings(row) for row in answers.rows]
    return System(PEERS[peer].format(answers.version), readings, answers.seconds)


def compare(title: str, samples: Sequence[Sample], read: Read, python: Path | None) -> str:
    """Return the table of all systems over these samples."""
    systems = [
        run_here("factdesk", read, samples),
        run_here("regex of 40 lines", baseline.read, samples),
        *(run_peer(python, peer, samples) for peer in PEERS if python),
    ]
    lines = [
        Line(each.name, score(samples, each.readings), len(samples) / max(each.seconds, 1e-9))
        for each in systems
    ]
    labels = sum(len(sample.labels) for sample in samples)
    return table(
        f"{title}: {len(samples)} sentences, {labels} quantities",
        ["F1 of", *RULES, "recall", "traps", "all/ours", "sentences/s", "rate/ours"],
        [_drawn(line, lines[0]) for line in lines],
    )


def _drawn(line: Line, first: Line) -> list[str]:
    """Return the cells; "…/ours" is the F1 of all, or the rate, over that of the first line."""
    scores = line.scores
    return [
        line.name,
        *(percent(f1) for f1 in scores.f1.values()),
        percent(scores.recall),
        f"{scores.trapped}/{scores.traps}",
        f"{scores.f1['all'] / max(first.scores.f1['all'], 1e-9):.2f}",
        f"{line.rate:,.0f}",
        f"{line.rate / first.rate:.2f}",
    ]


def offsets() -> str:
    """Return how many of all labelled places, names and dates included, we read from end to end."""
    exact = right = labels = 0
    for text, kinds in labelled.places():
        read = {(q.span.start, q.span.end): q.kind.value for q in find_quantities(text)}
        exact += len(kinds.keys() & read.keys())
        right += len(kinds.items() & read.items())
        labels += len(kinds)
    return (
        f"Articles, ours: {exact} of {labels} labelled places read with exact offsets "
        f"({percent(exact / labels)} %), {right} of them with the labelled kind.\n"
    )


def report(python: Path | None) -> str:
    """Return the tables over the labelled data that ships, and over NewsQuant if it is at hand."""
    parts = [
        compare("Probe (bench/data/probe.jsonl)", labelled.probe(), ours.as_newsquant, python),
        compare("Articles (bench/data/recon)", labelled.article_sentences(), ours.as_read, python),
    ]
    path = labelled.elsewhere("newsquant/dev.jsonl")
    if path:
        parts.append(
            compare("NewsQuant, development", labelled.newsquant(path), ours.as_newsquant, python)
        )
    else:
        parts.append(f"NewsQuant: left out; {labelled.VARIABLE} names no folder that holds it.\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(report(Path(sys.argv[1]) if sys.argv[1:] else None))
