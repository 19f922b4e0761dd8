"""The numbers of many statements as rows of figures, with the label of each."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from bench.judge.candidates import is_bad
from bench.judge.data import Case
from bench.judge.spread import source_of, spread
from pipeline.reconcile.findings import quoted_whole
from pipeline.reconcile.judge import rows_of
from pipeline.reconcile.judge_model import Model
from pipeline.reconcile.weigh import read_sentences, weigh_all

_UNKNOWN = -1
_DIGITS = 9
"""Of a figure: sums over sets come in any order, and their last digits with it."""


class Example(NamedTuple):
    """A number, or one of its two counts; `bad` is None where nobody knows."""

    figures: dict[str, float]
    bad: bool | None


class Rows(NamedTuple):
    """The examples of many statements, one below the other, as arrays of numpy."""

    names: tuple[str, ...]
    figures: Any
    """A row an example, in the order of `names`; NaN where there is none."""
    bad: Any
    """1 of an erroneous number, 0 of a right one, -1 where nobody knows."""
    groups: Any
    """The place of its statement."""

    def only(self, chosen: Any) -> "Rows":  # noqa: ANN401  # an array of numpy
        """Return some of the examples."""
        return Rows(self.names, self.figures[chosen], self.bad[chosen], self.groups[chosen])

    def without(self, dropped: frozenset[str]) -> "Rows":
        """Return the examples without some of their figures."""
        kept = [at for at, name in enumerate(self.names) if name not in dropped]
        names = tuple(self.names[at] for at in kept)
        return self._replace(names=names, figures=self.figures[:, kept])

    @property
    def known(self) -> Any:  # noqa: ANN401  # an array of numpy
        """Which examples have a label."""
        return self.bad != _UNKNOWN

    @property
    def weights(self) -> list[float]:
        """1 for an erroneous number, else 1/n in a statement of n: all statements count alike."""
        sizes = Counter(self.groups.tolist())
        return [
            1.0 if bad == 1 else 1 / sizes[group]
            for bad, group in zip(self.bad.tolist(), self.groups.tolist(), strict=True)
        ]


def rows(cases: Sequence[Case], models: Sequence[Model]) -> list[Rows]:
    """Return the examples of all statements for each model, which chooses among hypotheses."""
    # What is sent to each process is little: trees choose nothing.
    bare = [Model(m.binding, m.derivation, (), (), (1.0, 0.0), {}) for m in models]
    found = spread(partial(_examples, models=bare), cases)
    return [_rows([each[at] for each in found]) for at in range(len(models))]


def _examples(case: Case, models: Sequence[Model]) -> list[list[Example]]:
    """Return the examples of one statement for each model; none where it is taken over whole."""
    source = source_of(case.source)
    found: list[list[Example]] = [[] for _ in models]
    if quoted_whole(case.text, source, None) is not None:
        return found
    for words, frames in read_sentences(case.text, source):
        for at, model in enumerate(models):
            weighed = weigh_all(frames, words, source, model)
            judged = rows_of(weighed)
            found[at] += [
                Example(row.figures, is_bad(case, frame))
                for frame, some in zip(frames, judged, strict=True)
                for row in some
            ]
    return found


def _rows(found: Sequence[Sequence[Example]]) -> Rows:
    names = tuple(sorted({name for some in found for each in some for name in each.figures}))
    flat = [each for some in found for each in some]
    nan = float("nan")
    figures = [[each.figures.get(name, nan) for name in names] for each in flat]
    return Rows(
        names,
        np.array(figures, dtype=float).round(_DIGITS).reshape(len(flat), len(names)),
        np.array([_UNKNOWN if each.bad is None else int(each.bad) for each in flat], dtype=int),
        np.array([at for at, some in enumerate(found) for _ in some], dtype=int),
    )
