"""Checks of comparisons: records, superlatives, and two figures set beside each other."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain, pairwise

from pipeline.checks.check import Check, Pitfall, needs
from pipeline.checks.passage import Passage
from pipeline.numbers.dimensions import dimension, share_noun
from schemas import Quantity, QuantityKind

_SUPERLATIVES = (
    "largest highest lowest biggest smallest worst best fastest slowest fewest longest shortest deadliest "
    "costliest busiest hottest coldest steepest strongest weakest sharpest driest wettest tallest most"
).split()
_SUPERLATIVE = f"(?:{'|'.join(_SUPERLATIVES)})"
_OF_RECORDS = " ".join((*_SUPERLATIVES, "record", "records", "time", "unprecedented"))
"""One of these words is in whatever speaks of a record: "all-time", "for the first time"."""
_AGO = (
    r"in (?:history|living|recorded|(?:(?:more than|over|nearly|almost|about|at least) )?"
    r"(?:\d+|an?|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty) (?:years|decades?|months|weeks|century|generation))"
)
# Of a series, so that it speaks of the figures of the whole sentence.
_OF_SERIES = re.compile(
    rf"\b{_SUPERLATIVE}\b(?:\s+[\w’'-]+){{0,6}}?\s+(?:since|ever|on record|of all time|so far|{_AGO})\b"
    r"|\brecord[- ](?:high|low|number|level|amount|total|sum|profit|loss|sales|year)s?\b|\brecord-\w+ing\b"
    r"|\ba (?:new )?record(?! (?:of|label|company|deal|player|store|producer|that|in|as|for)\b)"
    r"|\ball-time (?:high|low)\b|\bunprecedented\b|\bfor the first time\b",
    re.IGNORECASE,
)
# Standing by a figure. "Spain's largest bank" says something of the bank, "second-largest" as well.
_BY_FIGURE = re.compile(
    r"(?<!one of )(?<!at )\b(?:the|its|their) (?:largest|highest|lowest|biggest|smallest|worst|fastest|"
    r"fewest|longest|shortest|deadliest|costliest|busiest|hottest|coldest|most)\b(?! of\b)",
    re.IGNORECASE,
)
_SUPERLATIVE_REACH = 40  # characters between a superlative and its figure
_TIMES = {QuantityKind.DURATION, QuantityKind.AGE}


def c04_record(passage: Passage) -> Iterator[Pitfall]:
    """Yield the figures that a record or superlative has to do with."""
    figures = tuple(q for q in passage.quantities if q.kind not in _TIMES)
    if not figures:
        return
    found = _OF_SERIES.search(passage.text)
    if found is None:
        found = _BY_FIGURE.search(passage.text)
        figures = tuple(q for q in figures if found and _is_near(passage, q, found))
    if found and figures:
        words = " ".join(found.group().split())
        yield Pitfall(f"“{words}”: check the series, not only this figure", figures)


def _is_near(passage: Passage, quantity: Quantity, found: re.Match[str]) -> bool:
    """Return whether nothing but a few words stands between a figure and what is said of it."""
    at = passage.at(quantity.span)
    start, end = sorted((at.start, at.end, found.start(), found.end()))[1:3]
    return end - start <= _SUPERLATIVE_REACH and ";" not in passage.text[start:end]


_COMPARISON = re.compile(
    r"\b(?:equal to|equals|as (?:much|many|large|high|long|big|likely|often) as|(?:the )?same as|"
    r"(?:more|fewer|less|\w{3,}er)(?:\s+[\w’'-]+){0,4}?\s+than(?= (?:in|at|any|those|it|they|all|its|his|her|their|the)\b)|"
    r"compared (?:with|to)|versus|vs\.?|as against|outnumber\w*|outpac\w*|outspen[dt]\w*|"
    r"twice (?:the|that)|half that of|times (?:the|that|higher|more))\b",
    re.IGNORECASE,
)
_OF_COMPARISONS = frozenset(
    "equal equals as same than compared versus vs twice half times while whereas".split()
)
"""One of these words is in whatever compares, but for those that begin with "out"."""
# A contrast compares only where both sides are measured alike.
_CONTRAST = re.compile(r"(?<=, )(?:while|whereas)\b", re.IGNORECASE)
_ANY_OTHER = re.compile(r"\s+(?:any|all|every|in any)\b", re.IGNORECASE)
_CUT = re.compile(r"[;:]|\.\s|, and that\b")
_NO_SIDE = {QuantityKind.AGE, QuantityKind.MULTIPLIER}
_SIDE_REACH = 120  # characters


def c05_two_sources(passage: Passage) -> Iterator[Pitfall]:
    """Yield the two figures that are compared and may come from two ways of counting."""
    if _OF_COMPARISONS.isdisjoint(passage.words) and "out" not in passage.text.lower():
        return
    figures = [q for q in passage.quantities if q.kind not in _NO_SIDE]
    compared = _COMPARISON.finditer(passage.text) if figures else ()
    for found in chain(compared, _CONTRAST.finditer(passage.text) if figures else ()):
        sides = _sides(passage, figures, found)
        any_other = found.group().endswith("than") and _ANY_OTHER.match(passage.text, found.end())
        contrast = found.group() in {"while", "whereas"}
        alike = len(sides) == 2 and (not contrast or dimension(sides[0]) == dimension(sides[1]))
        if alike or (sides and any_other):
            words = " ".join(found.group().split())
            yield Pitfall(f"“{words}”: are both sides counted the same way?", sides)
            return


def _sides(passage: Passage, figures: list[Quantity], found: re.Match[str]) -> tuple[Quantity, ...]:
    """Return the nearest figure on either side of a comparison, within its clause.

    None where the words belong to a figure themselves: "as much as $20 million".
    """
    offset = passage.offset
    at = bisect_left(figures, found.start() + offset + 1, key=lambda each: each.span.end)
    before, behind = figures[max(0, at - 1) : at], figures[at : at + 1]
    if any(passage.at(each.span).start < found.end() for each in behind):
        return ()
    return (
        *(q for q in before if _is_joined(passage.text[passage.at(q.span).end : found.start()])),
        *(q for q in behind if _is_joined(passage.text[found.end() : passage.at(q.span).start])),
    )


def _is_joined(gap: str) -> bool:
    return len(gap) <= _SIDE_REACH and not _CUT.search(gap)


_EVENTS = re.compile(
    r"\b(?:deaths?|murders?|killings?|homicides|crimes?|thefts?|burglar\w+|robber\w+|rapes?|assaults?|"
    r"cases|infections|accidents?|crashes|injur\w+|arrests?|births?|suicides?|fires|complaints?|"
    r"cyclists|fatalities|killed|died|overdoses?|shootings?)\b",
    re.IGNORECASE,
)
_RATED = re.compile(
    r"%|\bper (?:cent|head|capita|person|\d|million|thousand|resident|mile)|\bper[- ]?cent\b|\brate\b|"
    r"\bfor every\b|\b(?:in|of) every\b|\bpopulation\b|\bproportion\b",
    re.IGNORECASE,
)
_SET_BESIDE = re.compile(
    r"\b(?:compared|against|versus|than|while|whereas|up from|down from|from)\b|,\s+and\b|;|\band\s+[A-Z]",
)


def b16_no_denominator(passage: Passage) -> Iterator[Pitfall]:
    """Yield counts of events that are compared across places or years without how many could be."""
    counts = tuple(q for q in passage.quantities if q.kind is QuantityKind.COUNT and not q.per)
    for one, other in pairwise(counts):
        if _is_same_thing(one, other) and _apart(passage, one, other):
            if not _EVENTS.search(passage.text) or _RATED.search(passage.text):
                return
            message = f"{one.text} against {other.text}: of how many each?"
            yield Pitfall(message, (one, other))
            return


_VICTIMS = {"people", "men", "women", "children", "residents", "patients", "workers"}


def _is_same_thing(one: Quantity, other: Quantity) -> bool:
    """Return whether two counts are of one event, named once or twice."""
    nouns = [each.noun for each in (one, other) if each.noun]
    named = all(_EVENTS.search(noun) or noun.lower() in _VICTIMS for noun in nouns)
    return named and bool(nouns) and (len(nouns) == 1 or share_noun(one, other))


_PLACE = re.compile(r"\b(?:in|at) (?:the )?[A-Z]")
_PLACE_HAD = re.compile(r"[A-Z]\w+\s+(?:had|has|recorded|saw)\s*$")


def _apart(passage: Passage, one: Quantity, other: Quantity) -> bool:
    """Return whether the two are of two places or two times, by the words between them and behind."""
    between = passage.between(one, other)
    if len(between) > _SIDE_REACH or not _SET_BESIDE.search(between):
        return False
    placed = _PLACE.search(between + passage.after(other, 40)) or _PLACE_HAD.search(between)
    return bool(placed) or bool(one.period and other.period and one.period != other.period)


CHECKS = (
    Check(
        "C04",
        "record",
        "A record or superlative stands with the number: it needs the whole series.",
        fires="It was the largest fleet, with 500 boats.",
        silent="It was a large fleet, with 500 boats.",
        settles="The whole series back to where the record is said to begin.",
        find=c04_record,
        needs=needs(words=_OF_RECORDS),
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
        "B16",
        "no-denominator",
        "Counts of places or years are compared without how many people or things there were.",
        fires="There were 40 murders in Alba, compared with 25 murders in Brenta.",
        silent="There were 4 murders per 100,000 people in Alba, compared with 7 murders in Brenta.",
        settles="The rate of both: per 100,000 people, per mile.",
        find=b16_no_denominator,
        needs=needs(QuantityKind.COUNT, numbers=2),
    ),
)
