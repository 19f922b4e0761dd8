"""Recorded answers in place of the network: the same run again, with no key and no server."""

import difflib
import json
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import CassetteError
from pipeline.llm.cassette_file import CassetteFile, json_of, kept_response, require_cassette
from pipeline.llm.completions import one_line
from pipeline.settings import RecordMode

CHAT = "/chat/completions"
READABLE_ADDRESS = "http://model/v1"
"""Stands in recordings for every server, so that what one recorded replays with any other."""

MAX_LINES, MAX_CHARACTERS = 8, 100
"""Lines of a difference that are shown, and characters of each."""
LEAD_CHARACTERS = 30
"""Shown before the first that differs."""
_DOCUMENT_CHARACTERS = 60

Parts = Mapping[str, str]
"""What a request says, by the names that people know its parts by."""

# vcrpy patches the whole process: with two cassettes open the second would take all.
_open = threading.Lock()


def cassette_is_open() -> bool:
    """Return whether answers are being recorded or replayed at this moment."""
    return _open.locked()


@contextmanager
def cassette(path: Path, record: RecordMode = "none", *, strict: bool = True) -> Iterator[None]:
    """Record or replay every request to a model within the block.

    `none` replays alone, `once` records where there is no file, `all` records afresh; a recording
    is written when the block ends well. Raises CassetteError: at once when `none` finds no file; at
    the request when it was not recorded; and at the end of a block that ended well, when there was
    nothing to record. At the end of a `strict` one it is raised as well for a request that was not
    recorded, and when `none` has answers left that nobody asked for.
    """
    if record == "none":
        require_cassette(path)
    if not _open.acquire(blocking=False):
        raise CassetteError(f"{str(path)!r}: another cassette is open, and only one can be")
    misses: list[CassetteError] = []
    try:
        with _recorder(record).use_cassette(str(path)) as tape:
            tape.can_play_response_for = _raising_misses(tape, path, misses)
            yield
    finally:
        _open.release()
    if misses and strict:  # who goes on after an error must not make a failed replay look fine
        raise misses[0]
    if record == "none":
        if strict:
            _refuse_stale(tape, path)
    elif not path.is_file():
        raise CassetteError(f"{str(path)!r} was not written: the model was asked nothing")


def explain_miss(path: Path, body: Any, recorded: Sequence[Any]) -> str:  # noqa: ANN401  # JSON
    """Return which request was not recorded, what differs from the nearest, and the way out."""
    lines = [f"{str(path)!r} does not hold this request: {describe(body)}"]
    if body in recorded:
        lines.append("  it was recorded, but is asked more often than it was then")
    elif recorded:
        lines += _differences(_parts(_nearest(body, recorded)), _parts(body))
    else:
        lines.append("  nothing is recorded in it")
    return "\n".join([*lines, "record it afresh with --record all"])


def describe(body: Any) -> str:  # noqa: ANN401  # the JSON body of a request
    """Return a request in one line: its form, its model, how its document begins."""
    parts = _parts(body)
    # The document's first line is the tag.
    beginning = "".join(parts.get("document", "").split("\n", 2)[1:2])
    begins = f", document begins {one_line(beginning, _DOCUMENT_CHARACTERS)!r}" if beginning else ""
    return f"{_form(body)} asked of model {parts.get('model', '?')!r}{begins}"


