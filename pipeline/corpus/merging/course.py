"""The course of a figure: which way it went, whether it is the change or the level, and from when."""

import re

from schemas import Row

_SPAN = r"(?:year|quarter|month|week)"
_STEP = re.compile(
    rf"\b(?:from|than|on|over)\s(?:an?\s|the\s|one\s)?(?:previous\s|prior\s|last\s|preceding\s)?(?P<from>{_SPAN})\b"
    rf"|\b(?P<back>{_SPAN})s?\s(?:earlier|ago|before)\b"
    r"|\b(?P<year>annual|year-on-year|in the year to)\b"
    r"|\bfrom (?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)  # fmt: skip


def course_of(row: Row, left: str, right: str) -> str:
    """Return three words for a figure between these words: "up change year"; a dash for unknown."""
    quantity = row.quantity
    part = "change" if row.measure.change else quantity.part or "-"
    step = "-"
    if part != "level" and (found := _STEP.search(right) or _STEP.search(left)):
        step = (found["from"] or found["back"] or ("year" if found["year"] else "month")).lower()
    return f"{quantity.direction or '-'} {part} {step}"
