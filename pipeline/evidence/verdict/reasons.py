"""Reasons: in a sentence, what a library says of a figure, and the arithmetic behind it."""

from collections.abc import Sequence

from pipeline.evidence.verdict.computed import Computed
from pipeline.evidence.verdict.places import full_place, sum_words, table_name
from pipeline.evidence.verdict.pool import Candidate
from pipeline.evidence.verdict.times import times_of
from pipeline.evidence.verdict.verdicts import Looked
from pipeline.reconcile.direct import FORM_OPEN
from pipeline.reconcile.explain import formula_of, operands_in_order
from pipeline.reconcile.values import Relation
from schemas import EvidenceOutcome

_HOW = {
    Relation.EQUAL: "which is the same as {stated}",
    Relation.HEDGED: "the same number as {stated}, but only one of the two is approximate",
    Relation.ROUNDED: "which is {stated} in round figures",
    Relation.WITHIN: "which agrees with {stated}",
    Relation.BOUND_DROPPED: "and the bound is left out in {stated}",
    Relation.BOUND_ADDED: "without the bound of {stated}",
}
"""How a number of the library bears a stated one out."""


def in_order(computed: Computed) -> list[Candidate]:
    """Return the operands of a result in the order of its formula."""
    result = computed.derived.result
    by_operand = {
        id(operand): each for operand, each in zip(result.operands, computed.operands, strict=True)
    }
    return [by_operand[id(operand)] for operand in operands_in_order(result)]


def formula_words(
    looked: Looked, best: Sequence[Candidate], computed: Computed | None
) -> str | None:
    """Return the arithmetic of what was computed, sums over rows included; None of all else."""
    sums = dict.fromkeys(sum_words(each) for each in best if each.summed)
    if computed is not None:
        result = formula_of(computed.derived.result, looked.pool.asked.frame.quantity)
        return "; ".join((result, *sums))
    return next(iter(sums), None) if best and best[0].summed else None


def reason_words(
    looked: Looked,
    outcome: EvidenceOutcome,
    best: Sequence[Candidate],
    computed: Computed | None,
) -> str:
    """Return in a sentence what was found."""
    quantity = looked.pool.asked.frame.quantity
    stated = _plain(quantity.label())
    if outcome is EvidenceOutcome.NOTHING:
        return f"No number in the library seems to be about the same thing as {stated}."
    if computed is not None:
        return f"{_capital(stated)} follows by arithmetic from {full_place(best)}."
    said = f"{_speaker(best[0])} {_plain(best[0].figure.quantity.text)}"
    match outcome:
        case EvidenceOutcome.BORNE_OUT:
            return f"{said}{_agreement(best[0], _plain(quantity.text))}."
        case EvidenceOutcome.CONTRADICTED:
            return f"{said} where the text says {stated}; it seems to be the same thing and time."
        case _:
            return f"{said}, but {_difference(looked)}."


def _speaker(each: Candidate) -> str:
    """Return where a number stands, with the verb that goes before it."""
    if not each.summed:
        return f"{full_place([each])}, says"
    heading = each.stored.part.columns[each.column or 0].heading
    table = ", ".join(filter(None, (table_name(each), heading and f"column {heading}")))
    return f"{len(each.summed)} rows of {table}, add up to"


def _agreement(each: Candidate, stated: str) -> str:
    """Return how a place bears out the stated number; "" where both are written alike."""
    theirs = _plain(each.figure.quantity.text)
    if "".join(stated.lower().split()) == "".join(theirs.lower().split()):
        return ""
    if (each.form and each.form != FORM_OPEN) or each.relation is None:
        return f", which may be read as {stated}"
    return f", {_HOW[each.relation].format(stated=stated)}"


def _difference(looked: Looked) -> str:
    """Return in what a number of the stated value seems to be another one."""
    best = looked.bearing[0].matched
    frames = (best.candidate.figure.frame, looked.pool.asked.frame)
    theirs, mine = (times_of(frame.times).years for frame in frames)
    if theirs and mine and not theirs & mine:
        return f"of {_years(theirs)}, not of {_years(mine)}"
    if best.told("year") < 0 or best.told("part") < 0:
        return "of another time"
    return "it may be of another thing, place or whole: the words beside it fit too little"


def _years(some: frozenset[int]) -> str:
    """Return years in order: "2024", "2024 and 2026"; a financial year names two."""
    return " and ".join(str(year) for year in sorted(some))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
