"""What a library says of labelled figures: `python -m bench.evidence [--folders] [--weights FILE]`.

The figures of each draft of `bench/data/evidence` are looked up together in a library of its
folder, as `factdesk verify` does. Beside it stand the checker of statements over the ten passages
that BM25 finds for the sentence, whose unsupported numbers are contradicted or only those of which
it tells another value; and the same number anywhere, which is borne out.

The weights that ship were taught by all folders, which flatters them: `python -m
bench.evidence_fit` judges each folder by the others. `--weights` takes others of their form.
"""

import argparse
import math
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from bench.evidence_data import (
    BORNE_OUT,
    CONTRADICTED,
    NOTHING,
    OF_SEVERAL_ROWS,
    LabelledFigure,
    Place,
    folders,
    is_there,
    labelled_figures,
    opened,
    place_of,
)
from bench.table import percent, table
from pipeline import check_statement
from pipeline.evidence.library.searching import Library, Stored
from pipeline.evidence.readers.cells import cell_words
from pipeline.evidence.verdict.asked import Asked, can_be_asked
from pipeline.evidence.verdict.finding import find_evidence
from pipeline.evidence.verdict.verdicts import Weights, fitted_weights, read_weights
from schemas import EvidenceOutcome, EvidencePlace, Finding, Outcome, Status

PLACES = 3
"""The first of those that are told, among which the right one is looked for."""
_PASSAGES = 10
_BINS = 5
_ROW, _ONE = re.compile(r"\d+$"), ("row ", "cell ")
_SAID = {
    EvidenceOutcome.BORNE_OUT: BORNE_OUT,
    EvidenceOutcome.CONTRADICTED: CONTRADICTED,
    EvidenceOutcome.OTHER: NOTHING,
    EvidenceOutcome.NOTHING: NOTHING,
}


class Answer(NamedTuple):
    """What is said of a figure, and where."""

    said: str
    places: Sequence[Place] = ()
    confidence: float | None = None


class Judged(NamedTuple):
    """An answer beside its label."""

    folder: str
    label: str
    said: str
    placed: bool
    """Whether the right place is among the first that are told."""
    confidence: float | None

    @property
    def is_right(self) -> bool:
        """Whether what is said is what the label says."""
        return self.said == self.label


Look = Callable[[Sequence[Asked], Library], list[Answer]]
"""Looks the figures of one draft up together."""


def by_evidence(weights: Weights) -> Look:
    """Return ours, with these weights."""

    def look(asked: Sequence[Asked], library: Library) -> list[Answer]:
        return [
            Answer(_SAID[each.outcome], [*map(told_place, each.places)], each.confidence)
            for each in find_evidence(asked, library, weights)
        ]

    return look


def told_place(place: EvidencePlace) -> Place:
    """Return the place that a reader is told of."""
    if place.table is None:
        return Place(place.source, "", None, None, place.text)
    part, _, last = place.where.rpartition(", ")
    found = _ROW.search(last) if last.startswith(_ONE) else None
    number = int(found[0]) if found else OF_SEVERAL_ROWS
    cells = place.table.rows[place.table.row]
    return Place(place.source, part, number, place.table.column, " ".join(cells))


def by_checker(absent: str) -> Look:
    """Return the checker of statements over the best passages, which are its source.

    `absent` is what is said of an unsupported number beside which no other value is told.
    """

    def look(asked: Sequence[Asked], library: Library) -> list[Answer]:
        return [_checked(each, library, absent) for each in asked]

    return look


def _checked(asked: Asked, library: Library, absent: str) -> Answer:
    words = [word.lower for word in asked.frame.sentence.words if word.stem]
    passages = library.read(library.by_words(words, _PASSAGES))
    text = "\n\n".join(" ".join(_sentences(each)) for each in passages)
    start, end = asked.frame.start, asked.frame.end
    finding = next(
        (
            each
            for each in check_statement(asked.text, text).findings
            if each.quantity.span.start < end and each.quantity.span.end > start
        ),
        None,
    )
    places = [place_of(each, None) for each in passages]
    return Answer(NOTHING if finding is None else _said_by(finding, absent), places)


def _sentences(stored: Stored) -> Iterable[str]:
    """Return a passage in words: the sentence, or each cell of a row that holds a number."""
    if stored.sentence is not None:
        return [stored.sentence.text]
    row, columns = stored.row, stored.part.columns
    words = [] if row is None else [cell_words(columns, row, at) for at in range(len(columns))]
    return [each.text for each in words if each.number is not None]


def _said_by(finding: Finding, absent: str) -> str:
    if finding.outcome is Outcome.SUPPORTED:
        return BORNE_OUT
    if finding.status is Status.CHANGED:
        return CONTRADICTED
    return absent if finding.outcome is Outcome.UNSUPPORTED else NOTHING


def by_number(asked: Sequence[Asked], library: Library) -> list[Answer]:
    """Return that those are borne out whose number, or one that rounds to it, is anywhere."""
    return [_anywhere(each, library) for each in asked]


def _anywhere(asked: Asked, library: Library) -> Answer:
    value = asked.value
    around = value.step / 2
    low, high = min(value.low, value.high) - around, max(value.low, value.high) + around
    hits = library.by_number(value.dimension, low, high, PLACES)
    stored = {each.passage: each for each in library.read(hit.passage for hit in hits)}
    places = [place_of(stored[hit.passage], hit.column) for hit in hits]
    return Answer(BORNE_OUT if hits else NOTHING, places)


