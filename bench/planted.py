"""Numeric errors to plant in articles whose numbers are right: labelled relations with edits.

`relations.jsonl` of a folder holds one object for each planted error: the kind, an edit or two, and
the other numbers of the relation that the edits make wrong (bench/data/README.md).
"""

from dataclasses import dataclass
from typing import NamedTuple

from bench.labelled import HERE, Row, rows
from schemas import TextSpan

KINDS = (
    "points changed",
    "percent for points",
    "wrong percent change",
    "to for by",
    "wrong share",
    "part over whole",
    "parts leaving a remainder",
    "shares off 100",
    "fall over 100 %",
    "one-in-N off",
    "wrong weekday",
    "impossible date",
    "inverted range",
    "scale changed in a repeat",
    "wrong sum",
    "headline figure against body",
    "wrong age",
    "wrong elapsed years",
    "unit or currency swapped in a repeat",
    "digit typo in a repeat",
)


class Mention(NamedTuple):
    """Words of an article and where they stand."""

    text: str
    span: TextSpan


class Edit(NamedTuple):
    """Words of an article and what a slip makes of them."""

    old: Mention
    new: str


@dataclass(frozen=True, slots=True)
class Mutation:
    """An error to plant: what it edits, and with which other numbers that no longer agrees."""

    name: str
    article: str
    kind: str
    edits: tuple[Edit, ...]
    numbers: tuple[Mention, ...]


class Planted(NamedTuple):
    """An article with an error in it, and where all numbers of the broken relation stand in it."""

    text: str
    places: tuple[TextSpan, ...]


def mutations(folder: str) -> list[Mutation]:
    """Return the errors to plant in the articles of a folder of bench/data."""
    return [_mutation(row) for row in rows(HERE / folder / "relations.jsonl")]


def _mutation(row: Row) -> Mutation:
    return Mutation(
        name=row["id"],
        article=row["article"],
        kind=row["kind"],
        edits=tuple(Edit(_mention(each), each["replacement"]) for each in row["edits"]),
        numbers=tuple(_mention(each) for each in row["numbers"]),
    )


def _mention(row: Row) -> Mention:
    return Mention(row["text"], TextSpan(start=row["start"], end=row["end"]))


def plant(text: str, mutation: Mutation) -> Planted:
    """Return an article with the edits made.

    Raises ValueError where the article does not hold the words that a label quotes.
    """
    mentions = (*mutation.numbers, *(edit.old for edit in mutation.edits))
    for mention in mentions:
        if text[mention.span.start : mention.span.end] != mention.text:
            raise ValueError(f"{mutation.name}: {mention.text!r} is not at {mention.span.start}")
    changed = text
    for edit in sorted(mutation.edits, key=lambda each: -each.old.span.start):
        changed = changed[: edit.old.span.start] + edit.new + changed[edit.old.span.end :]
    numbers = [(each.span, each.text) for each in mutation.numbers]
    edited = [(edit.old.span, edit.new) for edit in mutation.edits]
    places = [_moved(span, len(now), mutation.edits) for span, now in (*numbers, *edited)]
    return Planted(changed, tuple(sorted(places, key=lambda span: span.start)))


def _moved(span: TextSpan, length: int, edits: tuple[Edit, ...]) -> TextSpan:
    """Return where words of that length stand once the edits before them are made."""
    before = [edit for edit in edits if edit.old.span.start < span.start]
    start = span.start + sum(len(edit.new) - len(edit.old.text) for edit in before)
    return TextSpan(start=start, end=start + length)
