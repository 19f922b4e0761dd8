"""The file of results: what is written outlives the process, and what is half written goes."""

from io import BytesIO
from pathlib import Path

import pytest

from pipeline.corpus.pairs.checking import Checker, Plan, Result
from pipeline.corpus.pairs.results import Counts, result_file
from pipeline.corpus.pairs.rows import read_rows
from pipeline.errors import SettingsError

PLAN = Plan("pairs.jsonl", frozenset())
PAIR = b'{"statement": "It cost $5.", "source": "It cost $5 in Elm."}\n'


def results(raw: bytes) -> list[Result]:
    return Checker(PLAN).check(read_rows(BytesIO(raw)))


def test_what_was_written_is_on_disk_before_the_file_is_closed(tmp_path: Path) -> None:
    out = tmp_path / "made" / "out.jsonl"
    done = results(PAIR * 2)

    with result_file(out, resume=False) as file:
        file.write(done[:1])
        assert out.read_bytes() == done[0].line
        file.write(done[1:])
        assert out.read_bytes() == done[0].line + done[1].line


def test_half_a_line_is_cut_off_even_where_no_row_follows(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    one, two = results(PAIR * 2)
    out.write_bytes(one.line + two.line[:-20])

    with result_file(out, resume=True) as file:
        counts = file.resume(read_rows(BytesIO(PAIR)), PLAN.basis)

    assert counts == Counts(rows=1)
    assert out.read_bytes() == one.line


@pytest.mark.parametrize("tail", [b"notes", b"\x00" * 40, b"[1, 2]\n", b"null\n"])
def test_what_is_no_result_is_left_as_it_is(tmp_path: Path, tail: bytes) -> None:
    out = tmp_path / "out.jsonl"
    written = results(PAIR)[0].line + tail
    out.write_bytes(written)

    with result_file(out, resume=True) as file, pytest.raises(SettingsError, match=r"out\.jsonl"):
        file.resume(read_rows(BytesIO(PAIR * 2)), PLAN.basis)

    assert out.read_bytes() == written


def test_a_full_disk_says_that_what_is_written_can_be_gone_on_with() -> None:
    with (
        result_file(Path("/dev/full"), resume=False) as file,
        pytest.raises(SettingsError, match=r"No space left.*--resume goes on"),
    ):
        file.write(results(PAIR))
