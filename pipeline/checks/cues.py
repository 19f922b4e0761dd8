"""Cues: what kind of checking a number needs. They feed the score and alert nobody."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage
from schemas import Modifier, Quantity, QuantityKind


def c01_vague_quantity(passage: Passage) -> Iterator[Pitfall]:
    """Yield each number that is not given: thousands, dozens."""
    for quantity in passage.quantities:
        if quantity.kind is QuantityKind.VAGUE:
            yield Pitfall(f"{quantity.text}: how many exactly?", (quantity,))


_ROUND = 1000
_ROUND_DIGITS = 2


def c07_round_number(passage: Passage) -> Iterator[Pitfall]:
    """Yield each large count of one or two significant digits that is not said to be rounded."""
    for quantity in passage.quantities:
        plain = quantity.modifier is Modifier.NONE and quantity.kind is QuantityKind.COUNT
        if not plain or not quantity.value or quantity.value < _ROUND:
            continue
        if len(quantity.value.normalize().as_tuple().digits) <= _ROUND_DIGITS:
            yield Pitfall(f"{quantity.text}: counted or estimated?", (quantity,))


# --- records ---

_SUPERLATIVE = (
    r"(?:largest|highest|lowest|biggest|smallest|worst|best|fastest|slowest|fewest|longest|shortest|"
    r"deadliest|costliest|busiest|hottest|coldest|steepest|strongest|weakest|sharpest|driest|"
    r"wettest|tallest|most)"
)
_AGO = (
    r"in (?:history|living|recorded|(?:[a-z]+ ){0,2}(?:\d+|an?|two|three|four|five|six|seven|eight|"
    r"nine|ten|twenty|thirty) (?:years|decades?|months|weeks|century|generation))"
)
# Of a series, so that it speaks of the figures of the whole sentence.
_OF_SERIES = re.compile(
    rf"\b{_SUPERLATIVE}\b(?:\s+[\w’'-]+){{0,6}}?\s+"
    rf"(?:since|ever|on record|of all time|so far|{_AGO})\b"
    r"|\brecord[- ](?:high|low|number|level|amount|total|sum|profit|loss|sales|year)s?\b"
    r"|\brecord-\w+ing\b|\ba (?:new )?record(?! (?:of|label|company|deal|player|store|that|in|"
    r"as)\b)"
    r"|\ball-time (?:high|low)\b|\bunprecedented\b|\bfor the first time\b",
    re.IGNORECASE,
)
# Standing by a figure. "Spain's largest bank" says something of the bank, "second-largest" as well.
_BY_FIGURE = re.compile(
    rf"(?<!one of )(?<!at )\b(?:the|its|their) {_SUPERLATIVE}\b(?! of\b)", re.IGNORECASE
)
_SUPERLATIVE_REACH = 40  # characters between a superlative and its figure
_TIMES = {QuantityKind.DURATION, QuantityKind.AGE}


def c04_record(passage: Passage) -> Iterator[Pitfall]:
    """Yield the figures that a record or superlative has to do with."""
    figures = tuple(q for q in passage.quantities if q.kind not in _TIMES)
    record = _OF_SERIES.search(passage.text)
    if record is None:
        record = _BY_FIGURE.search(passage.text)
        figures = tuple(q for q in figures if record and _is_near(passage, q, record))
    if record and figures:
        words = " ".join(record.group().split())
        yield Pitfall(f"“{words}”: check the series, not only this figure", figures)


def _is_near(passage: Passage, quantity: Quantity, words: re.Match[str]) -> bool:
    """Return whether nothing but a few words stands between a figure and what is said of it."""
    at = passage.at(quantity.span)
    start, end = sorted((at.start, at.end, words.start(), words.end()))[1:3]
    return end - start <= _SUPERLATIVE_REACH and ";" not in passage.text[start:end]


# --- comparisons ---

_COMPARISON = re.compile(
    r"\b(?:equal to|equals|as (?:much|many|large|high|long|big|likely|often) as|(?:the )?same as|"
    r"(?:more|fewer|less|(?!rather|other)\w{3,}er)(?:\s+[\w’'-]+){0,4}?\s+than"
    r"(?= (?:in|at|any|those|it|they|all|its|his|her|their|the)\b)|"
    r"compared (?:with|to)|versus|vs\.?|as against|outnumber\w*|outpac\w*|outspen[dt]\w*|"
    r"twice (?:the|that)|half that of|times (?:the|that|higher|more))\b",
    re.IGNORECASE,
)
_ANY_OTHER = re.compile(r"\s+(?:any|all|every|in any)\b", re.IGNORECASE)
_CUT = re.compile(r"[;:]|\.\s|, and that\b")
_NO_SIDE = {QuantityKind.AGE, QuantityKind.MULTIPLIER}
_SIDE_REACH = 120  # characters


def c05_two_sources(passage: Passage) -> Iterator[Pitfall]:
    """Yield the two figures that are compared and may come from two ways of counting."""
    figures = [q for q in passage.quantities if q.kind not in _NO_SIDE]
    for compared in _COMPARISON.finditer(passage.text) if figures else ():
        sides = _sides(passage, figures, compared)
        than = compared.group().endswith("than")
        any_other = than and _ANY_OTHER.match(passage.text, compared.end())
        if len(sides) == 2 or (sides and any_other):
            words = " ".join(compared.group().split())
            yield Pitfall(f"“{words}”: are both sides counted the same way?", sides)
            return


def _sides(
    passage: Passage, figures: list[Quantity], compared: re.Match[str]
) -> tuple[Quantity, ...]:
    """Return the nearest figure on either side of a comparison, within its clause.

    None where the words belong to a figure themselves: "as much as $20 million".
    """
    start = compared.start() + passage.offset + 1
    place = bisect_left(figures, start, key=lambda each: each.span.end)
    before, behind = figures[max(0, place - 1) : place], figures[place : place + 1]
    if any(passage.at(each.span).start < compared.end() for each in behind):
        return ()
    text = passage.text
    return (
        *(q for q in before if _is_joined(text[passage.at(q.span).end : compared.start()])),
        *(q for q in behind if _is_joined(text[compared.end() : passage.at(q.span).start])),
    )


def _is_joined(words: str) -> bool:
    return len(words) <= _SIDE_REACH and not _CUT.search(words)


CHECKS = (
    Check(
        "C01",
        "vague-quantity",
        "The number is not given: thousands, dozens.",
        fires="Thousands of trees fell.",
        silent="Two thousand trees fell.",
        settles="A count, and who counted.",
        find=c01_vague_quantity,
    ),
    Check(
        "C04",
        "record",
        "A record or superlative stands with the number: it needs the whole series.",
        fires="It was the largest fleet, with 500 boats.",
        silent="It was a large fleet, with 500 boats.",
        settles="The whole series back to where the record is said to begin.",
        find=c04_record,
    ),
    Check(
        "C05",
        "two-source-comparison",
        "Two figures are compared that may come from two sources and two ways of counting.",
        fires="It makes in three months as much as they make in five years.",
        silent="It made 500 boats in three months.",
        settles="Both figures from one source, or how each source counts.",
        find=c05_two_sources,
    ),
    Check(
        "C07",
        "round-number",
        "A large count is round and not hedged: it may be an estimate.",
        fires="10,000 people marched.",
        silent="10,230 people marched.",
        settles="Who counted, and how.",
        find=c07_round_number,
    ),
)
