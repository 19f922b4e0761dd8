"""Recorded answers in place of the network: the same run again, with no key and no server."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import CassetteError
from pipeline.llm.cassette_file import CassetteFile, json_of, kept_response, recorded_models
from pipeline.llm.cassette_miss import explain_miss
from pipeline.llm.request_diff import describe
from pipeline.settings import RecordMode

CHAT = "/chat/completions"
READABLE_ADDRESS = "http://model/v1"
"""Stands in recordings for every server, so that what one recorded replays with any other."""

# vcrpy patches the whole process: with two cassettes open the second would take all.
_open = threading.Lock()


def cassette_is_open() -> bool:
    """Return whether answers are being recorded or replayed at this moment."""
    return _open.locked()


@contextmanager
def cassette(path: Path, record: RecordMode = "none") -> Iterator[None]:
    """Record or replay every request to a model within the block.

    `none` replays alone, `once` records where there is no file, `all` records afresh; a recording
    is written when the block ends well. Raises CassetteError: at once when `none` finds no file; at
    the request, and again at the end, when it was not recorded; and at the end of a block that
    ended well, when `none` has answers left that nobody asked for.
    """
    if record == "none" and not path.is_file():
        raise CassetteError(f"there is no cassette {str(path)!r}; record it with --record once")
    if not _open.acquire(blocking=False):
        raise CassetteError(f"{str(path)!r}: another cassette is open, and only one can be")
    misses: list[CassetteError] = []
    try:
        with _recorder(record).use_cassette(str(path)) as tape:
            tape.can_play_response_for = _loud_about_misses(tape, path, misses)
            yield
    finally:
        _open.release()
    if misses:  # a caller that goes on after an error must not make a failed replay look fine
        raise misses[0]
    if record == "none":
        _refuse_stale(tape, path)


def recorded_model(path: Path) -> str:
    """Return the model that a cassette was recorded with, so that a replay need not name it.

    Raises CassetteError when the file is missing, is no cassette or holds several models.
    """
    if not path.is_file():
        raise CassetteError(f"there is no cassette {str(path)!r}; record it with --record once")
    models = recorded_models(path)
    if len(models) != 1:
        raise CassetteError(f"{str(path)!r} was recorded with {len(models)} models; name one")
    return models.pop()


def _recorder(record: RecordMode) -> Any:  # noqa: ANN401  # vcrpy has no types
    import vcr  # noqa: PLC0415
    from vcr.patch import PATCHER_NAMES  # noqa: PLC0415

    recorder = vcr.VCR(
        record_mode=record,
        # The default leaves the body out: any other prompt would get the old answer.
        match_on=("method", "path", "query", "json"),
        before_record_request=_kept_request,
        before_record_response=kept_response,
        decode_compressed_response=True,
        record_on_exception=False,
        # In mode `none` this would rewrite the file.
        drop_unused_requests=record != "none",
        # The model is spoken to through httpx2; fetching an article is none of our business.
        skip_patchers=[name for name in PATCHER_NAMES if name != "httpx2"],
    )
    recorder.register_persister(CassetteFile)
    recorder.register_matcher("json", lambda asked, kept: json_of(asked.body) == json_of(kept.body))
    return recorder


def _kept_request(request: Any) -> Any:  # noqa: ANN401
    """Return the request as it is kept and compared; None lets it pass by unrecorded."""
    parts = urlsplit(request.uri)
    if not parts.path.endswith(CHAT):
        return None
    query = f"?{parts.query}" if parts.query else ""
    request.uri = f"{READABLE_ADDRESS}{CHAT}{query}"
    request.headers = {"content-type": "application/json"}
    return request


def _loud_about_misses(
    tape: Any,  # noqa: ANN401
    path: Path,
    misses: list[CassetteError],
) -> Callable[[Any], bool]:
    can_play = tape.can_play_response_for

    def playable(request: Any) -> bool:  # noqa: ANN401
        if can_play(request):
            return True
        asked = tape.filter_request(request)
        if asked is not None and tape.write_protected:
            recorded = [json_of(each.body) for each in tape.requests]
            misses.append(CassetteError(explain_miss(path, json_of(asked.body), recorded)))
            raise misses[-1]
        return False

    return playable


def _refuse_stale(tape: Any, path: Path) -> None:  # noqa: ANN401
    stale = [each for at, each in enumerate(tape.requests) if not tape.play_counts[at]]
    if stale:
        asks = "\n".join(f"  {describe(json_of(each.body))}" for each in stale)
        raise CassetteError(
            f"{str(path)!r} holds {len(stale)} recorded answer(s) that nobody asked for:\n{asks}\n"
            "record it afresh with --record all"
        )
