"""docs/assistants.md shows what an assistant gets: its exchange is made and compared."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.assistant import assistant

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "assistants.md"
pytestmark = pytest.mark.skipif(not PAGE.is_file(), reason="docs/ is not beside these tests")
BLOCKS = re.compile(r"^```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def holds(whole: Any, part: Any) -> bool:
    """Return whether all that a shortened answer shows stands in the whole one."""
    if isinstance(part, dict):
        return all(key in whole and holds(whole[key], value) for key, value in part.items())
    if isinstance(part, list):
        return len(whole) == len(part) and all(map(holds, whole, part))
    return bool(whole == part)


def test_the_exchange_is_what_the_tool_answers() -> None:
    configuration, call, shown = map(json.loads, BLOCKS.findall(PAGE.read_text(encoding="utf-8")))

    with assistant(ROOT / "examples") as desk:
        whole = desk.answer(call["name"], **call["arguments"])

    assert configuration["mcpServers"]["factdesk"]["args"][0] == "mcp"
    assert shown["doubtful"][0]["findings"][0]["outcome"] == "unsupported"
    assert holds(whole, shown)
