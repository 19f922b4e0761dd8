"""The bench of pairs runs the command that it times, on as many rows as it says."""

from pathlib import Path

from bench import pairs_stream


def test_every_row_is_checked_and_both_tables_have_their_lines() -> None:
    lines = pairs_stream.report(fast=70, many=(200, 300)).splitlines()

    assert [line.split()[0] for line in lines if line[:1].isdigit()] == ["1", "2", "200", "300"]


def test_one_row_in_a_hundred_holds_an_article(tmp_path: Path) -> None:
    rows = list(pairs_stream.mixed(300))

    assert [at for at, row in enumerate(rows) if row != pairs_stream.PLAIN] == [0, 100, 200]
    run = pairs_stream.check(pairs_stream._written(tmp_path / "pairs.jsonl", iter(rows)), workers=1)
    assert (tmp_path / "pairs.1.out").read_bytes().count(b"\n") == 300
    assert run.megabytes is None or run.megabytes > 10
