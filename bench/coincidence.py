"""How often arithmetic explains a wrong number: random values in place of true ones.

`python -m bench.coincidence [-v]`. In each supported statement of bench/data/recon, and in every
sixth headline where FACTDESK_BENCH_DATA holds them, each true number is replaced, a few times, by
another random one: with as many digits, as many decimals and as many closing zeros, from 0.3 to 3 times
as large. Years, dates, names and ranks are left alone, and so are ranges, because arithmetic on
two numbers gives one. A draw that the source bears out without arithmetic is no try. What is
counted is the status of the finding on the replaced number: `derived` is an acceptance; `unclear`
owns that it may be chance. The second table shows what the guard costs: supported statements that
labels call derived, and how many pass unflagged. The same seed gives the same draws.
"""

import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import NamedTuple

from bench import labelled
from bench.labelled import Statement
from bench.table import percent, table
from pipeline import Source, article_from_text, check_statement
from schemas import Finding, Quantity, QuantityKind, Status, TextSpan

_SEED = "factdesk"
_DRAWS = 6  # of each number: 1,300 tries on bench/data/recon, a standard error of half a point
_EVERY = 6
_LEFT_ALONE = {
    QuantityKind.DATE,
    QuantityKind.YEAR,
    QuantityKind.TIME,
    QuantityKind.ORDINAL,
    QuantityKind.IDENTIFIER,
    QuantityKind.RANGE,
    QuantityKind.SCORE,
    QuantityKind.VAGUE,
}
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_AS_IT_STANDS = {Status.EXACT, Status.REFORMATTED, Status.ROUNDED, Status.WITHIN_BOUND}


class Try(NamedTuple):
    """A statement with one number replaced, and what was found on that number."""

    statement: str
    kind: QuantityKind
    finding: Finding


def tries(statements: Iterable[Statement]) -> Iterator[Try]:
    """Yield a try for each draw that the source does not bear out as it stands."""
    for each in statements:
        source = Source(article_from_text(each.source))
        for at, finding in enumerate(check_statement(each.text, source).findings):
            chance = random.Random(f"{_SEED}/{each.name}/{at}")  # noqa: S311  no secret
            for changed, place in _changed(each.text, finding.quantity, chance):
                found = _finding_at(changed, place, source)
                if found and found.status not in _AS_IT_STANDS:
                    yield Try(changed, finding.quantity.kind, found)


def _changed(text: str, quantity: Quantity, chance: random.Random) -> Iterator[tuple[str, int]]:
    """Yield the statement with other values for a quantity, and where these stand."""
    place = _place(text, quantity)
    if place is None:
        return
    for drawn in _draws(_numeral(text, quantity, place), chance):
        yield text[: place.start] + drawn + text[place.end :], place.start


def _place(text: str, quantity: Quantity) -> TextSpan | None:
    """Return what to replace: the first digits of the number, or a whole number all in words."""
    start, end = quantity.number.start, quantity.number.end
    if quantity.kind in _LEFT_ALONE:
        return None
    if digits := _DIGITS.search(text, start, end):
        return TextSpan(start=digits.start(), end=digits.end())
    counted = quantity.kind not in {QuantityKind.FRACTION, QuantityKind.RATIO}
    whole = quantity.value is not None and quantity.value == int(quantity.value)
    spelled = counted and whole and quantity.kind is not QuantityKind.MULTIPLIER
    return quantity.number if spelled else None


def _numeral(text: str, quantity: Quantity, place: TextSpan) -> str:
    """Return the digits that are replaced; of a number in words, those it would be written with."""
    if place == quantity.number and not _DIGITS.fullmatch(text[place.start : place.end]):
        return f"{int(quantity.value or 0):,}"
    return text[place.start : place.end]


def _draws(numeral: str, chance: random.Random) -> Iterator[str]:
    """Yield other numerals of the same size and precision, as they are drawn."""
    digits = re.sub(r"\D", "", numeral)
    zeros = len(digits) - len(digits.rstrip("0")) if "." not in numeral else 0
    true = int(digits) // 10**zeros
    lowest = max(ceil(0.3 * true), 10 ** (len(digits) - zeros - 1) * (not numeral.startswith("0")))
    highest = min(3 * true, 10 ** (len(digits) - zeros) - 1)
    if lowest >= highest:
        return
    others = range(lowest, highest + 1)
    for drawn in chance.sample(others, min(_DRAWS, len(others))):
        if drawn != true:
            yield _written(str(drawn * 10**zeros).zfill(len(digits)), numeral)


def _written(digits: str, like: str) -> str:
    """Return digits with the separators of a numeral that has as many."""
    following = iter(digits)
    return "".join(next(following) if each.isdigit() else each for each in like)


def _finding_at(statement: str, place: int, source: Source) -> Finding | None:
    findings = check_statement(statement, source).findings
    return next((each for each in findings if _covers(each.quantity.span, place)), None)


def _covers(span: TextSpan, place: int) -> bool:
    return span.start <= place < span.end


def acceptance(title: str, tried: Sequence[Try]) -> str:
    """Return how many tries were accepted as derived, in all and by kind of number."""
    groups: dict[str, list[Try]] = defaultdict(list)
    for each in tried:
        groups[each.kind.value].append(each)
    lines = [("all", list(tried)), *sorted(groups.items())]
    return table(
        f"{title}: random values in place of true ones",
        ["", "tries", "derived", "%", "unclear", "%"],
        [[name, str(len(some)), *_shares(some)] for name, some in lines],
    )


def _shares(tried: Sequence[Try]) -> list[str]:
    cells = []
    for status in (Status.DERIVED, Status.UNCLEAR):
        count = sum(each.finding.status is status for each in tried)
        cells += [str(count), percent(count / max(1, len(tried)))]
    return cells


def passing(statements: Sequence[Statement]) -> str:
    """Return how many of the supported statements with a derived number are not flagged."""
    derived = [each for each in statements if each.derived and not each.wrong]
    checks = [check_statement(each.text, each.source) for each in derived]
    passed = sum(not check.flagged for check in checks)
    shown = sum(
        any(finding.status is Status.DERIVED for finding in check.findings) for check in checks
    )
    rate = percent(passed / max(1, len(derived)))
    return (
        f"Supported statements with a derived number: {passed} of {len(derived)} pass ({rate} %), "
        f"{shown} show a formula.\n"
    )


def accepted(tried: Sequence[Try]) -> str:
    """Return the accepted tries with their formulas, one a line."""
    return "".join(
        f"  {each.finding.quantity.text!r}: {each.finding.formula}  |  {each.statement}\n"
        for each in tried
        if each.finding.status is Status.DERIVED
    )


def report(*, verbose: bool = False) -> str:
    """Return the tables, and with `verbose` what was accepted."""
    own = labelled.statements()
    sets = {"Statements": [each for each in own if not each.wrong]}
    if path := labelled.elsewhere("headlines/headlines.jsonl"):
        sets["Headlines"] = labelled.headlines(path)[::_EVERY]
    parts = []
    for title, statements in sets.items():
        tried = list(tries(statements))
        parts += [acceptance(title, tried), accepted(tried) if verbose else ""]
    return "\n".join([*filter(None, parts), passing(own)])


if __name__ == "__main__":
    sys.stdout.write(report(verbose="-v" in sys.argv[1:]))
