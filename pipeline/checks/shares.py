"""Checks of parts and wholes: what a share, its part and its whole say of one another."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage
from pipeline.checks.rounding import is_hedged
from schemas import QuantityKind

_GIVEN_AS = re.compile(r"(?:\bor|\(|—|–)\s*$")


def a05_part_percent(passage: Passage) -> Iterator[Pitfall]:
    """Yield each share that is given again in percent, and wrongly."""
    for ratio, percent in pairwise(passage.quantities):
        if ratio.kind is not QuantityKind.RATIO or percent.kind is not QuantityKind.PERCENT:
            continue
        if not _GIVEN_AS.search(passage.between(ratio, percent)):
            continue
        if ratio.low is None or not ratio.whole or percent.low is None:
            continue
        share = ratio.low / ratio.whole * 100
        reach = max(percent.step or Decimal(1), Decimal(is_hedged(percent))) / 2
        if abs(share - percent.low) > reach + is_hedged(percent):
            computed = f"{ratio.low:f} / {ratio.whole:f} = {share:.1f} %"
            message = f"{ratio.text} is {share:.0f} %, not {percent.text}"
            yield Pitfall(message, (ratio, percent), computed)


CHECKS = (
    Check(
        "A05",
        "part-percent",
        "A part and its whole do not make the percentage that is given for them.",
        fires="22 of the 32 pumps, or 62%, failed.",
        silent="22 of the 32 pumps, or 69%, failed.",
        settles="The two counts in the source; the percentage follows from them.",
        find=a05_part_percent,
    ),
)
