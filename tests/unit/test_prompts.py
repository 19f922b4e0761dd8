"""The examples of the prompts: a model writes as it is shown."""

import json

import pytest

from pipeline.stages.draft.questions import BRIEF, CLAIMS
from prompts import read_prompt
from schemas.drafts import ClaimForm, PointForm

SHOWN = [(BRIEF, PointForm, 2), (CLAIMS, ClaimForm, 4)]


def examples(prompt: str) -> list[str]:
    return [line for line in read_prompt(prompt).splitlines() if line.startswith("{")]


@pytest.mark.parametrize(("prompt", "form", "number"), SHOWN)
def test_each_example_is_an_answer_in_the_form_in_the_order_of_its_fields(
    prompt: str, form: type[PointForm | ClaimForm], number: int
) -> None:
    answers = [json.loads(example) for example in examples(prompt)]

    assert len(answers) == number
    assert all(list(form.model_validate(answer).model_dump()) == list(answer) for answer in answers)


def test_the_examples_of_claims_are_written_without_spaces_between_their_parts() -> None:
    written = [ClaimForm.model_validate_json(each).model_dump_json() for each in examples(CLAIMS)]

    assert len(written) > 0
    assert written == examples(CLAIMS)


@pytest.mark.parametrize(("form", "first"), [(PointForm, "sentence_ids"), (ClaimForm, "id")])
def test_what_a_text_rests_on_is_written_before_it(
    form: type[PointForm | ClaimForm], first: str
) -> None:
    assert next(iter(form.model_fields)) == first
