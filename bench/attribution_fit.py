"""Fit the weights that tell who says a figure: `python -m bench.attribution_fit [--write]`.

It needs PolNeAR's articles (`attribution/polnear.jsonl.gz` where FACTDESK_BENCH_DATA points), and
scikit-learn, which `.venv-fit` has. Articles are dealt into five folds; for each threshold it
prints how the attributed figures of articles that did not teach are named, and how many of the
article's own are wrongly given to somebody. With `--write` all articles teach, and
`pipeline/text/attribution_weights.json` is written: weights alone, no text.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bench.labelled import elsewhere
from bench.table import table
from pipeline import article_from_text
from pipeline.numbers import find_quantities
from pipeline.text.attribution import evidence
from pipeline.text.attribution_candidates import read_lines
from schemas import TextSpan

FILE = Path(__file__).parents[1] / "pipeline" / "text" / "attribution_weights.json"
DATA = "attribution/polnear.jsonl.gz"
_FOLDS, _SEED = 5, 1
_STRENGTH = 0.2  # the inverse of the pull towards 0; 0.1 to 0.3 measured alike
_LEAST_PAIRS = 15  # with a feature: rarer ones are left out; 15 and 25 measured alike
_FIGURE_WEIGHT = 3.0  # of pieces with a figure, against others
_DIGITS = 2
_HALF = 0.5
_THRESHOLDS = (-0.6, -0.5, -0.4, -0.3, -0.2, -0.1, 0.0, 0.2)
_CHOSEN = -0.5
"""The threshold that is written; see the table."""
Ranges = Sequence[Sequence[int]]


class Pair(NamedTuple):
    """A piece of a text and a candidate, and whether people marked it as its source."""

    features: list[str]
    source: TextSpan
    says: bool | None
    """None where an outer source says it too: neither right nor wrong."""


class Piece(NamedTuple):
    """A piece of a text with its candidates."""

    span: TextSpan
    has_figure: bool
    pairs: list[Pair]


class Marked(NamedTuple):
    """An article in pieces, with its figures: where, and the sources marked for each."""

    pieces: list[Piece]
    figures: list[tuple[int, Ranges | None]]
    """None for a figure of the article's own."""


def marked(row: dict[str, Any]) -> Marked:
    """Return an article of the data in pieces."""
    article = article_from_text(row["text"])
    said = row["attributions"]
    figures = [q.span for q in find_quantities(article.reading_text) if q.checkable]
    places = {figure.start for figure in figures}
    pieces = []
    lines = read_lines(article)
    for line, piece, told in evidence(lines):
        span = line.span(piece.start, piece.end)
        holding = _innermost([a for a in said if _share(a["content"], span) > _HALF])
        pairs = []
        for candidate, features in told:
            # People marked "who" as the source of "Rossi, who said", or "Rossi": both are right.
            who = candidate.block if candidate.shape == "relative" else candidate.source
            source = lines[candidate.line].span(*who)
            pairs.append(Pair(sorted(set(features)), source, _says(source, holding)))
        figured = any(at in places for at in range(span.start, span.end))
        pieces.append(Piece(span, figured, pairs))
    return Marked(pieces, [(f.start, _source(f, said)) for f in figures])


def _source(figure: TextSpan, said: list[dict[str, Any]]) -> Ranges | None:
    """Return where the source of a figure stands, empty where none is marked."""
    holding = _innermost([a for a in said if _share(a["content"], figure) == 1])
    return holding[0]["source"] if holding else None


