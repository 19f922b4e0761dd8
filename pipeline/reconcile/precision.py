"""How often each code of an unsupported number was right, and which codes gates may act on.

The counts are those of `python -m bench.precision --write`: `others` on statements that taught the
judge nothing, `ours` on those that did.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import NamedTuple, Self

_TRUSTED_FROM = 0.8
"""Of what is unsupported under a code, the share that must be wrong for a gate to act on it."""


class Precision(NamedTuple):
    """How many of the numbers found under a code were truly wrong."""

    right: int
    found: int

    @property
    def share(self) -> float:
        """The share that was right; 0 of none."""
        return self.right / self.found if self.found else 0.0

    def __add__(self, other: Self) -> Self:  # type: ignore[override]
        """Return both together."""
        return type(self)(self.right + other.right, self.found + other.found)


def read_precision(text: str) -> dict[str, Mapping[str, Precision]]:
    """Return the counts of a JSON text, by set and code."""
    return {
        name: {code: Precision(*counts) for code, counts in codes.items()}
        for name, codes in json.loads(text).items()
    }


MEASURED = read_precision((files(__package__) / "precision.json").read_text(encoding="utf-8"))


def precision_of(code: str) -> tuple[Precision, Precision]:
    """Return what came of a code: in all, and on statements that taught the judge nothing."""
    none = Precision(0, 0)
    others = MEASURED["others"].get(code, none)
    return MEASURED["ours"].get(code, none) + others, others


def is_trusted(code: str) -> bool:
    """Return whether gates act on a code: what was found under it was right often enough.

    So do those under which nothing was found; they tell what needs no judging.
    """
    measured, _ = precision_of(code)
    return measured.found == 0 or measured.share >= _TRUSTED_FROM
