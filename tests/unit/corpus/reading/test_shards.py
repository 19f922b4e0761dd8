"""Shards: what property tests do not reach."""

from pathlib import Path

import pytest

from pipeline.corpus.reading import read_corpus, records, shards
from pipeline.errors import CorpusError
from tests.corpora import RISE, jsonl, table, whole


def test_small_files_share_a_shard_and_large_ones_are_cut(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(RISE)
    (tmp_path / "d.jsonl").write_bytes(jsonl([{"text": RISE}] * 5))

    cut = list(shards(str(tmp_path), piece=2, skipped=lambda _: None))

    assert [(shard.number, shard.count) for shard in cut] == [
        (0, 2),
        (2, 1),
        (3, 2),
        (5, 2),
        (7, 1),
    ]


def test_a_shard_of_lines_begins_at_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_bytes(jsonl([{"text": RISE}] * 4))
    _, second = shards(str(tmp_path / "c.jsonl"), piece=2, skipped=lambda _: None)

    with (tmp_path / "c.jsonl").open("r+b") as file:
        file.write(b"#")  # what is before a shard is not read again

    assert [(each.number, each.fault) for each in records(second)] == [(2, None), (3, None)]


@pytest.mark.parametrize("name", ["c.jsonl", "c.csv"])
def test_rows_over_the_limit_are_the_same_in_shards(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.corpus.reading.file_rows.MOST_ROW_BYTES", 100)
    monkeypatch.setattr("pipeline.corpus.reading.csv_table.MOST_ROW_BYTES", 100)
    rows = [{"text": text} for text in ("a", "b\n" * 99, "c", "d" * 300, "e", 'f"\n' * 60, "g")]
    (tmp_path / name).write_bytes(jsonl(rows) if name == "c.jsonl" else table(rows))
    corpus = str(tmp_path / name)

    for piece in range(1, 8):
        cut = shards(corpus, piece=piece, skipped=lambda _: None)
        assert [record for shard in cut for record in records(shard)] == whole(corpus)
    assert [record.content for record in whole(corpus)] == ["a", None, "c", None, "e", None, "g"]


def test_what_is_no_corpus_is_refused_alike(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"")
    (tmp_path / "no.csv").write_text("body\nIt rose.\n")

    for name in ("none", "empty.jsonl", "no.csv"):
        corpus = str(tmp_path / name)
        with pytest.raises(CorpusError) as by_shards:
            list(shards(corpus, piece=1, skipped=lambda _: None))
        with pytest.raises(CorpusError) as by_reading:
            list(read_corpus(corpus, skipped=lambda _: None))
        assert str(by_shards.value) == str(by_reading.value)