def _innermost(said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(said, key=lambda a: sum(end - start for start, end in a["content"]))


def _share(ranges: Ranges, span: TextSpan) -> float:
    shared = (max(0, min(e, span.end) - max(s, span.start)) for s, e in ranges)
    return sum(shared) / (span.end - span.start)


def _says(source: TextSpan, holding: list[dict[str, Any]]) -> bool | None:
    for depth, attribution in enumerate(holding):
        if _share(attribution["source"], source):
            return None if depth and holding[0]["source"] else True
    return False


class Fitted(NamedTuple):
    """A weight a feature, and the constant."""

    weights: dict[str, float]
    constant: float

    def best(self, piece: Piece) -> tuple[float, TextSpan] | None:
        """Return the log odds of the best candidate of a piece, and its source."""
        scored = (
            (self.constant + sum(self.weights.get(f, 0) for f in p.features), p.source)
            for p in piece.pairs
        )
        return max(scored, key=lambda pair: pair[0], default=None)


def fit(articles: Sequence[Marked]) -> Fitted:
    """Return the weights that articles teach."""
    taught = [
        (pair, _FIGURE_WEIGHT if piece.has_figure else 1.0)
        for article in articles
        for piece in article.pieces
        for pair in piece.pairs
        if pair.says is not None
    ]
    counts = Counter(feature for pair, _ in taught for feature in pair.features)
    names = sorted(name for name, count in counts.items() if count >= _LEAST_PAIRS)
    index = {name: at for at, name in enumerate(names)}
    told = [[index[name] for name in pair.features if name in index] for pair, _ in taught]
    ends = np.cumsum([0, *map(len, told)])
    columns = np.fromiter((at for row in told for at in row), dtype=int)
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(told), len(names)))
    model = LogisticRegression(C=_STRENGTH, solver="liblinear", random_state=_SEED)
    model.fit(matrix, [pair.says for pair, _ in taught], [weight for _, weight in taught])
    weights = {
        name: round(float(w), _DIGITS) for name, w in zip(names, model.coef_[0], strict=True)
    }
    kept = {name: weight for name, weight in weights.items() if weight}
    return Fitted(kept, round(float(model.intercept_[0]), _DIGITS))


def judged(articles: Sequence[Marked]) -> Iterator[tuple[float, bool, bool]]:
    """Yield for each figure the log odds of its best candidate, is it right, is one marked.

    The weights are those of articles of the other folds.
    """
    folds = np.random.RandomState(_SEED).permutation(len(articles)) % _FOLDS
    for fold in range(_FOLDS):
        model = fit([a for a, its in zip(articles, folds, strict=True) if its != fold])
        for article in (a for a, its in zip(articles, folds, strict=True) if its == fold):
            for offset, source in article.figures:
                if source is not None and not source:
                    continue
                piece = next(
                    (p for p in article.pieces if offset in range(p.span.start, p.span.end)), None
                )
                odds, who = (piece and model.best(piece)) or (-9.0, None)
                right = bool(source and who and _share(source, who))
                yield odds, right, source is not None


def report(articles: Sequence[Marked]) -> str:
    """Return how figures are named at each threshold, over the folds."""
    figures = list(judged(articles))
    said = [(odds, right) for odds, right, attributed in figures if attributed]
    own = [odds for odds, _, attributed in figures if not attributed]
    lines = []
    for least in _THRESHOLDS:
        named = [right for odds, right in said if odds > least]
        given = sum(odds > least for odds in own)
        figured = (len(named) / len(said), sum(named) / len(said), sum(named) / max(1, len(named)))
        lines.append([f"{least:.1f}", *(f"{f:.3f}" for f in (*figured, given / len(own)))])
    head = ["threshold", "named", "rightly", "of those named", "own wrongly given"]
    return table(f"{len(said)} attributed figures, {len(own)} of the article's own", head, lines)


def main(named: Sequence[str]) -> None:
    """Print the table, and write the weights where that is asked for."""
    path = elsewhere(DATA)
    if path is None:
        raise SystemExit(f"{DATA} is not where FACTDESK_BENCH_DATA points")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = [marked(json.loads(line)) for line in lines]
    sys.stdout.write(report(articles))
    if "--write" in named:
        model = fit(articles)
        fitted = {"threshold": _CHOSEN, "constant": model.constant, "weights": model.weights}
        FILE.write_text(json.dumps(fitted, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
