"""A comparison: how one quantity of a source stands to one of a statement."""

from dataclasses import dataclass

from schemas import Quantity, Status


@dataclass(frozen=True, slots=True)
class Comparison:
    """A status with its code and the reason in a reader's words."""

    status: Status
    code: str
    reason: str


def spelling(stated: Quantity, source: Quantity) -> Comparison:
    """Return that two equal values are written alike, or differently."""
    same = "".join(stated.text.lower().split()) == "".join(source.text.lower().split())
    if same:
        return Comparison(Status.EXACT, "exact", "stands in the source")
    return Comparison(Status.REFORMATTED, "reformatted", f"the source writes {quoted(source)}")


def quoted(quantity: Quantity) -> str:
    """Quote a quantity with what it counts: “some 500 drones and missiles”."""
    return f"“{quantity.label()}”"
