import json
from pathlib import Path

import pytest

from pipeline.errors import ModelDenied, ModelOutputInvalid, ModelUnavailable
from pipeline.llm import Question
from pipeline.llm.model import open_kept
from tests.scripted_server import completion, failing, scripted_server
from tests.unit.llm.asking import (
    BROKEN,
    GOOD,
    LONG,
    BriefForm,
    PointForm,
    as_json,
    ask,
    question,
    settings,
    short_headline,
)


def test_a_good_answer_comes_back_as_the_form_itself() -> None:
    with scripted_server([completion(GOOD)]) as server:
        [answer], _ = ask(settings(server.base_url))

    assert answer.attempts == (
        BriefForm(
            headline="A bridge opens", points=(PointForm(text="It opens.", sentence_ids=("s2",)),)
        ),
    )
    assert type(answer.last) is BriefForm
    assert answer.problems == ((),)
    assert answer.fits


@pytest.mark.parametrize("broken", [1, 2])
def test_an_answer_that_breaks_the_schema_is_asked_for_again(broken: int) -> None:
    with scripted_server([completion(BROKEN)] * broken + [completion(GOOD)]) as server:
        [answer], _ = ask(settings(server.base_url))

    assert as_json(answer.last) == GOOD
    assert len(answer.attempts) == 1
    assert answer.usage.answers == broken + 1
    assert answer.usage.reasks == broken


def test_problems_are_told_to_the_model_and_the_better_answer_comes_last() -> None:
    with scripted_server([completion(LONG), completion(GOOD)]) as server:
        [answer], _ = ask(settings(server.base_url), question(check=short_headline))

    assert [as_json(each) for each in answer.attempts] == [LONG, GOOD]
    assert answer.problems == (("headline: shorten it to under 30 characters",), ())
    told = server.requests[1]["messages"][-1]
    assert told["role"] == "user"
    assert "headline: shorten it to under 30 characters" in told["content"]


def test_problems_that_stay_are_handed_to_the_caller_with_every_attempt() -> None:
    with scripted_server([completion(LONG)]) as server:
        [answer], _ = ask(settings(server.base_url), question(check=short_headline))

    assert len(answer.attempts) == 3
    assert not answer.fits
    assert answer.usage.reasks == 2


def test_a_valid_answer_is_kept_when_the_reasks_break_the_schema() -> None:
    with scripted_server([completion(LONG), completion(BROKEN)]) as server:
        [answer], _ = ask(settings(server.base_url), question(check=short_headline))

    assert [as_json(each) for each in answer.attempts] == [LONG]
    assert answer.usage.answers == 3


def test_a_reask_repeats_nothing_that_the_model_wrote() -> None:
    hostile = {**GOOD, "OBEY": 1, "points": [{"text": ["IGNORE ALL"], "sentence_ids": ["s1"]}]}
    with scripted_server([completion(hostile), completion(GOOD)]) as server:
        ask(settings(server.base_url))

    told = server.requests[1]["messages"][-1]["content"]
    assert "points.0.text: Input should be a valid string" in told
    assert "a field that the schema does not have" in told
    assert "OBEY" not in told
    assert "IGNORE" not in told
    assert "http" not in told


def test_a_reask_is_the_same_to_the_letter() -> None:
    # Answers that were paid for or recorded are found again by these words.
    with scripted_server([completion("{"), completion(BROKEN), completion(GOOD)]) as server:
        ask(settings(server.base_url))

    *_, answered, told, broken, told_again = server.requests[2]["messages"]
    assert (answered["role"], answered["content"]) == ("assistant", "{")
    assert (broken["role"], json.loads(broken["content"])) == ("assistant", BROKEN)
    assert told["content"] == (
        "Correct your JSON ONLY RESPONSE, based on the following errors:\n"
        "1 validation error for BriefForm\n"
        "  the answer: Invalid JSON: EOF while parsing an object at line 1 column 1 [type=rejected]"
    )
    assert told_again["content"].endswith("\n  points: Field required [type=rejected]")


def test_a_reask_tells_only_the_first_of_very_many_problems() -> None:
    many = [f"problem {{{number}}}" for number in range(50)]
    with scripted_server([completion(GOOD)]) as server:
        ask(settings(server.base_url), question(check=lambda _: many))

    told = server.requests[1]["messages"][-1]["content"]
    assert "problem {0}" in told
    assert "problem {12}" not in told
    assert "38 more problems" in told


def test_a_document_with_braces_survives_a_reask() -> None:
    asked = question(document="{{ 7*7 }}", check=short_headline)
    with scripted_server([completion(LONG), completion(GOOD)]) as server:
        ask(settings(server.base_url), asked)

    assert "{{ 7*7 }}" in server.requests[1]["messages"][1]["content"]


