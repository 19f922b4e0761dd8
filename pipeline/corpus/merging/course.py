"""The course of a figure: which way it went, whether it is the change or the level, from when; of money, who gets it."""

import re

from schemas import QuantityKind, Row

_SPAN = r"(?:year|quarter|month|week)"
_STEP = re.compile(
    rf"\b(?:from|than|on|over)\s(?:an?\s|the\s|one\s)?(?:previous\s|prior\s|last\s|preceding\s)?(?P<from>{_SPAN})\b"
    rf"|\b(?P<back>{_SPAN})s?\s(?:earlier|ago|before)\b"
    r"|\b(?P<year>annual|year-on-year|in the year to)\b"
    r"|\bfrom (?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)  # fmt: skip


_MONEY = re.compile(
    r"\b(?:(?P<out>costs?)|took|takes|earn(?:s|ed)|gross(?:es|ed))\b", re.IGNORECASE
)


_SHARE = re.compile(r"of (?:its|their|his|her|the|all)\b")
"""Behind "lost 34 percent": it is a share of what there was, as in "34 percent died"."""


def course_of(row: Row, left: str, right: str) -> str:
    """Return four words for a figure between these words: "up change year -"; a dash for unknown."""
    quantity = row.quantity
    part = "change" if row.measure.change else quantity.part or "-"
    if part == "change" and _SHARE.match(right):
        return f"- - - {_flow(left) if quantity.kind is QuantityKind.MONEY else '-'}"
    step = "-"
    if part != "level" and (found := _STEP.search(right) or _STEP.search(left)):
        step = (found["from"] or found["back"] or ("year" if found["year"] else "month")).lower()
    flow = _flow(left) if quantity.kind is QuantityKind.MONEY else "-"
    return f"{quantity.direction or '-'} {part} {step} {flow}"


def _flow(left: str) -> str:
    """Return whether money goes "out", as what something cost, or comes "in", as what it took."""
    found = _MONEY.search(left)
    return ("out" if found["out"] else "in") if found else "-"