def judge(figures: Sequence[LabelledFigure], library: Library, look: Look) -> list[Judged]:
    """Return the labelled figures of one draft as they are judged.

    Of what is not read as a figure, or has no value, nothing is found.
    """
    asked = [each.asked for each in figures if _is_asked(each)]
    answers = iter(look([each for each in asked if each is not None], library))
    return [
        _judged(each, next(answers) if _is_asked(each) else Answer(NOTHING)) for each in figures
    ]


def _is_asked(labelled: LabelledFigure) -> bool:
    return labelled.asked is not None and can_be_asked(labelled.asked.figure)


def _judged(labelled: LabelledFigure, answer: Answer) -> Judged:
    placed = any(is_there(labelled, place) for place in answer.places[:PLACES])
    return Judged(labelled.folder, labelled.label, answer.said, placed, answer.confidence)


def shares(judged: Sequence[Judged]) -> list[float]:
    """Return the measures, in the order of `MEASURES`; NaN where there is nothing to share."""
    borne, contradicted, nothing = (
        [each for each in judged if each.label == label]
        for label in (BORNE_OUT, CONTRADICTED, NOTHING)
    )
    evident = [*borne, *contradicted]
    return [
        _share(each.is_right for each in contradicted),
        _share(each.is_right for each in borne),
        _share(each.said == CONTRADICTED for each in (*borne, *nothing)),
        _share(each.said == BORNE_OUT for each in nothing),
        _share(each.said == BORNE_OUT for each in contradicted),
        _share(each.placed for each in evident if each.is_right),
        _share(each.placed for each in evident),
    ]


MEASURES = {
    "of contradicted, found": ("contradicted", ">= 75"),
    "of borne out, found": ("borne out", ">= 80"),
    "of the others, wrongly contradicted": ("wrongly", "<= 3"),
    "of nothing there, called borne out": ("nothing borne", ""),
    "of contradicted, called borne out": ("contr. borne", ""),
    "right place of three, outcome right": ("place of right", ">= 90"),
    "right place of three, of all": ("place of all", ""),
}
"""What is measured, with its short name and its bar in percent."""


def _share(some: Iterable[bool]) -> float:
    every = list(some)
    return sum(every) / len(every) if every else math.nan


def calibration(judged: Sequence[Judged]) -> list[list[str]]:
    """Return a line for each fifth of the confidence that is told: how many, told, right."""
    bins: list[list[Judged]] = [[] for _ in range(_BINS)]
    for each in judged:
        if each.confidence is not None:
            bins[min(int(each.confidence * _BINS), _BINS - 1)].append(each)
    return [
        [
            f"{at / _BINS:.1f} to {(at + 1) / _BINS:.1f}",
            str(len(some)),
            percent(_mean([each.confidence or 0.0 for each in some])),
            percent(_share(each.is_right for each in some)),
        ]
        for at, some in enumerate(bins)
    ]


def _mean(some: Sequence[float]) -> float:
    return sum(some) / len(some) if some else math.nan


def judge_all(ways: dict[str, Look], some: Iterable[Path]) -> dict[str, list[Judged]]:
    """Return the labelled figures of folders as each way judges them."""
    found: dict[str, list[Judged]] = {name: [] for name in ways}
    for folder in some:
        with opened(folder) as library:
            for _, draft in groupby(labelled_figures(folder), key=lambda each: each.draft):
                figures = list(draft)
                for name, look in ways.items():
                    found[name] += judge(figures, library, look)
    return found


def report(found: dict[str, list[Judged]], *, by_folder: bool) -> str:
    """Return the tables; what stands first is ours."""
    ours = next(iter(found.values()))
    counts = ", ".join(
        f"{sum(each.label == label for each in ours)} {label.replace('_', ' ')}"
        for label in (BORNE_OUT, CONTRADICTED, NOTHING)
    )
    columns = [map(percent, shares(judged)) for judged in found.values()]
    lines = [
        [name, bar, *told]
        for (name, (_, bar)), *told in zip(MEASURES.items(), *columns, strict=True)
    ]
    title = f"Evidence: {len(ours)} figures ({counts}), percent"
    tables = [table(title, ("", "bar", *found), lines)]
    if by_folder:
        groups = [list(some) for _, some in groupby(ours, key=lambda each: each.folder)]
        lines = [[some[0].folder, str(len(some)), *map(percent, shares(some))] for some in groups]
        short = [name for name, _ in MEASURES.values()]
        tables.append(table("Ours, by folder, percent", ("", "figures", *short), lines))
    head = ("confidence", "figures", "told", "right")
    tables.append(table("How sure, and how often right, percent", head, calibration(ours)))
    return "\n".join(tables)


def main() -> None:
    """Judge the figures, and print the tables."""
    parser = argparse.ArgumentParser(prog="bench.evidence")
    parser.add_argument("--folders", action="store_true", help="by folder, too")
    parser.add_argument("--weights", type=Path, help="a file such as weights.json")
    told = parser.parse_args()
    weights = (
        read_weights(told.weights.read_text(encoding="utf-8")) if told.weights else fitted_weights()
    )
    ways = {
        "factdesk": by_evidence(weights),
        "BM25, checker": by_checker(CONTRADICTED),
        "where changed": by_checker(NOTHING),
        "same number": by_number,
    }
    found = judge_all(ways, folders())
    sys.stdout.write(report(found, by_folder=told.folders))
    if told.weights is None:
        sys.stdout.write(
            "\nAll folders taught the weights of factdesk. `python -m bench.evidence_fit` shows"
            "\nwhat comes of weights that a folder did not teach.\n"
        )


if __name__ == "__main__":
    main()
