"""Batches that end otherwise than completed, lines that are no answers, queues that are full."""

from pathlib import Path
from typing import Any

import pytest

from pipeline.corpus.batch.request_files import BatchLimits
from pipeline.errors import CacheError, ModelUnavailable, SettingsError
from tests.batch_server import QUEUE_FULL, Drop, Fate, batch_server, failing
from tests.scripted_server import Reply, completion
from tests.unit.corpus.batching import answer, newsroom

CANCELLED = Fate("cancelled", executed=1)


@pytest.mark.parametrize("silent", [False, True], ids=["with lines", "without lines"])
def test_what_expired_is_submitted_anew_and_what_was_answered_is_not(
    silent: bool,  # noqa: FBT001  # a table
    tmp_path: Path,
) -> None:
    with batch_server(answer, Fate("expired", executed=1, silent=silent), Fate()) as script:
        outcome = newsroom(tmp_path, script).run()

    assert len(script.executed) == len(set(script.executed)) == outcome.answered
    assert len(script.uploaded()[0]) == 4
    assert not outcome.failed


def test_what_expires_again_and_again_is_given_up_with_its_cause(tmp_path: Path) -> None:
    with batch_server(answer, Fate("expired", executed=0)) as script:
        outcome = newsroom(tmp_path, script).run()

    assert len(script.batches) == 3
    assert [*outcome.failed] == [0, 1]
    assert outcome.failed[0].startswith("batch_expired: ")


def test_what_somebody_cancelled_is_not_submitted_again_unless_told_so(tmp_path: Path) -> None:
    with batch_server(answer, CANCELLED, Fate()) as script:
        room = newsroom(tmp_path, script)
        outcome = room.run()
        again = room.run()
        mended = room.run(retry_failed=True)

    assert outcome.failed == again.failed
    assert outcome.failed
    assert again.submitted == outcome.submitted
    assert not mended.failed
    assert len(script.executed) == len(set(script.executed))


def test_a_batch_that_fails_in_validation_is_named_with_its_cause(tmp_path: Path) -> None:
    errors = ({"code": "billing_hard_limit_reached", "message": "Billing hard limit\nreached."},)
    with batch_server(answer, Fate("failed", executed=0, errors=errors, silent=True)) as script:
        room = newsroom(tmp_path, script)
        outcome = room.run()

    assert len(outcome.failed) == 2
    assert len(script.batches) == 1
    [first, *_] = outcome.failed.values()
    assert first == "its batch batch_1 ended as failed: Billing hard limit reached."
    assert any("Billing hard limit reached" in note for note in room.watched.notes)


def test_a_line_of_the_error_file_costs_its_own_article_alone(tmp_path: Path) -> None:
    def picky(body: dict[str, Any]) -> Reply:
        if "Brokvik counts" in body["messages"][1]["content"]:
            return failing(400, "This is not for us.")
        return answer(body)

    with batch_server(picky) as script:
        outcome = newsroom(tmp_path, script).run()

    assert [*outcome.failed.items()] == [(0, "status 400: This is not for us.")]
    assert len(outcome.failed) == 1


def test_a_line_that_comes_twice_counts_once(tmp_path: Path) -> None:
    with batch_server(answer, Fate(twice=True)) as script:
        outcome = newsroom(tmp_path, script).run()

    assert outcome.answered == outcome.submitted == 5
    assert outcome.input_tokens == 500


def test_a_line_that_says_nothing_is_passed_over_and_its_request_submitted_again(
    tmp_path: Path,
) -> None:
    broken = Drop("GET /files", Reply("{broken}\n"))
    with batch_server(answer, faults=[broken]) as script:
        room = newsroom(tmp_path, script)
        outcome = room.run()

    assert (outcome.failed, outcome.submitted) == ({}, 9)
    assert any("passed over" in note for note in room.watched.notes)


def test_an_answer_that_was_cut_off_is_billed_and_not_kept(tmp_path: Path) -> None:
    with batch_server(lambda _: completion("{", finish="length")) as script:
        outcome = newsroom(tmp_path, script).run()

    assert (outcome.answered, len(outcome.failed)) == (0, 2)
    assert outcome.input_tokens == 100 * len(script.executed)
    assert len(script.executed) == 4


def test_a_busy_request_of_a_batch_is_submitted_again(tmp_path: Path) -> None:
    met: set[str] = set()

    def busy(body: dict[str, Any]) -> Reply:
        document = str(body["messages"])
        if document in met:
            return answer(body)
        met.add(document)
        return failing(500, "Something broke.")

    with batch_server(busy) as script:
        outcome = newsroom(tmp_path, script).run()

    assert not outcome.failed
    assert outcome.answered * 2 == outcome.submitted


def test_a_full_queue_makes_files_wait_until_one_of_ours_has_ended(tmp_path: Path) -> None:
    with batch_server(answer, Fate(), QUEUE_FULL, Fate()) as script:
        room = newsroom(tmp_path, script)
        outcome = room.run(limits=BatchLimits(requests=2))

    assert not outcome.failed
    assert len(script.uploaded()) == 3  # two of the first wave, one of re-asks: none twice
    assert any("queue of the account is full" in note for note in room.watched.notes)


def test_a_queue_smaller_than_a_file_has_it_cut_in_two(tmp_path: Path) -> None:
    with batch_server(answer, QUEUE_FULL, QUEUE_FULL, Fate()) as script:
        outcome = newsroom(tmp_path, script).run()

    assert [len(each) for each in script.uploaded()][:3] == [4, 2, 2]
    assert not outcome.failed
    assert len(script.executed) == len(set(script.executed)) == outcome.answered


def test_a_queue_without_any_room_ends_with_its_cause(tmp_path: Path) -> None:
    with batch_server(answer, QUEUE_FULL) as script:
        outcome = newsroom(tmp_path, script, articles=1).run()

    assert (outcome.answered, len(outcome.failed), script.executed) == (0, 1, [])
    assert "no room even for this request" in next(iter(outcome.failed.values()))


def test_a_server_that_is_away_for_some_looks_is_waited_for(tmp_path: Path) -> None:
    fault = Drop("GET /batches", failing(503), times=12)
    with batch_server(answer, faults=[fault]) as script:
        room = newsroom(tmp_path, script)
        outcome = room.run()

    assert not outcome.failed
    assert any("try again later" in note for note in room.watched.notes)


def test_a_server_that_stays_away_ends_it_and_the_same_call_goes_on(tmp_path: Path) -> None:
    with batch_server(answer, faults=[Drop("GET /batches", failing(503), times=9999)]) as script:
        room = newsroom(tmp_path, script)
        with pytest.raises(ModelUnavailable):
            room.run(attempts=1)
        script.faults.clear()
        outcome = room.run()

    assert not outcome.failed
    assert len(script.executed) == len(set(script.executed))


def test_a_server_without_a_batch_api_is_told_so(tmp_path: Path) -> None:
    with batch_server(answer) as script:
        script.has_batches = False

        with pytest.raises(SettingsError, match="no Batch API"):
            newsroom(tmp_path, script).run()


def test_answers_that_cannot_be_kept_stay_at_the_server_for_the_next_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(*_: object) -> None:
        """Keep nothing, as on a full disk."""

    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)
        with monkeypatch.context() as full:
            full.setattr("pipeline.llm.cache.FolderCache.put", lost)
            with pytest.raises(CacheError, match="stay at the server"):
                room.run()
        outcome = room.run()

    assert not outcome.failed
    assert len(script.executed) == len(set(script.executed)) == outcome.answered
