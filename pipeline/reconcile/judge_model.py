"""The fitted model: what `make fit` wrote into `judge.json`, read once.

Two linear scores choose among hypotheses, boosted trees weigh all that is known of a number, and a
calibration makes their sum a support from 0 to 1.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from math import exp, inf, isnan, nan
from typing import Any

from schemas import Sensitivity

Node = Any
"""A leaf is a number; a split is [feature, threshold, 1 where NaN goes left, left, right]."""

_DIGITS = 4
"""Of a support: what a figure of another machine could differ in is cut off."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A weighted sum of figures by name; a figure without a weight counts nothing."""

    weights: Mapping[str, float]
    bias: float = 0.0

    def score(self, figures: Mapping[str, float]) -> float:
        """Return the sum."""
        weights = self.weights
        return self.bias + sum(weights.get(name, 0.0) * value for name, value in figures.items())


@dataclass(frozen=True)
class Model:
    """All that was fitted on labelled statements."""

    binding: Linear
    """How well a number of the source fits the words around a stated one, values hidden."""
    derivation: Linear
    """The log odds that a result of arithmetic is what was meant."""
    names: tuple[str, ...]
    """The figures that the trees ask for, in their order."""
    trees: Sequence[Node]
    calibration: tuple[float, float]
    """Slope and offset from the trees' log odds of an error to a support."""
    thresholds: Mapping[str, float]
    """By sensitivity, the support below which a number is unsupported."""

    @cached_property
    def _placed_trees(self) -> list[Node]:
        return [_placed(tree, len(self.names)) for tree in self.trees]

    def support(self, figures: Mapping[str, float]) -> float:
        """Return how likely it is, 0 to 1, that the source bears out a number of these figures."""
        row = [figures.get(name, nan) for name in self.names]
        # All figures twice: what is missing goes right of every threshold, and then left.
        twice = [absent if isnan(value) else value for absent in (inf, -inf) for value in row]
        slope, offset = self.calibration
        wrong = sum(_leaves(self._placed_trees, twice))
        return round(1 / (1 + exp(slope * wrong + offset)), _DIGITS)

    def unsupported_below(self, sensitivity: Sensitivity) -> float:
        """Return the support below which a number is unsupported."""
        return self.thresholds[sensitivity.value]

    @property
    def review_below(self) -> float:
        """The support below which a number is for review: always that of strict sensitivity."""
        return self.thresholds[Sensitivity.STRICT.value]


def _leaves(trees: Sequence[Node], row: Sequence[float]) -> Iterator[float]:
    """Yield what each tree says of an example; one loop for all, for it runs 400 times a number."""
    for node in trees:
        while type(node) is tuple:
            place, threshold, left, right = node
            node = left if row[place] <= threshold else right  # noqa: PLW2901
        yield node


def _placed(node: Node, names: int) -> Node:
    """Return a tree as tuples (place, threshold, left, right) for a row of all figures twice."""
    if not isinstance(node, list):
        return node
    feature, threshold, nan_left, left, right = node
    return (feature + nan_left * names, threshold, _placed(left, names), _placed(right, names))


def read_model(text: str) -> Model:
    """Return the model that a JSON text holds."""
    found = json.loads(text)
    linear = {name: Linear(**found[name]) for name in ("binding", "derivation")}
    return Model(
        **linear,
        names=tuple(found["names"]),
        trees=found["trees"],
        calibration=tuple(found["calibration"]),
        thresholds=found["thresholds"],
    )


MODEL = read_model((files(__package__) / "judge.json").read_text(encoding="utf-8"))
