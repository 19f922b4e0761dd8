"""What a library of evidence says of figures, in words: for the screen, Markdown and tables.

It is a suggestion beside what a person enters: nothing here speaks of a row's status.
"""

import textwrap
from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from schemas import EvidenceOutcome, EvidencePlace, FoundEvidence, Report, Row

_LONGEST_QUOTE = 160
_COUNTED = {each: each.label for each in EvidenceOutcome}
_COUNTED[EvidenceOutcome.OTHER] = "of another time or scope"
"""What is said of so many figures, in the order in which it is said."""
_SURE = ((0.9, "high"), (0.7, "medium"), (0.0, "low"))


def has_evidence(report: Report) -> bool:
    """Return whether a library was asked about any figure of the report."""
    return any(row.found for row in report.worklist.rows)


def outcomes_of(report: Report) -> Counter[EvidenceOutcome]:
    return Counter(row.found.outcome for row in report.worklist.rows if row.found)


def counts_line(outcomes: Counter[EvidenceOutcome]) -> str:
    """Return "Evidence: 7 borne out, 2 contradicted, 4 nothing found"; "" where nobody asked."""
    return f"Evidence: {told}" if (told := counts_words(outcomes)) else ""


def counts_words(outcomes: Counter[EvidenceOutcome]) -> str:
    """Return "7 borne out, 2 contradicted, 4 nothing found"; "" where nobody asked."""
    counted = (f"{outcomes[each]:,} {words}" for each, words in _COUNTED.items() if outcomes[each])
    return ", ".join(counted)


def is_contradicted(row: Row) -> bool:
    """Return whether the evidence found for a figure has another value."""
    return row.found is not None and row.found.outcome is EvidenceOutcome.CONTRADICTED


def found_words(found: FoundEvidence) -> str:
    """Return in one line the outcome, what the best place says, and where it stands."""
    label = found.outcome.label
    if found.outcome is EvidenceOutcome.NOTHING:
        return label
    apart = ": " if found.formula or not found.places else ", "
    return f"{label}{apart}{evidence_says(found)}"


def evidence_says(found: FoundEvidence) -> str:
    """Return in one line what the best place says, and where it stands; else why nothing does."""
    if not found.places:
        return found.formula or found.reason
    if found.formula:
        return f"{found.formula} ({_all_places(found.places)})"
    best = found.places[0]
    quote = textwrap.shorten(best.text, _LONGEST_QUOTE, placeholder=" …")
    return f"{best.value} ({found_at(best.document, best.where)}): “{quote}”"


def _all_places(places: Iterable[EvidencePlace]) -> str:
    """Return the places of what was computed, each document named once in a row."""
    return " and ".join(
        ", ".join(filter(None, (document, joined_where(each.where for each in some))))
        for document, some in groupby(places, lambda each: each.document)
    )


def joined_where(some: Iterable[str]) -> str:
    """Return several places of one document: "sheet Roads, cell C3 and cell D3"."""
    found = [*dict.fromkeys(filter(None, some))]
    heads = {each.rpartition(", ")[0] for each in found}
    if len(heads) == 1 and len(found) > 1 and (head := heads.pop()):
        found = [found[0], *(each.removeprefix(f"{head}, ") for each in found[1:])]
    return " and ".join(found)


def found_at(name: str, where: str) -> str:
    """Return where a person finds a place of a document of that name: "budget.pdf, page 3"."""
    return f"{name}, {where}" if where else name


def confidence_words(found: FoundEvidence) -> str:
    """Return "confidence 92 %, high"; what is not certain never reads as 100 %."""
    word = next(word for least, word in _SURE if found.confidence >= least)
    return f"confidence {int(found.confidence * 100 + 1e-9)} %, {word}"
