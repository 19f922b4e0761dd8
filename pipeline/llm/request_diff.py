"""What a request is made of, which of others is nearest to it, and what differs between the two."""

import difflib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

MAX_LINES = 8
MAX_WIDTH = 100
"""Lines of a difference that are shown, and characters of each."""
LEAD = 30
"""Characters shown before the first that differs."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request taken apart: its form and its parts, by the names that people know them by."""

    form: str
    parts: Mapping[str, str]
    words: Counter[str]
    """Of all parts, to tell how alike two requests are: a letter's count is slow on 200 of them."""

    @property
    def model(self) -> str:
        """The name of the model, "?" where the request names none."""
        return self.parts.get("model", "?")

    @property
    def beginning(self) -> str:
        """The first line of the document, clipped, or nothing."""
        return "".join(_short(line) for line in self.parts.get("document", "").split("\n", 2)[1:2])


def take_apart(body: Any, **beside: str) -> Asked:  # noqa: ANN401  # the JSON body of a request
    """Return the request with its parts; `beside` names what belongs to it and is not in the body."""
    parts = {**_parts(body), **beside}
    return Asked(_form(body), parts, Counter(" ".join(parts.values()).split()))


def describe(body: Any) -> str:  # noqa: ANN401
    """Return a request in one line: its form, its model, how its document begins."""
    return description(take_apart(body))


def description(asked: Asked) -> str:
    """Return a request in one line: its form, its model, how its document begins."""
    begins = f", document begins {asked.beginning!r}" if asked.beginning else ""
    return f"{asked.form} asked of model {asked.model!r}{begins}"


def nearest(asked: Asked, others: Sequence[Asked]) -> int:
    """Return the place of the most like: of the same form, with most parts alike, then by words.

    Raises ValueError when there are none.
    """

    def likeness(place: int) -> tuple[bool, int, float]:
        other = others[place]
        same = sum(other.parts.get(name) == text for name, text in asked.parts.items())
        return other.form == asked.form, same, _shared(asked.words, other.words)

    return max(range(len(others)), key=likeness)


def differences(old: Asked, new: Asked) -> Iterator[str]:
    """Yield a line for each part that differs, with a few lines below it that say how."""
    for name in dict.fromkeys([*new.parts, *old.parts]):
        before, after = old.parts.get(name, ""), new.parts.get(name, "")
        if before != after:
            yield f"  {name} differs:"
            yield from (f"    {line}" for line in _diff(before, after))


def _shared(first: Counter[str], second: Counter[str]) -> float:
    return 2 * (first & second).total() / max(1, first.total() + second.total())


def _parts(body: Any) -> dict[str, str]:  # noqa: ANN401
    if not isinstance(body, dict):
        return {"body": str(body)}
    rest = {k: v for k, v in body.items() if k not in {"model", "messages", "response_format"}}
    return {
        "model": str(body.get("model")),
        **_messages(body.get("messages") or []),
        "schema": json.dumps(body.get("response_format"), indent=1, ensure_ascii=False),
        "settings": json.dumps(rest, indent=1, sort_keys=True),
    }


def _messages(messages: Any) -> dict[str, str]:  # noqa: ANN401
    if not isinstance(messages, list):
        return {"messages": str(messages)}
    names = ["system message", "document"]
    for number in range(1, len(messages)):
        names += [f"answer {number}", f"re-ask {number}"]
    # The tag is made from the document: left in, every change there would show up twice.
    return {
        name: re.sub(r"article-[0-9a-f]{12}", "article-…", _content(message))
        for name, message in zip(names, messages, strict=False)
    }


def _content(message: Any) -> str:  # noqa: ANN401
    return str(message.get("content") if isinstance(message, dict) else message)


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
