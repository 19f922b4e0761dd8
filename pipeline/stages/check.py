"""Checking for numeric pitfalls: each check is one function over the typed quantities of a sentence.

The ids are those of the desk's list of checks: S the brief itself, A errors, B warnings, C cues.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from pipeline.numbers import Source, SourceQuantity
from pipeline.text.clauses import figure_kind
from schemas import (
    Brief,
    ClaimKind,
    Finding,
    Flag,
    Modifier,
    Quantity,
    QuantityKind,
    Role,
    Sentence,
    TextSpan,
    Tier,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with the quantities to verify in it."""

    sentence: Sentence
    text: str
    quantities: tuple[Quantity, ...]

    def between(self, first: Quantity, second: Quantity) -> str:
        """Return the words between two quantities of the sentence."""
        start = self.sentence.span.start
        return self.text[first.span.end - start : second.span.start - start]

    def all_places(self) -> tuple[TextSpan, ...]:
        """Return the spans of all quantities of the sentence."""
        return tuple(quantity.span for quantity in self.quantities)


def check_brief(brief: Brief, findings: tuple[Finding, ...]) -> tuple[Flag, ...]:
    """Return S01 for each number of the drafted brief that the article does not bear out."""
    ours = {brief.headline.point_id, *(p.point_id for p in brief.points)}
    ours |= {withheld.point.point_id for withheld in brief.withheld}
    return tuple(
        Flag(
            check="S01",
            tier=Tier.S,
            message=f"{finding.quantity.text}: {finding.reason}",
            places=finding.source,
            subject=finding.subject,
        )
        for finding in findings
        if finding.subject in ours and finding.status.flagged
    )


def check_article(source: Source) -> tuple[Flag, ...]:
    """Return the flags of all checks over the prose of the article, in text order."""
    return tuple(
        flag for passage in _passages(source) for check in _CHECKS for flag in check(passage)
    )


def _passages(source: Source) -> Iterator[Passage]:
    by_sentence: dict[str, list[SourceQuantity]] = {}
    for each in source.quantities:
        if each.quantity.checkable and each.sentence.role is not Role.BOILERPLATE:
            by_sentence.setdefault(each.sentence.sentence_id, []).append(each)
    reading = source.article.reading_text
    for found in by_sentence.values():
        span = found[0].sentence.span
        quantities = tuple(each.quantity for each in found)
        yield Passage(found[0].sentence, reading[span.start : span.end], quantities)


def a05_part_percent(passage: Passage) -> Iterator[Flag]:
    """A part and its whole do not make the percentage that is given for them: 22 of 32, or 62%."""
    for ratio, percent in pairwise(passage.quantities):
        if ratio.kind is not QuantityKind.RATIO or percent.kind is not QuantityKind.PERCENT:
            continue
        if not re.search(r"(?:\bor|\(|—|–)\s*$", passage.between(ratio, percent)):
            continue
        if ratio.low is None or not ratio.whole or percent.low is None:
            continue
        share = ratio.low / ratio.whole * 100
        reach = (
            max(percent.step or Decimal(1), Decimal(1) if _is_hedged(percent) else Decimal(0)) / 2
        )
        if abs(share - percent.low) > reach + (1 if _is_hedged(percent) else 0):
            computed = f"{ratio.low:f} / {ratio.whole:f} = {share:.1f} %"
            yield _flag(
                "A05",
                f"{ratio.text} is {share:.0f} %, not {percent.text}",
                (ratio, percent),
                computed,
            )


def a14_sum(passage: Passage) -> Iterator[Flag]:
    """The parts do not add up to the total that is given with them: 3.5% and 1.5%, a total of 6%."""
    for total in passage.quantities:
        parts = [q for q in passage.quantities if q is not total and _addable(q, total)]
        if len(parts) < 2 or not _is_total(passage, total) or total.low is None:
            continue
        values = [part.low for part in parts if part.low is not None]
        added = sum(values, Decimal(0))
        reach = sum(((part.step or Decimal(0)) / 2 for part in (*parts, total)), Decimal(0))
        if abs(added - total.low) > reach:
            computed = " + ".join(f"{value:f}" for value in values) + f" = {added:f}"
            yield _flag(
                "A14", f"the parts make {added:f}, not {total.text}", (*parts, total), computed
            )


def _addable(part: Quantity, total: Quantity) -> bool:
    """Return whether two quantities measure the same thing exactly, so that they can be added."""
    exact = not _is_hedged(part) and not _is_hedged(total) and part.value is not None
    same = part.kind is total.kind and part.unit == total.unit and part.per == total.per
    return exact and same and part.kind in {
        QuantityKind.COUNT, QuantityKind.PERCENT, QuantityKind.MONEY, QuantityKind.MEASURE,
    }  # fmt: skip


def _is_total(passage: Passage, quantity: Quantity) -> bool:
    start = passage.sentence.span.start
    before = passage.text[: quantity.span.start - start]
    after = passage.text[quantity.span.end - start :]
    return bool(
        re.search(
            r"\b(?:total of|totall?ing|combined|altogether|adding up to|sum of)\s+$",
            before,
            re.IGNORECASE,
        )
        or re.match(r"\s+(?:in total|in all|altogether|combined)\b", after, re.IGNORECASE)
    )


