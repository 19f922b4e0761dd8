"""However a corpus is cut, its shards hold the records that reading it from end to end gives."""

import gzip
import json
import pickle
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.corpus.reading import Record, digest_of, read_corpus, records, shards
from tests.corpora import jsonl, parquet, rss, table

TEXTS = st.text(max_size=30) | st.sampled_from(["It rose.", 'He said "5%,\nor so".', "", "\r\n"])
KEYS = st.dictionaries(st.sampled_from(["desk", "title", "id"]), st.text(max_size=8), max_size=3)
ROWS = st.lists(st.builds(lambda text, keys: {**keys, "text": text}, TEXTS, KEYS), max_size=12)
LINES = st.lists(
    st.binary(max_size=20)
    | st.sampled_from(
        [
            b"",
            b"\r",
            b'{"text": "It rose."}',
            b'{"text": "It rose."}\r',
            b"{}",
            b'{"\\ud800\\n": 1e999, "a\\u0000": ["\\udfff"]}',
        ]
    ),
    max_size=12,
)


def cut(corpus: str, piece: int) -> Iterator[Record]:
    """Yield the records of every shard, each as another process would get it."""
    for shard in shards(corpus, piece=piece, skipped=lambda _: None):
        found = list(records(pickle.loads(pickle.dumps(shard))))  # noqa: S301 - our own bytes
        assert 0 < len(found) == shard.count <= piece
        assert [record.number for record in found] == list(
            range(shard.number, shard.number + shard.count)
        )
        yield from found


def printable(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows as an XML of them can hold: no control characters."""

    def plain(text: str) -> str:
        return "".join(c for c in text if c.isprintable())

    return [
        {"id": f"i{at}", "title": plain(row.get("title", "")), "url": "https://x.test/1",
         "published_at": "", "html": plain(row["text"])}
        for at, row in enumerate(rows)
    ]  # fmt: skip


@settings(max_examples=60)
@given(rows=ROWS, raw=LINES, piece=st.integers(1, 6), group=st.integers(1, 4))
@example(rows=[], raw=[b"\xfe\xff"], piece=1, group=1)  # UTF-16 is told at any start
def test_the_shards_of_a_corpus_are_the_corpus(
    rows: list[dict[str, Any]], raw: list[bytes], piece: int, group: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = {
            "a.jsonl": jsonl(rows),
            "b.jsonl.gz": gzip.compress(jsonl(rows)),
            "c.csv": table(rows),
            "d.parquet": parquet(rows, group) if rows else b"broken",
            "e/f.jsonl": b"\n".join(raw),
            "e/g.csv": b"text,id\n" + b"\n".join(raw),
            "h.xml": rss(printable(rows)),
            "i.txt": b"It rose.",
            "j.gz.txt": json.dumps(rows).encode(),
        }
        for name, content in files.items():
            (Path(folder) / name).parent.mkdir(exist_ok=True)
            (Path(folder) / name).write_bytes(content)

        whole = list(read_corpus(folder, skipped=lambda _: None))

        assert list(cut(folder, piece)) == whole
        assert len({digest_of(each) for each in whole}) == len(whole)
        assert [each.number for each in whole] == list(range(len(whole)))
        assert all((each.content is None) is (each.fault is not None) for each in whole)
        assert all((each.fault or "x").isprintable() for each in whole)
        json.dumps([each.keys for each in whole], ensure_ascii=False, allow_nan=False).encode()
