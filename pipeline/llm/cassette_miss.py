"""Why a request is not in a cassette, told by what differs from the nearest one that is."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.llm.request_diff import description, differences, nearest, take_apart


def explain_miss(path: Path, body: Any, recorded: Sequence[Any]) -> str:  # noqa: ANN401  # JSON
    """Return which request was not recorded, what differs from the nearest, and the way out."""
    asked = take_apart(body)
    lines = [f"{str(path)!r} does not hold this request: {description(asked)}"]
    if body in recorded:
        lines.append("  it was recorded, but is asked more often than it was then")
    elif recorded:
        kept = [take_apart(each) for each in recorded]
        lines += differences(kept[nearest(asked, kept)], asked)
    else:
        lines.append("  nothing is recorded in it")
    return "\n".join([*lines, "record it afresh with --record all"])
