"""A second look: what a model is shown and asked, and what code makes of each kind of answer."""

import asyncio
from typing import Any

import pytest
from pydantic import ValidationError

from pipeline.errors import BudgetSpent, CassetteError, ModelUnavailable
from pipeline.settings import Settings
from pipeline.stages.check_statements import NamedSource, check_placed
from pipeline.stages.second_look.answers import Answered, with_answers
from pipeline.stages.second_look.asking import ask_all, settings_for
from pipeline.stages.second_look.questions import SECOND_LOOK, Asked, questions_on
from pipeline.text.article import article_from_text
from pipeline.text.placed import PlacedText, Places
from schemas import (
    CheckedNumber,
    CheckedStatement,
    Judge,
    LookAnswer,
    Outcome,
    Refusal,
    Sensitivity,
    Silence,
    Status,
    Suppressed,
)
from schemas.drafts import SecondLookForm
from tests.scripted_model import ScriptedModel

STORY = """The harbour yard sold 412 doors in May.

It will sell 900 windows next year, the yard expects. Nine of the 13 hands voted for a strike.

Its rival sold 288 doors in May and 97 lamps in June. Rent rose from $40 to $55 million.

A door costs $310. The yard was founded in 1931.
"""
MODEL = "small-7b"
Answer = dict[str, Any]


def source(text: str = STORY, name: str = "story.txt") -> NamedSource:
    return NamedSource(name, article_from_text(text), is_file_text=True)


def checked(statement: str, *sources: NamedSource) -> CheckedStatement:
    words = PlacedText.slice_of(statement, 0, len(statement))
    places = Places("draft.txt", statement)
    return check_placed(words, places, sources or [source()], Sensitivity.NORMAL)


def as_outcome(statement: CheckedStatement, outcome: Outcome, code: str) -> CheckedStatement:
    """Return a statement as if the engine had found this of each of its numbers."""
    update = {"outcome": outcome, "code": code}
    findings = tuple(each.model_copy(update=update) for each in statement.findings)
    return statement.model_copy(update={"findings": findings})


def asked_of(statement: CheckedStatement, *sources: NamedSource) -> Asked:
    (asked,) = questions_on(statement, sources or [source()])
    return asked


def id_of(asked: Asked, text: str) -> str:
    """Return the id of the quantity of the source that is written so."""
    return next(name for name, each in asked.quantities.items() if each.quantity.text == text)


def looked_at(statement: CheckedStatement, asked: Asked, *answers: Answer) -> CheckedNumber:
    """Return the first number of a statement after these answers."""
    form = SecondLookForm.model_validate({"numbers": list(answers)})
    return with_answers(statement, [Answered(asked, form)], MODEL).findings[0]


def same(quantity: str, number: str = "n1") -> Answer:
    return {"number": number, "answer": "same", "quantity": quantity}


def derivation(operation: str, *quantities: str, number: str = "n1") -> Answer:
    return {
        "number": number,
        "answer": "derivation",
        "operation": operation,
        "quantities": list(quantities),
    }


def different(why: str) -> Answer:
    return {"number": "n1", "answer": "different", "why": why}


CANNOT_TELL = {"number": "n1", "answer": "cannot_tell"}


# --- what is asked ---


def test_the_statement_and_its_candidates_are_shown_with_ids_behind_each_number() -> None:
    told = "The yard sold 700 doors in May, together with its rival."

    asked = asked_of(as_outcome(checked(told), Outcome.REVIEW, "coincidence"))

    lines = asked.question.document.split("\n")
    assert lines[0] == "The yard sold 700 [n1] doors in May, together with its rival."
    assert any(line.startswith("[s1] The harbour yard sold 412 [q1] doors") for line in lines)
    assert "288 [q" in asked.question.document
    assert asked.question.prompt == SECOND_LOOK


def test_only_what_is_in_doubt_and_counts_is_asked_about() -> None:
    statement = checked("The yard sold 412 doors in May and 7,777 lamps in June.")
    first, doubted = statement.findings
    supported = first.model_copy(update={"outcome": Outcome.SUPPORTED})
    statement = statement.model_copy(update={"findings": (supported, doubted)})
    silenced = doubted.model_copy(update={"suppressed": Suppressed(by=Silence.DRAFT, reason="so")})
    let_stand = statement.model_copy(update={"findings": (supported, silenced)})

    assert "7,777 [n1]" in asked_of(statement).question.document
    assert "412 [n" not in asked_of(statement).question.document
    assert questions_on(let_stand, [source()]) == ()


