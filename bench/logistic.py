"""Logistic regression by Newton's method, in plain Python: a weight a feature, of a given sign."""

import math
from collections.abc import Sequence
from operator import mul

Vector = Sequence[float]
_ROUNDS, _SETTLED = 12, 1e-4
_RIDGE = 1.0
"""Pull towards 0 on weights of features scaled to a mean square of 1; more found less."""


def chance(weights: Vector, features: Vector) -> float:
    """Return the probability that the weights give features; the last weight is the constant."""
    return _logistic(sum(map(mul, weights, features)) + weights[-1])


def fitted(
    rows: Sequence[Vector], truths: Sequence[bool], signs: Sequence[int], counts: Vector
) -> list[float]:
    """Return a weight a feature and the constant: 0 where the data would give one the wrong sign.

    `signs` says of each feature whether it speaks for (1), against (-1), or either way (0);
    `counts` how often each row counts.
    """
    scales = [_scale([row[at] for row in rows]) for at in range(len(signs))]
    scaled = [[*map(mul, row, scales), 1.0] for row in rows]
    used = [*range(len(signs)), len(signs)]
    while True:
        weights = _newton([[row[at] for at in used] for row in scaled], truths, counts)
        found = dict(zip(used, weights, strict=True))
        wrong = [at for at in used[:-1] if found[at] * signs[at] < 0]
        if not wrong:
            return [*(found.get(at, 0.0) * scales[at] for at in range(len(signs))), weights[-1]]
        worst = max(wrong, key=lambda at: abs(found[at]))
        used.remove(worst)


def _scale(values: Vector) -> float:
    square = sum(value * value for value in values) / len(values)
    return 1 / math.sqrt(square) if square else 0.0


def _newton(rows: Sequence[Vector], truths: Sequence[bool], counts: Vector) -> list[float]:
    """Return the weights of least loss; nothing pulls the last, the constant."""
    size = len(rows[0])
    pull = [_RIDGE] * (size - 1) + [1e-9]
    weights = [0.0] * size
    for _ in range(_ROUNDS):
        slope = [-each * weight for each, weight in zip(pull, weights, strict=True)]
        curve = [[pull[at] if at == to else 0.0 for to in range(size)] for at in range(size)]
        for row, truth, count in zip(rows, truths, counts, strict=True):
            likely = _logistic(sum(map(mul, weights, row)))
            spread = count * likely * (1 - likely)
            told = [(at, value) for at, value in enumerate(row) if value]
            for at, value in told:
                slope[at] += count * (truth - likely) * value
                line, part = curve[at], spread * value
                for to, other in told:
                    line[to] += part * other
        step = _solved(curve, slope)
        weights = [weight + each for weight, each in zip(weights, step, strict=True)]
        if max(map(abs, step)) < _SETTLED:
            break
    return weights


def _solved(matrix: list[list[float]], right: Vector) -> list[float]:
    """Return what the matrix takes to the right side, by elimination; it is positive definite."""
    lines = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    size = len(lines)
    for at in range(size):
        pivot = lines[at] = [value / lines[at][at] for value in lines[at]]
        for to in range(size):
            if to != at and (times := lines[to][at]):
                lines[to] = [
                    value - times * each for value, each in zip(lines[to], pivot, strict=True)
                ]
    return [line[-1] for line in lines]


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(min(value, 30.0), -30.0)))
