"""What the benchmark of shared answers counts as corrupt."""

from pathlib import Path

import pytest

from bench.shared_cache import is_whole
from pipeline.llm.cache import entry_of

KEY = "ab" + "0" * 62
ENTRY = entry_of(KEY, {"model": "m"}, "reply").encode()


@pytest.mark.parametrize(
    ("name", "content", "whole"),
    [
        (KEY, ENTRY, True),
        (KEY, ENTRY[:-1], False),
        (KEY, b"", False),
        (KEY, b"\xff", False),
        ("ab" + "1" * 62, ENTRY, False),
    ],
)
def test_an_object_is_whole_when_it_is_the_entry_of_its_name(
    name: str, content: bytes, *, whole: bool
) -> None:
    assert is_whole(Path(f"answers/ab/{name}.json"), content) is whole