def test_of_several_sentences_each_number_in_doubt_has_its_own_words() -> None:
    told = "The yard sold windows. It sold 412 doors in May. It sold 7,777 lamps in June."
    first, second = checked(told).findings
    supported = first.model_copy(update={"outcome": Outcome.SUPPORTED})
    statement = checked(told).model_copy(update={"findings": (supported, second)})

    asked = asked_of(statement)

    assert asked.question.document.startswith(told.replace("7,777", "7,777 [n1]"))
    assert [doubt.span for doubt in asked.numbers.values()] == [second.quantity.span]


def test_each_number_is_asked_about_beside_the_source_that_its_verdict_is_about() -> None:
    second = source("The mill sold 97 lamps in June.\n", "mill.txt")
    statement = checked("The mill sold 105 lamps in June.", source(), second)
    name = statement.findings[0].article

    asked = questions_on(statement, [source(), second])

    assert [each.source.name for each in asked] == [name]


def test_a_source_without_numbers_is_not_asked_about() -> None:
    bare = source("The yard sold doors in May, and nobody counted them.\n")

    assert questions_on(checked("The yard sold 7,777 doors.", bare), [bare]) == ()


def test_the_schema_holds_a_model_to_the_ids_that_are_shown_and_the_form_alone_does_not() -> None:
    asked = asked_of(checked("The yard sold 7,777 doors in May."))
    schema = asked.question.form.model_json_schema()

    numbers = schema["properties"]["numbers"]
    assert (numbers["minItems"], numbers["maxItems"]) == (1, 1)
    assert schema["$defs"]["Same"]["properties"]["quantity"]["enum"] == list(asked.quantities)
    assert schema["$defs"]["Same"]["properties"]["number"]["enum"] == ["n1"]
    assert len(asked.question.form.model_validate({"numbers": [same("q999")]}).numbers) == 1


def test_a_table_of_a_thousand_numbers_gives_a_short_question() -> None:
    table = source(
        "\n\n".join(f"Row {n} of the yard has {n * 17} doors in May." for n in range(300))
    )

    asked = asked_of(checked("The yard sold 7,777 doors in May.", table), table)

    assert asked.question.document.count("\n") <= 8


# --- what is taken ---


def test_a_derivation_that_comes_out_supports_a_number_for_review() -> None:
    before = as_outcome(
        checked("The yard sold 700 doors in May, together with its rival."),
        Outcome.REVIEW,
        "coincidence",
    )
    asked = asked_of(before)

    after = looked_at(before, asked, derivation("sum", id_of(asked, "412"), id_of(asked, "288")))

    assert (after.outcome, after.by, after.status) == (
        Outcome.SUPPORTED,
        Judge.MODEL,
        Status.DERIVED,
    )
    assert after.formula == "412 + 288 = 700"
    assert after.support == before.findings[0].support
    assert [each.sentence_id for each in after.sentences] == ["s1", "s4"]
    look = after.second_look
    assert look is not None
    assert (look.model, look.answer, look.operation) == (MODEL, LookAnswer.DERIVATION, "sum")
    assert (look.quantities, look.formula) == (("412", "288"), "412 + 288 = 700")
    assert (look.before, look.refusal) == (Outcome.REVIEW, None)


@pytest.mark.parametrize("outcome", [Outcome.REVIEW, Outcome.UNSUPPORTED])
def test_that_a_number_is_the_same_moves_nothing_and_is_kept(outcome: Outcome) -> None:
    before = as_outcome(checked("The joinery sold 412 doors in May."), outcome, "binding")
    asked = asked_of(before)

    after = looked_at(before, asked, same(id_of(asked, "412")))

    assert (after.outcome, after.by) == (outcome, Judge.ENGINE)
    assert after.second_look is not None
    assert (after.second_look.refusal, after.second_look.quantities) == (None, ("412",))


