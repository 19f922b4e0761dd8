"""Packed files are bounded by what they hold: one without end, or for much memory, is one line."""

import bz2
import gzip
import io
import json
import lzma
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.corpus import unpacking
from pipeline.corpus.reading import file_rows
from pipeline.errors import SettingsError
from tests.command import Command

CALM = "The storm cut power to 480 homes on Monday."
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
}
ENDLESS = {"blank lines": b"\n", "spaces": b"  \r\n", "one line": b"a"}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let packed files be looked at after a few bytes, and lines end sooner."""
    monkeypatch.setattr(unpacking, "_SMALL_BYTES", 20_000)
    monkeypatch.setattr(file_rows, "_MOST_LINE_BYTES", 20_000_000)
    monkeypatch.setattr(file_rows, "MOST_ROW_BYTES", 100_000)
    monkeypatch.setattr(file_rows, "_MOST_BLANK_BYTES", 10_000)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("endless", ENDLESS)
@pytest.mark.parametrize("form", ["jsonl", "csv", "txt", "xml"])
def test_a_packed_file_without_end_is_one_line(
    factdesk: Command, form: str, endless: str, packing: str
) -> None:
    head = {"csv": b"text\n"}.get(form, b"")
    name = f"corpus.{form}.{packing}"
    Path(name).write_bytes(PACKINGS[packing](head + ENDLESS[endless] * 2_000_000))

    done = factdesk("run", name, "--out", "out", "--quiet")

    *before, last = done.err.splitlines()
    assert done.code in {2, 3}
    assert len(before) == (form == "csv" and endless == "spaces")  # rows that are empty
    assert "not read" in last or form in {"txt", "xml"}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("endless", "said"),
    [("blank lines", "100 kB of blank lines on end"), ("one line", "200 times its size")],
)
def test_packed_pairs_without_end_are_one_line(factdesk: Command, endless: str, said: str) -> None:
    Path("pairs.jsonl.gz").write_bytes(gzip.compress(ENDLESS[endless] * 2_000_000))

    done = factdesk("check", "--pairs", "pairs.jsonl.gz", "--workers", "1")

    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert f"pairs.jsonl.gz {'holds' if 'blank' in said else 'unpacks to more than'} {said}" in (
        done.err
    )


def test_a_packing_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fsspec.compression.compr", {})

    with pytest.raises(SettingsError, match="zstd is not installed: pip install zstandard"):
        unpacking.unpacked(io.BytesIO(), "zstd")


def test_an_xz_file_may_ask_for_no_more_memory_than_a_limit(factdesk: Command) -> None:
    large = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 512 * 1024 * 1024}]
    row = json.dumps({"text": CALM}).encode()
    for name, packed in {
        "first": lzma.compress(row, filters=large),
        "second": lzma.compress(row + b"\n") + lzma.compress(row, filters=large),
    }.items():
        Path(f"{name}.jsonl.xz").write_bytes(packed)

    done = [factdesk("run", f"{name}.jsonl.xz", "--out", name) for name in ("first", "second")]

    assert [each.code for each in done] == [2, 3]
    assert all("needs more than 300 MB to unpack: unpack it first" in e.out + e.err for e in done)


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_packed_file_is_read_to_its_end_and_at_any_place(packing: str) -> None:
    content = os.urandom(100_000) + b"a" * 300_000
    packed = b"".join(map(PACKINGS[packing], (content[:150_000], content[150_000:])))
    name = {"gz": "gzip"}.get(packing, packing)

    with unpacking.unpacked(io.BytesIO(packed), name) as file:
        whole = io.BufferedReader(file, 1_000)

        assert whole.read() == content
        assert whole.seek(-10, os.SEEK_END) == len(content) - 10
        assert whole.read() == content[-10:]
        assert (whole.seek(90_000), whole.read(20_000)) == (90_000, content[90_000:110_000])


def test_streams_of_xz_may_have_zeros_between_them_and_not_break_off() -> None:
    one = lzma.compress(b"one ")
    for padding in (b"", b"\0" * 4, b"\0" * 200_000):
        assert unpacking.unpacked(io.BytesIO(one + padding + one), "xz").read() == b"one one "
        assert unpacking.unpacked(io.BytesIO(one + padding), "xz").read() == b"one "
    for end in (1, 20, len(one) - 1):
        with pytest.raises(EOFError):
            unpacking.unpacked(io.BytesIO(one[:end]), "xz").read()
    with pytest.raises(lzma.LZMAError):
        unpacking.unpacked(io.BytesIO(one + b"no stream at all"), "xz").read()
