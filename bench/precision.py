"""How often each code of a finding is right: `python -m bench.precision [--write]`.

Counted are numbers whose support is below that of normal sensitivity. One is right where the
statement is wrong and the number is the one that its author marked. Statements of other people, and
ours on real articles, taught the judge nothing; our own did, which flatters it, so both are shown.
Sets without a wrong statement, such as headlines, tell nothing of precision: what is flagged there
is counted as false alarms by `python -m bench.statements`. `--write` puts the counts where the
gates read them: pipeline/reconcile/precision.json.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.judge import data
from bench.judge.data import Case
from bench.judge.spread import spread
from bench.table import percent, table
from pipeline.reconcile import check_statement
from pipeline.reconcile.judge_model import MODEL
from pipeline.reconcile.precision import Precision, is_trusted
from schemas import Finding, Outcome, Sensitivity

_FILE = Path(__file__).parents[1] / "pipeline" / "reconcile" / "precision.json"
_OTHERS = ("fakesumm", "pairs")
Told = tuple[str, bool]
"""The code of a finding, and whether it is right."""


def told(case: Case) -> list[Told]:
    """Return what is said of each number of a statement that is unsupported."""
    below = MODEL.unsupported_below(Sensitivity.NORMAL)
    return [
        (finding.code, is_right(case, finding))
        for finding in check_statement(case.text, case.source).findings
        if finding.outcome is not Outcome.SUPPORTED and finding.support < below
    ]


def is_right(case: Case, finding: Finding) -> bool:
    """Return whether a number is wrong, as far as the author of the statement has marked which."""
    span = (finding.quantity.span.start, finding.quantity.span.end)
    return case.wrong and (not case.bad_spans or data.touches(span, case.bad_spans))


def counted(cases: Sequence[Case]) -> dict[str, Precision]:
    """Return what came of each code, in alphabetical order."""
    return _counts(each for some in spread(told, cases) for each in some)


def _counts(found: Iterable[Told]) -> dict[str, Precision]:
    all_of, right = Counter[str](), Counter[str]()
    for code, is_so in found:
        all_of[code] += 1
        right[code] += is_so
    return {code: Precision(right[code], all_of[code]) for code in sorted(all_of)}


def report(ours: dict[str, Precision], others: dict[str, Precision]) -> str:
    """Return the table."""
    none = Precision(0, 0)
    rows = []
    for code in sorted({*ours, *others}):
        own, other = ours.get(code, none), others.get(code, none)
        gate = "yes" if is_trusted(code) else "no: for review"
        rows.append([code, _shown(other), _shown(own), percent((own + other).share), gate])
    sums = [sum(some.values(), none) for some in (others, ours)]
    rows.append(["all", *map(_shown, sums), percent((sums[0] + sums[1]).share), ""])
    head = ["", "right, of others", "right, of ours", "both", "gates act on it"]
    return table("Unsupported numbers that are truly wrong, by code", head, rows)


def _shown(precision: Precision) -> str:
    return f"{precision.right} of {precision.found}"


def written(ours: dict[str, Precision], others: dict[str, Precision]) -> str:
    """Return the counts as JSON, a line for each code."""
    sets = (
        f" {json.dumps(name)}: {{\n"
        + ",\n".join(f"  {json.dumps(code)}: {list(each)}" for code, each in some.items())
        + "\n }"
        for name, some in (("ours", ours), ("others", others))
    )
    return "{\n" + ",\n".join(sets) + "\n}\n"


def main(arguments: Sequence[str]) -> None:
    """Print the table, and write the counts where asked to."""
    sets = {name: data.applied(name) for name in _OTHERS} | {"R1-R3": data.real()}
    missing = [name for name, cases in sets.items() if not cases]
    others = counted([case for cases in sets.values() for case in cases])
    ours = counted(data.ours())
    if "--write" in arguments:
        if missing:
            sys.exit(f"Nothing was written: it takes all sets. {data.missing(missing)}")
        _FILE.write_text(written(ours, others), encoding="utf-8")
        return
    sys.stdout.write(report(ours, others) + data.missing(missing))


if __name__ == "__main__":
    main(sys.argv[1:])
