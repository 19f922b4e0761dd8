"""The weights of the worklist's score, fitted on what writers kept and what fact-checkers picked.

`python -m bench.priority_fit` fits a logistic regression on the rows of 38 news articles (wanted:
what a summary by one of three writers holds, `prose/briefs`) and of the sentences of six debates
and speeches (wanted: what a fact-checking organisation checked, `prose/claimrank`). It prints each
weight as points of 100 beside those in use, and the average precision of the articles' order: in
folds by article with the fitted weights, with each of them left out, and with those in use.

The pitfalls are set by hand: these data hold no error of arithmetic. What the checks call an error
is to stand above all but the lede.
"""

import sys
from collections.abc import Sequence
from statistics import mean
from typing import NamedTuple

from bench import labelled
from bench.logistic import fitted
from bench.priority import (
    BRIEFS,
    CLAIM_RANK,
    average_precision,
    claim_rank,
    rests_on,
    summarised,
)
from bench.table import percent, table
from pipeline import ExtractiveDrafter, article_from_text, fact_check
from pipeline.stages.prioritise.score import IN_BRIEF, PLACE, REPEATED
from schemas import DeskSettings, Row, Weights

FEATURES = ("place", "repeated", "in brief", "consequence", "attribution")
_WHOLE = 100
_EVEN = DeskSettings(
    weights=Weights(prominence=_WHOLE, pitfalls=_WHOLE, consequence=_WHOLE, attribution=_WHOLE)
)
"""With these the points of a component are its share in percent."""
_FOLDS = 10
_SPOKEN_COUNT = 0.1
"""How often a row of a debate counts. At 0.5 the kind of a figure, of which debates alone tell, is
worth half of its place, and the order of articles falls from 65 to 59 % in folds."""


class Example(NamedTuple):
    """A row: what it has of each feature, from 0 to 1, its offset, and whether it is wanted."""

    features: tuple[float, ...]
    start: int
    wanted: bool


def example(row: Row, *, wanted: bool) -> Example:
    """Return the features of a row that was scored with even weights."""
    share = {part.name: part.points / _WHOLE for part in row.components}
    repeated, in_brief = float(len(row.places) > 1), float(bool(row.point_ids))
    place = (share["prominence"] - REPEATED * repeated - IN_BRIEF * in_brief) / PLACE
    rest = (share[name] for name in FEATURES[3:])
    return Example((place, repeated, in_brief, *rest), row.quantity.span.start, wanted)


def weights_of(articles: Sequence[Sequence[Example]], spoken: Sequence[Example]) -> list[float]:
    """Return a weight of at least 0 a feature; a debate has a constant of its own."""
    examples = [*(row for article in articles for row in article), *spoken]
    is_spoken = [0.0] * (len(examples) - len(spoken)) + [1.0] * len(spoken)
    rows = [(*row.features, own) for row, own in zip(examples, is_spoken, strict=True)]
    found = fitted(
        rows,
        [row.wanted for row in examples],
        [1] * len(FEATURES) + [0],
        [_SPOKEN_COUNT if own else 1.0 for own in is_spoken],
    )
    return found[: len(FEATURES)]


def precision(article: Sequence[Example], weights: Sequence[float]) -> float:
    """Return the average precision of an article's rows in the order of their weighted sums."""
    order = sorted(article, key=lambda row: (-_sum(row, weights), row.start))
    return average_precision([row.wanted for row in order])


def _sum(row: Example, weights: Sequence[float]) -> float:
    return sum(w * value for w, value in zip(weights, row.features, strict=True))


def in_folds(
    articles: Sequence[Sequence[Example]], spoken: Sequence[Example], without: int | None = None
) -> float:
    """Return the mean average precision with weights from the other folds, one left out or none."""
    found = []
    for fold in range(_FOLDS):
        weights = weights_of([a for at, a in enumerate(articles) if at % _FOLDS != fold], spoken)
        if without is not None:
            weights[without] = 0.0
        found += [precision(article, weights) for article in articles[fold::_FOLDS]]
    return mean(found)


def report() -> str:
    """Return the table of the weights, or what is missing for it."""
    briefs, debates = labelled.elsewhere(BRIEFS), labelled.elsewhere(CLAIM_RANK)
    if briefs is None or debates is None:
        return f"{labelled.VARIABLE} names no folder that holds {BRIEFS} and {CLAIM_RANK}.\n"
    articles = [
        [example(row, wanted=any(rests_on(row, span) for span in spans)) for row in rows]
        for rows, spans in summarised(briefs, _EVEN)
    ]
    spoken = [
        example(row, wanted=sentence.wanted)
        for sentences in claim_rank(debates).values()
        for sentence in sentences
        for row in _rows(sentence.text)
    ]
    mine = Weights()
    prominence = [mine.prominence * part for part in (PLACE, REPEATED, IN_BRIEF)]
    in_use = [*prominence, *(float(getattr(mine, name)) for name in FEATURES[3:])]
    weights = weights_of(articles, spoken)
    lines = [
        [name, f"{_WHOLE * weight / sum(weights):.0f}", f"{used:.0f}",
         percent(in_folds(articles, spoken, without=at))]
        for at, (name, weight, used) in enumerate(zip(FEATURES, weights, in_use, strict=True))
    ]  # fmt: skip
    orders = {
        "fitted, in folds": in_folds(articles, spoken),
        "in use": mean(precision(article, in_use) for article in articles),
        "in text order": mean(precision(article, [0.0] * len(FEATURES)) for article in articles),
    }
    return table("The score", ["", "fitted", "in use", "without it"], lines) + table(
        f"Average precision on {len(articles)} articles",
        ["", ""],
        [[name, percent(value)] for name, value in orders.items()],
    )


def _rows(sentence: str) -> tuple[Row, ...]:
    article = article_from_text(sentence)
    return fact_check(article, drafter=ExtractiveDrafter(), desk=_EVEN).worklist.rows


if __name__ == "__main__":
    sys.stdout.write(report())
