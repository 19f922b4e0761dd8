"""The check of sources: a figure of which nobody near by is said to have given it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage
from pipeline.text.speakers import reports_speech
from schemas import Quantity, QuantityKind

_FIGURES = {
    QuantityKind.COUNT,
    QuantityKind.PERCENT,
    QuantityKind.PERCENTAGE_POINT,
    QuantityKind.MONEY,
    QuantityKind.RATIO,
    QuantityKind.MULTIPLIER,
    QuantityKind.RANGE,
    QuantityKind.MEASURE,
    QuantityKind.VAGUE,
}
# Documents speak as well; and a quotation has a speaker, though perhaps two sentences off.
_SOURCED = re.compile(
    r"“|\"|\b(?:figures|statistics|data|surveys?|polls?|stud(?:y|ies)|report(?:ed|edly)?|research(?:ers)?|"
    r"census|records|officials?|estimates?|tells?|say|shows?|showed|filings?|documents?|police|"
    r"confirm\w*|not(?:es|ing)|believes?|explain\w*|calculat\w+|per the|via|tweet\w*|writes?)\b",
    re.IGNORECASE,
)
_SOURCING = frozenset(
    "figures statistics data survey surveys poll polls study studies report reported reportedly research "
    "researchers census records official officials estimate estimates tell tells say show shows showed "
    "filing filings document documents police notes noting believe believes per via write writes".split()
)
_SOURCING_STEMS = ("confirm", "explain", "calculat", "tweet")
# Below it what is counted is in plain sight: two men, six children.
_FEWEST = 10


def b08_unattributed(passage: Passage) -> Iterator[Pitfall]:
    """Yield the figures of a sentence when neither it nor the one before names a source."""
    figures = tuple(q for q in passage.quantities if _is_figure(q))
    near = [each for each in (passage.previous, passage) if each]
    if figures and not any(_has_source(each) for each in near):
        said = figures[0].text if len(figures) == 1 else f"{figures[0].text} and others"
        yield Pitfall(f"{said}: who says so? No source here or in the sentence before", figures)


def _is_figure(quantity: Quantity) -> bool:
    few = quantity.kind is QuantityKind.COUNT and (quantity.high or 0) < _FEWEST
    return quantity.kind in _FIGURES and not few


@lru_cache(maxsize=8)  # the sentence behind asks too
def _has_source(passage: Passage) -> bool:
    if reports_speech(passage.text):
        return True
    return _may_name_source(passage) and bool(_SOURCED.search(passage.text))


def _may_name_source(passage: Passage) -> bool:
    """Return whether a sentence has a word or a mark without which it names none, which is told sooner."""
    if "“" in passage.text or '"' in passage.text or not _SOURCING.isdisjoint(passage.words):
        return True
    return any(each.startswith(_SOURCING_STEMS) for each in passage.words)


CHECKS = (
    Check(
        "B08",
        "unattributed",
        "A figure stands without a source, in its sentence and in the one before.",
        fires="12,400 jobs were lost.",
        silent="12,400 jobs were lost, the ministry said.",
        settles="Who gave the figure, and in which document.",
        find=b08_unattributed,
    ),
)
