"""The labelled statements of bench/data, counted: `python -m bench.statements --counts`."""

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from bench import labelled
from bench.judge.data import AUTHORED, EARLIER, OURS, Case, folder_of, ours
from bench.table import table


def report() -> str:
    """Return the tables that bench/data/README.md shows."""
    return f"{by_set()}\n{by_kind()}\n{by_error()}\n{by_operation()}"


def by_set() -> str:
    """Return the size of each set."""
    cases = ours()
    lines = [
        [name, *_sizes([case for case in cases if case.set == name], _numbers([name]))]
        for name in OURS
    ]
    head = ["", "articles", "statements", "right", "wrong", "numbers", "erroneous"]
    return table("Statements, set by set", head, [*lines, ["all", *_sizes(cases, _numbers(OURS))]])


def by_kind() -> str:
    """Return the statements of E1 to E10 by kind, right and wrong."""
    cases = ours(AUTHORED)
    right, wrong = (
        _most_first(Counter(case.kind for case in cases if case.wrong is wrong))
        for wrong in (False, True)
    )
    beside = zip_longest(right, wrong, fillvalue=("", ""))
    lines = [[*map(str, (*one, *other))] for one, other in beside]
    return table("E1 to E10, by kind", ["right", "", "wrong", ""], lines)


def by_error() -> str:
    """Return the wrong statements of the earlier sets by kind."""
    kinds = Counter(case.kind for case in ours(EARLIER) if case.wrong)
    lines = [[kind, str(number)] for kind, number in _most_first(kinds)]
    return table("recon, later and unread, wrong by kind", ["", "statements"], lines)


def by_operation() -> str:
    """Return the numbers of E2 to E10 by what they are said to follow by."""
    operations = Counter(told.op for case in ours(AUTHORED) for told in case.numbers)
    lines = [[operation, str(number)] for operation, number in _most_first(operations)]
    return table("E2 to E10, numbers by operation", ["", "numbers"], lines)


def _sizes(cases: Sequence[Case], numbers: int) -> list[str]:
    wrong = sum(case.wrong for case in cases)
    articles = len({case.article for case in cases})
    erroneous = sum(len(case.bad) for case in cases)
    sizes = (articles, len(cases), len(cases) - wrong, wrong, numbers, erroneous)
    return [f"{each:,}" if each else "-" for each in sizes]


def _numbers(names: Sequence[str]) -> int:
    """Return how many numbers of statements are labelled with what they rest on; E1 has none."""
    cases = (row for name in names for row in labelled.rows(folder_of(name) / "cases.jsonl"))
    return sum(len(row.get("numbers", ())) for row in cases)


def _most_first(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))
