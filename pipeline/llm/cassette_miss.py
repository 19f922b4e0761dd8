"""Why a request is not in a cassette, told by what differs from the nearest one that is."""

import difflib
import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

MAX_LINES = 8
MAX_WIDTH = 100
LEAD = 30
"""Characters shown before the first that differs."""


def describe(body: Any) -> str:  # noqa: ANN401  # the JSON body of a request
    """Return a request in one line: its form, its model, how its document begins."""
    parts = _parts(body)
    document = parts.get("document", "").split("\n", 2)[1:2]
    begins = f", document begins {_short(document[0])!r}" if document else ""
    return f"{_form(body)} asked of model {parts.get('model', '?')!r}{begins}"


def explain_miss(path: Path, asked: Any, recorded: Sequence[Any]) -> str:  # noqa: ANN401
    """Return which request was not recorded, what differs from the nearest, and the way out."""
    lines = [f"{str(path)!r} does not hold this request: {describe(asked)}"]
    if asked in recorded:
        lines.append("  it was recorded, but is asked more often than it was then")
    elif recorded:
        lines += _differences(asked, _nearest(asked, recorded))
    else:
        lines.append("  nothing is recorded in it")
    return "\n".join([*lines, "record it afresh with --record all"])


def _differences(asked: Any, nearest: Any) -> Iterator[str]:  # noqa: ANN401
    old, new = _parts(nearest), _parts(asked)
    for name in dict.fromkeys([*new, *old]):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            yield f"  {name} differs:"
            yield from (f"    {line}" for line in _diff(before, after))


def _nearest(asked: Any, recorded: Sequence[Any]) -> Any:  # noqa: ANN401
    wanted = _parts(asked)

    def likeness(body: Any) -> tuple[int, float]:  # noqa: ANN401
        parts = _parts(body)
        same = sum(parts.get(name) == text for name, text in wanted.items())
        texts = "\n".join(parts.values()), "\n".join(wanted.values())
        return same, difflib.SequenceMatcher(None, *texts, autojunk=True).quick_ratio()

    return max(recorded, key=likeness)


def _parts(body: Any) -> dict[str, str]:  # noqa: ANN401
    """Return the parts that a person changes, by the names they know them by."""
    if not isinstance(body, dict):
        return {"body": str(body)}
    rest = {k: v for k, v in body.items() if k not in {"model", "messages", "response_format"}}
    return {
        "model": str(body.get("model")),
        **_messages(body.get("messages") or []),
        "schema": json.dumps(body.get("response_format"), indent=1, ensure_ascii=False),
        "settings": json.dumps(rest, indent=1, sort_keys=True),
    }


def _messages(messages: Sequence[Any]) -> dict[str, str]:
    names = ["system message", "document"]
    for number in range(1, len(messages)):
        names += [f"answer {number}", f"re-ask {number}"]
    # The tag is made from the document: left in, every change there would show up twice.
    return {
        name: re.sub(r"article-[0-9a-f]{12}", "article-…", str(message.get("content")))
        for name, message in zip(names, messages, strict=False)
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
            return _common_length(old[1:], new[1:]) + 1
    return 0


def _common_length(first: str, second: str) -> int:
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(first), len(second)))


def _around(line: str, at: int) -> str:
    """Return a line with its sign, cut to the part around the first difference."""
    if len(line) <= MAX_WIDTH:
        return line
    start = max(1, min(at - LEAD, len(line) - MAX_WIDTH))
    end = start + MAX_WIDTH
    before, after = ("…" if start > 1 else ""), ("…" if end < len(line) else "")
    return f"{line[0]}{before}{line[start:end]}{after}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
