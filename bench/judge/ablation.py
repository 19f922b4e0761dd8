"""What each figure of the judge is worth: `python -m bench ablation [--with-r] [--seeds N]`.

Each block of figures (`direct` of `direct.near`), then each figure, is left out in turn; trees are
fitted anew across the folds, the linear scores are not. Trees are random: of one figure, what
`--seeds 3` moves by a thousandth is noise.
"""

import sys
from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import NamedTuple

from bench.judge.crossing import Ready, judged, ready
from bench.judge.data import Case, ours, real
from bench.judge.folds import WITH_REAL, teaching
from bench.judge.metrics import SHARES, worth
from bench.judge.splits import by_article
from bench.judge.trees import SEED
from bench.table import table

_AT = SHARES.index(0.05)


class Point(NamedTuple):
    """The area under the curve, and what is caught where 5 % of the right are flagged."""

    area: float
    caught: float


def left_out(names: Sequence[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each block with its figures, then each figure by itself."""
    blocks = sorted({name.partition(".")[0] for name in names})
    for block in blocks:
        yield block, frozenset(name for name in names if name.partition(".")[0] == block)
    for name in sorted(names):
        yield name, frozenset({name})


def point(
    cases: Sequence[Case], splits: Sequence[Ready], dropped: frozenset[str], seeds: int
) -> Point:
    """Return the mean over some seeds."""
    found = [
        worth(cases, judged(splits, dropped, seed).supports(len(cases)))
        for seed in range(SEED, SEED + seeds)
    ]
    return Point(fmean(each.area for each in found), fmean(each.caught[_AT] for each in found))


def report(*, with_real: bool, seeds: int = 1) -> str:
    """Return the table, what costs most area first among blocks and among figures."""
    cases = [*ours(), *(real() if with_real else ())]
    splits = ready(cases, by_article(cases, teaching(with_real=with_real)))
    whole = point(cases, splits, frozenset(), seeds)
    found = [
        (name, point(cases, splits, dropped, seeds))
        for name, dropped in left_out(splits[0].taught.names)
    ]
    found.sort(key=lambda each: ("." in each[0], each[1].area))
    lines = [["nothing", f"{whole.area:.4f}", "", f"{100 * whole.caught:.1f}", ""]]
    lines += [_line(name, each, whole) for name, each in found]
    return table("Left out", ["", "area", "change", "caught at 5 %", "change"], lines)


def _line(name: str, each: Point, whole: Point) -> list[str]:
    return [
        name,
        f"{each.area:.4f}",
        f"{each.area - whole.area:+.4f}",
        f"{100 * each.caught:.1f}",
        f"{100 * (each.caught - whole.caught):+.1f}",
    ]


def main(arguments: Sequence[str]) -> None:
    """Print the report."""
    words = list(arguments)
    seeds = int(words[words.index("--seeds") + 1]) if "--seeds" in words else 1
    sys.stdout.write(report(with_real=WITH_REAL in words, seeds=seeds))


if __name__ == "__main__":
    main(sys.argv[1:])
