"""Checking statements, ours beside its peers: recall, false alarms and statements a second.

`python -m bench.statements [PYTHON]`, where PYTHON is the interpreter that holds the peers; with
`--counts`, what the data is. Recall is the share of wrong statements that are flagged, false alarms
that of the others; balanced accuracy is the mean of the recall and of what is left of the false
alarms. Ours stands twice: flagged is what is unsupported, or what is for review as well. Our own
statements taught the judge, so that they flatter it: `python -m bench statements` judges them by
models that they did not teach. Statements on real articles, where at hand, taught nothing.
"""

import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from bench import counts, labelled, peers
from bench.judge import data
from bench.judge.data import Case
from bench.labelled import Statement
from bench.table import percent, table
from pipeline import check_statement
from schemas import Outcome, StatementCheck

Flag = Callable[[Statement], bool]
_DIGITS = re.compile(r"\d[\d,.]*\d|\d")


_WARM_UP = Statement("warm-up", "About 3 of 12 left.", "Of the 12, 4 left.", wrong=True)


class System(NamedTuple):
    """Which statements a system flagged, and the CPU seconds that it took."""

    name: str
    flags: Sequence[bool]
    seconds: float


class Rates(NamedTuple):
    """Shares of what was flagged: of the wrong statements, and of the others; NaN of none."""

    recall: float
    false_alarms: float

    @property
    def balanced(self) -> float:
        """The balanced accuracy."""
        return (self.recall + 1 - self.false_alarms) / 2


def ours(statement: Statement) -> StatementCheck:
    """Return what we find in a statement."""
    return check_statement(statement.text, statement.source)


def digits(statement: Statement) -> bool:
    """Return whether a string of digits of the statement is missing from the source."""
    return not has_digits(statement.text, statement.source)


def has_digits(text: str, source: str) -> bool:
    """Return whether a source holds every string of digits of a text."""
    return set(_DIGITS.findall(text)) <= set(_DIGITS.findall(source))


def rates(statements: Sequence[Statement], flags: Sequence[bool]) -> Rates:
    """Return recall and false alarms."""
    wrong = [flag for each, flag in zip(statements, flags, strict=True) if each.wrong]
    right = [flag for each, flag in zip(statements, flags, strict=True) if not each.wrong]
    return Rates(_share(wrong), _share(right))


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else float("nan")


def run_here(name: str, flag: Flag, statements: Sequence[Statement]) -> System:
    """Return what a function of this process flags; reading a source for the first time counts."""
    flag(_WARM_UP)
    began = time.process_time()
    flags = [flag(each) for each in statements]
    return System(name, flags, time.process_time() - began)


def run_ours(statements: Sequence[Statement]) -> list[System]:
    """Return ours twice: flagging what is unsupported, and what is for review as well."""
    ours(_WARM_UP)
    began = time.process_time()
    outcomes = [ours(each).outcome for each in statements]
    seconds = time.process_time() - began
    unsupported = [each is Outcome.UNSUPPORTED for each in outcomes]
    doubted = [each is not Outcome.SUPPORTED for each in outcomes]
    return [
        System("factdesk, unsupported", unsupported, seconds),
        System("factdesk, or for review", doubted, seconds),
    ]


def run_sourced(python: Path, statements: Sequence[Statement]) -> list[System]:
    """Return sourced-evidence twice: flagging what it calls contradicted, and what not grounded."""
    questions = [{"statement": each.text, "source": each.source} for each in statements]
    answers = peers.ask(python, "sourced-evidence", questions)
    verdicts = [row.get("verdicts", ()) for row in answers.rows]
    name = f"sourced-evidence {answers.version}"
    contradicted = ["contradicted" in each for each in verdicts]
    not_grounded = [any(word != "grounded" for word in each) for each in verdicts]
    return [
        System(f"{name}, contradicted", contradicted, answers.seconds),
        System(f"{name}, not grounded", not_grounded, answers.seconds),
    ]


def run_all(statements: Sequence[Statement], python: Path | None) -> list[System]:
    """Return ours, the digit strings and the peers where they are installed."""
    here = [*run_ours(statements), run_here("digit strings", digits, statements)]
    return here + (run_sourced(python, statements) if python else [])


def compare(title: str, statements: Sequence[Statement], systems: Sequence[System]) -> str:
    """Return the table of all systems over these statements."""
    wrong = sum(each.wrong for each in statements)
    first = systems[0].seconds
    return table(
        f"{title}: {len(statements)} statements, {wrong} of them wrong",
        ["", "recall", "false alarms", "balanced", "statements/s", "rate/ours"],
        [
            [
                system.name,
                *(percent(share) for share in rates(statements, system.flags)),
                percent(rates(statements, system.flags).balanced),
                f"{len(statements) / max(system.seconds, 1e-9):,.0f}",
                f"{first / max(system.seconds, 1e-9):.2f}",
            ]
            for system in systems
        ],
    )


def by_kind(statements: Sequence[Statement], systems: Sequence[System]) -> str:
    """Return the recall of each system by what is wrong with a statement."""
    groups: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(statements):
        if each.kind:
            groups[each.kind].append(at)
    return table(
        "Flagged, by kind of error",
        ["", "of", *(system.name.split(", ")[-1] for system in systems)],
        [
            [kind, str(len(places)), *(str(sum(s.flags[at] for at in places)) for s in systems)]
            for kind, places in sorted(groups.items())
        ],
    )


def cases(some: Sequence[Case]) -> list[Statement]:
    """Return labelled cases as statements; a right one has no kind of error."""
    return [
        Statement(each.name, each.text, each.source, each.wrong, each.kind if each.wrong else None)
        for each in some
    ]


def report(python: Path | None) -> str:
    """Return the tables over the statements that ship, and over others where at hand."""
    parts = []
    for title, own in (
        (
            "Statements (bench/data/statements, which taught the judge)",
            cases(data.ours(data.AUTHORED)),
        ),
        ("Statements (bench/data/recon, which did too)", labelled.statements()),
    ):
        systems = run_all(own, python)
        parts += [compare(title, own, systems), by_kind(own, systems)]
    for title, others in elsewhere():
        if others:
            parts.append(compare(title, others, run_all(others, python)))
        else:
            parts.append(
                f"{title}: left out; {labelled.VARIABLE} names no folder that holds them.\n"
            )
    return "\n".join(parts)


def elsewhere() -> list[tuple[str, list[Statement]]]:
    """Return the sets that do not ship, by title; empty where they are not at hand."""
    pairs = labelled.elsewhere("pairs/pairs.jsonl")
    headlines = labelled.elsewhere("headlines/headlines.jsonl")
    return [
        ("Statements on real articles", cases(data.real())),
        ("Minimal pairs", labelled.pairs(pairs) if pairs else []),
        ("Headlines", labelled.headlines(headlines) if headlines else []),
    ]


if __name__ == "__main__":
    if sys.argv[1:] == ["--counts"]:
        sys.stdout.write(counts.report())
    else:
        sys.stdout.write(report(Path(sys.argv[1]) if sys.argv[1:] else None))