_BASELINE = re.compile(
    r"\b(?:from|than|compared|since|versus|year[- ]on[- ]year|annual(?:ly|ised|ized)?|a year (?:ago|earlier)|"
    r"over the (?:past|last|same)|last (?:year|month|week|quarter)|previous|prior|earlier|before|"
    r"between|in the (?:year|month|quarter) to|relative to|on top of)\b",
    re.IGNORECASE,
)
_MARKETS = re.compile(r"\b(?:shares?|stocks?|index|FTSE|Dow|Nasdaq|S&P|futures|yields?)\b")


def b05_no_baseline(passage: Passage) -> Iterator[Flag]:
    """A change is given without what it is measured from; moves of markets are exempt."""
    if _BASELINE.search(passage.text) or _MARKETS.search(passage.text):
        return
    relative = {QuantityKind.PERCENT, QuantityKind.MULTIPLIER, QuantityKind.PERCENTAGE_POINT}
    for quantity in passage.quantities:
        multiplied = quantity.kind is QuantityKind.MULTIPLIER
        if (
            quantity.kind in relative
            and (quantity.direction or multiplied)
            and _is_change(passage, quantity)
        ):
            yield _flag("B05", f"{quantity.text}: a change from what?", (quantity,))


def _is_change(passage: Passage, quantity: Quantity) -> bool:
    """Return whether the number is how much, not up to what level: "by 5%", "a 5% rise"."""
    before = passage.text[: quantity.span.start - passage.sentence.span.start].rstrip().lower()
    return not before.endswith((" to", " at", " of", " below", " above"))


def c01_vague_quantity(passage: Passage) -> Iterator[Flag]:
    """The number is not given: thousands, dozens."""
    for quantity in passage.quantities:
        if quantity.kind is QuantityKind.VAGUE:
            yield _flag("C01", f"{quantity.text}: how many exactly?", (quantity,))


def c02_bound(passage: Passage) -> Iterator[Flag]:
    """The number is a bound or hedged: up to 500, nearly 480."""
    for quantity in passage.quantities:
        if quantity.modifier not in {Modifier.NONE, Modifier.EXACTLY}:
            words = quantity.modifier.replace("_", " ")
            yield _flag("C02", f"{quantity.text}: {words}; what is the exact figure?", (quantity,))


def c03_projection(passage: Passage) -> Iterator[Flag]:
    """The sentence foretells, plans or demands: it cannot be verified as done."""
    start = passage.sentence.span.start
    for quantity in passage.quantities:
        if figure_kind(passage.text, quantity.span.start - start) is ClaimKind.FORECAST:
            message = f"{quantity.text}: planned or expected; who says so, on what grounds?"
            yield _flag("C03", message, (quantity,))


_RECORD = re.compile(
    r"\b(?:record|largest|highest|lowest|biggest|smallest|worst|best|fastest|most|fewest|longest|"
    r"deadliest|unprecedented|first time|for the first|ever)\b",
    re.IGNORECASE,
)


def c04_record(passage: Passage) -> Iterator[Flag]:
    """A record or superlative stands with the number: it needs the whole series."""
    found = _RECORD.search(passage.text)
    if found and not re.search(r"(?i)\bat (?:most|best|worst)\b", passage.text):
        message = f"“{found.group()}”: check the series, not only this figure"
        yield Flag(check="C04", tier=Tier.C, message=message, places=passage.all_places())


_COMPARISON = re.compile(
    r"\b(?:equal to|equals|as (?:much|many|large|high|long) as|same as|more than any|than any other|"
    r"compared (?:with|to)|twice|outnumber\w*|exceeds?|outpac\w*)\b",
    re.IGNORECASE,
)


def c05_two_sources(passage: Passage) -> Iterator[Flag]:
    """Two figures are compared that may come from two sources and two ways of counting."""
    found = _COMPARISON.search(passage.text)
    compared = [q for q in passage.quantities if q.kind is not QuantityKind.AGE]
    bound = any(q.text.lower().startswith(("as many as", "as much as")) for q in compared)
    if found and len(compared) > 1 and not bound:
        message = f"“{found.group()}”: are both sides counted the same way?"
        yield Flag(check="C05", tier=Tier.C, message=message, places=passage.all_places())


_CHECKS: tuple[Callable[[Passage], Iterator[Flag]], ...] = (
    a05_part_percent, a14_sum, b05_no_baseline, c01_vague_quantity, c02_bound, c03_projection,
    c04_record, c05_two_sources,
)  # fmt: skip


def _is_hedged(quantity: Quantity) -> bool:
    return quantity.modifier not in {Modifier.NONE, Modifier.EXACTLY}


def _flag(
    check: str, message: str, quantities: tuple[Quantity, ...], computed: str | None = None
) -> Flag:
    return Flag(
        check=check,
        tier=Tier(check[0]),
        message=message,
        places=tuple(quantity.span for quantity in quantities),
        computed=computed,
    )
