"""The file of results: what is written outlives the process, and what is half written goes."""

from io import BytesIO, FileIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.corpus.pairs.checking import Checker, Plan, Result
from pipeline.corpus.pairs.pair_rows import read_rows
from pipeline.corpus.pairs.result_file import Counts, ResultFile, result_file
from pipeline.errors import SettingsError
from schemas import Sensitivity

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

PLAN = Plan("pairs.jsonl", Sensitivity.NORMAL)
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
        file.resume(read_rows(BytesIO(PAIR)), PLAN.basis)
        counts = file.counts

    assert counts == Counts(rows=1)
    assert out.read_bytes() == one.line


class Interrupted(FileIO):
    """A file that Ctrl-C comes upon right after so many bytes are in it."""

    room = 0

    def write(self, data: "ReadableBuffer", /) -> int:
        super().write(memoryview(data)[: self.room])
        raise KeyboardInterrupt


@pytest.mark.parametrize("ends_before", [0, 1])
def test_rows_are_counted_that_are_in_the_file_when_ctrl_c_ends_its_writing(
    tmp_path: Path, ends_before: int
) -> None:
    one, two, three = results(PAIR + b"{\n" + PAIR)
    out = tmp_path / "out.jsonl"
    with Interrupted(out, "wb") as opened:
        file = ResultFile(out, opened)
        opened.room = len(one.line + two.line) - ends_before
        with pytest.raises(KeyboardInterrupt):
            file.write([one, two, three])
        counts = file.counts

    whole = out.read_bytes().count(b"\n")
    assert counts == Counts(rows=2 - ends_before, failed=1 - ends_before)
    assert counts.rows == whole


def test_counts_go_on_from_those_of_what_was_written_before(tmp_path: Path) -> None:
    rows = PAIR.replace(b"5.", b"500.") * 2 + b"{\n" + PAIR
    one, two, three, four = results(rows)
    out = tmp_path / "out.jsonl"

    with result_file(out, resume=False) as file:
        for each in ([one], [two, three, four]):
            file.write(each)
        assert file.counts == Counts(rows=4, flagged=2, failed=1)
    with result_file(out, resume=True) as file:
        file.resume(read_rows(BytesIO(rows)), PLAN.basis)
        file.write([one])

        assert file.counts == Counts(rows=5, flagged=3, failed=1)


def test_all_that_a_pipe_was_given_is_counted() -> None:
    with result_file(Path("/dev/null"), resume=False) as file:
        file.write(results(PAIR * 2))
        file.write(results(PAIR))

        assert file.counts == Counts(rows=3)


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
