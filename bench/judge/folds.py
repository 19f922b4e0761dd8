"""What the judge is worth on articles new to it: `python -m bench statements [--with-r]`.

Articles are dealt into five folds; the statements of a fold are judged by a model fitted on the
other four, linear scores and all. Our own sets teach; with `--with-r` those on real articles teach
as well. Below stand other people's statements, judged by the model that ships, at the thresholds
that ship.
"""

import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bench.judge.crossing import judged, ready
from bench.judge.data import (
    APPLIED,
    AUTHORED,
    EARLIER,
    FIRST_AUTHORED,
    OURS,
    REAL,
    Case,
    applied,
    missing,
    ours,
    real,
)
from bench.judge.metrics import HEAD, area, share_below, worth
from bench.judge.splits import by_article
from bench.judge.spread import spread
from bench.table import percent, table
from pipeline.reconcile import check_statement
from pipeline.reconcile.judge_model import MODEL
from schemas import Sensitivity

WITH_REAL = "--with-r"


class Judged(NamedTuple):
    """Statements with the supports that models gave which had not seen their articles."""

    cases: Sequence[Case]
    supports: Sequence[float]

    def of(self, sets: Iterable[str]) -> "Judged":
        """Return those of some sets."""
        names = frozenset(sets)
        told = zip(self.cases, self.supports, strict=True)
        chosen = [(case, support) for case, support in told if case.set in names]
        return Judged([case for case, _ in chosen], [support for _, support in chosen])

    def line(self, name: str) -> list[str]:
        """Return the figures for a table."""
        return [name, *worth(self.cases, self.supports).cells]


def teaching(*, with_real: bool) -> frozenset[str]:
    """Return the sets that teach."""
    return frozenset(OURS) | (frozenset(REAL) if with_real else frozenset())


def across_folds(*, with_real: bool) -> Judged:
    """Return our statements and those on real articles, judged by the models of other folds."""
    cases = [*ours(), *real()]
    splits = by_article(cases, teaching(with_real=with_real))
    return Judged(cases, judged(ready(cases, splits)).supports(len(cases)))


def lines(found: Judged) -> list[list[str]]:
    """Return the figures of all sets together, and set by set."""
    there = {case.set for case in found.cases}
    pooled = {
        "R1-R3, E1-E5": (*REAL, *FIRST_AUTHORED),
        "R+E": (*REAL, *AUTHORED),
        "R": REAL,
        "E": AUTHORED,
        "recon, later, unread": EARLIER,
    }
    lines = [found.of(sets).line(name) for name, sets in pooled.items() if there & {*sets}]
    return lines + [found.of([name]).line(name) for name in (*REAL, *OURS) if name in there]


def shipped_line(cases: Sequence[Case]) -> list[str]:
    """Return how often the shipped model flags right and wrong statements at each sensitivity."""
    supports = spread(support, cases)
    right = [each for case, each in zip(cases, supports, strict=True) if not case.wrong]
    wrong = [each for case, each in zip(cases, supports, strict=True) if case.wrong]
    below = [MODEL.unsupported_below(each) for each in Sensitivity]
    shares = [percent(share_below(some, least)) for some in (right, wrong) for least in below]
    auc = area(right, wrong)
    sizes = str(len(right)), str(len(wrong))
    return [cases[0].set, *sizes, f"{auc:.3f}" if wrong else "-", *shares]


def support(case: Case) -> float:
    """Return the support of a statement, as it ships."""
    return check_statement(case.text, case.source).support


def report(*, with_real: bool) -> str:
    """Return both tables."""
    found = across_folds(with_real=with_real)
    there = {case.set for case in found.cases}
    taught = "our own and the real articles" if with_real else "our own articles"
    parts = [
        table(f"Across 5 folds by article, fitted on {taught}: caught", HEAD, lines(found)),
        missing([name for name in REAL if name not in there]),
    ]
    public = {name: applied(name) for name in APPLIED}
    head = ["", "right", "wrong", "area"]
    head += [f"{word}, {each}" for word in ("right", "caught") for each in Sensitivity]
    some = [shipped_line(cases) for cases in public.values() if cases]
    if some:
        parts.append(
            table("Other people's statements, flagged by the model that ships", head, some)
        )
    parts.append(missing([name for name, cases in public.items() if not cases]))
    return "\n".join(part for part in parts if part)


def main(arguments: Sequence[str]) -> None:
    """Print the report."""
    sys.stdout.write(report(with_real=WITH_REAL in arguments))


if __name__ == "__main__":
    main(sys.argv[1:])
