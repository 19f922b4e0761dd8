"""Whatever stands in the files of a corpus, reading gives records that can be kept and written."""

import gzip
import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.corpus.reading.readers import read_corpus
from pipeline.corpus.reading.record import digest_of
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
@given(rows=ROWS, raw=LINES, group=st.integers(1, 4))
@example(rows=[], raw=[b"\xfe\xff"], group=1)
def test_what_is_read_of_any_bytes_can_be_written(
    rows: list[dict[str, Any]], raw: list[bytes], group: int
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

        assert list(read_corpus(folder, skipped=lambda _: None)) == whole
        assert len({digest_of(each) for each in whole}) == len(whole)
        assert [each.number for each in whole] == list(range(len(whole)))
        assert all((each.content is None) is (each.fault is not None) for each in whole)
        assert all((each.fault or "x").isprintable() for each in whole)
        json.dumps([each.keys for each in whole], ensure_ascii=False, allow_nan=False).encode()
