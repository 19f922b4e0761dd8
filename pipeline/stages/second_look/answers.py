"""What code makes of a model's answers: each is recomputed, and what does not come out is refused.

A derivation that comes out moves a number one step: what was for review becomes supported, what was
unsupported is for review. More would be wrong too often: of 145 unsupported numbers of the
development statements that follow exactly by some arithmetic of their source, 13 are right. That a
number of the source is the same moves nothing: the engine had weighed it before, and of 15 that our
small model would have moved so, 4 were right (decision 29).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pipeline.numbers.read import find_quantities
from pipeline.reconcile import SourceQuantity
from pipeline.reconcile.explain import CONFLICT_CODES, Explanation
from pipeline.reconcile.recompute import Operation, Refused, compared, derived
from pipeline.reconcile.shortlist import Doubt
from pipeline.stages.second_look.questions import Asked
from schemas import (
    CheckedNumber,
    CheckedStatement,
    Judge,
    LookAnswer,
    Outcome,
    Refusal,
    SecondLook,
)
from schemas.drafts import (
    CannotTellForm,
    DerivationForm,
    DifferentForm,
    LookForm,
    SameForm,
    SecondLookForm,
)

_ONE_STEP = {Outcome.REVIEW: Outcome.SUPPORTED, Outcome.UNSUPPORTED: Outcome.REVIEW}
_MOST_REMARK = 40  # words: one sentence


class Answered(NamedTuple):
    """A question and what the model answered."""

    asked: Asked
    form: SecondLookForm


def with_answers(
    statement: CheckedStatement, answered: Iterable[Answered], model: str
) -> CheckedStatement:
    """Return a statement with what a model of this name has settled, and what was refused."""
    findings = {each.quantity.span: each for each in statement.findings}
    for asked, form in answered:
        for number, answer in _first_of_each(form):
            doubt = asked.numbers.get(number)
            if doubt and doubt.span in findings:
                finding = findings[doubt.span]
                findings[doubt.span] = _looked_at(finding, answer, doubt, asked, model)
    return statement.model_copy(update={"findings": tuple(findings.values())})


def _first_of_each(form: SecondLookForm) -> Iterator[tuple[str, LookForm]]:
    """Yield the first answer on each number; a model may answer one twice and leave out another."""
    first: dict[str, LookForm] = {}
    for answer in form.numbers:
        first.setdefault(answer.number, answer)
    yield from first.items()


def _looked_at(
    finding: CheckedNumber, answer: LookForm, doubt: Doubt, asked: Asked, model: str
) -> CheckedNumber:
    """Return a finding with the mark of the second look, moved where code bears the answer out."""
    made = _recomputed(finding, answer, doubt, asked)
    look = SecondLook(
        model=model,
        answer=LookAnswer(answer.answer),
        before=finding.outcome,
        doubt=finding.reason,
        **_named(answer, asked.quantities),
    )
    if isinstance(made, Refused):
        update: dict[str, object] = {"refusal": made.refusal, "refused": made.reason}
        return _with(finding, second_look=look.model_copy(update=update))
    if isinstance(made, str):
        remark = {"remark": made} if made else {}
        return _with(finding, second_look=look.model_copy(update=remark))
    if isinstance(answer, SameForm):  # the engine has weighed that place before
        return _with(finding, second_look=look)
    outcome = _ONE_STEP[finding.outcome]
    settled = look.model_copy(update={"formula": made.formula})
    if outcome is not Outcome.SUPPORTED:  # what speaks against it still does
        return _with(finding, outcome=outcome, by=Judge.MODEL, second_look=settled)
    return _with(
        finding,
        outcome=outcome,
        by=Judge.MODEL,
        second_look=settled,
        status=made.status,
        code=made.code,
        reason=made.reason,
        formula=made.formula,
        source=made.places,
        sentences=asked.source.sentences_of(made.places),
        nearest=None,
    )


def _with(finding: CheckedNumber, **changes: object) -> CheckedNumber:
    return finding.model_copy(update=changes)


def _named(answer: LookForm, quantities: Mapping[str, SourceQuantity]) -> dict[str, Any]:
    """Return operation and quantities of an answer, as far as they are known, in our words."""
    match answer:
        case SameForm():
            return {"quantities": _written([answer.quantity], quantities)}
        case DerivationForm():
            known = answer.operation if answer.operation in set(Operation) else None
            return {"operation": known, "quantities": _written(answer.quantities, quantities)}
    return {}


def _written(ids: Iterable[str], quantities: Mapping[str, SourceQuantity]) -> tuple[str, ...]:
    return tuple(
        " ".join(quantities[each].quantity.text.split()) for each in ids if each in quantities
    )


def _recomputed(
    finding: CheckedNumber, answer: LookForm, doubt: Doubt, asked: Asked
) -> Explanation | Refused | str:
    """Return how an answer bears a number out, why it does not, or the model's remark."""
    if isinstance(answer, CannotTellForm):
        return ""
    if isinstance(answer, DifferentForm):
        return _remark(answer.why, asked)
    ids = [answer.quantity] if isinstance(answer, SameForm) else answer.quantities
    if finding.outcome is Outcome.UNSUPPORTED and finding.code in CONFLICT_CODES:
        return Refused(Refusal.CONTRADICTION, f"{finding.reason} ({finding.code})")
    named = [asked.quantities[each] for each in ids if each in asked.quantities]
    if len(named) < len(ids):
        return Refused(Refusal.UNKNOWN, "it names a quantity that is not there")
    stated = doubt.weighed.stated
    if isinstance(answer, SameForm):
        return compared(stated, named[0])
    if answer.operation not in set(Operation):
        return Refused(Refusal.OPERATION, "it names an operation that there is not")
    return derived(stated, Operation(answer.operation), named, doubt.said)


def _remark(why: str, asked: Asked) -> str | Refused:
    """Return the model's sentence on one line; none that holds a number of its own."""
    remark, shown = " ".join(why.split()), asked.shown.lower()
    numbers = (each.text.lower() for each in find_quantities(remark))
    if len(remark.split()) > _MOST_REMARK:
        return Refused(Refusal.REMARK, "its remark runs on")
    if not all(number in shown for number in numbers):
        return Refused(Refusal.REMARK, "its remark holds a number that was not shown to it")
    return remark
