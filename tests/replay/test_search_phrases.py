"""Search phrases for an example, replayed from what a real model wrote when it was recorded.

The model is the one of `test_examples`; FACTDESK_RECORD=all and FACTDESK_RECORD_URL record anew.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.evidence.library.searching import Library
from pipeline.evidence.verdict.asked import Asked
from pipeline.evidence.verdict.finding import find_evidence
from pipeline.llm import recorded_model
from pipeline.stages import verify as stage
from schemas import FoundEvidence
from tests.command import Command, Done
from tests.replay.test_examples import MODEL, RECORDING, ROOT

SERVER = os.environ.get("FACTDESK_RECORD_URL", os.environ.get("OPENAI_BASE_URL", ""))
CASSETTE = ROOT / "cassettes" / "search-phrases" / "harbour-budget.yaml"
ARTICLE = ROOT / "examples" / "harbour-budget.html"
REPORT = """Annual report of the port authority of Port Ellery

In 2025 the port handled 3,412,000 tonnes of cargo.

Of the 18 wharves, 11 were found unsafe for heavy loads.
"""


def verified(factdesk: Command, monkeypatch: pytest.MonkeyPatch) -> Done:
    """Return what `verify` prints with the recorded phrases."""
    Path("report.txt").write_text(REPORT, encoding="utf-8")
    factdesk("evidence", "add", "report.txt")
    factdesk("brief", str(ARTICLE), "--out", "out")
    options: tuple[str, ...] = ("--cassette", str(CASSETTE))
    if RECORDING:
        monkeypatch.setenv("OPENAI_BASE_URL", SERVER)
        options = (*options, "--model", MODEL, "--record", "all")
    return factdesk("verify", "out", *options)


def test_a_recorded_model_writes_phrases_that_are_searched_by(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Asked] = []

    def found(asked: Sequence[Asked], library: Library) -> list[FoundEvidence]:
        seen.extend(asked)
        return find_evidence(asked, library)

    monkeypatch.setattr(stage, "find_evidence", found)

    done = verified(factdesk, monkeypatch)

    assert done.code == 0
    assert recorded_model(CASSETTE) == MODEL
    assert "Evidence: " in done.out
    phrases = {each.text: each.phrases for each in seen}
    assert sum(map(bool, phrases.values())) >= len(phrases) / 2
    assert all(len(each) <= 3 for each in phrases.values())


@pytest.mark.skipif(RECORDING, reason="while recording there is nothing to replay")
def test_a_replay_gives_the_same_bytes_every_time(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = Path("out/harbour-budget/result.json")

    first, before = verified(factdesk, monkeypatch), result.read_bytes()
    second, after = verified(factdesk, monkeypatch), result.read_bytes()

    assert (first.out, before) == (second.out, after)
    assert "1 answers replayed" in second.err