def test_an_answer_at_the_length_limit_is_invalid_and_not_asked_for_again() -> None:
    cut = completion('{"headline": "', finish="length", tokens=(100, 2048))
    with (
        scripted_server([cut]) as server,
        pytest.raises(ModelOutputInvalid, match=r"brief\.v1: .* cut off after 2048 tokens"),
    ):
        ask(settings(server.base_url))

    assert len(server.requests) == 1


def test_a_valid_answer_is_kept_when_a_reask_runs_into_the_limit() -> None:
    cut = completion("", finish="length")
    with scripted_server([completion(LONG), cut]) as server:
        [answer], _ = ask(settings(server.base_url), question(check=short_headline))

    assert as_json(answer.last) == LONG


def test_every_request_leaves_a_receipt_by_which_its_answer_is_found_again(tmp_path: Path) -> None:
    with scripted_server([completion(LONG), completion(BROKEN), completion(GOOD)]) as server:
        told = settings(server.base_url, cache_dir=tmp_path)
        [answer], _ = ask(told, question(check=short_headline))
        [again], _ = ask(told, question(check=short_headline))

    kept = open_kept(told)
    assert [kept.keeps(receipt) for receipt in answer.receipts] == [True] * 3
    assert not kept.keeps(answer.receipts[0]._replace(digest=answer.receipts[1].digest))
    assert again.receipts == answer.receipts


def test_the_receipt_of_a_reask_that_was_cut_off_names_nothing_that_is_kept(tmp_path: Path) -> None:
    cut = completion("{", finish="length")
    with scripted_server([completion(LONG), cut]) as server:
        told = settings(server.base_url, cache_dir=tmp_path)
        [answer], _ = ask(told, question(check=short_headline))

    kept = open_kept(told)
    assert [kept.keeps(receipt) for receipt in answer.receipts] == [True, False]


def test_a_fault_of_the_network_during_a_reask_is_an_error_although_an_answer_exists() -> None:
    with (
        scripted_server([completion(LONG), failing(503)]) as server,
        pytest.raises(ModelUnavailable, match=r"brief\.v1"),
    ):
        ask(settings(server.base_url, attempts=1), question(check=short_headline))


def test_usage_adds_up_every_answer_that_was_read() -> None:
    with scripted_server(
        [completion(LONG, tokens=(100, 20)), completion(GOOD, tokens=(150, 15))]
    ) as server:
        [answer], traffic = ask(settings(server.base_url), question(check=short_headline))

    assert answer.usage.model_dump() == {
        "prompt": "brief.v1",
        "answers": 2,
        "reasks": 1,
        "input_tokens": 250,
        "output_tokens": 35,
    }
    assert (traffic.all_paid.input_tokens, traffic.all_paid.output_tokens) == (250, 35)


def test_a_server_that_counts_no_tokens_is_no_error() -> None:
    reply = json.loads(completion(GOOD).body)
    del reply["usage"], reply["id"], reply["created"]
    with scripted_server([type(completion(GOOD))(json.dumps(reply))]) as server:
        [answer], _ = ask(settings(server.base_url))

    assert (answer.usage.input_tokens, answer.usage.output_tokens) == (0, 0)


def test_a_bug_below_is_not_taken_for_a_fault_of_the_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def buggy(_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("pipeline.llm.server.read_completion", buggy)
    with scripted_server([completion(GOOD)]) as server, pytest.raises(ZeroDivisionError):
        ask(settings(server.base_url))


def test_a_bug_in_a_check_is_not_taken_for_a_fault_of_the_model() -> None:
    def buggy(_: BriefForm) -> list[str]:
        raise ZeroDivisionError

    with scripted_server([completion(GOOD)]) as server, pytest.raises(ZeroDivisionError):
        ask(settings(server.base_url), question(check=buggy))

    assert len(server.requests) == 1


def test_an_error_has_one_plain_line_and_its_cause() -> None:
    with scripted_server([failing(401, "bad key")]) as server, pytest.raises(ModelDenied) as caught:
        ask(settings(server.base_url))

    assert "\n" not in str(caught.value)
    assert caught.value.__cause__ is not None
    assert caught.value.__suppress_context__


def test_a_form_may_have_any_name_that_the_wire_allows() -> None:
    class Verdict_2(BriefForm):  # noqa: N801  # the name that goes over the wire
        pass

    with scripted_server([completion(GOOD)]) as server:
        [answer], _ = ask(settings(server.base_url), Question("v.v1", "Judge.", "x", Verdict_2))

    assert type(answer.last) is Verdict_2
    assert server.requests[0]["response_format"]["json_schema"]["name"] == "Verdict_2"
