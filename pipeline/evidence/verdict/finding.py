"""Finding evidence: from the figures of one text to what a library says of each."""

from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.evidence.library.searching import Library, Stored
from pipeline.evidence.verdict.asked import Asked
from pipeline.evidence.verdict.computed import Computed
from pipeline.evidence.verdict.pool import Candidate, gather
from pipeline.evidence.verdict.verdicts import (
    Looked,
    Scored,
    Weights,
    chances,
    fitted_weights,
    look,
)
from pipeline.gc_tuning import collect_later
from pipeline.reconcile.explain import formula_of
from schemas import EvidenceOutcome, EvidencePlace, FoundEvidence, TableExcerpt, TextSpan

_MOST_PLACES = 3
_LEAST_OF_OTHER = -2.0
"""Log odds from which the stated value, though not borne out, is worth a look."""
_ROWS_AROUND = 2
_DIGITS = 2
_LETTERS = 26


def find_evidence(
    asked: Sequence[Asked], library: Library, weights: Weights | None = None
) -> list[FoundEvidence]:
    """Return what a library says of each of the figures of one text, in their order.

    They are looked up together: where the others are found tells where one is to be found. The
    weights are those that come with factdesk unless others are given.
    """
    weights = weights or fitted_weights()
    with collect_later():  # a third of the time else: all pools are held until the end
        return _find(asked, library, weights)


def _find(asked: Sequence[Asked], library: Library, weights: Weights) -> list[FoundEvidence]:
    """Return the same; what was gathered for it is gone by then."""
    pools = [gather(each, library) for each in asked]
    return [_found(each, library, weights) for each in look(pools, weights)]


def _found(looked: Looked, library: Library, weights: Weights) -> FoundEvidence:
    outcome, chance = _outcome(looked, weights)
    computed = looked.computed[0][0] if _is_computed(looked, outcome) else None
    places = list(_places(looked, outcome, computed, library))
    if not places:
        outcome = EvidenceOutcome.NOTHING
    return FoundEvidence(
        outcome=outcome,
        confidence=round(chance, _DIGITS),
        reason=_reason(looked, outcome, places, computed),
        formula=_formula(looked, outcome, computed),
        places=tuple(places),
    )


def _outcome(looked: Looked, weights: Weights) -> tuple[EvidenceOutcome, float]:
    chance = chances(looked, weights.outcomes)
    borne, contradicted = chance["borne_out"], chance["contradicted"]
    if borne >= max(weights.least["borne_out"], contradicted):
        return EvidenceOutcome.BORNE_OUT, borne
    if contradicted >= weights.least["contradicted"] and looked.opposed:
        return EvidenceOutcome.CONTRADICTED, contradicted
    if looked.bearing and looked.bearing[0].score >= _LEAST_OF_OTHER:
        return EvidenceOutcome.OTHER, 1 - borne
    return EvidenceOutcome.NOTHING, 1 - borne - contradicted


def _is_computed(looked: Looked, outcome: EvidenceOutcome) -> bool:
    if outcome is not EvidenceOutcome.BORNE_OUT or not looked.computed:
        return False
    return not looked.bearing or looked.computed[0][1] > looked.bearing[0].score


def _places(
    looked: Looked, outcome: EvidenceOutcome, computed: Computed | None, library: Library
) -> Iterator[EvidencePlace]:
    """Yield the best places, each number once."""
    if outcome is EvidenceOutcome.NOTHING:
        return
    first = looked.opposed if outcome is EvidenceOutcome.CONTRADICTED else looked.bearing
    candidates = [*computed.operands] if computed is not None else []
    candidates += [each.matched.candidate for each in first]
    told = dict.fromkeys(
        (each.stored.passage, each.column, each.figure.place) for each in candidates
    )
    by_key = {(e.stored.passage, e.column, e.figure.place): e for e in reversed(candidates)}
    for key in islice(told, _MOST_PLACES):
        yield place_of(by_key[key], library)


def place_of(each: Candidate, library: Library) -> EvidencePlace:
    """Return where a number of the library stands, with what a person needs to see."""
    stored, frame = each.stored, each.figure.frame
    return EvidencePlace(
        source=stored.source.name,
        title=stored.source.title,
        where=_where(stored, each.column, summed=bool(each.summed)),
        text=frame.sentence.text,
        number=TextSpan(start=frame.start, end=frame.end),
        value=frame.quantity.text,
        table=None if each.column is None else _excerpt(each, library),
    )


def _where(stored: Stored, column: int | None, *, summed: bool) -> str:
    if stored.sentence is not None:
        return stored.sentence.place
    row = 0 if stored.row is None else stored.row.number
    place = f"row {row}"
    if stored.part.in_cells and column is not None:
        place = f"cell {_letters(column)}{row}"
    if summed:
        place = "the sum of several rows"
    return ", ".join(filter(None, (stored.part.name, place)))


def _letters(column: int) -> str:
    """Return the name of a column of a spreadsheet, from 0: A, B, …, AA."""
    letters, rest = "", column + 1
    while rest:
        rest, at = divmod(rest - 1, _LETTERS)
        letters = chr(ord("A") + at) + letters
    return letters


def _excerpt(each: Candidate, library: Library) -> TableExcerpt | None:
    """Return the rows around a cell; of a sum, the last rows that were summed, and the sum."""
    part, column = each.stored.part, each.column or 0
    if each.summed:
        rows = [*each.summed[-2 * _ROWS_AROUND :], each.stored]
        at = len(rows) - 1
    else:
        rows = library.beside(each.stored.passage, 2 * _ROWS_AROUND + 1)
        at = next((i for i, row in enumerate(rows) if row.passage == each.stored.passage), 0)
    return TableExcerpt(
        caption=part.caption or part.context,
        columns=tuple(one.heading for one in part.columns),
        rows=tuple(row.row.cells for row in rows if row.row is not None),
        row=at,
        column=column,
    )


def _formula(looked: Looked, outcome: EvidenceOutcome, computed: Computed | None) -> str | None:
    if computed is not None:
        return formula_of(computed.derived.result, looked.pool.asked.frame.quantity)
    best = _best(looked, outcome)
    if best is None or not best.matched.candidate.summed:
        return None
    return f"the sum of {len(best.matched.candidate.summed)} rows"


def _best(looked: Looked, outcome: EvidenceOutcome) -> Scored | None:
    some = looked.opposed if outcome is EvidenceOutcome.CONTRADICTED else looked.bearing
    return some[0] if some and outcome is not EvidenceOutcome.NOTHING else None


def _reason(
    looked: Looked,
    outcome: EvidenceOutcome,
    places: Sequence[EvidencePlace],
    computed: Computed | None,
) -> str:
    """Return in a sentence what was found."""
    stated = " ".join(looked.pool.asked.frame.quantity.text.split())
    if outcome is EvidenceOutcome.NOTHING:
        return f"No number of the library is likely to be of what {stated} is of."
    first = f"{places[0].source}, {places[0].where}"
    if computed is not None:
        return f"{stated} follows from {first}."
    if outcome is EvidenceOutcome.BORNE_OUT:
        return f"{first} gives {places[0].value} of it."
    if outcome is EvidenceOutcome.CONTRADICTED:
        return f"{first} gives {places[0].value} of what seems to be the same, not {stated}."
    return f"{first} gives {places[0].value}, but of another time, place or whole, as it seems."
