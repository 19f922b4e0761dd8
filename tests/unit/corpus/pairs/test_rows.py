"""Rows of a stream: where each is, and never more of it in memory than is allowed."""

import hashlib
import json
import tracemalloc
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.corpus.pairs import pair_rows
from pipeline.corpus.pairs.pair_rows import read_rows
from pipeline.corpus.pairs.pool import in_chunks
from pipeline.corpus.reading.file_rows import Line

LINES = st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"])))


def read(raw: bytes) -> list[Line]:
    return list(read_rows(BytesIO(raw)))


@given(LINES, st.sampled_from(["", "\n"]))
@example(["\ufeff{}", "\ufeff{}"], "\n")  # a mark of UTF-8 is one where the file begins
def test_rows_are_the_lines_with_their_numbers_and_offsets(lines: list[str], end: str) -> None:
    text = "\n".join(lines) + end

    found = read(text.encode())

    wanted = [(at, line) for at, line in enumerate(text.split("\n"), 1) if line.encode().strip()]
    told = text.removeprefix("\ufeff")
    assert [each.number for each in found] == [
        at for at, _ in wanted if told.split("\n")[at - 1].encode().strip()
    ]
    for each in found:
        content = (each.raw or b"").decode()
        assert told[each.offset : each.offset + len(content)] == content
        assert each.digest == hashlib.sha256(content.encode()).hexdigest()


def test_a_row_that_is_too_long_is_counted_and_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(BytesIO):
        left = 400

        def readline(self, size: int | None = -1, /) -> bytes:
            self.left -= 1
            if self.left < 0:
                return super().readline(size)
            return b"x" * (size or 0)

    monkeypatch.setattr(pair_rows, "LONGEST_ROW_BYTES", 500_000)
    tracemalloc.start()
    first, second = read_rows(Endless(b"\nnext"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (first.raw, first.size) == (None, 399 * 1_000_000 + 500_001 + 1)
    assert (second.number, second.offset, second.raw) == (2, first.size, b"next")
    assert peak < 3_000_000


@pytest.mark.parametrize(
    ("sizes", "wanted"),
    [
        ([10] * 70, [32, 32, 6]),
        ([300_000] * 3, [2, 1]),
        ([10, 3_900_000, 10], [2, 1]),
        ([10, 4_100_000, 10], [3]),
        ([], []),
    ],
)
def test_a_chunk_is_a_bounded_number_of_rows_and_of_bytes(
    sizes: list[int], wanted: list[int]
) -> None:
    raw = b"\n".join(json.dumps("x" * size).encode() for size in sizes)

    assert [len(chunk) for chunk in in_chunks(read(raw))] == wanted