def test_an_unsupported_number_is_at_most_for_review_and_keeps_what_speaks_against_it() -> None:
    before = as_outcome(
        checked("The yard sold 700 doors in May, together with its rival."),
        Outcome.UNSUPPORTED,
        "coincidence",
    )
    asked = asked_of(before)

    after = looked_at(before, asked, derivation("sum", id_of(asked, "412"), id_of(asked, "288")))

    assert (after.outcome, after.by, after.code) == (Outcome.REVIEW, Judge.MODEL, "coincidence")
    assert after.reason == before.findings[0].reason
    assert after.second_look is not None
    assert after.second_look.formula == "412 + 288 = 700"
    assert not after.flagged


@pytest.mark.parametrize("outcome", [Outcome.REVIEW, Outcome.UNSUPPORTED])
def test_a_remark_that_something_differs_moves_nothing(outcome: Outcome) -> None:
    before = as_outcome(checked("The rival sold 412 doors in May."), outcome, "binding")

    after = looked_at(before, asked_of(before), different("The yard\nsold 412, not its rival."))

    assert (after.outcome, after.by) == (outcome, Judge.ENGINE)
    assert after.second_look is not None
    assert after.second_look.remark == "The yard sold 412, not its rival."


def test_a_model_that_cannot_tell_moves_nothing() -> None:
    before = checked("The yard sold 7,777 doors in May.")

    after = looked_at(before, asked_of(before), CANNOT_TELL)

    assert after.outcome is before.findings[0].outcome
    assert after.second_look is not None
    assert (after.second_look.remark, after.second_look.refusal) == (None, None)


# --- what is refused ---

REFUSED: dict[str, tuple[str, list[Answer], Refusal]] = {
    "a quantity that is not there": ("700 doors", [same("q999")], Refusal.UNKNOWN),
    "one that is not there among others": (
        "700 doors",
        [derivation("sum", "412", "288", "q999")],
        Refusal.UNKNOWN,
    ),
    "an id of the statement": ("700 doors", [same("n1")], Refusal.UNKNOWN),
    "an operation that there is not": (
        "700 doors",
        [derivation("square_root", "412")],
        Refusal.OPERATION,
    ),
    "an operation of nothing": ("700 doors", [derivation("sum")], Refusal.OPERATION),
    "an operation that cannot be done": (
        "700 doors",
        [derivation("part_of", "412", "288")],
        Refusal.OPERATION,
    ),
    "a sum that comes out at another value": (
        "701 doors",
        [derivation("sum", "412", "288")],
        Refusal.VALUE,
    ),
    "a number of another value": ("701 doors", [same("412")], Refusal.VALUE),
    "a number of another measure": ("701 doors", [same("$310")], Refusal.MEASURE),
    "another scale": ("412,000 doors", [same("412")], Refusal.CONTRADICTION),
    "another bound": ("fewer than 412 doors", [same("412")], Refusal.CONTRADICTION),
    "a remark with a number of its own": (
        "700 doors",
        [different("The yard sold 5,000 doors.")],
        Refusal.REMARK,
    ),
    "a remark with a number in words": (
        "700 doors",
        [different("It sold seventy-one doors.")],
        Refusal.REMARK,
    ),
    "a remark that runs on": ("700 doors", [different("so " * 60)], Refusal.REMARK),
    "the second of two answers": (
        "701 doors",
        [same("288"), derivation("sum", "412", "288")],
        Refusal.VALUE,
    ),
}


@pytest.mark.parametrize("outcome", [Outcome.REVIEW, Outcome.UNSUPPORTED])
@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_moves_nothing_and_is_kept_with_the_reason(
    case: str, outcome: Outcome
) -> None:
    number, answers, refusal = REFUSED[case]
    statement = f"The yard sold {number} in May, together with its rival."
    before = as_outcome(checked(statement), outcome, "binding")
    asked = asked_of(before)

    after = looked_at(before, asked, *(_with_ids(answer, asked) for answer in answers))

    assert (after.outcome, after.by) == (outcome, Judge.ENGINE)
    assert after.second_look is not None
    assert after.second_look.refusal is refusal
    assert after.second_look.refused
    assert "square_root" not in after.model_dump_json()


