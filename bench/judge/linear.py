"""The two linear scores of the judge, fitted on labelled numbers.

Both are fitted on figures scaled to a variance of 1 and written for figures as they are.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from bench.judge.candidates import DIRECT, Figures, Hypothesis, Number
from pipeline.reconcile.judge_model import Linear

_RIDGE = 2.0
"""Pull towards 0 on the binding: the square of each scaled weight costs so much likelihood."""
_STRENGTH = 0.3
"""Of the derivation's data against its pull towards 0, as scikit-learn's C."""
_ROUNDS = 500
_DIGITS = 5
_TINY = 1e-6
_Array = Any


def fit_binding(numbers: Sequence[Number]) -> Linear:
    """Return how well a number of the source fits the words: a conditional logit.

    Learnt from right numbers that stand in the source among others: the chance of those of the very
    value is to be as large as can be, with values hidden.
    """
    groups = [each.direct for each in numbers if teaches_binding(each)]
    names = sorted(groups[0][0].figures)
    figures = _scaled([each.figures for group in groups for each in group], names)
    scale, z = figures[1], figures[2]
    meant = np.array([each.meant for group in groups for each in group])
    sizes = np.array([len(group) for group in groups])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))

    def loss(weights: _Array) -> tuple[float, _Array]:
        scores = z @ weights
        top = np.repeat(np.maximum.reduceat(scores, starts), sizes)
        odds = np.exp(scores - top)
        whole = np.add.reduceat(odds, starts)
        own = np.maximum(np.add.reduceat(np.where(meant, odds, 0.0), starts), 1e-300)
        pull = odds / np.repeat(whole, sizes) - np.where(meant, odds, 0.0) / np.repeat(own, sizes)
        likelihood = float(np.log(own / whole).sum())
        return _RIDGE * weights @ weights - likelihood, z.T @ pull + 2 * _RIDGE * weights

    found = minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200}
    )
    return _linear(names, found.x / scale, 0.0)


def teaches_binding(number: Number) -> bool:
    """Return whether a number is right and some, but not all, of the candidates have its value."""
    if number.bad is not False or number.op not in {None, *DIRECT}:
        return False
    meant = {each.meant for each in number.direct}
    return meant == {True, False}


def fit_derivation(numbers: Sequence[Number]) -> Linear:
    """Return the log odds that a result of arithmetic is what was meant: a logistic regression."""
    taught = [each for number in numbers for each in taught_derivations(number)]
    names = sorted({name for each, _ in taught for name in each.figures})
    mean, scale, z = _scaled([each.figures for each, _ in taught], names)
    fitted = LogisticRegression(C=_STRENGTH, max_iter=_ROUNDS).fit(
        z, [is_so for _, is_so in taught]
    )
    weights = fitted.coef_[0] / scale
    return _linear(names, weights, float(fitted.intercept_[0] - mean @ weights))


def taught_derivations(number: Number) -> Iterator[tuple[Hypothesis, bool]]:
    """Yield the derivations of a number that are known to be meant or not to be.

    Of an erroneous number none is. Of a right one that stands in the source none is either; of a
    right one that is derived, the labelled one, if it was found. Of all others nobody knows.
    """
    if number.bad is None:
        return
    if not number.bad and number.op not in DIRECT and not any(h.meant for h in number.derived):
        return
    for each in number.derived:
        yield each, each.meant and not number.bad


def _scaled(rows: Sequence[Figures], names: Sequence[str]) -> tuple[_Array, _Array, _Array]:
    """Return the means, the deviations, and the rows scaled by them."""
    matrix = np.array([[row.get(name, 0.0) for name in names] for row in rows], dtype=float)
    mean, scale = matrix.mean(axis=0), matrix.std(axis=0) + 1e-9
    return mean, scale, (matrix - mean) / scale


def _linear(names: Sequence[str], weights: _Array, bias: float) -> Linear:
    kept = {
        name: round(float(weight), _DIGITS)
        for name, weight in zip(names, weights, strict=True)
        if abs(weight) > _TINY
    }
    return Linear(kept, round(bias, _DIGITS))
