"""What the judge is worth on an author that did not teach it: `python -m bench authors [--with-r]`.

Each set in turn is left out of all that is fitted, and then judged; beside it, what one gets by
looking for the digits of each number in the source.
"""

import sys
from collections.abc import Sequence

from bench.judge.crossing import judged, ready
from bench.judge.data import AUTHORED, EARLIER, REAL, Case, missing, ours, real
from bench.judge.folds import WITH_REAL, Judged
from bench.judge.metrics import HEAD, worth
from bench.judge.splits import by_set
from bench.statements import has_digits
from bench.table import table


def digit_line(cases: Sequence[Case]) -> float:
    """Return the area of the digit search: whether the source has the digits of a statement."""
    return worth(cases, [float(has_digits(case.text, case.source)) for case in cases]).area


def report(*, with_real: bool) -> str:
    """Return the table."""
    others = real() if with_real else []
    cases = [*ours(), *others]
    there = {case.set for case in cases}
    groups = [(name, frozenset({name})) for name in (*AUTHORED, *REAL) if name in there]
    groups.append((", ".join(EARLIER), frozenset(EARLIER)))
    splits = by_set(cases, [names for _, names in groups])
    found = Judged(cases, judged(ready(cases, splits)).supports(len(cases)))
    lines = [_line(name, found.of(names)) for name, names in groups]
    lines.append(_line("all", found))
    left_out = [name for name in REAL if name not in there] if with_real else []
    drawn = table("Each author left out in turn: caught", (*HEAD, "digit search, area"), lines)
    return drawn + missing(left_out)


def _line(name: str, found: Judged) -> list[str]:
    return [*found.line(name), f"{digit_line(found.cases):.3f}"]


def main(arguments: Sequence[str]) -> None:
    """Print the report."""
    sys.stdout.write(report(with_real=WITH_REAL in arguments))


if __name__ == "__main__":
    main(sys.argv[1:])