def _with_ids(answer: Answer, asked: Asked) -> Answer:
    """Return an answer with ids in place of quantities as they are written."""
    ids = {each.quantity.text: name for name, each in asked.quantities.items()}
    named = dict(answer)
    if "quantity" in named:
        named["quantity"] = ids.get(named["quantity"], named["quantity"])
    if "quantities" in named:
        named["quantities"] = [ids.get(each, each) for each in named["quantities"]]
    return named


@pytest.mark.parametrize(
    "code", ["scale", "bound", "range", "unit", "points", "direction", "by_to", "period"]
)
def test_a_contradiction_that_the_engine_is_sure_of_is_not_reckoned_away(code: str) -> None:
    before = as_outcome(
        checked("The yard sold 700 doors in May, together with its rival."),
        Outcome.UNSUPPORTED,
        code,
    )
    asked = asked_of(before)

    after = looked_at(before, asked, derivation("sum", id_of(asked, "412"), id_of(asked, "288")))

    assert (after.outcome, after.by) == (Outcome.UNSUPPORTED, Judge.ENGINE)
    assert after.second_look is not None
    assert after.second_look.refusal is Refusal.CONTRADICTION


def test_an_answer_on_a_number_that_was_not_asked_about_is_passed_over() -> None:
    before = checked("The yard sold 7,777 doors in May.")

    after = looked_at(before, asked_of(before), same("q1", number="n7"))

    assert after == before.findings[0]


def test_an_operation_of_more_numbers_than_we_reckon_with_fits_no_form() -> None:
    asked = asked_of(checked("The yard sold 7,777 doors in May."))

    with pytest.raises(ValidationError):
        asked.question.form.model_validate({"numbers": [derivation("sum", *["q1"] * 9)]})


# --- asking ---


@pytest.mark.parametrize(("model", "tokens"), [("big", 1_024), ("tiny-1b", 1_024), ("o3", 32_768)])
def test_an_answer_that_runs_on_is_cut_off_unless_the_model_thinks(model: str, tokens: int) -> None:
    settings = Settings.from_environment({}, model=model, api_key="unused-0123456789")

    assert settings_for(settings).answer_tokens == tokens


def questions(count: int) -> list[Any]:
    return [
        asked_of(checked(f"The yard sold {7_000 + n} doors in May.")).question for n in range(count)
    ]


def scripted(*answers: object) -> ScriptedModel:
    return ScriptedModel({SECOND_LOOK: list(answers)})


def test_all_are_asked_and_the_answers_come_back_in_order() -> None:
    said = [{"numbers": [CANNOT_TELL]}, {"numbers": [same("q1")]}]

    came, ended = asyncio.run(ask_all(questions(2), scripted(*said)))

    assert ended is None
    answers = [each.numbers[0].answer for each in came if isinstance(each, SecondLookForm)]
    assert answers == ["cannot_tell", "same"]


def test_nonsense_is_asked_again_and_costs_its_own_answer_alone() -> None:
    nonsense = {"numbers": "a lot"}
    said = [nonsense, nonsense, nonsense, {"numbers": [CANNOT_TELL]}]

    came, ended = asyncio.run(ask_all(questions(2), scripted(*said)))

    assert ended is None
    assert [isinstance(each, SecondLookForm) for each in came] == [False, True]
    assert SECOND_LOOK in str(came[0])


class Failing:
    """Answers the first question, and raises on the second."""

    def __init__(self, error: Exception) -> None:
        self.error, self.asked = error, 0

    async def ask(self, question: Any) -> Any:
        self.asked += 1
        if self.asked > 1:
            raise self.error
        return await scripted({"numbers": [CANNOT_TELL]}).ask(question)


@pytest.mark.parametrize(
    ("error", "ends"),
    [(ModelUnavailable("gone"), True), (BudgetSpent("spent"), True), (CassetteError("no"), False)],
)
def test_a_fault_costs_no_answer_that_came_before_it(error: Exception, ends: bool) -> None:  # noqa: FBT001
    came, ended = asyncio.run(ask_all(questions(2), Failing(error)))

    assert isinstance(came[0], SecondLookForm)
    assert not isinstance(came[1], SecondLookForm)
    assert (ended is error) is ends


def test_a_fault_of_ours_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        asyncio.run(ask_all(questions(2), Failing(ZeroDivisionError())))
