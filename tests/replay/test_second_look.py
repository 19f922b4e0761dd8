"""A second look at an example, replayed from what a real model answered when it was recorded.

The model is the one of `test_examples`; FACTDESK_RECORD=all and FACTDESK_RECORD_URL record anew.
"""

import json
import os
from typing import Any

import pytest

from pipeline.llm import recorded_model
from pipeline.stages.second_look import questions
from schemas.drafts import DifferentForm, second_look_form
from tests.command import Command, Done
from tests.replay.test_examples import MODEL, RECORDING, ROOT

SERVER = os.environ.get("FACTDESK_RECORD_URL", os.environ.get("OPENAI_BASE_URL", ""))
CASSETTE = ROOT / "cassettes" / "second-look" / "harbour-summary.yaml"
DRAFT = ROOT / "examples" / "harbour-summary.txt"
SOURCE = ROOT / "examples" / "harbour-budget.html"


def looked_again(factdesk: Command, monkeypatch: pytest.MonkeyPatch, *options: str) -> Done:
    """Return what a check of the example prints with the recorded answers."""
    if RECORDING:
        monkeypatch.setenv("OPENAI_BASE_URL", SERVER)
        options = (*options, "--model", MODEL, "--record", "all")
    cassette = ("--cassette", str(CASSETTE))
    return factdesk("check", str(DRAFT), "--source", str(SOURCE), *cassette, *options)


def findings(done: Done) -> list[dict[str, Any]]:
    return [each for line in done.out.splitlines() for each in json.loads(line)["findings"]]


def test_a_recorded_model_looks_again_and_nothing_that_code_refuses_is_supported(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = factdesk("check", str(DRAFT), "--source", str(SOURCE), "--format", "jsonl")

    done = looked_again(factdesk, monkeypatch, "--format", "jsonl")

    before, after = findings(plain), findings(done)
    assert recorded_model(CASSETTE) == MODEL
    assert [each["second_look"] is None for each in after] == [
        each["outcome"] == "supported" for each in before
    ]
    for old, new in zip(before, after, strict=True):
        look = new["second_look"]
        if look is None or look["refusal"] or look["answer"] != "derivation":
            assert (new["outcome"], new["by"]) == (old["outcome"], "engine")
        else:
            steps = {"review": "supported", "unsupported": "review"}
            assert (new["outcome"], new["by"]) == (steps[old["outcome"]], "model")


@pytest.mark.skipif(RECORDING, reason="while recording there is nothing to replay")
def test_a_replay_gives_the_same_bytes_every_time(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (looked_again(factdesk, monkeypatch, "--format", "sarif") for _ in range(2))

    assert first.out == second.out
    assert "3 answers replayed" in first.err


@pytest.mark.skipif(RECORDING, reason="a changed request must never be recorded")
def test_one_changed_field_of_the_form_is_told_and_costs_no_verdict(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DifferentForm.model_fields["why"], "description", "why not")
    monkeypatch.setattr(questions, "second_look_form", second_look_form.__wrapped__)  # none kept

    done = looked_again(factdesk, monkeypatch)

    assert done.code == 3
    assert "no second look at 3 of 3 questions" in done.err
    assert "schema differs" in done.err
    assert "4 supported, 1 to review, 2 unsupported" in done.out


@pytest.mark.skipif(RECORDING, reason="while recording there is nothing to replay")
def test_a_recording_of_a_draft_is_no_orphan_among_those_of_articles(factdesk: Command) -> None:
    done = factdesk("cassette", "check", str(CASSETTE), "--articles", str(DRAFT.parent))

    assert done.code == 0
    assert "1 recordings, 0 faults" in done.out
