"""Fit what tells whether evidence is of a figure: `python -m bench.evidence_fit [--write]`.

It needs scikit-learn, which `.venv-fit` has. Each folder of `bench/data/evidence` is judged by
weights that it did not teach; the table shows what came of that, by the chance from which a
contradiction is told. With `--write` all folders teach, and `weights.json` is written.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from bench.evidence_data import (
    BORNE_OUT,
    CONTRADICTED,
    NOTHING,
    LabelledFigure,
    folders,
    is_labelled_place,
    labelled_figures,
    opened,
    says_the_same,
)
from bench.table import percent, table
from pipeline.evidence.library.searching import Library
from pipeline.evidence.verdict.asked import Asked
from pipeline.evidence.verdict.matching import describe
from pipeline.evidence.verdict.pool import Candidate, Pool, gather
from pipeline.evidence.verdict.verdicts import OUTCOMES, Looked, Weights, chances, match, settle
from pipeline.evidence.verdict.weighing import is_opposed
from pipeline.reconcile.judge_model import Linear

FILE = Path(__file__).parents[1] / "pipeline" / "evidence" / "verdict" / "weights.json"
_STRENGTH, _OF_OUTCOMES = 0.1, 1.0
"""The inverse of the pull towards 0: of the many figures of a number, of the few of an outcome."""
_LEFT_OUT = frozenset({"label", "own", "year_near"})
"""Figures of a number that do not help to match it: they serve comparison, weighing and reasons."""
_DIGITS = 3
_BLANK = Linear({})
_COMPUTED = frozenset({"total", "share", "change", "difference", "count"})
_MOST_RESULTS = 12  # of arithmetic that lands on one figure, the likeliest
_BORNE, _CONTRADICTED = 0.45, 0.57
"""The chances from which these outcomes are told: see the table."""
Figures = Mapping[str, float]
Row = tuple[Figures, bool]


class Case(NamedTuple):
    """A labelled figure with what its folder has for it."""

    labelled: LabelledFigure
    pool: Pool
    described: Sequence[Figures]


@dataclass
class Folder:
    """The labelled figures of a folder, and what is learned from them."""

    name: str
    unread: list[LabelledFigure]
    drafts: list[list[Case]]

    @property
    def cases(self) -> list[Case]:
        """All figures that are read as one."""
        return [case for draft in self.drafts for case in draft]


def read(folder: Path) -> Folder:
    """Return a folder with the pool of each labelled figure."""
    found = Folder(folder.name, [], [])
    with opened(folder) as library:
        for labelled in labelled_figures(folder):
            if labelled.asked is None:
                found.unread.append(labelled)
                continue
            case = _case(labelled, labelled.asked, library)
            if not found.drafts or found.drafts[-1][0].labelled.draft != labelled.draft:
                found.drafts.append([])
            found.drafts[-1].append(case)
    return found


def _case(labelled: LabelledFigure, asked: Asked, library: Library) -> Case:
    pool = gather(asked, library)
    return Case(labelled, pool, describe(pool))


def is_meant(labelled: LabelledFigure, each: Candidate) -> bool | None:
    """Return whether a number of a library is what the label means; None where it does not say."""
    placed = is_labelled_place(labelled, each)
    if labelled.label == BORNE_OUT:
        if each.bears_out:
            return (placed and labelled.how not in _COMPUTED) or None
        return None if placed else False
    if labelled.label == CONTRADICTED and placed and is_opposed(each):
        return True if says_the_same(labelled.says, each) else None
    return False


def pairs(case: Case) -> list[Row]:
    """Return the numbers of a pool with whether each is what was asked for, values hidden."""
    return [
        (figures, truth)
        for each, figures in zip(case.pool.candidates, case.described, strict=True)
        if each.relation is not None and (truth := is_meant(case.labelled, each)) is not None
    ]


def bearing_rows(case: Case, looked: Looked) -> list[Row]:
    """Return the numbers of the stated value with whether each bears the figure out."""
    return _rows(case, looked, bears_out=True)


def opposed_rows(case: Case, looked: Looked) -> list[Row]:
    """Return the numbers of another value with whether each contradicts the figure."""
    return _rows(case, looked, bears_out=False)


def _rows(case: Case, looked: Looked, *, bears_out: bool) -> list[Row]:
    found = []
    for each in looked.bearing if bears_out else looked.opposed:
        truth = is_meant(case.labelled, each.matched.candidate)
        if not bears_out and case.labelled.label == BORNE_OUT:
            truth = False
        if truth is not None:
            found.append((each.figures, truth))
    return found


def computed_rows(case: Case, looked: Looked) -> list[Row]:
    """Return the results of arithmetic with whether each is what is meant."""
    labelled = case.labelled
    if labelled.label == BORNE_OUT and labelled.how not in _COMPUTED:
        return []
    is_borne = labelled.label == BORNE_OUT
    return [
        (each.figures, is_borne and any(is_labelled_place(labelled, o) for o in each.operands))
        for each, _ in looked.computed[:_MOST_RESULTS]
    ]


def fitted(rows: Iterable[Row], balance: float = 1.0) -> Linear:
    """Return the linear score that tells the true rows from the others."""
    rows = list(rows)
    names = sorted(
        {key for figures, _ in rows for key in figures if key.partition(".")[2] not in _LEFT_OUT}
    )
    x = np.array([[figures.get(key, 0.0) for key in names] for figures, _ in rows])
    y = np.array([truth for _, truth in rows])
    scale = np.sqrt((x * x).mean(axis=0)) + 1e-9
    model = LogisticRegression(C=_STRENGTH, max_iter=3000)
    model.fit(x / scale, y, sample_weight=np.where(y, balance, 1.0))
    return _linear(names, model.coef_[0] / scale, model.intercept_[0])


def _linear(names: Sequence[str], weights: Iterable[float], bias: float) -> Linear:
    found = {name: round(float(w), _DIGITS) for name, w in zip(names, weights, strict=True)}
    return Linear({name: w for name, w in found.items() if w}, round(float(bias), _DIGITS))


def fitted_outcomes(rows: Sequence[tuple[Figures, str]]) -> dict[str, Linear]:
    """Return a linear score for each outcome."""
    names = sorted({key for figures, _ in rows for key in figures})
    x = np.array([[figures[key] for key in names] for figures, _ in rows])
    model = LogisticRegression(C=_OF_OUTCOMES, max_iter=3000).fit(x, [label for _, label in rows])
    return {
        str(name): _linear(names, model.coef_[at], model.intercept_[at])
        for at, name in enumerate(model.classes_)
    }


class Held(NamedTuple):
    """A folder as weights see it that it did not teach."""

    folder: Folder
    looked: list[list[Looked]]

    def rows(self, of: Callable[[Case, Looked], list[Row]]) -> list[Row]:
        """Return the rows of all its figures."""
        return [row for case, looked in self.pairs for row in of(case, looked)]

    @property
    def pairs(self) -> list[tuple[Case, Looked]]:
        """Its figures, each with what was looked up."""
        drafts = zip(self.folder.drafts, self.looked, strict=True)
        return [pair for some, looked in drafts for pair in zip(some, looked, strict=True)]


HEADS: Mapping[str, Callable[[Case, Looked], list[Row]]] = {
    "bears_out": bearing_rows,
    "opposes": opposed_rows,
    "computed": computed_rows,
}


def look_up(folder: Folder, weights: Weights) -> Held:
    """Return a folder as some weights see it."""
    looked = []
    for draft in folder.drafts:
        pools = [case.pool for case in draft]
        matched = [match(case.pool, case.described, weights.same) for case in draft]
        looked.append(settle(pools, matched, weights))
    return Held(folder, looked)


def main() -> None:
    """Print what comes of weights that a folder did not teach, and write those of all."""
    every = [read(folder) for folder in folders()]
    first = matched_by_others(every)
    second = [
        rescored(held, fitted_heads(each for each in first if each is not held)) for held in first
    ]
    judged = []
    for held in second:
        outcomes = _outcomes(each for each in second if each is not held)
        judged += [(case, looked, chances(looked, outcomes)) for case, looked in held.pairs]
    report(judged, [each for folder in every for each in folder.unread])
    if "--write" in sys.argv:
        heads = fitted_heads(first)
        write(
            Weights(
                same=_same(every),
                bears_out=heads["bears_out"],
                opposes=heads["opposes"],
                computed=heads["computed"],
                outcomes=_outcomes(second),
                least={},
            )
        )


def _same(some: Iterable[Folder]) -> Linear:
    return fitted((row for folder in some for case in folder.cases for row in pairs(case)), 2.0)


def matched_by_others(every: Sequence[Folder]) -> list[Held]:
    """Return each folder with its numbers matched by weights that the other folders taught."""
    blank = Weights(_BLANK, _BLANK, _BLANK, _BLANK, {}, {})
    return [
        look_up(folder, blank._replace(same=_same(each for each in every if each is not folder)))
        for folder in every
    ]


def fitted_heads(some: Iterable[Held]) -> dict[str, Linear]:
    """Return the scores of numbers by their values, and of results of arithmetic."""
    some = list(some)
    return {
        name: fitted(row for held in some for row in held.rows(rows))
        for name, rows in HEADS.items()
    }


def rescored(held: Held, heads: Mapping[str, Linear]) -> Held:
    """Return a folder with the numbers of each figure scored, and in order."""
    return Held(held.folder, [[_again(each, heads) for each in draft] for draft in held.looked])


def _again(looked: Looked, heads: Mapping[str, Linear]) -> Looked:
    bearing, opposed = (
        sorted(
            (each._replace(score=heads[name].score(each.figures)) for each in some),
            key=lambda each: -each.score,
        )
        for name, some in (("bears_out", looked.bearing), ("opposes", looked.opposed))
    )
    computed = [(each, heads["computed"].score(each.figures)) for each, _ in looked.computed]
    computed.sort(key=lambda each: -each[1])
    return looked._replace(bearing=bearing, opposed=opposed, computed=computed)


def _outcomes(some: Iterable[Held]) -> dict[str, Linear]:
    rows = [(looked.figures, case.labelled.label) for held in some for case, looked in held.pairs]
    return fitted_outcomes(rows)


Judged = Sequence[tuple[Case, Looked, Mapping[str, float]]]


def told(chance: Mapping[str, float], borne: float, contradicted: float) -> str:
    """Return the outcome that is told."""
    if chance[BORNE_OUT] >= max(borne, chance[CONTRADICTED]):
        return BORNE_OUT
    return CONTRADICTED if chance[CONTRADICTED] >= contradicted else NOTHING


def report(judged: Judged, unread: Sequence[LabelledFigure]) -> None:
    """Print what is found, by the chances from which outcomes are told."""
    lines = []
    for borne in (0.4, 0.45, 0.5, 0.55):
        for contradicted in (0.5, 0.55, 0.57, 0.6, 0.65):
            got = Counter[tuple[str, str]]((each.label, NOTHING) for each in unread)
            for case, _, chance in judged:
                got[case.labelled.label, told(chance, borne, contradicted)] += 1
            of = {label: sum(got[label, said] for said in OUTCOMES) for label in OUTCOMES}
            wrong = got[BORNE_OUT, CONTRADICTED] + got[NOTHING, CONTRADICTED]
            lines.append(
                (
                    f"{borne} {contradicted}",
                    percent(got[BORNE_OUT, BORNE_OUT] / of[BORNE_OUT]),
                    percent(got[CONTRADICTED, CONTRADICTED] / of[CONTRADICTED]),
                    percent(wrong / (of[BORNE_OUT] + of[NOTHING])),
                    percent(got[NOTHING, BORNE_OUT] / of[NOTHING]),
                    percent(got[CONTRADICTED, BORNE_OUT] / of[CONTRADICTED]),
                )
            )
    head = ("from", "borne out", "contradicted", "wrongly", "nothing borne", "contr. borne")
    sys.stdout.write(
        table(f"{len(judged) + len(unread)} figures, each folder by the others", head, lines)
    )


def write(weights: Weights) -> None:
    """Write the weights where the package reads them."""
    heads = {name: getattr(weights, name) for name in ("same", *HEADS)}
    found = {
        **{name: _plain(each) for name, each in heads.items()},
        "outcomes": {name: _plain(each) for name, each in weights.outcomes.items()},
        "least": {BORNE_OUT: _BORNE, CONTRADICTED: _CONTRADICTED},
    }
    FILE.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _plain(score: Linear) -> dict[str, object]:
    return {"weights": dict(score.weights), "bias": score.bias}


if __name__ == "__main__":
    main()
