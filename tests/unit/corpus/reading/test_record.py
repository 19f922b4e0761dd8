import pickle
from dataclasses import replace
from typing import Any

import pytest

from pipeline.corpus.reading.record import Kind, Record, digest_of

RECORD = Record(3, "a1", "corpus.jsonl:4", "It rose.", keys=(("desk", ["news", {"n": 1}]),))


@pytest.mark.parametrize(
    "change",
    [
        {"id": "a2"},
        {"source": "corpus.jsonl:5"},
        {"content": "It fell."},
        {"content": b"It rose."},
        {"content": None},
        {"kind": Kind.HTML},
        {"title": "Rates"},
        {"published": "Rates"},
        {"address": "Rates"},
        {"keys": (("desk", ["news", {"n": 2}]),)},
        {"fault": "is empty"},
    ],
)
def test_whatever_changes_the_result_changes_the_digest(change: dict[str, Any]) -> None:
    assert digest_of(replace(RECORD, **change)) != digest_of(RECORD)


def test_the_place_of_a_record_does_not_change_its_digest() -> None:
    assert digest_of(replace(RECORD, number=7)) == digest_of(RECORD)
    assert len(digest_of(RECORD)) == 64


def test_half_a_character_has_a_digest_as_well() -> None:
    assert digest_of(replace(RECORD, content="\ud800")) != digest_of(RECORD)


def test_a_record_goes_to_another_process_and_back() -> None:
    assert pickle.loads(pickle.dumps(RECORD)) == RECORD  # noqa: S301 - our own bytes