def _recorder(record: RecordMode) -> Any:  # noqa: ANN401  # vcrpy has no types
    import vcr  # noqa: PLC0415
    from vcr.patch import PATCHER_NAMES  # noqa: PLC0415

    recorder = vcr.VCR(
        record_mode=record,
        # The default leaves the body out: any other prompt would get the old answer.
        match_on=("method", "path", "query", "body"),  # as JSON, whatever the order of its keys
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


def _raising_misses(
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
            recorded = [json_of(kept.body) for kept in tape.requests]
            misses.append(CassetteError(explain_miss(path, json_of(asked.body), recorded)))
            raise misses[-1]
        return False

    return playable


def _refuse_stale(tape: Any, path: Path) -> None:  # noqa: ANN401
    stale = [kept for place, kept in enumerate(tape.requests) if not tape.play_counts[place]]
    if stale:
        asks = "\n".join(f"  {describe(json_of(kept.body))}" for kept in stale)
        raise CassetteError(
            f"{str(path)!r} holds {len(stale)} recorded answer(s) that nobody asked for:\n{asks}\n"
            "record it afresh with --record all"
        )


def _nearest(body: Any, recorded: Sequence[Any]) -> Any:  # noqa: ANN401
    """Return the most like: of the same form, with most parts alike, then by shared words."""
    parts, words = _parts(body), _words(body)

    def likeness(candidate: Any) -> tuple[bool, int, float]:  # noqa: ANN401
        others, other_words = _parts(candidate), _words(candidate)
        same = sum(others.get(name) == text for name, text in parts.items())
        shared = (words & other_words).total() / max(1, words.total() + other_words.total())
        return _form(candidate) == _form(body), same, shared

    return max(recorded, key=likeness)


def _words(body: Any) -> Counter[str]:  # noqa: ANN401
    return Counter(" ".join(_parts(body).values()).split())


def _differences(old: Parts, new: Parts) -> Iterator[str]:
    """Yield a line for each part that differs, with a few lines below it that say how."""
    for name in dict.fromkeys([*new, *old]):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            yield f"  {name} differs:"
            yield from (f"    {line}" for line in _diff(before, after))


def _parts(body: Any) -> Parts:  # noqa: ANN401
    """Return the parts of a request; a body that is none of ours, as by another hand, is one."""
    try:
        rest = {k: v for k, v in body.items() if k not in {"model", "messages", "response_format"}}
        names = ["system message", "document"]
        for number in range(1, len(body.get("messages", ()))):
            names += [f"answer {number}", f"re-ask {number}"]
        contents = [str(message["content"]) for message in body.get("messages", ())]
    except (AttributeError, LookupError, TypeError):
        return {"body": str(body)}
    # The tag is made from the document: left in, every change there would show up twice.
    untagged = [re.sub(r"article-[0-9a-f]{12}", "article-…", content) for content in contents]
    return {
        "model": str(body.get("model")),
        **dict(zip(names, untagged, strict=False)),
        "schema": json.dumps(body.get("response_format"), indent=1, ensure_ascii=False),
        "settings": json.dumps(rest, indent=1, sort_keys=True),
    }


def _form(body: Any) -> str:  # noqa: ANN401
    try:
        return str(body["response_format"]["json_schema"]["name"])
    except (TypeError, LookupError):
        return "a request"


def _diff(before: str, after: str) -> list[str]:
    changed = [
        line
        for line in difflib.unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm="")
        if not line.startswith(("---", "+++", "@@"))
    ]
    shown = [_around(line, _first_difference(line, changed)) for line in changed[:MAX_LINES]]
    if len(changed) > len(shown):
        shown.append(f"… and {len(changed) - len(shown)} more lines")
    return shown


def _first_difference(line: str, changed: Sequence[str]) -> int:
    """Return where a line begins to differ from its counterpart next to it, or 0."""
    for old, new in pairwise(changed):
        if line in {old, new} and old[0] == "-" and new[0] == "+":
            pairs = enumerate(zip(old, new, strict=False))
            unlike = (place for place, (a, b) in pairs if place and a != b)
            return next(unlike, min(len(old), len(new)))
    return 0


def _around(line: str, place: int) -> str:
    """Return a line with its sign, cut to the part around the first difference."""
    if len(line) <= MAX_CHARACTERS:
        return line
    start = max(1, min(place - LEAD_CHARACTERS, len(line) - MAX_CHARACTERS))
    end = start + MAX_CHARACTERS
    before, after = ("…" if start > 1 else ""), ("…" if end < len(line) else "")
    return f"{line[0]}{before}{line[start:end]}{after}"
