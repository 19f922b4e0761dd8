"""The body of a request, its schema, and the key that its answer is kept under."""

import json

import pytest
from openai.lib._pydantic import to_strict_json_schema
from pydantic import BaseModel

from pipeline.llm.request import (
    Body,
    canonical_json,
    complete_body,
    endpoint_label,
    messages_of,
    request_key,
)
from schemas.drafts import brief_form, claims_form, second_look_form
from tests.scripted_server import completion, scripted_server
from tests.unit.llm.asking import DOCUMENT, GOOD, KEY, BriefForm, ask, question, settings


def body_for(model: str, base_url: str | None = None) -> Body:
    told = settings(base_url, model=model)
    return complete_body(question(), messages_of(question()), told)


def test_the_format_is_strict_and_carries_the_name_of_the_form() -> None:
    with scripted_server([completion(GOOD)]) as server:
        ask(settings(server.base_url))

    sent = server.requests[0]["response_format"]
    assert sent["type"] == "json_schema"
    assert sent["json_schema"]["strict"] is True
    assert sent["json_schema"]["name"] == "BriefForm"
    assert sent["json_schema"]["schema"]["additionalProperties"] is False
    assert sent["json_schema"]["schema"]["required"] == ["headline", "points"]


def test_the_document_stands_in_the_users_message_alone() -> None:
    system, user = messages_of(question())

    assert DOCUMENT in user["content"]
    assert "bridge" not in system["content"]
    assert user["content"].startswith("<article-")


def test_all_before_the_last_sentence_of_the_instructions_is_the_same_for_every_document() -> None:
    one, other = (messages_of(question(document=text))[0]["content"] for text in ("one", "other"))

    assert one != other
    assert one.rpartition("\n\n")[0] == other.rpartition("\n\n")[0] == "Write a brief."


def test_braces_of_a_template_in_a_document_are_sent_as_they_stand() -> None:
    document = "  {{ 7*7 }} {# gone? #} {% of %}\n"
    with scripted_server([completion(GOOD)]) as server:
        ask(settings(server.base_url), question(document=document))

    assert f">\n{document}\n<" in server.requests[0]["messages"][1]["content"]


@pytest.mark.parametrize(
    ("model", "cap", "temperature"),
    [
        ("qwen2.5-7b", "max_tokens", True),
        ("gpt-oss-20b", "max_tokens", True),
        ("gpt-4.1-mini", "max_completion_tokens", True),
        ("gpt-5-mini", "max_completion_tokens", False),
        ("o4-mini", "max_completion_tokens", False),
    ],
)
def test_each_model_is_sent_the_settings_it_knows(model: str, cap: str, temperature: bool) -> None:  # noqa: FBT001
    body = body_for(model)

    assert cap in body
    assert len({"max_tokens", "max_completion_tokens"} & body.keys()) == 1
    assert ("temperature" in body) is temperature


def test_the_body_does_not_depend_on_the_server() -> None:
    assert body_for("m-7b") == body_for("m-7b", "http://127.0.0.1:1/v1")


def test_a_paid_answer_is_found_by_later_versions_too() -> None:
    # It goes by this digest. Another one would have every user pay for all they have kept again.
    key = request_key({"b": "é\ud800", "a": [1, None]}, endpoint="h/v1", salt="s")

    assert key == "c808b3c2d355230a8e2accd5f98946153485f5567b572a33bcb1f9e100a2cb65"


def test_a_number_that_json_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"temperature": float("nan")})


def test_the_order_of_writing_does_not_change_the_key() -> None:
    one = request_key({"a": 1, "b": [1, 2]}, endpoint="e", salt="")
    other = request_key({"b": [1, 2], "a": 1}, endpoint="e", salt="")

    assert one == other


def test_body_server_and_salt_each_change_the_key() -> None:
    keys = {
        request_key({"a": 1}, endpoint="e", salt=""),
        request_key({"a": 2}, endpoint="e", salt=""),
        request_key({"a": 1}, endpoint="f", salt=""),
        request_key({"a": 1}, endpoint="e", salt="again"),
    }

    assert len(keys) == 4


def test_the_order_of_a_forms_fields_changes_the_key() -> None:
    body = body_for("m-7b")
    swapped = json.loads(json.dumps(body))
    swapped["response_format"]["json_schema"]["schema"]["required"].reverse()

    assert canonical_json(body) != canonical_json(swapped)


def test_the_label_of_a_server_holds_no_password_and_no_key() -> None:
    label = endpoint_label(settings("http://me:hunter2@models.example:99/v1/"))

    assert label == "models.example:99/v1"
    assert endpoint_label(settings(None)) == "openai"
    assert KEY not in label


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(brief_form(("s1",)), id="a brief of one sentence"),
        pytest.param(brief_form(tuple(f"s{at}" for at in range(1, 401))), id="a brief of 400"),
        claims_form(("s3", "s4", "s9")),
        second_look_form(("n1", "n2"), ("q1", "q2", "q3"), ("sum", "share")),
        BriefForm,
    ],
)
def test_the_schema_is_to_the_letter_the_one_of_the_vendors_client(form: type[BaseModel]) -> None:
    assert json.dumps(form.model_json_schema()) == json.dumps(to_strict_json_schema(form))
